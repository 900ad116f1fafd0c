"""Where each value of a record came from: which import and cell, or typed by hand and when.

A record names its import and its row or cell. Only fields that came from elsewhere have an
entry of their own in `field_sources`: a text, the JSON list [field, import, cell] or
[field, import, cell, day typed, value before].
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import specs
from commissionplanner.model.plan import Plan

NOT_VALUES: Final = frozenset(
    {"import_id", "source_cell", "field_sources", "created_by", "created_at", "colour"}
)
"""Fields that say something of the record itself, and have no origin."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the value of one field came from.

    Attributes:
        import_id: The import; "" for none.
        cell: As Sheet1!F12; Sheet1!12 where only the row is known, and "" for neither.
        typed_on: The day it was typed by hand, ISO; "" for the day not recorded.
        is_typed: Whether it was typed by hand since the import.
        was: What the import said, as `plain` writes values.
        is_set_aside: Whether no column holds it: the import worked it out or supposed it.
    """

    import_id: str = ""
    cell: str = ""
    typed_on: str = ""
    is_typed: bool = False
    was: Any = None
    is_set_aside: bool = False


def plain(value: Any) -> Any:
    """Return a value as JSON can hold and compare it: days as text, tuples as lists."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value if isinstance(value, str | int | bool | None) else str(value)


def entries(record: Record) -> dict[str, Origin]:
    """Return the origins that single fields have of their own; what cannot be read is passed by."""
    found: dict[str, Origin] = {}
    for text in record.field_sources:
        try:
            parts = json.loads(text)
        except ValueError:
            continue
        if not isinstance(parts, list) or len(parts) not in (3, 5):
            continue
        name, batch, cell = (str(part or "") for part in parts[:3])
        if len(parts) == 5:
            found[name] = Origin(batch, cell, str(parts[3] or ""), is_typed=True, was=parts[4])
        else:
            found[name] = Origin(batch, cell)
    return found


def as_texts(origins: dict[str, Origin]) -> tuple[str, ...]:
    """Return origins as a record keeps them, in the order of field names."""
    texts = []
    for name, origin in sorted(origins.items()):
        parts: list[Any] = [name, origin.import_id, origin.cell]
        if origin.is_typed:
            parts += [origin.typed_on, origin.was]
        texts.append(json.dumps(parts, ensure_ascii=False, separators=(",", ":")))
    return tuple(texts)


def origin_of(plan: Plan, table: str, record: Record, name: str) -> Origin:
    """Return where a field of a record came from; an empty origin for a record typed by hand."""
    own = entries(record).get(name)
    if own is not None:
        return own
    if not record.import_id:
        return Origin()
    return _of_record(plan, table, record, name)


def _of_record(plan: Plan, table: str, record: Record, name: str) -> Origin:
    """Return the origin that a record's own import and row give to a field."""
    batch = plan.imports.get(record.import_id or "")
    letters = _letters(batch.cells) if batch is not None else {}
    letter = letters.get(f"{table}.{name}", "")
    sheet, sign, place = record.source_cell.rpartition("!")
    if not place.replace(", ", "").replace(":", "").isdigit():
        return Origin(record.import_id or "", record.source_cell)
    if not letter:
        return Origin(record.import_id or "", record.source_cell, is_set_aside=bool(letters))
    cells = ", ".join(_cells(letter, part) for part in place.split(", "))
    return Origin(record.import_id or "", f"{sheet}{sign}{cells}")


def _cells(letter: str, rows: str) -> str:
    return ":".join(f"{letter}{row}" for row in rows.split(":"))


def _letters(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def with_marks(
    plan: Plan, table: str, before: Record, after: Record, on: date | None = None
) -> Record:
    """Return a record with its changed fields marked as typed by hand.

    Only records that an import brought in are marked: of others everything was typed. A field
    that is again as the import had it loses its mark.
    """
    if not (before.import_id or before.field_sources) or after.import_id != before.import_id:
        return after
    if after.field_sources != before.field_sources:
        return after
    changed = [
        spec.name
        for spec in specs(type(before))
        if spec.name not in NOT_VALUES and getattr(before, spec.name) != getattr(after, spec.name)
    ]
    held = entries(before)
    for name in changed:
        first = held.get(name)
        if first is None and not before.import_id:
            continue  # typed from the start
        if first is None or not first.is_typed:
            first = first or _of_record(plan, table, before, name)
            was = plain(getattr(before, name))
        else:
            was = first.was
        if first.is_typed and plain(getattr(after, name)) == was:
            held[name] = replace(first, is_typed=False, typed_on="", was=None)
            if held[name] == replace(_of_record(plan, table, before, name), is_set_aside=False):
                del held[name]
            continue
        day = on.isoformat() if on else ""
        held[name] = replace(first, typed_on=day, is_typed=True, was=was, is_set_aside=False)
    texts = (*_unread(before), *as_texts(held))
    return after if texts == after.field_sources else replace(after, field_sources=texts)


def _unread(record: Record) -> list[str]:
    """Return entries that a newer version wrote: they are kept as they are."""
    read = set(as_texts(entries(record)))
    return [text for text in record.field_sources if text not in read and not _is_entry(text)]


def _is_entry(text: str) -> bool:
    try:
        parts = json.loads(text)
    except ValueError:
        return False
    return isinstance(parts, list) and len(parts) in (3, 5)


def rows_text(rows: Iterable[int]) -> str:
    """Return rows as a source names them: 3, 5:7 and 9 are "3, 5:7, 9"."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(str(a) if a == b else f"{a}:{b}" for a, b in spans)


def is_value(table: str, name: str) -> bool:
    """Whether a field of a table is a value that has an origin."""
    return name not in NOT_VALUES and any(s.name == name for s in specs(TABLES[table].entity))


def source_words(plan: Plan, origin: Origin) -> str:
    """Return the file and the cell of an origin: "register.xlsx, Sheet1!F12"; "" for none."""
    batch = plan.imports.get(origin.import_id)
    file = batch.file_name if batch is not None else "an import no longer in the plan"
    if not origin.import_id:
        return ""
    sheet, sign, cell = origin.cell.rpartition("!")
    if batch is not None and sheet == batch.file_name.rsplit(".", 1)[0]:
        sheet = ""  # a text file has no sheets
    where = f"{sheet}{sign}{cell}" if sheet else cell
    if cell.replace(", ", "").replace(":", "").isdigit():
        where = f"{sheet + ', ' if sheet else ''}row {cell}"
    return f"{file}, {where}" if where else file
