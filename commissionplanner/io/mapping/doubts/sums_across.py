"""Amounts that are the sum of those beside them in nearly every row: where they are not, cells may be shifted."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few, ask_to_leave_out
from commissionplanner.io.mapping.values.contents import are_amounts
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.money import format_pounds

_FEWEST, _LONG, _MOST_ROWS = 6, 5_000, 20_000
"""Among fewer rows a sum is chance; in long tables one sum alone is looked for, in longer ones none: it would take long."""
_PROOFS: Final = 4
"""In so many rows at least must two amounts or more make the sum."""
_MOST_PARTS: Final = 12
_TWO: Final = 2
_SAMPLE: Final = 60
_NEARLY_ALL: Final = 0.8
_ROUNDING_P: Final = 50

_Columns = Sequence[Sequence[int | None]]


def question_sums_across(sheet: Sheet, asker: Asker) -> None:
    """Ask about the few rows in which an amount is not what those beside it make, as it is in all others.

    So where a cell was left out or put in among the amounts of a return. One of them must come in; where it
    agrees with any amounts beside it in all rows, nothing is asked. Totals of years are held against these
    elsewhere.
    """
    years = {guess.year for guess, _ in sheet.yearly}
    if not _FEWEST <= len(sheet.kept) <= _MOST_ROWS or len(years) > 1:
        return
    money = {sheet.places[key] for key in sheet.money_keys()} | {g.place for g, _ in sheet.yearly}
    sums = (
        places
        for start, end in _blocks(sheet, money)
        for places in _sums(sheet, start, end)
        if money & set(places)
    )
    most = 1 if len(sheet.kept) > _LONG else None
    found = [(_odd_rows(sheet, places), places) for places in islice(sums, most)]
    if not found:
        return
    odd, places = min(found, key=lambda pair: len(pair[0]))
    if are_few(len(odd), len(sheet.kept)) or _is_block(sheet, odd):
        _ask(sheet, asker, odd, places)


def _is_block(sheet: Sheet, odd: Sequence[int]) -> bool:
    """Whether odd rows, a fifth at most, stand one below the other, as where a block was shifted."""
    rows = sheet.kept
    is_run = bool(odd) and rows.index(odd[-1]) - rows.index(odd[0]) == len(odd) - 1
    return is_run and len(odd) <= len(rows) * (1 - _NEARLY_ALL)


def _ask(sheet: Sheet, asker: Asker, odd: Sequence[int], places: Sequence[int]) -> None:
    """Ask about the rows in which the first of some columns is not the sum of the others."""
    whole, *parts = places
    name = sheet.table.names[whole]
    first, last = (sheet.table.names[place] for place in (min(parts), max(parts)))
    between = "and" if len(parts) == _TWO else "to"
    said = "; ".join(_said(sheet, position, places) for position in odd[:SHOWN])
    text = (
        f"“{name}” is the sum of “{first}” {between} “{last}” in all rows but {len(odd):,}: {said}. Cells of these rows may "
        "stand under wrong headings. Take them as they stand, or leave them out?"
    )
    reason = f"Its “{name}” is not the sum of the amounts beside it."
    ask_to_leave_out(sheet, asker, "sums_across", text, odd, reason)


def _said(sheet: Sheet, position: int, places: Sequence[int]) -> str:
    whole, *parts = (sheet.pence(sheet.table.columns[n][position], n) or 0 for n in places)
    return f"row {sheet.row(position):,} says {format_pounds(whole)}, they make {format_pounds(sum(parts))}"


def _blocks(sheet: Sheet, money: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of three columns of amounts or more of which one at least comes in: start and end."""
    columns = sheet.table.columns
    start = 0
    while start < len(columns):
        end = start
        while end < len(columns) and are_amounts(columns[end]):
            end += 1
        if end - start > 2 and money & set(range(start, end)):
            yield start, end
        start = end + 1


def _sums(sheet: Sheet, start: int, end: int) -> Iterator[list[int]]:
    """Yield the places of a column that is the sum of those just before or after it in a sample, and of its parts."""
    some = sheet.kept[:: len(sheet.kept) // _SAMPLE + 1]
    read = {place: _pence(sheet, place, some) for place in range(start, end)}
    for whole in read:
        before = range(whole - 1, max(start - 1, whole - 1 - _MOST_PARTS), -1)
        after = range(whole + 1, min(end, whole + 1 + _MOST_PARTS))
        if before and after:  # as a forecast is of the budget and the variance
            places = [whole, before[0], after[0]]
            if _holds([read[place] for place in places]):
                yield places
        for side in (before, after):
            for count in range(2, len(side) + 1):
                places = [whole, *side[:count]]
                if _holds([read[place] for place in places]):
                    yield places


def _pence(sheet: Sheet, place: int, rows: Sequence[int]) -> list[int | None]:
    column = sheet.table.columns[place]
    return [sheet.pence(column[position], place) for position in rows]


def _holds(columns: _Columns) -> bool:
    odd = _odd(columns)
    made = sum(
        len([part for part in parts if part]) > 1 and not is_odd
        for is_odd, (_, *parts) in zip(odd, zip(*columns, strict=True), strict=True)
    )
    return made >= _PROOFS and sum(odd) <= len(odd) * (1 - _NEARLY_ALL)


def _odd_rows(sheet: Sheet, places: Sequence[int]) -> list[int]:
    """Return the rows in which the first of some columns is not the sum of the others."""
    odd = _odd([_pence(sheet, place, sheet.kept) for place in places])
    return [position for position, is_odd in zip(sheet.kept, odd, strict=True) if is_odd]


def _odd(columns: _Columns) -> list[bool]:
    """Return for each row whether its whole is known and not the sum of its parts, of which one is above nought."""
    found = []
    for whole, *parts in zip(*columns, strict=True):
        known = [part for part in parts if part]
        most = min(_ROUNDING_P * len(known), abs(whole or 0) // 1_000)
        found.append(whole is not None and bool(known) and abs(whole - sum(known)) > most)
    return found
