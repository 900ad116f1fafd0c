"""Answers findings: accepts them, makes actions of them, reopens them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.findings import (
    AcceptFinding,
    MakeAction,
    Place,
    ReopenFinding,
    RespondToFinding,
    SetThreshold,
)
from commissionplanner.edits.records import AddRecords
from commissionplanner.findings.base import Finding, facts_digest
from commissionplanner.findings.fixes import fix_of
from commissionplanner.findings.thresholds import FIELDS, Limit
from commissionplanner.findings.words import counted
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
    status: str = "open"


class FindingsController:
    """Makes the edits; what is refused is said."""

    def __init__(self, workspace: Workspace, new_id: NewId | None = None) -> None:
        self._workspace = workspace
        self._new_id = new_id or random_ids()

    def accept(self, findings: Sequence[Finding], reason: str, by: str, review_on: date) -> bool:
        """Accept findings until a day, in one step; each returns when its facts change."""
        person_id, adding = self._person(by)
        as_at = self._workspace.plan.header.as_at_on or review_on
        accepting = [
            AcceptFinding(
                place=_place(found), reason=reason, person_id=person_id, on=as_at,
                review_on=review_on, facts_digest=facts_digest(found), new_id=self._new_id(),
            )
            for found in findings
        ]  # fmt: skip
        return self._do(_named("Accept", findings), (*adding, *accepting))

    def make_action(self, finding: Finding, promise: Promise) -> bool:
        """Turn a finding into somebody's action."""
        person_id, adding = self._person(promise.owner)
        make = MakeAction(
            place=_place(finding), title=promise.title, owner_id=person_id,
            organisation_id=promise.organisation_id, due_on=promise.due_on,
            status=promise.status, new_id=self._new_id(),
        )  # fmt: skip
        label = f"Make an action of {finding.rule} of “{finding.name}”"
        return self._do(label, (*adding, make))

    def reopen(self, findings: Sequence[Finding]) -> None:
        """Take back acceptances, in one step."""
        edits = tuple(ReopenFinding(_place(found)) for found in findings)
        self._do(_named("Reopen", findings), edits)

    def respond(self, finding: Finding, organisation_id: str, text: str) -> bool:
        """Put what an organisation says beside a finding, dated with the plan's as-at day."""
        as_at = self._workspace.plan.header.as_at_on
        if as_at is None:
            self._workspace.say("Give the plan an as-at date first: the response is dated with it.")
            return False
        return self._workspace.do(
            RespondToFinding(
                place=_place(finding), organisation_id=organisation_id, text=text, on=as_at,
                new_id=self._new_id(),
            )
        )  # fmt: skip

    def fix(self, finding: Finding) -> bool:
        """Make the edit that closes a finding, where one does."""
        found = fix_of(self._workspace.plan, finding)
        return found is not None and self._workspace.do(found.edit)

    def set_thresholds(self, values: Mapping[Limit, int | None]) -> bool:
        """Set what a rule decides by, in one step; None goes back to the usual value."""
        edits = tuple(
            SetThreshold(
                rule=limit.rule, name=limit.name, field=FIELDS[limit.unit], value=value,
                new_id=self._new_id(),
            )
            for limit, value in values.items()
        )  # fmt: skip
        rules = ", ".join(sorted({limit.rule for limit in values}))
        return self._do(f"Set the thresholds of {rules}", edits)

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

    def _do(self, label: str, edits: tuple[Edit, ...]) -> bool:
        return self._workspace.do(Together(label, edits))


def _place(finding: Finding) -> Place:
    return Place(rule=finding.rule, table=finding.table, key=finding.key)


def _named(verb: str, findings: Sequence[Finding]) -> str:
    if len(findings) == 1:
        return f"{verb} {findings[0].rule} of “{findings[0].name}”"
    return f"{verb} {counted(len(findings), 'finding')}"
