"""Money moved from reactive to preventive services, and what prevention then has by year.

Re-tagging a service moves no money, so it is shown apart from money that is new.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.what_if import (
    Costs,
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
from commissionplanner.model.entities import Scenario, ServiceCost
from commissionplanner.model.joins import is_for_named_services, is_preventive, is_reactive
from commissionplanner.model.money import PPM, Pence, round_ratio, times_ppm
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True)
class Prevention:
    """What a fund spends on primary and secondary prevention.

    Attributes:
        preventive_p: Known cost of preventive services by year.
        spent_p: Known cost of services whose tier is known, by year.
        unsaid_p: Known cost of services whose tier is not known, by year.
        by_partner: Preventive and all such cost by year, by the partner that leads; "" for none.
    """

    preventive_p: tuple[Pence, ...]
    spent_p: tuple[Pence, ...]
    unsaid_p: tuple[Pence, ...]
    by_partner: Mapping[str, tuple[tuple[Pence, Pence], ...]]

    def share_ppm(self, n: int) -> int | None:
        """Return prevention's share of year number `n`; None where nothing is known of it."""
        if self.spent_p[n] <= 0:
            return None
        return round_ratio(self.preventive_p[n] * PPM, self.spent_p[n])


def prevention(budget: PoolBudget) -> Prevention:
    """Return what a fund spends on prevention, by year and by leading partner."""
    plan, columns = budget.seen.plan, range(len(budget.years))
    early, all_of, unsaid = ([0] * len(budget.years) for _ in range(3))
    partners: dict[str, list[tuple[int, int]]] = {}
    for line in budget.expenditure:
        service = plan.services.get(line.service_id)
        kind = is_preventive(service) if service else None
        for n in columns:
            amount_p = line.amounts_p[n] or 0
            if kind is None:
                unsaid[n] += amount_p
                continue
            early_p = amount_p if kind else 0
            early[n] += early_p
            all_of[n] += amount_p
            row = partners.setdefault(line.lead_id or "", [(0, 0)] * len(budget.years))
            row[n] = (row[n][0] + early_p, row[n][1] + amount_p)
    by_partner = {key: tuple(partners[key]) for key in sorted(partners)}
    return Prevention(tuple(early), tuple(all_of), tuple(unsaid), by_partner)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of preventive spending between two states, by year: new money and new tags.

    Attributes:
        new_p: More or less money for services that are preventive in the second state.
        retagged_p: Money, as in the first state, of services whose tier was changed.
    """

    new_p: tuple[Pence, ...]
    retagged_p: tuple[Pence, ...]


def change(before: PoolBudget, after: PoolBudget) -> Change:
    """Part the change of preventive spending; the two parts make the whole in every year."""
    n_years = min(len(before.years), len(after.years))
    was, now = _kinds(before), _kinds(after)
    new, retagged = [0] * n_years, [0] * n_years
    for key in was.keys() | now.keys():
        early, rows = was.get(key, (False, (0,) * n_years))
        late, later = now.get(key, (early, (0,) * n_years))
        if key not in was:
            early = late
        for n in range(n_years):
            retagged[n] += (late - early) * rows[n]
            new[n] += late * (later[n] - rows[n])
    return Change(tuple(new), tuple(retagged))


def _kinds(budget: PoolBudget) -> dict[str, tuple[bool, tuple[int, ...]]]:
    plan = budget.seen.plan
    return {
        line.service_id: (
            bool((service := plan.services.get(line.service_id)) and is_preventive(service)),
            tuple(p or 0 for p in line.amounts_p),
        )
        for line in budget.expenditure
    }


@dataclass(frozen=True, slots=True)
class Shift:
    """A drafted shift to prevention.

    Attributes:
        draft: The scenario.
        moved_p: What is moved in each year, of recorded costs.
        before: Prevention as in the plan.
        after: Prevention under the draft.
    """

    draft: Draft
    moved_p: tuple[Pence, ...]
    before: Prevention
    after: Prevention


def shift(
    plan: Plan,
    pool_id: str,
    name: str,
    new_id: NewId,
    *,
    rate_ppm: int | None = None,
    amount_p: Pence | None = None,
) -> Shift:
    """Draft a scenario that moves money each year after the first, adding up year by year.

    What a ring-fenced stream pays for stays: its money may not be spent on the other services.

    Args:
        plan: The plan.
        pool_id: The fund.
        name: What the scenario is called.
        new_id: Gives ids.
        rate_ppm: Share of reactive cost that is moved in a year and stays moved; or
        amount_p: Pence that are moved in a year and stay moved. Never more than there is.

    Raises:
        NoScenarioError: there is nothing to move, or nothing to move it to.
        OverflowError: an amount grows beyond what can be added up.
    """
    if (rate_ppm is None) == (amount_p is None) or (rate_ppm or amount_p or 0) <= 0:
        raise NoScenarioError("Say either a share or an amount to move in a year, above nil.")
    budget = pool_budget(plan, pool_id)
    costs, amounts = recorded_costs(budget), dict[str, Pence]()
    sides = _sides(budget)
    still = carrying_on(budget, costs, (*sides[0], *sides[1]), first=1)
    from_ids, to_ids = ([key for key in side if key not in still] for side in sides)
    done = [0] * len(budget.years)
    for n in range(1, len(budget.years)):
        give = [row for row in in_year(costs, from_ids, n) if not _is_fenced(plan, row)]
        take = in_year(costs, to_ids, n)
        held_p = sum(row.amount_p or 0 for row in give)
        wanted_p = times_ppm(held_p, rate_ppm * n) if rate_ppm is not None else (amount_p or 0) * n
        if give and take:
            done[n] = min(held_p, wanted_p)
            amounts |= moved(give, -done[n]) | moved(take, done[n])
    if not any(done):
        raise NoScenarioError(
            "Nothing can be moved: no year after the first has recorded costs of both a reactive "
            "and a preventive service. Record their tiers and costs; costs worked out from the "
            "year before can be recorded as they stand."
        )
    scenario = Scenario(id=new_id(), name=name, kind="prevention_shift")
    rows = overrides_of(scenario.id, "service_costs", plan.service_costs, amounts, new_id)
    notes = (
        *_kept_apart(plan, costs, from_ids),
        *left_as_planned(plan, still),
        *followed(budget, (*from_ids, *to_ids)),
    )
    return _shifted(budget, Draft(scenario, rows, notes), done)


def _shifted(budget: PoolBudget, draft: Draft, done: Sequence[Pence]) -> Shift:
    seen = with_draft(budget.seen.base, draft)
    after = pool_budget(seen, budget.pool.id, draft.scenario.id)
    return Shift(draft, tuple(done), prevention(budget), prevention(after))


def _is_fenced(plan: Plan, row: ServiceCost) -> bool:
    """Whether a cost is paid from money that is tied to what it is for."""
    stream = plan.funding_streams.get(row.stream_id or "")
    return stream is not None and is_for_named_services(stream)


def _kept_apart(plan: Plan, costs: Costs, services: Iterable[str]) -> tuple[str, ...]:
    """Name the reactive services of which ring-fenced money stays where it is."""
    wanted = set(services)
    names = sorted(
        {
            display_name(plan.services.get(key))
            for (key, n), rows in costs.items()
            if key in wanted and n > 0 and any(_is_fenced(plan, row) for row in rows)
        }
    )
    return (f"Ring-fenced money stays with: {', '.join(names)}.",) if names else ()


def _sides(budget: PoolBudget) -> tuple[list[str], list[str]]:
    """Return the ids of reactive and of preventive services of a fund."""
    services = [
        service
        for line in budget.expenditure
        if (service := budget.seen.plan.services.get(line.service_id)) is not None
    ]
    return (
        [service.id for service in services if is_reactive(service)],
        [service.id for service in services if is_preventive(service)],
    )
