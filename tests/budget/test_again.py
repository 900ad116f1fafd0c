"""A budget after edits is the one worked out anew, whatever is edited and whoever looks."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.budget import again
from commissionplanner.budget.again import revised, revised_each
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.entities import (
    Assumption,
    Contribution,
    FundingStream,
    Override,
    Scenario,
    Service,
    ServiceCost,
)
from tests.pool_plans import given as given_by
from tests.pool_plans import pool_plan, spent, table, year

RATES = table(
    *(
        Assumption(id=key, key=key, rate_ppm=rate)
        for key, rate in (("uplift", 31_000), ("growth", 20_500), ("efficiency", 12_345))
    ),
    Assumption(id="none", key="uplift", scenario_id="all", service_id="svc-b", rate_ppm=None),
    Assumption(id="less", key="growth", scenario_id="sum", rate_ppm=-70_007),
)
SCENARIOS = table(
    Scenario(id="sum", name="Sum", method="additive"),
    Scenario(id="all", name="All", roll_forward="all", rolls_contributions=True),
    Scenario(id="child", name="Child", parent_id="all"),
    Scenario(id="same", name="As the base"),
)
pence = st.one_of(st.none(), st.integers(-(10**9), 10**9))
years = st.lists(st.one_of(st.just("absent"), pence), min_size=4, max_size=4)
places = st.tuples(st.sampled_from(["svc-a", "svc-b"]), st.integers(0, 3))
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cost"), places, pence, st.sampled_from([None, True, False])),
        st.tuples(st.just("no cost"), places),
        st.tuples(st.just("more"), places, pence, st.sampled_from([None, "school"])),
        st.tuples(st.just("given"), st.integers(0, 3), pence, st.sampled_from([None, "assumed"])),
        st.tuples(st.just("says"), places, st.sampled_from(["sum", "all"]), pence),
        st.tuples(st.just("unsays"), places, st.sampled_from(["sum", "all"])),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


def plan_of(first, second, *, fenced=False, dated=False):
    plan = pool_plan(
        years=4,
        contributions=given_by("council", "base", [10**8, 2 * 10**8, "absent", None]),
        costs=[*spent("svc-a", first, stream_id="base"), *spent("svc-b", second)],
        contingency_ppm=15_000, assumptions=RATES, scenarios=SCENARIOS,
    )  # fmt: skip
    ends = date(2028, 6, 1) if dated else None
    services = {key: replace(row, end_on=ends) for key, row in plan.services.items()}
    streams = {
        **plan.funding_streams,
        **table(FundingStream(id="school", name="School", ring_fence="ring_fenced")),
        **(table(FundingStream(id="base", ring_fence="ring_fenced")) if fenced else {}),
    }
    return replace(plan, services=services, funding_streams=streams)


def changes_of(plan, edit):
    """The changes of one edit; none where there is nothing to do it to."""
    kind, place, *rest = edit
    key = (
        f"pool-{place[0]}-{place[1]}" if isinstance(place, tuple) else f"pool-council-base-{place}"
    )
    name = {"given": "contributions", "says": "overrides", "unsays": "overrides"}
    tables = name.get(kind, "service_costs")
    before = after = plan.table(tables).get(key)
    if kind == "cost":
        there = before or ServiceCost(
            id=key, pool_id="pool", service_id=place[0], year=year(place[1]), measure="budget"
        )
        after = replace(there, amount_p=rest[0], is_recurrent=rest[1])
    elif kind == "no cost":
        after = None
    elif kind == "more":
        key += "-more"
        before = plan.service_costs.get(key)
        after = ServiceCost(
            id=key, pool_id="pool", service_id=place[0], year=year(place[1]), amount_p=rest[0],
            stream_id=rest[1],
        )  # fmt: skip
    elif kind == "given":
        there = before or Contribution(
            id=key, pool_id="pool", partner_id="council", stream_id="base", year=year(place)
        )
        after = replace(there, amount_p=rest[0], certainty=rest[1])
    else:
        key, scenario = f"{rest[0]}-{key}", rest[0]
        before = plan.overrides.get(key)
        after = None if kind == "unsays" else Override(
            id=key, scenario_id=scenario, table_name="service_costs", field_name="amount_p",
            record_id=key.removeprefix(f"{scenario}-"), value="" if rest[1] is None else str(rest[1]),
        )  # fmt: skip
    changes = () if before == after else (Change(tables, key, before, after),)
    return ChangeSet("Edit", changes)


@settings(max_examples=25, deadline=None)
@given(years, years, EDITS, st.booleans(), st.booleans())
def test_a_budget_after_edits_is_the_one_worked_out_anew(first, second, edits, fenced, dated):
    plan = plan_of(first, second, fenced=fenced, dated=dated)
    keys = (None, "sum", "all", "child", "same")
    budgets = [pool_budget(plan, "pool", key) for key in keys]
    for edit in edits:
        changes = changes_of(plan, edit)
        plan = apply(plan, changes)
        budgets = revised_each(budgets, plan, changes)
    for key, budget in zip(keys, budgets, strict=True):
        assert budget == pool_budget(plan, "pool", key)


ONE = ("svc-a", 0)


@pytest.mark.parametrize(
    "edit",
    [
        ("cost", ONE, 12_345, None), ("cost", ONE, None, None), ("cost", ("svc-a", 1), 77, None),
        ("cost", ("svc-a", 1), 77, False), ("no cost", ("svc-b", 2)), ("given", 0, 5, "assumed"), ("given", 2, 5, None),
        ("says", ONE, "all", 99), ("more", ("svc-b", 1), 10, "school"),
    ],
)  # fmt: skip
def test_what_is_typed_is_followed_without_working_all_out(edit, monkeypatch):
    plan = plan_of([100, "absent", 300, "absent"], [500, 600, 700, 800])
    budgets = [pool_budget(plan, "pool", key) for key in (None, "sum", "all", "child")]
    changes = changes_of(plan, edit)
    plan = apply(plan, changes)
    monkeypatch.setattr(again, "pool_budget", None)
    found = revised_each(budgets, plan, changes)
    assert list(found) == [pool_budget(plan, "pool", key) for key in (None, "sum", "all", "child")]


def test_edits_of_a_scenario_that_says_otherwise_are_followed(monkeypatch):
    plan = plan_of([100, "absent", 300, "absent"], [500, 600, 700, 800])
    plan = apply(plan, changes_of(plan, ("says", ONE, "all", 99)))
    budget = pool_budget(plan, "pool", "child")
    monkeypatch.setattr(again, "pool_budget", None)
    for edit in (("cost", ONE, 5, False), ("unsays", ONE, "all"), ("cost", ("svc-b", 1), 1, None)):
        changes = changes_of(plan, edit)
        plan = apply(plan, changes)
        budget = revised(budget, plan, changes)
        assert budget == pool_budget(plan, "pool", "child")


def test_what_cannot_be_followed_is_worked_out_anew():
    plan = plan_of([100, "absent", 300, "absent"], [500, 600, 700, 800])
    budget = pool_budget(plan, "pool")
    new = Service(id="new", name="New")
    cost = ServiceCost(id="k", pool_id="pool", service_id="new", year=year(0), amount_p=5)
    changes = ChangeSet(
        "Add", (Change("services", "new", None, new), Change("service_costs", "k", None, cost))
    )
    plan = apply(plan, changes)
    assert revised(budget, plan, changes) == pool_budget(plan, "pool")


def test_costs_that_come_one_after_another_are_followed_however_many(monkeypatch):
    plan = plan_of([100, "absent", 300, "absent"], [500, 600, 700, 800], fenced=True)
    budget = pool_budget(plan, "pool")
    monkeypatch.setattr(again, "pool_budget", None)
    for n in range(1_200):  # one upon the other, not one within the other
        edit = ("cost", ("svc-a", 1), n, None) if n % 2 else ("no cost", ("svc-a", 1))
        changes = changes_of(plan, edit)
        plan = apply(plan, changes)
        budget = revised(budget, plan, changes)
    assert budget == pool_budget(plan, "pool")
