"""Where a printed page has to begin so that no heading stands alone at the foot of the one before."""

from collections.abc import Callable, Collection
from typing import Final

_KEPT: Final = 3  # rows that a heading takes with it
_SLACK: Final = 0.08  # of a page: programs make rows a little higher or lower than reckoned


def pages_for_headings(
    headings: Collection[int],
    begins: Collection[int],
    last: int,
    room: float,
    high: Callable[[int], float],
    again: float = 0.0,
) -> list[int]:
    """Return the headings at which a page has to begin, in order.

    Args:
        headings: Rows of headings.
        begins: Rows at which a page begins anyway.
        last: The last row.
        room: How high a page is, in plain rows.
        high: How high a row is, in plain rows.
        again: How high the rows are that stand again at the top of every page.
    """
    found, used = list[int](), 0.0
    for row in range(last + 1):
        if row in begins:
            used = again
        if row in headings:
            kept = sum(high(each) for each in range(row, min(row + _KEPT, last) + 1))
            if used > again and used + kept > room * (1 - _SLACK):
                found.append(row)
                used = again
        elif used + high(row) > room:
            used = again
        used += high(row)
    return found
