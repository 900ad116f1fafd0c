"""The inspector: a finding in it leads to the findings page."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt

from commissionplanner.model.entities import Contract
from commissionplanner.ui.widgets.badges import Badge

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
