"""Which assumptions move the gap: worked by hand on a small pool."""

from datetime import date

import pytest

from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.sensitivity import (
    balance_p,
    ranged,
    sensitivity,
    switching_ppm,
    tornado,
    worth_p,
)
from commissionplanner.model.entities import Assumption, Scenario
from commissionplanner.progress import CancelledError, Progress
from tests.budget.test_benefits import LINE
from tests.pool_plans import given, pool_plan, spent, table


def assumed(key, rate, low=None, high=None, **more):
    return Assumption(
        id=more.pop("id", key), key=key, rate_ppm=rate, low_ppm=low, high_ppm=high,
        made_on=date(2026, 4, 1), **more,
    )  # fmt: skip


def plan(*rows):
    return pool_plan(
        contributions=given("council", "base", [1_000_00] * 3),
        costs=spent("svc-a", [1_000_00, "absent", "absent"]),
        services=("svc-a",),
        assumptions=table(*rows),
    )


RATES = (
    assumed("uplift", 30_000, 10_000, 60_000),
    assumed("growth", 0, -10_000, 10_000),
    assumed("efficiency", 0),
)


def test_only_assumptions_with_a_range_are_tried():
    assert [row.id for row in ranged(plan(*RATES), "pool")] == ["growth", "uplift"]


def test_the_widest_swing_comes_first_and_is_worked_out_whole():
    wide, narrow = tornado(plan(*RATES), "pool")
    assert (wide.assumption.id, narrow.assumption.id) == ("uplift", "growth")
    assert wide.base_p == -(30_00 + 60_90)
    assert (wide.low_p, wide.high_p) == (-(10_00 + 20_10), -(60_00 + 123_60))


def test_the_switching_value_is_where_the_gap_closes():
    found = plan(assumed("uplift", 50_000), assumed("efficiency", 20_000))
    rate = switching_ppm(found, "pool", "uplift")
    rows = {**found.assumptions, "uplift": assumed("uplift", rate)}
    closed = balance_p(pool_budget(found.with_table("assumptions", rows), "pool"))
    assert abs(closed) <= 1
    assert 20_000 < rate < 20_500


def test_rates_added_up_are_tried_as_far_as_they_can_be_worked_out():
    rows = (assumed("uplift", 50_000), assumed("growth", 300_000))
    additive = Scenario(id="s", name="Added up", method="additive")
    found = plan(*rows).with_table("scenarios", table(additive))
    rate = switching_ppm(found, "pool", "uplift", "s")
    assert -300_000 <= rate <= -299_990, "both together beyond 100% cannot be tried"
    dear = plan(*rows, assumed("pay_award", 0)).with_table("scenarios", table(additive))
    assert switching_ppm(dear, "pool", "pay_award", "s") is None


def test_a_range_beyond_what_can_be_worked_out_is_not_known_and_the_rest_is():
    far = assumed("efficiency", 0, -50_000, 1_200_000)
    found = sensitivity(pool_budget(plan(RATES[0], far), "pool"))
    held = {each.assumption.id: each for each in found.tried}
    assert (held["efficiency"].high_p, held["efficiency"].is_whole) == (None, False)
    assert held["efficiency"].low_p is not None
    assert held["uplift"].is_whole
    assert found.fan.drivers == ("uplift",)


def test_an_assumption_that_cannot_close_the_gap_has_no_switching_value():
    short = pool_plan(
        contributions=given("council", "base", [1_00] * 3),
        costs=spent("svc-a", [1_000_00] * 3),
        assumptions=table(*RATES),
    )
    assert switching_ppm(short, "pool", "uplift") is None


def test_a_stop_takes_effect_between_assumptions():
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        tornado(plan(*RATES), "pool", progress=progress)


def worth_plan(*rows):
    """£80,000 a year in full from the third year, for £30,000 a year."""
    return plan(*rows).with_table("benefits", table(LINE)).with_table(
        "service_costs", table(*spent("svc-a", [30_000_00, "absent", "absent"]))
    )  # fmt: skip


def test_the_net_present_value_is_nil_where_discounted_costs_are_the_benefits():
    budget = pool_budget(worth_plan(*RATES, assumed("discount_rate", 35_000)), "pool")
    # Costs £30,000, £30,900 and £31,827; benefits nil, £36,000 and £64,800.
    assert worth_p(budget) == 5_708_18
    found = {turn.assumption.key: turn.at_ppm for turn in sensitivity(budget).worth}
    # −30,000 + 5,100 ÷ 1.13682 + 32,973 ÷ 1.13682² is nil to the pound.
    assert found == {"uplift": 94_512, "growth": 62_633, "discount_rate": 136_820}


def test_without_a_benefit_there_is_no_value_to_turn():
    assert sensitivity(pool_budget(plan(*RATES), "pool")).worth == ()


def test_draws_begin_from_the_seed_of_the_plan_unless_one_is_given():
    base = plan(*RATES)
    assert sensitivity(pool_budget(base, "pool")).fan.seed == 2026
    header = base.header.with_found(chance_seed=7)
    own = pool_budget(base.with_table("about", table(header)), "pool")
    assert sensitivity(own).fan == sensitivity(pool_budget(base, "pool"), 7).fan
