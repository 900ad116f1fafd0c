"""Days in cells: day first, as in Britain, unless a column proves that it is not."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, Literal

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank
from commissionplanner.io.tabular.readings import BLANK, PLACEHOLDERS, Reading, unusable
from commissionplanner.model.years import add_months

Order = Literal["dmy", "mdy", "mixed"]
"""Which comes first in 01/02/2026. "mixed": some cells can only be one, some only the other."""

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
    r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})" + _TIME, re.IGNORECASE
)
_WORD_YEAR: Final = re.compile(r"([a-z]{3,9})\.?[\s\-/.,']*(\d{4}|\d{2})", re.IGNORECASE)
_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
_DAY_ZERO: Final = date(1899, 12, 30)


def find_order(cells: Iterable[Cell]) -> Order:
    """Return which comes first in a column's dates, as far as its cells prove it."""
    first_over, second_over = False, False
    for cell in cells:
        found = _NUMBERS.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found:
            first_over = first_over or 12 < int(found[1]) <= 31
            second_over = second_over or 12 < int(found[3]) <= 31
    if first_over and second_over:
        return "mixed"
    return "mdy" if second_over else "dmy"


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
    return len(text) == 5 and text.isdigit() and _FIRST_SERIAL <= int(text) <= _LAST_SERIAL


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
    text = _WEEKDAY.sub("", cell.strip(), count=1) if cell.strip()[:1].isalpha() else cell.strip()
    return _from_text(text, order, month_ends)


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
        return _day(int(iso[1]), int(iso[3]), int(iso[4]), text)
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


def _from_words(text: str, month_ends: bool) -> Reading:
    found = _DAY_WORD.fullmatch(text)
    if found and (month := _month(found[2])):
        return _day(_year(found[3]), month, int(found[1]), text)
    found = _WORD_DAY.fullmatch(text)
    if found and (month := _month(found[1])):
        return _day(int(found[3]), month, int(found[2]), text)
    found = _WORD_YEAR.fullmatch(text)
    if found and (month := _month(found[1])):
        return _month_only(_year(found[2]), month, text, month_ends)
    if text.casefold() in PLACEHOLDERS:
        return Reading(
            None, f"“{text}” stands where a date should be; it is left empty.", "unusable"
        )
    return Reading(None, f"“{text}” is not a date.", "unusable")


def _month_only(year: int, month: int, text: str, month_ends: bool) -> Reading:
    first = date(year, month, 1)
    day = add_months(first, 1) - timedelta(1) if month_ends else first
    return Reading(day, f"“{text}” names no day; it was read as {day.isoformat()}.", "month_only")


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


def _in_range(day: date, cell: Cell) -> Reading:
    if 1800 <= day.year <= 2200:
        return Reading(day)
    return Reading(
        None, f"“{cell_text(cell)}” is outside the years 1800 to 2200.", "impossible_date"
    )
