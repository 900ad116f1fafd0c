"""Contributions re-balanced by who gains: parts make nil in every year, and the gap stays."""

from dataclasses import replace

import pytest
from hypothesis import given as with_values
from hypothesis import strategies as st

from commissionplanner.budget.rebalancing import rebalance
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.what_if import NoScenarioError, with_draft
from commissionplanner.model.entities import BenefitLine, BenefitShare
from commissionplanner.model.ids import seeded_ids
from tests.pool_plans import given, pool_plan, spent, table

LINE = BenefitLine(
    id="b", service_id="svc-a", name="Fewer in care", population=100, affected_ppm=1_000_000,
    engagement_ppm=1_000_000, retention_ppm=1_000_000, impact_ppm=1_000_000, deadweight_ppm=0,
    unit_value_p=30_00, lag_profile=("100",), drop_off_ppm=0, benefit_class="fiscal",
    cashability_ppm=0, confidence_grade=1,
)  # fmt: skip


def _plan(council, icb, cost, icb_gains=750_000):
    return pool_plan(
        contributions=[*given("council", "base", council), *given("icb", "core", icb)],
        costs=spent("svc-a", cost), services=("svc-a",), benefits=table(LINE),
        benefit_shares=table(
            BenefitShare(id="s1", benefit_id="b", organisation_id="icb", share_ppm=icb_gains),
            BenefitShare(id="s2", benefit_id="b", organisation_id="council",
                         share_ppm=1_000_000 - icb_gains),
        ),
    )  # fmt: skip


def test_a_partner_gives_in_the_share_in_which_it_gains():
    found = rebalance(_plan([800_00] * 3, [200_00] * 3, [1_000_00] * 3), "pool", "R",
                      seeded_ids("r"))  # fmt: skip
    assert found.more_p == {"council": (-550_00,) * 3, "icb": (550_00,) * 3}


def test_only_what_services_with_benefits_cost_is_shared_anew():
    found = rebalance(_plan([800_00] * 3, [200_00] * 3, [100_00] * 3), "pool", "R",
                      seeded_ids("r"))  # fmt: skip
    assert found.more_p["icb"] == (55_00,) * 3


def test_without_a_partner_that_gains_there_is_nothing_to_draft():
    plan = replace(_plan([1] * 3, [1] * 3, [1] * 3), benefit_shares={})
    with pytest.raises(NoScenarioError, match="recorded to gain"):
        rebalance(plan, "pool", "R", seeded_ids("r"))


pence = st.lists(st.integers(1, 10**9), min_size=3, max_size=3)


@with_values(pence, pence, pence, st.integers(0, 1_000_000))
def test_the_gap_of_every_year_stays_and_no_one_gives_below_nil(council, icb, cost, gains):
    plan = _plan(council, icb, cost, gains)
    try:
        found = rebalance(plan, "pool", "R", seeded_ids("r"))
    except NoScenarioError:
        return
    after = pool_budget(with_draft(plan, found.draft), "pool", found.draft.scenario.id)
    assert after.totals.balance_p == pool_budget(plan, "pool").totals.balance_p
    assert all(sum(year) == 0 for year in zip(*found.more_p.values(), strict=True))
    assert all((p or 0) >= 0 for line in after.contributions for p in line.amounts_p)
