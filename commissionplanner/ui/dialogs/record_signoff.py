"""Asks for what somebody decided about the plan: who, in what capacity, when, and the evidence."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from commissionplanner.app import wording
from commissionplanner.edits.base import Edit, Prepared, Together
from commissionplanner.edits.records import AddRecords
from commissionplanner.model.changes import ChangeSet, changed
from commissionplanner.model.entities import Person, SignOff
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.ui.dialogs.form import (
    BadInput,
    chosen,
    combo,
    partners_first,
    read,
    terms,
)
from commissionplanner.ui.dialogs.tall_form import TallForm
from commissionplanner.ui.widgets.inputs import Field
from commissionplanner.ui.workspace import Workspace

NEW = ""
NOBODY = "nobody"  # stands for a record that is not there yet; never kept


class RecordSignOffDialog(TallForm):
    """One person's decision; for somebody who is listed already or somebody new."""

    def __init__(
        self, workspace: Workspace, digest: str, row: SignOff | None, parent: QWidget
    ) -> None:
        super().__init__(
            "Record a decision",
            "What one person decided about the plan as it is now. When the plan changes, the "
            "decision stays with the version it was made on.",
            "Record it", parent, wide=560,
        )  # fmt: skip
        self._workspace, self._digest = workspace, digest
        plan = workspace.plan
        listed = [(key, _who(plan, each)) for key, each in plan.signoffs.items()]
        self.who = combo([(NEW, "Somebody else"), *listed], row.id if row else NEW)
        self.name, self.role = QLineEdit(), QLineEdit()
        self.body = combo(partners_first(plan))
        self.capacity = combo(terms("signoff_capacity"))
        self.decision = combo(terms("signoff_decision", ""))
        self.conditions, self.signed_on, self.evidence = QLineEdit(), QLineEdit(), QLineEdit()
        self._name_field, self._role_field = Field("Name", self.name), Field("Role", self.role)
        self._body_field = Field("Organisation", self.body)
        self._condition_field = Field("Conditions", self.conditions)
        self._day_field = Field("Date", self.signed_on)
        self.column.addWidget(Field("Who", self.who))
        self.beside(self._name_field, self._role_field)
        self.beside(self._body_field, Field("In the capacity of", self.capacity))
        self.beside(Field("Decision", self.decision), self._day_field)
        self.column.addWidget(self._condition_field)
        evidence = "Minute, e-mail or returned sheet."
        self.column.addWidget(Field("Evidence", self.evidence, help_text=evidence))
        self.close_column()
        self.who.activated.connect(self._fill)
        self._fill()

    @property
    def _row(self) -> SignOff | None:
        return self._workspace.plan.signoffs.get(chosen(self.who))

    def _fill(self) -> None:
        """Show what is recorded of the person chosen."""
        plan, row = self._workspace.plan, self._row or SignOff(id=NOBODY)
        person = plan.persons.get(row.person_id or "")
        self.name.setText(person.name if person else "")
        self.role.setText(row.role)
        self.conditions.setText(row.conditions)
        self.evidence.setText(row.evidence)
        self.signed_on.setText(wording.day_text(row.signed_on) if row.signed_on else "")
        for box, code in (
            (self.body, row.organisation_id),
            (self.capacity, row.capacity),
            (self.decision, row.decision or "agreed"),
        ):
            box.setCurrentIndex(max(box.findData(code or ""), 0))

    def finish(self) -> None:
        """Record the decision, once it says who decided what and when."""
        try:
            day = read(
                self._workspace.plan, self._day_field, self.signed_on, "signoffs", "signed_on"
            )
        except BadInput:
            return
        if not self._is_complete(day):
            return
        plan, new_id = self._workspace.plan, random_ids()
        name, before = " ".join(self.name.text().split()), self._row
        edits: list[Edit] = []
        person_id = next((k for k, p in plan.persons.items() if name and p.name == name), None)
        if name and person_id is None:
            body = chosen(self.body) or None
            person = Person(id=new_id(), name=name, organisation_id=body)
            edits.append(AddRecords("persons", (person,)))
            person_id = person.id
        decided = chosen(self.decision) != "pending"
        after = replace(
            before or SignOff(id=new_id()),
            digest=self._digest if decided else "",
            person_id=person_id,
            role=self.role.text().strip(),
            organisation_id=chosen(self.body) or None,
            capacity=chosen(self.capacity) or None,
            decision=chosen(self.decision) or None,
            conditions=self.conditions.text().strip(),
            signed_on=day if isinstance(day, date) else None,
            evidence=self.evidence.text().strip(),
        )
        label = f"Record the decision of {name or after.role}"
        if before is None:
            edits.append(AddRecords("signoffs", (after,)))
        else:
            edits.append(Prepared(ChangeSet(label, changed(before, after, "signoffs"))))
        if self._workspace.do(Together(label, tuple(edits))):
            self.accept()

    def _is_complete(self, day: object) -> bool:
        decision = chosen(self.decision)
        checks = (
            (self._role_field, not self.role.text().strip(), "Say in which role."),
            (self._body_field, not chosen(self.body), "Choose the organisation."),
            (
                self._day_field, decision != "pending" and day is None,
                "Give the day of the decision.",
            ),
            (
                self._condition_field,
                decision == "agreed_with_conditions" and not self.conditions.text().strip(),
                "Say on which conditions.",
            ),
        )  # fmt: skip
        for field, is_missing, words in checks:
            field.show_error(words if is_missing else "")
        return not any(is_missing for _, is_missing, _ in checks)


def _who(plan: Plan, row: SignOff) -> str:
    person = plan.persons.get(row.person_id or "")
    body = display_name(plan.organisations.get(row.organisation_id or ""))
    return ", ".join(part for part in (person.name if person else "", row.role, body) if part)
