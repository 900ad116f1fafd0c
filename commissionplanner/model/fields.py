"""What is said of each field of a record, once: forms, tables, import, export and manual use it.

A record is a frozen dataclass (see `model.entities`); its fields are declared with the
functions here, which put a `FieldSpec` beside the default. Nothing is checked when a record
is made, so that messy data can be held and found; `problems` says what is amiss, all at once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from commissionplanner.model.years import FinancialYear

Value = str | int | bool | date | FinancialYear | tuple[str, ...] | None
"""What a field may hold. None, and for text the empty string, mean not known; never 0."""


class Kind(StrEnum):
    """The sort of value a field holds, which decides how it is read, shown and stored."""

    TEXT = "text"
    CODE = "code"  # kept letter for letter: zeros in front are part of it
    MONEY = "money"  # int pence
    COUNT = "count"  # int
    QUANTITY = "quantity"  # int thousandths, for staff and volumes
    RATE = "rate"  # int parts per million
    DAY = "date"
    YEAR = "year"  # FinancialYear
    FLAG = "yes/no"
    TERM = "term"  # a code of a vocabulary
    TERMS = "terms"  # a tuple of such codes
    REF = "reference"  # the id of a record
    REFS = "references"  # a tuple of such ids
    TEXTS = "texts"  # a tuple of lines


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSpec:
    """What a field is called, holds and means.

    Attributes:
        name: Attribute of the record and name in files and JSON.
        label: Heading shown; a money field's has no unit, the table says it.
        help: One sentence in users' words.
        unit: "pence", "ppm", "months" …; empty where there is none.
        vocabulary: Name of the list of terms, for TERM and TERMS.
        table: Name of the table referred to, for REF and REFS.
        headings: Column headings seen in real files, lower case, best first.
        required: Whether a record without it is reported (DAT-004). It can still be held.
        in_digest: Whether it is part of the plan's canonical content.
        personal: Whether it may name a person.
        source: Where the definition comes from.
    """

    name: str = ""
    kind: Kind
    label: str
    help: str = ""
    unit: str = ""
    vocabulary: str = ""
    table: str = ""
    headings: tuple[str, ...] = ()
    required: bool = False
    in_digest: bool = True
    personal: bool = False
    source: str = ""

    @property
    def empty(self) -> Value:
        """The value that means not known."""
        if self.kind in (Kind.TEXT, Kind.CODE):
            return ""
        return () if self.kind in (Kind.TERMS, Kind.REFS, Kind.TEXTS) else None


def _declare(spec_kind: Kind, label: str, **said: Any) -> Any:
    spec = FieldSpec(kind=spec_kind, label=label, **said)
    return field(default=spec.empty, metadata={"spec": spec})


def text(label: str, **said: Any) -> Any:
    """Declare a field of text; "" means not known."""
    return _declare(Kind.TEXT, label, **said)


def code(label: str, **said: Any) -> Any:
    """Declare a reference number or code, kept letter for letter; "" means not known."""
    return _declare(Kind.CODE, label, **said)


def money(label: str, **said: Any) -> Any:
    """Declare an amount in whole pence; None means not known, 0 means nil."""
    return _declare(Kind.MONEY, label, unit="pence", **said)


def count(label: str, **said: Any) -> Any:
    """Declare a whole number; None means not known."""
    return _declare(Kind.COUNT, label, **said)


def quantity(label: str, **said: Any) -> Any:
    """Declare a number held in thousandths; None means not known."""
    return _declare(Kind.QUANTITY, label, **said)


def rate(label: str, **said: Any) -> Any:
    """Declare a rate in parts per million; None means not known."""
    return _declare(Kind.RATE, label, unit="ppm", **said)


def day(label: str, **said: Any) -> Any:
    """Declare a date; None means not known."""
    return _declare(Kind.DAY, label, **said)


def year(label: str, **said: Any) -> Any:
    """Declare a financial year; None means not known."""
    return _declare(Kind.YEAR, label, **said)


def flag(label: str, **said: Any) -> Any:
    """Declare a yes or no; None means not known."""
    return _declare(Kind.FLAG, label, **said)


def term(label: str, vocabulary: str, **said: Any) -> Any:
    """Declare a code of a vocabulary; None means not known."""
    return _declare(Kind.TERM, label, vocabulary=vocabulary, **said)


def terms(label: str, vocabulary: str, **said: Any) -> Any:
    """Declare a set of codes of a vocabulary, in order; () means none recorded."""
    return _declare(Kind.TERMS, label, vocabulary=vocabulary, **said)


def ref(label: str, table: str, **said: Any) -> Any:
    """Declare a reference to a record of a table, by id; None means not known."""
    return _declare(Kind.REF, label, table=table, **said)


def refs(label: str, table: str, **said: Any) -> Any:
    """Declare references to records of a table, by id; () means none recorded."""
    return _declare(Kind.REFS, label, table=table, **said)


def texts(label: str, **said: Any) -> Any:
    """Declare lines of text; () means none recorded."""
    return _declare(Kind.TEXTS, label, **said)


def specs(entity: type) -> tuple[FieldSpec, ...]:
    """Return the specs of a record's fields in order, its own before those all records share.

    The id and `as_found` are no fields of this kind and are left out.
    """
    if entity not in _SPECS:
        _SPECS[entity] = {spec.name: spec for spec in _ordered(entity)}
    return tuple(_SPECS[entity].values())


def spec_by_name(entity: type) -> Mapping[str, FieldSpec]:
    """Return the specs of a record by field name."""
    specs(entity)
    return _SPECS[entity]


_SPECS: dict[type, dict[str, FieldSpec]] = {}


_REQUIRED: dict[type, tuple[FieldSpec, ...]] = {}


def required(entity: type) -> tuple[FieldSpec, ...]:
    """Return the specs of the fields that every record of a kind needs, in order."""
    if entity not in _REQUIRED:
        _REQUIRED[entity] = tuple(spec for spec in specs(entity) if spec.required)
    return _REQUIRED[entity]


def _ordered(entity: Any) -> list[FieldSpec]:
    found = [
        replace(item.metadata["spec"], name=item.name)
        for item in fields(entity)
        if "spec" in item.metadata
    ]
    base = entity.__mro__[1]
    shared = {item.name for item in fields(base)} if is_dataclass(base) else set()
    own = [spec for spec in found if spec.name not in shared]
    return own + [spec for spec in found if spec.name in shared]


_TYPES: dict[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,), Kind.CODE: (str,), Kind.MONEY: (int,), Kind.COUNT: (int,),
    Kind.QUANTITY: (int,), Kind.RATE: (int,), Kind.DAY: (date,), Kind.YEAR: (FinancialYear,),
    Kind.FLAG: (bool,), Kind.TERM: (str,), Kind.TERMS: (tuple,), Kind.REF: (str,),
    Kind.REFS: (tuple,), Kind.TEXTS: (tuple,),
}  # fmt: skip


def is_of_kind(spec: FieldSpec, value: object) -> bool:
    """Tell whether a value is of the type the field holds (or empty)."""
    if value is None or value == spec.empty:
        return True
    if isinstance(value, bool) and spec.kind is not Kind.FLAG:
        return False
    if isinstance(value, tuple):
        wants_tuple = _TYPES[spec.kind] == (tuple,)
        return wants_tuple and all(isinstance(item, str) and item for item in value)
    return isinstance(value, _TYPES[spec.kind])


def is_known(value: object) -> bool:
    """Tell whether a value says anything: 0 and No do, None, "" and () do not."""
    return value is not None and value not in ("", ())


def missing_fields(record: Any) -> Iterator[FieldSpec]:
    """Yield the required fields that a record leaves empty."""
    for spec in required(type(record)):
        if not is_known(getattr(record, spec.name)):
            yield spec
