"""Headings as they are compared."""

import pytest

from commissionplanner.io.mapping.fields import headings
from commissionplanner.model.years import FinancialYear


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("contractPeriod_startDate", "contract period start date"),
        ("New/\nExisting Scheme", "new existing scheme"),
        ("Expenditure (£)", "expenditure"),
        ("Supplier\u2019s name", "suppliers name"),
        ("CONTRACT_AWARD_VALUE", "contract award value"),
        ("3. Supplier", "supplier"),
        ("(c) Net expenditure [note 2]", "net expenditure"),
        ("Total*", "total"),
        ("Net Amount (£ millions)", "net amount"),
        ("Net Amount (thousands)", "net amount"),
        ("RDEL (1)", "rdel"),
        ("Year (1)", "year 1"),
        ("icb25_nm:", "official name"),
    ],
)
def test_headings_are_compared_as_words(heading, words):
    assert headings.words_of(heading) == words


@pytest.mark.parametrize(
    "text",
    ["Budget 25/26", "2025-26 (£)", "FY26", "Expenditure for 2025/26", "spend_25_26",
     "Allocation (October 2025 to March 2026)", "Spend 1 April 2025 – 31 March 2026"],
)  # fmt: skip
def test_a_heading_names_its_financial_year(text):
    assert headings.year_in(text) == FinancialYear(2025)


@pytest.mark.parametrize(
    "text", ["2025/26 to 2027/28", "Contract 12/34", "Ref 201", "Value", "Jan 2025 to Dec 2025"]
)
def test_a_heading_of_several_years_or_none_names_none(text):
    assert headings.year_in(text) is None


@pytest.mark.parametrize("text", ["£000", "(£'000)", "Amounts in £000s", "£k", "£ thousand"])
def test_titles_say_thousands(text):
    assert headings.is_thousands(text)


def test_titles_without_a_unit_do_not():
    assert not headings.is_thousands("Contracts over £5,000")
    assert not headings.is_thousands("Budget (£)")


def test_a_heading_says_whether_it_is_for_a_year_or_for_the_term():
    assert headings.says_annual("ESTIMATED_ANNUAL_VALUE")
    assert headings.says_annual("Value p.a.")
    assert headings.says_total("Whole-life value")
    assert not headings.says_annual("Awarded Value")


def test_a_heading_names_its_measure():
    assert headings.measure_in("2024/25 Actual") == "actual"
    assert headings.measure_in("Forecast outturn 25/26") == "forecast"
    assert headings.measure_in("2026/27") is None


@pytest.mark.parametrize(
    ("text", "is_said"),
    [("Budget (000s)", True), ("in thousands", True), ("Budget '000", True), ("Homes (£000)", True), ("Cost (thousands)", True),
     ("in thousands of tonnes", False), ("'000 people", False), ("Waste (000s) tonnes", False),
     ("thousand tonnes carbon equivalent", False)],
)  # fmt: skip
def test_thousands_of_other_things_are_no_thousands_of_pounds(text, is_said):
    assert headings.is_thousands(text) is is_said


def test_the_letter_of_a_column_in_a_row_of_its_own_is_no_part_of_its_heading():
    assert headings.words_of("TOTAL EXPENDITURE \u00b7 (k)") == "total expenditure"
    assert headings.words_of("Net Current Expenditure \u00b7 (m)") == "net current expenditure"
    assert headings.words_of("Schools \u00b7 Total (a)") == headings.words_of(
        "Schools \u00b7 Total"
    )
