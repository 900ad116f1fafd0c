"""The Sign-off page, driven as a user drives it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from commissionplanner.app.usecases.plans import digest_of
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from tests.pool_plans import given, pool_plan, spent


@pytest.fixture
def window(make_window):
    plan = pool_plan(
        contributions=given("council", "base", [100_00] * 3),
        costs=spent("svc-a", [90_00, 90_00, 400_00]),
        services=("svc-a",),
    )
    return make_window(plan, "signoff")


@pytest.fixture
def page(window):
    return window.current


def _press(qtbot, page, name):
    button = next(b for b in page.findChildren(Button) if b.accessibleName().startswith(name))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def test_the_page_says_how_many_lines_are_ready(page):
    ready = sum(line.is_ready for line in page.lines)
    assert page.ready.text() == f"{ready} of 13 ready"


def test_show_goes_to_the_fund_with_the_gap(qtbot, window, page):
    _press(qtbot, page, "Show: Best start pool has a gap")
    assert window.current.key == "pools"
    assert window.current.pool_id == "pool"


def test_a_decision_is_recorded_for_the_plan_as_it_is_now(qtbot, window, page):
    qtbot.mouseClick(page.record, Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.name, "Helen Prior")
    qtbot.keyClicks(dialog.role, "Chief executive")
    dialog.body.setCurrentIndex(dialog.body.findData("council"))
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert window.workspace.plan.signoffs == {}  # the day is missing, and said so
    qtbot.keyClicks(dialog.signed_on, "3 Nov 2026")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    (row,) = window.workspace.plan.signoffs.values()
    assert (row.decision, row.digest) == ("agreed", digest_of(window.workspace.plan))
    window.workspace.undo()
    assert window.workspace.plan.signoffs == {}


def test_the_digest_is_copied_whole(qtbot, window, page):
    copy = next(b for b in page.findChildren(ToolButton) if "digest" in b.accessibleName())
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == digest_of(window.workspace.plan)


def test_the_workbook_is_written_as_a_job_and_the_card_says_what_is_in_it(
    qtbot, window, page, tmp_path
):
    page.exports.write_workbook(tmp_path / "plan")
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    said = window.said[-1]
    assert said.title == "Workbook exported"
    assert any("Best start pool" in line for line in said.lines)
    assert (tmp_path / "plan.xlsx").stat().st_size > 5_000


def test_a_workbook_that_cannot_be_written_is_said_and_changes_nothing(
    qtbot, window, page, tmp_path
):
    page.exports.write_workbook(tmp_path / "no folder" / "plan.xlsx")
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    assert window.said[-1].title == "Not exported"


def test_the_tables_are_written_whole(qtbot, window, page, tmp_path):
    page.exports.write_tables(tmp_path / "tables")
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)
    assert window.said[-1].title == "Tables exported"
    assert (tmp_path / "tables" / "contributions.csv").is_file()
