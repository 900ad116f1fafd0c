"""Asks what is needed to accept findings, to make an action of one, or to respond to it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.findings.base import Finding
from commissionplanner.findings.words import counted, some
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui.controllers.findings import Promise
from commissionplanner.ui.dialogs.form import BadInput, FormDialog, read
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.inputs import Field

Accept = Callable[[str, str, date], bool]
Make = Callable[[Promise], bool]
Respond = Callable[[str, str], bool]
_STARTS: Final = ("open", "in_progress")
"""States that an action may start in."""


class AcceptFindingDialog(TallForm):
    """Reason, who accepts, until when; for one finding or for several at once."""

    def __init__(
        self, findings: Sequence[Finding], plan: Plan, accept: Accept, parent: QWidget
    ) -> None:
        super().__init__("Accept with a reason", _accepted(findings), "Accept", parent, 520)
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


class MakeActionDialog(TallForm):
    """What will be done, by whom, of which organisation, by when."""

    def __init__(
        self,
        finding: Finding,
        organisations: Sequence[tuple[str, str]],
        make: Make,
        parent: QWidget,
    ) -> None:
        super().__init__(
            "Make an action", f"{finding.title}: {finding.name}", "Make the action", parent, 520
        )
        self._make = make
        self.what, self.owner, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        first = finding.organisation_ids[0] if finding.organisation_ids else ""
        self.body = DropDown("Organisation", [("", "Not known yet"), *organisations], first)
        terms = vocabulary("action_status").by_code
        self.status = DropDown("Status", [(c, terms[c].label) for c in _STARTS], _STARTS[0])
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
        self.column.addWidget(self.status)
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
        body = self.body.current() or None
        if self._make(Promise(title, self.owner.text(), body, due, self.status.current())):
            self.accept()


class RespondDialog(FormDialog):
    """What an organisation says to a finding."""

    def __init__(
        self,
        finding: Finding,
        organisations: Sequence[tuple[str, str]],
        respond: Respond,
        parent: QWidget,
    ) -> None:
        super().__init__(
            "Add a response",
            f"{finding.title}: {finding.name}. The response is printed beside the finding.",
            "Keep the response", parent,
        )  # fmt: skip
        self._respond = respond
        first = finding.organisation_ids[0] if finding.organisation_ids else ""
        self.body = DropDown("Organisation", [("", "Choose"), *organisations], first)
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(112)
        self._field = Field(
            "Response", self.text, help_text="In the organisation's own words. No names of people."
        )
        self.column.addWidget(self.body)
        self.column.addWidget(self._field)
        self.close_column()

    def finish(self) -> None:
        """Keep the response, once there are words and an organisation."""
        text, body = self.text.toPlainText().strip(), self.body.current()
        error = "" if text else "Write the response before it is kept."
        self._field.show_error(error or ("" if body else "Choose whose response it is."))
        if text and body and self._respond(body, text):
            self.accept()


def _accepted(findings: Sequence[Finding]) -> str:
    if len(findings) == 1:
        what = f"{findings[0].title}: {findings[0].name}."
        return f"{what} It returns when its facts change or the date passes."
    names = some([f"{found.rule} {found.name}" for found in findings], 3)
    what = f"{counted(len(findings), 'finding')}: {names}."
    return f"{what} Each returns when its own facts change or the date passes."


def _day(field: Field, line: QLineEdit) -> date | None:
    """Return the day typed; where it is none, that is said beneath the field."""
    try:
        found = read(Plan(), field, line, "actions", "due_on")
    except BadInput:
        return None
    return found if isinstance(found, date) else None
