"""Rules about links: absent is not the same as not recorded."""

import pytest

from commissionplanner.model.entities import Link
from tests.findings.build import AS_AT, Y26, cost, levels, organisation, plan_of, service, stream

SURE = {"links_confirmed_by": "Head of commissioning", "links_confirmed_on": AS_AT}
COUNCIL, UNSURE = organisation("council", **SURE), organisation("council")
PART, ICB = organisation("children", parent_id="council"), organisation("icb", sector="nhs")
OWN = {"provider_ids": ("children",)}
PAID = cost(payer_id="council")
GRANT = (stream(holder_id="icb"), cost(stream_id="grant"))


def link(one="services", key="s1", other="organisations", to="icb", **said):
    said = {"kind": "refers", "id": f"l-{key}-{to}"} | said
    return Link(from_table=one, from_id=key, to_table=other, to_id=to, **said)


def inward(inside, outside, body=COUNCIL):
    """A council whose services are run by itself, and by others."""
    others = [organisation(f"o{n}") for n in range(12)]
    run = [service(f"in{n}", provider_ids=("council",)) for n in range(inside)]
    run += [service(f"out{n}", provider_ids=(f"o{n}",)) for n in range(outside)]
    return plan_of(body, *others, *run)


CASES = [
    ("NET-001", plan_of(COUNCIL, PART, ICB, service(**OWN), PAID), ["warning"]),
    ("NET-001", plan_of(UNSURE, PART, ICB, service(**OWN), PAID), ["note"]),
    ("NET-001", plan_of(COUNCIL, PART, ICB, service(**OWN, is_sole_duty=True), PAID), []),
    ("NET-001", plan_of(COUNCIL, PART, ICB, service(**OWN), PAID, link()), []),
    (
        "NET-001",
        plan_of(COUNCIL, PART, ICB, service(**OWN), PAID, link(to="children")),
        ["warning"],
    ),
    ("NET-001", plan_of(COUNCIL, PART, ICB, service(**OWN), *GRANT), []),
    ("NET-001", plan_of(COUNCIL, PART, ICB, service(**OWN)), []),  # who funds it is not known
    ("NET-001", plan_of(COUNCIL, PART, service(provider_ids=()), PAID), []),
    ("NET-001", plan_of(COUNCIL, PART, ICB, service(provider_ids=("icb",)), PAID), []),
    ("NET-002", inward(3, 2), ["advice"]),
    ("NET-002", inward(3, 2, UNSURE), ["note"]),
    ("NET-002", inward(3, 1), []),  # four links are too few to say
    ("NET-002", inward(3, 3), []),
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_network_rule(rule, plan, expected):
    assert levels(plan, rule) == expected


def test_a_note_of_what_is_not_recorded_says_so_and_whom_to_ask():
    from commissionplanner.findings import registry

    plan = plan_of(UNSURE, PART, ICB, service(**OWN), PAID, first=Y26)
    [found] = registry.run(plan, {"NET-001"})
    assert "not recorded" in found.title
    assert found.facts["Whom to ask"] == "Council"
