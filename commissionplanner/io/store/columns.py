"""Tables as columns of stored values, and back: the fast road between records and SQLite.

A stored value is text, a whole number or None. Columns rather than rows are turned, because a
column is of one kind, is often empty from end to end, and repeats its days and years.
"""

import json
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from operator import attrgetter
from typing import Any

from commissionplanner.io import codec
from commissionplanner.io.codec import ValueProblem
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.years import FinancialYear

Stored = str | int | None
Column = Sequence[Stored]


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table: the name, the kind and what stands for nothing.

    Attributes:
        name: Of the field and the column.
        spec: None for the id and for `as_found`, which no spec describes.
        empty: The value where the column holds NULL.
        in_digest: Whether it is part of the canonical content.
    """

    name: str
    spec: FieldSpec | None
    empty: Any
    in_digest: bool

    @property
    def kind(self) -> Kind:
        """The kind of value; the id is a code, `as_found` a list."""
        if self.spec is not None:
            return self.spec.kind
        return Kind.CODE if self.name == "id" else Kind.TEXTS

    @property
    def sql_type(self) -> str:
        """TEXT or INTEGER, as the schema has it."""
        return "INTEGER" if self.kind in codec.NUMBERS or self.kind is Kind.FLAG else "TEXT"


@cache
def table_fields(table: str) -> tuple[Field, ...]:
    """Return the columns of a table in the order of the file, the id first."""
    entity = TABLES[table].entity
    known = spec_by_name(entity)
    found = [Field("id", None, None, in_digest=True), Field("as_found", None, (), in_digest=True)]
    found += [Field(s.name, s, s.empty, s.in_digest) for s in known.values()]
    return tuple(found)


def to_columns(table: str, records: Sequence[Record]) -> dict[str, Column]:
    """Return the stored columns of records; columns that hold nothing are left out."""
    columns: dict[str, Column] = {}
    for field in table_fields(table):
        column = list(map(attrgetter(field.name), records))
        if column.count(field.empty) < len(column):
            stored = _ENCODE.get(field.kind, _as_it_is)(column)
            if stored.count(None) < len(stored):
                columns[field.name] = stored
    return columns


def _as_it_is(column: Sequence[Any]) -> Column:
    return column


def _texts(column: Sequence[Any]) -> Column:
    joined = "".join(filter(None, column))
    if not joined.isascii():
        try:
            joined.encode()
        except UnicodeEncodeError:  # half a character, which no file can hold
            return [whole_characters(value) if value else None for value in column]
    return [value or None for value in column] if "" in column else column


def whole_characters(text: str) -> str:
    """Return text with half characters, which no file can hold, marked as unreadable."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _each_once(turn: Callable[[Any], Stored]) -> Callable[[Sequence[Any]], Column]:
    def encode(column: Sequence[Any]) -> Column:
        turned: dict[Any, Stored] = {None: None}
        found: list[Stored] = []
        for value in column:
            if value not in turned:
                turned[value] = turn(value)
            found.append(turned[value])
        return found

    return encode


def _years(column: Sequence[Any]) -> Column:
    return [None if value is None else _year_text(value.start) for value in column]


@cache
def _year_text(start: int) -> str:
    return str(FinancialYear(start))


def _list_text(value: tuple[Any, ...]) -> str | None:
    return whole_characters(codec.compact(value)) if value else None


_ENCODE: Mapping[Kind, Callable[[Sequence[Any]], Column]] = {
    Kind.TEXT: _texts, Kind.CODE: _texts, Kind.TERM: _texts, Kind.REF: _texts,
    Kind.DAY: _each_once(lambda value: value.isoformat()),
    Kind.YEAR: _years,
    Kind.FLAG: _each_once(int),
    Kind.TERMS: _each_once(_list_text), Kind.REFS: _each_once(_list_text),
    Kind.TEXTS: _each_once(_list_text),
}  # fmt: skip


def to_records(table: str, columns: Mapping[str, Column], count: int) -> dict[str, Record]:
    """Return records by id from their stored columns; a column not given is empty.

    Records are filled a column at a time, past their constructor, which would take three
    times as long; all that it checks, the id, is checked here.

    Raises:
        ValueProblem: a stored value fits no field; says the table, the record and the field.
    """
    entity = TABLES[table].entity
    ids = columns.get("id", ())
    if len(ids) != count or not all(ids):
        raise ValueProblem(f"A {TABLES[table].singular} has no id.")
    records: list[Any] = list(map(entity.__new__, repeat(entity, count)))
    for field in table_fields(table):
        stored = columns.get(field.name)
        values: Iterable[Any] = (
            repeat(field.empty, count) if stored is None else _decode(table, field, stored, ids)
        )
        put = getattr(entity, field.name).__set__
        deque(map(put, records, values), maxlen=0)
    return dict(zip(ids, records, strict=True))  # type: ignore[arg-type] # ids are text: the schema says so


def _decode(table: str, field: Field, column: Column, ids: Column) -> Sequence[Any]:
    if field.kind in codec.WORDS or field.kind in codec.NUMBERS:
        if field.empty is None or None not in column:
            return column
        return [field.empty if value is None else value for value in column]
    turned: dict[Stored, Any] = {None: field.empty}
    for stored in set(column) - {None}:
        try:
            turned[stored] = _value(field, stored)
        except ValueProblem as problem:
            where = f"{table}, {ids[column.index(stored)]}, {field.name}"
            raise ValueProblem(f"{where}: {problem}") from None
    return [turned[stored] for stored in column]


def _value(field: Field, stored: Any) -> Any:
    if field.kind is Kind.DAY:
        return codec.day(stored)
    if field.kind is Kind.YEAR:
        return codec.year(stored)
    if field.kind is Kind.FLAG:
        if stored in (0, 1):
            return bool(stored)
        raise ValueProblem(f"“{stored}” is neither yes (1) nor no (0).")
    try:
        held = json.loads(stored)
    except (ValueError, RecursionError):
        raise ValueProblem(f"“{stored[:60]}” is not a list.") from None
    value = codec.pairs(held) if field.name == "as_found" else codec.words(held)
    if _list_text(value) != stored:
        raise ValueProblem(f"“{stored[:60]}” is not written as this program writes lists.")
    return value
