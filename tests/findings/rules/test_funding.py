"""Rules about money: a table of cases."""

import pytest

from commissionplanner.model.entities import Agreement, Contribution, Pool, PoolService
from tests.findings.build import (
    Y26,
    Y27,
    allocation,
    cost,
    levels,
    organisation,
    plan_of,
    service,
    stream,
)

S = service()
G = {"stream_id": "grant"}
BOTH = (stream(), allocation(), allocation(year=Y27))
SPLIT = (cost(payer_id="council", amount_p=60_000_00), cost(payer_id="icb", amount_p=40_000_00))
SMALL = (cost(payer_id="council", amount_p=60_000_00), cost(payer_id="icb", amount_p=39_999_99))
PART = organisation("children", parent_id="council")
WITHIN = (
    cost(payer_id="council", amount_p=60_000_00),
    cost(payer_id="children", amount_p=90_000_00),
)
POOL = (Pool(id="pool", name="Pool"), PoolService(id="ps", pool_id="pool", service_id="s1"))
LEAD = Agreement(id="g", name="Lead", kind="lead", service_ids=("s1",))
ISA = Agreement(id="g", name="Sharing", kind="information_sharing", service_ids=("s1",))
ORGS = (organisation("council"), organisation("icb"), PART)
STREAMS = (
    stream("a"), cost(stream_id="a", amount_p=60_000_00),
    stream("b", holder_id="children"), cost(stream_id="b", amount_p=60_000_00),
)  # fmt: skip
PUT_IN = Contribution(id="k", pool_id="pool", partner_id="council", stream_id="grant", year=Y26,
                      amount_p=60_00)  # fmt: skip

CASES = [
    ("FUN-001", plan_of(S, *BOTH, cost(**G), cost(year=Y27, **G)), []),
    ("FUN-001", plan_of(S, *BOTH, cost(**G), cost(year=Y27, amount_p=100_00, **G)), []),
    ("FUN-001", plan_of(S, *BOTH, cost(**G), cost(year=Y27, amount_p=100_01, **G)), ["problem"]),
    ("FUN-001", plan_of(S, stream(), allocation(), cost(**G), cost(year=Y27, **G)), ["warning"]),
    ("FUN-001", plan_of(S, *BOTH, cost(**G)), ["warning"]),  # no cost in the second year
    ("FUN-001", plan_of(S, *BOTH, cost(is_recurrent=False, **G)), []),
    ("FUN-001", plan_of(service(end_on=Y26.last_day), *BOTH, cost(**G)), []),
    ("FUN-001", plan_of(S, stream(), allocation(certainty="assumed"), cost(**G), years=1),
     ["advice"]),
    ("FUN-001", plan_of(S, stream(), allocation(certainty="indicative"), cost(**G), years=1),
     ["note"]),
    ("FUN-001", plan_of(S, cost(payer_id="council"), years=1), ["advice"]),
    ("FUN-001", plan_of(S, cost(payer_id="council", certainty="confirmed"), years=1), []),
    ("FUN-001", plan_of(S, cost(), years=1), ["warning"]),
    ("FUN-001", plan_of(S, cost(pool_id="pool"), years=1), []),
    ("FUN-001", plan_of(S), []),
    ("FUN-001", plan_of(S, cost(year=Y26.plus(-5), payer_id="council")), []),  # old accounts
    ("FUN-002", plan_of(*BOTH, cost(**G)), []),
    ("FUN-002", plan_of(*BOTH, cost(amount_p=100_01, **G)), ["problem"]),
    ("FUN-002", plan_of(stream(), allocation(certainty="indicative"), cost(amount_p=101_00, **G)),
     ["warning"]),
    ("FUN-002", plan_of(*BOTH, cost(amount_p=50_00, **G), PUT_IN), ["problem"]),
    ("FUN-002", plan_of(*BOTH, cost(amount_p=40_00, **G), PUT_IN), []),
    ("FUN-002", plan_of(stream(), cost(**G)), []),  # nothing recorded: FUN-001's
    ("FUN-008", plan_of(S, *ORGS, *SPLIT), ["advice"]),
    ("FUN-008", plan_of(S, *ORGS, *SMALL), []),
    ("FUN-008", plan_of(S, *ORGS, *STREAMS), []),  # two streams, one funder
    ("FUN-008", plan_of(S, *ORGS, *STREAMS[:2], stream("b", holder_id="icb"), *STREAMS[3:]),
     ["advice"]),
    ("FUN-008", plan_of(S, *ORGS, *WITHIN), []),
    ("FUN-008", plan_of(S, *ORGS, *SPLIT, *POOL), []),
    ("FUN-008", plan_of(S, *ORGS, *SPLIT, LEAD), []),
    ("FUN-008", plan_of(S, *ORGS, *SPLIT, ISA), ["advice"]),
    ("FUN-008", plan_of(service(commissioning_mode="lead"), *ORGS, *SPLIT), []),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "plan", "expected"), CASES)
def test_funding_rule(rule, plan, expected):
    assert levels(plan, rule) == expected
