"""Costs worked out from the year before, made into records that stand."""

from itertools import count

import pytest
from hypothesis import given as given_that
from hypothesis import strategies as st

from commissionplanner.budget.prevention import shift
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.what_if import NoScenarioError
from commissionplanner.budget.worked_out import with_costs, worked_out_costs
from commissionplanner.model.entities import Assumption, Service
from tests.pool_plans import pool_plan, spent, table

PENCE = st.integers(1, 10**10)


def _ids():
    number = count()
    return lambda: f"new-{next(number)}"


def _amounts(budget):
    return {(line.service_id, line.in_kind): line.amounts_p for line in budget.expenditure}


@given_that(
    first=st.lists(PENCE, min_size=1, max_size=4),
    second=st.sampled_from(["absent", None, 5_000_01]),
    rate=st.integers(-50_000, 90_000),
)
def test_recorded_they_are_what_they_were_whatever_the_payers(first, second, rate):
    payers = [spent("svc-a", [amount_p], stream_id=f"s{n}") for n, amount_p in enumerate(first)]
    costs = [
        type(row)(**{**{f: getattr(row, f) for f in row.__slots__}, "id": f"{row.id}-{n}"})
        for n, rows in enumerate(payers)
        for row in rows
    ] + spent("svc-b", [100_00, second])
    assumed = Assumption(id="u", key="uplift", rate_ppm=rate)
    plan = pool_plan(costs=costs, services=("svc-a", "svc-b"), assumptions=table(assumed), years=5)
    budget = pool_budget(plan, "pool")
    rows = worked_out_costs(budget, _ids())
    after = pool_budget(with_costs(plan, rows), "pool")
    assert _amounts(after) == _amounts(budget)
    assert after.totals == budget.totals
    origins = {origin for line in after.expenditure for origin in line.origins}
    assert "projected" not in origins


def _two_tiers(**more):
    plan = pool_plan(costs=spent("late", [100_000_00]) + spent("early", [50_000_00]),
                     services=("late", "early"), **more)  # fmt: skip
    services = table(
        Service(id="late", name="Late", prevention_tier="reactive"),
        Service(id="early", name="Early", prevention_tier="primary"),
    )
    return plan.with_table("services", services)


def test_a_shift_can_move_them_once_they_are_recorded():
    plan = _two_tiers()
    with pytest.raises(NoScenarioError, match="can be recorded as they stand"):
        shift(plan, "pool", "Shift", _ids(), rate_ppm=100_000)
    new_id = _ids()
    costs = worked_out_costs(pool_budget(plan, "pool"), new_id)
    found = shift(with_costs(plan, costs), "pool", "Shift", new_id, rate_ppm=100_000)
    assert found.moved_p == (0, 10_000_00, 20_000_00)
    assert found.after.preventive_p == (50_000_00, 60_000_00, 70_000_00)


def test_money_that_came_once_is_not_recorded_again():
    plan = pool_plan(costs=spent("svc-a", [100_00], is_recurrent=False))
    assert worked_out_costs(pool_budget(plan, "pool"), _ids()) == ()
