"""What a plan rests on, at the boundary of each rule."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.model.entities import Decision, EvidenceItem, RoleHolder
from tests.findings.build import AS_AT, cost, levels, organisation, plan_of, service

SURE = {"links_confirmed_by": "Somebody", "links_confirmed_on": AS_AT}
SURE_COUNCIL, UNSURE, ICB = (
    organisation("council", **SURE),
    organisation("council"),
    organisation("icb"),
)
STUDY = EvidenceItem(id="e", title="Trial", service_ids=("s1",))
MUCH, LESS = cost(amount_p=500_000_00), cost(amount_p=499_999_99)


def lead(**said):
    return RoleHolder(id="r", role="accountable_lead", **said)


def decided(*agreed, affected=("council", "icb"), **said):
    usual = {"type": "approve", "organisation_id": "council", "affected_ids": affected}
    return Decision(id="d", subject="X", agreed_ids=agreed, **{**usual, **said})


def for_ages(*bands, services=()):
    plan = plan_of(*services)
    about = replace(plan.header, age_bands=bands)
    return plan.with_table("about", {about.id: about})


BABIES = service("s1", age_bands=("age_0_2",))
INFANCY = service("s1", age_bands=("age_0_2",), life_stages=("infancy",))
WHOLE = service("s1", age_bands=("age_0_2",), life_stages=("infancy", "birth"))

CASES = [
    ("EVI-001", plan_of(service(), cost()), ["advice"]),
    ("EVI-001", plan_of(service(), cost(), STUDY), []),
    ("EVI-001", plan_of(service(eif_evidence="2"), cost()), []),
    ("EVI-001", plan_of(service(eif_evidence="not_assessed"), cost()), ["advice"]),
    ("EVI-001", plan_of(service(statutory="statutory"), cost()), []),
    ("EVI-001", plan_of(service()), []),
    ("EVI-002", plan_of(service(eif_evidence="2+"), MUCH), ["advice"]),
    ("EVI-002", plan_of(service(eif_evidence="NE"), MUCH), ["warning"]),
    ("EVI-002", plan_of(service(eif_evidence="2+"), LESS), []),
    ("EVI-002", plan_of(service(eif_evidence="2"), MUCH), ["advice"]),
    ("EVI-002", plan_of(service(eif_evidence="NL2"), MUCH), ["advice"]),
    ("EVI-002", plan_of(service(eif_evidence="3"), MUCH), []),
    ("EVI-002", plan_of(service(), MUCH), []),
    ("LEA-001", plan_of(service(), cost()), ["warning"]),
    ("LEA-001", plan_of(service(lead_id="r"), cost(), lead()), []),
    ("LEA-001", plan_of(service(lead_id="r"), cost(), lead(end_on=AS_AT)), []),
    ("LEA-001", plan_of(service(lead_id="r"), cost(), lead(end_on=date(2026, 11, 22))),
     ["warning"]),
    ("LEA-001", plan_of(service(), cost(), lead(service_ids=("s1",))), []),
    ("GOV-001", plan_of(SURE_COUNCIL, ICB, decided("council")), ["warning"]),
    ("GOV-001", plan_of(UNSURE, ICB, decided("council")), ["note"]),
    ("GOV-001", plan_of(SURE_COUNCIL, ICB, decided("council", "icb")), []),
    ("GOV-001", plan_of(SURE_COUNCIL, ICB, decided(affected=("icb",))), []),
    ("GOV-001", plan_of(SURE_COUNCIL, ICB, decided(type="defer")), []),
    ("GOV-002", plan_of(service(statutory="statutory")), ["advice"]),
    ("GOV-002", plan_of(service(statutory="mixed", duty=" ")), ["advice"]),
    ("GOV-002", plan_of(service(statutory="statutory", duty="Childcare Act 2006")), []),
    ("GOV-002", plan_of(service(statutory="discretionary")), []),
    ("WRK-001", plan_of(service(trained_ppm=799_999)), ["advice"]),
    ("WRK-001", plan_of(service(trained_ppm=800_000)), []),
    ("WRK-001", plan_of(service(vacancy_ppm=100_000)), []),
    ("WRK-001", plan_of(service(vacancy_ppm=100_001)), ["advice"]),
    ("WRK-001", plan_of(service(trained_ppm=0, vacancy_ppm=100_001)), ["warning"]),
    ("WRK-001", plan_of(service(trained_ppm=800_000, vacancy_ppm=100_000)), []),
    ("WRK-001", plan_of(service()), []),
    ("AGE-001", for_ages("age_0_2", "age_2_5", services=[BABIES]), ["advice"]),
    ("AGE-001", for_ages("age_0_2", services=[BABIES]), []),
    ("AGE-001", for_ages("age_0_2", services=[INFANCY]), ["advice"]),
    ("AGE-001", for_ages("age_0_2", services=[WHOLE]), []),
    ("AGE-001", for_ages("age_0_2"), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_assurance_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
