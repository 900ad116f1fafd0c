"""Values, records and change-sets as JSON, and back. One form for journal, history and dump.

Text stays text, money whole pence, days ISO, years "2026/27", yes and no true and false, and
what holds several things an array. What a record leaves empty is left out. Reading never
guesses: a value of another form is a `ValueProblem`, for the caller to list or to refuse.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from operator import attrgetter
from typing import Any, Final

from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, Value, is_known, spec_by_name
from commissionplanner.model.years import FinancialYear, year_from

Json = Any
TUPLES: Final = frozenset({Kind.TERMS, Kind.REFS, Kind.TEXTS})
WORDS: Final = frozenset({Kind.TEXT, Kind.CODE, Kind.TERM, Kind.REF})
NUMBERS: Final = frozenset({Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.RATE})
LARGEST: Final = 2**63 - 1
_AS_IT_IS: Final = frozenset({str, int, bool})

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEAR = re.compile(r"\d{4}/\d{2}", re.ASCII)


class ValueProblem(ValueError):
    """A stored value that no field of its kind can hold; the message is for the user."""


def compact(value: Json) -> str:
    """Return JSON without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def to_json(value: Value) -> Json:
    """Return a field's value as JSON holds it; None for whatever says nothing."""
    if not is_known(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FinancialYear):
        return str(value)
    if isinstance(value, tuple):
        return list(value)
    return value


def from_json(spec: FieldSpec, held: Json) -> Value:
    """Return the value that a field holds, from JSON.

    Raises:
        ValueProblem: JSON holds something else.
    """
    if held is None:
        return spec.empty
    if spec.kind in WORDS:
        return str(_checked(spec, held, str))
    if spec.kind in NUMBERS:
        return whole(spec, held)
    if spec.kind is Kind.FLAG:
        return bool(_checked(spec, held, bool))
    if spec.kind is Kind.DAY:
        return day(_checked(spec, held, str))
    if spec.kind is Kind.YEAR:
        return year(_checked(spec, held, str))
    return words(held)


def day(text: str) -> date:
    """Read a day as 2026-04-01.

    Raises:
        ValueProblem: it is written otherwise, or is no day.
    """
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueProblem(f"“{text}” is not a date such as 2026-04-01.")


def year(text: str) -> FinancialYear:
    """Read a financial year as 2026/27.

    Raises:
        ValueProblem: it is written otherwise, or its parts do not follow each other.
    """
    if _YEAR.fullmatch(text):
        found = year_from(int(text[:4]))
        if str(found) == text and 1 <= found.start <= 9998:
            return found
    raise ValueProblem(f"“{text}” is not a financial year such as 2026/27.")


def words(held: Json) -> tuple[str, ...]:
    """Read an array of texts, none of them empty.

    Raises:
        ValueProblem: it is anything else.
    """
    if isinstance(held, list) and all(isinstance(item, str) and item for item in held):
        return tuple(held)
    raise ValueProblem(f"“{_shown(held)}” is not a list of texts.")


def whole(spec: FieldSpec, held: Json) -> int:
    """Read a whole number.

    Raises:
        ValueProblem: it is anything else, or beyond what the file can hold.
    """
    if isinstance(held, int) and not isinstance(held, bool) and abs(held) <= LARGEST:
        return held
    raise ValueProblem(f"“{_shown(held)}” is not a whole number, as “{spec.label}” needs.")


def pairs(held: Json) -> tuple[tuple[str, str], ...]:
    """Read what was found in cells that could not be read: [["end_on", "TBC"], …].

    Raises:
        ValueProblem: it is anything else.
    """
    if isinstance(held, list) and all(
        isinstance(p, list) and len(p) == 2 and all(isinstance(t, str) for t in p) for p in held
    ):
        return tuple((name, text) for name, text in held)
    raise ValueProblem(f"“{_shown(held)}” is not a list of fields and texts.")


def _checked(spec: FieldSpec, held: Json, wanted: type) -> Any:
    if isinstance(held, wanted):
        return held
    raise ValueProblem(f"“{_shown(held)}” does not fit “{spec.label}”.")


def _shown(held: Json) -> str:
    text = held if isinstance(held, str) else repr(held)
    return text if len(text) <= 60 else text[:59] + "…"


def record_to_json(record: Record) -> dict[str, Json]:
    """Return a record as a JSON object: its id, then every field that says something."""
    held: dict[str, Json] = {"id": record.id}
    if record.as_found:
        held["as_found"] = [list(pair) for pair in record.as_found]
    names, values_of = _reader(type(record))
    for name, value in zip(names, values_of(record), strict=True):
        if value.__class__ in _AS_IT_IS:
            if value != "":
                held[name] = value
        elif value is not None and value != ():
            held[name] = to_json(value)
    return held


_Values = Callable[[Record], tuple[Value, ...]]
_READERS: dict[type, tuple[tuple[str, ...], _Values]] = {}


def _reader(entity: type) -> tuple[tuple[str, ...], _Values]:
    """Return the names of an entity's fields, and what reads them all at once: an import has many."""
    if entity not in _READERS:
        names = tuple(spec_by_name(entity))
        if len(names) > 1:
            _READERS[entity] = names, attrgetter(*names)
        else:
            _READERS[entity] = names, lambda record: tuple(getattr(record, n) for n in names)
    return _READERS[entity]


def record_from_json(table: str, held: Mapping[str, Json]) -> Record:
    """Return the record of a table that a JSON object holds.

    Raises:
        ValueProblem: it has no id, a field that is not ours or a value that does not fit.
    """
    entity = TABLES[table].entity
    known = spec_by_name(entity)
    values: dict[str, Any] = {}
    for name, value in held.items():
        if name == "id":
            values["id"] = value
        elif name == "as_found":
            values["as_found"] = pairs(value)
        elif name in known:
            values[name] = from_json(known[name], value)
        else:
            raise ValueProblem(f"There is no field “{name}” in {TABLES[table].plural}.")
    if not isinstance(values.get("id"), str) or not values["id"]:
        raise ValueProblem(f"A {TABLES[table].singular} has no id.")
    return entity(**values)


def changes_to_json(changes: ChangeSet) -> dict[str, Json]:
    """Return a change-set as a JSON object: its label and each record before and after."""
    return {
        "label": changes.label,
        "changes": [
            {
                "table": change.table,
                "id": change.key,
                "before": None if change.before is None else record_to_json(change.before),
                "after": None if change.after is None else record_to_json(change.after),
            }
            for change in changes.changes
        ],
    }


def changes_from_json(held: Mapping[str, Json]) -> ChangeSet:
    """Return the change-set that a JSON object holds.

    Raises:
        ValueProblem: it is of another form.
    """
    try:
        items = tuple(_change(item) for item in held["changes"])
        return ChangeSet(str(held["label"]), items)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueProblem("A change is not in the form that this program writes.") from error


def _change(item: Mapping[str, Json]) -> Change:
    table = item["table"]
    read: Callable[[Json], Record | None] = lambda held: (  # noqa: E731 it closes over the table
        None if held is None else record_from_json(table, held)
    )
    before, after = read(item["before"]), read(item["after"])
    if table not in TABLES or any(r is not None and r.id != item["id"] for r in (before, after)):
        raise ValueProblem("A change names another record than it holds.")
    return Change(table, item["id"], before, after)
