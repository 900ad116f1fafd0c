"""Columns of cells to columns of values: a value, or a problem, for every cell."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from commissionplanner.io.mapping.fields.headings import numbered_year
from commissionplanner.io.mapping.fields.targets import Target, reads_as
from commissionplanner.io.mapping.values.suppliers import Parting, read_suppliers
from commissionplanner.io.mapping.values.terms import read_term, term_kind
from commissionplanner.io.mapping.values.words import ages_in, is_no_name, is_unsaid, match_term
from commissionplanner.io.tabular import dates, readings
from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank
from commissionplanner.io.tabular.readings import Reading
from commissionplanner.model.fields import Kind
from commissionplanner.model.money import CEILING_P
from commissionplanner.model.personal import WORDS, kinds_in, masked
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

MILLI: Final = 1_000
NOT_RECURRENT: Final = "no"
"""What a stream's recurrence is read as where the file says only that it does not recur."""

_MOST_COUNT: Final = 10**12


@dataclass(frozen=True, slots=True)
class How:
    """How the cells of a column are read, beside what its field says.

    Attributes:
        scale: What money is multiplied by: 1, 1,000 or 1,000,000, as the headings say.
        comma: Whether the comma is the decimal point of its amounts.
        spread: Whether an amount merged over several rows is that of each of them.
        order: Which comes first in its dates.
        unit: "years" where a bare number of a term counts years.
        percent: Whether the cells have a percent format, so that 0.6 is 60%.
        of_100: Whether bare numbers are percentages, so that 1 is 1%.
        either: In a column of both orders, how a date is read that could be either; "" where such a
            column is to be checked date by date.
        turned: Whether day and month of its real dates are exchanged, and to be put right.
        year_one: The year that "Year 1" means; None where that is not known.
        parting: How its cells are parted into the names of bodies.
        has_words: Whether most cells of a column of names are words, so that a number is none.
    """

    scale: int = 1
    comma: bool = False
    spread: bool = False
    order: dates.Order = "dmy"
    either: dates.Order | Literal[""] = ""
    unit: str = "months"
    percent: bool = False
    of_100: bool = False
    turned: bool = False
    parting: Parting = "surely"
    has_words: bool = False
    year_one: FinancialYear | None = None


@dataclass(slots=True)
class Converted:
    """A column read as a field.

    Attributes:
        values: One a row; None (or "") where nothing is known.
        problems: Why a cell has no value, by position.
        remarks: What was assumed for a cell that has one, by position.
    """

    target: Target
    values: list[Any]
    problems: dict[int, str] = field(default_factory=dict)
    remarks: dict[int, str] = field(default_factory=dict)


def convert(target: Target, cells: Sequence[Cell], how: How) -> Converted:
    """Read every cell of a column as a field. Never raises for what a cell holds."""
    read = _masking(target, _reader(target, how))
    done: dict[Any, Reading] = {}
    found = Converted(target, [])
    values = found.values
    for position, cell in enumerate(cells):
        if cell is None:
            values.append(None)
            continue
        key = (cell.__class__, cell)
        reading = done.get(key)
        if reading is None:
            reading = done[key] = read(cell)
        values.append(reading.value)
        if reading.problem:
            (found.problems if reading.value is None else found.remarks)[position] = reading.problem
    return found


def read_again(
    before: Converted, cells: Sequence[Cell], how: How, positions: Iterable[int]
) -> Converted:
    """Return a column with some of its cells read again, as `convert` reads them; the others stand."""
    found = Converted(before.target, list(before.values))
    problems, remarks = dict(before.problems), dict(before.remarks)
    read = _masking(before.target, _reader(before.target, how))
    for position in positions:
        problems.pop(position, None)
        remarks.pop(position, None)
        cell = cells[position]
        reading = readings.BLANK if cell is None else read(cell)
        found.values[position] = reading.value
        if reading.problem:
            (problems if reading.value is None else remarks)[position] = reading.problem
    found.problems, found.remarks = dict(sorted(problems.items())), dict(sorted(remarks.items()))
    return found


_TEXTS: Final = (Kind.TEXT, Kind.TEXTS, Kind.REF, Kind.REFS, Kind.CODE)


def _masking(target: Target, read: Callable[[Cell], Reading]) -> Callable[[Cell], Reading]:
    """Return a reader that masks what marks a person in words, and says so."""
    is_worded = reads_as(target) in _TEXTS  # what else is read holds no words, but for a problem's

    def masking_problem(cell: Cell) -> Reading:
        reading = read(cell)
        if not reading.problem or not isinstance(cell, str) or not kinds_in(cell):
            return reading
        return replace(reading, problem=masked(reading.problem))

    def masking(cell: Cell) -> Reading:
        kinds = kinds_in(cell) if isinstance(cell, str) else ()
        if not kinds or not isinstance(cell, str):
            return read(cell)
        reading = read(masked(cell))
        said = " and ".join(f"a {WORDS[kind]}" for kind in kinds).replace("a NHS", "an NHS")
        return replace(reading, problem=reading.problem or f"What looks like {said} was masked.")

    return masking if is_worded else masking_problem


def _reader(target: Target, how: How) -> Callable[[Cell], Reading]:
    kind = reads_as(target)
    if target.key == "term_months":
        return lambda cell: _term(cell, how.unit)
    if target.key == "notice_months":
        return lambda cell: _months(cell, how.unit)
    if kind is Kind.MONEY:
        return lambda cell: _money(cell, how)
    if kind is Kind.DAY:
        ends = target.key.endswith(("end_on", "to_on"))
        may_be_open = ends and target.table in ("contracts", "agreements")
        turn = dates.turned_back if how.turned else _as_it_is
        return lambda cell: _day(
            turn(cell), _order_of(cell, how), ends=ends, may_be_open=may_be_open
        )
    if kind is Kind.RATE:
        return lambda cell: readings.read_percent_ppm(
            cell, shown_as_percent=how.percent, of_100=how.of_100
        )
    if kind in (Kind.TERM, Kind.TERMS):
        return lambda cell: _terms(target, cell)
    if kind in (Kind.REF, Kind.REFS):
        read = _names_in_words if how.has_words else _names
        return lambda cell: read(cell, how.parting)
    if kind is Kind.YEAR and how.year_one is not None:
        first = how.year_one
        return lambda cell: _year(cell, first)
    return _READERS.get(kind, _text)


def scaled_pence(cell: Cell, scale: int, *, comma: bool = False) -> int | None:
    """Return the pence of an amount in pounds, thousands or millions, exact to the penny; None for none.

    `comma` says that the comma is the decimal point of the column.
    """
    pence: int | None = _money(cell, How(scale=scale, comma=comma)).value
    return pence


def _money(cell: Cell, how: How) -> Reading:
    scale = how.scale
    if how.comma and isinstance(cell, str):
        text = readings.with_point(cell)
        if text is None:
            said = f"“{cell.strip()}” does not say which sign is its decimal point, as others of the column have a comma for it."
            return Reading(None, said, "comma_decimals")
        cell = text
    reading = readings.read_money(cell)
    if scale == 1 or reading.value is None:
        return reading
    if isinstance(cell, str):
        exact = readings.read_number(cell.replace("£", "")).value
        pence = Decimal(reading.value) if exact is None else exact * 100
    else:
        pence = Decimal(cell_text(cell)) * 100
    amount = int((pence * scale).quantize(Decimal(1), rounding="ROUND_HALF_UP"))
    if abs(amount) > CEILING_P:
        return Reading(None, f"“{cell_text(cell)}” in thousands or millions is beyond £40 billion.")
    return replace(reading, value=amount)


def _order_of(cell: Cell, how: How) -> dates.Order:
    """Return how a date is read: in a column of both orders as it alone can be, if it was so answered."""
    if how.order != "mixed" or not how.either:
        return how.order
    if dates.find_order([cell]) == "mdy":
        return "mdy"
    return "dmy" if dates.is_day_first([cell]) else how.either


def _day(cell: Cell, order: dates.Order, *, ends: bool, may_be_open: bool) -> Reading:
    reading = dates.read_date(cell, order, month_ends=ends)
    if reading.value is None and may_be_open and isinstance(cell, str):
        kind = term_kind(cell)
        if kind is not None:
            return Reading(OpenEnd(kind, cell.strip()))
    return reading


@dataclass(frozen=True, slots=True)
class OpenEnd:
    """What stands in place of a last day where there is none: "rolling", "open_ended"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its options, as `terms.read_term` gives it."""

    months: int | None
    option_months: int
    options: str
    kind: str | None


def _term(cell: Cell, unit: str) -> Reading:
    found = read_term(cell, unit=unit)
    if found.problem:
        return Reading(None, found.problem)
    if found.months is None and found.kind is None:
        return readings.BLANK
    return Reading(Term(found.months, found.option_months, found.options, found.kind))


def _months(cell: Cell, unit: str) -> Reading:
    found = read_term(cell, unit=unit)
    return Reading(found.months, found.problem)


def _count(cell: Cell) -> Reading:
    reading = readings.read_number(cell)
    if reading.value is None:
        return reading
    if reading.value != reading.value.to_integral_value() or abs(reading.value) > _MOST_COUNT:
        return Reading(None, f"“{cell_text(cell)}” is not a whole number.")
    return Reading(int(reading.value))


def _quantity(cell: Cell) -> Reading:
    reading = readings.read_number(cell)
    if reading.value is None:
        return reading
    if abs(reading.value) > _MOST_COUNT:
        return Reading(None, f"“{cell_text(cell)}” is too large.")
    return Reading(int((reading.value * MILLI).quantize(Decimal(1), rounding="ROUND_HALF_UP")))


def _text(cell: Cell) -> Reading:
    reading = readings.read_text(cell)
    return readings.BLANK if reading.value in (None, "") else reading


def _names(cell: Cell, parting: Parting) -> Reading:
    """Read the organisations a cell names, as a tuple of `Named`."""
    if is_blank(cell):
        return readings.BLANK
    if isinstance(cell, ErrorCell):
        return readings.unusable(cell, "a name")
    text = cell_text(cell)
    if is_no_name(text):
        return Reading(None, f"“{text}” is not a name.")
    return Reading(read_suppliers(text, parting) or None)


def _as_it_is(cell: Cell) -> Cell:
    return cell


def _names_in_words(cell: Cell, parting: Parting) -> Reading:
    """Read names in a column of words: a number there was shifted from another column."""
    number = not isinstance(cell, str) and isinstance(cell, int | float | date)
    if number or (isinstance(cell, str) and readings.read_money(cell).value is not None):
        return Reading(None, f"“{cell_text(cell)}” is a number where the others are names.")
    return _names(cell, parting)


def _lines(cell: Cell) -> Reading:
    text = cell_text(cell)
    return Reading(
        tuple(line.strip() for line in text.replace(";", "\n").split("\n") if line.strip()) or None
    )


def _terms(target: Target, cell: Cell) -> Reading:
    if is_blank(cell):
        return readings.BLANK
    if isinstance(cell, ErrorCell):
        return readings.unusable(cell, "a term")
    text = cell_text(cell)
    held = vocabulary(target.spec.vocabulary)
    whole = match_term(held, text)
    says_none = whole is not None and text.strip().casefold() == "none"
    if is_unsaid(text) and not says_none:  # "None" is a term of some lists: no ring-fence, no cap
        return readings.BLANK
    if reads_as(target) is Kind.TERM:
        if whole is None and target.key == "recurrence" and text.casefold() in ("no", "n"):
            return Reading(NOT_RECURRENT)
        if whole is None and target.key == "recurrence" and text.casefold() in ("yes", "y"):
            return Reading("recurrent")
        return Reading(whole.code) if whole else Reading(None, _unknown(text, held.label))
    if whole:
        return Reading((whole.code,))
    if target.spec.vocabulary == "age_band" and (ages := ages_in(text)):
        return Reading(bands(*ages))
    found = [
        match_term(held, part) for part in text.replace("\n", ",").replace(";", ",").split(",")
    ]
    codes = tuple(dict.fromkeys(term.code for term in found if term))
    if codes and None not in found:
        return Reading(codes)
    return Reading(codes or None, _unknown(text, held.label))


def _unknown(text: str, label: str) -> str:
    return f"“{' '.join(text.split())[:60]}” is not in the list “{label}”; the words are kept."


_BANDS: Final = (
    ("age_0_2", 0, 2), ("age_2_5", 2, 5), ("age_5_11", 5, 11), ("age_11_18", 11, 18),
    ("age_18_25", 18, 25), ("age_18_64", 26, 65), ("age_65_plus", 65, 200),
)  # fmt: skip


def bands(youngest: int, oldest: int) -> tuple[str, ...]:
    """Return the age bands that ages from the youngest to the oldest reach into."""
    found = tuple(code for code, low, high in _BANDS if youngest < high and oldest > low)
    return found or tuple(code for code, low, high in _BANDS if low <= youngest < high)


def _year(cell: Cell, first: FinancialYear) -> Reading:
    """Read a financial year, or one that is only numbered, as "Year 2"."""
    number = numbered_year(cell, alone=True) if isinstance(cell, str) else None
    return readings.read_year(cell) if number is None else Reading(first.plus(number - 1))


_READERS: Final[dict[Kind, Callable[[Cell], Reading]]] = {
    Kind.CODE: readings.read_code,
    Kind.COUNT: _count,
    Kind.QUANTITY: _quantity,
    Kind.YEAR: readings.read_year,
    Kind.FLAG: readings.read_yes_no,
    Kind.TEXTS: _lines,
}
