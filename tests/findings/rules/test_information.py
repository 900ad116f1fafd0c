"""Sharing information, at the boundary of each rule."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.model.entities import Agreement, Link, System
from tests.findings.build import AS_AT, levels, organisation, plan_of, service

SURE = {"links_confirmed_by": "Somebody", "links_confirmed_on": AS_AT}
BODIES = organisation("a", **SURE), organisation("b")
PAIR = service("s1", provider_ids=("a",)), service("s2", provider_ids=("b",))
REFERS = Link(id="l", from_table="services", from_id="s1", to_table="services", to_id="s2",
              kind="refers")  # fmt: skip
SAID_NONE = replace(REFERS, has_no_agreement=True)
ALL = (*BODIES, *PAIR, REFERS)


def sharing(**said):
    usual = {"name": "S", "kind": "information_sharing", "party_ids": ("a", "b"),
             "signed_on": date(2025, 1, 1)}  # fmt: skip
    return Agreement(id="g", **{**usual, **said})


def systems(mine, theirs):
    return (
        System(id="x", name="X", standards=mine, service_ids=("s1",)),
        System(id="y", name="Y", standards=theirs, service_ids=("s2",)),
    )


ONE = System(id="x", name="X", service_ids=("s1", "s2"))

CASES = [
    ("INF-001", plan_of(*ALL), ["warning"]),
    ("INF-001", plan_of(organisation("a"), BODIES[1], *PAIR, REFERS), ["note"]),
    ("INF-001", plan_of(organisation("a"), BODIES[1], *PAIR, SAID_NONE), ["warning"]),
    ("INF-001", plan_of(*ALL, sharing()), []),
    ("INF-001", plan_of(*ALL, sharing(end_on=AS_AT)), []),
    ("INF-001", plan_of(*ALL, sharing(end_on=date(2026, 11, 22))), ["warning"]),
    ("INF-001", plan_of(*ALL, sharing(signed_on=None)), ["warning"]),
    ("INF-001", plan_of(*ALL, sharing(party_ids=("a", "c"))), ["warning"]),
    ("INF-001", plan_of(*BODIES, PAIR[0], service("s2", provider_ids=("a",)), REFERS), []),
    ("INF-001", plan_of(*BODIES, PAIR[0], service("s2", provider_ids=()), REFERS), []),
    ("INF-002", plan_of(sharing(end_on=date(2026, 11, 22))), ["warning"]),
    ("INF-002", plan_of(sharing(review_on=date(2026, 11, 22))), ["advice"]),
    ("INF-002", plan_of(sharing(end_on=AS_AT, review_on=AS_AT)), []),
    ("INF-002", plan_of(sharing()), []),
    ("INF-003", plan_of(*ALL, *systems(("csv",), ("csv",))), ["advice"]),
    ("INF-003", plan_of(*ALL, *systems(("fhir", "csv"), ("fhir",))), []),
    ("INF-003", plan_of(*ALL, *systems(("fhir",), ("api",))), ["advice"]),
    ("INF-003", plan_of(*ALL, ONE), []),
    ("INF-003", plan_of(*ALL), []),  # which systems is not known
    ("INF-003", plan_of(*ALL, *systems((), ()), sharing(interoperability="2")), []),
    ("INF-003", plan_of(*ALL, *systems((), ()), sharing(interoperability="1")), ["advice"]),
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_information_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
