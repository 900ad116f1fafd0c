"""Cells merged over several rows: their text belongs to every row they cover, an amount to all together."""

from commissionplanner.io.mapping.sheet import Sheet
from commissionplanner.io.mapping.targets import targets_for
from commissionplanner.io.tabular.cells import Cell, column_letter, is_blank
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind


def cells_read(sheet: Sheet, place: int) -> list[Cell]:
    """Return the cells of a column as they are read: an amount in the first row that it covers alone.

    Counted in each row, £12,000 merged over three contracts would become £36,000.
    """
    key = next((guess.key for guess in sheet.guesses if guess.place == place), None)
    is_money = key is not None and targets_for(sheet.kind)[key].spec.kind is Kind.MONEY
    if is_money or place in sheet.unfilled:
        return sheet.table.columns[place]
    return _spread(sheet.table, place)


def _spread(table: Table, place: int) -> list[Cell]:
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
