"""What a fix of a finding is, and how one that sets fields is made."""

from collections.abc import Mapping
from dataclasses import dataclass

from commissionplanner.edits.base import Edit, Together
from commissionplanner.edits.records import SetFields
from commissionplanner.model.fields import Value
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True)
class Fix:
    """One edit that closes a finding.

    Attributes:
        label: Words of the button.
        says: What the edit records, so that it is made only where it is so.
        edit: The edit, with a name to undo it by.
    """

    label: str
    says: str
    edit: Edit


def setting(
    plan: Plan, place: tuple[str, str], label: str, says: str, values: Mapping[str, Value]
) -> Fix:
    """Return the fix that sets fields of one record, a table and an id."""
    table, key = place
    edit = SetFields(table, (key,), values)
    return Fix(label, says, named(plan, place, label, edit))


def named(plan: Plan, place: tuple[str, str], label: str, *edits: Edit) -> Edit:
    """Return edits as one step, named by its label and the record that it is about."""
    return Together(f"{label}: {display_name(plan.record(*place))}", edits)
