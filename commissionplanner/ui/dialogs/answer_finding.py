"""Asks what is needed to accept a finding, or to make an action of it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commissionplanner.app import wording
from commissionplanner.edits.base import EditRefused
from commissionplanner.findings.base import Finding
from commissionplanner.model.entities import Action
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.ui.controllers.findings import Promise
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label

Accept = Callable[[str, str, date], bool]
Make = Callable[[Promise], bool]


class _Dialog(QDialog):
    """A title, fields, and two buttons; stays open until the answer is taken."""

    def __init__(self, title: str, note: str, do: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(500)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 18)
        self.column.setSpacing(10)
        self.column.addWidget(Label(title, "h1", wrap=True))
        self.column.addWidget(Label(note, "body", "ink2", wrap=True))
        self.done_button = Button(do, "primary")
        self.done_button.clicked.connect(self.finish)

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

    def finish(self) -> None:
        """Hand the answer over; say in place what is missing."""

    def read_day(self, field: Field, line: QLineEdit) -> date | None:
        """Return the day typed; where it is none, say so beneath the field."""
        try:
            found = wording.typed_value(Plan(), spec_by_name(Action)["due_on"], line.text())
        except EditRefused as refusal:
            field.show_error(str(refusal))
            return None
        return found if isinstance(found, date) else None


class AcceptFindingDialog(_Dialog):
    """Reason, who accepts, until when."""

    def __init__(self, finding: Finding, plan: Plan, accept: Accept, parent: QWidget) -> None:
        super().__init__(
            "Accept with a reason",
            f"{finding.title}: {finding.name}. It returns when its facts change or the date passes.",
            "Accept", parent,
        )  # fmt: skip
        self._accept = accept
        self.reason, self.by, self.until = QPlainTextEdit(), QLineEdit(), QLineEdit()
        self.reason.setFixedHeight(84)
        as_at = plan.header.as_at_on
        if as_at is not None:
            self.until.setText(
                wording.day_text(date(as_at.year + 1, as_at.month, min(as_at.day, 28)))
            )
        self._fields = (
            Field("Reason", self.reason, help_text="Printed beside the finding."),
            Field("Accepted by", self.by, help_text="Name of the person who takes it on."),
            Field("Review on", self.until, help_text="The finding returns after this day."),
        )
        for field in self._fields:
            self.column.addWidget(field)
        self.close_column()

    def finish(self) -> None:
        """Accept, once a reason, a name and a date are there."""
        for field in self._fields:
            field.show_error("")
        reason, by = self.reason.toPlainText().strip(), self.by.text().strip()
        if not reason:
            self._fields[0].show_error(
                "Say why the finding is accepted; readers of the plan will ask."
            )
        if not by:
            self._fields[1].show_error("Name the person who accepts it.")
        until = self.read_day(self._fields[2], self.until)
        if until is None and self.until.text().strip() == "":
            self._fields[2].show_error("Give the day on which it is looked at again.")
        if reason and by and until is not None and self._accept(reason, by, until):
            self.accept()


class MakeActionDialog(_Dialog):
    """What will be done, by whom, of which organisation, by when."""

    def __init__(
        self,
        finding: Finding,
        organisations: Sequence[tuple[str, str]],
        make: Make,
        parent: QWidget,
    ) -> None:
        super().__init__(
            "Make an action", f"{finding.title}: {finding.name}", "Make the action", parent
        )
        self._make = make
        self.what, self.owner, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        first = finding.organisation_ids[0] if finding.organisation_ids else ""
        self.body = DropDown("Organisation", [("", "Not known yet"), *organisations], first)
        self._fields = (
            Field("What will be done", self.what),
            Field(
                "Owner", self.owner, help_text="A name. Leave it empty where nobody is named yet."
            ),
            Field("Due on", self.due, help_text="Such as 31 Dec 2026."),
        )
        for field in self._fields:
            self.column.addWidget(field)
        self.column.addWidget(self.body)
        self.close_column()

    def finish(self) -> None:
        """Make the action, once it says what will be done."""
        for field in self._fields:
            field.show_error("")
        title = self.what.text().strip()
        if not title:
            self._fields[0].show_error("Say what will be done.")
            return
        due = self.read_day(self._fields[2], self.due)
        if due is None and self.due.text().strip():
            return
        if self._make(Promise(title, self.owner.text(), self.body.current() or None, due)):
            self.accept()
