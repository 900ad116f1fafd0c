"""Scenarios that are drafted: asked for, seen before they are done, added as one step."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu

from commissionplanner.app.session import Session
from commissionplanner.model.entities import Pool, Service
from tests.pool_plans import given, pool_plan, spent, table

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window):
    plan = pool_plan(
        contributions=[*given("council", "base", [2_000_00] * 3),
                       *given("icb", "core", [1_000_00] * 3)],
        costs=[*spent("early", [1_000_00] * 3), *spent("late", [2_000_00] * 3)],
        services=("early", "late"),
    ).with_table("services", table(
        Service(id="early", name="Portage", prevention_tier="primary", statutory="discretionary"),
        Service(id="late", name="Placements", prevention_tier="reactive", statutory="statutory"),
    )).with_table("pools", table(
        Pool(id="pool", name="Best start pool", host_id="council", notice_months=12)
    ))  # fmt: skip
    return make_window(plan, "scenarios")


def _ask(qtbot, window, kind):
    page = window.current
    page.controller.ask_draft(kind, "pool", window)
    dialog = next(d for d in window.findChildren(QDialog) if d.isVisible())
    qtbot.waitUntil(lambda: dialog.told is not None or bool(dialog.state.text()))
    return dialog


def _row(dialog, label):
    return next(row[1:] for row in dialog.table.texts if row[0] == label)


def test_an_empty_page_offers_every_kind_of_scenario(qtbot, window):
    qtbot.mouseClick(window.current.start, LEFT)
    menu = window.current.findChild(QMenu)
    said = [action.text() for action in menu.actions()]
    menu.close()
    assert "Prevention shift…" in said
    assert "Stress…" in said


def test_a_shift_shows_what_it_moves_before_it_is_done_and_is_taken_back(qtbot, window):
    before = window.workspace.plan
    dialog = _ask(qtbot, window, "shift")
    dialog.much.selectAll()
    qtbot.keyClicks(dialog.much, "10%")
    qtbot.waitUntil(lambda: dialog.told is not None)
    assert _row(dialog, "Moved to prevention") == ["0", "200", "400"]
    assert window.workspace.plan == before
    qtbot.mouseClick(dialog.done_button, LEFT)
    made = window.workspace.focus.lens.scenario_id
    assert window.workspace.plan.scenarios[made].kind == "prevention_shift"
    window.workspace.undo()
    assert window.workspace.plan == before


def test_costs_worked_out_can_be_recorded_first_and_moved_in_the_same_step(qtbot, window):
    costs = table(*spent("early", [1_000_00]), *spent("late", [2_000_00]))
    window.workspace.open(Session(window.workspace.plan.with_table("service_costs", costs)))
    window.workspace.focus.go("scenarios")
    before = window.workspace.plan
    dialog = _ask(qtbot, window, "shift")
    qtbot.waitUntil(lambda: "Nothing can be moved" in dialog.state.text())
    qtbot.mouseClick(dialog.firm, LEFT)
    qtbot.waitUntil(lambda: dialog.told is not None)
    assert _row(dialog, "Moved to prevention") == ["0", "40", "80"]
    assert "4 costs worked out for 2027/28, 2028/29" in dialog.notes.text()
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert len(window.workspace.plan.service_costs) == 6
    window.workspace.undo()
    assert window.workspace.plan == before


def test_a_shift_of_what_is_no_amount_says_so_and_cannot_be_added(qtbot, window):
    dialog = _ask(qtbot, window, "shift")
    dialog.much.selectAll()
    qtbot.keyClicks(dialog.much, "lots")
    qtbot.waitUntil(lambda: "lots" in dialog.state.text())
    assert not dialog.done_button.isEnabled()


def test_savings_are_found_three_ways_and_those_ticked_are_added_in_one_step(qtbot, window):
    before = window.workspace.plan
    dialog = _ask(qtbot, window, "savings")
    qtbot.keyClicks(next(iter(dialog.sums.values())), "£300")
    qtbot.waitUntil(lambda: dialog.told is not None)
    assert _row(dialog, "Found") == ["300", "0", "0"]
    qtbot.mouseClick(dialog.done_button, LEFT)
    names = [row.name for row in window.workspace.plan.scenarios.values()]
    assert names == ["Savings target: equal cut", "Savings target: every service"]
    window.workspace.undo()
    assert window.workspace.plan == before


def test_a_partner_that_leaves_is_a_scenario_with_the_gap_and_who_could_carry_it(qtbot, window):
    dialog = _ask(qtbot, window, "leave")
    dialog.partner.setCurrentIndex(dialog.partner.findData("icb"))
    dialog.partner.activated.emit(dialog.partner.currentIndex())
    qtbot.waitUntil(lambda: dialog.told is not None)
    assert _row(dialog, "Carried by Council")[2] == "1,000"
    assert "1 Jun 2027, its last day" in dialog.notes.text()
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert [r.name for r in window.workspace.plan.scenarios.values()] == ["ICB leaves"]
