"""The financial year of each row of amounts, as days of its beginning and end beside them tell it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.dates import find_order, read_date
from commissionplanner.model.years import FinancialYear

_START: Final = re.compile(r"(?:period |financial )?(?:start|from|begin\w*)(?: date)?|date from")
_END: Final = re.compile(r"(?:period |financial )?(?:end|to|until)(?: date)?|date to")

_RECEIVED: Final = re.compile(
    r"(?:date|day) (?:received|of receipt|of invoice|invoiced|paid|of payment)|received(?: on| date)?|"
    r"(?:receipt|invoice|posting|payment|transaction|effective) date|tax point"
)
"""The one day of what came in or was billed for."""


def row_years(sheet: Sheet) -> dict[int, FinancialYear]:
    """Return the year in which the days of a row lie, by position; none where they lie in two or tell none.

    They are those of its beginning and end, or the one day on which it was received. A day written as 01/04/2020 is read in the order in which both make whole months of one year,
    for such columns have both orders. Only columns that no field was given are looked at.
    """
    first, last = (_column(sheet, pattern) for pattern in (_START, _END))
    if first is None or last is None:
        return _years_received(sheet)
    found = {}
    for position, (start, end) in enumerate(
        zip(sheet.table.columns[first], sheet.table.columns[last], strict=True)
    ):
        years = {year for year in _years(start, end) if year}
        if len(years) == 1:
            found[position] = years.pop()
    return found


def _years_received(sheet: Sheet) -> dict[int, FinancialYear]:
    place = _column(sheet, _RECEIVED)
    if place is None:
        return {}
    cells = sheet.table.columns[place]
    if (order := find_order(cells)) != "dmy":
        return {}  # 04/01 and 01/04 lie in two years
    days = {p: read_date(cells[p], order).value for p in sheet.kept}
    return {p: FinancialYear.of(day) for p, day in days.items() if isinstance(day, date)}


def _column(sheet: Sheet, pattern: re.Pattern[str]) -> int | None:
    places = [
        g.place
        for g in sheet.guesses
        if g.key is None and pattern.fullmatch(words_of(sheet.table.headings[g.place]))
    ]
    return places[0] if len(places) == 1 else None


def _years(start: Cell, end: Cell) -> Iterator[FinancialYear | None]:
    """Yield the years that the days may mean: of whole months first, of any days where none are."""
    pairs = [(one, other) for one in _days(start) for other in _days(end) if one <= other]
    whole = [(a, b) for a, b in pairs if a.day == 1 and (b + timedelta(days=1)).day == 1]
    for one, other in whole or pairs:
        year = FinancialYear.of(one)
        yield year if year == FinancialYear.of(other) else None


def _days(cell: Cell) -> set[date]:
    read = (read_date(cell, order).value for order in ("dmy", "mdy"))
    return {day for day in read if isinstance(day, date)}
