"""The calendar as a scale: days to pixels, the lines and words of years, quarters and months."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from commissionplanner.analysis.layout.shapes import Ink, Rounded, Shape, Words
from commissionplanner.model.words import month_text
from commissionplanner.model.years import FinancialYear, add_months

LEAST_PER_DAY, MOST_PER_DAY = 0.05, 6.0
"""Pixels to a day: some fifty years in view, or half of one."""
QUARTERS_FROM, MONTHS_FROM = 0.22, 1.1
"""Pixels to a day from which quarters, and months, have room for their names."""
FIRST_DAY: Final = date(1950, 4, 1)
LAST_DAY: Final = date(2150, 3, 31)


@dataclass(frozen=True, slots=True)
class Axis:
    """Where days stand.

    Attributes:
        first: The day at the left edge of the plot, as a proleptic ordinal; may be in between.
        per_day: Pixels to a day.
        left: Left edge of the plot.
        right: Right edge of the plot.
    """

    first: float
    per_day: float
    left: float
    right: float

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return self.left + (day.toordinal() - self.first) * self.per_day

    def end_x(self, day: date) -> float:
        """Return where a day is over: an end date is the last day of a term."""
        return self.x(day) + self.per_day

    def day(self, x: float) -> date:
        """Return the day at a place, within the calendar."""
        ordinal = int(self.first + (x - self.left) / self.per_day)
        return date.fromordinal(min(max(ordinal, FIRST_DAY.toordinal()), LAST_DAY.toordinal()))

    @property
    def days(self) -> float:
        """How many days are in view."""
        return (self.right - self.left) / self.per_day

    def years(self) -> Iterator[FinancialYear]:
        """Yield the financial years in view, in part at least."""
        year, last = FinancialYear.of(self.day(self.left)), FinancialYear.of(self.day(self.right))
        while year <= last:
            yield year
            year = year.plus(1)


def month_end_near(day: date) -> date:
    """Return the end of a month that is nearest to a day."""
    first = day.replace(day=1)
    before, after = first - timedelta(1), add_months(first, 1) - timedelta(1)
    return before if day - before < after - day else after


def lines(axis: Axis, top: float, high: float, now: FinancialYear | None) -> Iterator[Shape]:
    """Yield the ground: the year spoken of tinted, a line at each year and, with room, quarter."""
    months = 1 if axis.per_day >= MONTHS_FROM else 3 if axis.per_day >= QUARTERS_FROM else 12
    for year in axis.years():
        start, end = axis.x(year.first_day), axis.end_x(year.last_day)
        if year == now:
            left, right = max(start, axis.left), min(end, axis.right)
            yield Rounded(left, top, max(right - left, 0), high, 0, Ink("sunken", 0.6))
        for step in range(0, 12, months):
            x = axis.x(add_months(year.first_day, step))
            if axis.left <= x <= axis.right:
                yield Rounded(x, top, 1, high, 0, Ink("line" if step == 0 else "grid"))


def names(axis: Axis, base: float, now: FinancialYear | None) -> Iterator[Shape]:
    """Yield the names of the years in view, that of the year spoken of strong."""
    wide = 365 * axis.per_day
    every = 1 if wide >= 30 else 2 if wide >= 18 else 5
    for year in axis.years():
        left = max(axis.x(year.first_day), axis.left)
        right = min(axis.end_x(year.last_day), axis.right)
        if right - left < min(wide, 34) or year.start % every:
            continue
        text = str(year) if right - left >= 58 else year.short if wide >= 36 else f"{year.start}"
        weight, ink = (700, "ink") if year == now else (600, "ink2")
        yield Words((left + right) / 2, base, text, 12, weight, Ink(ink), "centre")


def parts(axis: Axis, base: float) -> Iterator[Shape]:
    """Yield the names of quarters, or of months where there is room for them."""
    if axis.per_day < QUARTERS_FROM:
        return
    months = 1 if axis.per_day >= MONTHS_FROM else 3
    for year in axis.years():
        for step in range(0, 12, months):
            day = add_months(year.first_day, step)
            middle = axis.x(day) + axis.per_day * 30.4 * months / 2
            if axis.left + 8 <= middle <= axis.right - 8:
                text = month_text(day)[:3] if months == 1 else f"Q{step // 3 + 1}"
                yield Words(middle, base, text, 11, 500, Ink("ink3"), "centre")
