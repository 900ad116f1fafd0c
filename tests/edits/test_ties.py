"""Ties drawn between two things: which are legal, and what each makes of the plan."""

import pytest

from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.ties import DrawTie, Tie, ties
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import (
    About,
    FundingStream,
    Link,
    Organisation,
    Pool,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear.parse("2026/27")
COUNCIL, TRUST = ("organisations", "council"), ("organisations", "trust")
TEAM = ("organisations", "team")
PORTAGE, VISITING = ("services", "portage"), ("services", "visiting")
BASE, POOL = ("funding_streams", "base"), ("pools", "pool")


def by_id(*records):
    return {record.id: record for record in records}


@pytest.fixture
def plan():
    return Plan(
        about=by_id(About(id="plan", title="Small", first_year=YEAR, year_count=5)),
        organisations=by_id(
            Organisation(id="council", name="Council"),
            Organisation(id="team", name="Team", parent_id="council"),
            Organisation(id="trust", name="Trust"),
        ),
        services=by_id(
            Service(id="portage", name="Portage", lead_commissioner_id="council",
                    provider_ids=("council",)),
            Service(id="visiting", name="Visiting"),
        ),
        funding_streams=by_id(FundingStream(id="base", name="Base", holder_id="team")),
        pools=by_id(Pool(id="pool", name="Pool")),
    )  # fmt: skip


def drawn(plan, kind, one, other, amount_p=None, year=YEAR):
    return apply(plan, DrawTie(Tie(kind, one, other), "new", amount_p, year).changes(plan))


def kinds(plan, one, other):
    return [(tie.kind, tie.source) for tie in ties(plan, one, other)]


def test_two_services_may_refer_both_ways_and_share_once(plan):
    assert kinds(plan, PORTAGE, VISITING) == [
        ("refers", PORTAGE), ("shares_information", PORTAGE), ("shares_staff", PORTAGE),
        ("refers", VISITING),
    ]  # fmt: skip


def test_an_organisation_funds_commissions_and_provides_a_service(plan):
    expected = [("funds", TRUST), ("commissions", TRUST), ("provides", TRUST)]
    assert kinds(plan, TRUST, PORTAGE) == expected
    assert kinds(plan, PORTAGE, TRUST) == expected


@pytest.mark.parametrize(("one", "other"), [(BASE, BASE), (POOL, POOL), (PORTAGE, PORTAGE)])
def test_nothing_is_offered_where_nothing_is_legal(plan, one, other):
    assert ties(plan, one, other) == ()


def test_what_the_plan_says_already_is_not_offered(plan):
    assert ("provides", COUNCIL) not in kinds(plan, COUNCIL, PORTAGE)
    plan = drawn(plan, "shares_information", PORTAGE, VISITING)
    assert "shares_information" not in [kind for kind, _ in kinds(plan, VISITING, PORTAGE)]
    with pytest.raises(EditRefused, match="says so already"):
        drawn(plan, "shares_information", VISITING, PORTAGE)


def test_money_from_an_organisation_to_a_service_is_a_cost(plan):
    (cost,) = drawn(plan, "funds", TRUST, PORTAGE, 120_000_000).service_costs.values()
    assert (cost.service_id, cost.payer_id, cost.amount_p) == ("portage", "trust", 120_000_000)
    assert (cost.year, cost.measure, cost.certainty) == (YEAR, "budget", None)


@pytest.mark.parametrize(("source", "field"), [(BASE, "stream_id"), (POOL, "pool_id")])
def test_money_from_a_stream_or_fund_to_a_service_is_a_cost_met_from_it(plan, source, field):
    (cost,) = drawn(plan, "funds", source, PORTAGE, 5).service_costs.values()
    assert getattr(cost, field) == source[1]
    assert cost.payer_id is None


def test_money_to_a_stream_is_an_allocation_and_names_the_payer(plan):
    after = drawn(plan, "funds", TRUST, BASE, 700)
    (made,) = after.allocations.values()
    assert (made.stream_id, made.recipient_id, made.amount_p) == ("base", "team", 700)
    assert after.funding_streams["base"].payer_id == "trust"
    assert ties(after, COUNCIL, BASE) == ()


def test_money_to_a_fund_is_a_contribution_of_the_whole_body_which_becomes_a_partner(plan):
    after = drawn(plan, "funds", BASE, POOL, 300)
    (made,) = after.contributions.values()
    assert (made.partner_id, made.stream_id, made.amount_p) == ("council", "base", 300)
    assert [m.organisation_id for m in after.pool_members.values()] == ["council"]


def test_a_cost_drawn_is_of_the_measure_that_the_others_of_the_year_are_of(plan):
    """A budget line beside forecasts would alone be the service's cost, and hide them."""
    held = ServiceCost(id="c", service_id="portage", year=YEAR, payer_id="council", amount_p=900,
                       measure="forecast")  # fmt: skip
    plan = plan.with_table("service_costs", {"c": held})
    assert drawn(plan, "funds", TRUST, PORTAGE, 5).service_costs["new"].measure == "forecast"


def test_the_same_money_twice_in_a_year_is_refused(plan):
    after = drawn(plan, "funds", TRUST, PORTAGE, 5)
    with pytest.raises(EditRefused, match="2026/27 already"):
        DrawTie(Tie("funds", TRUST, PORTAGE), "other", 6, YEAR).changes(after)
    assert DrawTie(Tie("funds", TRUST, PORTAGE), "other", 6, YEAR.plus(1)).changes(after)


@pytest.mark.parametrize("amount_p", [None, 0, -5])
def test_money_needs_an_amount_above_nought(plan, amount_p):
    with pytest.raises(EditRefused, match="above nought"):
        drawn(plan, "funds", TRUST, PORTAGE, amount_p)


def test_a_directorate_commissions_as_part_of_its_body(plan):
    service = drawn(plan, "commissions", TEAM, VISITING).services["visiting"]
    assert (service.lead_commissioner_id, service.directorate_id) == ("council", "team")
    joint = drawn(plan, "commissions", TRUST, PORTAGE).services["portage"]
    assert (joint.lead_commissioner_id, joint.other_commissioner_ids) == ("council", ("trust",))


def test_the_label_says_what_was_drawn(plan):
    link = DrawTie(Tie("refers", PORTAGE, VISITING), "new").changes(plan)
    assert link.label == "Draw hand-off from “Portage” to “Visiting”"
    money = DrawTie(Tie("funds", TRUST, PORTAGE), "new", 120_000_000, YEAR).changes(plan)
    assert money.label == "Draw money from “Trust” to “Portage”, £1,200,000.00"


def test_it_says_which_record_it_makes(plan):
    assert Tie("funds", TRUST, PORTAGE).makes(plan) == "Adds a cost to Portage, paid from Trust."
    assert Tie("funds", TRUST, BASE).makes(plan) == "Adds an allocation from Trust to Base."
    assert Tie("refers", PORTAGE, VISITING).makes(plan).startswith("Records that Portage refers")


def test_a_link_is_recorded_as_drawn(plan):
    (link,) = drawn(plan, "sits_on", TRUST, COUNCIL).links.values()
    expected = Link(id="new", kind="sits_on", from_table="organisations", from_id="trust",
                    to_table="organisations", to_id="council")  # fmt: skip
    assert link == expected
