"""A budget after one edit is the one worked out anew, whatever is edited."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from commissionplanner.budget.again import revised
from commissionplanner.budget.results import pool_budget
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.entities import Assumption, Scenario
from tests.pool_plans import given as given_by
from tests.pool_plans import pool_plan, spent, table

RATES = table(
    *(
        Assumption(id=key, key=key, rate_ppm=rate)
        for key, rate in (("uplift", 31_000), ("growth", 20_500), ("efficiency", 12_345))
    )
)
amounts = st.lists(
    st.one_of(st.just("absent"), st.none(), st.integers(-(10**9), 10**9)), min_size=4, max_size=4
)


def plan_of(first, second, additive):
    return pool_plan(
        years=4,
        contributions=given_by("council", "base", [10**8] * 4),
        costs=[*spent("svc-a", first), *spent("svc-b", second)],
        contingency_ppm=15_000,
        assumptions=RATES,
        scenarios=table(Scenario(id="s", name="S", method="additive" if additive else "compound")),
    )


@settings(max_examples=60, deadline=None)
@given(
    amounts,
    amounts,
    st.booleans(),
    st.integers(0, 3),
    st.one_of(st.none(), st.integers(-(10**9), 10**9)),
    st.sampled_from([None, True, False]),
)
def test_a_budget_after_one_edit_is_the_one_worked_out_anew(
    first, second, additive, n, amount, recurrent
):  # fmt: skip
    plan = plan_of(first, second, additive)
    before = plan.service_costs.get(f"pool-svc-a-{n}")
    if before is None:
        return
    after = replace(before, amount_p=amount, is_recurrent=recurrent, full_year_p=None)
    change = ChangeSet("Set", (Change("service_costs", before.id, before, after),))
    later = apply(plan, change)
    for scenario in (None, "s"):
        assert revised(pool_budget(plan, "pool", scenario), later, change) == pool_budget(
            later, "pool", scenario
        )


def test_edits_one_after_another_add_up():
    plan = plan_of([100, "absent", 300, "absent"], [500, 600, 700, 800], False)
    budget = pool_budget(plan, "pool")
    for key, amount in (("pool-svc-a-0", 12_345), ("pool-svc-b-2", None), ("pool-svc-a-0", 77)):
        before = plan.service_costs[key]
        change = ChangeSet(
            "Set", (Change("service_costs", key, before, replace(before, amount_p=amount)),)
        )
        plan = apply(plan, change)
        budget = revised(budget, plan, change)
    assert budget == pool_budget(plan, "pool")
    assert budget.sides.out.patch
