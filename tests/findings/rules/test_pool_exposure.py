"""Overspends against caps. The fund spends £100, so that 20% over is £20."""

import pytest

from commissionplanner.model.entities import Contribution, Pool, RiskShare, RiskShareTerm
from tests.findings.build import Y26, cost, levels, plan_of, service

POOL = Pool(id="pool", name="Pool", host_id="a")
SPENT = (service(), cost(pool_id="pool", amount_p=100_00))
PUT = [
    Contribution(id=key, pool_id="pool", partner_id=key, year=Y26, amount_p=50_00) for key in "ab"
]


def shared(method, cap_p=None, **said):
    """A plan whose partner a has this cap, by this method."""
    risk = RiskShare(id="r", pool_id="pool", method_over=method, method_under=method, **said)
    terms = [
        RiskShareTerm(id=key, risk_share_id="r", partner_id=key, share_ppm=500_000,
                      cap_kind="amount" if cap else None, cap_p=cap)
        for key, cap in (("a", cap_p), ("b", None))
    ]  # fmt: skip
    return plan_of(POOL, *SPENT, *PUT, risk, *terms, years=1)


CASES = [
    ("POO-004", shared("proportional", 9_99), ["warning"]),
    ("POO-004", shared("proportional", 10_00), []),
    ("POO-004", shared("proportional"), []),
    ("POO-004", shared("capped", 9_99, residual_bearer_id="a"), ["warning"]),
    ("POO-004", shared("capped", 9_99, residual_bearer_id="b"), ["advice"]),
    ("POO-004", shared("capped", 10_00, residual_bearer_id="b"), []),
    ("POO-004", plan_of(POOL, *SPENT, *PUT, years=1), []),  # no risk share recorded
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_pool_exposure_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
