"""A budget worked out again after a few records changed: only what they touch.

Equal, to the penny and word, to working the whole out anew: a test holds the two together. Where
a change may touch more than one can follow, the whole is worked out.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from commissionplanner.budget.arrays import CostLines, is_planned
from commissionplanner.budget.contributions import money_in
from commissionplanner.budget.expenditure import MoneyOut, with_schemes
from commissionplanner.budget.pieces import RECORDED, pieces_of_cost
from commissionplanner.budget.projection import Factors
from commissionplanner.budget.results import PoolBudget, pool_budget, with_money_in, with_spending
from commissionplanner.budget.row_state import (
    Placed,
    Recorded,
    Regrown,
    RowChange,
    RowState,
    Stretch,
    carried,
    change_of,
    is_alike,
    regrown,
    stretches,
)
from commissionplanner.budget.scenarios import Assumptions, View
from commissionplanner.budget.seen_again import Edit, Pair, edit_of, seen_again
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import ServiceCost
from commissionplanner.model.plan import Plan

_belongs = attrgetter("service_id", "pool_id", "stream_id", "measure", "in_kind")
_MOST = 500
"""So many rows are kept beside the arrays before these are made anew."""


def revised(budget: PoolBudget, plan: Plan, changes: ChangeSet) -> PoolBudget:
    """Return a budget after changes of its plan.

    Args:
        budget: The budget before them.
        plan: The plan after them, without the scenario's overrides.
        changes: What has changed between the two.

    Raises:
        KeyError: the plan has no such pool or scenario any more.
        OverflowError: an amount grows beyond £40 billion, or a rate is beyond ±100 %.
    """
    return revised_each((budget,), plan, changes)[0]


def revised_each(
    budgets: Sequence[PoolBudget], plan: Plan, changes: ChangeSet
) -> tuple[PoolBudget, ...]:
    """Return budgets of one plan after changes of it, as `revised` each.

    What scenarios have in common, because they see the same records, is worked out once.

    Raises:
        KeyError: the plan has no such pool or scenario any more.
        OverflowError: an amount grows beyond £40 billion, or a rate is beyond ±100 %.
    """
    edit = edit_of(changes)
    moves: _Moves = {}
    found = [_followed(each, plan, edit, moves) or _anew(each, plan) for each in budgets]
    return tuple(found)


def _anew(budget: PoolBudget, plan: Plan) -> PoolBudget:
    return pool_budget(plan, budget.pool.id, budget.seen.scenario_id)


_Step = tuple[Sequence[Factors | None], bool, RowChange]
"""The rates into each year, whether only the first known year stands, and what a line became."""


class _Move(NamedTuple):
    """What the exchange of one cost does to the records of a line.

    Attributes:
        row: The line; −1 where nothing of the fund moves.
        after: What is recorded.
        moved: The years recorded otherwise, and how far each goes on.
        alike: Whether only amounts are recorded otherwise, and what is known is as before.
        same_costs: Whether the line has the costs it had, if of other amounts.
        steps: What it did in scenarios looked at so far: scenarios with the same rates share it.
    """

    row: int
    after: Recorded
    moved: Sequence[Stretch]
    alike: bool
    same_costs: bool
    steps: list[_Step]


_UNMOVED = Recorded([], [], [], [], [], [])
_NOTHING = _Move(-1, _UNMOVED, (), alike=True, same_costs=True, steps=[])
_Moves = dict[tuple[int, int, int, int], tuple[_Move | None, object]]
"""By lines as recorded, what was changed in the line before, and the cost before and after: by their
identities, so that they are kept beside what was found, and none of them is another's meanwhile."""


def _followed(budget: PoolBudget, plan: Plan, edit: Edit, moves: _Moves) -> PoolBudget | None:
    """Return the budget after changes; None where they cannot be followed."""
    again = seen_again(budget.seen, plan, edit)
    if again is None:
        return None
    seen, costs, moves_in = again
    out = budget.out
    for pair in costs:
        found = _exchanged(seen, out, pair, budget.pool.id, moves)
        if found is None:
            return None
        out = found
    if len(out.patch) > _MOST:
        return None
    if moves_in:
        budget = with_money_in(budget, money_in(seen, budget.pool.id, Assumptions(seen)))
    return with_spending(budget, seen, out)


def _exchanged(
    seen: View, out: MoneyOut, pair: Pair, pool_id: str, moves: _Moves
) -> MoneyOut | None:
    """Return what a pool spends with one cost exchanged; None where that cannot be followed."""
    held, (before, after) = out.held, pair
    row = held.row(before or after)
    patch = out.patch.get(-1 if row is None else row)
    held_now = patch.recorded if patch else None
    place = (id(held), id(held_now), id(before), id(after))
    found = moves.get(place)
    if found is None:
        made = _move(seen.plan, held, pair, pool_id, row, held_now)
        found = moves[place] = made, (held, held_now, pair)
    move = found[0]
    if move is None or move.row < 0:
        return None if move is None else out
    out = out.patched(move.row, _step(move, seen, out, patch))
    if move.same_costs:
        return out
    return with_schemes(out, seen, pool_id, held.service_ids[move.row])


def _step(move: _Move, seen: View, out: MoneyOut, patch: RowState | Regrown | None) -> RowChange:
    """Return what a line becomes in a scenario, worked out once for all of the same rates.

    What is recorded, the rates and the way to roll forward say all of what a line comes to.
    """
    factors = out.choices.factors(move.row, additive=seen.additive)
    for rates, rolls_all, step in move.steps:
        if rolls_all == seen.rolls_all and rates == factors:
            return step
    if move.alike and patch is None and not seen.rolls_all:
        step = regrown(move.after, out.done.amount_p[move.row].tolist(), factors, move.moved)
    else:
        was = out.state(move.row)
        now = carried(move.after, was.done, factors, move.moved, rolls_all=seen.rolls_all)
        step = change_of(was, RowState(move.after, now))
    move.steps.append((factors, seen.rolls_all, step))
    return step


def _move(
    plan: Plan,
    held: CostLines,
    pair: Pair,
    pool_id: str,
    row: int | None,
    held_now: Recorded | None,
) -> _Move | None:
    """Return what the exchange of one cost does; None where that cannot be followed."""
    planned = [
        (cost, times)
        for cost, times in zip(pair, (-1, 1), strict=True)
        if cost is not None and is_planned(cost, pool_id)
    ]
    if not planned:
        return _NOTHING
    before, after = pair
    if before is not None and after is not None and _belongs(before) != _belongs(after):
        return None
    pieces = _pieces(plan, held, planned)
    if row is None or pieces is None:
        return None
    if not pieces:
        return _NOTHING
    was = held_now or held.recorded(row)
    now = was.exchanged(pieces)
    years = sorted({each.year for each in pieces})
    alike = is_alike(was, now, years)
    toggles = not alike and any(was.has_record(n) != now.has_record(n) for n in years)
    if toggles and not _may_toggle(plan, now, planned[0][0].service_id):
        return None
    return _Move(row, now, stretches(now, years), alike, len(planned) == 2, [])


def _pieces(
    plan: Plan, held: CostLines, costs: Sequence[tuple[ServiceCost, int]]
) -> list[Placed] | None:
    """Return what is taken out of which year and put in; None for what is not plainly recorded."""
    years = held.found.years
    found: list[Placed] = []
    first = years[0].start if years else 0
    for cost, times in costs:
        for piece in pieces_of_cost(plan, cost):
            if piece.made != RECORDED:
                return None
            n = piece.year.start - first
            if 0 <= n < len(years):
                found.append(Placed(piece, n, times))
    return found


def _may_toggle(plan: Plan, after: Recorded, service_id: str | None) -> bool:
    """Whether a line may come to have a record in a year, or none: it is there all the same.

    That of a service with days of its own may be nil for want of a record.
    """
    service = plan.services.get(service_id or "")
    dated = service is not None and (service.start_on or service.end_on)
    return not dated and any(map(after.has_record, range(len(after.running))))
