"""The rule about what marks single persons."""

import pytest

from commissionplanner.findings import registry
from tests.findings.build import contract, levels, plan_of


def named(title, **said):
    return plan_of(contract(title=title, **said))


CASES = [
    ("DAT-008", named("Placement, born 03/02/2026"), ["warning"]),
    ("DAT-008", named("Spot purchase, baby J.S."), ["warning"]),
    ("DAT-008", named("Invoice QQ123456C"), []),  # Q begins no number in use
    ("DAT-008", named("Worker AB 12 34 56 C"), ["warning"]),
    ("DAT-008", named("Ask jo@example.org"), ["warning"]),
    ("DAT-008", named("NHS number 943 476 5919"), ["warning"]),
    ("DAT-008", named("Order 9434765919, from 3/4/2019, info@nhs.net"), []),
    ("DAT-008", named("Child development centre, 2026"), []),
    ("DAT-008", named("Born to Play, Baby PE and Child A&E"), []),
    ("DAT-008", named("T", as_found=(("start_on", "DOB 3/4/2019"),)), ["warning"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_personal_rule(rule, plan, expected):
    assert levels(plan, rule) == expected


def test_the_finding_does_not_repeat_what_it_found():
    [found] = registry.run(named("Placement, born 03/02/2026, AB123456C"), {"DAT-008"})
    said = " ".join(found.facts.values())
    assert "03/02" not in said
    assert "AB123456C" not in said


def test_one_marked_record_is_found_among_many_with_the_same_words():
    marked = contract("c250", title="Placement, born 03/02/2026")
    many = [contract(f"c{n}", title="Short breaks") for n in range(250)]
    found = registry.run(plan_of(*many, marked, contract("twin", title=marked.title)), {"DAT-008"})
    assert {f.key for f in found} == {"c250", "twin"}
