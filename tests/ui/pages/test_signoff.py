"""The Sign-off page, driven as a user drives it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from commissionplanner.app.usecases.plans import digest_of
from commissionplanner.edits.records import SetFields
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.seal import SealedRow
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


def _seal(qtbot, window, page, name="Helen Prior", title=""):
    qtbot.mouseClick(page.seal_now, Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.name, name)
    qtbot.keyClicks(dialog.title, title)
    dialog.sealed_on.setText("3 Nov 2026")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.workspace.jobs.is_busy, timeout=20_000)


def test_a_version_is_sealed_whole_and_the_page_says_so_until_the_plan_changes(qtbot, window, page):
    before = digest_of(window.workspace.plan)
    _seal(qtbot, window, page, title="June board")
    (version,) = window.workspace.plan.sealed_versions.values()
    assert version.digest == before == digest_of(window.workspace.plan)
    assert page.subtitle() == "June board, sealed 3 November 2026"
    assert not page.seal_now.isEnabled()
    assert page.findChildren(SealedRow)
    window.workspace.do(SetFields("pools", ("pool",), {"name": "Another name"}))
    assert page.subtitle() == "Draft, after version 1"
    assert page.seal_now.isEnabled()


def test_what_is_missing_is_said_before_sealing_and_kept_with_the_version(qtbot, window, page):
    _seal(qtbot, window, page)
    (version,) = window.workspace.plan.sealed_versions.values()
    assert "has a gap" in version.note


def test_nobody_seals_without_a_name(qtbot, window, page):
    _seal(qtbot, window, page, name="")
    assert window.workspace.plan.sealed_versions == {}
    assert _dialog(window).isVisible()


def test_undo_takes_the_seal_and_the_new_name_back(qtbot, window, page):
    _seal(qtbot, window, page)
    window.workspace.undo()
    assert window.workspace.plan.sealed_versions == {}
    assert window.workspace.plan.persons == {}


def test_the_digest_of_a_sealed_version_is_copied_whole(qtbot, window, page):
    _seal(qtbot, window, page)
    (version,) = window.workspace.plan.sealed_versions.values()
    row = page.findChild(SealedRow)
    qtbot.mouseClick(row.findChild(ToolButton), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == version.digest
