"""What takes long on the Scenarios page is worked out as a job, and comes to the same."""

import pytest

from commissionplanner.model.entities import Scenario
from commissionplanner.ui.pages import scenarios
from tests.pool_plans import given, pool_plan, spent, table


@pytest.fixture
def window(make_window, monkeypatch):
    monkeypatch.setattr(scenarios, "AT_ONCE", 0)
    plan = pool_plan(
        contributions=given("council", "base", [100_000_00] * 3),
        costs=spent("svc-a", [90_000_00, "absent", "absent"]),
        services=("svc-a",),
        scenarios=table(Scenario(id="high", name="High", roll_forward="all")),
    )
    return make_window(plan, "scenarios")


def test_a_large_comparison_is_a_job_and_the_window_says_when_it_is_there(qtbot, window):
    page = window.current
    page.refresh()
    assert page.subtitle() == "None yet"
    assert window.workspace.jobs.is_busy
    qtbot.waitUntil(lambda: page.subtitle() == "Best start pool, 2 compared")
    assert page.table.rowCount() > 1


def test_only_the_last_of_several_comparisons_is_shown(qtbot, window):
    page = window.current
    page.refresh()
    page._toggle("high", False)
    qtbot.waitUntil(lambda: page.subtitle() == "Best start pool, 1 compared")
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy)
    assert page.subtitle() == "Best start pool, 1 compared"


def test_prevention_is_a_job_too(qtbot, window):
    page = window.current
    qtbot.waitUntil(lambda: page.subtitle() == "Best start pool, 2 compared")
    page.views.set_current("early")
    page.views.chosen.emit("early")
    assert not page.early.shares.texts
    qtbot.waitUntil(lambda: bool(page.early.shares.texts))
    assert page.early.shares.texts[0] == ["As recorded"]
