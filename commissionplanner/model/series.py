"""Rows of amounts that betray a slip: a digit too many, thousands for pounds, sums that run on.

Pure arithmetic on whole pence, shared by the rules about figures and by the importer.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from commissionplanner.model.money import Pence

FEWEST: Final = 3
"""So many amounts at least make a series."""


def is_slip(one: Pence, other: Pence) -> bool:
    """Whether one amount is about ten or a hundred times the other, whichever is larger.

    9.5 to 10.5 times, or 95 to 105 times, both ends counted. Amounts of nothing or less never are.
    """
    small, large = (one, other) if one <= other else (other, one)
    if small <= 0 or 2 * large < 19 * small:  # nearly always
        return False
    return 2 * large <= 21 * small or 95 * small <= large <= 105 * small


def may_hold_slip(amounts_p: Iterable[Pence]) -> bool:
    """Whether any two amounts are so far apart that one may be a slip of the other."""
    known = [amount_p for amount_p in amounts_p if amount_p > 0]
    return bool(known) and 2 * max(known) >= 19 * min(known)


def is_thousandfold(one: Pence, other: Pence) -> bool:
    """Whether one amount is about a thousand times the other: 800 to 1,250 times."""
    small, large = sorted((abs(one), abs(other)))
    return small > 0 and 800 * small <= large <= 1_250 * small


def runs_on(amounts_p: Sequence[Pence]) -> bool:
    """Whether amounts look like a running total: each what has come in so far, not what came.

    Three or more that never fall, of which the last is at least 0.6 times what as many of the
    first would make, and whose steps are like the first: 0.3 to 3 times on average, none more than
    4 times. Amounts of each period by itself hardly ever look so.
    """
    if len(amounts_p) < FEWEST or amounts_p[0] <= 0:
        return False
    steps = [after - before for before, after in pairwise(amounts_p)]
    first, last, count = amounts_p[0], amounts_p[-1], len(amounts_p)
    if min(steps) < 0 or 10 * last < 6 * count * first or max(steps) > 4 * first:
        return False
    whole = last - first
    return 3 * len(steps) * first <= 10 * whole <= 30 * len(steps) * first
