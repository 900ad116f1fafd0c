"""From a file to the table in it, or to the reason why there is none."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import ErrorCell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.headings.header_row import HeadingRows, over_amounts, texts_of
from commissionplanner.io.tabular.headings.sheets import SheetInfo
from commissionplanner.io.tabular.in_another_order import put_in_order
from commissionplanner.io.tabular.raw import RawSheet, read_raw
from commissionplanner.io.tabular.rows.areas import Area
from commissionplanner.io.tabular.rows.groups import group_rows
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.rows.placing import Placed, placed
from commissionplanner.io.tabular.rows.ragged import overfull, reach, short
from commissionplanner.io.tabular.rows.sorting import Sorted, put_back, sort_rows
from commissionplanner.io.tabular.shape import Shape
from commissionplanner.io.tabular.table import BLANK_NAME, Table
from commissionplanner.progress import Progress


def list_sheets(path: Path, password: str | None = None) -> list[SheetInfo]:
    """Return the sheets of a file; none for a text file.

    Raises:
        FileProblem: the file cannot be read.
    """
    return read_raw(path, None, password).sheets


def read_table(
    path: Path,
    sheet: str | None = None,
    shape: Shape | None = None,
    password: str | None = None,
    progress: Progress | None = None,
) -> Table:
    """Read the table of a file.

    Args:
        path: The file, of any kind.
        sheet: Name of the sheet; without, the first of the best visible ones.
        shape: What is said of where the table is on the sheet; the rest is found.
        password: For a locked file.
        progress: Where it may be stopped.

    Raises:
        FileProblem: the file cannot be read or holds no table.
        CancelledError: someone asked for the work to stop.
    """
    return table_of(read_raw(path, sheet, password, progress), shape)


def table_of(raw: RawSheet, shape: Shape | None = None) -> Table:
    """Find the table in a sheet.

    Raises:
        FileProblem: the sheet is empty, or has no such row or table.
    """
    from commissionplanner.io.tabular.currencies import show_currencies, show_percentages
    from commissionplanner.io.tabular.warnings import warnings_of
    from commissionplanner.io.tabular.zeros import keep_zeros

    shape = shape or Shape()
    place_errors(raw)
    where = placed(raw, shape)
    found, area = where.headings, where.area
    texts = over_amounts(raw.columns, _texts(raw, found, area), where.start)
    used = [
        place
        for place in range(area.left, min(reach(raw, found), area.right + 1))
        if texts[place]
        or any(cell is not None for cell in raw.columns[place][where.start : where.stop])
    ]
    columns = [raw.columns[i] for i in used]
    headings = [texts[i] for i in used]
    rows = sort_rows(columns, where.start, headings, where.stop, has_notes=shape.last_row is None)
    rows = put_back(rows, shape.rows_in)
    if not rows.kept and found is None:
        raise _no_table(raw)
    table = _assemble(raw, where, used, headings, rows)
    put_in_order(table, columns)
    table.overfull = list(overfull(raw, found, table.rows))
    table.short = short(raw, found, table.rows, table.columns)
    table.footnotes = list(_footnotes(raw, rows))
    table.group_rows = group_rows(table.columns, table.rows, table.total_cells.values())
    table.warnings.extend(warnings_of(raw, table, found, rows))
    keep_zeros(table, raw.marks.digits)
    show_currencies(table, raw.marks.digits)
    show_percentages(table, raw.marks.digits)
    return table


def _no_table(raw: RawSheet) -> FileProblem:
    if not raw.n_filled:
        said = "it is empty. Choose another sheet or file."
    else:
        said = (
            f"{raw.n_filled:,} of its {raw.n_rows:,} rows have something in them, but none was taken for headings. Delete "
            "the empty rows above the table, or say which row has the headings."
        )
    return FileProblem(f"{raw.place} has no table: {said}", code="no_data")


def place_errors(raw: RawSheet) -> None:
    """Put the error cells that the values do not show back in their places.

    Raises:
        FileProblem: there are more than can be listed, so that some would be lost.
    """
    if len(raw.marks.errors) >= limits.ERROR_CELLS:
        raise FileProblem(
            f"{raw.place} has {limits.ERROR_CELLS:,} cells or more that show an error such as "
            f"{next(iter(raw.marks.errors.values()))}. Mend or clear their formulas, save the workbook and try again.",
            code="too_large",
        )
    for (row, column), text in raw.marks.errors.items():
        if row >= raw.n_rows:
            for cells in raw.columns:
                cells.extend([None] * (row + 1 - raw.n_rows))
            raw.n_rows = row + 1
        while column >= len(raw.columns) and column < len(raw.columns) + 200:
            raw.columns.append([None] * raw.n_rows)
        if column < len(raw.columns):
            raw.columns[column][row] = ErrorCell(text)


def _texts(raw: RawSheet, found: HeadingRows | None, area: Area) -> list[str]:
    """Return the heading of every column of the sheet, "" outside the area."""
    blank = [""] * len(raw.columns)
    if found is None:
        return blank
    span = [raw.row(index) for index in range(found.first, found.last + 1)]
    for row in span:
        row[: area.left] = [None] * area.left
        row[area.right + 1 :] = [None] * (len(row) - area.right - 1)
    texts = texts_of(span, found.first, len(raw.columns), raw.merges)
    return [text if area.left <= i <= area.right else "" for i, text in enumerate(texts)]


def _assemble(
    raw: RawSheet, where: Placed, used: list[int], headings: list[str], rows: Sorted
) -> Table:
    letters = [column_letter(i) for i in used]
    found = where.headings
    contiguous = rows.kept and rows.kept[-1] - rows.kept[0] + 1 == len(rows.kept)
    if contiguous:
        first, last = rows.kept[0], rows.kept[-1] + 1
        columns = [raw.columns[i][first:last] for i in used]
    else:
        columns = [[raw.columns[i][row] for row in rows.kept] for i in used]
    places = {column: place for place, column in enumerate(used)}
    return Table(
        file=raw.file,
        sheet=raw.sheet,
        kind=raw.kind,
        sheets=raw.sheets,
        header_row=found.main + 1 if found else None,
        heading_rows=(found.first + 1, found.last + 1) if found else None,
        headings=headings,
        names=unique_names(headings, letters),
        letters=letters,
        columns=columns,
        rows=[row + 1 for row in rows.kept],
        left_out=[*_above(raw, where), *rows.left_out, *_outside(raw, where)],
        total_lines=[row + 1 for row in rows.total_lines],
        total_cells={
            out.row: [raw.columns[i][out.row - 1] for i in used]
            for out in rows.left_out
            if out.kind == "total"
        },
        tables=where.tables,
        banner=list(_banner(raw, where)),
        formats={places[c]: _format(raw, c) for c in raw.marks.formats if c in places},
        notes={(r + 1, places[c]): t for (r, c), t in raw.marks.notes.items() if c in places},
        merges=raw.merges,
        encoding=raw.encoding,
        delimiter=raw.delimiter,
    )


_OF_FIGURES: Final = re.compile(
    r"\b(?:figures|amounts|values|costs|budgets|sums|numbers|all|shown|expressed)\b", re.IGNORECASE
)


def _footnotes(raw: RawSheet, rows: Sorted) -> Iterator[str]:
    for out in rows.left_out:
        text = " ".join(cell_text(cell) for cell in raw.row(out.row - 1) if not is_blank(cell))
        if out.kind == "note" and _OF_FIGURES.search(text):
            yield text


def unique_names(headings: Sequence[str], letters: Sequence[str]) -> list[str]:
    """Return a name for each column: its heading, "Amount (2)" when repeated, or "Column C"."""
    taken = {text for text in headings if text}
    used: set[str] = set()
    numbers: dict[str, int] = {}
    names: list[str] = []
    for heading, letter in zip(headings, letters, strict=True):
        base = heading or f"{BLANK_NAME}{letter}"
        name, number = base, numbers.get(base, 1)
        while name in used or (number > 1 and name in taken) or (not heading and name in taken):
            number += 1
            name = f"{base} ({number})"
        numbers[base] = number
        used.add(name)
        names.append(name)
    return names


def _format(raw: RawSheet, column: int) -> str:
    """Return what the format of a column shows; that of a few cells in another currency is "some foreign:€"."""
    kind = raw.marks.formats[column]
    n_numbers = sum(isinstance(cell, int | float) for cell in raw.columns[column])
    few = kind.startswith("foreign:") and raw.marks.n_formatted[column] * 2 <= n_numbers
    return f"some {kind}" if few else kind


def _over(raw: RawSheet, where: Placed) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows above the headings, by index, with what they show in the area."""
    end = where.headings.first if where.headings else where.area.top + where.titles
    for index in range(where.area.top, end):
        row = raw.row(index)[where.area.left : where.area.right + 1]
        texts = [cell_text(cell) for cell in row if not is_blank(cell)]
        if texts:
            yield index, texts


def _banner(raw: RawSheet, where: Placed) -> Iterator[str]:
    for _, texts in _over(raw, where):
        yield from texts


def _above(raw: RawSheet, where: Placed) -> Iterator[LeftOut]:
    for index, texts in _over(raw, where):
        what = "headings" if where.headings else "table"
        yield LeftOut(index + 1, "above", f"above the {what}: “{texts[0][:60]}”")


def _outside(raw: RawSheet, where: Placed) -> Iterator[LeftOut]:
    """Yield the filled rows that the user's first and last row leave out."""
    found = where.headings
    above = range(found.last + 1 if found else where.area.top + where.titles, where.start)
    below = range(where.stop, where.area.bottom + 1)
    for rows, said in ((above, "above the first row"), (below, "below the last row")):
        for index in rows:
            if any(column[index] is not None for column in raw.columns):
                yield LeftOut(index + 1, "outside", f"{said} that you chose")
