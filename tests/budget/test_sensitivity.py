"""Which assumptions move the gap: worked by hand on a small pool."""

from datetime import date

import pytest

from commissionplanner.budget.results import pool_budget
from commissionplanner.budget.sensitivity import balance_p, ranged, switching_ppm, tornado
from commissionplanner.model.entities import Assumption
from commissionplanner.progress import CancelledError, Progress
from tests.pool_plans import given, pool_plan, spent, table


def assumed(key, rate, low=None, high=None, **more):
    return Assumption(
        id=more.pop("id", key), key=key, rate_ppm=rate, low_ppm=low, high_ppm=high,
        made_on=date(2026, 4, 1), **more,
    )  # fmt: skip


def plan(*rows):
    return pool_plan(
        contributions=given("council", "base", [1_000_00] * 3),
        costs=spent("svc-a", [1_000_00, "absent", "absent"]),
        services=("svc-a",),
        assumptions=table(*rows),
    )


RATES = (
    assumed("uplift", 30_000, 10_000, 60_000),
    assumed("growth", 0, -10_000, 10_000),
    assumed("efficiency", 0),
)


def test_only_assumptions_with_a_range_are_tried():
    assert [row.id for row in ranged(plan(*RATES), "pool")] == ["growth", "uplift"]


def test_the_widest_swing_comes_first_and_is_worked_out_whole():
    wide, narrow = tornado(plan(*RATES), "pool")
    assert (wide.assumption.id, narrow.assumption.id) == ("uplift", "growth")
    assert wide.base_p == -(30_00 + 60_90)
    assert (wide.low_p, wide.high_p) == (-(10_00 + 20_10), -(60_00 + 123_60))


def test_the_switching_value_is_where_the_gap_closes():
    found = plan(assumed("uplift", 50_000), assumed("efficiency", 20_000))
    rate = switching_ppm(found, "pool", "uplift")
    rows = {**found.assumptions, "uplift": assumed("uplift", rate)}
    closed = balance_p(pool_budget(found.with_table("assumptions", rows), "pool"))
    assert abs(closed) <= 1
    assert 20_000 < rate < 20_500


def test_an_assumption_that_cannot_close_the_gap_has_no_switching_value():
    short = pool_plan(
        contributions=given("council", "base", [1_00] * 3),
        costs=spent("svc-a", [1_000_00] * 3),
        assumptions=table(*RATES),
    )
    assert switching_ppm(short, "pool", "uplift") is None


def test_a_stop_takes_effect_between_assumptions():
    progress = Progress()
    progress.cancel()
    with pytest.raises(CancelledError):
        tornado(plan(*RATES), "pool", progress=progress)
