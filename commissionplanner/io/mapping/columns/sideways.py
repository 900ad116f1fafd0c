"""Tables that lie on their side: the headings stand below one another, each record in a column."""

from functools import cache
from typing import Final

from commissionplanner.io.mapping.fields.headings import squashed
from commissionplanner.io.mapping.fields.targets import KINDS, targets_for
from commissionplanner.io.tabular.table import Table

_MOST: Final = 60
"""A record has no more fields than this."""
_FEWEST: Final = 4


@cache
def _known() -> frozenset[str]:
    return frozenset(
        h for kind in KINDS for target in targets_for(kind).values() for h in target.headings
    )


def sideways(table: Table) -> tuple[str, ...]:
    """Return the headings that stand in the first column of a table, or none where it does not lie on its side.

    Most cells of the column must be headings that are known, no two the same, and of those at the
    top but the first none.
    """
    if not table.columns or len(table.rows) > _MOST or any(map(_is_known, table.headings[1:])):
        return ()
    below = [cell for cell in table.columns[0] if cell is not None]
    found = [cell for cell in below if isinstance(cell, str) and _is_known(cell)]
    if len(set(found)) < len(found) or len(found) * 10 < len(below) * 6:
        return ()
    found = [table.headings[0]] * _is_known(table.headings[0]) + found
    return tuple(found) if len(found) >= _FEWEST else ()


def _is_known(text: str) -> bool:
    return bool(text) and squashed(text) in _known()
