"""Which assumptions move the gap most, where one would close it, and what chance does to it.

Each assumption with a range is set to its low and its high figure, the others left as they are,
and the whole budget worked out again: nothing here is an approximation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from commissionplanner.budget.chance import Fan, fan
from commissionplanner.budget.gains import gains
from commissionplanner.budget.rates import RATED_KEYS
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.scenarios import Assumptions, Line, view
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import PPM, Pence
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

RANGED_KEYS = (*RATED_KEYS, "contingency")
"""Assumptions that a budget is worked out by, and that may carry a range."""
WORTH_KEYS = (*RANGED_KEYS, "discount_rate", "inflation", "optimism_bias", "bias_mitigation")
"""Assumptions that move what a fund is worth."""
LEVEL = "with_assumed"
FIRST_SEED = 2026
"""What draws begin from where a plan says nothing."""
_LOWEST = {"discount_rate": 0, "inflation": -PPM // 2, "optimism_bias": 0, "bias_mitigation": 0}
"""How low an assumption is tried; the others to −100 %."""


@dataclass(frozen=True, slots=True)
class Swing:
    """What one assumption does to an outcome: the gap over all years unless said.

    Attributes:
        assumption: As the plan has it.
        low_p: The balance at its low figure; below nil is a gap. None where it cannot be worked
            out there: rates added up go beyond ±100 %, or an amount beyond what can be added up.
        high_p: The balance at its high figure; None likewise.
        base_p: The balance as it is.
    """

    assumption: Assumption
    low_p: Pence | None
    high_p: Pence | None
    base_p: Pence

    @property
    def is_whole(self) -> bool:
        """Whether it could be worked out at both figures."""
        return self.low_p is not None and self.high_p is not None

    @property
    def width_p(self) -> Pence:
        """How far the gap moves between the two; from as it is where one is not known."""
        ends = [self.base_p if p is None else p for p in (self.low_p, self.high_p)]
        return abs(ends[1] - ends[0])


@dataclass(frozen=True, slots=True)
class Turn:
    """Where an outcome is nil: the figure of an assumption; None for nowhere."""

    assumption: Assumption
    at_ppm: int | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What moves a pool's gap, and what it is worth.

    Attributes:
        tried: Each assumption with a range, the widest first; those not worked out at both ends
            are not drawn.
        turns: Of the widest three, by id: the figure at which the gap is nil; None for nowhere.
        fan: How far the gap may move when all move at once.
        worth: Where the net present value is nil; empty where no benefit is known.
    """

    tried: tuple[Swing, ...]
    turns: Mapping[str, int | None]
    fan: Fan
    worth: tuple[Turn, ...] = ()


def seed_of(plan: Plan) -> int:
    """Return what the draws of a plan begin from."""
    said = plan.header.chance_seed
    return FIRST_SEED if said is None else max(0, said)


def balance_p(budget: PoolBudget) -> Pence:
    """Return the balance over all years, of what is known; below nil is a gap."""
    return sum(p for p in budget.totals.balance_p[LEVEL] if p is not None)


def worth_p(budget: PoolBudget) -> Pence:
    """Return the net present value of the services with a benefit: all benefits less costs."""
    return gains(budget).public.net_pv_p


def sensitivity(
    budget: PoolBudget, seed: int | None = None, progress: Progress | None = None
) -> Sensitivity:
    """Return what moves a budget's gap, where the widest three close it, how it spreads, its worth.

    Args:
        budget: The budget as worked out.
        seed: What the draws begin from; None is the plan's own.
        progress: Told of each assumption.

    Raises:
        OverflowError: an amount grows beyond what can be added up.
        CancelledError: it was stopped.
    """
    plan, pool_id, scenario_id = budget.seen.base, budget.pool.id, budget.seen.scenario_id
    tried = tornado(plan, pool_id, scenario_id, progress)
    beyond = {each.assumption.id for each in tried if not each.is_whole}
    rows = [row for row in ranged(plan, pool_id, scenario_id) if row.id not in beyond]
    drawn = fan(budget, rows, seed_of(plan) if seed is None else seed, progress=progress)
    turns = closing(plan, pool_id, scenario_id, tried)
    return Sensitivity(tried, turns, drawn, worth_turns(budget, progress))


def closing(
    plan: Plan, pool_id: str, scenario_id: str | None, tried: Sequence[Swing]
) -> dict[str, int | None]:
    """Return where the widest three close the gap, by id; None for nowhere."""
    return {
        each.assumption.id: switching_ppm(plan, pool_id, each.assumption.id, scenario_id)
        for each in tried[:3]
    }


def worth_turns(budget: PoolBudget, progress: Progress | None = None) -> tuple[Turn, ...]:
    """Return where the net present value is nil: of the three that move it most, and discounting.

    Nothing where no benefit of a service in the fund is known.

    Raises:
        OverflowError: an amount grows beyond what can be added up.
        CancelledError: it was stopped.
    """
    if not gains(budget).services:
        return ()
    plan, pool_id, scenario_id = budget.seen.base, budget.pool.id, budget.seen.scenario_id
    swings = tornado(plan, pool_id, scenario_id, progress, outcome=worth_p, keys=WORTH_KEYS)
    rows = [swing.assumption for swing in swings[:3]]
    held = Assumptions(budget.seen).fitting("discount_rate", Line(pool_id=pool_id))
    rate = next((row for row in held if row.rate_ppm is not None), None)
    if rate is not None and rate not in rows:
        rows.append(rate)
    return tuple(
        Turn(row, switching_ppm(plan, pool_id, row.id, scenario_id, outcome=worth_p))
        for row in rows
    )


def ranged(
    plan: Plan,
    pool_id: str,
    scenario_id: str | None = None,
    keys: Sequence[str] = RANGED_KEYS,
) -> tuple[Assumption, ...]:
    """Return the assumptions that hold for a pool and carry a figure and a range, by id.

    Raises:
        KeyError: the plan has no such scenario.
    """
    chain = view(plan, scenario_id).chain
    found = (
        row
        for row in plan.assumptions.values()
        if row.scenario_id in chain
        and row.key in keys
        and row.pool_id in (None, pool_id)
        and None not in (row.rate_ppm, row.low_ppm, row.high_ppm)
    )
    return tuple(sorted(found, key=lambda row: row.id))


def tornado(
    plan: Plan,
    pool_id: str,
    scenario_id: str | None = None,
    progress: Progress | None = None,
    *,
    outcome: Callable[[PoolBudget], Pence] = balance_p,
    keys: Sequence[str] = RANGED_KEYS,
) -> tuple[Swing, ...]:
    """Return what each assumption with a range does to an outcome, the widest first.

    One that moves nothing, because a narrower one holds in its place, is left out.

    Args:
        plan: The plan.
        pool_id: The fund.
        scenario_id: The scenario; None is the base.
        progress: Told of each assumption.
        outcome: What is moved: the gap over all years unless said.
        keys: Which assumptions are tried.

    Raises:
        KeyError: the plan has no such pool or scenario.
        OverflowError: an amount grows beyond what can be added up.
        CancelledError: it was stopped.
    """
    rows = ranged(plan, pool_id, scenario_id, keys)
    work_out = _outcome(plan, pool_id, scenario_id, outcome)
    base_p = outcome(pool_budget(plan, pool_id, scenario_id))
    swings = []
    for done, row in enumerate(rows):
        if progress is not None:
            progress.step(done, len(rows), "Trying assumptions")
        low_p, high_p = (_at(work_out, row, rate or 0) for rate in (row.low_ppm, row.high_ppm))
        swings.append(Swing(row, low_p, high_p, base_p))
    moving = (swing for swing in swings if swing.width_p or not swing.is_whole)
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

    Looked for between −100 % (nil, for rates that cannot be less) and 100 %, as far as the rates of
    a year and its amounts can be worked out, to one part in a million: the figure nearest to the
    present one at which the outcome is nil or has just changed its sign. None: it does not turn
    there.

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
    work_out = cache(partial(_outcome(plan, pool_id, scenario_id, outcome), row))
    found = [
        turn
        for far in (_LOWEST.get(row.key or "", -PPM), PPM)
        if (turn := _turn(work_out, row.rate_ppm or 0, far)) is not None
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


def _at(
    work_out: Callable[[Assumption, int], Pence], row: Assumption, rate_ppm: int
) -> Pence | None:
    """Return the outcome at a rate; None where it cannot be worked out there."""
    try:
        return work_out(row, rate_ppm)
    except OverflowError:
        return None


def _turn(work_out: Callable[[int], Pence], near: int, far: int) -> int | None:
    """Return where an outcome changes sign between two rates, nearest to the first."""
    far = _reached(work_out, near, far)
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


def _reached(work_out: Callable[[int], Pence], near: int, far: int) -> int:
    """Return the rate farthest from the first that can be worked out: rates added up may not be."""
    tried = far
    while True:
        try:
            work_out(tried)
            near = tried
        except OverflowError:
            far = tried
        if near == far or abs(far - near) <= 1:
            return near
        tried = (near + far) // 2
