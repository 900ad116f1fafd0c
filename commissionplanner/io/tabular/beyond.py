"""Rows that go one cell beyond the last heading and fit the headings worse than the others. Pure."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, is_blank
from commissionplanner.io.tabular.kinds import kind_of
from commissionplanner.io.tabular.shifted import signs_beside, sort_of_most

_LEAST: Final = 5
"""So many rows of each sort at least tell them apart."""
_SAMPLE: Final = 400
_SAID: Final = {"date": "day", "money": "number"}
"""What a heading alone says of the cells below it."""


def rows_beyond(columns: Sequence[Sequence[Cell]], headings: Sequence[str]) -> list[int]:
    """Return the positions of rows with a cell that the last heading lacks, where they seem shifted to the right.

    However many they are: what the headings say fits the rows that end with them, and not these; or as
    well, and these hold what the others have one column before. Else the cell beyond is a remark.
    """
    if not columns or headings[-1]:
        return []
    last = columns[-1]
    within = [position for position, cell in enumerate(last) if is_blank(cell)]
    beyond = [position for position, cell in enumerate(last) if not is_blank(cell)]
    if min(len(within), len(beyond)) < _LEAST:
        return []
    sorts = [_sorts(columns, rows) for rows in (within, beyond)]
    said = [_SAID.get(kind_of(heading, ()).kind, "") for heading in headings]
    fits = [_fit(said, held) for held in sorts]
    is_beside = fits[0] == fits[1] and signs_beside(sorts[1], sorts[0], 1) > 0
    return beyond if fits[0] > fits[1] or is_beside else []


def _sorts(columns: Sequence[Sequence[Cell]], rows: Sequence[int]) -> list[str]:
    some = rows[:: len(rows) // _SAMPLE + 1]
    return [sort_of_most([column[p] for p in some]) for column in columns]


def _fit(said: Sequence[str], held: Sequence[str]) -> int:
    """Return how many columns hold what their headings say, less those that hold something else."""
    pairs = zip(said, held, strict=True)
    return sum(1 if own == sort else -1 for own, sort in pairs if own and sort)
