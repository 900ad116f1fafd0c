"""Rules about the records themselves: look-alikes, gaps and unread cells."""

import pytest

from commissionplanner.model.entities import FundingStream, Organisation
from tests.findings.build import contract, levels, organisation, plan_of, service

WHOLE = organisation("council")
BARE = Organisation(id="x", name="X")
HALF = contract(days=10, ref="1", provider_id="x", kind="grant")
ROLLS = contract(ref="1", provider_id="x", kind="grant", term_kind="rolling")


def two(one, other, **said):
    return plan_of(organisation("a", one, **said), organisation("b", other))


CASES = [
    ("DAT-001", two("Little Acorns Ltd", "LITTLE  ACORNS limited"), ["advice"]),
    ("DAT-001", two("Health & Care", "Health and care"), ["advice"]),
    ("DAT-001", two("Ward 1", "Ward 2"), []),  # digits must agree
    ("DAT-001", two("Children's services", "Children's services", parent_id="council"), []),
    ("DAT-001", plan_of(organisation("a", " "), organisation("b", " ")), []),
    ("DAT-001", plan_of(organisation("a", "One", ods_code="R1A"),
                        organisation("b", "Two", ods_code="r1a")), ["advice"]),
    ("DAT-001", plan_of(organisation("a", "One"), organisation("b", "Two")), []),
    ("DAT-001", plan_of(contract("a", ref="7"), contract("b", ref="7 ")), ["advice"]),
    ("DAT-001", plan_of(contract("a", ref="7"), contract("b", ref="8")), []),
    ("DAT-001", plan_of(contract("a", ref=""), contract("b", ref="")), []),
    ("DAT-001", plan_of(contract("a", ref="1", title="T", provider_id="x"),
                        contract("b", ref="2", title="t", provider_id="x")), ["advice"]),
    ("DAT-001", plan_of(service("a"), service("b")), []),
    ("DAT-004", plan_of(WHOLE), []),
    ("DAT-004", plan_of(BARE), ["advice"]),
    ("DAT-004", plan_of(HALF), []),
    ("DAT-004", plan_of(ROLLS), []),  # needs no end
    ("DAT-004", plan_of(contract(days=10, ref="1", provider_id="x", kind="grant",
                                 as_found=(("annual_value_p", "TBC"),))), ["warning"]),
    ("DAT-004", plan_of(FundingStream(id="f", name="F")), ["advice"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_data_rule(rule, plan, expected):
    assert levels(plan, rule) == expected


def test_records_alike_in_two_ways_are_found_once():
    same = {"ref": "7", "title": "T", "provider_id": "x", "days": 10}
    assert levels(plan_of(contract("a", **same), contract("b", **same)), "DAT-001") == ["advice"]
