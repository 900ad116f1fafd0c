"""A sheet as it came out of the file: columns of cells, before the table in it is found."""

import re
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import Cell, ErrorCell
from commissionplanner.io.tabular.files.crowded import crowded
from commissionplanner.io.tabular.files.found_marks import Marks, marks_from
from commissionplanner.io.tabular.files.frames import Head, unpack_columns
from commissionplanner.io.tabular.files.grids import MADE
from commissionplanner.io.tabular.files.prescan import Package, prescan
from commissionplanner.io.tabular.files.process import ReaderRun
from commissionplanner.io.tabular.files.sniff import sniff
from commissionplanner.io.tabular.headings.header_row import HeadingRows
from commissionplanner.io.tabular.headings.sheets import SheetInfo
from commissionplanner.progress import Progress

_GUARDED: Final = "=+-@\t\r＝＋－＠"
Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class RawSheet:
    """All cells of one sheet, by column; the first is A1.

    Attributes:
        columns: One list a column, all of the same length.
        widths: For text files, how many cells each row has; else empty.
        marks: What the values do not show: errors, hidden rows, formulas without a value.
        package: What the file carries beside cells: macros, links.
        text_notes: For text files, (code, row, detail) of what was wrong.
        merges: The first merged areas, as many as are looked at.
        merges_in_all: How many merged areas the sheet has.
        n_filled: How many rows have something in them.
        is_staged: Whether it is read for an import, which takes fewer cells.
    """

    file: str
    sheet: str
    kind: str
    columns: list[list[Cell]]
    n_rows: int
    sheets: list[SheetInfo] = field(default_factory=list)
    equals: list[str] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    merges_in_all: int = 0
    widths: list[int] = field(default_factory=list)
    marks: Marks = field(default_factory=Marks)
    package: Package = field(default_factory=Package)
    text_notes: list[tuple[str, int | None, str]] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""
    n_filled: int = 0
    is_staged: bool = False

    @property
    def place(self) -> str:
        """What messages call it: "Sheet “Costs” of “plan.xlsx”"; a text file by its name."""
        return f"Sheet “{self.sheet}” of “{self.file}”" if self.sheet else f"“{self.file}”"

    def row(self, index: int) -> list[Cell]:
        """Return the cells of one row, counted from 0."""
        return [column[index] for column in self.columns]

    def head(self, n_rows: int) -> list[Sequence[Cell]]:
        """Return the first rows."""
        return [self.row(index) for index in range(min(n_rows, self.n_rows))]


def read_raw(
    path: Path,
    sheet: str | None = None,
    password: str | None = None,
    progress: Progress | None = None,
    *,
    is_staged: bool = False,
) -> RawSheet:
    """Read one sheet of a file, every cell of it, in a process of its own.

    With `is_staged`, no more is read than an import can make ready.

    Raises:
        FileProblem: it cannot be read; the message says why and what to do.
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    request: dict[str, Any] = {
        "task": "values",
        "name": path.name,
        "sheet": sheet,
        "password": password,
        "is_staged": is_staged,
    }
    deadline = time.monotonic() + limits.seconds_for(_size(path))
    raw = _read_whole(path, request, deadline, progress)
    if raw is None:
        time.sleep(_SETTLING)
        raw = _read_whole(path, request, deadline, progress)
    if raw is None:
        raise FileProblem(
            f"“{path.name}” was changed, moved or deleted while it was read, twice. Wait until whoever saves it has "
            "finished, then try again.",
            code="changed_meanwhile",
        )
    return raw


_SETTLING: Final = 0.5
"""Seconds before a file that changed is read again: what keeps folders alike touches files now and then."""


def _read_whole(
    path: Path, request: dict[str, Any], deadline: float, progress: Progress
) -> RawSheet | None:
    """Read a file, or return None where it was changed, moved or deleted meanwhile."""
    sniffed = sniff(path)
    before = _state(path)
    about = {"path": str(path.resolve()), "kind": sniffed.kind, "encrypted": sniffed.encrypted}
    try:
        raw = _read_kind(path, {**request, **about}, deadline, progress)
    except FileProblem:
        if _state(path) == before:
            raise
        return None
    return raw if _state(path) == before else None


def _read_kind(
    path: Path, request: dict[str, Any], deadline: float, progress: Progress
) -> RawSheet:
    kind, sheet = request["kind"], request["sheet"]
    package = Package()
    if not request["encrypted"] and kind in ("xlsx", "xlsb", "ods"):
        package = prescan(path, path.name, kind)
    if kind != "text":
        return _read_workbook(request, deadline, progress, package)
    if sheet:
        raise FileProblem(
            f"“{path.name}” is a text file and has no sheets, so no sheet “{sheet}”. Leave the sheet out.",
            code="no_sheet",
        )
    return _read_text(request, deadline, progress)


def _state(path: Path) -> tuple[int, ...] | None:
    """Return what tells a file from a later state of it, or None where it is gone."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _size(path: Path) -> int:
    n_bytes = (_state(path) or (0, 0, 0))[2]
    if n_bytes > limits.FILE_BYTES:
        raise FileProblem(
            f"“{path.name}” has {n_bytes // limits.MEGABYTE:,} MB; up to {limits.FILE_BYTES // limits.MEGABYTE} MB "
            "can be read. Save only the sheet and rows that are needed.",
            code="too_large",
        )
    return n_bytes


def _read_text(request: dict[str, Any], deadline: float, progress: Progress) -> RawSheet:
    raw = RawSheet(str(request["name"]), "", "text", [], 0)
    raw.is_staged = bool(request["is_staged"])
    with ReaderRun(request, deadline, progress) as reading:
        for head, body in reading.messages():
            if head["is"] == "block":
                columns = unpack_columns(head["layout"], body)
                if b'"#' in body:
                    columns = [[_with_error(cell) for cell in column] for column in columns]
                if b'"=\\"' in body:
                    columns = [[_without_formula(cell) for cell in column] for column in columns]
                if b"\"'" in body:
                    columns = [[_without_guard(cell) for cell in column] for column in columns]
                _append(raw, columns, int(head["rows"]))
                raw.widths.extend(head["widths"])
            elif head["is"] == "text":
                raw.encoding, raw.delimiter = head["encoding"], head["delimiter"]
                raw.text_notes = [(code, row, detail) for code, row, detail in head["found"]]
    return raw


_ERRORS: Final = frozenset(
    "#REF! #N/A #DIV/0! #VALUE! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #GETTING_DATA".split()
)


def _with_error(cell: Cell) -> Cell:
    """Return the error that a cell showed when it was written as text; else the cell."""
    if isinstance(cell, str) and cell[:1] == "#" and cell.strip().upper() in _ERRORS:
        return ErrorCell(cell.strip())
    return cell


_TEXT_FORMULA: Final = re.compile(r'="([^"]*)"')


def _without_formula(cell: Cell) -> Cell:
    """Return the text of ``="00123"``, by which systems keep the zeros of a code from Excel."""
    found = _TEXT_FORMULA.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return found[1] or None if found else cell


def _without_guard(cell: Cell) -> Cell:
    """Remove the apostrophe by which a careful writer keeps text from being a formula."""
    guarded = isinstance(cell, str) and cell[:1] == "'" and cell[1:2] in _GUARDED and len(cell) > 1
    return cell[1:] if guarded and isinstance(cell, str) else cell


def _read_workbook(
    request: dict[str, Any], deadline: float, progress: Progress, package: Package
) -> RawSheet:
    """Read the values in one process and the marks in another, at the same time if possible."""
    raw = RawSheet(str(request["name"]), "", str(request["kind"]), [], 0, package=package)
    raw.is_staged = bool(request["is_staged"])
    early = request["kind"] == "xlsx" and (request["sheet"] is None and package.n_worksheets == 1)
    with ExitStack() as stack:
        values = stack.enter_context(ReaderRun(request, deadline, progress))
        marks = stack.enter_context(_marks(request, deadline, progress)) if early else None
        try:
            for head, body in values.messages():
                if head["is"] == "block":
                    _append(raw, unpack_columns(head["layout"], body), int(head["rows"]))
                    continue
                if head["is"] == "marks":
                    raw.marks = marks_from(head)
                    continue
                _note_sheets(raw, head)
                if marks is None and request["kind"] not in MADE:
                    about = {**request, "sheet": raw.sheet, "encrypted": head["unlocked"]}
                    marks = stack.enter_context(_marks(about, deadline, progress))
        except FileProblem as problem:
            if marks is None and request["kind"] == "xls" and problem.code == "too_large":
                marks = stack.enter_context(_marks(request, deadline, progress))
            raise _explained(problem, raw.file, marks) from problem
        if marks is not None:
            raw.marks = _received(marks)
            for (row, column), text in raw.marks.texts.items():
                if row < raw.n_rows and column < len(raw.columns):
                    raw.columns[column][row] = text
            raw.merges = raw.merges or list(raw.marks.merges)
            raw.merges_in_all = max(raw.merges_in_all, len(raw.merges))
    if raw.marks.fault:
        raise FileProblem(
            f"{raw.place} is damaged: {raw.marks.fault}. Open it in Excel or LibreOffice, check the "
            "table, save it anew as .xlsx and try again.",
            code="damaged",
        )
    return raw


def _marks(request: dict[str, Any], deadline: float, progress: Progress) -> ReaderRun:
    return ReaderRun({**request, "task": "marks"}, deadline, progress)


def _received(marks: ReaderRun) -> Marks:
    """Return the marks, or none where the pass over the XML failed: `Marks.read` says so."""
    try:
        found = [marks_from(head) for head, _ in marks.messages() if head["is"] == "marks"]
    except FileProblem:
        return Marks()
    return found[0] if found else Marks()


def _explained(problem: FileProblem, name: str, marks: ReaderRun | None) -> FileProblem:
    """Say which cell is far from the others, where that is why the memory ran out."""
    far = _received(marks).far if marks is not None and problem.code == "too_large" else ""
    if not far:
        return problem
    return FileProblem(
        f"“{name}” has a cell at {far}, far from all others, so that it would fill the memory. "
        "Delete the rows and columns beyond the table, save the workbook and try again.",
        code="too_large",
    )


def _note_sheets(raw: RawSheet, head: Head) -> None:
    raw.sheets = [SheetInfo(*about) for about in head["sheets"]]
    raw.sheet = raw.sheets[int(head["taken"])].name
    if sum(sheet.name == raw.sheet for sheet in raw.sheets) > 1:
        raise FileProblem(
            f"“{raw.file}” has two sheets called “{raw.sheet}”, which no spreadsheet program allows. Open it in Excel, "
            "let it repair the file, look at both sheets, save it anew and try again.",
            code="damaged",
        )
    raw.equals = list(head["equals"])
    if head["package"]:  # what is locked could not be looked into before
        raw.package = Package(**head["package"])
    raw.merges = [((a, b), (c, d)) for (a, b), (c, d) in head["merges"]]
    raw.merges_in_all = head["merges_in_all"]


def _append(raw: RawSheet, columns: list[list[Cell]], n_rows: int) -> None:
    """Add a block of rows; a block may be wider or narrower than those before it.

    Raises:
        FileProblem: there are more cells than can be held.
    """
    if (raw.n_rows + n_rows) * max(len(columns), len(raw.columns)) > limits.SHEET_CELLS:
        raise FileProblem(
            f"{raw.place} has more than {limits.SHEET_CELLS:,} cells. Save only the rows and columns "
            "that are needed as a new file and try again.",
            code="too_large",
        )
    raw.n_filled += sum(any(cell is not None for cell in row) for row in zip(*columns, strict=True))
    _check_held(raw, len(columns))
    for index, column in enumerate(columns):
        if index == len(raw.columns):
            raw.columns.append([None] * raw.n_rows)
        raw.columns[index].extend(column)
    raw.n_rows += n_rows
    for column in raw.columns[len(columns) :]:
        column.extend([None] * n_rows)


def _check_held(raw: RawSheet, width: int) -> None:
    """Refuse rows or cells beyond what an import, or a mere reading, can hold."""
    most = limits.STAGED_ROWS if raw.is_staged else limits.READ_ROWS
    n_cells = raw.n_filled * max(width, len(raw.columns))
    if raw.n_filled > most:
        more = f"{most:,} rows with something in them"
    elif raw.is_staged and n_cells > limits.STAGED_CELLS:
        more = f"{limits.STAGED_CELLS:,} cells"
    else:
        return
    raise crowded(raw.place, more, is_staged=raw.is_staged)


def heading_width(raw: RawSheet, found: HeadingRows | None) -> int:
    """Return how many cells the rows of a text file should have: as many as the headings."""
    if found is not None:
        return raw.widths[found.main]
    return max(set(raw.widths), key=raw.widths.count)
