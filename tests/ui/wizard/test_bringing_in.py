"""The end of an import: a job beside the window, which can be stopped, and one step to undo."""

import pytest
from PySide6.QtCore import Qt

from commissionplanner.edits.records import SetFields
from commissionplanner.ui.pages import importing

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def at_the_end(qtbot, page):
    while page.step < importing.IMPORT:
        qtbot.mouseClick(page.foot.next, LEFT)
    return page


def test_an_import_is_a_job_and_cancel_leaves_the_plan_as_it_is(qtbot, window, wait, at_the_end):
    page, before = at_the_end, window.workspace.plan
    qtbot.mouseClick(page.foot.next, LEFT)
    assert page.control.is_bringing_in
    assert not page.foot.next.isEnabled()
    assert page.foot.next.toolTip() == "The rows are being brought in."
    page._cancel_job()
    wait()
    assert window.workspace.plan is before
    assert page.step == importing.IMPORT
    assert page.foot.next.isEnabled()


def test_after_the_job_one_undo_takes_all_of_it_back(qtbot, window, wait, at_the_end):
    before = window.workspace.plan
    qtbot.mouseClick(at_the_end.foot.next, LEFT)
    wait()
    assert len(window.workspace.plan.contracts) == len(before.contracts) + 2
    qtbot.waitUntil(lambda: window.current.key == "contracts")
    shown = window.current
    assert shown.chips[-1].isChecked()
    assert set(shown.model.keys) == window.workspace.plan.contracts.keys() - before.contracts.keys()
    window.workspace.undo()
    assert window.workspace.plan == before
    assert not shown.chips[-1].isChecked()
    assert len(shown.model.keys) == len(before.contracts)


def test_a_plan_changed_meanwhile_is_said_and_the_rows_are_made_ready_again(
    qtbot, window, wait, at_the_end
):
    qtbot.mouseClick(at_the_end.foot.next, LEFT)
    window.workspace.do(SetFields("services", ("portage",), {"name": "Portage at home"}))
    wait()
    assert "changed while the rows were being brought in" in window.said[-1].title
    assert not window.workspace.plan.imports
    qtbot.mouseClick(at_the_end.foot.next, LEFT)
    wait()
    assert len(window.workspace.plan.imports) == 1
    assert window.workspace.plan.services["portage"].name == "Portage at home"


def test_leaving_the_wizard_stops_the_import(qtbot, window, wait, at_the_end):
    before = window.workspace.plan
    qtbot.mouseClick(at_the_end.foot.next, LEFT)
    qtbot.mouseClick(at_the_end.foot.cancel, LEFT)
    wait()
    assert window.workspace.plan is before
    assert at_the_end.control.path is None
