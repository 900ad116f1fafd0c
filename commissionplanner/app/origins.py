"""Where the values of a record came from, in words: for the inspector and for tooltips."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from commissionplanner.app import wording
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, is_known, specs
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import NOT_VALUES, Origin, origin_of, source_words
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import day_text

_PARTS = {
    "services": ("service_costs", "service_id"),
    "funding_streams": ("allocations", "stream_id"),
}
"""Tables whose rows are figures of a record, and the field that names it."""


def origin_lines(plan: Plan, table: str, record: Record) -> list[tuple[str, str]]:
    """Return label and origin in words of every field that is filled, and of the record's figures.

    None where nothing of the record came from a file.
    """
    if not (record.import_id or record.field_sources):
        return list(_parts(plan, table, record))
    lines = [
        (spec.label, origin_words(plan, spec, origin_of(plan, table, record, spec.name)))
        for spec in specs(type(record))
        if spec.name not in NOT_VALUES and _is_said(record, spec.name)
    ]
    return [*lines, *_parts(plan, table, record)]


def origin_words(plan: Plan, spec: FieldSpec, origin: Origin) -> str:
    """Say where a value came from; "Typed by hand" where no file gave it."""
    source = source_words(plan, origin)
    if origin.is_typed:
        when = f" on {_day(origin.typed_on)}" if origin.typed_on else ""
        was = _was(plan, spec, origin.was)
        return f"Typed by hand{when}; was {was}{f' from {source}' if source else ''}"
    if not source:
        return "Typed by hand"
    return f"{source}; worked out on import" if origin.is_set_aside else source


def _parts(plan: Plan, table: str, record: Record) -> Iterator[tuple[str, str]]:
    name, owner = _PARTS.get(table, ("", ""))
    if not name:
        return
    spec = next(s for s in specs(TABLES[name].entity) if s.name == "amount_p")
    rows: list[Any] = [r for r in plan.table(name).values() if getattr(r, owner) == record.id]
    for row in sorted(rows, key=lambda r: (str(r.year or ""), r.id)):
        if row.amount_p is None or not (row.import_id or row.field_sources):
            continue
        label = f"{format_pounds(row.amount_p)}, {row.year or 'year not known'}"
        yield label, origin_words(plan, spec, origin_of(plan, name, row, "amount_p"))


def _is_said(record: Record, name: str) -> bool:
    return is_known(getattr(record, name)) or name in dict(record.as_found)


def _day(text: str) -> str:
    try:
        return day_text(date.fromisoformat(text))
    except ValueError:
        return text


def _was(plan: Plan, spec: FieldSpec, was: Any) -> str:
    """Return a value kept in a mark, in words."""
    if was in (None, "", []):
        return "empty"
    if spec.kind is Kind.MONEY and isinstance(was, int):
        return format_pounds(was)
    if spec.kind is Kind.DAY:
        return _day(str(was))
    value = tuple(was) if isinstance(was, list) else was
    try:
        return wording.value_text(plan, spec, value) or str(was)
    except (TypeError, ValueError, AttributeError):
        return str(was)
