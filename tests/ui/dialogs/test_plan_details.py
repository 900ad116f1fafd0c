"""Plan details: the years, the title and the day of a plan, changed by hand."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.dialogs.plan_details import PlanDetails


@pytest.fixture
def window(make_window, plan):
    return make_window(plan, "overview")


@pytest.fixture
def dialog(window):
    window.go("plan_details")
    return window.findChildren(PlanDetails)[-1]


def _agree(qtbot, dialog):
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)


def test_what_is_changed_is_one_step_to_undo(qtbot, window, dialog):
    dialog.lines["title"].setText("Vale plan")
    dialog.lines["as_at_on"].setText("31/03/2027")
    dialog.lines["first_year"].setText("2027/28")
    before = window.workspace.plan.header
    _agree(qtbot, dialog)
    header = window.workspace.plan.header
    assert (header.title, header.as_at_on) == ("Vale plan", date(2027, 3, 31))
    assert header.years[0] == FinancialYear(2027) == window.workspace.focus.lens.year
    window.workspace.undo()
    assert window.workspace.plan.header == before


@pytest.mark.parametrize(
    ("name", "typed"), [("title", ""), ("as_at_on", ""), ("year_count", "11"), ("first_year", "x")]
)
def test_what_does_not_fit_is_said_beside_its_field(qtbot, window, dialog, name, typed):
    before = window.workspace.plan
    dialog.lines[name].setText(typed)
    _agree(qtbot, dialog)
    assert dialog.isVisible()
    assert window.workspace.plan is before
