"""What partners agreed of a fund: shares that make the whole, and terms recorded."""

import pytest

from commissionplanner.model.entities import (
    Agreement,
    BenefitLine,
    BenefitShare,
    Pool,
    RiskShare,
    RiskShareTerm,
)
from commissionplanner.model.vocab import vocabulary
from tests.findings.build import levels, plan_of

POOL = Pool(id="pool", name="Pool", basis="s75", fund_type="pooled")
RISK = RiskShare(id="risk", pool_id="pool")
TERMS = tuple(term.code for term in vocabulary("agreement_term").terms)


def shares(*ppm, **said):
    return [
        RiskShareTerm(id=f"t{n}-{said}", risk_share_id="risk", partner_id=f"p{n}", share_ppm=part,
                      **said)
        for n, part in enumerate(ppm)
    ]  # fmt: skip


def benefit(*ppm):
    rows = [BenefitShare(id=f"b{n}", benefit_id="b", share_ppm=p) for n, p in enumerate(ppm)]
    return [BenefitLine(id="b", name="B"), *rows]


def held(*terms, kind="section_75"):
    return Agreement(id="g", name="G", kind=kind, pool_ids=("pool",), terms_held=terms)


LOW, HIGH = {"band_from_ppm": 0, "band_to_ppm": 5}, {"band_from_ppm": 5}

CASES = [
    ("POO-002", plan_of(POOL, RISK, *shares(600_000, 400_000)), []),
    ("POO-002", plan_of(POOL, RISK, *shares(600_000, 399_999)), ["problem"]),
    ("POO-002", plan_of(POOL, RISK, *shares(600_000, None)), []),
    ("POO-002", plan_of(POOL, RISK, *shares(1_000_000, **LOW), *shares(10**6, **HIGH)), []),
    ("POO-002", plan_of(*benefit(500_000, 500_001)), ["problem"]),
    ("POO-002", plan_of(*benefit(500_000, 500_000)), []),
    ("POO-003", plan_of(POOL, held(*TERMS)), []),
    ("POO-003", plan_of(POOL, held(*TERMS[1:])), ["advice"]),
    ("POO-003", plan_of(POOL), ["advice"]),
    ("POO-003", plan_of(POOL, held(*TERMS, kind="memorandum")), ["advice"]),
    ("POO-003", plan_of(Pool(id="pool", name="Pool", basis="aligned")), []),
]


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_pool_terms_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
