"""One-click fixes: each closes its finding, and none is offered where a figure would be wrong."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.findings import registry
from commissionplanner.findings.fixes import fix_of
from commissionplanner.model.changes import apply
from commissionplanner.model.years import FinancialYear
from tests.findings.build import contract, cost, plan_of, service

ENDS = date(2027, 3, 31)
LATEST = date(2030, 3, 31)
YEAR = contract(
    current_end_on=ENDS, max_end_on=LATEST, annual_value_p=100_00, total_value_p=None,
    service_ids=("s1",), extensions_available=2, extensions_taken=1,
)  # fmt: skip
AFTER = (service(), cost(year=FinancialYear(2027)))

CASES = [
    ("CON-010", YEAR),
    ("CON-013", YEAR),
    ("CON-001", contract(current_end_on=None)),
    ("DAT-006", contract(days=800, title="Framework for therapies", total_value_p=100_000_000)),
]


def _found(plan, rule):
    return [f for f in registry.run(plan, [rule]) if f.status == "open"]


@pytest.mark.parametrize(("rule", "held"), CASES)
def test_a_fix_closes_its_finding(rule, held):
    plan = plan_of(held, *AFTER)
    (finding,) = _found(plan, rule)
    fix = fix_of(plan, finding)
    assert not _found(apply(plan, fix.edit.changes(plan)), rule)


def test_extending_counts_the_options_taken_up():
    plan = plan_of(YEAR, *AFTER)
    fix = fix_of(plan, _found(plan, "CON-010")[0])
    after = apply(plan, fix.edit.changes(plan)).contracts["c1"]
    assert (after.current_end_on, after.extensions_available, after.extensions_taken) == (
        LATEST,
        0,
        3,
    )


@pytest.mark.parametrize(
    "said",
    [
        {"max_end_on": None},
        {"max_end_on": ENDS},
        {"extensions_available": 0},
        {"annual_value_p": None, "total_value_p": 100_00},
        {"total_value_p": 100_00},
    ],
)
def test_no_extension_is_offered_where_there_is_none_or_a_value_would_be_wrong(said):
    plan = plan_of(replace(YEAR, **said), *AFTER)
    assert fix_of(plan, _found(plan, "CON-010")[0]) is None


def test_what_is_accepted_is_not_fixed():
    plan = plan_of(YEAR, *AFTER)
    assert fix_of(plan, replace(_found(plan, "CON-010")[0], status="accepted")) is None
