"""Minimum contributions are typed on the Pools page, tested while typed, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from tests.pool_plans import given, pool_plan, spent, year

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(make_window):
    plan = pool_plan(
        contributions=[*given("council", "base", [100_000_00, 101_000_00, 103_000_00]),
                       *given("icb", "core", [50_000_00] * 3)],
        costs=spent("svc-a", [90_000_00] * 3), services=("svc-a",),
    )  # fmt: skip
    return make_window(plan, "pools")


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def _choose(box, key):
    box.setCurrentIndex(box.findData(key))
    box.activated.emit(box.currentIndex())


def _asked(window):
    window.current.asks.minimums()
    return _dialog(window)


def test_a_rise_is_tested_while_it_is_typed_kept_and_taken_back(qtbot, window):
    before, dialog = window.workspace.plan, _asked(window)
    line = dialog.lines[0]
    _choose(line.partner, "council")
    qtbot.keyClicks(line.rise, "2%")
    assert "Less than the minimum: Council in 2027/28 by £1,000.00" in dialog.check.text()
    line.rise.clear()
    qtbot.keyClicks(line.rise, "1%")
    assert "Every minimum is met" in dialog.check.text()
    assert window.workspace.plan == before
    qtbot.keyClicks(dialog.source, "Planning guidance")
    qtbot.mouseClick(dialog.done_button, LEFT)
    (row,) = window.workspace.plan.assumptions.values()
    assert (row.key, row.partner_id, row.rate_ppm) == ("minimum_contribution", "council", 10_000)
    assert (row.pool_id, row.year, row.source) == ("pool", None, "Planning guidance")
    assert row.made_on == window.workspace.plan.header.as_at_on
    window.workspace.undo()
    assert window.workspace.plan == before


def test_two_minimums_of_one_partner_are_kept_moved_and_removed(qtbot, window):
    dialog = _asked(window)
    for n, (when, amount) in enumerate((("2026/27", "90k"), ("2027/28", "95k"))):
        if n:
            qtbot.mouseClick(dialog.more, LEFT)
        _choose(dialog.lines[n].partner, "council")
        _choose(dialog.lines[n].year, when)
        qtbot.keyClicks(dialog.lines[n].amount, amount)
    qtbot.mouseClick(dialog.done_button, LEFT)
    qtbot.waitUntil(lambda: not any(d.isVisible() for d in window.findChildren(QDialog)))
    dialog = _asked(window)
    first = next(line for line in dialog.lines if line.year.currentData() == "2026/27")
    other = next(line for line in dialog.lines if line is not first)
    _choose(first.year, "2027/28")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "there is one for this already" in dialog.wrong.text()
    other.amount.clear()
    qtbot.mouseClick(dialog.done_button, LEFT)
    (row,) = window.workspace.plan.assumptions.values()
    assert (row.year, row.amount_p) == (year(1), 90_000_00)


def test_an_amount_and_a_rise_for_one_minimum_are_refused(qtbot, window):
    before, dialog = window.workspace.plan, _asked(window)
    qtbot.keyClicks(dialog.lines[0].amount, "5")
    qtbot.keyClicks(dialog.lines[0].rise, "1%")
    qtbot.mouseClick(dialog.done_button, LEFT)
    assert "an amount or a rise, not both" in dialog.wrong.text()
    assert window.workspace.plan == before


def test_the_test_of_minimums_leads_to_them(qtbot, window):
    page = window.current
    page.panel.show_view("tests")
    qtbot.waitUntil(lambda: 11 in page.panel.tests.buttons)
    qtbot.mouseClick(page.panel.tests.buttons[11], LEFT)
    assert _dialog(window).windowTitle() == "Minimum contributions to Best start pool"
