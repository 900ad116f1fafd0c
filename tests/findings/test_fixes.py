"""One-click fixes: each closes its finding, and none is offered where a figure would be wrong."""

from dataclasses import replace
from datetime import date

import pytest

from commissionplanner.app.document import Document
from commissionplanner.findings import registry
from commissionplanner.findings.fixes import fix_of
from commissionplanner.model.changes import apply
from commissionplanner.model.entities import TABLES, Agreement, Decision, Person, RoleHolder
from commissionplanner.model.years import FinancialYear
from tests.findings.build import (
    AS_AT,
    Y26,
    Y27,
    allocation,
    contract,
    cost,
    organisation,
    plan_of,
    service,
    stream,
)

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

G = {"stream_id": "grant"}
S = service()
PAID = (cost(payer_id="council", amount_p=60_000_00), cost(payer_id="icb", amount_p=90_000_00))
BODIES = organisation("council"), organisation("icb")
SURE = organisation("council", links_confirmed_by="A", links_confirmed_on=AS_AT)
LEAD = (
    RoleHolder(id="r", role="accountable_lead", person_id="p", organisation_ids=("council",)),
    Person(id="p", name="Ann Example"),
)
SHARING = Agreement(id="g", kind="information_sharing", review_on=date(2026, 11, 22))
DECISION = Decision(
    id="d", type="approve", organisation_id="council", affected_ids=("council", "icb"),
    agreed_ids=("council",),
)  # fmt: skip
TERMS = [
    contract(key, start_on=date(year, 4, 1), current_end_on=date(year + 1, 3, 31),
             provider_id="x", service_ids=("s1",), annual_value_p=1, total_value_p=None,
             max_end_on=LATEST)
    for key, year in (("c1", 2025), ("c2", 2026))
]  # fmt: skip
AGES = replace(plan_of().header, age_bands=("age_0_2", "age_2_5"))


def _quarters(*amounts_p):
    return [cost(amount_p=p, key=f"q{n}") for n, p in enumerate(amounts_p)]


MORE_CASES = [
    ("CON-002", (contract(start_on=ENDS, current_end_on=date(2026, 4, 1)),)),
    ("CON-002", (contract(start_on=ENDS, current_end_on=date(2026, 4, 1),
                          initial_end_on=date(2026, 4, 1)),)),
    ("CON-011", TERMS),
    ("CON-012", (contract(current_end_on=date(2026, 9, 30), service_ids=("s1",)), S, cost())),
    ("FUN-003", (S, stream(recurrence="one_off"), cost(is_recurrent=True, **G))),
    ("FUN-005", (S, stream(end_year=Y26), cost(**G), cost(year=Y27))),
    ("FUN-008", (S, *BODIES, *PAID)),
    ("NET-001", (SURE, organisation("icb"), service(provider_ids=("council",)),
                 cost(payer_id="council"))),
    ("LEA-001", (S, cost(), organisation("council"), *LEAD)),
    ("INF-002", (SHARING,)),
    ("GOV-001", (SURE, organisation("icb"), DECISION)),
    ("AGE-001", (AGES, service(age_bands=("age_0_2",)))),
    ("DAT-001", (organisation("a", "Little Acorns Ltd"), organisation("b", "Little Acorns"))),
    ("DAT-002", (S, cost(amount_p=100), cost(year=Y27, amount_p=1000))),
    ("DAT-002", (S, cost(amount_p=100), cost(year=Y27, amount_p=10_000))),
    ("DAT-002", (S, cost(amount_p=1000), cost(year=Y27, amount_p=100))),
    ("DAT-002", (stream(), allocation(amount_p=100), allocation(year=Y27, amount_p=1000))),
    ("DAT-003", (S, *_quarters(100, 205, 310, 400))),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "records"), MORE_CASES)
def test_one_click_closes_the_finding_and_undo_brings_all_back(rule, records):
    plan = plan_of(*records)
    (finding,) = _found(plan, rule)
    fix = fix_of(plan, finding)
    assert fix.label
    assert fix.says.endswith(".")
    document = Document(plan)
    document.do(fix.edit)
    assert not _found(document.plan, rule)
    document.undo()
    assert {f: getattr(document.plan, f) for f in TABLES} == {f: getattr(plan, f) for f in TABLES}


NO_FIX = [
    ("CON-002", (contract(start_on=ENDS, current_end_on=date(2026, 4, 1),
                          initial_end_on=date(2026, 5, 1)),)),  # which day is wrong is not plain
    ("FUN-005", (S, stream(end_year=Y26), stream("b", end_year=Y26), cost(**G),
                 cost(stream_id="b"), cost(year=Y27))),
    ("FUN-008", (service(lead_commissioner_id=None), *BODIES, *PAID)),
    ("LEA-001", (S, cost(), organisation("council"), *LEAD, replace(LEAD[0], id="r2"))),
    ("LEA-001", (S, cost(), organisation("council"), replace(LEAD[0], end_on=date(2026, 1, 1)),
                 LEAD[1])),
    ("INF-002", (replace(SHARING, end_on=date(2026, 11, 22)),)),
    ("AGE-001", (replace(AGES, age_bands=("age_2_5",)), service(age_bands=("age_0_2",)))),
    ("DAT-001", (contract("a", ref="7"), contract("b", ref="7", total_value_p=1))),
    ("DAT-001", tuple(organisation(key, "Little Acorns") for key in "abc")),
    ("DAT-002", (S, cost(amount_p=100), cost(year=Y27, amount_p=1001))),
    ("WRK-001", (service(trained_ppm=0),)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "records"), NO_FIX)
def test_none_is_offered_where_more_than_one_fact_decides(rule, records):
    plan = plan_of(*records)
    (finding,) = _found(plan, rule)
    assert fix_of(plan, finding) is None


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
    assert fix_of(plan, _found(plan, "CON-010")[0]._replace(status="accepted")) is None
