"""Draws of the assumptions: reproducible, right where nothing varies, wider where drivers are shared."""

from datetime import date

from commissionplanner.budget.chance import PERCENTILES, fan
from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.sensitivity import ranged
from commissionplanner.model.entities import Assumption
from tests.pool_plans import given, pool_plan, spent, table

SERVICES = tuple(f"svc-{n}" for n in range(20))


def plan(low=0, high=80_000, rate=40_000):
    return pool_plan(
        contributions=given("council", "base", [20_000_00] * 3),
        costs=[cost for key in SERVICES for cost in spent(key, [1_000_00, "absent", "absent"])],
        services=SERVICES,
        contingency_ppm=10_000,
        assumptions=table(
            Assumption(id="up", key="uplift", rate_ppm=rate, low_ppm=low, high_ppm=high,
                       made_on=date(2026, 4, 1)),
        ),
    )  # fmt: skip


def draw(found, seed=7, **more):
    return fan(pool_budget(found, "pool"), ranged(found, "pool"), seed, 2_000, **more)


def test_where_nothing_varies_every_draw_is_the_budget_itself():
    found = plan(low=40_000, high=40_000)
    balance = pool_budget(found, "pool").totals.balance_p["with_assumed"]
    for row in draw(found).percentiles_p.values():
        assert row == balance


def test_the_same_seed_gives_the_same_and_another_gives_others():
    assert draw(plan()) == draw(plan())
    assert draw(plan()).percentiles_p != draw(plan(), seed=8).percentiles_p


def test_percentiles_are_in_order_and_the_first_year_is_sure():
    found = draw(plan())
    for year in range(3):
        row = [found.percentiles_p[percent][year] for percent in PERCENTILES]
        assert row == sorted(row)
    assert len({found.percentiles_p[percent][0] for percent in PERCENTILES}) == 1


def test_shocks_drawn_for_each_line_cancel_and_understate_the_risk():
    shared, apart = draw(plan()), draw(plan(), shared=False)
    width = [f.percentiles_p[95][2] - f.percentiles_p[5][2] for f in (shared, apart)]
    assert width[0] > 2 * width[1]


def test_a_gap_is_counted_by_year():
    found = draw(plan())
    assert found.gap_ppm[0] == 1_000_000  # the contingency alone
    assert found.drivers == ("up",)


def test_a_year_that_is_not_known_stays_not_known():
    found = pool_plan(costs=spent("svc-a", [1_00] * 3))
    assert draw(found).percentiles_p[50] == (None, None, None)
    assert draw(found).gap_ppm == (None, None, None)
