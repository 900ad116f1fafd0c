"""What differs between two versions of a plan, a line for each field that changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from commissionplanner.model.changes import Change, ChangeSet, difference
from commissionplanner.model.entities import Record
from commissionplanner.model.fields import Value, is_known, specs
from commissionplanner.model.plan import Plan, full_name

AS_FOUND: Final = "as_found"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One difference.

    Attributes:
        table: Name of the table.
        key: Id of the record.
        name: What the record is called, in the newer version where it is in both.
        field: Name of the field; "" where the whole record came or went.
        before: The value in the older version.
        after: The value in the newer version.
        record_before: The record, where it went.
        record_after: The record, where it came.
    """

    table: str
    key: str
    name: str
    field: str
    before: Value | tuple[tuple[str, str], ...] = None
    after: Value | tuple[tuple[str, str], ...] = None
    record_before: Record | None = None
    record_after: Record | None = None


def compare(old: Plan, new: Plan) -> tuple[FieldChange, ...]:
    """Return what must change in the older plan to give the newer, by table, record and field."""
    return tuple(field_changes(difference(old, new, "Compare")))


def field_changes(changes: ChangeSet) -> Iterator[FieldChange]:
    """Yield the differences that a change-set makes, field by field."""
    for change in changes.changes:
        if change.before is None or change.after is None:
            yield FieldChange(
                change.table,
                change.key,
                full_name(change.after or change.before),
                "",
                record_before=change.before,
                record_after=change.after,
            )
        else:
            yield from _between(change, change.before, change.after)


def _between(change: Change, before: Record, after: Record) -> Iterator[FieldChange]:
    name = full_name(after)
    if before.as_found != after.as_found:
        yield FieldChange(change.table, change.key, name, AS_FOUND, before.as_found, after.as_found)
    for spec in specs(type(after)):
        old, new = getattr(before, spec.name), getattr(after, spec.name)
        if old != new and (is_known(old) or is_known(new)):
            yield FieldChange(change.table, change.key, name, spec.name, old, new)
