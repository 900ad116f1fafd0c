"""Financial years, 1 April to 31 March, and days shared out over them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from commissionplanner.model.money import Pence, split

_FIRST, _LAST = 1950, 2150
_LONG = re.compile(r"(?P<a>\d{4})\s*[/\-\u2013\u2014_ ]\s*(?P<b>\d{4}|\d{2})")
_SHORT = re.compile(r"(?P<a>\d{2})\s*[/\-\u2013\u2014]\s*(?P<b>\d{2})")
_RUN = re.compile(r"(?P<a>\d{4})(?P<b>\d{2})|(?P<c>\d{2})(?P<d>\d{2})")
_FY_ONE = re.compile(r"FY\s*'?(?P<end>\d{4}|\d{2})", re.IGNORECASE)


class YearError(ValueError):
    """Text that is no financial year; the message is for the user."""


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year from 1 April of `start` to 31 March of the next.

    Attributes:
        start: The calendar year in which it begins; 2026 is 2026/27.
    """

    start: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FinancialYear) and self.start == other.start

    def __hash__(self) -> int:
        return self.start  # years are keys of the largest tables: a tuple for each is dear

    def __str__(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"

    @property
    def short(self) -> str:
        """As on crowded axes: "26/27"."""
        return f"{self.start % 100:02d}/{(self.start + 1) % 100:02d}"

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March of the next calendar year."""
        return date(self.start + 1, 3, 31)

    @property
    def days(self) -> int:
        """365, or 366 when it contains 29 February (2027/28)."""
        return (self.last_day - self.first_day).days + 1

    def plus(self, years: int) -> "FinancialYear":
        """Return the year so many years later (earlier when negative)."""
        return year_from(self.start + years)

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """Return the year that a day lies in."""
        return year_from(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)

    @classmethod
    def parse(cls, text: str) -> "FinancialYear":
        """Read "2025/26", "2025-26", "2025-2026", "25/26", "FY25/26", "FY26", "201920", "2526".

        "FY26" is the year that ends in March 2026, as the NHS writes it. A single calendar
        year says nothing and is refused.

        Raises:
            YearError: it is not one financial year.
        """
        given = " ".join(text.split())
        body = re.sub(r"^(?:FY|F/Y|financial year)\s*(?=\d.*[/\-\u2013])", "", given, flags=re.I)
        ends = _FY_ONE.fullmatch(given)
        if ends:
            return cls._checked(_century(ends["end"]) - 1, given)
        for pattern in (_LONG, _SHORT, _RUN):
            found = pattern.fullmatch(body)
            if found:
                parts = [part for part in found.groups() if part is not None]
                start, end = _century(parts[0]), parts[1]
                if (start + 1) % 10 ** len(end) == int(end):
                    return cls._checked(start, given)
        raise YearError(f"“{given}” is not a financial year. Write it as 2026/27.")

    @classmethod
    def _checked(cls, start: int, given: str) -> "FinancialYear":
        if not _FIRST <= start <= _LAST:
            raise YearError(f"“{given}” is outside the years {_FIRST} to {_LAST}.")
        return cls(start)


@cache
def year_from(start: int) -> FinancialYear:
    """Return the year that begins in a calendar year, made once: the same one is soon told equal."""
    return FinancialYear(start)


def _century(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


@cache
def year_range(first: FinancialYear, count: int) -> tuple[FinancialYear, ...]:
    """Return `count` years in order, beginning with `first`."""
    return tuple(first.plus(n) for n in range(count))


def overlap_days(start: date, end: date, year: FinancialYear) -> int:
    """Return how many days of a term, both ends counted, lie in a year."""
    return max(0, (min(end, year.last_day) - max(start, year.first_day)).days + 1)


def share_by_days(amount_p: Pence, start: date, end: date) -> dict[FinancialYear, Pence]:
    """Share an amount over the years of a term by days; the parts make the whole.

    Raises:
        ValueError: the term ends before it starts.
    """
    return share_over_years(amount_p, start, end, overlap_days)


def share_over_years(
    amount_p: Pence, start: date, end: date, part: Callable[[date, date, FinancialYear], int]
) -> dict[FinancialYear, Pence]:
    """Share an amount over the years of a term in proportion to `part` of the term in each.

    Raises:
        ValueError: the term ends before it starts.
    """
    if end < start:
        raise ValueError("The term ends before it starts.")
    first, last = FinancialYear.of(start), FinancialYear.of(end)
    years = year_range(first, last.start - first.start + 1)
    parts = split(amount_p, [part(start, end, year) for year in years])
    return dict(zip(years, parts, strict=True))


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month.

    Raises:
        OverflowError: the day is beyond the calendar.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9998:
        raise OverflowError(f"{months} months from {day.isoformat()} is beyond the calendar.")
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(1)).day
    return date(year, month + 1, min(day.day, last))


def end_of_term(start: date, months: int) -> date:
    """Return the last day of a term of so many months: the day before its anniversary.

    Where the month has no such day (a year from 29 February), it is the month's last.

    Raises:
        OverflowError: the day is beyond the calendar.
    """
    anniversary = add_months(start, months)
    return anniversary if anniversary.day < start.day else anniversary - timedelta(1)
