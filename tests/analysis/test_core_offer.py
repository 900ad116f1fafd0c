"""The lines of the core offer: who provides, who pays, to when, or nobody recorded."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.analysis.core_offer import core_offer, proposals
from commissionplanner.analysis.nations import nations
from commissionplanner.findings import indicators
from tests.findings.build import Y27, contract, cost, organisation, plan_of, service

BODIES = organisation("council", ons_code="E06000001", is_partner=True), organisation("provider")
FEEDING = service("feed", core_offer=("infant_feeding",))
PAID = cost("feed", payer_id="council", certainty="confirmed")
LASTS = contract(service_ids=("feed",), days=730)


def row(plan, code="infant_feeding"):
    return next(each for each in core_offer(plan) if each.line.code == code)


@pytest.mark.parametrize(("records", "state"), [
    ((FEEDING, PAID, LASTS), "whole"),
    ((FEEDING, PAID), "whole"),
    ((FEEDING, cost("feed", payer_id="council")), "part"),
    ((FEEDING, LASTS), "part"),
    ((replace(FEEDING, provider_ids=()), PAID), "part"),
    ((FEEDING, PAID, contract(service_ids=("feed",), days=30)), "ended"),
    ((service("feed"), PAID, LASTS), "not_recorded"),
])  # fmt: skip
def test_a_line_is_whole_with_a_provider_a_funder_and_an_end(records, state):
    assert row(plan_of(*BODIES, *records)).state == state


def test_the_committed_term_comes_before_confirmed_money():
    assert row(plan_of(*BODIES, FEEDING, PAID, LASTS)).latest.basis == "committed term"
    later = cost("feed", Y27, payer_id="council", certainty="indicative")
    found = row(plan_of(*BODIES, FEEDING, PAID, later)).latest
    assert (found.to, found.basis) == (date(2027, 3, 31), "confirmed money")
    sure = replace(later, certainty="confirmed")
    assert row(plan_of(*BODIES, FEEDING, PAID, sure)).latest.to == Y27.last_day


def test_a_line_that_nobody_provides_is_known_and_one_with_nobody_recorded_is_not():
    plan = plan_of(*BODIES, FEEDING, PAID, LASTS)
    about = replace(plan.header, core_offer_gaps=("attachment",))
    plan = plan.with_table("about", {about.id: about})
    assert row(plan, "attachment").state == "nobody"
    assert row(plan, "midwifery").state == "not_recorded"
    found = next(i for i in indicators.of(plan) if i.id == "core_offer").measure
    assert (found.value, found.items) == (500_000, 1)
    assert found.coverage_ppm == round(2_000_000 / 18)


def test_nothing_linked_is_not_known_and_never_nil():
    found = next(i for i in indicators.of(plan_of(*BODIES, service())) if i.id == "core_offer")
    assert (found.measure.value, found.measure.coverage_ppm) == (None, 0)


def test_a_plan_for_other_ages_has_no_lines():
    plan = plan_of(*BODIES)
    about = replace(plan.header, age_bands=("age_65_plus",))
    assert core_offer(plan.with_table("about", {about.id: about})) == ()


@pytest.mark.parametrize(("body", "found", "line"), [
    ({"ons_code": "S12000036"}, ("scotland",), "scotland_27_months"),
    ({"ons_code": "W06000015"}, ("wales",), "wales_contacts"),
    ({"type": "hsc_trust"}, ("northern_ireland",), "ni_contacts"),
    ({"type": "icb"}, ("england",), "hv_two_years"),
])  # fmt: skip
def test_only_the_reviews_of_the_plans_nations_are_listed(body, found, line):
    plan = plan_of(organisation("body", is_partner=True, **body))
    assert nations(plan) == found
    reviews = [r.line.code for r in core_offer(plan) if r.line.nations]
    assert line in reviews
    assert all(set(r.line.nations) & set(found) for r in core_offer(plan) if r.line.nations)


def test_where_no_body_says_its_nation_all_are_listed():
    codes = {r.line.code for r in core_offer(plan_of(organisation("provider")))}
    assert {"hv_two_years", "scotland_27_months", "wales_contacts", "ni_contacts"} <= codes


def test_services_are_proposed_by_name_then_by_description_and_never_linked_by_themselves():
    by_name = service("a")
    by_name = replace(by_name, name="Breastfeeding support")
    by_word = replace(service("b"), name="Milk", description="Help with infant feeding")
    plan = plan_of(*BODIES, by_name, by_word)
    assert [s.id for s in proposals(plan, row(plan))] == ["a"]
    assert [s.id for s in proposals(plan_of(*BODIES, by_word), row(plan))] == ["b"]
    assert row(plan).provided == ()


def test_a_past_service_is_not_named_where_another_goes_on():
    gone = service("gone", core_offer=("infant_feeding",), provider_ids=("old",))
    past = contract("c2", service_ids=("gone",), days=30)
    found = row(plan_of(*BODIES, organisation("old"), FEEDING, PAID, LASTS, gone, past))
    assert (found.state, found.providers) == ("whole", ("provider",))
