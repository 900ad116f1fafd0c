"""The edit that keeps what was heard from practice beside a service."""

from dataclasses import dataclass
from datetime import date

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import ChangeSet, added
from commissionplanner.model.entities import PracticeNote
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPracticeNote:
    """Keep what was heard of a service, from whom (a role, never a name), and what changed."""

    service_id: str
    heard_on: date | None
    role: str | None
    heard: str
    changed: str
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the addition; refused without words, or where the service is gone."""
        service = plan.services.get(self.service_id)
        if service is None:
            raise EditRefused("That service is no longer in the plan.")
        if not self.heard.strip():
            raise EditRefused("Write what was heard before it is kept.")
        if self.new_id in plan.practice_notes:
            raise EditRefused("Another note has that id already.")
        note = PracticeNote(
            id=self.new_id,
            service_id=service.id,
            heard_on=self.heard_on,
            role=self.role,
            heard=self.heard.strip(),
            changed=self.changed.strip(),
        )
        label = f"Keep a practice note of “{display_name(service)}”"
        return ChangeSet(label, added("practice_notes", [note]))
