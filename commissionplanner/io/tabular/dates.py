"""Days in cells: day first, as in Britain, unless a column proves that it is not."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank
from commissionplanner.io.tabular.readings import BLANK, PLACEHOLDERS, Reading, unusable
from commissionplanner.model.years import FinancialYear, YearError, add_months

Order = Literal["dmy", "mdy", "mixed", "ydm", "ydm_mixed"]
"""Which comes first in 01/02/2026. "mixed": some cells can only be one, some only the other.

"ydm": after the year the day, as in 2026-31-01; "ydm_mixed": so in some cells, in others not.
"""

_TIME: Final = (
    r"(?:[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]m)?\s*(?:Z|[+\-]\d\d:?\d\d)?)?"
)
_ISO: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, re.IGNORECASE)
_RUN: Final = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_NUMBERS: Final = re.compile(
    r"(\d{1,2})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})" + _TIME, re.IGNORECASE
)
_WEEKDAY: Final = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[\s,]+", re.IGNORECASE
)
_DAY_WORD: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s\-/.,]*(?:of\s+)?([a-z]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})" + _TIME,
    re.IGNORECASE,
)
_WORD_DAY: Final = re.compile(
    r"([a-z]{3,9})(?:\.?\s+(?=\S+\s+\d{4})|[-/](?=\d+[-/]))(\d{1,2})(?:st|nd|rd|th)?,?[\s\-/]\s*(\d{4}|\d{2})"
    + _TIME,
    re.IGNORECASE,
)
_WORD_YEAR: Final = re.compile(r"([a-z]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})", re.IGNORECASE)
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_LONGEST: Final = 200
"""No text that names a day is longer."""
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_SEVERAL: Final = 3
_DAY_ZERO: Final = date(1899, 12, 30)


def find_order(cells: Iterable[Cell]) -> Order:
    """Return which comes first in a column's dates, as far as its cells prove it."""
    first_over, second_over = False, False
    for cell in dict.fromkeys(cells):
        found = _NUMBERS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found:
            first_over = first_over or 12 < int(found[1]) <= 31
            second_over = second_over or 12 < int(found[3]) <= 31
    if first_over and second_over:
        return "mixed"
    return "mdy" if second_over else "dmy"


def month_first_in(cells: Iterable[Cell]) -> tuple[str, float]:
    """Return a date that can only be month first, "" for none, and what share of those in numbers can.

    A date whose day and month are the same number says nothing and is not counted.
    """
    first, count, of = "", 0, 0
    for cell in dict.fromkeys(cells):
        found = _NUMBERS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found is None or int(found[1]) == int(found[3]):
            continue
        of += 1
        if 12 < int(found[3]) <= 31:
            first, count = first or found[0], count + 1
    return first, count / max(1, of)


@dataclass(frozen=True, slots=True)
class _Proof:
    """What the dates of a column written in numbers prove."""

    day_first: bool = False
    month_first: bool = False


def _proof(cells: Iterable[Cell]) -> _Proof:
    order = find_order(cells := list(cells))
    if order == "mixed":
        return _Proof(day_first=True, month_first=True)
    return _Proof(day_first=order == "dmy" and is_day_first(cells), month_first=order == "mdy")


def find_orders(
    columns: Mapping[int, Iterable[Cell]], others: Iterable[Iterable[Cell]] = ()
) -> dict[int, Order]:
    """Return which comes first in the dates of each column of one file.

    One body writes its dates one way. A column that seems month first is mixed where another
    proves the day first; a column that proves nothing is read as those that do.

    Args:
        columns: The columns of dates, by place.
        others: Further columns of the file, looked at for a day over 12 only where it matters.
    """
    proofs = {place: _proof(dict.fromkeys(cells)) for place, cells in columns.items()}
    month_first = any(proof.month_first for proof in proofs.values())
    day_first = month_first and (
        any(proof.day_first for proof in proofs.values()) or any(map(is_day_first, others))
    )
    orders: dict[int, Order] = {}
    for place, proof in proofs.items():
        if proof.month_first and (proof.day_first or day_first):
            orders[place] = "mixed"
        else:
            orders[place] = "mdy" if month_first and not day_first else "dmy"
    return orders


def unproved(
    columns: Mapping[int, Iterable[Cell]], others: Iterable[Iterable[Cell]] = ()
) -> dict[int, str]:
    """Return the columns of dates that could be read either way round, with the first such date.

    None where any cell of them or of `others`, or a column of firsts of months, proves which comes first.
    """
    open_: dict[int, str] = {}
    for place, cells in columns.items():
        if first_of_months(texts := dict.fromkeys(cells), 1):
            return {}
        for cell in texts:
            found = _NUMBERS.fullmatch(cell.strip()) if isinstance(cell, str) else None
            if found is None or int(found[1]) == int(found[3]):
                continue
            if 12 < int(found[1]) <= 31 or 12 < int(found[3]) <= 31:
                return {}
            open_.setdefault(place, found[0])
    return {} if open_ and any(map(is_day_first, others)) else open_


def first_of_months(cells: Iterable[Cell], day: Literal[1, 3] = 3) -> str:
    """Return the first date of a column whose dates are firsts of several months of several years; "" for none.

    `day` is the part that is the day; the other way round all would be in January.
    """
    texts = [cell.strip() for cell in dict.fromkeys(cells) if isinstance(cell, str)]
    found = [match for match in map(_NUMBERS.fullmatch, texts) if match]
    if any(int(match[day]) != 1 or int(match[4 - day]) > 12 for match in found):
        return ""
    months, years = {int(match[4 - day]) for match in found}, {match[4] for match in found}
    return found[0][0] if len(months) >= _SEVERAL and len(years) > 1 else ""


_FEWEST_TEXTS, _VARIED = 2, 3


def is_half_turned(cells: Iterable[Cell]) -> bool:
    """Tell whether a program of another country seems to have turned some of a column's days round.

    Opened where the other order is usual, 04/05/2026 becomes a date with day and month exchanged,
    while 25/05/2026, which has no such reading, stays a text. So a column in which all texts
    have a part over 12, and all real dates a day up to 12 that is not always the same, is
    suspected. So is one whose real dates lie in the months of its texts only once turned back, as
    a list of one month has.
    """
    texts = 0
    days: set[tuple[int, int]] = set()
    months: set[int] = set()
    for cell in dict.fromkeys(cells):
        if isinstance(cell, date):
            days.add((cell.day, cell.month))
        elif isinstance(cell, str) and (found := _NUMBERS.fullmatch(cell.strip())):
            if int(found[1]) <= 12 and int(found[3]) <= 12:
                return False
            texts += 1
            months.add(min(int(found[1]), int(found[3])))
    if texts < _FEWEST_TEXTS or not all(day <= 12 for day, _ in days):
        return False
    outside = sum(month not in months for _, month in days)
    in_months = {day for day, _ in days} <= months and outside * 2 > len(days)
    return len({day for day, _ in days}) >= _VARIED or (in_months and outside >= _VARIED)


def turned_back(cell: Cell) -> Cell:
    """Return a real date with its day and month exchanged; whatever else it is, as it is."""
    if isinstance(cell, date) and cell.day <= 12:
        return cell.replace(day=cell.month, month=cell.day)
    return cell


def is_day_first(cells: Iterable[Cell]) -> bool:
    """Tell whether a column holds a date that can only be day first.

    One body writes its dates one way: where any column of a file is proved day first, another
    that seems month first holds impossible dates instead, and must not be turned round.
    """
    found = (_NUMBERS.fullmatch(cell.strip()) for cell in cells if isinstance(cell, str))
    return any(each is not None and 12 < int(each[1]) <= 31 for each in found)


def is_serial(cell: Cell) -> bool:
    """Tell whether a cell could be the day number that a spreadsheet keeps for a date."""
    text = cell_text(cell) if isinstance(cell, int | float | str) else ""
    return len(text) == 5 and text.isdecimal() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL


def read_date(cell: Cell, order: Order = "dmy", *, month_ends: bool = False) -> Reading:
    """Read a day as a `date`.

    Args:
        cell: The cell.
        order: What `find_order` says of its column.
        month_ends: A month without a day is its last day, as in a column of end dates, and
            not its first. Either is said in the reading's problem.
    """
    if cell is None or is_blank(cell):
        return BLANK
    if isinstance(cell, datetime):
        return _in_range(cell.date(), cell)
    if isinstance(cell, date):
        return _in_range(cell, cell)
    if isinstance(cell, bool | ErrorCell):
        return unusable(cell, "a date")
    if isinstance(cell, int | float):
        return _from_number(float(cell), cell)
    text = cell.strip()
    if len(text) > _LONGEST:
        return unusable(cell, "a date")
    weekday = _WEEKDAY.match(text)
    return _from_text(text[weekday.end() :] if weekday else text, order, month_ends)


def _from_number(number: float, cell: Cell) -> Reading:
    run = _RUN.fullmatch(cell_text(cell))
    if run:
        return _day(int(run[1]), int(run[2]), int(run[3]), cell_text(cell))
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _DAY_ZERO + timedelta(int(number))
        said = f"{cell_text(cell)} was read as the day number of a spreadsheet: {day.isoformat()}."
        return Reading(day, said, "serial_date")
    return unusable(cell, "a date")


def _from_text(text: str, order: Order, month_ends: bool) -> Reading:
    iso = _ISO.fullmatch(text)
    if iso:
        return _from_year(int(iso[1]), int(iso[3]), int(iso[4]), order, text)
    numbers = _NUMBERS.fullmatch(text)
    if numbers:
        return _from_numbers(int(numbers[1]), int(numbers[3]), _year(numbers[4]), order, text)
    run = _RUN.fullmatch(text)
    if run:
        return _day(int(run[1]), int(run[2]), int(run[3]), text)
    if is_serial(text):
        return _from_number(float(text), text)
    return _from_words(text, month_ends)


def _from_numbers(first: int, second: int, year: int, order: Order, text: str) -> Reading:
    """Read d/m/y, or m/d/y where the column proves it."""
    day, month = (second, first) if order == "mdy" else (first, second)
    if order == "mixed" and first <= 12:
        if second > 12:
            said = f"“{text}” has the month first, other dates of the column have the day first."
            return Reading(None, said, "mixed_dates")
        if first != second:
            said = f"“{text}” was read day first; some dates of the column have the month first."
            return Reading(_day(year, month, day, text).value, said, "mixed_dates")
    return _day(year, month, day, text)


def _from_year(year: int, first: int, second: int, order: Order, text: str) -> Reading:
    """Read y-m-d, or y-d-m where the column proves it and the cell can be so."""
    turned = order == "ydm" or (order == "ydm_mixed" and first > 12)
    if turned and second <= 12:
        return _day(year, second, first, text)
    day = _day(year, first, second, text)
    if order == "ydm_mixed" and first != second and second <= 12:
        said = (
            f"“{text}” was read month first; some dates of the column have the day after the year."
        )
        return Reading(day.value, said, "mixed_dates")
    return day


def _from_words(text: str, month_ends: bool) -> Reading:
    found = _DAY_WORD.fullmatch(text)
    if found and (month := _month(found[2])):
        return _day(_year(found[3]), month, int(found[1]), text)
    found = _WORD_DAY.fullmatch(text)
    if found and (month := _month(found[1])):
        return _day(_year(found[3]), month, int(found[2]), text)
    found = _WORD_YEAR.fullmatch(text)
    if found and (month := _month(found[1])):
        return _month_only(_year(found[2]), month, text, month_ends)
    period = _from_period(text, month_ends)
    if period is not None:
        return period
    if text.casefold() in PLACEHOLDERS:
        return Reading(
            None, f"“{text}” stands where a date should be; it is left empty.", "unusable"
        )
    return unusable(text, "a date")


_EDGE: Final = re.compile(r"(?:the\s+)?(end|start|beginning)\s+(?:of\s+)?(.+)", re.IGNORECASE)
_MONTH_YEAR: Final = re.compile(r"(\d{1,2})\s*[/\-.]\s*(\d{4})")
_YEAR_MONTH: Final = re.compile(r"(\d{4})\s*[/\-.]\s*(\d{1,2})")
_PART_FIRST: Final = re.compile(
    r"(q(?:uarte|t)?r?|h(?:alf)?)\.?\s*([1-4])[\s,:/\-]*(?:of\s+)?(.{4,12})", re.IGNORECASE
)
_PART_LAST: Final = re.compile(
    r"(.{4,12}?)[\s,:/\-]*(q(?:uarte|t)?r?|h(?:alf)?)\.?\s*([1-4])", re.IGNORECASE
)


def _from_period(text: str, month_ends: bool) -> Reading | None:
    """Read a month in numbers, a quarter or half of a financial year, or a year, by its first or last day."""
    edge = _EDGE.fullmatch(text)
    if edge:
        inner = _from_words(edge[2].strip(), edge[1].lower() == "end")
        return None if inner.value is None else _read_as(inner.value, text, inner.code)
    part, year_text, length = "", text, 12
    found = _PART_FIRST.fullmatch(text)
    if found:
        part, number, year_text = found[1], int(found[2]), found[3]
    elif found := _PART_LAST.fullmatch(text):
        year_text, part, number = found[1], found[2], int(found[3])
    try:
        first = FinancialYear.parse(year_text).first_day
    except YearError:
        return None if part else _from_month(text, month_ends)
    if part:
        length = 3 if part[:1].lower() == "q" else 6
        if length * number > 12:
            return None
        first = add_months(first, length * (number - 1))
    day = add_months(first, length) - timedelta(1) if month_ends else first
    return _read_as(day, text, "quarter_only" if part else "year_only")


def _from_month(text: str, month_ends: bool) -> Reading | None:
    if found := _MONTH_YEAR.fullmatch(text):
        month, year = int(found[1]), int(found[2])
    elif found := _YEAR_MONTH.fullmatch(text):
        month, year = int(found[2]), int(found[1])
    else:
        return None
    known = 1 <= month <= 12 and 1800 <= year <= 2200
    return _month_only(year, month, text, month_ends) if known else None


def _month_only(year: int, month: int, text: str, month_ends: bool) -> Reading:
    first = date(year, month, 1)
    day = add_months(first, 1) - timedelta(1) if month_ends else first
    return _read_as(day, text, "month_only")


def _read_as(day: date, text: str, code: str) -> Reading:
    return Reading(day, f"“{text}” names no day; it was read as {day.isoformat()}.", code)


def _month(word: str) -> int:
    """Return the month that a word or its beginning names, or 0."""
    lower = word.lower()
    return next(
        (
            n
            for n, name in enumerate(_MONTHS, 1)
            if name.startswith(lower) or (lower == "sept" and n == 9)
        ),
        0,
    )


def _year(digits: str) -> int:
    number = int(digits)
    return number if len(digits) == 4 else number + (2000 if number < 70 else 1900)


def _day(year: int, month: int, day: int, text: str) -> Reading:
    try:
        return _in_range(date(year, month, day), text)
    except ValueError:
        return Reading(None, f"“{text}” is not a day of the calendar.", "impossible_date")


DOUBLED_DAY: Final = date(1900, 2, 28)
"""Excel counts a 29 February 1900, which never was; sheets give it as the day before."""


def _in_range(day: date, cell: Cell) -> Reading:
    if day == DOUBLED_DAY and isinstance(cell, date):
        said = "The sheet shows 28 or 29 February 1900, of which there was only the first; it was read as 1900-02-28."
        return Reading(day, said, "serial_date")
    if 1800 <= day.year <= 2200:
        return Reading(day)
    return Reading(
        None, f"“{cell_text(cell)}” is outside the years 1800 to 2200.", "impossible_date"
    )
