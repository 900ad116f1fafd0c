"""Contributions drafted so that each partner pays in the share in which it gains; the gap stays.

A start for a talk, not a sum that anyone owes. Only what services with benefits cost is shared
anew, each year to the penny, among partners with a recorded contribution in the year.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from commissionplanner.budget.gains import Gains, gains
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.what_if import Draft, NewId, NoScenarioError, overrides_of
from commissionplanner.model.entities import Contribution, Scenario
from commissionplanner.model.money import Pence, split
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True)
class Rebalancing:
    """A drafted re-balancing.

    Attributes:
        draft: The scenario.
        more_p: What each partner would give more, by year; below nil is less. A year makes nil.
    """

    draft: Draft
    more_p: Mapping[str, tuple[Pence, ...]]


def rebalance(plan: Plan, pool_id: str, name: str, new_id: NewId) -> Rebalancing:
    """Draft a scenario in which partners pay for services with benefits as they gain by them.

    Raises:
        NoScenarioError: nobody in the fund is recorded to gain, or nothing would change.
        OverflowError: an amount grows beyond what can be added up.
    """
    budget = pool_budget(plan, pool_id)
    found = gains(budget)
    won = {key: sum(row) for key, row in found.gained_p.items() if key and sum(row) > 0}
    given = _given(budget)
    partners = sorted({partner for partner, _ in given})
    if not any(partner in won for partner in partners):
        raise NoScenarioError(
            "No partner in the fund is recorded to gain. Record benefits, and who gains by them."
        )
    amounts: dict[str, Pence] = {}
    more = {partner: [0] * len(budget.years) for partner in partners}
    for n, cost_p in enumerate(_costs(budget, found)):
        rows = {p: given[p, n] for p in partners if (p, n) in given}
        for partner, change_p in _changes(rows, won, cost_p).items():
            more[partner][n] = change_p
            held = [row.amount_p or 0 for row in rows[partner]]
            parts = zip(rows[partner], held, split(change_p, held), strict=True)
            amounts |= {row.id: was + part for row, was, part in parts}
    scenario = Scenario(id=new_id(), name=name, kind="other")
    overrides = overrides_of(scenario.id, "contributions", plan.contributions, amounts, new_id)
    if not overrides:
        raise NoScenarioError("Nothing would change: partners pay in the share in which they gain.")
    draft = Draft(scenario, overrides, _notes(budget, won, partners))
    return Rebalancing(draft, {key: tuple(row) for key, row in more.items() if any(row)})


def _given(budget: PoolBudget) -> dict[tuple[str, int], list[Contribution]]:
    """Return the contributions above nil that a fund is recorded to get, by partner and year."""
    column = {year: n for n, year in enumerate(budget.years)}
    found: dict[tuple[str, int], list[Contribution]] = {}
    for _, row in sorted(budget.seen.plan.contributions.items()):
        if row.pool_id == budget.pool.id and row.year in column and (row.amount_p or 0) > 0:
            found.setdefault((row.partner_id or "", column[row.year]), []).append(row)
    return {place: rows for place, rows in found.items() if place[0]}


def _costs(budget: PoolBudget, found: Gains) -> list[Pence]:
    weighed = [e.amounts_p for e in budget.expenditure if e.service_id in found.services]
    return [sum(row[n] or 0 for row in weighed) for n in range(len(budget.years))]


def _changes(
    rows: Mapping[str, list[Contribution]], won: Mapping[str, Pence], cost_p: Pence
) -> dict[str, Pence]:
    """Return what each partner gives more in a year; it makes nil, and none gives below nil."""
    held = {key: sum(row.amount_p or 0 for row in many) for key, many in rows.items()}
    weights = [won.get(key, 0) for key in rows]
    shared_p = min(cost_p, sum(held.values()))
    if shared_p <= 0 or not any(weights):
        return {}
    now, then = split(shared_p, list(held.values())), split(shared_p, weights)
    return {key: late - early for key, early, late in zip(rows, now, then, strict=True)}


def _notes(budget: PoolBudget, won: Mapping[str, Pence], partners: list[str]) -> tuple[str, ...]:
    notes = ["A start for a talk, not a sum that anyone owes. The gap of every year stays."]
    plan = budget.seen.plan
    outside = [display_name(plan.organisations.get(k)) or k for k in won if k not in partners]
    if outside:
        notes.append(f"Gains but gives nothing to the fund, and is left out: {', '.join(outside)}.")
    return tuple(notes)
