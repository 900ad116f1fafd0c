"""Makes a what-if the plan itself, so that the plan's own budget is then the scenario's."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.scenarios import view
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import AddRecords, SetCells
from commissionplanner.edits.scenarios import ApplyScenario, ids_to_apply
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import Contribution, ServiceCost
from commissionplanner.model.ids import NewId
from commissionplanner.model.money import Pence, split
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

Cell = tuple[str, str, bool, FinancialYear]
"""A partner, a stream and whether one-off, or "" with a service and False; and the year."""

PASSES = 3
"""How often amounts are set: client income of a record without an amount shows after the first."""


def apply_edit(plan: Plan, scenario_id: str, new_id: NewId) -> Edit:
    """Return the one step that makes a scenario the plan.

    What it tells otherwise and assumes is taken over, with what it is built on. An amount that it
    rolls forward in place of a recorded one is written into the record: of several records in a
    cell, in the share of each. The scenario itself stays.

    Raises:
        EditRefused: the scenario is gone, cannot be read whole, or says nothing other.
        OverflowError: an amount grows beyond what can be added up.
    """
    scenario = plan.scenarios.get(scenario_id)
    if scenario is None:
        raise EditRefused("That scenario is no longer in the plan.")
    seen = view(plan, scenario_id)
    if seen.notes:
        raise EditRefused(seen.notes[0])
    ids = tuple(new_id() for _ in range(ids_to_apply(plan, scenario_id)))
    taken = ApplyScenario(scenario_id, seen.plan, ids)
    edits: list[Edit] = []
    try:
        after = apply(plan, taken.changes(plan))
        edits.append(taken)
    except EditRefused:
        after = plan  # it says nothing otherwise, and may still roll forward otherwise
    for _ in range(PASSES):
        more = tuple(_amounts(plan, after, scenario_id, new_id))
        if not more:
            break
        after = apply(after, Together("", more).changes(after))
        edits.extend(more)
    if not edits:
        raise EditRefused(f"“{display_name(scenario)}” says nothing other than the plan.")
    return Together(f"Make “{display_name(scenario)}” the plan", tuple(edits))


def _amounts(plan: Plan, after: Plan, scenario_id: str, new_id: NewId) -> Iterator[Edit]:
    """Yield what makes the amounts of every fund those of the scenario."""
    for pool_id in plan.pools:
        wanted = pool_budget(plan, pool_id, scenario_id)
        now = pool_budget(after, pool_id)
        for table in ("contributions", "service_costs"):
            goals, held = (_cells(budget, table) for budget in (wanted, now))
            rows = _records(after, pool_id, table)
            yield from _table(table, pool_id, goals, held, rows, new_id)


def _cells(budget: PoolBudget, table: str) -> dict[Cell, Pence | None]:
    """Return known amounts by cell; of several lines in one, their sum."""
    lines: Sequence[Any] = budget.contributions if table == "contributions" else budget.expenditure
    found: dict[Cell, Pence | None] = {}
    for line in lines:
        first = (
            (line.partner_id or "", line.stream_id or "", line.one_off)
            if isinstance(line, ContributionLine)
            else ("", line.service_id, False)
        )
        for year, amount_p in zip(budget.years, line.amounts_p, strict=True):
            if amount_p is not None:
                found[*first, year] = (found.get((*first, year)) or 0) + amount_p
    return found


def _records(plan: Plan, pool_id: str, table: str) -> dict[Cell, list[Any]]:
    """Return the records that a fund's amounts are made of, by cell."""
    found: dict[Cell, list[Any]] = {}
    for row in plan.contributions.values() if table == "contributions" else ():
        if row.pool_id == pool_id and row.year:
            key = (row.partner_id or "", row.stream_id or "", row.is_recurrent is False, row.year)
            found.setdefault(key, []).append(row)
    for cost in plan.service_costs.values() if table == "service_costs" else ():
        if cost.pool_id == pool_id and cost.year and cost.measure in ("budget", None):
            found.setdefault(("", cost.service_id or "", False, cost.year), []).append(cost)
    return found


def _table(
    table: str,
    pool_id: str,
    goals: Mapping[Cell, Pence | None],
    held: Mapping[Cell, Pence | None],
    rows: Mapping[Cell, list[Any]],
    new_id: NewId,
) -> Iterator[Edit]:
    """Yield what makes the amounts of one table those wanted.

    Once a year of a line is another, years after it that the plan works out would follow it, so
    all of the line's years are written.
    """
    cells: list[tuple[str, str, Pence]] = []
    made: list[Contribution | ServiceCost] = []
    other = {cell[:3] for cell, goal_p in goals.items() if held.get(cell) != goal_p}
    for cell, goal_p in goals.items():
        here = sorted(rows.get(cell, ()), key=lambda row: row.id)
        if cell[:3] not in other or goal_p is None:
            continue
        if not here:
            made.append(_new(table, pool_id, cell, goal_p, new_id()))
            continue
        known = any(row.amount_p is not None for row in here)
        more_p = goal_p - (held.get(cell) or 0) if known else goal_p
        weights = [abs(row.amount_p or 0) for row in here]
        parts = split(more_p, weights if any(weights) else [1] * len(here))
        cells += [
            (row.id, "amount_p", (row.amount_p or 0) + part)
            for row, part in zip(here, parts, strict=True)
            if part or not known
        ]
    if cells:
        yield SetCells(table, tuple(cells), "Take over amounts")
    if made:
        yield AddRecords(table, tuple(made))


def _new(
    table: str, pool_id: str, cell: Cell, amount_p: Pence, key: str
) -> Contribution | ServiceCost:
    partner, other, one_off, year = cell
    if table == "service_costs":
        return ServiceCost(
            id=key, service_id=other, year=year, pool_id=pool_id, amount_p=amount_p,
            measure="budget",
        )  # fmt: skip
    return Contribution(
        id=key, pool_id=pool_id, partner_id=partner or None, stream_id=other or None, year=year,
        amount_p=amount_p, certainty="assumed", is_recurrent=not one_off,
    )  # fmt: skip
