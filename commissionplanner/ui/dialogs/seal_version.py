"""Asks before a version is sealed: what it is called, who seals it and when, what is still missing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.app.usecases import sealing, seals
from commissionplanner.app.usecases.checklist import Line
from commissionplanner.edits.base import Edit, EditRefused, Together
from commissionplanner.edits.records import AddRecords
from commissionplanner.edits.seals import SealVersion
from commissionplanner.model.entities import Person
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted
from commissionplanner.ui.dialogs.form import BadInput, chosen, combo, read, records
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace


class SealVersionDialog(TallForm):
    """One question before the plan as it is now is kept whole as a version."""

    def __init__(self, workspace: Workspace, lines: Sequence[Line], parent: QWidget) -> None:
        number = seals.next_number(workspace.plan)
        super().__init__(
            f"Seal version {number}",
            "The plan as it is now is kept whole, with its digest, as a version that nobody can "
            "change any more. You go on working; whatever changes then is a draft of the next "
            "version. Undo takes the seal back while the plan stays open; afterwards it stays.",
            f"Seal version {number}", parent, wide=560,
        )  # fmt: skip
        self._workspace, self._lines = workspace, [line for line in lines if not line.is_ready]
        self.title, self.name, self.sealed_on = QLineEdit(), QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(f"Version {number}")
        self.who = combo(records(workspace.plan, "persons", "Somebody else"))
        today = workspace.document.today
        self.sealed_on.setText(wording.day_text(today) if today else "")
        self._name_field = Field("Name", self.name)
        self._day_field = Field("Sealed on", self.sealed_on)
        self.column.addWidget(Field("What the version is called", self.title))
        self.beside(Field("Sealed by", self.who), self._name_field)
        self.column.addWidget(self._day_field)
        if self._lines:
            self.column.addWidget(Label(self._missing(len(lines)), "body", "warning", wrap=True))
        note = (
            "A digest shows that something was changed only if it is also recorded elsewhere: put "
            "it into the minutes or an e-mail. It is tamper-evident, not tamper-proof."
        )
        self.column.addWidget(Label(note, "small", "ink3", wrap=True))
        self.close_column()
        self.who.activated.connect(self._choose)
        self._choose()

    def _missing(self, total: int) -> str:
        said = counted(len(self._lines), "line", "lines")
        return (
            f"{said} of {total} on the checklist missing. The version is sealed and records them."
        )

    def _choose(self) -> None:
        self._name_field.setVisible(not chosen(self.who))

    def finish(self) -> None:
        """Seal the version, once it says who seals it and when."""
        plan = self._workspace.plan
        name = " ".join(self.name.text().split())
        needs_name = not chosen(self.who) and not name
        self._name_field.show_error("Say who seals it." if needs_name else "")
        try:
            day = read(plan, self._day_field, self.sealed_on, "sealed_versions", "sealed_on")
        except BadInput:
            return
        if not isinstance(day, date):
            self._day_field.show_error("Give the day.")
            return
        if needs_name:
            return
        self.done_button.setEnabled(False)
        self._workspace.start(
            "Sealing the version", lambda _progress: self._prepare(plan, day, name), self._take,
            self._say_why,
        )  # fmt: skip

    def _prepare(self, plan: Plan, day: date, name: str) -> tuple[Plan, Edit]:
        by = chosen(self.who)
        person = next((p for p in plan.persons.values() if p.name == name), None)
        added: list[Edit] = []
        if not by and person is None:
            person = Person(id=random_ids()(), name=name)
            added.append(AddRecords("persons", (person,)))
        by = by or (person.id if person else "")
        note = "Still missing: " + "; ".join(line.text for line in self._lines) + "."
        seal = sealing.prepared(
            plan, by, day, self.title.text(), note=note if self._lines else ""
        )  # fmt: skip
        return plan, _joined(seal, added)

    def _take(self, made: tuple[Plan, Edit]) -> None:
        plan, edit = made
        self.done_button.setEnabled(True)
        if plan is not self._workspace.plan:
            self._workspace.say("The plan changed meanwhile; nothing was sealed. Seal it again.")
            return
        if self._workspace.do(edit):
            self.accept()

    def _say_why(self, error: Exception) -> None:
        self.done_button.setEnabled(True)
        if not isinstance(error, EditRefused):
            raise error
        self._workspace.say(str(error), level="problem")


def _joined(seal: SealVersion, added: Sequence[Edit]) -> Edit:
    if not added:
        return seal
    return Together(f"Seal version {seal.version.number}", (*added, seal))
