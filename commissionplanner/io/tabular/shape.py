"""What the user says of where a table is on its sheet; all that is not said is found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """Decisions about where a table is. Rows are numbered as in the file, from 1.

    Attributes:
        header_row: The row of headings, of stacked ones any; None to find it.
        heading_rows: How many rows of headings there are, from `header_row` down; 0 where there
            are none, so that columns go by their letters; None to find out.
        first_row: The first row of data; rows between it and the headings are left out.
        last_row: The last row of data; all below it is left out, and it is no note.
        table: Which of the tables of a sheet, as numbered in `Table.tables`; None for the best,
            or for the one in which `header_row` lies.
        rows_in: Rows that are data although they look like totals, notes or headings.
    """

    header_row: int | None = None
    heading_rows: int | None = None
    first_row: int | None = None
    last_row: int | None = None
    table: int | None = None
    rows_in: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundTable:
    """One of the tables found on a sheet, as the user may choose it.

    Attributes:
        number: From 1, in the order in which they stand: down, then across.
        title: The text above its headings, else its first heading; "" where there is neither.
        header_row: Row of its headings, from 1; None where it has none.
        first_row, last_row: Where it begins and ends, titles above it included.
        first_column, last_column: Letters.
        n_rows: Filled rows below its headings.
        taken: Whether it is the one that was read.
        headings: Those of its main row, in small letters.
    """

    number: int
    title: str
    header_row: int | None
    first_row: int
    last_row: int
    first_column: str
    last_column: str
    n_rows: int
    taken: bool = False
    headings: tuple[str, ...] = ()
