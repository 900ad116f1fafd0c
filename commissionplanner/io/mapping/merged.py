"""Cells merged over several rows: their text belongs to every row they cover."""

from commissionplanner.io.tabular.cells import Cell, column_letter, is_blank
from commissionplanner.io.tabular.table import Table


def spread(table: Table, place: int) -> list[Cell]:
    """Return the cells of a column, with what merged cells show in all the rows they cover."""
    cells = table.columns[place]
    spans = [
        (first, last)
        for (first, left), (last, right) in table.merges
        if first != last and left == right and column_letter(left) == table.letters[place]
    ]
    if not spans:
        return cells
    positions = {row - 1: position for position, row in enumerate(table.rows)}
    filled = list(cells)
    for first, last in spans:
        shown = cells[positions[first]] if first in positions else None
        for row in range(first + 1, last + 1):
            position = positions.get(row)
            if position is not None and is_blank(filled[position]):
                filled[position] = shown
    return filled
