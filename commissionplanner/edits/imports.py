"""The edit that an import is: all of its records, or none."""

from dataclasses import dataclass
from typing import ClassVar

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class BringIn:
    """Add and change the records of an import, as it was made ready, in one step."""

    label: str
    made_ready: tuple[Change, ...]
    is_from_file: ClassVar[bool] = True

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; refused where the plan was changed since they were made ready."""
        for change in self.made_ready:
            now = plan.record(change.table, change.key)
            if now is not change.before and now != change.before:
                raise EditRefused(
                    "The plan was changed while this import was made ready. Look at it again, then import."
                )
        return ChangeSet(self.label, self.made_ready)
