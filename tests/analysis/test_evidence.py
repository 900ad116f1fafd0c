"""Money by how its evidence is recorded, preventive and reactive side by side."""

import pytest

from commissionplanner.analysis.evidence import split
from commissionplanner.analysis.index import index_of
from commissionplanner.findings import indicators
from commissionplanner.model.entities import EvidenceItem
from tests.findings.build import cost, plan_of, service


def held(key, amount_p, **said):
    return service(key, **said), cost(key, amount_p=amount_p)


NAMED = EvidenceItem(id="e", title="A study", kind="rct", service_ids=("named",))
PLAN = plan_of(
    *held("strong", 10, prevention_tier="primary", eif_evidence="3"),
    *held("bare", 30, prevention_tier="secondary", statutory="discretionary"),
    *held("named", 5, prevention_tier="primary", statutory="discretionary"),
    *held("early", 7, prevention_tier="reactive", eif_evidence="NE"),
    *held("law", 90, prevention_tier="reactive", statutory="statutory"),
    *held("open", 20, prevention_tier="tertiary"),
    *held("plain", 4, prevention_tier="enabling", statutory="mixed"),
    service("unpriced", prevention_tier="primary"),
    NAMED,
)  # fmt: skip


def test_each_pound_stands_once_with_what_it_is_for():
    found = split(index_of(PLAN))
    assert {k: v for k, v in found.amounts_p["preventive"].items() if v} == {
        "strong": 10, "none": 30, "item": 5,
    }  # fmt: skip
    assert {k: v for k, v in found.amounts_p["reactive"].items() if v} == {
        "early": 7, "law": 90, "open": 20,
    }  # fmt: skip
    assert found.total_p("other") == 4
    assert sum(found.total_p(group) for group in found.amounts_p) == 166
    assert found.unknown == 1


@pytest.mark.parametrize(("key", "value", "coverage"), [
    ("no_evidence", round(54 / 76 * 1e6), round(56 / 76 * 1e6)),
    ("no_evidence_preventive", round(30 / 45 * 1e6), 1_000_000),
    ("no_evidence_reactive", round(20 / 27 * 1e6), round(7 / 27 * 1e6)),
])  # fmt: skip
def test_duties_are_left_out_and_a_duty_not_recorded_lowers_the_coverage(key, value, coverage):
    found = next(i for i in indicators.of(PLAN) if i.id == key).measure
    assert (found.value, found.coverage_ppm) == (value, coverage)


def test_both_sides_are_said_together():
    found = next(i for i in indicators.of(PLAN) if i.id == "no_evidence")
    assert found.line().endswith("preventive 66.7%, reactive 74.1%")


@pytest.mark.parametrize(("kind", "share"), [("rct", 0), ("duty", 1_000_000), ("lever", 1_000_000)])
def test_a_law_or_a_lever_is_no_evidence(kind, share):
    item = EvidenceItem(id="e", title="Act", kind=kind, service_ids=("s1",))
    plan = plan_of(service(statutory="mixed"), cost(), item)
    found = next(i for i in indicators.of(plan) if i.id == "no_evidence").measure
    assert found.value == share
