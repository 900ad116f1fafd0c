"""Bar 8: a pool of 5,000 services over ten years under five scenarios, against a Decimal loop."""

from decimal import Decimal

import pytest

from commissionplanner.budget.results import pool_budget
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
    rise = Assumption(id="a", key="uplift", rate_ppm=28_000)
    return Plan(
        about={"p": about},
        pools={"pool": Pool(id="pool", name="Pool")},
        services=services,
        service_costs=costs,
        scenarios=scenarios,
        assumptions={"a": rise},
    )


def by_decimal():
    for _ in range(SCENARIOS):
        totals = [Decimal(0)] * YEARS
        for n in range(SERVICES):
            amount = Decimal(1_000_000 + n) / 100
            for year in range(YEARS):
                if year:
                    amount = (amount * Decimal("1.028") * Decimal(1) * Decimal(1)).quantize(
                        Decimal("0.01"), "ROUND_HALF_UP"
                    )
                totals[year] += amount


def test_working_a_large_pool_out(bench, table):
    plan = large_pool()
    ours = bench[0](lambda: [pool_budget(plan, "pool", key) for key in plan.scenarios], 1)
    table(
        8, "5,000 × 10 × 5 figures, against a Decimal loop", ours, bench[0](by_decimal, 1), 1 / 10
    )
