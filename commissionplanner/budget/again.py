"""A budget worked out again after a few records changed: only what they touch.

Equal, to the penny and word, to working the whole out anew: a test holds the two together. Where
a change may touch more than one can follow, the whole is worked out.
"""

from collections.abc import Sequence
from dataclasses import replace

from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.expenditure import MoneyOut, RowState
from commissionplanner.budget.pieces import RECORDED, Piece, pieces_of_cost
from commissionplanner.budget.projection import carry
from commissionplanner.budget.results import PoolBudget, pool_budget, with_sides
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import ServiceCost
from commissionplanner.model.plan import Plan

_SAME = ("service_id", "pool_id", "stream_id", "measure", "in_kind")
_MOST = 64
"""So many rows are kept beside the arrays before these are made anew."""
Pair = tuple[ServiceCost, ServiceCost]


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
    seen, pairs = budget.seen, _pairs(changes)
    out = budget.sides.out
    if pairs is None or seen.overridden or seen.rolls_all:
        return pool_budget(plan, budget.pool.id, seen.scenario_id)
    for before, after in pairs:
        found = _exchanged(plan, out, before, after, budget.pool.id, additive=seen.additive)
        if found is None or len(found.patch) > _MOST:
            return pool_budget(plan, budget.pool.id, seen.scenario_id)
        out = found
    of_base = None if seen.of_base is None else plan
    return with_sides(budget, replace(seen, plan=plan, of_base=of_base), out)


def _pairs(changes: ChangeSet) -> list[Pair] | None:
    """Return costs before and after; None where something else has changed."""
    pairs = list[Pair]()
    for change in changes.changes:
        before, after = change.before, change.after
        if not isinstance(before, ServiceCost) or not isinstance(after, ServiceCost):
            return None
        if any(getattr(before, name) != getattr(after, name) for name in _SAME):
            return None
        pairs.append((before, after))
    return pairs


def _exchanged(
    plan: Plan, out: MoneyOut, before: ServiceCost, after: ServiceCost, pool_id: str,
    *, additive: bool,
) -> MoneyOut | None:  # fmt: skip
    """Return what a pool spends with one cost exchanged; None where that cannot be followed."""
    if not is_planned(after, pool_id):
        return out
    row = out.held.row(after)
    old, new = pieces_of_cost(plan, before), pieces_of_cost(plan, after)
    if row is None or any(piece.made != RECORDED for piece in (*old, *new)):
        return None
    state = out.state(row)
    if not all(state.running):
        return None
    years = out.held.found.years
    column_of = {year: n for n, year in enumerate(years)}
    lists = [list(each) for each in (
        state.amount_p, state.base_p, state.n_known, state.n_lasting, state.unknown
    )]  # fmt: skip
    for pieces, times in ((old, -1), (new, 1)):
        for piece in pieces:
            if piece.year in column_of:
                _put(lists, column_of[piece.year], piece, times)
    carried = _carried(lists, state, out.choices.plain(row), additive=additive)
    return out.patched(row, state, carried)


def _put(lists: list[list[int]], column: int, piece: Piece, times: int) -> None:
    amount_p, base_p, n_known, n_lasting, unknown = lists
    if piece.amount_p is None:
        unknown[column] += times
        return
    amount_p[column] += times * piece.amount_p
    base_p[column] += times * piece.base_p
    n_known[column] += times
    n_lasting[column] += times * piece.lasts


def _carried(
    lists: list[list[int]],
    state: RowState,
    rates: Sequence[tuple[int, int, int] | None],
    *,
    additive: bool,
) -> RowState:
    amount_p, base_p, n_known, n_lasting, unknown = lists
    done = carry(
        amount_p,
        [count > 0 for count in n_known],
        [count + gap > 0 for count, gap in zip(n_known, unknown, strict=True)],
        base_p,
        [count > 0 for count in n_lasting],
        rates,
        additive=additive,
    )
    return RowState(amount_p, base_p, n_known, n_lasting, unknown, state.running, done)
