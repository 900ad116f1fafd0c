"""What a map's web page says of things and links, in each view."""

import pytest

from commissionplanner.analysis.layout.views import content
from commissionplanner.io.export.page_words import link_words, thing_words
from commissionplanner.model.entities import Link, Organisation, Service, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

YEAR = FinancialYear.parse("2026/27")


def by_id(*records):
    return {record.id: record for record in records}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Plan(
        organisations=by_id(Organisation(id="council", name="Council"),
                            Organisation(id="trust", name="Trust")),
        services=by_id(
            Service(id="s", name="Visiting", provider_ids=("trust",), life_stages=("birth",),
                    lead_commissioner_id="council"),
            Service(id="t", name="Play", provider_ids=("council",), lead_commissioner_id="council"),
        ),
        service_costs=by_id(
            ServiceCost(id="c", service_id="s", year=YEAR, payer_id="council", amount_p=400_00),
        ),
        links=by_id(Link(id="l", from_table="services", from_id="s", to_table="services",
                         to_id="t", kind="refers")),
    )  # fmt: skip


def said(plan, view):
    made = content(plan, view, YEAR, "provider")
    return thing_words(made), link_words(made)


def test_stages_of_the_pathway_are_no_organisations_and_have_no_money(plan):
    things, _ = said(plan, "pathway")
    stages = [one for one in things if one["id"].startswith("c")]
    assert {one["kind"] for one in stages} == {"Stage of life", "Services beneath the stages"}
    assert all("Money" not in dict(one["lines"]) for one in stages)


def test_a_hand_off_of_the_pathway_is_between_bodies(plan):
    _, links = said(plan, "pathway")
    assert [one["name"] for one in links] == ["Trust to Council: no agreement is recorded"]


def test_money_leads_from_place_to_place_and_says_pounds_to_the_penny(plan):
    _, links = said(plan, "money")
    assert all("services" not in one["name"] for one in links)
    assert all(("", "£400") in one["lines"] or ("", "£400.00") in one["lines"] for one in links)


def test_an_organisation_in_the_network_is_no_funding_stream(plan):
    things, _ = said(plan, "network")
    hubs = [one for one in things if one["id"].startswith("m") and one["name"] == "Council"]
    assert [one["kind"] for one in hubs] == ["Organisation"]
