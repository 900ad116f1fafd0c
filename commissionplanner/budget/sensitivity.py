"""Which assumptions move the gap most, and where one would close it.

Each assumption with a range is set to its low and its high figure, the others left as they are,
and the whole budget worked out again: nothing here is an approximation.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from commissionplanner.budget.rates import RATED_KEYS
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.scenarios import view
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import PPM, Pence
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

RANGED_KEYS = (*RATED_KEYS, "contingency")
"""Assumptions that a budget is worked out by, and that may carry a range."""
LEVEL = "with_assumed"


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does to the gap over all years.

    Attributes:
        assumption: As the plan has it.
        low_p: The balance at its low figure; below nil is a gap.
        high_p: The balance at its high figure.
        base_p: The balance as it is.
    """

    assumption: Assumption
    low_p: Pence
    high_p: Pence
    base_p: Pence

    @property
    def width_p(self) -> Pence:
        """How far the gap moves between the two."""
        return abs(self.high_p - self.low_p)


def balance_p(budget: PoolBudget) -> Pence:
    """Return the balance over all years, of what is known; below nil is a gap."""
    return sum(p for p in budget.totals.balance_p[LEVEL] if p is not None)


def ranged(plan: Plan, pool_id: str, scenario_id: str | None = None) -> tuple[Assumption, ...]:
    """Return the assumptions that hold for a pool and carry a figure and a range, by id.

    Raises:
        KeyError: the plan has no such scenario.
    """
    chain = view(plan, scenario_id).chain
    found = (
        row
        for row in plan.assumptions.values()
        if row.scenario_id in chain
        and row.key in RANGED_KEYS
        and row.pool_id in (None, pool_id)
        and None not in (row.rate_ppm, row.low_ppm, row.high_ppm)
    )
    return tuple(sorted(found, key=lambda row: row.id))


def tornado(
    plan: Plan, pool_id: str, scenario_id: str | None = None, progress: Progress | None = None
) -> tuple[Swing, ...]:
    """Return what each assumption with a range does to the gap, the widest first.

    One that moves nothing, because a narrower one holds in its place, is left out.

    Raises:
        KeyError: the plan has no such pool or scenario.
        OverflowError: an amount grows beyond what can be added up.
        CancelledError: it was stopped.
    """
    rows = ranged(plan, pool_id, scenario_id)
    work_out = _outcome(plan, pool_id, scenario_id)
    base_p = balance_p(pool_budget(plan, pool_id, scenario_id))
    swings = []
    for done, row in enumerate(rows):
        if progress is not None:
            progress.step(done, len(rows), "Trying assumptions")
        low_p, high_p = (work_out(row, rate or 0) for rate in (row.low_ppm, row.high_ppm))
        swings.append(Swing(row, low_p, high_p, base_p))
    moving = (swing for swing in swings if swing.width_p)
    return tuple(sorted(moving, key=lambda swing: (-swing.width_p, swing.assumption.id)))


def switching_ppm(
    plan: Plan,
    pool_id: str,
    assumption_id: str,
    scenario_id: str | None = None,
    *,
    outcome: Callable[[PoolBudget], Pence] = balance_p,
) -> int | None:
    """Return the figure of an assumption at which an outcome turns, in parts per million.

    Looked for between −100 % and 100 %, to one part in a million: the figure nearest to the present
    one at which the outcome is nil or has just changed its sign. None: it does not turn there.

    Args:
        plan: The plan.
        pool_id: The fund.
        assumption_id: The assumption that is moved.
        scenario_id: The scenario; None is the base.
        outcome: What is to be nil: the gap over all years unless said.

    Raises:
        KeyError: the plan has no such pool, scenario or assumption.
    """
    row = plan.assumptions[assumption_id]
    work_out = _outcome(plan, pool_id, scenario_id, outcome)
    found = [
        turn
        for far in (-PPM, PPM)
        if (turn := _turn(lambda rate: work_out(row, rate), row.rate_ppm or 0, far)) is not None
    ]
    return min(found, key=lambda rate: abs(rate - (row.rate_ppm or 0)), default=None)


def _outcome(
    plan: Plan,
    pool_id: str,
    scenario_id: str | None,
    outcome: Callable[[PoolBudget], Pence] = balance_p,
) -> Callable[[Assumption, int], Pence]:
    def work_out(row: Assumption, rate_ppm: int) -> Pence:
        rows = {**plan.assumptions, row.id: replace(row, rate_ppm=rate_ppm)}
        return outcome(pool_budget(plan.with_table("assumptions", rows), pool_id, scenario_id))

    return work_out


def _turn(work_out: Callable[[int], Pence], near: int, far: int) -> int | None:
    """Return where an outcome changes sign between two rates, nearest to the first."""
    here, there = work_out(near), work_out(far)
    if here == 0:
        return near
    if (here > 0) == (there > 0) and there != 0:
        return None
    while abs(far - near) > 1:
        middle = (near + far) // 2
        value = work_out(middle)
        if value != 0 and (value > 0) == (here > 0):
            near = middle
        else:
            far = middle
    return far
