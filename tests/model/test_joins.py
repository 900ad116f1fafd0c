"""What follows from a few records and must be read alike everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.model import joins
from commissionplanner.model.entities import Allocation, FundingStream, Organisation, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear(2026)


def _table(*records):
    return {record.id: record for record in records}


PLACE = Plan(
    organisations=_table(
        Organisation(id="council", name="Council", is_partner=True),
        Organisation(id="children", name="Children", parent_id="council"),
        Organisation(id="icb", name="ICB", is_partner=True),
        Organisation(id="state", name="State"),
    ),
    funding_streams=_table(
        FundingStream(id="grant", payer_id="state", holder_id="council", confirmed_to_year=YEAR),
        FundingStream(id="s256", payer_id="icb", holder_id="children"),
        FundingStream(id="open", payer_id="icb"),
    ),
)


def _row(stream, year=YEAR, **more):
    return Allocation(id="a", stream_id=stream, year=year, **more)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcde")), max_size=6))
def test_the_whole_body_is_found_whatever_parents_say(pairs):
    rows = {key: Organisation(id=key, name=key, parent_id=parent) for key, parent in pairs}
    plan = Plan(organisations=rows)
    for key in rows:
        assert joins.top(plan, joins.top(plan, key)) == joins.top(plan, key)


@pytest.mark.parametrize(
    ("row", "moved"),
    [
        (_row("grant"), False),
        (_row("s256"), True),  # to a directorate of another partner
        (_row("open"), False),  # nobody is said to hold it
        (_row("open", recipient_id="council"), True),
        (_row("open", recipient_id="icb"), False),
        (_row(None, recipient_id="council"), False),
    ],
)
def test_money_between_two_partners_is_a_transfer(row, moved):
    assert joins.is_transfer(PLACE, row) is moved


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        (_row("grant", certainty="assumed"), "assumed"),
        (_row("grant"), "confirmed"),
        (_row("grant", YEAR.plus(1)), None),
        (_row("open"), None),
    ],
)
def test_certainty_is_as_said_else_confirmed_up_to_the_stream_s_year(row, sure):
    assert joins.certainty_of(PLACE, row) == sure


def test_the_least_sure_of_several_counts_and_what_is_not_said_does_not():
    assert joins.least_sure(("confirmed", None, "indicative")) == "indicative"
    assert joins.least_sure((None, "")) is None


@pytest.mark.parametrize(
    ("measures", "chosen"),
    [
        (("budget", "forecast", "actual", None), ("budget", None)),
        (("forecast", "actual"), ("forecast",)),
        (("actual",), ("actual",)),
    ],
)
def test_planned_costs_are_of_one_measure(measures, chosen):
    costs = (
        ServiceCost(id=str(n), service_id="s", year=YEAR, measure=measure)
        for n, measure in enumerate(measures)
    )
    [lines] = joins.planned_costs(Plan(service_costs=_table(*costs))).values()
    assert tuple(line.measure for line in lines) == chosen
