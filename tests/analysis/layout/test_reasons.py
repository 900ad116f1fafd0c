"""Why a service is a silo, in words."""

from dataclasses import replace

from commissionplanner.analysis.layout.reasons import gravest_silo, silo_reasons
from commissionplanner.app.usecases.plans import sample_plan
from commissionplanner.model.entities import Link


def alone(plan):
    services = {k: replace(v, age_bands=("age_0_2",)) for k, v in plan.services.items()}
    services["visiting"] = replace(services["visiting"], lead_commissioner_id="trust")
    return plan.with_table("links", {}).with_table("services", services)


def test_it_says_who_holds_the_service_and_what_would_join_it(small_plan):
    reasons = silo_reasons(alone(small_plan), None, "portage")
    assert reasons.lines[0][1] == "Paid for, bought and run by Council"
    assert reasons.join_id == "visiting"
    assert "Joining it to Visiting" in reasons.foot


def test_a_link_not_confirmed_missing_is_not_claimed_to_be(small_plan):
    reasons = silo_reasons(alone(small_plan), None, "portage")
    assert "is recorded; nobody has confirmed" in reasons.lines[1][1]


def test_a_service_that_is_no_silo_has_no_reasons(small_plan):
    assert silo_reasons(small_plan, None, "visiting") is None


def test_the_gravest_silo_is_the_one_with_most_money(small_plan):
    assert gravest_silo(alone(small_plan), None) == "portage"


def test_without_a_silo_there_is_no_gravest(small_plan):
    assert gravest_silo(small_plan.with_table("services", {}), None) == ""


def test_drawing_the_link_that_is_proposed_ends_the_silo():
    plan = sample_plan("p")
    year = plan.header.first_year
    service_id = gravest_silo(plan, year)
    reasons = silo_reasons(plan, year, service_id)
    link = Link(
        id="new", from_table="services", from_id=service_id,
        to_table="services", to_id=reasons.join_id, kind="refers",
    )  # fmt: skip
    joined = plan.with_table("links", {**plan.links, "new": link})
    assert silo_reasons(joined, year, service_id) is None
