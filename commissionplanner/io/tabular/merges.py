"""What to say of merged cells in a table. Pure."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from commissionplanner.io.tabular.cells import column_letter, is_blank
from commissionplanner.io.tabular.raw import Merge, RawSheet
from commissionplanner.io.tabular.table import Table, TableWarning

_LOOKED_AT: Final = 100_000
"""So many cells beneath merged ones are looked at: areas that overlap may cover the sheet many times."""


def about_merges(raw: RawSheet, table: Table) -> Iterator[TableWarning]:
    """Say which merged areas lie in a table, how an import takes them, and what lies beneath them."""
    if raw.merges_in_all > len(raw.merges):
        yield TableWarning(
            "merges_not_looked_at",
            f"Sheet “{raw.sheet}” has {raw.merges_in_all:,} merged areas; the first {len(raw.merges):,} were looked "
            "at. Of the others only the first cell has the value.",
        )
    own = set(table.rows)
    first = min(own, default=0)
    inside = [
        area
        for area in raw.merges
        if area[0][0] + 1 in own or area[0][0] + 1 < first <= area[1][0] + 1
    ]
    if not inside:
        return
    (row, column), _ = inside[0]
    yield TableWarning(
        "merged_cells",
        f"{len(inside):,} merged areas lie in the table, the first at {column_letter(column)}{row + 1}. An import "
        "takes what one shows in a single column for each row that it covers, but an amount once, in the first of "
        "them; of one over several columns only the first has the value.",
        row + 1,
    )
    for row, column in islice(_beneath(raw, inside), 1):
        yield TableWarning(
            "beneath_merged",
            f"{column_letter(column)}{row + 1} holds something beneath a merged cell, where nobody sees it; it was "
            "read. Unmerge the cells, check them and save the workbook.",
            row + 1,
        )


def _beneath(raw: RawSheet, areas: Sequence[Merge]) -> Iterator[tuple[int, int]]:
    """Yield the row and column of cells with something in them that merged ones cover."""
    covered = (
        (row, column)
        for (top, left), (bottom, right) in areas
        for row in range(top, min(bottom + 1, raw.n_rows))
        for column in range(left, min(right + 1, len(raw.columns)))
        if (row, column) != (top, left)
    )
    for row, column in islice(covered, _LOOKED_AT):
        if not is_blank(raw.columns[column][row]):
            yield row, column
