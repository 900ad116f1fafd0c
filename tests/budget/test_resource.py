"""Each pound once: at its holder, transfers apart, real shares of it."""

from commissionplanner.budget.resource import resource
from commissionplanner.model.entities import (
    Allocation,
    FundingStream,
    Organisation,
    Pool,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from tests.pool_plans import FIRST, given, pool_plan, table

YEARS = (FIRST,)


def place(*allocations, streams=()):
    return Plan(
        organisations=table(
            Organisation(id="state", name="Department"),
            Organisation(id="council", name="Council", is_partner=True),
            Organisation(id="team", name="Early help", parent_id="council"),
            Organisation(id="icb", name="ICB", is_partner=True),
        ),
        funding_streams=table(
            FundingStream(id="grant", name="Grant", payer_id="state", holder_id="team"),
            FundingStream(id="s256", name="Section 256", payer_id="icb", holder_id="council"),
            FundingStream(id="own", name="Base budget", payer_id="council", holder_id="council"),
            *streams,
        ),
        allocations=table(*allocations),
    )


def alloc(stream, amount_p, **more):
    return Allocation(id=f"{stream}-{amount_p}", stream_id=stream, year=FIRST, amount_p=amount_p,
                      **more)  # fmt: skip


def test_a_pound_counts_at_the_organisation_that_holds_it_and_a_directorate_with_its_parent():
    found = resource(place(alloc("grant", 500), alloc("own", 200)), YEARS)
    assert found.by_organisation == {"council": (700,)}
    assert found.total_p == (700,)


def test_a_payment_between_partners_is_shown_and_not_counted_again():
    found = resource(place(alloc("grant", 500), alloc("s256", 90)), YEARS)
    assert found.total_p == (500,)
    assert [(t.stream_id, t.amounts_p) for t in found.transfers] == [("s256", (90,))]


def test_an_allocation_without_an_amount_is_counted_as_not_known():
    found = resource(place(alloc("grant", None)), YEARS)
    assert (found.total_p, found.unknown) == ((None,), (1,))


def test_pooled_and_aligned_money_stand_apart():
    plan = pool_plan(years=1, contributions=given("council", "base", [70]))
    assert (resource(plan).pooled_p, resource(plan).aligned_p) == ((70,), (0,))
    aligned = plan.with_table("pools", table(Pool(id="pool", name="P", fund_type="aligned")))
    assert resource(aligned).aligned_p == (70,)


def test_prevention_is_a_part_of_spending_and_an_unknown_tier_is_said():
    tiers = {"a": "primary", "b": "secondary", "c": "reactive", "d": None}
    costs = [ServiceCost(id=key, service_id=key, year=FIRST, amount_p=10, measure="budget")
             for key in tiers]  # fmt: skip
    services = [Service(id=key, name=key, prevention_tier=tier) for key, tier in tiers.items()]
    found = resource(Plan(services=table(*services), service_costs=table(*costs)), YEARS)
    assert (found.spend_p, found.preventive_p, found.unsaid_p) == ((40,), (20,), (10,))
