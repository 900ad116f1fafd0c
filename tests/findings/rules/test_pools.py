"""Rules about pools: a table of cases."""

import pytest

from commissionplanner.model.entities import Contribution, Pool
from tests.findings.build import Y26, Y27, cost, levels, plan_of, service

POOL = Pool(id="pool", name="Pool", contingency_ppm=100_000)


def put(amount_p, year=Y26):
    key = f"k-{year}"
    return Contribution(id=key, pool_id="pool", partner_id="council", year=year, amount_p=amount_p)


OUT = (POOL, service(), cost(pool_id="pool", amount_p=100_00))
LATER = cost(year=Y27, pool_id="pool", amount_p=100_00)

CASES = [
    ("POO-001", plan_of(*OUT, put(110_00), years=1), []),
    ("POO-001", plan_of(*OUT, put(109_99), years=1), ["problem"]),
    ("POO-001", plan_of(*OUT, put(110_01), years=1), ["advice"]),
    ("POO-001", plan_of(*OUT, LATER, put(110_00), put(109_99, Y27)), ["warning"]),
    ("POO-001", plan_of(*OUT, put(None), years=1), []),  # not known is not nil
    ("POO-001", plan_of(POOL, years=1), []),
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_pool_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
