"""The edit that seals a version of the plan: the only one that makes such a record."""

from dataclasses import dataclass

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import SealedVersion
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class SealVersion:
    """Keep the plan as it is now as a sealed version.

    Attributes:
        version: The record, with the content and its digest (`app.usecases.sealing.prepared`).
    """

    version: SealedVersion

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one addition; refused where it would stand twice or says too little."""
        version = self.version
        held = plan.sealed_versions
        for earlier in held.values():
            if earlier.digest == version.digest:
                raise EditRefused(f"Nothing has changed since version {earlier.number} was sealed.")
        if not (version.number and version.digest and version.content):
            raise EditRefused("A sealed version has a number, a digest and its content.")
        if any((earlier.number or 0) >= version.number for earlier in held.values()):
            raise EditRefused(f"There is a version {version.number} or a later one already.")
        if version.id in held:
            raise EditRefused("The plan already has this sealed version.")
        if version.as_at_on is None:
            raise EditRefused("Set the plan's as-at date first: a sealed version speaks of a day.")
        if version.sealed_by is not None and version.sealed_by not in plan.persons:
            raise EditRefused("Whoever seals the version is not among the people of the plan.")
        change = Change("sealed_versions", version.id, None, version)
        return ChangeSet(f"Seal version {version.number}", (change,))
