"""What a bridge may lead from and to: scenarios of a fund, sealed versions, years. No Qt here."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.app.scenario_compare import AS_RECORDED
from commissionplanner.app.usecases.budget import work_out
from commissionplanner.app.usecases.seals import name_of, sealed_plan, versions
from commissionplanner.budget.bridge import Bridge, between, over_years
from commissionplanner.budget.results import PoolBudget
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

SCENARIO: Final = "scenario:"
YEAR: Final = "year:"
SEALED: Final = "sealed:"


def starts(plan: Plan) -> list[tuple[str, str]]:
    """Return what a bridge may start from: scenarios, sealed versions, every year but the last."""
    years = [(f"{YEAR}{year}", f"The year {year}") for year in plan.years[:-1]]
    return [*_whole(plan), *years]


def ends(plan: Plan, start: str) -> list[tuple[str, str]]:
    """Return what a bridge from a start may lead to: other scenarios, or later years."""
    if not start.startswith(YEAR):
        return [choice for choice in _whole(plan) if choice[0] != start]
    first = FinancialYear.parse(start.removeprefix(YEAR))
    return [(f"{YEAR}{year}", f"The year {year}") for year in plan.years if year > first]


def _whole(plan: Plan) -> list[tuple[str, str]]:
    """Return what speaks of all years: scenarios, then versions as they were sealed."""
    sealed = [(f"{SEALED}{each.number}", name_of(each)) for each in versions(plan)]
    return [*_scenarios(plan), *sealed]


def _scenarios(plan: Plan) -> list[tuple[str, str]]:
    named = ((SCENARIO + key, display_name(row)) for key, row in plan.scenarios.items())
    return [(SCENARIO, AS_RECORDED), *named]


def bridge_of(plan: Plan, pool_id: str, start: str, end: str, used: str | None) -> Bridge:
    """Return what turns a start into an end, by cause.

    Args:
        plan: The plan.
        pool_id: The fund.
        start: One of `starts`.
        end: One of `ends`.
        used: The scenario whose years are meant, where they are years.

    Raises:
        EditRefused: one of them is no longer there, or a figure grows beyond what can be added up.
        FileProblem: a sealed version is damaged.
    """
    if start.startswith(YEAR) and end.startswith(YEAR):
        first, last = (FinancialYear.parse(key.removeprefix(YEAR)) for key in (start, end))
        return over_years(work_out(plan, pool_id, used), first, last)
    return between(_budget(plan, pool_id, start), _budget(plan, pool_id, end))


def _budget(plan: Plan, pool_id: str, key: str) -> PoolBudget:
    if key.startswith(SEALED):
        sealed = sealed_plan(plan, int(key.removeprefix(SEALED)))
        if pool_id not in sealed.pools:
            raise EditRefused("The fund was not in the plan when that version was sealed.")
        return work_out(sealed, pool_id)
    scenario_id = key.removeprefix(SCENARIO) or None
    if scenario_id is not None and scenario_id not in plan.scenarios:
        raise EditRefused("That scenario is no longer in the plan.")
    return work_out(plan, pool_id, scenario_id)


def kept(choices: Sequence[tuple[str, str]], wanted: str) -> str:
    """Return the choice wanted while it is among those there are, else the first."""
    keys = [key for key, _ in choices]
    return wanted if wanted in keys else keys[0] if keys else ""
