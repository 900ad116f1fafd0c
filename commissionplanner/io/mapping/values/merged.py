"""Cells merged over several rows: their text belongs to every row they cover, an amount to all together."""

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind
from commissionplanner.model.words import counted


def cells_read(sheet: Sheet, place: int) -> list[Cell]:
    """Return the cells of a column as they are read: an amount in the first row that it covers alone.

    Counted in each row, £12,000 merged over three contracts would become £36,000: so only where
    that was answered.
    """
    key = next((guess.key for guess in sheet.guesses if guess.place == place), None)
    is_money = key is not None and targets_for(sheet.kind)[key].spec.kind is Kind.MONEY
    if (is_money and place not in sheet.spread) or place in sheet.unfilled:
        return sheet.table.columns[place]
    return _spread(sheet.table, place)


def ask_merged(table: Table, place: int, asker: Asker) -> bool:
    """Ask whether amounts merged over several rows are those of each of them; False where none is."""
    positions = {row - 1: position for position, row in enumerate(table.rows)}
    cells = table.columns[place]
    spans = [
        (first, last)
        for first, last in _spans(table, place)
        if first in positions
        and not is_blank(cells[positions[first]])
        and not positions.keys().isdisjoint(range(first + 1, last + 1))
    ]
    if not spans:
        return False
    first, last = spans[0]
    amount = cell_text(cells[positions[first]])
    text = (
        f"{counted(len(spans), 'amount')} of “{table.names[place]}” {'is' if len(spans) == 1 else 'are'} merged over "
        f"several rows, such as “{amount}” over rows {first + 1:,} to {last + 1:,}. Is that what these rows come to "
        "together, counted in the first of them, or the amount of each?"
    )
    return asker.ask("merged_amounts", text, ("together", "each"), "together") == "each"


def _spans(table: Table, place: int) -> list[tuple[int, int]]:
    """Return the first and last rows, from 0, of the areas merged within a column."""
    return [
        (first, last)
        for (first, left), (last, right) in table.merges
        if first != last and left == right and column_letter(left) == table.letters[place]
    ]


def _spread(table: Table, place: int) -> list[Cell]:
    """Return the cells of a column, with what merged cells show in all the rows they cover."""
    cells = table.columns[place]
    spans = _spans(table, place)
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
