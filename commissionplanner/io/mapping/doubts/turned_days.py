"""Days that fit what all others show only with day and month exchanged: asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.words import counted, day_text

_START, _END = "start_on", "current_end_on"
_IN_ORDER: Final = ("paid_on", "award_on", _START)
_FEWEST: Final = 10
"""Fewer rows show no habit."""
_MOSTLY: Final = 0.8
_LAST_EITHER: Final = 12
_DAY: Final = timedelta(days=1)
_YEAR, _ABOUT = 365.25, 2.5
_TRIED: Final = ((_START,), (_END,), (_START, _END))

_Cell = tuple[str, int]
"""A field and a position."""


def question_turned(sheet: Sheet, asker: Asker) -> None:
    """Ask about the few days that seem turned round, and turn them as answered.

    So where nearly all contracts run for whole months, and one does for whole years if its days are
    turned; and where the days of a column stand in order, and one does if it is turned.
    """
    found = {**dict.fromkeys(_of_terms(sheet)), **dict.fromkeys(_out_of_order(sheet))}
    if not found:
        return
    shown = "; ".join(_said(sheet, *cell) for cell in list(found)[:SHOWN])
    text = (
        f"{counted(len(found), 'day')} would fit the others with day and month exchanged: {shown}. Take them as they "
        "stand, or exchange the two?"
    )
    if asker.ask("turned_days", text, ("as_they_stand", "exchange"), "as_they_stand") == "exchange":
        for key, position in found:
            values = list(sheet.single[key].values)
            values[position] = _turned(values[position])
            sheet.single[key] = replace(sheet.single[key], values=values)


def _said(sheet: Sheet, key: str, position: int) -> str:
    day = sheet.value(key, position)
    return f"row {sheet.row(position):,} {day_text(day)} (exchanged {day_text(_turned(day))})"


def _turned(day: date) -> date:
    """Return a day of the first twelve of a month with day and month exchanged."""
    return day.replace(month=day.day, day=day.month)


def _may_be_turned(sheet: Sheet, key: str, position: int) -> bool:
    """Whether a day could be read the other way round, and no name of a month speaks against it."""
    day, cell = sheet.value(key, position), sheet.table.columns[sheet.places[key]][position]
    if day.day > _LAST_EITHER or day.day == day.month:
        return False
    return not (isinstance(cell, str) and any(map(str.isalpha, cell)))


def _of_terms(sheet: Sheet) -> Iterator[_Cell]:
    """Yield days of contracts that run for whole years only with them turned, where nearly all run for whole months or years."""
    if sheet.kind != "contracts" or not (sheet.has(_START) and sheet.has(_END)):
        return
    pairs = [(p, sheet.value(_START, p), sheet.value(_END, p)) for p in sheet.kept]
    known = [(p, a, b) for p, a, b in pairs if isinstance(a, date) and isinstance(b, date)]
    odd = [(p, a, b) for p, a, b in known if not (_is_of_months(a, b) or _is_of_years(a, b))]
    if len(known) < _FEWEST or len(odd) > len(known) * (1 - _MOSTLY):
        return
    for position, start, end in odd:
        may = [key for key in (_START, _END) if _may_be_turned(sheet, key, position)]
        for turned in (keys for keys in _TRIED if set(keys) <= set(may)):
            first = _turned(start) if _START in turned else start
            if _is_of_years(first, _turned(end) if _END in turned else end):
                yield from ((key, position) for key in turned)
                break


def _is_of_months(start: date, end: date) -> bool:
    return (end + _DAY).day == start.day


def _is_of_years(start: date, end: date) -> bool:
    """Whether a term is a year or several, but for a day or two."""
    years = round((end - start).days / _YEAR)
    return years > 0 and abs((end - start).days + 1 - years * _YEAR) <= _ABOUT


def _out_of_order(sheet: Sheet) -> Iterator[_Cell]:
    """Yield the few days that stand between those before and after them only if they are turned."""
    for key in _IN_ORDER:
        if not sheet.has(key):
            continue
        known = [(p, v) for p in sheet.kept if isinstance(v := sheet.value(key, p), date)]
        if len({v for _, v in known}) < _FEWEST:
            continue
        for sign in (1, -1):
            places = _astray([sign * v.toordinal() for _, v in known])
            for at in places if are_few(len(places), len(known)) else ():
                position, day = known[at]
                least, most = sorted([known[at - 1][1], known[at + 1][1]])
                if _may_be_turned(sheet, key, position) and least <= _turned(day) <= most:
                    yield key, position


def _astray(numbers: Sequence[int]) -> list[int]:
    """Return the places of single numbers that break an order which holds else; [] where it does not hold."""
    falls = sum(a > b for a, b in pairwise(numbers))
    found = [
        at
        for at in range(1, len(numbers) - 1)
        if numbers[at - 1] <= numbers[at + 1]
        and not numbers[at - 1] <= numbers[at] <= numbers[at + 1]
    ]
    return found if falls <= len(found) else []
