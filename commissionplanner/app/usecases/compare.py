"""Compare two plan files: what changed, as JSON and in words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commissionplanner.analysis.partner_round import hidden_returns
from commissionplanner.app.usecases.plans import open_plan
from commissionplanner.app.wording import NOT_KNOWN, value_text
from commissionplanner.io import codec
from commissionplanner.model.entities import TABLES, Record, SealedVersion
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.versions.compare import AS_FOUND, FieldChange, compare


def compare_files(old: Path, new: Path) -> tuple[tuple[FieldChange, ...], Plan]:
    """Return what changed between two plan files, and the newer plan.

    Answers of a partner round that may not be seen yet are left out.

    Raises:
        FileProblem: one of them cannot be opened.
    """
    older, newer = open_plan(old).plan, open_plan(new).plan
    unread = hidden_returns(older) | hidden_returns(newer)
    found = compare(older, newer)
    return tuple(c for c in found if c.table != "partner_returns" or c.key not in unread), newer


def as_json(changes: Sequence[FieldChange]) -> dict[str, Any]:
    """Return the changes under the keys that `compare --json` prints.

    Where a whole record came or went, the field is null and the record stands as an object
    under after or before.
    """
    return {"changes": [_line(change) for change in changes]}


def _line(change: FieldChange) -> dict[str, Any]:
    if change.field:
        before, after = _json(change.before), _json(change.after)
    else:
        before, after = _record(change.record_before), _record(change.record_after)
    return {
        "table": change.table,
        "id": change.key,
        "name": change.name,
        "field": change.field or None,
        "before": before,
        "after": after,
    }


def in_words(plan: Plan, change: FieldChange) -> str:
    """Return one change as a line for people; references are named as the newer plan has them."""
    table = TABLES[change.table]
    what = f"{table.singular.capitalize()} “{change.name}”"
    if not change.field:
        return f"{what}: {'removed' if change.record_after is None else 'added'}"
    if change.field == AS_FOUND:
        return f"{what}: cells that could not be read"
    spec = spec_by_name(table.entity)[change.field]
    before, after = _words(plan, spec, change.before), _words(plan, spec, change.after)
    return f"{what}, {spec.label.lower()}: {before} → {after}"


def _words(plan: Plan, spec: FieldSpec, value: Any) -> str:
    if spec.kind is Kind.MONEY and isinstance(value, int):
        return format_pounds(value)
    return value_text(plan, spec, value) or NOT_KNOWN.lower()


def _json(value: Any) -> Any:
    if isinstance(value, tuple) and value and isinstance(value[0], tuple):
        return [list(pair) for pair in value]
    return codec.to_json(value)


def _record(record: Record | None) -> dict[str, Any] | None:
    if record is None:
        return None
    held = codec.record_to_json(record)
    if isinstance(record, SealedVersion):  # a plan within the plan, packed: its digest says it
        held.pop("content", None)
    return held
