"""What dialogs that ask for a record share: title, fields, buttons, and reading what was typed."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from commissionplanner.app import wording
from commissionplanner.edits.base import EditRefused
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label

ROUND: Final = 24  # px left free of the screen, for the frame of the dialog
Choices = Sequence[tuple[str, str]]


class FormDialog(QDialog):
    """A title, what it is for, fields, and two buttons; it stays open until all fits."""

    def __init__(
        self, title: str, note: str, do: str, parent: QWidget | None, wide: int = 520
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        most = self.screen().availableGeometry().width() - ROUND
        self.setMinimumWidth(min(theme.current().px(wide), most))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 18)
        self.column.setSpacing(10)
        self.column.addWidget(Label(title, "h1", wrap=True))
        if note:
            self.column.addWidget(Label(note, "body", "ink2", wrap=True))
        self.done_button = Button(do, "primary")
        self.done_button.clicked.connect(self.finish)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at the width the dialog has; no higher unless it was made so."""
        super().showEvent(event)
        high = self.column.totalHeightForWidth(self.width())
        if high < 0 or self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            high = max(self.height(), high)
        self.resize(self.width(), high)
        self.keep_on_screen()

    def keep_on_screen(self) -> None:
        """Move up where a dialog that has grown would reach below the screen with its buttons."""
        there_is, frame = self.screen().availableGeometry(), self.frameGeometry()
        top = max(there_is.top(), there_is.bottom() + 1 - frame.height())
        if top < frame.top():
            self.move(frame.left(), top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a line or a list do what the filled button does."""
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and isinstance(self.focusWidget(), QLineEdit | QComboBox):
            self.done_button.click()
            return
        super().keyPressEvent(event)

    def close_column(self) -> None:
        """Add the foot."""
        foot = QHBoxLayout()
        foot.setSpacing(8)
        cancel = Button("Cancel")
        cancel.clicked.connect(self.reject)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.done_button)
        self.column.addSpacing(6)
        self.column.addLayout(foot)

    def beside(self, *widgets: QWidget) -> None:
        """Put fields side by side in equal widths."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for widget in widgets:
            row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(row)

    def finish(self) -> None:
        """Hand the answer over; say in place what is missing."""


class BadInput(Exception):
    """Something typed does not fit; it has been said beside the field."""


def read(plan: Plan, field: Field, line: QLineEdit, table: str, name: str) -> Value:
    """Return what was typed as a value of a field of a table.

    Raises:
        BadInput: it does not fit; the field says why.
    """
    spec = spec_by_name(TABLES[table].entity)[name]
    field.show_error("")
    try:
        return wording.typed_value(plan, spec, line.text())
    except EditRefused as refusal:
        field.show_error(str(refusal))
        raise BadInput from refusal


def combo(choices: Choices, chosen: str = "", name: str = "") -> QComboBox:
    """Return a list of keys with words; typing the first letters finds one."""
    made = QComboBox()
    made.setMaxVisibleItems(14)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(12)
    made.setAccessibleName(name)
    for key, words in choices:
        made.addItem(words, key)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made


def chosen(box: QComboBox) -> str:
    """Return the key chosen in a list; "" for none."""
    return str(box.currentData() or "")


def terms(name: str, unknown: str = "Not known yet") -> list[tuple[str, str]]:
    """Return the terms of a vocabulary as choices, not knowing first."""
    found = [(term.code, term.label) for term in vocabulary(name).terms if not term.retired]
    return [("", unknown), *found] if unknown else found


def records(plan: Plan, table: str, unknown: str = "Not known yet") -> list[tuple[str, str]]:
    """Return the records of a table by name as choices, not knowing first."""
    found = sorted(((full_name(r), key) for key, r in plan.table(table).items()), key=_casefolded)
    return [("", unknown), *((key, name or key) for name, key in found)]


def partners_first(plan: Plan, unknown: str = "Not known yet") -> list[tuple[str, str]]:
    """Return organisations by name as choices, partners of the plan before the others."""
    rows = plan.organisations
    found = sorted(
        (not row.is_partner, full_name(row).casefold(), key) for key, row in rows.items()
    )
    return [("", unknown), *((key, full_name(rows[key])) for _, _, key in found)]


def _casefolded(pair: tuple[str, str]) -> tuple[str, str]:
    return pair[0].casefold(), pair[1]
