"""The inspector: a finding in it leads to the findings page."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from commissionplanner.model.entities import Contract, FundingStream, Service
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button

SINGLE = Contract(
    id="one", title="One", start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31)
)


def test_a_finding_in_the_inspector_can_be_pressed(qtbot, make_window, plan):
    window = make_window(replace(plan, contracts={"one": SINGLE}), "contracts")
    window.current.view.selectRow(0)
    badges = window.findChildren(Badge)
    [found] = [badge for badge in badges if badge.words().startswith("CON-010")]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
    assert window.frame.current_page() == "findings"


def _dialog(window):
    return next(d for d in window.findChildren(QDialog) if d.isVisible())


def _unknown(window, label):
    buttons = window.findChildren(Button)
    return next(b for b in buttons if b.accessibleName().startswith(f"{label}: not known"))


def test_what_is_not_known_is_filled_from_the_inspector(qtbot, make_window, plan):
    stream = FundingStream(id="s", name="Public health grant", ring_fence="ring_fenced")
    service = Service(id="v", name="Health visiting")
    tables = {"funding_streams": {"s": stream}, "services": {"v": service}}
    window = make_window(replace(plan, **tables), "funding")
    window.current.view.selectRow(0)
    qtbot.mouseClick(_unknown(window, "Last year"), Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    qtbot.keyClicks(dialog.asked.control("end_year"), "2028/29")
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    window.current.view.selectRow(0)
    qtbot.mouseClick(_unknown(window, "Eligible services"), Qt.MouseButton.LeftButton)
    dialog = _dialog(window)
    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    held = window.workspace.plan.funding_streams["s"]
    assert (str(held.end_year), held.eligible_service_ids) == ("2028/29", ("v",))
