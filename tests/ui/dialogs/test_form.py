"""Dialogs that ask for a record: what Enter does in them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.ui.dialogs.form import FormDialog, combo
from commissionplanner.ui.widgets.buttons import Button

ENTER = Qt.Key.Key_Return


class Asked(FormDialog):
    """A list and a line; counts how often it was answered."""

    def __init__(self, parent):
        super().__init__("Give a name", "", "Give it", parent)
        self.answers = 0
        self.list, self.line = combo((("a", "A"), ("b", "B"))), QLineEdit()
        self.column.addWidget(self.list)
        self.column.addWidget(self.line)
        self.close_column()

    def finish(self):
        self.answers += 1


@pytest.fixture
def dialog(qtbot):
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    dialog = Asked(over)
    dialog.open()
    yield dialog
    over.close()


def test_enter_in_a_line_or_a_list_does_what_the_filled_button_does(qtbot, dialog):
    for widget in (dialog.list, dialog.line):
        widget.setFocus()
        qtbot.keyClick(widget, ENTER)
    assert dialog.answers == 2


def test_enter_on_another_button_does_that_and_no_more(qtbot, dialog):
    cancel = next(b for b in dialog.findChildren(Button) if b.words() == "Cancel")
    cancel.setFocus()
    qtbot.keyClick(cancel, ENTER)
    assert not dialog.isVisible()
    assert dialog.answers == 0


def test_enter_does_nothing_while_it_cannot_be_done(qtbot, dialog):
    dialog.done_button.setEnabled(False)
    dialog.line.setFocus()
    qtbot.keyClick(dialog.line, ENTER)
    assert dialog.answers == 0
