"""Contracts on the calendar, at the boundary of each rule. The plans speak of 23 November 2026."""

from datetime import date

import pytest

from commissionplanner.model.entities import Payment, Pool, PoolService
from tests.findings.build import Y27, contract, cost, levels, organisation, plan_of, service

S = {"service_ids": ("s1",)}
OVER = contract(start_on=date(2026, 4, 1), current_end_on=date(2026, 9, 30), **S)
NEXT = contract("c2", start_on=date(2026, 10, 1), current_end_on=date(2027, 9, 30), **S)
COUNCIL = organisation("council")


def paid(day, contract_id="c1"):
    return Payment(id="p", contract_id=contract_id, paid_on=day, amount_p=5_00)


def ending(*days, value_p=100_00, **said):
    """Running contracts that end on these days."""
    return [
        contract(f"c{n}", current_end_on=day, annual_value_p=value_p, **said)
        for n, day in enumerate(days)
    ]


MAR, JUN, SEP = date(2027, 3, 31), date(2027, 6, 30), date(2027, 9, 30)
TOGETHER = ending(MAR, MAR, MAR)
APART = ending(MAR, JUN, SEP)
TWO = ending(MAR, MAR)
LARGE = contract("big", current_end_on=SEP, annual_value_p=900_01)
LARGER = contract("big", current_end_on=SEP, annual_value_p=900_00)
POOL = (Pool(id="pool", name="Pool"), PoolService(id="ps", pool_id="pool", service_id="s1"))

CASES = [
    ("CON-012", plan_of(OVER, paid(date(2026, 10, 1))), ["warning"]),
    ("CON-012", plan_of(OVER, paid(date(2026, 9, 30))), []),
    ("CON-012", plan_of(OVER, paid(date(2026, 10, 1), None)), []),
    ("CON-012", plan_of(OVER, service(), cost()), ["warning"]),
    ("CON-012", plan_of(OVER, NEXT, service(), cost()), []),
    ("CON-012", plan_of(OVER, service(), cost(year=Y27)), []),
    ("CON-012", plan_of(NEXT, service(), cost()), []),
    ("CON-012", plan_of(OVER, paid(date(2026, 11, 23))), ["warning"]),
    ("CON-012", plan_of(OVER, paid(date(2026, 11, 24))), []),  # after the day spoken of
    ("CON-012", plan_of(contract(current_end_on=date(2026, 11, 22)), paid(date(2026, 11, 23))),
     ["warning"]),
    ("CON-012", plan_of(contract(current_end_on=date(2026, 11, 23)), paid(date(2026, 11, 24))), []),
    ("CON-012", plan_of(contract(start_on=None, current_end_on=date(2026, 9, 30)),
                        paid(date(2026, 10, 1))), ["warning"]),  # no start: it ended all the same
    ("CON-012", plan_of(contract(days=0), paid(date(2026, 10, 1))), []),  # CON-002's
    ("CON-012", plan_of(contract(days=9, term_kind="rolling"), paid(date(2026, 10, 1))), []),
    ("CON-013", plan_of(contract(current_end_on=date(2027, 8, 24), notice_months=3)), []),
    ("CON-013", plan_of(contract(current_end_on=date(2030, 1, 1), review_on=date(2027, 5, 23))),
     ["warning"]),
    ("CON-013", plan_of(contract(current_end_on=date(2030, 1, 1), review_on=date(2027, 5, 24))),
     []),
    ("CON-013", plan_of(contract(current_end_on=date(2026, 11, 23))), ["warning"]),  # the last day
    ("CON-013", plan_of(contract(current_end_on=date(2026, 11, 22))), []),
    ("CON-013", plan_of(contract(current_end_on=date(2027, 5, 23))), ["warning"]),
    ("CON-013", plan_of(contract(current_end_on=date(2027, 5, 24))), []),
    ("CON-013", plan_of(contract(current_end_on=date(2027, 8, 23), notice_months=3)), ["warning"]),
    ("CON-013", plan_of(contract(current_end_on=date(2027, 1, 1), notice_months=6)), ["warning"]),
    ("CON-013", plan_of(contract(current_end_on=date(2030, 1, 1), review_on=date(2027, 1, 1))),
     ["warning"]),
    ("CON-013", plan_of(contract(days=30)), []),  # over already
    ("CON-013", plan_of(contract(term_kind="rolling")), []),
    ("CON-014", plan_of(COUNCIL, *TOGETHER), ["warning"]),
    ("CON-014", plan_of(COUNCIL, *APART), []),
    ("CON-014", plan_of(COUNCIL, *TWO), []),
    ("CON-014", plan_of(COUNCIL, *TOGETHER, LARGER), ["warning"]),  # exactly a quarter
    ("CON-014", plan_of(COUNCIL, *TOGETHER, LARGE), []),
    ("CON-014", plan_of(COUNCIL, *ending(MAR, MAR, MAR, **S), *POOL), ["warning", "warning"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_contract_date_rule(rule, plan, expected):
    assert levels(plan, rule) == expected


def test_a_notice_date_that_has_passed_is_said():
    from commissionplanner.findings import registry

    plan = plan_of(contract(current_end_on=date(2027, 1, 1), notice_months=6))
    [found] = registry.run(plan, {"CON-013"})
    assert found.title == "The notice date has passed"
