"""What an edit is, and how one is refused."""

from dataclasses import dataclass
from typing import Protocol

from commissionplanner.model.changes import ChangeSet, apply
from commissionplanner.model.plan import Plan


class EditRefused(Exception):
    """The edit would lose or falsify something. The message says what and what to do."""


class Edit(Protocol):
    """A value that knows which changes it makes."""

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; none where the plan is so already.

        Raises:
            EditRefused: the edit may not be made.
        """
        ...


@dataclass(frozen=True, slots=True)
class Prepared:
    """An edit whose changes are known already: an import, a merge, a fix."""

    change_set: ChangeSet

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes as they were prepared, whatever the plan."""
        del plan
        return self.change_set


@dataclass(frozen=True, slots=True)
class Together:
    """Several edits as one step, each made on what the one before left."""

    label: str
    edits: tuple[Edit, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the joined changes; refused whole where one part is."""
        joined = ChangeSet(self.label)
        for edit in self.edits:
            step = edit.changes(plan)
            plan = apply(plan, step)
            joined = joined.merged_with(step)
        return joined
