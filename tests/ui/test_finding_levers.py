"""A finding's detail names the levers that exist, and leads to the library."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from commissionplanner.model.entities import Contract
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.labels import Label

SINGLE = Contract(
    id="one", title="One", commissioner_id="council", provider_id="acorns", break_clause=True,
    start_on=date(2026, 4, 1), current_end_on=date(2027, 3, 31), annual_value_p=100,
)  # fmt: skip


@pytest.fixture
def window(make_window, plan):
    made = make_window(replace(plan, contracts={"one": SINGLE}), "findings")
    made.workspace.focus.go("findings:CON-010")
    return made


def words(window):
    return [label.text() for label in window.findChildren(Label)]


def test_levers_stand_with_how_they_are_used_and_whom_to_ask(window):
    said = words(window)
    assert "Levers that exist, and whether they are used here" in said
    assert said.index("Used here") < said.index("Not used here") < said.index("Not recorded here")
    assert any("To check with procurement and legal advisers." in text for text in said)


@pytest.mark.parametrize(("title", "key"), [
    ("Break clause, in the library", "lever-break-clause"),
    ("NHS Standard Contract, in the library", "nhs-standard-contract"),
])  # fmt: skip
def test_a_lever_and_what_to_read_lead_to_the_library(qtbot, window, title, key):
    button = next(b for b in window.findChildren(Button) if b.accessibleName() == title)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.frame.current_page() == "evidence"
    assert window.current.library.chosen == key
