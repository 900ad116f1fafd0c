"""The facts of network and information rules are in pounds too, each service's once."""

from datetime import date

import pytest

from commissionplanner.findings import registry
from commissionplanner.findings.base import RULES
from commissionplanner.model.entities import (
    Agreement,
    Boundary,
    BoundaryMember,
    Link,
    Population,
    RoleHolder,
    System,
)
from tests.findings.build import AS_AT, Y26, cost, organisation, plan_of, service

SURE = {"links_confirmed_by": "Somebody", "links_confirmed_on": AS_AT, "is_partner": True}
A, B, C, D = (organisation(key, **SURE) for key in "abcd")


def found(plan, rule):
    registry.rules()
    return list(registry.run_rule(plan, RULES[rule]))


def tie(one, other):
    return Link(id=one + other, from_table="organisations", from_id=one,
                to_table="organisations", to_id=other, kind="sits_on")  # fmt: skip


def held(key, lead, run, amount_p=100_00, **said):
    """A service with its cost."""
    made = service(key, lead_commissioner_id=lead, provider_ids=(run,), **said)
    return made, cost(key, payer_id=lead, amount_p=amount_p)


def test_an_inward_body_says_what_of_its_pounds_lies_on_links_inside():
    own = [each for n in range(4) for each in held(f"s{n}", "a", "a")]
    plan = plan_of(A, B, *own, *held("s9", "a", "b", 50_00))
    [one] = found(plan, "NET-002")
    pounds = one.facts["Its services’ planned pounds"]
    assert pounds == "£50.00 on links outside, £400.00 inside"
    assert one.amount_p == 450_00


def test_partners_without_joint_work_say_what_serves_the_same_people():
    same = {"age_bands": ("age_0_2",), "area": "Town"}
    plan = plan_of(A, B, *held("s1", "a", "a", **same), *held("s2", "b", "b", 30_00, **same),
                   *held("s3", "a", "a", age_bands=("age_65_plus",), area="Town"))  # fmt: skip
    [one] = found(plan, "NET-003")
    assert one.facts["For the same people"] == "2 services, £130.00 a year"


def test_a_single_body_says_the_pounds_of_those_cut_off_once():
    others = [organisation(f"o{n}") for n in range(4)]
    plan = plan_of(A, *others, *(tie("a", f"o{n}") for n in range(4)),
                   *held("s1", "o0", "o1", 70_00))  # fmt: skip
    assert found(plan, "NET-005") == []  # o0 and o1 are tied: two others are cut off
    plan = plan_of(A, *others, organisation("o4"), *(tie("a", f"o{n}") for n in range(5)),
                   *held("s1", "o2", "a", 70_00))  # fmt: skip
    [one] = found(plan, "NET-005")
    assert one.facts["Without it"] == "4 bodies cut off from the rest"
    assert one.level == "advice"


def joint(**said):
    return RoleHolder(id="post", role="joint_commissioner", organisation_ids=("a", "b"), **said)


def test_a_joint_post_that_alone_joins_bodies_is_a_single_point():
    parts = [tie("a", "c"), tie("b", "d")]
    [one] = found(plan_of(A, B, C, D, *parts, joint()), "NET-005")
    assert (one.table, one.title, one.level) == (
        "role_holders",
        "All depends on one post",
        "advice",
    )
    unsure = organisation("b", is_partner=True)
    [one] = found(plan_of(A, unsure, C, D, *parts, joint()), "NET-005")
    assert (one.level, one.facts["Whom to ask"]) == ("note", "B")
    assert found(plan_of(A, B, C, D, *parts, tie("c", "d"), joint()), "NET-005") == []


@pytest.mark.parametrize(("day", "count"), [(date(2026, 11, 22), 0), (AS_AT, 1)])
def test_a_post_counts_to_its_last_day(day, count):
    plan = plan_of(A, B, C, D, tie("a", "c"), tie("b", "d"), joint(end_on=day))
    assert len(found(plan, "NET-005")) == count


def test_areas_that_do_not_match_say_the_pounds_of_services_of_both():
    areas = [Boundary(id="x", name="X", geometry_codes=("E1",)),
             Boundary(id="y", name="Y", geometry_codes=("E1", "E2"))]  # fmt: skip
    members = [BoundaryMember(id="m1", boundary_id="x", organisation_id="a"),
               BoundaryMember(id="m2", boundary_id="y", organisation_id="b")]  # fmt: skip
    people = [Population(id=code, area=code, age_band="age_0_2", year=Y26, people=100)
              for code in ("E1", "E2")]  # fmt: skip
    plan = plan_of(A, B, *areas, *members, *people, *held("s1", "a", "b", 80_00))
    [one] = found(plan, "NET-007")
    assert one.facts["Services of both"] == "£80.00 a year planned"


HAND_OFF = Link(id="l", from_table="services", from_id="s1", to_table="services", to_id="s2",
                kind="refers")  # fmt: skip


@pytest.mark.parametrize("rule", ["INF-001", "INF-003"])
def test_a_hand_off_says_what_both_services_are_planned_to_cost(rule):
    apart = [System(id=f"y{n}", name=f"Y{n}", service_ids=(f"s{n}",)) for n in (1, 2)]
    plan = plan_of(A, B, *held("s1", "a", "a"), *held("s2", "b", "b", 20_00), HAND_OFF, *apart)
    [one] = found(plan, rule)
    assert one.facts["Planned for the services"] == "£120.00 a year"


def test_an_expired_agreement_says_what_its_services_are_planned_to_cost():
    agreement = Agreement(id="g", name="G", kind="information_sharing", party_ids=("a", "b"),
                          end_on=date(2026, 1, 1), service_ids=("s1", "s1"))  # fmt: skip
    [one] = found(plan_of(A, B, *held("s1", "a", "b"), agreement), "INF-002")
    assert one.facts["Planned for the services"] == "£100.00 a year"


def test_a_hand_off_to_nowhere_says_what_its_service_is_planned_to_cost():
    nowhere = Link(id="l", from_table="services", from_id="s1", kind="refers", to_table="services",
                   to_id="")  # fmt: skip
    [one] = found(plan_of(A, *held("s1", "a", "a"), nowhere), "NET-006")
    assert one.facts["Planned for it"] == "£100.00 a year"


def test_what_is_not_known_in_pounds_is_left_out_and_not_nought():
    plan = plan_of(A, B, service("s1", provider_ids=("a",)), service("s2", provider_ids=("b",)),
                   HAND_OFF)  # fmt: skip
    [one] = found(plan, "INF-001")
    assert "Planned for the services" not in one.facts
    assert one.amount_p is None
