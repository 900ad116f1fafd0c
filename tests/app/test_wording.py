"""Values as people read them, and what they type read back."""

from datetime import date

import pytest

from commissionplanner.app.wording import (
    day_text,
    edit_text,
    rate_text,
    typed_value,
    value_text,
)
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import TABLES, Organisation
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

PLAN = Plan(organisations={"o": Organisation(id="o", name="Vale Trust", short_name="Vale")})


def _spec(table, name):
    return spec_by_name(TABLES[table].entity)[name]


@pytest.mark.parametrize(
    ("table", "name", "typed", "value"),
    [
        ("contracts", "annual_value_p", "£1.2m", 120_000_000),
        ("pools", "notice_months", "12 months", 12),
        ("contracts", "annual_value_p", "", None),
        ("contracts", "annual_value_p", "Not known", None),
        ("contracts", "start_on", "31/03/2027", date(2027, 3, 31)),
        ("contracts", "start_on", "1 Apr 2026", date(2026, 4, 1)),
        ("contracts", "break_clause", "yes", True),
        ("contracts", "notice_months", "6", 6),
        ("contracts", "provider_id", "vale trust", "o"),
        ("funding_streams", "end_year", "28/29", FinancialYear(2028)),
        ("pools", "contingency_ppm", "1.5%", 15_000),
        ("services", "staff_wte_milli", "12.5", 12_500),
        ("services", "statutory", "Statutory", "statutory"),
    ],
)
def test_what_is_typed_is_read_as_the_field_holds_it(table, name, typed, value):
    assert typed_value(PLAN, _spec(table, name), typed) == value


@pytest.mark.parametrize(
    ("table", "name", "typed"),
    [
        ("contracts", "annual_value_p", "TBC"),
        ("contracts", "start_on", "soon"),
        ("contracts", "start_on", "31/02/2027"),
        ("contracts", "notice_months", "2.5"),
        ("contracts", "provider_id", "Nobody"),
        ("services", "statutory", "perhaps"),
        ("pools", "contingency_ppm", "lots"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(table, name, typed):
    with pytest.raises(EditRefused, match=typed.split()[0]):
        typed_value(PLAN, _spec(table, name), typed)


def test_values_are_written_in_the_house_style():
    assert value_text(PLAN, _spec("contracts", "start_on"), date(2027, 3, 31)) == "31 Mar 2027"
    assert value_text(PLAN, _spec("contracts", "provider_id"), "o") == "Vale"
    assert value_text(PLAN, _spec("contracts", "annual_value_p"), 214_000_000, "k") == "2,140"
    assert day_text(None) == "Not known"
    assert rate_text(23_500) == "2.35%"


def test_a_calendar_year_has_no_thousands_separator():
    assert value_text(PLAN, _spec("evidence", "published_year"), 2018) == "2018"


def test_money_is_edited_exactly_and_in_pounds():
    spec = _spec("contracts", "annual_value_p")
    assert edit_text(PLAN, spec, 214_000_050) == "2,140,000.50"
    assert typed_value(PLAN, spec, edit_text(PLAN, spec, -214_000_000)) == -214_000_000
