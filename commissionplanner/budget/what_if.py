"""What a drafted scenario holds, and how it sets costs and contributions to other amounts.

A draft is a scenario with overrides that is not in the plan yet. It speaks of recorded amounts
only: a year worked out from the year before follows of itself, and a draft says which those are.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.entities import Contribution, Override, Scenario, ServiceCost
from commissionplanner.model.money import Pence, split
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

NewId = Callable[[], str]
"""Gives an id that no record has."""
Costs = Mapping[tuple[str, int], tuple[ServiceCost, ...]]
"""Recorded costs that a fund meets, by service and number of the year."""


class NoScenarioError(Exception):
    """The plan does not hold what the scenario needs. The message is for the user."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario that is not in the plan yet.

    Attributes:
        scenario: What it is called and which kind it is.
        overrides: The amounts that it sees otherwise.
        notes: What it leaves out or takes for granted, in sentences.
    """

    scenario: Scenario
    overrides: tuple[Override, ...]
    notes: tuple[str, ...] = ()


def with_draft(plan: Plan, draft: Draft) -> Plan:
    """Return the plan as it is with a draft in it."""
    return plan.with_table(
        "scenarios", {**plan.scenarios, draft.scenario.id: draft.scenario}
    ).with_table("overrides", {**plan.overrides, **{row.id: row for row in draft.overrides}})


def recorded_costs(budget: PoolBudget) -> Costs:
    """Return the recorded costs above nil of the lines and years that stand as recorded."""
    column_of = {year: n for n, year in enumerate(budget.years)}
    stands = {
        (line.service_id, n)
        for line in budget.expenditure
        for n, origin in enumerate(line.origins)
        if origin == "recorded"
    }
    found: dict[tuple[str, int], list[ServiceCost]] = {}
    for cost in budget.seen.plan.service_costs.values():
        column = column_of.get(cost.year) if cost.year else None
        place = (cost.service_id or "", -1 if column is None else column)
        if place in stands and is_planned(cost, budget.pool.id) and (cost.amount_p or 0) > 0:
            found.setdefault(place, []).append(cost)
    return {place: tuple(sorted(rows, key=lambda r: r.id)) for place, rows in found.items()}


def in_year(costs: Costs, services: Iterable[str], n: int) -> list[ServiceCost]:
    """Return the recorded costs of some services in the year number `n`, in order of ids."""
    rows = [row for key in services for row in costs.get((key, n), ())]
    return sorted(rows, key=lambda row: row.id)


def moved(rows: Sequence[ServiceCost], change_p: Pence) -> dict[str, Pence]:
    """Return the amounts of costs after a change shared by their size; they make the whole.

    None goes below nil where the change takes no more than there is.
    """
    weights = [row.amount_p or 0 for row in rows]
    return {
        row.id: (row.amount_p or 0) + part
        for row, part in zip(rows, split(change_p, weights), strict=True)
    }


def overrides_of(
    scenario_id: str,
    table: str,
    rows: Mapping[str, ServiceCost] | Mapping[str, Contribution],
    amounts_p: Mapping[str, Pence],
    new_id: NewId,
) -> tuple[Override, ...]:
    """Return an override for each record whose amount is another than it was."""
    return tuple(
        Override(
            id=new_id(), scenario_id=scenario_id, table_name=table, record_id=key,
            field_name="amount_p", value=str(amounts_p[key]),
        )
        for key in sorted(amounts_p)
        if rows[key].amount_p != amounts_p[key]
    )  # fmt: skip


def followed(budget: PoolBudget, services: Iterable[str]) -> tuple[str, ...]:
    """Say in which years the costs of services are worked out, and so follow the year before."""
    wanted = set(services)
    years: dict[FinancialYear, None] = {
        budget.years[n]: None
        for line in budget.expenditure
        if line.service_id in wanted
        for n, origin in enumerate(line.origins)
        if origin == "projected"
    }
    if not years:
        return ()
    listed = ", ".join(str(year) for year in sorted(years))
    return (f"Costs not recorded for {listed} follow from the year before, as in the plan.",)


def carrying_on(
    budget: PoolBudget, costs: Costs, services: Iterable[str], *, first: int = 0
) -> frozenset[str]:
    """Return the services of which a change would be carried on while others are changed anew.

    What a service is given or loses in a year it is recorded for is in its base of a later year
    worked out from it. Where others are recorded in that year the whole is shared among them, so
    that more would change than is asked for.

    Args:
        budget: The budget that is changed.
        costs: Its recorded costs.
        services: The services that are changed.
        first: Number of the first year that is changed.
    """
    wanted = set(services)
    by_others = {n for key, n in costs if key in wanted and n >= first}
    return frozenset(
        line.service_id
        for line in budget.expenditure
        if line.service_id in wanted
        for n, origin in enumerate(line.origins)
        if origin == "projected"
        and n in by_others
        and any((line.service_id, before) in costs for before in range(first, n))
    )


def left_as_planned(plan: Plan, services: frozenset[str]) -> tuple[str, ...]:
    """Name the services that `carrying_on` leaves out; nothing where there are none."""
    if not services:
        return ()
    names = sorted(display_name(plan.services.get(key)) for key in services)
    return (
        f"Left as planned, because a later year is worked out and not recorded: {', '.join(names)}.",
    )
