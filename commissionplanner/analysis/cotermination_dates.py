"""Days on which a group could end together, each with its reason: a proposal, not a choice."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.cotermination import Reach, reaches
from commissionplanner.analysis.end_groups import EndGroup, members
from commissionplanner.analysis.index import Index
from commissionplanner.model.money import Pence
from commissionplanner.model.years import add_months

MOST: Final = 6
"""How many days are proposed."""
LEAD_MONTHS: Final = 12
"""A day sooner than that comes last: a whole is not commissioned anew in less than a year."""


@dataclass(frozen=True, slots=True)
class ProposedDay:
    """A day, and what would end on it without anything shortened.

    Attributes:
        day: The common last day, inclusive.
        aligned: How many contracts of the group would end on it by their present end or an
            extension.
        staying: How many of them end that day already.
        of: How many contracts the group has.
        value_p: Known yearly value of those aligned, pence.
        of_value_p: Known yearly value of the whole group.
        later: How many end later, and would have to be shortened.
        why: What speaks for the day.
    """

    day: date
    aligned: int
    staying: int
    of: int
    value_p: Pence
    of_value_p: Pence
    later: int
    why: tuple[str, ...]


def proposed_days(index: Index, group: EndGroup) -> tuple[ProposedDay, ...]:
    """Return the days on which most of a group could end together by extensions alone; best first.

    Days looked at are the present ends, the ends of options, the ends of the plan's years and the
    end of the fund. The best is a year or more ahead and aligns most yearly value, then most
    contracts; then it ends a financial year, moves fewest, and is the earliest. None where the
    plan has no as-at date or nothing has an end.
    """
    as_at = index.plan.header.as_at_on
    if as_at is None:
        return ()
    held = reaches(index, members(index, group))
    found = [reach for reach in held if not reach.barred]
    pool = index.plan.pools.get(group.keys[0]) if group.kind == "pool" and group.keys else None
    days = {day for reach in found for day in (reach.end_on, reach.last_on) if day}
    own = {"end of the fund": pool.end_on} if pool and pool.end_on else {}
    years = {year.last_day for year in index.plan.years}
    wanted = sorted(day for day in days | years | set(own.values()) if day >= as_at)
    whole = len(held), sum(_worth(reach) for reach in held)
    sums = _Sums(found)
    soon = add_months(as_at, LEAD_MONTHS)
    made = [_day(sums, day, whole, soon, own) for day in wanted]
    made = [each for each in made if each.aligned]
    made.sort(
        key=lambda d: (d.day < soon, -d.value_p, -d.aligned, not _ends_year(d.day), -d.staying,
                       d.day)
    )  # fmt: skip
    return tuple(made[:MOST])


def _ends_year(day: date) -> bool:
    return (day.month, day.day) == (3, 31)


def _worth(reach: Reach) -> int:
    return terms.yearly_value_p(reach.contract) or 0


class _Sums:
    """Counts and values of contracts by where their stretch from end to furthest end lies."""

    def __init__(self, found: Sequence[Reach]) -> None:
        ends = sorted((r.end_on, _worth(r)) for r in found if r.end_on)
        lasts = sorted((r.last_on, _worth(r)) for r in found if r.last_on)
        self.ends, self.lasts = [day for day, _ in ends], [day for day, _ in lasts]
        self._begun_p = [0, *accumulate(value for _, value in ends)]
        self._done_p = [0, *accumulate(value for _, value in lasts)]

    def aligned(self, day: date) -> tuple[int, int]:
        """Return how many stretches hold a day, and their yearly value in pence."""
        begun, done = bisect_right(self.ends, day), bisect_left(self.lasts, day)
        return begun - done, self._begun_p[begun] - self._done_p[done]


def _day(
    sums: _Sums, day: date, whole: tuple[int, int], soon: date, own: dict[str, date]
) -> ProposedDay:
    count, value_p = sums.aligned(day)
    later = len(sums.ends) - bisect_right(sums.ends, day)
    staying = bisect_right(sums.ends, day) - bisect_left(sums.ends, day)
    why = [label for label, end in own.items() if end == day]
    if _ends_year(day):
        why.append("end of a financial year")
    if staying:
        why.append(f"{staying:,} end that day already")
    if not later:
        why.append("nothing would have to be shortened")
    if day < soon:
        why.append("less than a year away")
    return ProposedDay(day, count, staying, whole[0], value_p, whole[1], later, tuple(why))
