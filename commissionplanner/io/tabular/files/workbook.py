"""Values of Excel and OpenDocument workbooks by calamine; runs in the reading process."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import dropwhile, islice
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import column_letter
from commissionplanner.io.tabular.files.encodings import ESCAPED
from commissionplanner.io.tabular.files.marks_xls import is_locked
from commissionplanner.io.tabular.files.unlock import locked
from commissionplanner.io.tabular.headings.header_row import HEAD_ROWS
from commissionplanner.io.tabular.headings.sheets import SheetInfo, rank, weight_of

BLOCK_ROWS: Final = 5_000
"""So many rows travel at a time; both processes hold some of these blocks at once."""


def _kind(meta: SheetMetadata) -> str:
    """Calamine's enumerations can be compared but not looked up."""
    if meta.typ != SheetTypeEnum.WorkSheet:
        return "chart"
    if meta.visible == SheetVisibleEnum.VeryHidden:
        return "very hidden"
    return "hidden" if meta.visible == SheetVisibleEnum.Hidden else "visible"


@dataclass(slots=True)
class Opened:
    """A workbook and the sheet of it that was taken."""

    sheets: list[SheetInfo]
    taken: int
    equals: list[str]
    sheet: CalamineSheet


def open_workbook(
    source: str | io.BytesIO,
    name: str,
    wanted: str | None,
    kind: str = "",
    *,
    is_mended: bool = False,
) -> Opened:
    """Open a workbook and take a sheet of it: the one wanted, or the best of the visible.

    Raises:
        FileProblem: it is locked or damaged, or has no such sheet, or no data.
    """
    try:
        return _take(_opened(source, kind), name, wanted)
    except PasswordError as error:
        raise locked(name, kind) from error
    except (CalamineError, OSError, ValueError) as error:
        if "cell error" in str(error) and not is_mended and kind == "xlsx":
            from commissionplanner.io.tabular.files.mending import with_known_errors

            return open_workbook(with_known_errors(source), name, wanted, kind, is_mended=True)
        if kind == "xls" and not isinstance(source, io.BytesIO) and is_locked(source):
            raise locked(name, kind) from error
        what = "damaged or not quite a workbook"
        if "shared strings" in str(error):
            what = "damaged: a cell refers to a text that is not there"
        raise FileProblem(
            f"“{name}” is {what}. Open it in Excel or LibreOffice, let it "
            "repair the file, save it anew as .xlsx and try again.",
            code="damaged",
        ) from error


def _opened(source: str | io.BytesIO, kind: str) -> CalamineWorkbook:
    """Open a workbook by what it is; by its path the library goes by the ending of its name."""
    is_text = isinstance(source, str) and not ESCAPED.search(source)  # else not a name it can take
    if isinstance(source, str) and is_text and source.lower().endswith(f".{kind}"):
        return CalamineWorkbook.from_path(source)
    if isinstance(source, str):
        with open(source, "rb") as file:
            return CalamineWorkbook.from_filelike(file)
    return CalamineWorkbook.from_object(source)


def _take(workbook: CalamineWorkbook, name: str, wanted: str | None) -> Opened:
    sheets = [SheetInfo(meta.name, _kind(meta)) for meta in workbook.sheets_metadata]
    loaded: dict[int, CalamineSheet] = {}
    if wanted is not None:
        taken = _named(sheets, name, wanted)
        _load(workbook, sheets, taken, loaded, name)
        return Opened(sheets, taken, [], loaded[taken])
    weights: dict[int, float] = {}
    wide: list[FileProblem] = []
    for index, listed in enumerate(tuple(sheets)):
        if listed.kind != "chart":
            try:
                head = _load(workbook, sheets, index, loaded, name)
            except FileProblem as problem:
                wide.append(problem)
                sheets[index] = replace(sheets[index], kind="too wide")
                continue
            weights[index] = weight_of(sheets[index], head)  # its size is known once it is loaded
            best = rank(weights)[:1]
            loaded = {
                kept: loaded[kept] for kept in best if kept in loaded
            }  # the others need no memory
    order = rank(weights)
    if wide and not order:
        raise wide[0]
    if not order:
        what = "all its sheets are empty, or hold only errors or formulas without a stored result"
        if not sheets:
            what = "it has no sheets"
        if sheets and all(sheet.kind == "chart" for sheet in sheets):
            what = "its sheets are of charts, dialogs or macros"
        raise FileProblem(
            f"“{name}” has no table: {what}. Check that it is the right file, or ask for it again.",
            code="no_data",
        )
    taken = order[0]
    if taken not in loaded:  # one was better, until a third made both of them as good
        _load(workbook, sheets, taken, loaded, name)
    return Opened(sheets, taken, [sheets[i].name for i in order[1:]], loaded[taken])


def _named(sheets: Sequence[SheetInfo], name: str, wanted: str) -> int:
    for index, sheet in enumerate(sheets):
        if sheet.name.strip().casefold() == wanted.strip().casefold() and sheet.kind != "chart":
            return index
    known = ", ".join(f"“{sheet.name}”" for sheet in sheets if sheet.kind != "chart")
    raise FileProblem(f"“{name}” has no sheet “{wanted}”. It has {known}.", code="no_sheet")


def _load(
    workbook: CalamineWorkbook,
    sheets: list[SheetInfo],
    index: int,
    loaded: dict[int, CalamineSheet],
    name: str,
) -> list[list[Any]]:
    """Read one sheet, note its size, and return its first rows."""
    sheet = workbook.get_sheet_by_index(index)
    if sheet.end is None:
        loaded[index] = sheet
        return []
    n_rows, n_columns = sheet.end[0] + 1, sheet.end[1] + 1
    sheets[index] = SheetInfo(sheets[index].name, sheets[index].kind, n_rows, n_columns)
    if n_columns > limits.COLUMNS:
        raise FileProblem(
            f"Sheet “{sheet.name}” of “{name}” reaches to column {column_letter(n_columns - 1)}, too "
            "wide for a table. Delete the cells far to the right and save it.",
            code="too_large",
        )
    loaded[index] = sheet
    rows = dropwhile(lambda row: not any(cell != "" for cell in row), sheet.iter_rows())
    return list(islice(rows, HEAD_ROWS + 40))


def blocks(sheet: CalamineSheet) -> Iterator[tuple[int, list[Sequence[Any]]]]:
    """Yield (number of rows, columns) in blocks, from the sheet's first row and column on.

    The library begins with the first column that has a cell; those before it are put back, so
    that letters, merged cells and notes are of the sheet.
    """
    rows = sheet.iter_rows()
    before = sheet.start[1] if sheet.start else 0
    while block := list(islice(rows, BLOCK_ROWS)):
        blank = ("",) * len(block)
        yield len(block), [*[blank] * before, *zip(*block, strict=True)]
