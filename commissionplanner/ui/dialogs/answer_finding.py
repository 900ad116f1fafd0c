"""Asks what is needed to accept a finding, or to make an action of it."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.findings.base import Finding
from commissionplanner.model.plan import Plan
from commissionplanner.ui.controllers.findings import Promise
from commissionplanner.ui.dialogs.form import BadInput, FormDialog, read
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.inputs import Field

Accept = Callable[[str, str, date], bool]
Make = Callable[[Promise], bool]


class AcceptFindingDialog(FormDialog):
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
        until = _day(self._fields[2], self.until)
        if until is None and self.until.text().strip() == "":
            self._fields[2].show_error("Give the day on which it is looked at again.")
        if reason and by and until is not None and self._accept(reason, by, until):
            self.accept()


class MakeActionDialog(FormDialog):
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
        due = _day(self._fields[2], self.due)
        if due is None and self.due.text().strip():
            return
        if self._make(Promise(title, self.owner.text(), self.body.current() or None, due)):
            self.accept()


def _day(field: Field, line: QLineEdit) -> date | None:
    """Return the day typed; where it is none, that is said beneath the field."""
    try:
        found = read(Plan(), field, line, "actions", "due_on")
    except BadInput:
        return None
    return found if isinstance(found, date) else None
