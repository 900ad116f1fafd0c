"""Appraisal against published figures, and laws that hold for any figures."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.budget.appraisal import (
    Additionality,
    appraise,
    equivalent_annual_p,
    in_real_terms,
    net_additional,
    net_winner_ppm,
    optimism_bias_ppm,
    rebalanced_p,
    with_optimism_p,
)
from commissionplanner.budget.discounting import Step, discount_factors
from commissionplanner.budget.tables import discount_schedules, vintage

FLAT = (Step(1, None, 35_000),)
MONEY = st.integers(0, 10**10)
BODIES = st.dictionaries(st.sampled_from("abcd"), MONEY, min_size=1)


def test_net_present_value_and_ratio():
    found = appraise([1_000_00, 0, 0], [0, 600_00, 600_00], FLAT)
    assert found.cost_pv_p == 1_000_00
    assert found.benefit_pv_p == 579_71 + 560_11
    assert found.net_pv_p == 139_82
    assert float(found.ratio) == pytest.approx(1.13982)


def test_without_costs_there_is_no_ratio():
    assert appraise([0, 0], [1, 1], FLAT).ratio is None


def test_payback_is_the_first_year_by_which_all_has_come_back():
    found = appraise([1_000_00, 0, 0, 0], [0, 500_00, 500_00, 100_00], FLAT)
    assert found.cumulative_p() == (-1_000_00, -500_00, 0, 100_00)
    assert found.payback() == 2
    assert found.payback(discounted=True) == 3


def test_payback_may_lie_beyond_the_horizon():
    assert appraise([1_000_00, 0], [0, 1_00], FLAT).payback() is None
    assert appraise([0, 0], [0, 1_00], FLAT).payback() is None


def test_thirty_per_cent_non_standard_and_seventy_standard_buildings():
    assert optimism_bias_ppm([(300_000, 510_000), (700_000, 240_000)]) == 321_000


def test_what_is_dealt_with_comes_off_the_bias():
    found = optimism_bias_ppm([(1_000_000, 240_000)], [(500_000, 400_000), (500_000, 100_000)])
    assert found == 180_000
    assert with_optimism_p(1_000_00, found) == 1_180_00


def test_shares_of_work_that_do_not_make_the_whole_are_refused():
    with pytest.raises(ValueError, match="100%"):
        optimism_bias_ppm([(300_000, 510_000)])


def test_additionality_takes_off_leakage_displacement_substitution_and_deadweight():
    ways = Additionality(100_000, 250_000, 0, 1_200_000)
    assert ways.of(Fraction(1000)) == 810
    assert net_additional(Fraction(1000), ways, Fraction(200)) == 648


def test_an_equal_sum_a_year_is_worth_the_whole():
    factors = discount_factors(FLAT, 10)
    yearly = equivalent_annual_p(1_000_000_00, factors)
    assert yearly == 120_241_37
    assert abs(yearly * sum(factors[1:]) - 1_000_000_00) < 10


def test_real_terms_bring_cash_to_the_prices_of_one_year():
    assert in_real_terms([100_00, 102_00], [1000, 1020]) == (100_00, 100_00)


def test_net_winner_is_nil_where_gain_follows_payment_and_whole_where_payers_gain_nothing():
    assert net_winner_ppm({"a": 60, "b": 40}, {"a": 6, "b": 4}) == 0
    assert net_winner_ppm({"a": 100}, {"b": 100}) == 1_000_000
    assert net_winner_ppm({"a": 100}, {}) is None


def test_a_rebalanced_contribution_follows_the_gain():
    assert rebalanced_p({"a": 800, "b": 200}, {"a": 1, "b": 3, "c": 9}) == {"a": -550, "b": 550}


@given(BODIES, BODIES)
def test_rebalancing_moves_money_and_makes_none(paid, gained):
    assert sum(rebalanced_p(paid, gained).values()) == 0


@given(BODIES, BODIES)
def test_net_winner_lies_between_nil_and_one(paid, gained):
    found = net_winner_ppm(paid, gained)
    assert found is None or 0 <= found <= 1_000_000


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=10))
def test_the_last_of_the_lag_curve_is_the_net_value(rows):
    costs, gains = zip(*rows, strict=True)
    found = appraise(costs, gains, FLAT)
    assert found.cumulative_p()[-1] == sum(gains) - sum(costs)
    assert abs(found.cumulative_p(discounted=True)[-1] - found.net_pv_p) <= len(rows)


def test_the_shipped_schedules_begin_at_three_and_a_half_and_one_and_a_half():
    assert discount_schedules()["standard"][0] == Step(1, 30, 35_000)
    assert discount_schedules()["health"][0] == Step(1, 30, 15_000)
    assert "2026-02-05" in vintage("discount_rates")
