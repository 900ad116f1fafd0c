"""Present values against the published figures of the Green Book."""

import pytest

from commissionplanner.budget.discounting import (
    Step,
    annuity,
    discount_factors,
    in_prices_of,
    inflation_ppm,
    present_value_p,
)
from commissionplanner.model.years import FinancialYear

STANDARD = (Step(1, 30, 35_000), Step(31, 75, 30_000), Step(76, None, 25_000))
INDEX = {FinancialYear(1998): 91_031, FinancialYear(1999): 93_046, FinancialYear(2003): 102_789}


def test_factors_at_three_and_a_half_per_cent():
    expected = "1.0000 0.9662 0.9335 0.9019 0.8714 0.8420 0.8135 0.7860 0.7594 0.7337 0.7089"
    found = [f"{float(factor):.4f}" for factor in discount_factors(STANDARD, 10)]
    assert found == expected.split()


def test_factors_of_the_declining_schedule():
    found = discount_factors(STANDARD, 100)
    shown = [f"{float(found[year]):.4f}" for year in (20, 30, 40, 60, 75, 100)]
    assert shown == ["0.5026", "0.3563", "0.2651", "0.1468", "0.0942", "0.0508"]


def test_a_year_without_a_rate_is_refused():
    with pytest.raises(ValueError, match="year 2"):
        discount_factors((Step(1, 1, 35_000),), 2)


def test_prices_of_another_year():
    assert round(inflation_ppm(INDEX, FinancialYear(1999)) / 10_000, 2) == 2.21
    real = in_prices_of(740_000_000, INDEX, FinancialYear(1998), FinancialYear(2003))
    assert round(real / 100_000_000, 2) == 8.36


def test_present_value_and_annuity_agree():
    factors = discount_factors(STANDARD, 10)
    whole = present_value_p([0] + [100_000_00] * 10, factors)
    assert abs(whole - 100_000_00 * annuity(35_000, 10)) < 10
