"""First and last days in one column are read as start and end, and that is said."""

from datetime import date

import pytest

from commissionplanner.io.mapping.values.periods import halves

HEADS = ("Reference", "Organisation", "Project title", "Period of award", "Amount awarded")


def grants(*periods):
    rows = [(f"G{n}", f"Charity {n} Trust", f"Project {n}", period, 5000 + 311 * n)
            for n, period in enumerate(periods)]  # fmt: skip
    return HEADS, *rows


def days(staged, position=0):
    sheet = staged.sheet
    return sheet.value("start_on", position), sheet.value("current_end_on", position)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("April 2023 to March 2024", "April 2023", "March 2024"),
        ("01/04/2023 - 31/03/2025", "01/04/2023", "31/03/2025"),
        ("01/04/23-31/03/25", "01/04/23", "31/03/25"),
        ("Apr 23 \u2013 Mar 26", "Apr 23", "Mar 26"),
        ("2023-2026", "2023/24", "2025/26"),
        ("2023/24 to 2025/26", "2023/24", "2025/26"),
        ("3 years (April 2023 to March 2026)", "April 2023", "March 2026"),
        ("April to March 2024", "April 2023", "March 2024"),
        ("April 2023 - ongoing", "April 2023", "ongoing"),
        ("2023-04-01/2026-03-31", "2023-04-01", "2026-03-31"),
    ],
)
def test_a_period_is_parted_at_its_middle(text, first, last):
    found = halves(text)
    assert (found.first, found.last) == (first, last)


def test_what_names_one_day_or_a_length_is_no_period():
    for text in (
        "13/04/2024",
        "2023-04-01",
        "Apr-23",
        "2023",
        "12 months",
        "1+1",
        "TBC",
        "24/7 service",
    ):
        assert halves(text) is None, text


def test_a_column_of_periods_is_start_and_end_and_says_so(table, bring):
    staged, plan = bring(
        table(*grants("April 2023 to March 2024", "01/06/2023 - 31/05/2025", "12 months"))
    )
    assert days(staged) == (date(2023, 4, 1), date(2024, 3, 31))
    assert days(staged, 1) == (date(2023, 6, 1), date(2025, 5, 31))
    assert any("“Period of award” holds first and last days" in note for note in staged.notes)
    assert [problem.message for problem in staged.problems] == ["“12 months” is not a date."]
    contract = next(c for c in plan.contracts.values() if c.title == "Project 0")
    assert contract.current_end_on == date(2024, 3, 31)


def test_years_alone_are_asked_about(table, bring):
    rows = grants("2023-2026", "2024-26")
    staged, _ = bring(table(*rows))
    assert {q.id: q.taken for q in staged.questions}["period_years"] == "financial_years"
    assert days(staged) == (date(2023, 4, 1), date(2026, 3, 31))
    staged, _ = bring(table(*rows), answers={"period_years": "calendar_years"})
    assert days(staged, 1) == (date(2024, 1, 1), date(2026, 12, 31))


def test_a_column_of_periods_beside_days_of_its_own_is_left_as_it_is(table, bring):
    heads = (*HEADS, "Start date")
    rows = [(*row, "01/04/2023") for row in grants("April 2023 to March 2024", "May 2023 to May 2024")[1:]]  # fmt: skip
    staged, _ = bring(table(heads, *rows))
    assert len(staged.guesses) == len(heads)
