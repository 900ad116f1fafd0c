"""What stands in the wizard while there are no rows to show: waiting, or why a file is no use."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.flow import empty
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.progress_strip import ProgressStrip
from commissionplanner.ui.widgets.rows import Notice

_TEXT, _FIELD = 720, 320


class Waiting(QWidget):
    """Words, a bar and Cancel, in the middle."""

    def __init__(self, cancel: Callable[[], None]) -> None:
        super().__init__()
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(cancel)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(self.strip, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.strip.show_progress("Reading the file")


class Trouble(QWidget):
    """Why a file cannot be read, and the ways out; asks for the password of a locked one."""

    def __init__(self, control: ImportController, choose_another: Callable[[], None]) -> None:
        super().__init__()
        self._control, self._choose_another = control, choose_another
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 20, 20, 20)

    def show_problem(self) -> None:
        """Say what is the matter with the present file."""
        empty(self._column)
        control = self._control
        if control.needs_password:
            notice, again = self._locked()
        else:
            notice = Notice("problem", "This file cannot be read", control.problem)
            again = Button("Try again", height=28)
            again.clicked.connect(lambda _=False: control.open())
        other = Button("Choose another file…", height=28)
        other.clicked.connect(self._choose_another)
        notice.add_button(again)
        notice.add_button(other)
        notice.setMaximumWidth(theme.current().px(_TEXT))
        self._column.addWidget(notice)
        self._column.addStretch(1)

    def focus_first(self) -> None:
        """Put the cursor into the password, where one is asked for."""
        if self._control.needs_password:
            self.line.setFocus()

    def _locked(self) -> tuple[Notice, Button]:
        control = self._control
        notice = Notice("warning", "This file is locked", control.problem, icon="lock")
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.returnPressed.connect(lambda: control.open(self.line.text()))
        field = Field("Password", self.line, help_text="Used to open this file; it is not kept.")
        field.setMaximumWidth(theme.current().px(_FIELD))
        notice.add(field)
        again = Button("Unlock", "primary", height=28)
        again.clicked.connect(lambda _=False: control.open(self.line.text()))
        return notice, again
