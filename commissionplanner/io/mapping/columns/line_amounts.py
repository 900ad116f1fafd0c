"""Lists of payments by line, where each line repeats the amount of its whole invoice: that of the line is meant."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.io.tabular.table import Table

_FEWEST: Final = 3
"""So many invoices at least must have several lines that make them up."""
_SAMPLE: Final = 5_000
_NEAR_P: Final = 2


def with_line_amounts(
    table: Table, guesses: list[ColumnGuess], looks: Sequence[Look]
) -> list[ColumnGuess]:
    """Take the amount of each line in place of the one that its invoice has in all of its lines.

    It is proved by the cells: of nearly every reference that comes several times the amounts of
    one column are all the same, and those of the other make it.
    """
    held = first_of(guesses, "amount_p")
    ref = first_of(guesses, "reference")
    if held is None or ref is None:
        return guesses
    invoices = _invoices(table, ref.place, held.place)
    if len(invoices) < _FEWEST:
        return guesses
    for other in guesses:
        if other.key is not None or looks[other.place].amounts <= 0.8:
            continue
        made = [
            abs(_sum_p(table, other.place, rows) - whole_p) <= _NEAR_P for rows, whole_p in invoices
        ]
        if sum(made) * 10 >= len(made) * 9:
            why = "Its amounts make up those that repeat on each line of an invoice."
            gone = "It repeats the amount of the whole invoice on each of its lines."
            line = replace(other, key="amount_p", confidence=0.7, why=why, rival=None)
            whole = replace(held, key=None, confidence=0.7, why=gone, rival="amount_p")
            return [line if g is other else whole if g is held else g for g in guesses]
    return guesses


def _invoices(table: Table, ref: int, place: int) -> list[tuple[list[int], int]]:
    """Return the rows of each reference that comes several times with one amount, and that amount in pence."""
    rows: dict[str, list[int]] = {}
    for position, cell in enumerate(table.columns[ref][:_SAMPLE]):
        if text := cell_text(cell):
            rows.setdefault(text, []).append(position)
    several = [positions for positions in rows.values() if len(positions) > 1]
    column = table.columns[place]
    wholes = [
        ({read_money(column[p]).value for p in positions}, positions) for positions in several
    ]
    same = [(positions, next(iter(found)) or 0) for found, positions in wholes if len(found) == 1]
    return same if len(same) * 10 >= len(several) * 9 else []


def _sum_p(table: Table, place: int, rows: Sequence[int]) -> int:
    return sum(read_money(table.columns[place][p]).value or 0 for p in rows)
