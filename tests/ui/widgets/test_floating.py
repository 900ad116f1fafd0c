"""What floats: it closes by key and button, and stays within the page."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.floating import Callout, Popover, ResultCard


@pytest.fixture
def page(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    made.resize(600, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_popover_stays_within_its_page(page):
    ask = Popover("“TBC” is not a date (cell E8)", "The end date will be left empty.", parent=page)
    ask.show_at(QPoint(580, 390))
    assert page.rect().contains(ask.geometry())


def test_a_way_on_closes_the_popover(qtbot, page):
    ask = Popover("“TBC” is not a date", "It will be left empty.", parent=page)
    button = Button("Leave empty", "primary", height=24)
    ask.add_button(button)
    ask.show_at(QPoint(10, 10))
    with qtbot.waitSignals([button.clicked, ask.closed]):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_escape_closes_a_callout(qtbot, page):
    note = Callout("Why this is a silo", level="problem", parent=page)
    note.add_line("organisations", "Paid for, bought and run by the Council")
    note.show_at(QPoint(10, 10))
    with qtbot.waitSignal(note.closed):
        qtbot.keyClick(note, Qt.Key.Key_Escape)


def test_a_button_of_a_result_leaves_the_card_open(qtbot, page):
    card, pressed = ResultCard("203 contracts imported", ["£18,407,910."], parent=page), []
    button = card.add_button("Open slip", lambda: pressed.append("slip"))
    card.show()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (pressed, card.isVisible()) == (["slip"], True)


def test_a_result_says_all_its_lines(page):
    card = ResultCard("203 contracts imported", ["5 rows left out.", "No row: held."], parent=page)
    assert card.accessibleName() == "203 contracts imported. 5 rows left out. No row: held"
