"""From one balance to another: the steps make the end, and each is told by its cause."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from commissionplanner.budget.bridge import between, between_versions, over_years
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.entities import Allocation, Assumption, Override, Scenario
from tests.pool_plans import FIRST, given, pool_plan, spent, table, year


def rate(key, ppm, **more):
    return Assumption(id=f"{key}{more}", key=key, rate_ppm=ppm, made_on=date(2026, 4, 1), **more)


RATES = (rate("uplift", 30_000), rate("growth", 10_000), rate("efficiency", 20_000))
IN = given("council", "base", [900_00, 950_00, 950_00])
OUT = (*spent("svc-a", [600_00, "absent", "absent"]), *spent("svc-b", [300_00, 330_00, None]))


def plan(*rows, costs=OUT, **more):
    return pool_plan(
        contributions=IN, costs=costs, contingency_ppm=10_000, assumptions=table(*rows), **more
    )


def causes(bridge):
    return {step.cause: step.amount_p for step in bridge.steps}


def test_years_are_told_by_price_demand_and_efficiency():
    found = over_years(pool_budget(plan(*RATES), "pool"), FIRST, year(1))
    told = causes(found)
    assert told["Money in: Council"] == 50_00
    assert told["Prices"] == -18_00
    assert told["Demand"] == -6_18
    assert told["Efficiency"] == 12_48
    assert told["Planned changes"] == -30_00
    assert found.start_p + sum(told.values()) == found.end_p


def test_a_year_that_is_not_known_is_said():
    budget = pool_budget(plan(*RATES), "pool")
    assert over_years(budget, FIRST, year(2)).unknown
    assert not over_years(budget, FIRST, year(1)).unknown


def test_years_out_of_order_are_refused():
    with pytest.raises(ValueError, match="later year comes first"):
        over_years(pool_budget(plan(), "pool"), year(1), FIRST)


def test_scenarios_are_told_by_partner_services_and_contingency():
    told_otherwise = Override(id="o", scenario_id="s", table_name="contributions",
                              record_id="pool-council-base-0", field_name="amount_p",
                              value="100000")  # fmt: skip
    found = plan(
        *RATES,
        rate("uplift", 0, scenario_id="s"),
        scenarios=table(Scenario(id="s", name="Frozen prices")),
        overrides=table(told_otherwise),
    )
    bridge = between(pool_budget(found, "pool"), pool_budget(found, "pool", "s"))
    assert (bridge.start, bridge.end) == ("Base plan", "Frozen prices")
    told = causes(bridge)
    assert told["Money in: Council"] == 100_00
    assert told["Prices"] > 0
    assert bridge.start_p + sum(told.values()) == bridge.end_p


def test_a_service_that_came_is_told_apart():
    before = pool_budget(plan(), "pool")
    more = (*OUT, *spent("svc-c", [70_00, 70_00, 70_00]))
    after = pool_budget(plan(costs=more, services=("svc-a", "svc-b", "svc-c")), "pool")
    assert causes(between(before, after))["Services added"] == -210_00


def test_versions_are_told_by_cause_and_named():
    old, new = plan(*RATES), plan(rate("uplift", 50_000), *RATES[1:])
    about = replace(new.header, version="4")
    bridge = between_versions(old, new.with_table("about", {"plan": about}), "pool")
    told = causes(bridge)
    assert (bridge.start, bridge.end) == ("Earlier version", "This version")
    assert set(told) == {"Prices", "Demand", "Efficiency", "Contingency"}
    assert bridge.start_p + sum(told.values()) == bridge.end_p


def test_a_grant_that_took_in_others_is_told_apart_from_growth():
    taken = Allocation(id="a", stream_id="base", year=year(1), baseline_adjustment_p=30_00)
    told = causes(over_years(pool_budget(plan(allocations=table(taken)), "pool"), FIRST, year(1)))
    assert (told["Grants taken in"], told["Money in: Council"]) == (30_00, 20_00)


def test_rates_that_move_nothing_because_every_year_is_recorded_are_told():
    assumed = table(Assumption(id="u", key="uplift", rate_ppm=50_000, scenario_id="s"))
    for roll, amounts, idle in (
        ("gaps_only", [100_00] * 3, True), ("all", [100_00] * 3, False),
        ("gaps_only", [100_00], False),
    ):  # fmt: skip
        scenario = Scenario(id="s", name="High prices", roll_forward=roll)
        plan = pool_plan(
            costs=spent("svc-a", amounts), scenarios=table(scenario), assumptions=assumed
        )
        made = between(pool_budget(plan, "pool"), pool_budget(plan, "pool", "s"))
        assert made.idle is idle, (roll, amounts)
        assert not between(pool_budget(plan, "pool", "s"), pool_budget(plan, "pool")).idle


def test_a_scenario_that_changes_nothing_has_no_steps():
    budget = pool_budget(plan(*RATES), "pool")
    assert between(budget, budget).steps == ()


PPMS = st.integers(-200_000, 200_000)


@drawn(PPMS, PPMS, PPMS, st.integers(0, 10**9), st.sampled_from(["compound", "additive"]))
def test_the_steps_make_the_end_whatever_the_rates(uplift, growth, efficiency, amount, method):
    found = plan(
        rate("uplift", uplift), rate("growth", growth), rate("efficiency", efficiency),
        costs=spent("svc-a", [amount, "absent", "absent"]), services=("svc-a",),
        scenarios=table(Scenario(id="s", name="S", method=method)),
    )  # fmt: skip
    bridge = over_years(pool_budget(found, "pool", "s"), FIRST, year(2))
    assert bridge.start_p + sum(step.amount_p for step in bridge.steps) == bridge.end_p
    assert "Planned changes" not in causes(bridge)
