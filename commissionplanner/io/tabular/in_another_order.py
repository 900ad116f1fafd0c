"""Rows below headings that come again in another order, read by these. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.rows.headings_again import AGAIN, IN_ANOTHER, order_again
from commissionplanner.io.tabular.table import Table, TableWarning


def put_in_order(table: Table, columns: Sequence[Sequence[Cell]]) -> None:
    """Put the cells below headings in another order under those of the table, and say so.

    Args:
        table: The table; its rows below such headings are changed.
        columns: The columns of the sheet that are the table's.
    """
    again = [out for out in table.left_out if out.reason in (AGAIN, IN_ANOTHER)]
    if not any(out.reason == IN_ANOTHER for out in again):
        return
    held = [list(column) for column in table.columns]
    origins = [[(letter, row) for row in table.rows] for letter in table.letters]
    ends = [*(out.row for out in again), table.rows[-1] + 1 if table.rows else 0]
    for out, (first, end) in zip(again, pairwise(ends), strict=True):
        order = order_again(table.headings, [column[out.row - 1] for column in columns])
        if out.reason != IN_ANOTHER or order is None:
            continue
        below = slice(bisect_right(table.rows, first), bisect_left(table.rows, end))
        for place, source in enumerate(order):
            own = table.columns[place if source is None else source][below]
            held[place][below] = [None] * len(own) if source is None else own
            letter = table.letters[place if source is None else source]
            origins[place][below] = [(letter, row) for row in table.rows[below]]
        said = f"Row {first} has the headings again in another order; the rows below it are read by these."
        table.warnings.append(TableWarning("headings_in_another_order", said, first))
    for place, column in enumerate(held):
        table.columns[place] = column
        table.origins[place] = [*origins[place]]
