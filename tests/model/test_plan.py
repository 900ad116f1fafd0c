"""What a plan says of itself: its year, and the same plan as at another day."""

from datetime import date

import pytest

from commissionplanner.model.entities import About
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


def _plan(as_at_on=None, first=None):
    year = first and FinancialYear(first)
    return Plan(about={"p": About(id="p", as_at_on=as_at_on, first_year=year)})


@pytest.mark.parametrize(
    ("plan", "year"),
    [
        (_plan(date(2027, 5, 1), 2026), 2027),
        (_plan(date(2025, 5, 1), 2026), 2026),  # not one of the years planned
        (_plan(None, 2026), 2026),
        (_plan(date(2025, 5, 1)), 2025),
    ],
)
def test_a_plan_speaks_of_the_year_of_its_as_at_date_if_that_is_planned(plan, year):
    assert plan.year == FinancialYear(year)


def test_another_day_changes_nothing_else():
    plan = _plan(date(2026, 4, 1), 2026)
    assert plan.at(None) is plan
    assert plan.at(date(2027, 4, 1)) == _plan(date(2027, 4, 1), 2026)
