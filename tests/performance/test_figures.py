"""Bar 8: a pool of 5,000 services over ten years under five scenarios, against a Decimal loop."""

import random
import tracemalloc
from dataclasses import replace
from decimal import Decimal

import pytest

from commissionplanner.budget.again import revised_each
from commissionplanner.budget.chance import DRAWS, fan
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import About, Assumption, Pool, Scenario, Service, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

pytestmark = pytest.mark.slow
SERVICES, YEARS, SCENARIOS = 5_000, 10, 5


def large_pool():
    first = FinancialYear(2026)
    about = About(id="p", title="Pool", first_year=first, year_count=YEARS)
    services = {f"s{n}": Service(id=f"s{n}", name=f"Service {n}") for n in range(SERVICES)}
    costs = {
        f"k{n}": ServiceCost(
            id=f"k{n}", service_id=f"s{n}", pool_id="pool", year=first, measure="budget",
            amount_p=1_000_000 + n,
        )
        for n in range(SERVICES)
    }  # fmt: skip
    scenarios = {f"x{n}": Scenario(id=f"x{n}", name=f"{n}", method="compound", roll_forward="gaps_only")
                 for n in range(SCENARIOS)}  # fmt: skip
    rates = {
        key: Assumption(id=key, key=key, rate_ppm=rate)
        for key, rate in (("uplift", 28_000), ("growth", 12_000), ("efficiency", 10_000))
    }
    return Plan(
        about={"p": about},
        pools={"pool": Pool(id="pool", name="Pool")},
        services=services,
        service_costs=costs,
        scenarios=scenarios,
        assumptions=rates,
    )


def by_decimal():
    """The same figures, cell by cell: rounded to the penny after each of three factors."""
    factors = [Decimal(text) for text in ("1.028", "1.012", "0.99")]
    penny, found = Decimal("0.01"), []
    for _ in range(SCENARIOS):
        totals = [Decimal(0)] * YEARS
        for n in range(SERVICES):
            amount = Decimal(1_000_000 + n) / 100
            for year in range(YEARS):
                if year:
                    for factor in factors:
                        amount = (amount * factor).quantize(penny, "ROUND_HALF_UP")
                totals[year] += amount
        found.append([int(total * 100) for total in totals])
    return found


def anew(plan):
    """The plan with tables that nothing has been kept for."""
    return replace(
        plan, service_costs=dict(plan.service_costs), services=dict(plan.services),
        pool_services=dict(plan.pool_services),
    )  # fmt: skip


def in_full(plan):
    """Every scenario worked out, with its totals."""
    return [pool_budget(plan, "pool", key).totals for key in plan.scenarios]


def edited(plan, times):
    """The plans after costs of different lines are changed one after another, with the changes."""
    steps = []
    for n in range(times):
        key = f"k{n * SERVICES // times}"
        before = plan.service_costs[key]
        after = replace(before, amount_p=5_000_000 + n)
        plan = plan.with_table("service_costs", {**plan.service_costs, key: after})
        steps.append(
            (plan, ChangeSet("Set a cost", (Change("service_costs", key, before, after),)))
        )
    return steps


def test_working_a_large_pool_out(bench, table):
    plan = large_pool()
    assert [list(t.expenditure_p) for t in in_full(plan)] == by_decimal()
    ours = bench[0](lambda: in_full(anew(plan)))
    table(
        8, "5,000 × 10 × 5 figures, against a Decimal loop", ours, bench[0](by_decimal, 1), 1 / 10
    )


def with_rates_of_their_own(plan):
    """The plan with another uplift in each scenario, so that they share nothing of what is worked out."""
    rows = {
        f"own {n}": Assumption(id=f"own {n}", key="uplift", scenario_id=key, rate_ppm=20_000 + n)
        for n, key in enumerate(plan.scenarios)
    }
    return plan.with_table("assumptions", {**plan.assumptions, **rows})


@pytest.mark.parametrize("own_rates", [False, True])
def test_cells_of_a_large_pool_edited_one_after_another(bench, table, own_rates):
    plan, times = large_pool(), 100
    plan = with_rates_of_their_own(plan) if own_rates else plan
    budgets = tuple(pool_budget(plan, "pool", key) for key in plan.scenarios)
    steps = edited(plan, times)

    def typed():
        held = budgets
        for after, change in steps:
            held = revised_each(held, after, change)
            assert len([budget.totals for budget in held]) == SCENARIOS
        return held

    last = steps[-1][0]
    assert typed() == tuple(pool_budget(last, "pool", key) for key in plan.scenarios)
    ours = bench[0](typed) / times
    full = bench[0](lambda: in_full(anew(last)), 9)
    rates = "rates of their own" if own_rates else "the same rates"
    table(
        8, f"one cell edited, of a hundred, {rates}, against working all out", ours, full, 1 / 100
    )


def by_loop(draws, seed):
    """Shared drivers drawn one by one in Python, each line carried forward by itself."""
    chance = random.Random(seed)
    spreads = []
    for _ in range(draws):
        factor = 1 + chance.triangular(0.01, 0.04, 0.028)
        totals = [0.0] * YEARS
        for n in range(SERVICES):
            amount = float(1_000_000 + n)
            for year in range(YEARS):
                amount = amount * factor if year else amount
                totals[year] += amount
        spreads.append(totals)
    return spreads


@pytest.mark.parametrize(("shared", "ratio"), [(True, 1 / 1_000), (False, 1 / 30)])
def test_ten_thousand_draws(bench, table, shared, ratio):
    plan = large_pool()
    row = replace(plan.assumptions["uplift"], low_ppm=10_000, high_ppm=40_000)
    plan = plan.with_table("assumptions", {**plan.assumptions, "uplift": row})
    budget = pool_budget(plan, "pool")
    draw = lambda: fan(budget, (row,), 7, shared=shared)  # noqa: E731 # asked for four times
    tracemalloc.start()
    first = draw()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 64 * 2**20
    assert draw() == first
    theirs = bench[0](lambda: by_loop(10, 7), 1) * DRAWS / 10
    table(8, f"10,000 draws, {'shared' if shared else 'each line by itself'}, against a loop",
          bench[0](draw, 1), theirs, ratio)  # fmt: skip
