"""Pathways: services twice and hand-offs to nowhere."""

from datetime import date

import pytest

from commissionplanner.model.entities import Link
from tests.findings.build import AS_AT, cost, levels, organisation, plan_of, service

SAME = {"age_bands": ("age_0_2",), "outcome_area": "Speech", "area": "Town"}
TWICE = service("s1", **SAME), service("s2", lead_commissioner_id="icb", **SAME)


SURE = organisation("provider", links_confirmed_by="Somebody", links_confirmed_on=AS_AT)


def refers(to_id="s2", to_table="services"):
    return Link(id="l", from_table="services", from_id="s1", to_table=to_table, to_id=to_id,
                kind="refers")  # fmt: skip


def other(**said):
    return service("s2", lead_commissioner_id="icb", **{**SAME, **said})


CASES = [
    ("NET-004", plan_of(*TWICE), ["advice"]),
    ("NET-004", plan_of(*TWICE, refers()), []),
    ("NET-004", plan_of(TWICE[0], service("s2", **SAME)), []),
    ("NET-004", plan_of(TWICE[0], other(area="City")), []),
    ("NET-004", plan_of(TWICE[0], other(area="")), []),
    ("NET-004", plan_of(TWICE[0], other(prevention_tier="primary")), []),
    ("NET-004", plan_of(TWICE[0], other(other_commissioner_ids=("council",))), []),
    ("NET-004", plan_of(TWICE[0], other(end_on=date(2026, 11, 22))), []),
    ("NET-004", plan_of(TWICE[0], other(end_on=date(2026, 11, 23))), ["advice"]),
    ("NET-004", plan_of(*TWICE, cost("s1", pool_id="p"), cost("s2", pool_id="p")), []),
    ("NET-004", plan_of(*TWICE, cost("s1", pool_id="p"), cost("s2", pool_id="q")), ["advice"]),
    ("NET-006", plan_of(*TWICE, refers()), []),
    ("NET-006", plan_of(SURE, *TWICE, refers("")), ["warning"]),
    ("NET-006", plan_of(*TWICE, refers("")), ["note"]),
    ("NET-006", plan_of(SURE, *TWICE, refers("s3")), ["warning"]),
    ("NET-006", plan_of(SURE, *TWICE, refers("s2", "elsewhere")), ["warning"]),
    ("NET-006", plan_of(TWICE[0], other(end_on=date(2026, 11, 22)), refers()), ["warning"]),
    ("NET-006", plan_of(TWICE[0], other(end_on=date(2026, 11, 23)), refers()), []),
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_pathway_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
