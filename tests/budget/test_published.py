"""Figures that others have published, worked out by the program's own functions.

Each names its document. Where a publication rounds, its printed digits are met; where one is
known to be wrong, the exact figure is.
"""

from datetime import date
from fractions import Fraction

import pytest

from commissionplanner.budget import calendar
from commissionplanner.budget.appraisal import (
    Additionality,
    appraise,
    equivalent_annual_p,
    net_additional,
    optimism_bias_ppm,
    with_optimism_p,
)
from commissionplanner.budget.discounting import (
    Step,
    annuity,
    discount_factors,
    in_prices_of,
    inflation_ppm,
    present_value_p,
)
from commissionplanner.budget.projection import carried_on, factors_of
from commissionplanner.budget.rates import weighted_ppm
from commissionplanner.budget.tables import capital_bounds, deflators, discount_schedules
from commissionplanner.model.money import round_ratio, split, times_ppm
from commissionplanner.model.years import FinancialYear, overlap_days, share_over_years

Y = FinancialYear
STANDARD, HEALTH = (discount_schedules()[name] for name in ("standard", "health"))
EXAMPLE, MARCH_2013 = (deflators()[name] for name in ("hmt_example", "hmt_2013_03"))


def shown(number, digits=4):
    """As a table prints it: halves go away from zero."""
    return round_ratio(number.numerator * 10**digits, number.denominator) / 10**digits


# HM Treasury, The Green Book (2003 to 2026), discounting: declining long-term rates.
@pytest.mark.parametrize(
    ("year", "factor"),
    [*enumerate((1.0, 0.9662, 0.9335, 0.9019, 0.8714, 0.8420, 0.8135, 0.7860, 0.7594, 0.7337,
                 0.7089)),
     (15, 0.5969), (20, 0.5026), (25, 0.4231), (30, 0.3563), (40, 0.2651), (50, 0.1973),
     (60, 0.1468), (75, 0.0942), (100, 0.0508), (125, 0.0274), (200, 0.0062)],
)  # fmt: skip
def test_the_green_book_table_of_discount_factors(year, factor):
    assert shown(discount_factors(STANDARD, year)[year]) == factor


# HM Treasury and DHSC, rate for health and life effects: 1.5 %, 1.29 % from year 31, 1.07 % from 76.
@pytest.mark.parametrize(
    ("year", "exact"),
    [(1, Fraction(1000, 1015)), (30, Fraction(1000, 1015) ** 30),
     (31, Fraction(1000, 1015) ** 30 * Fraction(10_000, 10_129)),
     (76, Fraction(1000, 1015) ** 30 * Fraction(10_000, 10_129) ** 45 * Fraction(10_000, 10_107))],
)  # fmt: skip
def test_the_health_schedule_changes_at_its_years(year, exact):
    assert discount_factors(HEALTH, year)[year] == exact


def test_health_factors_of_ten_and_thirty_years():
    factors = discount_factors(HEALTH, 30)
    assert (shown(factors[10]), shown(factors[30])) == (0.8617, 0.6398)


# HM Treasury, The Green Book (2003), annex 6: two alternatives over four years.
@pytest.mark.parametrize(
    ("cost_m", "benefit_p", "net_m"),
    [(10, 250_000_000, -0.82), (5, 150_000_000, 0.51)],
)
def test_the_green_book_example_of_two_alternatives(cost_m, benefit_p, net_m):
    costs = [cost_m * 100_000_000, 0, 0, 0, 0]
    found = appraise(costs, [0, *[benefit_p] * 4], STANDARD)
    assert round(found.net_pv_p / 100_000_000, 2) == net_m


# Value for money assessment guidance: capital programmes and projects (Scotland), A4.9 and A4.10.
def test_a_hundred_pounds_is_twelve_and_three_pence_a_year_for_ten_years():
    assert equivalent_annual_p(100_00, discount_factors(STANDARD, 10)) == 12_02  # printed 12.03
    assert shown(1 / annuity(35_000, 10)) == 0.1202


@pytest.mark.parametrize(
    ("years", "cost", "factor", "yearly"), [(7, 2_000_00, 0.1635, 327), (10, 2_500_00, 0.1202, 301)]
)
def test_two_boilers_of_different_lives(years, cost, factor, yearly):
    """The guidance prints 0.1203 for ten years: one over its rounded annuity; exactly 0.12024."""
    assert shown(1 / annuity(35_000, years)) == factor
    assert round_ratio(equivalent_annual_p(cost, discount_factors(STANDARD, years)), 100) == yearly


def test_an_annuity_is_the_sum_of_its_discount_factors():
    """One official annuity table disagrees with its own factors; this one cannot."""
    for years in (1, 5, 10, 25, 30):
        assert annuity(35_000, years) == sum(discount_factors(STANDARD, years)[1:])
    assert shown(annuity(35_000, 10)) == 8.3166


def test_perpetual_rates_give_ten_pounds_a_year_for_five_years():
    assert (
        present_value_p([0, *[10_00] * 5], discount_factors((Step(1, None, 60_000),), 5)) == 42_12
    )


# HM Treasury, how to use the GDP deflator series, annex A: practical examples.
def test_inflation_of_one_year_and_of_five():
    assert shown(Fraction(inflation_ppm(EXAMPLE, Y(1999)), 10_000), 2) == 2.21
    assert shown(Fraction(EXAMPLE[Y(2002)] - EXAMPLE[Y(1997)], EXAMPLE[Y(1997)]) * 100, 2) == 13.02


def test_inflating_and_deflating_a_figure():
    assert shown(Fraction(in_prices_of(740_000_000, EXAMPLE, Y(1998), Y(2003)), 10**8), 2) == 8.36
    assert (
        shown(Fraction(in_prices_of(8_532_000_000, EXAMPLE, Y(2002), Y(1992)), 10**8), 2) == 66.34
    )


# The same annex, figures of 27 March 2013.
def test_the_annex_of_march_2013():
    assert shown(Fraction(inflation_ppm(MARCH_2013, Y(2010)), 10_000), 2) == 2.71
    rise = Fraction(MARCH_2013[Y(2011)] - MARCH_2013[Y(2006)], MARCH_2013[Y(2006)])
    assert shown(rise * 100, 2) == 12.04


@pytest.mark.parametrize(
    ("year", "cash_m", "real_m"),
    [(2006, 1_350_438, 1_513_028), (2007, 1_432_887, 1_566_373), (2008, 1_422_290, 1_513_477),
     (2009, 1_415_654, 1_484_085), (2010, 1_480_569, 1_511_124), (2012, 1_546_000, 1_526_160)],
)  # fmt: skip
def test_money_gdp_in_the_prices_of_2011_12(year, cash_m, real_m):
    assert in_prices_of(cash_m, MARCH_2013, Y(year), Y(2011)) == real_m


# HM Treasury, supplementary guidance on optimism bias, after Mott MacDonald (2002).
def test_a_combined_building():
    parts = [(300_000, capital_bounds()["non_standard_buildings"]),
             (700_000, capital_bounds()["standard_buildings"])]  # fmt: skip
    assert optimism_bias_ppm(parts) == 321_000
    assert optimism_bias_ppm([(300_000, 390_000), (700_000, 40_000)]) == 145_000  # duration


def test_bias_that_has_been_dealt_with_comes_off():
    assert optimism_bias_ppm([(1_000_000, 510_000)], [(500_000, 1_000_000)]) == 255_000
    assert optimism_bias_ppm([(1_000_000, 240_000)], [(1_000_000, 1_000_000)]) == 0
    assert with_optimism_p(1_000_000_00, 321_000) == 1_321_000_00


# English Partnerships and Homes and Communities Agency, Additionality Guide: the formula.
def test_additionality_takes_the_reference_case_off():
    ways = Additionality(leakage_ppm=100_000, displacement_ppm=250_000, multiplier_ppm=1_300_000)
    assert ways.of(Fraction(100)) == Fraction(35_100, 400)  # 87.75
    assert net_additional(Fraction(100), ways, Fraction(40)) == Fraction(21_060, 400)  # 52.65


# Contributions: the clause formula, compound and additive (DOMAIN 3.2).
@pytest.mark.parametrize(("additive", "after"), [(False, 103_858_440), (True, 103_900_000)])
def test_a_million_at_three_rates(additive, after):
    factors = factors_of(39_000, 20_000, 20_000, additive=additive)
    assert carried_on(100_000_000, [factors]) == [after]


def test_pay_and_other_prices_are_weighted():
    assert weighted_ppm([(700_000, 30_000), (300_000, 20_000)]) == 27_000
    assert weighted_ppm([(680_000, 28_000), (120_000, 41_000), (200_000, 17_000)]) == 27_360


# NHS England, Better Care Fund 2025-26: the minimum for adult social care rises by 3.9 %.
def test_the_better_care_minimum():
    assert times_ppm(1_000_000_00, 1_039_000) == 1_039_000_00


# Children and Families Grant 2025-26: six parts (gov.uk, determination 31/7834).
def test_a_grant_of_six_parts_in_twelve_instalments():
    parts = [253_500_000, 94_500_000, 33_300_000, 7_600_000, 13_400_000, 12_100_000]
    paid = calendar.payments(sum(parts) * 100, "monthly", Y(2025))
    assert sum(parts) == 414_400_000
    assert sum(each.amount_p for each in paid) == 41_440_000_000
    assert {each.amount_p for each in paid} == {3_453_333_333, 3_453_333_334}
    assert (paid[0].due_on, paid[11].due_on) == (date(2025, 4, 1), date(2026, 3, 1))


# Public Health Grant 2025-26: paid quarterly from 4 April (gov.uk circular).
def test_a_grant_by_quarters():
    paid = calendar.payments(10_00, "quarterly", Y(2025), date(2025, 4, 4))
    assert [each.due_on.month for each in paid] == [4, 7, 10, 1]
    assert [each.amount_p for each in calendar.payments(10_01, "quarterly", Y(2025))] == [
        251, 250, 250, 250,
    ]  # fmt: skip


# Public Health Grant: £3.858bn in 2025-26, £4.404bn in 2026-27 with grants taken in.
def test_a_grant_that_takes_in_others_has_not_grown_by_them():
    assert calendar.like_for_like_ppm(3_858, 4_404) == 141_524
    assert calendar.like_for_like_ppm(3_858, 4_404, 546) == 0


# DfE, dedicated schools grant: early years 5/12 of one January and 7/12 of the next.
def test_early_years_money_by_two_januaries():
    assert calendar.school_counts(5_000_00, 1_200, 1_320) == 635_000_000
    assert calendar.school_counts(1_00, 0, 1) == 58  # 7/12 of a pound


def test_a_school_year_over_two_financial_years():
    assert calendar.school_year(1_200_000_00, Y(2026)) == {
        Y(2026): 700_000_00, Y(2027): 500_000_00,
    }  # fmt: skip


def test_termly_counts_by_weeks():
    assert calendar.by_terms(1_000_00, (100, 110, 120), (13, 14, 11)) == 109_473_68


# Parts of a year: £120,000 from 1 October 2026 (DOMAIN 3.1).
def test_part_of_a_year_by_days_and_by_months():
    term = (date(2026, 10, 1), date(2027, 3, 31), Y(2026))
    assert calendar.part_by_days(120_000_00, *term) == 59_835_62
    assert calendar.part_by_months(120_000_00, *term) == 60_000_00


def test_a_contract_over_three_years_by_days():
    parts = share_over_years(300_000_00, date(2026, 9, 1), date(2028, 8, 31), overlap_days)
    assert list(parts.values()) == [87_004_10, 150_205_20, 62_790_70]


def test_a_leap_year_has_366_days():
    assert (Y(2027).days, Y(2023).days, Y(2026).days) == (366, 366, 365)


# Largest remainder (Hamilton): the classic seats of Balinski and Young, and pence.
def test_what_is_left_over_goes_to_the_largest_remainders():
    assert split(100, [47_000, 16_000, 15_800, 12_000, 6_100, 3_100]) == (47, 16, 16, 12, 6, 3)
    assert split(1, [1, 1, 1]) == (1, 0, 0)
    assert split(-100, [1, 1, 1]) == (-34, -33, -33)


def test_a_rounded_percentage_does_not_give_the_amount_back():
    share = round_ratio(1_234_567 * 100, 9_876_543)  # 12.5 % printed as 13 %
    assert round_ratio(9_876_543 * share, 100) != 1_234_567
