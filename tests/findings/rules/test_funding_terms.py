"""The terms of money, at the boundary of each rule."""

from dataclasses import replace

import pytest

from commissionplanner.model.entities import (
    BenefitLine,
    BenefitShare,
    Contribution,
    Pool,
    PoolService,
)
from tests.findings.build import Y26, Y27, Y28, cost, levels, organisation, plan_of, service, stream

G = {"stream_id": "grant"}
S = service()
FENCED = stream(ring_fence="ring_fenced", eligible_service_ids=("s2",))
POOLED, ALIGNED = Pool(id="p", name="P", fund_type="pooled"), Pool(id="p", fund_type="aligned")
PUT = Contribution(id="k", pool_id="p", partner_id="council", stream_id="grant", year=Y26)
DSG = stream(legal_basis="s14_education", poolable="align_only")
AGREED = replace(
    PUT, pooling_basis="Regulations 2026, schedule 2", forum_reference="12 May 2026, 7"
)
SCHOOLS = PoolService(id="ps", pool_id="p", service_id="s1", in_schools_budget=True)
BODIES = organisation("council"), organisation("icb")
BENEFIT = BenefitLine(id="b", service_id="s1", name="B")


def gains(council_ppm):
    shares = {"council": council_ppm, "icb": 1_000_000 - council_ppm}
    return [
        BenefitShare(id=key, benefit_id="b", organisation_id=key, share_ppm=ppm)
        for key, ppm in shares.items()
    ]


def prevention(*shares_ppm):
    """A plan whose prevention share is this in each year."""
    rows = [service("a", prevention_tier="primary"), service("b", prevention_tier="reactive")]
    for n, ppm in enumerate(shares_ppm):
        rows += [cost("a", Y26.plus(n), ppm), cost("b", Y26.plus(n), 1_000_000 - ppm)]
    return plan_of(*rows)


PAID = cost(payer_id="council")

CASES = [
    ("FUN-003", plan_of(S, stream(recurrence="fixed_term"), cost(is_recurrent=True, **G)),
     ["warning"]),
    ("FUN-003", plan_of(S, stream(recurrence="one_off"), cost(is_recurrent=True, **G)),
     ["warning"]),
    ("FUN-003", plan_of(S, stream(recurrence="recurrent"), cost(is_recurrent=True, **G)), []),
    ("FUN-003", plan_of(S, stream(recurrence="fixed_term"), cost(is_recurrent=False, **G)), []),
    ("FUN-003", plan_of(S, stream(recurrence="fixed_term"), cost(**G)), []),
    ("FUN-004", plan_of(S, FENCED, cost(**G)), ["problem"]),
    ("FUN-004", plan_of(service("s2"), FENCED, cost("s2", **G)), []),
    ("FUN-004", plan_of(S, stream(ring_fence="ring_fenced"), cost(**G)), []),
    ("FUN-004", plan_of(S, stream(ring_fence="none", eligible_service_ids=("s2",)), cost(**G)), []),
    ("FUN-004", plan_of(POOLED, PUT, stream(poolable="no")), ["problem"]),
    ("FUN-004", plan_of(POOLED, PUT, stream(poolable="align_only")), ["problem"]),
    ("FUN-004", plan_of(ALIGNED, PUT, stream(poolable="align_only")), []),
    ("FUN-004", plan_of(POOLED, PUT, stream(poolable="s75")), []),
    ("FUN-004", plan_of(POOLED, PUT, stream(legal_basis="s14_education")), ["problem"]),
    ("FUN-004", plan_of(POOLED, PUT, stream(name="DSG early years block")), ["problem"]),
    ("FUN-004", plan_of(ALIGNED, PUT, stream(name="DSG early years block")), []),
    ("FUN-004", plan_of(POOLED, PUT, stream(name="DSG transfer", poolable="s10")), []),
    ("FUN-004", plan_of(POOLED, PUT, stream(legal_basis="s14_education", poolable="s10")),
     ["problem"]),
    ("FUN-004", plan_of(S, POOLED, AGREED, DSG, SCHOOLS, cost(pool_id="p", **G)), []),
    ("FUN-004", plan_of(S, POOLED, AGREED, DSG, cost(pool_id="p", **G)), ["problem"]),
    ("FUN-004", plan_of(S, POOLED, AGREED, DSG, SCHOOLS), ["problem"]),
    ("FUN-004", plan_of(S, POOLED, replace(AGREED, forum_reference=" "), DSG, SCHOOLS,
                        cost(pool_id="p", **G)), ["problem"]),
    ("FUN-004", plan_of(S, POOLED, replace(AGREED, pooling_basis=""), DSG, SCHOOLS,
                        cost(pool_id="p", **G)), ["problem"]),
    ("FUN-005", plan_of(S, stream(end_year=Y26), cost(**G), cost(year=Y27)), ["warning"]),
    ("FUN-005", plan_of(S, stream(end_year=Y27), cost(**G), cost(year=Y27)), []),
    ("FUN-005", plan_of(service(end_on=Y28.first_day), stream(end_year=Y27), cost(**G)),
     ["warning"]),
    ("FUN-005", plan_of(service(end_on=Y27.last_day), stream(end_year=Y27), cost(**G)), []),
    ("FUN-005", plan_of(S, stream(end_year=Y26, is_open_ended=True), cost(**G), cost(year=Y27)),
     []),
    ("FUN-006", prevention(300_000, 290_000), ["warning"]),
    ("FUN-006", prevention(300_000, 290_001), []),
    ("FUN-006", prevention(300_000, 100_000, 300_000), []),
    ("FUN-006", prevention(300_000), []),
    ("FUN-007", plan_of(*BODIES, S, PAID, BENEFIT, *gains(500_000)), ["advice"]),
    ("FUN-007", plan_of(*BODIES, S, PAID, BENEFIT, *gains(500_001)), []),
    ("FUN-007", plan_of(*BODIES, S, BENEFIT, *gains(0)), []),  # who pays is not known
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_funding_terms_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
