"""Services alike in all that is recorded are pairs, unless something joins them."""

import pytest

from commissionplanner.analysis.duplicates import like_pairs
from commissionplanner.analysis.index import index_of
from commissionplanner.model.entities import Agreement, Link, Pool, PoolService, Service
from commissionplanner.model.plan import Plan
from tests.pool_plans import table


def _alike(key):
    return Service(
        id=key, name=key, age_bands=("age_0_2",), outcome_area="speech", area="Wexcombe",
        lead_commissioner_id=f"body-{key}",
    )  # fmt: skip


def _pairs(**tables):
    plan = Plan(services=table(*map(_alike, "abc")), **tables)
    return [one.id + other.id for one, other in like_pairs(index_of(plan))]


@pytest.mark.parametrize(
    "tables",
    [
        {"links": table(Link(id="l", from_id="b", to_id="a"))},
        {"agreements": table(Agreement(id="g", service_ids=("a", "b")))},
        {"pools": table(Pool(id="p", name="P")), "pool_services": table(
            *(PoolService(id=key, pool_id="p", service_id=key) for key in "ab"))},
    ],
)  # fmt: skip
def test_two_that_are_joined_are_no_pair(tables):
    assert _pairs() == ["ab", "ac", "bc"]
    assert _pairs(**tables) == ["ac", "bc"]


def test_a_large_pool_is_not_looked_at_pair_by_pair(monkeypatch):
    services = table(*(Service(id=f"s{n}", name=f"Service {n}") for n in range(300)))
    schemes = table(*(PoolService(id=key, pool_id="p", service_id=key) for key in services))
    plan = Plan(services=services, pools=table(Pool(id="p", name="P")), pool_services=schemes)
    made = []
    monkeypatch.setattr(
        "commissionplanner.analysis.duplicates.combinations",
        lambda rows, _: made.extend(rows) or (),
    )
    assert list(like_pairs(index_of(plan))) == []
    assert not made
