"""The Evidence and Core offer sheets: the figures of the page, live, and what is withheld."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from commissionplanner.app.usecases.export import content_of
from commissionplanner.io.export.workbook import workbook
from commissionplanner.model.entities import EvidenceItem
from tests.findings.build import contract, cost, organisation, plan_of, service

BODIES = organisation("council", ons_code="E06000001", is_partner=True), organisation("provider")
PLAN = plan_of(
    *BODIES,
    service("good", prevention_tier="primary", eif_evidence="4", core_offer=("infant_feeding",)),
    cost("good", amount_p=300_00, payer_id="council"),
    contract(service_ids=("good",), days=730),
    service("bare", prevention_tier="primary", statutory="discretionary"),
    cost("bare", amount_p=100_00),
    service("law", prevention_tier="reactive", statutory="statutory"),
    cost("law", amount_p=900_00),
    EvidenceItem(id="e", title="Days", kind="report", service_ids=("good",),
                 library_id="first-1000-days"),
)  # fmt: skip


def sheet(plan, name, audience="partners"):
    made = workbook(content_of(plan, audience=audience))
    return openpyxl.load_workbook(BytesIO(made), data_only=True)[name]


def row(page, word, column=1):
    return next(
        [c.value for c in line] for line in page.iter_rows() if line[column - 1].value == word
    )


def test_money_stands_by_evidence_with_what_the_law_requires_apart():
    page = sheet(PLAN, "Evidence")
    assert row(page, "Rated 3 or higher")[1:4] == [300, 0, 0]
    assert row(page, "Required by law, no evidence named")[1:4] == [0, 900, 0]
    assert row(page, "In all")[1:4] == [400, 900, 0]
    share = row(page, "No evidence recorded, of what the law does not require")
    assert share[1:4] == [0.25, "Not known", "Not known"]


def test_an_item_of_the_library_carries_its_citation():
    found = row(sheet(PLAN, "Evidence"), "Days")
    assert found[6].startswith("House of Commons")
    assert found[7] == "Read in the document"


def test_every_line_of_the_offer_stands_there_with_who_and_to_when():
    page = sheet(PLAN, "Core offer")
    found = row(page, "Infant feeding", 2)
    assert found[2:6] == ["Provider, funder and end date recorded", "good", "Provider", "Council"]
    assert found[7] == "committed term"
    assert row(page, "Midwifery", 2)[2:4] == ["Nobody recorded", "Nobody recorded"]
    assert row(page, "Nobody recorded")[1] == 17


@pytest.mark.parametrize(
    ("audience", "said"), [("my_organisation", "good"), ("public", "Withheld")]
)
def test_a_service_is_named_only_to_those_who_may_see_it(audience, said):
    hidden = replace(PLAN.services["good"], audience="partners")
    plan = PLAN.with_table("services", {**PLAN.services, "good": hidden})
    assert row(sheet(plan, "Core offer", audience), "Infant feeding", 2)[3] == said
