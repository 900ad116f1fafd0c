"""A contract's term beside its funding: three levels, and when nothing is said."""

from datetime import date

import pytest

from tests.findings.build import Y26, Y27, allocation, contract, cost, levels, plan_of, stream

G = {"stream_ids": ("grant",)}
TWO_YEARS = {"days": 730, **G}
ENDING = stream(end_year=Y26)
BOTH = (allocation(), allocation(year=Y27))

CASES = [
    (plan_of(contract(**TWO_YEARS), ENDING, allocation()), ["problem"]),
    (plan_of(contract(**TWO_YEARS, break_clause=True), ENDING, allocation()), ["note"]),
    (plan_of(contract(**TWO_YEARS, funding_clause=True), ENDING, allocation()), ["note"]),
    (plan_of(contract(**TWO_YEARS), stream(end_year=Y26, is_open_ended=True), allocation()),
     ["advice"]),
    (plan_of(contract(days=365, **G), ENDING, allocation()), []),
    (plan_of(contract(**TWO_YEARS), stream(), *BOTH), []),
    (plan_of(contract(**TWO_YEARS), stream(), allocation(),
             allocation(year=Y27, certainty="indicative")), ["note"]),
    (plan_of(contract(**TWO_YEARS), stream(), allocation(),
             allocation(year=Y27, amount_p=50_00), cost(year=Y27, stream_id="grant")), ["problem"]),
    (plan_of(contract(**TWO_YEARS), stream(), allocation(),
             allocation(year=Y27, amount_p=50_00)), []),
    (plan_of(contract(**TWO_YEARS), stream(), allocation()), ["advice"]),
    (plan_of(contract(days=365), stream(), allocation()), ["advice"]),
    (plan_of(contract(days=365)), []),  # no stream in the plan: nothing to lay beside it
    (plan_of(contract(start_on=date(2024, 1, 1), days=90), stream()), []),  # over
    (plan_of(contract(**TWO_YEARS, value_kind="framework_ceiling"), ENDING), []),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "expected"), CASES)
def test_beyond_funding(plan, expected):
    assert levels(plan, "CON-016") == expected
