"""What two files disagree on: listed in words, and settled with a reason."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from commissionplanner.app import wording
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.disagreements import SettleDisagreements
from commissionplanner.io import codec
from commissionplanner.model.entities import TABLES, Disagreement
from commissionplanner.model.fields import FieldSpec, Kind, Value, spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Said:
    """A disagreement in words.

    Attributes:
        about: Name of the record.
        field: Label of the field.
        earlier: What the earlier file says; `earlier_file` which that is.
        other: What the other file says.
        now: What the plan holds at present.
    """

    about: str
    field: str
    earlier: str
    earlier_file: str
    other: str
    other_file: str
    now: str


def said(plan: Plan, row: Disagreement) -> Said:
    """Return a disagreement in words; what cannot be read is shown as it is kept."""
    spec = spec_of(row)
    record = plan.record(row.record_table, row.record_id) if row.record_table in TABLES else None
    now = _words(plan, spec, getattr(record, row.field)) if spec and record else ""
    return Said(
        about=wording.record_name(plan, row.record_table, row.record_id) if record else "",
        field=spec.label if spec else row.field,
        earlier=_text(plan, spec, row.earlier_value),
        earlier_file=file_of(plan, row.earlier_import_id),
        other=_text(plan, spec, row.other_value),
        other_file=file_of(plan, row.other_import_id),
        now=now,
    )


def spec_of(row: Disagreement) -> FieldSpec | None:
    """Return the field that a disagreement is about; None where there is no such field."""
    if row.record_table not in TABLES:
        return None
    return spec_by_name(TABLES[row.record_table].entity).get(row.field)


def file_of(plan: Plan, import_id: str | None) -> str:
    """Return the name of the file of an import; "" where the plan has it no longer."""
    batch = plan.imports.get(import_id or "")
    return batch.file_name if batch is not None else ""


def _text(plan: Plan, spec: FieldSpec | None, kept: str) -> str:
    if spec is None:
        return kept
    try:
        return _words(plan, spec, value_of(spec, kept))
    except (ValueError, EditRefused):
        return kept


def _words(plan: Plan, spec: FieldSpec, value: Value) -> str:
    if spec.kind is Kind.MONEY and isinstance(value, int):
        return format_pounds(value)
    return wording.value_text(plan, spec, value)


def value_of(spec: FieldSpec, kept: str) -> Value:
    """Return a value that a disagreement keeps.

    Raises:
        ValueError: it is no value of the field.
    """
    return codec.from_json(spec, json.loads(kept))


def settle(
    plan: Plan, keys: Collection[str], chosen: str, reason: str, by_id: str | None = None
) -> SettleDisagreements:
    """Return the edit that settles disagreements, as at the plan's own day.

    Raises:
        EditRefused: a value that was kept cannot be read.
    """
    values: dict[str, Value] = {}
    for key in keys:
        row = plan.disagreements.get(key)
        spec = spec_of(row) if row is not None else None
        if row is None or spec is None:
            continue
        kept = row.other_value if chosen == "other" else row.earlier_value
        try:
            values[key] = value_of(spec, kept)
        except ValueError as error:
            raise EditRefused(
                f"The value kept for “{spec.label}” cannot be read. Set the field by hand."
            ) from error
    return SettleDisagreements(tuple(keys), chosen, reason, plan.header.as_at_on, values, by_id)
