"""A scenario made the plan: afterwards the plan's own budget is the scenario's, to the penny."""

import pytest

from commissionplanner.app.document import Document
from commissionplanner.app.usecases.apply_scenario import apply_edit
from commissionplanner.budget.results import pool_budget
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import Assumption, Override, Scenario
from commissionplanner.model.ids import seeded_ids
from tests.pool_plans import given, pool_plan, spent, table


def _plan(**more):
    return pool_plan(
        contributions=[
            *given("council", "base", [1_000_00, 1_100_00, "absent"]),
            *given("icb", "core", [500_01, None, 700_00], client_income_p=7_00, net_of_income=False),
        ],
        costs=[
            *spent("svc-a", [900_00, 950_00, "absent"]),
            *spent("svc-b", [100_03, "absent", 50_00]),
        ],
        contingency_ppm=15_000,
        assumptions=table(
            Assumption(id="u", key="uplift", rate_ppm=24_000),
            Assumption(id="h", key="uplift", rate_ppm=50_000, scenario_id="child"),
            Assumption(id="c", key="contingency", rate_ppm=30_000, scenario_id="top"),
        ),
        overrides=table(
            Override(id="o", scenario_id="top", table_name="service_costs",
                     record_id="pool-svc-a-0", field_name="amount_p", value="80000"),
        ),
        **more,
    )  # fmt: skip


def _totals(budget):
    totals = budget.totals
    return totals.contributions_p, totals.expenditure_p, totals.contingency_p


@pytest.mark.parametrize("method", ["compound", "additive"])
@pytest.mark.parametrize("money_in", [True, False])
def test_the_plan_s_figures_are_then_the_scenario_s(method, money_in):
    top = Scenario(id="top", name="Pooled", roll_forward="all", method=method,
                   rolls_contributions=money_in)  # fmt: skip
    child = Scenario(id="child", name="High", parent_id="top")
    plan = _plan(scenarios=table(top, child))
    wanted = pool_budget(plan, "pool", "child")
    document = Document(plan)
    document.do(apply_edit(plan, "child", seeded_ids("apply")))
    assert _totals(pool_budget(document.plan, "pool")) == _totals(wanted)
    document.undo()
    assert document.plan == plan


def test_a_scenario_that_says_nothing_is_refused():
    plan = _plan(scenarios=table(Scenario(id="same", name="Same")))
    with pytest.raises(EditRefused, match="nothing other"):
        apply_edit(plan, "same", seeded_ids("apply"))
