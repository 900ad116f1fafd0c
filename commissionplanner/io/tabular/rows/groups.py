"""Rows between the data that are headings of the rows below them: one text and nothing else. Pure."""

from collections.abc import Collection, Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.headings.total_words import part_of

_FEWEST: Final = 3
"""The row below a heading has so many cells at least."""


def group_rows(
    columns: Sequence[Sequence[Cell]],
    rows: Sequence[int],
    totals: Collection[Sequence[Cell]] = (),
) -> list[int]:
    """Return the numbers of rows that seem to be headings of those below them.

    They have words in one of the first two columns and nothing else, and a fuller row below; what begins with a small
    letter is the end of a text above it;
    where they are more than a third of all rows, they are records of which little is known,
    unless each has a total of its own among `totals`: "Adults" and "Adults subtotal", or as many.
    """
    if len(columns) < _FEWEST:
        return []
    counts = [len(row) - row.count(None) for row in zip(*columns, strict=True)]
    found = [
        position
        for position, count in enumerate(counts[:-1])
        if count == 1 and counts[position + 1] >= _FEWEST and _is_words(columns, position)
    ]
    if len(found) * 3 > len(counts) and len(totals) < len(found):
        parts = {
            part_of(cell).casefold() for row in totals for cell in row if isinstance(cell, str)
        }
        found = [at for at in found if lone_cell(columns, at)[1].casefold() in parts]
    return [rows[position] for position in found]


def lone_cell(columns: Sequence[Sequence[Cell]], position: int) -> tuple[int, str]:
    """Return the place and the text of the first filled cell of a row; (0, "") for a blank row."""
    for place, column in enumerate(columns):
        if not is_blank(column[position]):
            return place, " ".join(cell_text(column[position]).split())
    return 0, ""


def _is_words(columns: Sequence[Sequence[Cell]], position: int) -> bool:
    place, text = lone_cell(columns, position)
    return (
        place < 2
        and bool(text)
        and not text[0].islower()
        and not any(sign.isdigit() for sign in text)
    )
