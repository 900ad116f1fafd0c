"""Pounds to find by year: what an equal cut to discretionary money does, against other ways."""

from collections.abc import Sequence
from dataclasses import dataclass

from commissionplanner.budget.benefits import benefits
from commissionplanner.budget.prevention import Prevention, prevention
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.what_if import (
    Draft,
    NewId,
    NoScenarioError,
    carrying_on,
    followed,
    in_year,
    left_as_planned,
    moved,
    overrides_of,
    recorded_costs,
    with_draft,
)
from commissionplanner.model.entities import Scenario, Service
from commissionplanner.model.joins import is_preventive
from commissionplanner.model.money import Pence, round_ratio
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted

WAYS = ("equal", "spare_prevention", "all_services")
"""An equal cut to what the law does not require; the same with preventive services spared; an
equal cut to every service."""


@dataclass(frozen=True, slots=True)
class Saving:
    """A drafted way to find a sum.

    Attributes:
        way: One of `WAYS`.
        draft: The scenario.
        wanted_p: Pence to find by year.
        found_p: What the cut finds of it by year, of recorded costs.
        before: Prevention as in the plan.
        after: Prevention under the draft.
        lost_p: Later demand: fiscal benefits lost by year, each in proportion to its service's
            cut of the year; below nil where a benefit is a cost.
    """

    way: str
    draft: Draft
    wanted_p: tuple[Pence, ...]
    found_p: tuple[Pence, ...]
    before: Prevention
    after: Prevention
    lost_p: tuple[Pence, ...]

    @property
    def short_p(self) -> tuple[Pence, ...]:
        """What is not found, by year."""
        return tuple(w - f for w, f in zip(self.wanted_p, self.found_p, strict=True))


def saving(
    plan: Plan, pool_id: str, name: str, new_id: NewId, wanted_p: Sequence[Pence], way: str
) -> Saving:
    """Draft a scenario that finds a sum in each year by a cut in proportion to recorded costs.

    Args:
        plan: The plan.
        pool_id: The fund.
        name: What the scenario is called.
        new_id: Gives ids.
        wanted_p: Pence to find, by planned year; 0 for none.
        way: One of `WAYS`.

    Raises:
        NoScenarioError: the sums do not fit the years, or nothing can be cut this way.
        OverflowError: an amount grows beyond what can be added up.
    """
    budget = pool_budget(plan, pool_id)
    if len(wanted_p) != len(budget.years) or any(p < 0 for p in wanted_p):
        raise NoScenarioError(f"Give {len(budget.years)} sums, one for each year, none below nil.")
    chosen, notes = _cut(budget, way)
    costs, amounts = recorded_costs(budget), dict[str, Pence]()
    still = carrying_on(budget, costs, chosen)
    cut_ids = [key for key in chosen if key not in still]
    notes = (*notes, *left_as_planned(plan, still))
    found = [0] * len(budget.years)
    for n, target_p in enumerate(wanted_p):
        rows = in_year(costs, cut_ids, n)
        found[n] = min(target_p, sum(row.amount_p or 0 for row in rows))
        amounts |= moved(rows, -found[n]) if rows else {}
    if not any(found):
        raise NoScenarioError("Nothing can be cut: no service of this kind has a recorded cost.")
    scenario = Scenario(id=new_id(), name=name, kind="other")
    drafted = overrides_of(scenario.id, "service_costs", plan.service_costs, amounts, new_id)
    draft = Draft(scenario, drafted, (*notes, *followed(budget, cut_ids)))
    after = pool_budget(with_draft(plan, draft), pool_id, scenario.id)
    return Saving(
        way, draft, tuple(wanted_p), tuple(found), prevention(budget), prevention(after),
        _lost(budget, after),
    )  # fmt: skip


def ways(
    plan: Plan, pool_id: str, name: str, new_id: NewId, wanted_p: Sequence[Pence]
) -> tuple[Saving, ...]:
    """Return the drafts of every way that can find anything, in the order of `WAYS`.

    Raises:
        NoScenarioError: the sums do not fit, or none can.
    """
    labels = {"equal": "equal cut", "spare_prevention": "prevention spared",
              "all_services": "every service"}  # fmt: skip
    found, refused = list[Saving](), NoScenarioError("Nothing can be cut.")
    for way in WAYS:
        try:
            found.append(saving(plan, pool_id, f"{name}: {labels[way]}", new_id, wanted_p, way))
        except NoScenarioError as error:
            refused = error
    if not found:
        raise refused
    return tuple(found)


def _cut(budget: PoolBudget, way: str) -> tuple[list[str], tuple[str, ...]]:
    """Return the services that are cut, and what was taken for granted about the others."""
    services = [
        service
        for line in budget.expenditure
        if (service := budget.seen.plan.services.get(line.service_id)) is not None
    ]
    if way == "all_services":
        return [service.id for service in services], ()
    chosen = [service.id for service in services if _may_be_cut(service, way)]
    unsaid = sum(service.statutory is None for service in services)
    note = "It is not recorded whether the law requires {}; not cut."
    notes = (note.format(counted(unsaid, "service", "services")),) if unsaid else ()
    return chosen, notes


def _may_be_cut(service: Service, way: str) -> bool:
    spared = way == "spare_prevention" and is_preventive(service)
    return service.statutory == "discretionary" and not spared


def _lost(before: PoolBudget, after: PoolBudget) -> tuple[Pence, ...]:
    was = {line.service_id: line.amounts_p for line in before.expenditure}
    now = {line.service_id: line.amounts_p for line in after.expenditure}
    lost = [0] * len(before.years)
    for each in benefits(before.seen, was):
        key = each.line.service_id or ""
        for n, amount_p in enumerate(each.amounts_p):
            cost_p, left_p = was[key][n], now[key][n]
            if each.line.benefit_class == "fiscal" and amount_p and cost_p and left_p is not None:
                lost[n] += round_ratio(amount_p * (cost_p - left_p), cost_p)
    return tuple(lost)
