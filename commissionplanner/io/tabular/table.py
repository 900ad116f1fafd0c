"""The table in a file: its headings, columns and rows, and everything that was left out."""

from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.headings.sheets import SheetInfo
from commissionplanner.io.tabular.raw import Merge
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.shape import FoundTable

BLANK_NAME: Final = "Column "


@dataclass(frozen=True, slots=True)
class TableWarning:
    """Something about a table that the user should know.

    Attributes:
        code: A word for its kind, e.g. "hidden_rows".
        row: In the file, from 1; None where it is about no single row.
        column: The column's name in `Table.names`, or None.
    """

    code: str
    message: str
    row: int | None = None
    column: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {"code": self.code, "message": self.message, "row": self.row, "column": self.column}


@dataclass(slots=True)
class Table:
    """A table as found in a file, before anyone decides what its columns mean.

    Attributes:
        file: Name without folder.
        sheet: Name of the sheet; "" for a text file.
        header_row: From 1; None where there are no headings. Of stacked ones, the main one.
        heading_rows: First and last row of the headings, from 1; None where there are none.
        tables: All tables of the sheet, of which this is the one taken.
        group_rows: Numbers in `rows` of rows that seem to be headings of the rows below them.
        origins: For a column that is not in the file, by its place: the letter of the column
            and the row of the cell that each value comes from; None where it has none.
        headings: One a column, as given, "" where blank; stacked ones joined with " · ".
        names: The headings made unique and never blank: "Amount (2)", "Column C".
        letters: The letter of each column in the sheet.
        columns: The cells of the table's rows, by column.
        rows: The number in the file of each row, from 1.
        left_out: Rows with something in them that are not the table's, with the reason.
        total_lines: Numbers in `rows` of rows that sum up others: kept, never to be added.
        overfull: Numbers in `rows` of rows with something beyond the last heading: in a text
            file, a delimiter too many may have shifted their cells.
        short: Numbers in `rows` of rows of a text file that surely lack one cell, though not
            which: they end before the last column, which all others fill.
        total_cells: The cells of each total left out, by its row, as `columns` has them.
        banner: Texts above the headings, where titles and units stand.
        footnotes: Notes left out below the rows that speak of its figures: "All figures in £000s".
        formats: By place in `columns`, as in `Marks.formats`; "some foreign:€" where few cells have it.
        notes: Text of notes on cells, by (row from 1, place in `columns`).
        merges: Merged cells, ((row, column), (row, column)), in the sheet from 0.
    """

    file: str
    sheet: str
    kind: str
    sheets: list[SheetInfo]
    header_row: int | None
    headings: list[str]
    names: list[str]
    letters: list[str]
    columns: list[list[Cell]]
    rows: list[int]
    left_out: list[LeftOut] = field(default_factory=list)
    heading_rows: tuple[int, int] | None = None
    tables: list[FoundTable] = field(default_factory=list)
    group_rows: list[int] = field(default_factory=list)
    origins: dict[int, list[tuple[str, int] | None]] = field(default_factory=dict)
    total_lines: list[int] = field(default_factory=list)
    overfull: list[int] = field(default_factory=list)
    short: list[int] = field(default_factory=list)
    total_cells: dict[int, list[Cell]] = field(default_factory=dict)
    banner: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    warnings: list[TableWarning] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    notes: dict[tuple[int, int], str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    encoding: str = ""
    delimiter: str = ""

    def cell_name(self, position: int, place: int) -> str:
        """Name a cell by its position in `rows` and place in `columns`: "Sheet1!F12"."""
        own = self.letters[place], self.rows[position]
        letter, row = (self.origins[place][position] or own) if place in self.origins else own
        return f"{self.sheet}!{letter}{row}" if self.sheet else f"{letter}{row}"
