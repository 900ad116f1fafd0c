"""What a scenario assumes: its own, what holds from elsewhere, and what typing over it does."""

import pytest

from commissionplanner.app.assumption_list import held_assumptions, texts_of, typed_edit
from commissionplanner.app.document import Document
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import Assumption, Scenario
from commissionplanner.model.ids import seeded_ids
from tests.pool_plans import pool_plan, table

NEW = seeded_ids("assumed")


def _plan(**more):
    return pool_plan(
        scenarios=table(Scenario(id="high", name="High", **more)),
        assumptions=table(
            Assumption(id="u", key="uplift", unit="percent", rate_ppm=20_000, source="Guidance"),
            Assumption(id="h", key="uplift", unit="percent", rate_ppm=50_000, scenario_id="high"),
            Assumption(id="g", key="growth", unit="percent", rate_ppm=10_000),
            Assumption(id="o", key="growth", rate_ppm=1, pool_id="another"),
        ),
    )


def _held(plan, scenario, key):
    return next(h for h in held_assumptions(plan, scenario, "pool") if h.row.key == key)


def test_the_nearest_holds_and_what_is_of_another_fund_is_left_out():
    found = held_assumptions(_plan(), "high", "pool")
    assert [(h.row.id, h.is_own) for h in found] == [("h", True), ("g", False)]
    assert [h.row.id for h in held_assumptions(_plan(), None, "pool")] == ["u", "g"]


def test_typing_over_one_that_holds_from_elsewhere_gives_the_scenario_its_own():
    document = Document(_plan())
    plan = document.plan
    document.do(typed_edit(plan, "high", _held(plan, "high", "growth"), "figure", "3%", NEW))
    assert document.plan.assumptions["g"].rate_ppm == 10_000
    assert _held(document.plan, "high", "growth").row.rate_ppm == 30_000
    document.undo()
    assert document.plan == plan


def test_typing_over_its_own_changes_that():
    document = Document(_plan())
    held = _held(document.plan, "high", "uplift")
    document.do(typed_edit(document.plan, "high", held, "low_ppm", "4%", NEW))
    assert document.plan.assumptions["h"].low_ppm == 40_000


def test_a_locked_scenario_and_what_is_no_rate_are_refused():
    locked = _plan(is_locked=True)
    with pytest.raises(EditRefused, match="locked"):
        typed_edit(locked, "high", _held(locked, "high", "uplift"), "figure", "3%", NEW)
    plan = _plan()
    with pytest.raises(EditRefused, match="many"):
        typed_edit(plan, "high", _held(plan, "high", "uplift"), "figure", "many", NEW)


def test_what_is_not_known_is_said():
    plan = _plan()
    texts = texts_of(plan, _held(plan, None, "growth"))
    assert (texts["figure"], texts["low_ppm"], texts["where"]) == ("1%", "", "The plan")
