"""Financial years and days shared over them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.model.years import (
    FinancialYear,
    YearError,
    add_months,
    end_of_term,
    overlap_days,
    share_by_days,
    year_from,
    year_range,
)

days = st.dates(date(1960, 1, 1), date(2120, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2025/26",
        "2025-26",
        "25/26",
        "FY25/26",
        "FY26",
        "2025-2026",
        "2526",
        "202526",
        " 2025 / 26 ",
    ],
)
def test_a_year_is_read_in_every_form_people_write(text):
    assert FinancialYear.parse(text) == FinancialYear(2025)


@pytest.mark.parametrize("text", ["2026", "2025/27", "", "Year 1", "1899/00", "25-27"])
def test_what_is_no_single_year_is_refused(text):
    with pytest.raises(YearError):
        FinancialYear.parse(text)


def test_a_year_knows_its_days_and_a_leap_day():
    assert FinancialYear(2027).days == 366
    assert FinancialYear(2026).days == 365
    assert str(FinancialYear(1999)) == "1999/00"
    assert FinancialYear(2026).short == "26/27"


@given(days)
def test_every_day_lies_in_its_year(day):
    year = FinancialYear.of(day)
    assert year.first_day <= day <= year.last_day
    assert FinancialYear.parse(str(year)) == year


def test_a_contract_is_shared_by_days_as_worked_by_hand():
    shares = share_by_days(30_000_000, date(2026, 9, 1), date(2028, 8, 31))
    assert list(shares.values()) == [8_700_410, 15_020_520, 6_279_070]


@given(st.integers(-(10**11), 10**11), days, st.integers(0, 4000))
def test_shares_by_days_make_the_whole(amount, start, length):
    end = date.fromordinal(start.toordinal() + length)
    shares = share_by_days(amount, start, end)
    assert sum(shares.values()) == amount
    assert sum(overlap_days(start, end, year) for year in shares) == length + 1


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 4, 1), 12, date(2027, 3, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 9, 15), 18, date(2028, 3, 14)),
    ],
)
def test_a_term_of_months_ends_the_day_before_its_anniversary(start, months, end):
    assert end_of_term(start, months) == end


def test_months_go_back_as_well_as_forward():
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    with pytest.raises(OverflowError):
        add_months(date(9990, 1, 1), 1200)


def test_years_follow_each_other():
    assert [y.start for y in year_range(FinancialYear(2026), 3)] == [2026, 2027, 2028]


def test_a_year_read_or_counted_is_made_once():
    assert FinancialYear.of(date(2027, 3, 31)) is year_from(2026) is FinancialYear(2025).plus(1)
    assert FinancialYear(2026) == year_from(2026)
