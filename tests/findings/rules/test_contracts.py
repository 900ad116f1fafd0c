"""Rules about contracts: a table of cases, each at the boundary."""

from datetime import date

import pytest

from commissionplanner.findings import registry
from commissionplanner.findings.base import LEVELS
from tests.findings.build import (
    Y26,
    Y27,
    allocation,
    contract,
    cost,
    levels,
    plan_of,
    service,
    stream,
)

S = {"service_ids": ("s1",)}
CONTRACT_RULES = {rule.id for rule in registry.rules() if rule.family == "Contracts"}
ROLLING = {"term_kind": "rolling"}


def terms(*spans, **said):
    """Contracts one after another: pairs of first and last day."""
    said = {"provider_id": "provider"} | said
    return [
        contract(f"c{n}", start_on=start, current_end_on=end, **said)
        for n, (start, end) in enumerate(spans)
    ]


YEAR = [(date(y, 4, 1), date(y + 1, 3, 31)) for y in range(2022, 2027)]
LATE = [YEAR[3], (date(2026, 5, 2), date(2027, 3, 31))]  # 31 days between
TOO_LATE = [YEAR[3], (date(2026, 5, 3), date(2027, 3, 31))]

CASES = [
    ("CON-001", plan_of(contract(days=None)), ["warning"]),
    ("CON-001", plan_of(contract(days=10)), []),
    ("CON-001", plan_of(contract(**ROLLING)), []),
    ("CON-001", plan_of(contract(initial_end_on=date(2027, 1, 1))), []),
    ("CON-002", plan_of(contract(days=0)), ["problem"]),
    ("CON-002", plan_of(contract(days=1)), []),
    ("CON-002", plan_of(contract(days=None)), []),
    ("CON-003", plan_of(contract(total_value_p=None)), ["warning"]),
    ("CON-003", plan_of(contract(total_value_p=0)), []),
    ("CON-003", plan_of(contract(total_value_p=None, annual_value_p=1)), []),
    ("CON-010", plan_of(contract(days=1)), ["note"]),
    ("CON-010", plan_of(contract(days=89)), ["note"]),
    ("CON-010", plan_of(contract(days=90)), ["advice"]),
    ("CON-010", plan_of(contract(days=329, **S), service(), cost(year=Y27)), ["advice"]),
    ("CON-010", plan_of(contract(days=330, **S), service(), cost(year=Y27)), ["warning"]),
    ("CON-010", plan_of(contract(days=365, **S), service(), cost(amount_p=None, year=Y27)),
     ["advice"]),
    ("CON-010", plan_of(contract(days=365, **S), service(end_on=date(2027, 4, 1))), ["warning"]),
    ("CON-010", plan_of(contract(days=365, **S), service(end_on=date(2027, 3, 31))), ["advice"]),
    ("CON-010", plan_of(contract(days=365, **S), contract("c2", days=800, **S), service()),
     ["warning"]),
    ("CON-010", plan_of(contract(days=365)), ["advice"]),
    ("CON-010", plan_of(contract(days=89, **S), service(), cost(year=Y27)), ["note"]),
    ("CON-010", plan_of(contract(days=90, **S), service(), cost(year=Y27)), ["advice"]),
    ("CON-010", plan_of(contract(days=330, **S), service()), ["advice"]),
    ("CON-010", plan_of(contract(days=365, **S), service(), cost(year=Y27)), ["warning"]),
    ("CON-010", plan_of(contract(days=366, **S), service(), cost(year=Y27.plus(1))), ["warning"]),
    ("CON-010", plan_of(contract(days=367, **S), service(), cost(year=Y27.plus(1))), []),
    ("CON-010", plan_of(contract(start_on=date(2026, 4, 1), current_end_on=date(2027, 4, 1))),
     ["advice"]),  # 366 days, both counted
    ("CON-010", plan_of(contract(start_on=date(2026, 4, 1), current_end_on=date(2027, 4, 2))), []),
    ("CON-010", plan_of(contract(start_on=date(2027, 4, 1), current_end_on=date(2028, 3, 31))),
     ["advice"]),  # a leap year
    ("CON-010", plan_of(contract(days=365, **S), service(), cost(year=Y27, amount_p=0)),
     ["advice"]),  # nil is planned: it does not go on
    ("CON-010", plan_of(contract(days=365, **S), service(), cost(year=Y27, amount_p=1)),
     ["warning"]),
    ("CON-010", plan_of(contract(days=367)), []),
    ("CON-010", plan_of(contract(days=365, **ROLLING)), []),
    ("CON-010", plan_of(contract(days=0)), []),
    ("CON-010", plan_of(contract(days=None)), []),
    ("CON-011", plan_of(*terms(YEAR[3], YEAR[4], **S)), ["warning"]),
    ("CON-011", plan_of(*terms(*LATE, **S)), ["warning"]),
    ("CON-011", plan_of(*terms(*TOO_LATE, **S)), []),
    ("CON-011", plan_of(*terms(*YEAR[1:], **S)), ["problem"]),
    ("CON-011", plan_of(*terms(*YEAR[2:], **S)), ["warning"]),
    ("CON-011", plan_of(*terms(YEAR[3], YEAR[3], **S)), []),  # side by side, not in a row
    ("CON-011", plan_of(*terms(YEAR[3], YEAR[4], provider_id=None, **S)), []),
    ("CON-011", plan_of(*terms(YEAR[3], YEAR[4], title="Advice 2025/26")), ["advice"]),
    ("CON-011", plan_of(*terms(YEAR[3], YEAR[4], title="")), []),
    ("CON-011", plan_of(contract(extensions_taken=2, initial_end_on=date(2026, 3, 31),
                                 current_end_on=date(2028, 3, 31))), ["warning"]),
    ("CON-011", plan_of(contract(extensions_taken=1, initial_end_on=date(2026, 3, 31),
                                 current_end_on=date(2027, 3, 31))), []),
    ("CON-011", plan_of(contract(extensions_taken=2, initial_end_on=date(2026, 3, 31),
                                 current_end_on=date(2029, 3, 31))), []),
    ("CON-011", plan_of(contract(extensions_taken=2, initial_end_on=date(2026, 3, 31),
                                 current_end_on=date(2028, 4, 1))), ["warning"]),  # 732 days
    ("CON-011", plan_of(contract(extensions_taken=2, initial_end_on=date(2026, 3, 31),
                                 current_end_on=date(2028, 4, 2))), []),
    ("CON-011", plan_of(contract(extensions_taken=2, initial_end_on=date(2026, 3, 31),
                                 current_end_on=date(2026, 3, 31))), []),  # not moved
    ("CON-011", plan_of(*terms(YEAR[3], (date(2026, 4, 1), date(2027, 4, 1)), **S)), ["warning"]),
    ("CON-011", plan_of(*terms(YEAR[3], (date(2026, 4, 1), date(2027, 4, 2)), **S)), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_contract_rule(rule, plan, expected):
    assert levels(plan, rule) == expected


AFTER = Y27.plus(1)
AHEAD = [allocation(year=year) for year in (Y26, Y27, AFTER)]
LATER = [allocation(), *(allocation(year=year, certainty="indicative") for year in (Y27, AFTER))]
SETTINGS = {
    "nothing recorded of the money": (),
    "a stream without later money": (stream(), allocation()),
    "confirmed for all years": (stream(), *AHEAD),
    "indicative later": (stream(), *LATER),
}


@pytest.mark.parametrize("money", SETTINGS.values(), ids=SETTINGS)
@pytest.mark.parametrize("goes_on", [True, False])
def test_no_rule_of_contracts_judges_three_years_worse_than_one(money, goes_on):
    later = (cost(year=Y27),) if goes_on else ()
    worst = {}
    for days in (365, 1095):
        held = contract(days=days, stream_ids=("grant",), **S)
        plan = plan_of(held, service(), cost(), *later, *money, years=3)
        found = [f for f in registry.run(plan, CONTRACT_RULES) if f.table == "contracts"]
        worst[days] = min((LEVELS.index(f.level) for f in found), default=len(LEVELS))
    assert worst[1095] >= worst[365]


def test_a_longer_term_never_has_a_worse_level_than_a_shorter_one():
    order = ["warning", "advice", "note", None]
    plans = [plan_of(contract(days=days, **S), service(), cost(year=Y27)) for days in (365, 1095)]
    short, long = ((levels(plan, "CON-010") or [None])[0] for plan in plans)
    assert order.index(long) >= order.index(short)
