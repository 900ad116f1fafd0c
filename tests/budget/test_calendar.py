"""Parts of years: published figures, and parts that make the whole."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.budget.calendar import (
    full_year_effect,
    instalments,
    months_in,
    part_by_days,
    part_by_months,
    school_year,
    share_by_months,
)
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear(2026)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
TERMS = st.tuples(DAYS, st.integers(0, 4000)).map(lambda t: (t[0], t[0] + timedelta(days=t[1])))


def test_half_a_year_differs_by_days_and_by_months():
    begun, ended = date(2026, 10, 1), date(2027, 3, 31)
    assert part_by_days(120_000_00, begun, ended, YEAR) == 59_835_62
    assert part_by_months(120_000_00, begun, ended, YEAR) == 60_000_00


def test_a_whole_year_is_the_whole_amount_either_way():
    leap = FinancialYear(2027)
    assert part_by_days(1_00, leap.first_day, leap.last_day, leap) == 1_00
    assert part_by_months(1_00, leap.first_day, leap.last_day, leap) == 1_00


def test_a_term_outside_the_year_has_no_month_in_it():
    assert months_in(date(2025, 4, 1), date(2026, 3, 31), YEAR) == 0


def test_a_school_year_is_seven_and_five_twelfths():
    assert school_year(1_200_00, YEAR) == {YEAR: 700_00, YEAR.plus(1): 500_00}


@given(st.integers(-(10**12), 10**12), TERMS)
def test_parts_by_months_make_the_whole(amount, term):
    assert sum(share_by_months(amount, *term).values()) == amount


@given(st.integers(-(10**12), 10**12), st.sampled_from(["monthly", "four_equal", "arrears", "x"]))
def test_instalments_make_the_whole_and_differ_by_a_penny_at_most(amount, pattern):
    parts = instalments(amount, pattern)
    assert sum(parts) == amount
    assert max(parts) - min(parts) <= 1


@given(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_in_year_and_its_full_year_effect_make_the_year(annual, in_year):
    assert in_year + full_year_effect(annual, in_year) == annual
