"""A field's value as people read it, and what they type read back as a value. No Qt here."""

import re
from datetime import date
from typing import Final

from commissionplanner.edits.base import EditRefused
from commissionplanner.model import words
from commissionplanner.model.entities import RoleHolder
from commissionplanner.model.fields import FieldSpec, Kind, Value
from commissionplanner.model.money import MoneyError, format_pounds, format_short, parse_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import normal, vocabulary
from commissionplanner.model.years import FinancialYear, YearError

NOT_KNOWN = words.NOT_KNOWN
day_text = words.day_text
_SPOKEN: Final = ("months", "years", "people")  # units that people type after a number
_UNIT_WORDS = {"£": "£", "k": "£k", "m": "£m"}


def unit_words(unit: str) -> str:
    """Return how a heading names a unit: "£", "£k" or "£m"."""
    return _UNIT_WORDS[unit]


def thousandths_text(value: int) -> str:
    """Write thousandths as a plain number: 12500 is "12.5"."""
    sign, whole = ("\u2212" if value < 0 else ""), abs(value)
    fraction = f"{whole % 1000:03d}".rstrip("0")
    return f"{sign}{whole // 1000:,}" + (f".{fraction}" if fraction else "")


def rate_text(rate_ppm: int) -> str:
    """Write a rate exactly, as a percentage: 23_500 is "2.35%"."""
    sign, whole = ("\u2212" if rate_ppm < 0 else ""), abs(rate_ppm)
    fraction = f"{whole % 10_000:04d}".rstrip("0")
    return f"{sign}{whole // 10_000}" + (f".{fraction}" if fraction else "") + "%"


def value_text(plan: Plan, spec: FieldSpec, value: Value, unit: str = "£") -> str:
    """Write a field's value for the screen; "" where nothing is recorded.

    Args:
        plan: Where references are looked up.
        spec: The field.
        value: What it holds.
        unit: "£", "k" or "m" for money; the unit itself is said in the heading.
    """
    if value in (None, "", ()):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_text(value)
    if isinstance(value, int):
        return _number_text(spec, value, unit)
    if isinstance(value, tuple):
        return ", ".join(_one_text(plan, spec, item) for item in value)
    return _one_text(plan, spec, str(value))


def edit_text(plan: Plan, spec: FieldSpec, value: Value) -> str:
    """Write a field's value to be edited: money exact and in pounds, whatever unit is shown."""
    if spec.kind is Kind.MONEY and isinstance(value, int):
        return format_pounds(value).removeprefix("£").removesuffix(".00")
    return value_text(plan, spec, value)


def _number_text(spec: FieldSpec, value: int, unit: str) -> str:
    kind = spec.kind
    if kind is Kind.MONEY:
        return format_short(value, unit)
    if kind is Kind.RATE:
        return rate_text(value)
    if kind is Kind.QUANTITY:
        return thousandths_text(value)
    is_year = kind is Kind.YEAR or spec.unit == "calendar year"
    return str(value) if is_year else f"{value:,}"


def _one_text(plan: Plan, spec: FieldSpec, item: str) -> str:
    if spec.table:
        return record_name(plan, spec.table, item)
    if spec.vocabulary:
        return vocabulary(spec.vocabulary).label_of(item)
    return item


def record_name(plan: Plan, table: str, record_id: str) -> str:
    """Return what a record is called where it is referred to.

    A role is called by its post and body, a record without a name by what it belongs to.
    """
    record = plan.record(table, record_id)
    if isinstance(record, RoleHolder):
        role = vocabulary("role_kind").label_of(record.role) or "Role"
        person = plan.persons.get(record.person_id or "")
        bodies = [display_name(plan.organisations.get(key)) for key in record.organisation_ids]
        return ", ".join(part for part in (person.name if person else role, *bodies) if part)
    if record is None or display_name(record) != record_id:
        return display_name(record) or record_id
    from commissionplanner.findings.registry import name_of

    return name_of(plan, table, record_id)


def typed_value(plan: Plan, spec: FieldSpec, text: str) -> Value:
    """Read what somebody typed or pasted into a field; empty text means not known.

    Raises:
        EditRefused: it does not fit; the message says what would.
    """
    given = " ".join(text.split()) if spec.kind is not Kind.TEXT else text.strip()
    if not given or normal(given) == normal(NOT_KNOWN):
        return spec.empty
    if spec.kind in (Kind.TEXT, Kind.CODE):
        return given
    if spec.kind is Kind.TEXTS:
        return tuple(part.strip() for part in given.split(";") if part.strip())
    if spec.kind in (Kind.TERMS, Kind.REFS):
        parts = [part.strip() for part in given.replace(",", ";").split(";") if part.strip()]
        return tuple(_named(plan, spec, part) for part in parts)
    if spec.kind in (Kind.TERM, Kind.REF):
        return _named(plan, spec, given)
    return _typed_single(spec, given)


def _typed_single(spec: FieldSpec, given: str) -> Value:
    try:
        if spec.kind is Kind.MONEY:
            return parse_pounds(given)
        if spec.kind is Kind.YEAR:
            return FinancialYear.parse(given)
    except (MoneyError, YearError) as error:
        raise EditRefused(str(error)) from error
    if spec.kind is Kind.DAY:
        return typed_day(given)
    if spec.kind is Kind.FLAG:
        answer = {"y": True, "yes": True, "true": True, "n": False, "no": False, "false": False}
        if normal(given) not in answer:
            raise EditRefused(f"“{given}” is neither Yes nor No.")
        return answer[normal(given)]
    return _typed_number(spec, given)


def _typed_number(spec: FieldSpec, given: str) -> int:
    body = _without_unit(spec, given).removesuffix("%").replace("\u2212", "-")
    try:
        hundredths = parse_pounds(body.replace("£", "?"))
    except MoneyError as error:
        what = f"a number of {spec.unit}" if spec.unit in _SPOKEN else "a number"
        raise EditRefused(f"“{given}” is not {what}.") from error
    if spec.kind is Kind.RATE:
        return _exact(body, 4, given)
    if spec.kind is Kind.QUANTITY:
        return _exact(body, 3, given)
    if hundredths % 100:
        raise EditRefused(f"“{given}” is not a whole number.")
    return hundredths // 100


def _without_unit(spec: FieldSpec, given: str) -> str:
    """Return a number without the unit of its field: "12 months" is 12 where months are asked."""
    if spec.unit not in _SPOKEN:
        return given
    return re.sub(rf"\s*{spec.unit[:-1]}s?$", "", given, flags=re.IGNORECASE)


def _exact(body: str, places: int, given: str) -> int:
    """Read a decimal as a whole number of its last place; more places are refused."""
    whole, _, fraction = body.replace(",", "").partition(".")
    if len(fraction.rstrip("0")) > places:
        raise EditRefused(f"“{given}” has more than {places} decimal places.")
    sign = -1 if whole.startswith("-") else 1
    digits = (whole.lstrip("-") or "0") + fraction[:places].ljust(places, "0")
    if not digits.isdecimal():
        raise EditRefused(f"“{given}” is not a number.")
    return sign * int(digits)


def typed_day(given: str) -> date:
    """Return the day that a text says, day first.

    Raises:
        EditRefused: it is no date.
    """
    from commissionplanner.io.tabular.dates import read_date

    found = read_date(given)
    if not isinstance(found.value, date):
        raise EditRefused(f"“{given}” is not a date. Write it as 31 Mar 2027 or 31/03/2027.")
    return found.value


def _named(plan: Plan, spec: FieldSpec, said: str) -> str:
    """Return the code or id that words mean."""
    if spec.vocabulary:
        term = vocabulary(spec.vocabulary).match(said)
        if term is None:
            raise EditRefused(f"“{said}” is not one of the terms for “{spec.label}”.")
        return term.code
    wanted = normal(said)
    rows = plan.table(spec.table)
    found = [
        key
        for key, row in rows.items()
        if wanted in {normal(str(getattr(row, n, ""))) for n in ("name", "short_name", "title")}
        or key == said
    ]
    if len(found) != 1:
        how = "more than one record is" if found else "nothing in the plan is"
        raise EditRefused(f"{how[0].upper()}{how[1:]} called “{said}”.")
    return found[0]
