"""Answers findings: accepts them, makes actions of them, reopens them."""

from dataclasses import dataclass
from datetime import date

from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.findings import (
    AcceptFinding,
    MakeAction,
    Place,
    ReopenFinding,
)
from commissionplanner.edits.records import AddRecords
from commissionplanner.findings.base import Finding, facts_digest
from commissionplanner.model.entities import Person
from commissionplanner.model.ids import NewId, random_ids
from commissionplanner.model.vocab import normal
from commissionplanner.ui.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Promise:
    """What an action promises: who does what by when."""

    title: str
    owner: str
    organisation_id: str | None
    due_on: date | None


class FindingsController:
    """Makes the edits; what is refused is said."""

    def __init__(self, workspace: Workspace, new_id: NewId | None = None) -> None:
        self._workspace = workspace
        self._new_id = new_id or random_ids()

    def accept(self, finding: Finding, reason: str, by: str, review_on: date) -> bool:
        """Accept a finding until a day; it returns when its facts change."""
        person_id, adding = self._person(by)
        as_at = self._workspace.plan.header.as_at_on or review_on
        accept = AcceptFinding(
            place=_place(finding), reason=reason, person_id=person_id, on=as_at,
            review_on=review_on, facts_digest=facts_digest(finding), new_id=self._new_id(),
        )  # fmt: skip
        return self._do(f"Accept {finding.rule} of “{finding.name}”", adding, accept)

    def make_action(self, finding: Finding, promise: Promise) -> bool:
        """Turn a finding into somebody's action."""
        person_id, adding = self._person(promise.owner)
        make = MakeAction(
            place=_place(finding), title=promise.title, owner_id=person_id,
            organisation_id=promise.organisation_id, due_on=promise.due_on, new_id=self._new_id(),
        )  # fmt: skip
        return self._do(f"Make an action of {finding.rule} of “{finding.name}”", adding, make)

    def reopen(self, finding: Finding) -> None:
        """Take back an acceptance."""
        self._workspace.do(ReopenFinding(_place(finding)))

    def _person(self, name: str) -> tuple[str | None, tuple[Edit, ...]]:
        """Return the person of a name, and the edit that adds one not in the plan yet."""
        wanted = normal(name)
        if not wanted:
            return None, ()
        for key, person in self._workspace.plan.persons.items():
            if normal(person.name) == wanted:
                return key, ()
        made = Person(id=self._new_id(), name=" ".join(name.split()))
        return made.id, (AddRecords("persons", (made,)),)

    def _do(self, label: str, adding: tuple[Edit, ...], edit: Edit) -> bool:
        return self._workspace.do(Together(label, (*adding, edit)))


def _place(finding: Finding) -> Place:
    return Place(rule=finding.rule, table=finding.table, key=finding.key)
