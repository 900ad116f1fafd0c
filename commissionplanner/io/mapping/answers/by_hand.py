"""What the user sets right by hand before an import: columns to fill down, headings of groups.

Where the table is (rows of headings, first and last row, which table) is said in
`tabular.shape`; rows to leave out are taken out in `reshape`.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate, chain
from typing import Final

from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.tabular.cells import (
    Cell,
    column_index,
    column_letter,
    is_blank,
)
from commissionplanner.io.tabular.headings.total_words import part_of
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.rows.groups import lone_cell
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.rows.sorting import is_number_like
from commissionplanner.io.tabular.table import Table

LEFT_OUT: Final = "You left it out."


def with_filled(table: Table, filled: Mapping[int, bool], asker: Asker) -> Table:
    """Return a table whose blank cells take what stands above them, in the columns said to be so.

    Args:
        table: As read; it is left as it is.
        filled: By place of column; only those that are True are filled here.
        asker: Keeps the notes.

    Raises:
        AnswerError: a column holds amounts, which would be counted again in every row filled.
    """
    columns = list(table.columns)
    for place, wanted in filled.items():
        if not wanted:
            continue
        cells = columns[place]
        shown = [cell for cell in cells if not is_blank(cell)]
        if sum(map(is_number_like, shown)) * 2 > len(shown):
            raise AnswerError(
                f"“{table.names[place]}” holds amounts. Filled down, they would be counted again in "
                "every row. Fill down columns of names only."
            )
        columns[place] = list(accumulate(cells, _own_or_above))
        n_filled = sum(map(is_blank, cells)) - sum(map(is_blank, columns[place]))
        asker.note(f"“{table.names[place]}” was filled down in {n_filled:,} rows, as you said.")
    return replace(table, columns=columns)


def _own_or_above(above: Cell, own: Cell) -> Cell:
    return above if is_blank(own) else own


def with_totals(table: Table, rows: frozenset[int]) -> Table:
    """Return a table without the rows said to be totals; its sum is compared with them.

    Args:
        table: As read; it is left as it is.
        rows: Numbers in the file.
    """
    gone = {at for at, row in enumerate(table.rows) if row in rows}
    if not gone:
        return table
    kept = [at for at in range(len(table.rows)) if at not in gone]
    said = [LeftOut(table.rows[at], "total", "it is a total, as you said") for at in sorted(gone)]
    totals = {table.rows[at]: [column[at] for column in table.columns] for at in sorted(gone)}
    return replace(
        table,
        columns=[[column[at] for at in kept] for column in table.columns],
        rows=[table.rows[at] for at in kept],
        left_out=[*table.left_out, *said],
        total_cells={**table.total_cells, **totals},
        origins={place: [cells[at] for at in kept] for place, cells in table.origins.items()},
    )


GROUP: Final = "Group"
"""The heading of the column that says under which heading of a group each row stands."""


def with_groups(table: Table, asker: Asker, said: Mapping[int, bool]) -> Table:
    """Return a table with a last column that holds the heading of the group of each row.

    It is as it was where no row is a heading of a group, or where the user says so.

    Args:
        table: As read; it is left as it is.
        asker: Asks whether rows with one text are headings, where some seem to be.
        said: By number of row, whether the user says that it is one.
    """
    rows = {row for row in table.group_rows if said.get(row, True)}
    if rows and not _are_groups(table, rows, asker):
        rows = set()
    rows |= {row for row, is_heading in said.items() if is_heading and row in set(table.rows)}
    if not rows:
        return replace(table, group_rows=[])
    cells: list[Cell] = []
    origins: list[tuple[str, int] | None] = []
    now: tuple[Cell, tuple[str, int] | None] = (None, None)
    for position, row in enumerate(table.rows):
        if row in rows:
            place, text = lone_cell(table.columns, position)
            now = (text, (table.letters[place], row))
        cells.append(None if row in rows else now[0])
        origins.append(None if row in rows else now[1])
    letters = [*table.letters, column_letter(column_index(table.letters[-1]) + 1)]
    headings = [*table.headings, GROUP]
    return replace(
        table, headings=headings, letters=letters, names=unique_names(headings, letters),
        columns=[*table.columns, cells], group_rows=sorted(rows),
        origins={**table.origins, len(table.columns): origins}, total_cells={
            row: [*total, None] for row, total in table.total_cells.items()
        },
    )  # fmt: skip


def _are_groups(table: Table, rows: set[int], asker: Asker) -> bool:
    """Ask whether rows with one text are headings; where each has a total of its own that is said."""
    first = lone_cell(table.columns, table.rows.index(min(rows)))[1][:60]
    text = (
        f"Some rows ({len(rows):,}) hold one text and nothing else, such as “{first}”. "
        "Are they headings of the rows below them?"
    )
    note = f"“{first}” and the like are headings of the rows below them: each has a total."
    told = note if _have_totals(table, rows) else ""
    return asker.told("group_headings", text, ("yes", "no"), "yes", told) == "yes"


def _have_totals(table: Table, rows: set[int]) -> bool:
    """Whether the text of each row comes again as what a total is of: "Adults" and "Total adults"."""
    heads = {
        lone_cell(table.columns, at)[1].casefold()
        for at, row in enumerate(table.rows)
        if row in rows
    }
    cells = (cell for column in table.columns[:_FIRST] for cell in column if isinstance(cell, str))
    lines = (c for total in table.total_cells.values() for c in total if isinstance(c, str))
    parts = {part_of(text).casefold() for text in chain(cells, lines) if "total" in text.casefold()}
    return heads <= parts


_FIRST: Final = 3
"""Labels of totals stand in so many first columns."""
