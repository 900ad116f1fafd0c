"""Columns of tables over the plan: what a cell says, how it is drawn, how it sorts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from commissionplanner.app import wording
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.needs import may_be_empty, unreadable
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui.focus import Lens

if TYPE_CHECKING:
    from commissionplanner.findings.base import Finding

BLANK = "blank"
"""In `Shown.extra`: names of required fields that nearly every row leaves empty."""

AMOUNTS = "amounts of columns"
"""In `Shown.extra`: a lens, and for it the pence of each column with a total, by column and row."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What columns are asked about: a plan, how to show it, what was found in it.

    Attributes:
        plan: The plan shown.
        lens: Year, scenario and unit.
        findings: The open findings about a record, by (table, id), the gravest first.
        slots: Each organisation's place in the palette, from 0.
        extra: Figures worked out for the page, by name.
    """

    plan: Plan
    lens: Lens = field(default_factory=Lens)
    findings: Mapping[tuple[str, str], "tuple[Finding, ...]"] = field(default_factory=dict)
    slots: Mapping[str, int] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def year(self) -> FinancialYear | None:
        """The year shown; None where nothing is chosen and no year planned."""
        return self.lens.year_of(self.plan)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is drawn.

    Attributes:
        text: The words.
        tone: Token of the ink; "" is the column's own.
        problem: Why the cell needs putting right; "" when it does not.
        slot: Place of an organisation in the palette, whose swatch stands before the words.
        level: A finding's level, whose shape stands before the words.
        mark: Words of the single-year mark; "" for none.
        rolled: How many terms of a year follow each other; 0 for none.
        tier: 1 to 4 for prevention pips; 0 for four empty ones; None for none.
        icon: Name of an icon before the words.
        tip: The tooltip, where it says more than the words.
    """

    text: str = ""
    tone: str = ""
    problem: str = ""
    slot: int | None = None
    level: str = ""
    mark: str = ""
    rolled: int = 0
    tier: int | None = None
    icon: str = ""
    tip: str = ""


EMPTY = Cell()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A heading and what stands beneath it.

    Attributes:
        key: Names the column; a field's name where it shows one.
        heading: The words at the head.
        cell: The cell of a record.
        sort: What it sorts by; None goes last.
        width: Px at the normal text size.
        is_number: Right aligned, digits of one width.
        weight: Weight of the words, 400 to 700.
        tone: Token of the ink.
        field: The field it edits; None is read only.
        total: The money of a record that the totals row sums; None for none.
        is_optional: Not shown until the user picks it.
        made_of: For a column that is read only: where what it is made of is changed.
    """

    key: str
    heading: str
    cell: Callable[[Shown, Record], Cell]
    sort: Callable[[Shown, Record], Any]
    width: int = 120
    is_number: bool = False
    weight: int = 400
    tone: str = "ink"
    field: FieldSpec | None = None
    total: Callable[[Shown, Record], int | None] | None = None
    is_optional: bool = False
    made_of: str = ""


def level_column(table: str) -> Column:
    """Return the narrow first column with the gravest finding's shape."""
    order = {"problem": 0, "warning": 1, "advice": 2, "note": 3}

    def found(shown: Shown, record: Record) -> "tuple[Finding, ...]":
        return shown.findings.get((table, record.id), ())

    def cell(shown: Shown, record: Record) -> Cell:
        what = found(shown, record)
        if not what:
            return EMPTY
        return Cell(level=what[0].level, tip="\n".join(f"{f.title} ({f.rule})" for f in what))

    def sort(shown: Shown, record: Record) -> Any:
        what = found(shown, record)
        return order[what[0].level] if what else None

    return Column(key="level", heading="", cell=cell, sort=sort, width=40)


def field_column(
    table: str,
    name: str,
    heading: str = "",
    *,
    width: int = 120,
    weight: int = 400,
    is_total: bool = False,
    is_optional: bool = False,
) -> Column:
    """Return a column that shows and edits one field as it is recorded."""
    spec = spec_by_name(TABLES[table].entity)[name]
    return Column(
        key=name,
        heading=heading or spec.label,
        cell=lambda shown, record: _field_cell(shown, spec, record),
        sort=lambda shown, record: sort_value(shown.plan, spec, getattr(record, name)),
        width=width,
        is_number=spec.kind in (Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.RATE, Kind.DAY),
        weight=weight,
        field=spec,
        total=(lambda _shown, record: getattr(record, name)) if is_total else None,
        is_optional=is_optional,
    )


def _field_cell(shown: Shown, spec: FieldSpec, record: Record) -> Cell:
    value = getattr(record, spec.name)
    found = unreadable(record).get(spec.name) if record.as_found else ""
    if found:
        return Cell(found, "problem", f"“{found}” could not be read as {_what(spec)}.")
    if value in (None, "", ()):
        if may_be_empty(record, spec.name):
            return EMPTY
        blank = shown.extra.get(BLANK)  # None while it is being worked out
        return _nothing(spec, is_blank=blank is None or spec.name in blank)
    slot = None
    if spec.table == "organisations":
        slot = shown.slots.get(str(value[0] if isinstance(value, tuple) else value))
    return Cell(wording.value_text(shown.plan, spec, value, shown.lens.unit), slot=slot)


def _nothing(spec: FieldSpec, *, is_blank: bool) -> Cell:
    if is_blank:
        return Cell("Not recorded", "ink3", tip=f"{spec.label} is recorded for almost no row.")
    if spec.required:
        return Cell("Missing", "problem", f"{spec.label} is not recorded.")
    return Cell(wording.NOT_KNOWN, "ink3") if spec.kind is Kind.MONEY else EMPTY


def _what(spec: FieldSpec) -> str:
    words = {
        Kind.DAY: "a date",
        Kind.MONEY: "an amount",
        Kind.YEAR: "a financial year",
        Kind.FLAG: "Yes or No",
        Kind.RATE: "a percentage",
        Kind.COUNT: "a number",
        Kind.QUANTITY: "a number",
    }
    return words.get(spec.kind, spec.label.lower())


def sort_value(plan: Plan, spec: FieldSpec, value: object) -> Any:
    """Return what a value sorts by; None, which goes last, where nothing is recorded."""
    if value in (None, "", ()):
        return None
    if spec.kind in (Kind.REF, Kind.REFS):
        first = value[0] if isinstance(value, tuple) else value
        return display_name(plan.record(spec.table, str(first))).casefold()
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, str):
        return value.casefold()
    return value.toordinal() if isinstance(value, date) else value


_NOT_SEARCHED = ("import_id", "field_sources")
_NO_WORDS = (Kind.FLAG, Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.RATE)


@cache
def _searched(table: str) -> tuple[tuple[FieldSpec, ...], Callable[[Record], tuple[Any, ...]]]:
    """Return the fields of a table that hold words, and what gives their values all at once."""
    every = spec_by_name(TABLES[table].entity).values()
    fields = tuple(s for s in every if s.name not in _NOT_SEARCHED and s.kind not in _NO_WORDS)
    return fields, attrgetter(*(spec.name for spec in fields))


def haystack(plan: Plan, table: str, record: Record) -> str:
    """Return all that filter-as-you-type looks through, in lower case."""
    fields, values_of = _searched(table)
    words = [
        str(value) if spec.kind in (Kind.TEXT, Kind.CODE) else wording.value_text(plan, spec, value)
        for spec, value in zip(fields, values_of(record), strict=True)
        if value is not None and value not in ("", ())
    ]
    words.extend(text for _, text in record.as_found)
    return " ".join(words).casefold()
