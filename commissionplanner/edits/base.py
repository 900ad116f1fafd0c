"""What an edit is, and how one is refused."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Protocol

from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.origins import with_marks
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
    is_from_file: ClassVar[bool] = True

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


def marked_changes(edit: Edit, plan: Plan, on: date | None) -> ChangeSet:
    """Return the changes of an edit, with what it changes of imported records marked as typed.

    An edit that brings in what a file says marks nothing: it says itself where values came from.

    Args:
        edit: The edit.
        plan: What it is made on.
        on: The day, noted on what is marked; None notes none.

    Raises:
        EditRefused: the edit may not be made.
    """
    if isinstance(edit, Together):
        joined = ChangeSet(edit.label)
        for part in edit.edits:
            step = marked_changes(part, plan, on)
            plan = apply(plan, step)
            joined = joined.merged_with(step)
        return joined
    found = edit.changes(plan)
    if getattr(edit, "is_from_file", False):
        return found
    marked = tuple(_marked(plan, change, on) for change in found.changes)
    return found if marked == found.changes else ChangeSet(found.label, marked)


def _marked(plan: Plan, change: Change, on: date | None) -> Change:
    before, after = change.before, change.after
    if before is None or after is None or not (before.import_id or before.field_sources):
        return change
    return replace(change, after=with_marks(plan, change.table, before, after, on))
