"""What to say about a table as it was found: hidden things, macros, odd rows, units."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from commissionplanner.io.tabular.alike import alike_headings
from commissionplanner.io.tabular.cells import cell_text, column_letter
from commissionplanner.io.tabular.currencies import about_currencies
from commissionplanner.io.tabular.formula_texts import about_formula_texts
from commissionplanner.io.tabular.headings.header_row import HeadingRows
from commissionplanner.io.tabular.merges import about_merges
from commissionplanner.io.tabular.parted import about_delimiters
from commissionplanner.io.tabular.raw import RawSheet, heading_width
from commissionplanner.io.tabular.readings import NOT_POUNDS
from commissionplanner.io.tabular.rows.sorting import Sorted
from commissionplanner.io.tabular.table import Table, TableWarning

_SINGLE: Final = 200
"""So many rows are named one by one; beyond that they are counted."""

_MANY_ABOVE: Final = 20
"""So many rows above a table are more than its title."""


def warnings_of(
    raw: RawSheet, table: Table, found: HeadingRows | None, rows: Sorted
) -> Iterator[TableWarning]:
    """Yield what the user should know, the most general first."""
    yield from _about_sheets(raw)
    yield from _about_tables(table)
    yield from _about_package(raw)
    yield from _about_headings(table, found)
    yield from _about_hidden(raw, table)
    yield from _about_filters(table)
    yield from _about_formulas(raw, table)
    yield from about_merges(raw, table)
    yield from _about_rows(table, rows)
    yield from _about_text(raw, table, found)
    yield from _about_units(raw, table)
    yield from about_currencies(table)


def _about_filters(table: Table) -> Iterator[TableWarning]:
    """Say that a pivot table above whose headings a filter stands shows a part of its rows."""
    for what, said in pairwise(table.banner):
        if said.strip().casefold() == "(multiple items)":
            yield TableWarning(
                "pivot_filter",
                f"Above the headings a filter of a pivot table stands: “{what[:60]}”, {said.strip()}. The table shows a "
                "part of its rows; the others were not read.",
                table.header_row,
            )


def _about_sheets(raw: RawSheet) -> Iterator[TableWarning]:
    if raw.equals:
        yield TableWarning(
            "other_sheets",
            f"Sheet “{raw.sheet}” was read. These hold tables too: {_listed(raw.equals)}. Name one to read it instead.",
        )
    for kind, (code, said) in _SHEETS_LEFT.items():
        names = [sheet.name for sheet in raw.sheets if sheet.kind == kind]
        if names:
            yield TableWarning(code, said.format(names=_listed(names)))


_SHEETS_LEFT: Final = {
    "hidden": ("hidden_sheet", "The workbook has hidden sheets: {names}. They were not read."),
    "very hidden": ("hidden_sheet", "The workbook has very hidden sheets: {names}. They were not read."),
    "chart": ("chart_sheet", "Sheets of charts, dialogs or macros hold no table and were left out: {names}."),
    "too wide": (
        "wide_sheet",
        "Sheets too wide for a table were not looked at: {names}. Delete the cells far to the right to read them.",
    ),
}  # fmt: skip


def _about_tables(table: Table) -> Iterator[TableWarning]:
    if len(table.tables) < 2:
        return
    taken = next(found for found in table.tables if found.taken)
    others = [
        f"table {found.number} “{found.title}” in {found.first_column}{found.first_row} to "
        f"{found.last_column}{found.last_row}"
        for found in table.tables
        if not found.taken
    ]
    yield TableWarning(
        "several_tables",
        f"The sheet has {len(table.tables)} tables. Table {taken.number} “{taken.title}” was read, not "
        f"{', '.join(others[:10])}. Choose another by its number or by the row of its headings.",
        taken.header_row,
    )


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in names[:10])
    return f"{shown} and {len(names) - 10} more" if len(names) > 10 else shown


def _about_package(raw: RawSheet) -> Iterator[TableWarning]:
    package = raw.package
    if package.macros or raw.marks.macros:
        yield TableWarning(
            "macros", "The workbook has macros. They were not run and are not needed."
        )
    links = [*package.links, *raw.marks.links]
    if links or raw.marks.n_linked:
        names = f": {_listed(links)}" if links else ""
        yield TableWarning(
            "external_links",
            f"Formulas refer to other workbooks{names}. The values stored at the last save were read and may be stale.",
        )
    connections = [*package.connections, *raw.marks.connections]
    embedded = [*package.embedded, *raw.marks.embedded]
    if connections:
        yield TableWarning(
            "data_connections",
            f"The workbook fetches data from elsewhere ({_listed(connections)}). Nothing was fetched; the values "
            "stored at the last save were read and may be stale.",
        )
    if embedded:
        yield TableWarning(
            "embedded_objects",
            f"The workbook has other files or objects within it ({_listed(embedded)}). They were not opened; a "
            "table in one must be saved as a file of its own.",
        )
    if package.dde or raw.marks.dde:
        yield TableWarning(
            "dde",
            "The workbook asks another program for data (DDE). Nothing was asked; the stored values were read.",
        )
    if package.stale:
        yield TableWarning(
            "stale_values",
            "The workbook recalculates only when told to, so its stored results may be stale. Open it, press F9 and save.",
        )


def _about_headings(table: Table, found: HeadingRows | None) -> Iterator[TableWarning]:
    if found is None:
        yield TableWarning(
            "no_headings",
            "No row of headings was found, so columns are named by their letters. If there is one, say which row it is.",
        )
        return
    above = [out.row for out in table.left_out if out.kind == "above"]
    if len(above) > _MANY_ABOVE:
        yield TableWarning(
            "notes_above",
            f"{len(above):,} rows above the headings in row {found.first + 1} (from row {above[0]}) were taken for notes "
            "and left out. If they are the table, say which row has its headings.",
            above[0],
        )
    if found.last > found.first:
        yield TableWarning(
            "two_row_headings",
            f"The headings stand in rows {found.first + 1} to {found.last + 1} and were joined with “ · ”.",
            found.first + 1,
        )
    yield from alike_headings(table)
    for place, (heading, name) in enumerate(zip(table.headings, table.names, strict=True)):
        if heading and name != heading:
            letter = table.letters[place]
            yield TableWarning(
                "repeated_heading",
                f"The heading “{heading}” of column {letter} is there before; this one is called “{name}”.",
                table.header_row,
                name,
            )
        elif not heading:
            yield TableWarning(
                "blank_heading",
                f"Column {table.letters[place]} has no heading; it is called “{name}”.",
                table.header_row,
                name,
            )


def _about_hidden(raw: RawSheet, table: Table) -> Iterator[TableWarning]:
    if raw.marks.rows_hidden:
        yield TableWarning(
            "hidden_rows", "Rows are hidden in the sheet unless they say otherwise; all were read."
        )
    own = set(table.rows)
    hidden = [row + 1 for row in raw.marks.hidden_rows if row + 1 in own]
    if len(hidden) <= 20:
        for row in hidden:
            yield TableWarning(
                "hidden_rows", f"Row {row} is hidden in the sheet; it was read.", row
            )
    else:
        yield TableWarning(
            "hidden_rows",
            f"{len(hidden):,} rows are hidden in the sheet, from row {hidden[0]} on; they were read.",
            hidden[0],
        )
    names = dict(zip(table.letters, table.names, strict=True))
    for row, column in raw.marks.hidden_cells[:20]:
        letter = column_letter(column)
        if letter in names and row + 1 in own:
            yield TableWarning(
                "hidden_cell",
                f"{letter}{row + 1} is hidden in the page; it was read.",
                row + 1,
                names[letter],
            )
    yield from _about_struck(raw, own)
    hidden_columns: set[int] = set()
    for first, last in set(raw.marks.hidden_columns):
        hidden_columns.update(range(first, min(last + 1, len(raw.columns))))
    for column in sorted(hidden_columns):
        letter = column_letter(column)
        if letter in names:
            yield TableWarning(
                "hidden_columns",
                f"Column {letter} (“{names[letter]}”) is hidden in the sheet; it was read.",
                column=names[letter],
            )


def _about_struck(raw: RawSheet, own: set[int]) -> Iterator[TableWarning]:
    rows: dict[int, str] = {}
    for row, column in raw.marks.struck:
        if row + 1 in own:
            rows.setdefault(row + 1, f"{column_letter(column)}{row + 1}")
    for row, first in list(rows.items())[:_MANY_ABOVE]:
        yield TableWarning(
            "struck_out",
            f"Row {row} has something struck out in the sheet, from {first} on; it was read. Check whether it still holds.",
            row,
        )
    if len(rows) > _MANY_ABOVE:
        yield TableWarning(
            "struck_out", f"{len(rows) - _MANY_ABOVE:,} further rows have something struck out."
        )


def _about_formulas(raw: RawSheet, table: Table) -> Iterator[TableWarning]:
    names = dict(zip(table.letters, table.names, strict=True))
    own = set(table.rows)
    for row, column in raw.marks.unvalued:
        letter = column_letter(column)
        if row + 1 in own and letter in names:
            yield TableWarning(
                "formula_without_value",
                f"{letter}{row + 1} has a formula without a stored result, so it is empty. "
                "Open the workbook in Excel, save it and read it again.",
                row + 1,
                names[letter],
            )
    if raw.kind == "text":
        yield from about_formula_texts(table)
    elif not raw.marks.read:
        yield TableWarning(
            "not_looked_through",
            "Hidden rows and error cells could not be looked for in this workbook; error cells are "
            "shown empty. Save it as .xlsx and read that to be sure.",
        )


def _about_rows(table: Table, rows: Sorted) -> Iterator[TableWarning]:
    for out in rows.left_out:
        code = {"total": "total_row", "note": "note_row", "headings": "repeated_headings"}[out.kind]
        yield TableWarning(code, f"Row {out.row} was left out: {out.reason}.", out.row)
    if table.group_rows:
        first = ", ".join(str(row) for row in table.group_rows[:5])
        yield TableWarning(
            "group_rows",
            f"{len(table.group_rows):,} rows hold one text and nothing else (rows {first}"
            f"{' …' if len(table.group_rows) > 5 else ''}): they seem to be headings of the rows below them.",
            table.group_rows[0],
        )
    if table.total_lines:
        first = ", ".join(str(row) for row in table.total_lines[:5])
        yield TableWarning(
            "total_lines",
            f"{len(table.total_lines):,} rows sum up others (rows {first}{' …' if len(table.total_lines) > 5 else ''}). "
            "They are kept here and must not be added to the rest.",
            table.total_lines[0],
        )


_SAID: Final = {
    "unclosed_quote": "A quotation mark in row {row} is never closed; that line was taken as it stands.",
    "escaped_quote": 'Row {row} writes quotation marks within its texts as \\"; they were read as quotation marks.',
    "stray_quote": "Row {row} has a quotation mark in the wrong place; check its cells.",
    "wrapped": "Each line stood in quotation marks as though it were one cell; they were taken off. Check the cells.",
    "nul": "Row {row} has a NUL character, which was removed.",
    "nul_line": "Row {row} is nothing but NUL characters: the file may have been cut off while it was saved, and rows "
    "be missing. Ask for it again.",
    "other_encoding": "Row {row} is not in UTF-8 as the rest is; it was read as Windows-1252. Check its accents and signs.",
    "other_alphabet": "“{detail}” in row {row} is no Western European word: the text seems to be in another alphabet. "
    "Save it as “CSV UTF-8” and read that.",
    "utf_7": "Row {row} has “{detail}”, as UTF-7 writes it: the text seems to be in that old encoding, and was read as it "
    "stands. Save it as “CSV UTF-8” and read that.",
    "garbled": "“{detail}” in row {row} is a sign that another program has already garbled: UTF-8 was taken for "
    "Windows-1252 and saved so. Ask for the text as it was first exported.",
    "dos": "“{detail}” in row {row} seems to be an amount with the pound sign of DOS (code page 850). Ask for the text "
    "in UTF-8, or put £ in its place.",
    "entity": "“{detail}” in row {row} is how a web page writes a sign; such signs were left as they stand.",
    "undecodable": "Row {row} has a character that could not be read; it is shown as \ufffd.",
}


def _about_text(raw: RawSheet, table: Table, found: HeadingRows | None) -> Iterator[TableWarning]:
    if raw.kind != "text":
        return
    if raw.encoding == "cp1252":
        yield TableWarning(
            "encoding", "The text is not UTF-8; it was read as Windows-1252 (Western European)."
        )
    for code, row, detail in raw.text_notes:
        yield TableWarning(code, _SAID[code].format(row=row, detail=detail[:40]), row)
    if not raw.widths or not table.rows:
        return
    yield from about_delimiters(raw, table)
    width = heading_width(raw, found)
    odd = [row for row in table.rows if raw.widths[row - 1] != width]
    for row in odd[:_SINGLE]:
        yield TableWarning(
            "ragged_row",
            f"Row {row} has {raw.widths[row - 1]} cells, the headings {width}. Check it for an "
            f"extra or missing delimiter.{_beyond(raw, row - 1, width)}",
            row,
        )
    if len(odd) > _SINGLE:
        yield TableWarning(
            "ragged_row",
            f"{len(odd) - _SINGLE:,} further rows have more or fewer cells than the headings.",
        )


def _beyond(raw: RawSheet, index: int, width: int) -> str:
    """Say what a row has beyond the headings, which is in no column."""
    texts = [cell_text(column[index]) for column in raw.columns[width:]]
    shown = ", ".join(f"“{text[:40]}”" for text in texts if text)
    return f" Beyond the last heading it has {shown}." if shown else ""


_UNITS: Final = (
    (
        re.compile(
            r"£\s?['’]?000s?\b|£\s?0{3}s?|£\s?k\b|£,?000s?|£\s?thousands?\b|"
            rf"(?:['’]000s?\b|\bthousands?\b|\(000s?\)){NOT_POUNDS}",
            re.IGNORECASE,
        ),
        1_000,
    ),
    (
        re.compile(
            rf"£\s?m(?:illions?|n)?\b|£\s?millions?|(?:\bin millions\b|\(millions\)){NOT_POUNDS}",
            re.IGNORECASE,
        ),
        1_000_000,
    ),
)


def unit_of(text: str) -> int:
    """Return how many pounds one stands for in a heading or title: 1, 1,000 or 1,000,000."""
    for pattern, unit in _UNITS:
        if pattern.search(text):
            return unit
    return 1


def _about_units(raw: RawSheet, table: Table) -> Iterator[TableWarning]:
    for text in [*table.banner, table.sheet, *table.footnotes]:
        if unit_of(text) > 1:
            yield TableWarning(
                "units",
                f"“{text[:80]}” says that amounts are in units of £{unit_of(text):,}. They are shown as they stand.",
            )
            break
    for text in raw.package.drawn:
        if unit_of(text) > 1:
            yield TableWarning(
                "units",
                f"A text box in the workbook says “{text[:80]}”. It was not heeded: check what the amounts are in.",
            )
    for heading, name in zip(table.headings, table.names, strict=True):
        if unit_of(heading) > 1:
            yield TableWarning(
                "units",
                f"“{heading}” is in units of £{unit_of(heading):,}. The amounts are shown as they stand.",
                table.header_row,
                name,
            )
