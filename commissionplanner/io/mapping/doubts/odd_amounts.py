"""Amounts that stand out from their column: below nought, or far from all others. They are named, and come in as they stand."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.money import format_pounds
from commissionplanner.model.words import counted

_FEWEST: Final = 10
"""Among fewer amounts none is far from the others."""
_FAR: Final = 40
"""So many times the next amount is far; in lists of any size the next is hardly ever so far away."""
_TOKEN_P: Final = 1_000
"""Up to ten pounds stand for no price, such as a peppercorn, and are no slip."""

_OFF: Final = 6
_DAYS: Final = 365.25

_Amount = tuple[int, int]
"""A position and what stands there, in pence."""


def question_amounts(sheet: Sheet, asker: Asker) -> None:
    """Name amounts below nought, where contracts have them or most rows do, and the few far from all others."""
    _note_terms(sheet, asker)
    for place, name, amounts in _columns(sheet):
        below = [(p, a) for p, a in amounts if a < 0]
        if len(below) * 2 > len(amounts) >= _FEWEST:
            asker.note(
                f"Most amounts of “{name}” ({len(below):,} of {len(amounts):,}) are below nought. They come in as they "
                "stand; see whether they are credits, or costs written with a minus."
            )
        elif below and sheet.kind == "contracts":
            asker.note(
                f"{counted(len(below), 'value')} of “{name}” below nought: {_shown(sheet, place, below)}. They come in as "
                "they stand."
            )
        far, beside = _far(amounts)
        if far:
            asker.note(
                f"{counted(len(far), 'amount')} of “{name}” far from all others: {_shown(sheet, place, far)}; the next is "
                f"{format_pounds(beside)}. See whether it is in other units, such as thousands."
            )


def _note_terms(sheet: Sheet, asker: Asker) -> None:
    """Name the few contracts whose whole value is far from what a year costs times its years, as it is not in others."""
    keys = ("annual_value_p", "total_value_p", "start_on", "current_end_on")
    if sheet.kind != "contracts" or not all(map(sheet.has, keys)):
        return
    columns = [sheet.single[key].values for key in keys]
    odd, n_known = [], 0
    for position in sheet.kept:
        annual, total, start, end = (values[position] for values in columns)
        if not (annual and total and isinstance(start, date) and isinstance(end, date)):
            continue
        years = max(1.0, (end - start).days / _DAYS)
        n_known += 1
        if not 1 / _OFF < total / (annual * years) < _OFF:
            odd.append(position)
    if n_known < _FEWEST or not are_few(len(odd), n_known):
        return
    shown = "; ".join(
        f"row {sheet.row(p):,} {format_pounds(sheet.value('annual_value_p', p))} a year, "
        f"{format_pounds(sheet.value('total_value_p', p))} in all"
        for p in odd[:SHOWN]
    )
    asker.note(
        f"{counted(len(odd), 'contract')} whose whole value is far from what its years cost, unlike the others: {shown}. "
        "See whether one is in other units."
    )


def _columns(sheet: Sheet) -> Iterator[tuple[int, str, list[_Amount]]]:
    """Yield each column of amounts: its place, its name and what the rows that come in have in it but nought."""
    columns = [(guess.place, column) for guess, column in sheet.yearly]
    columns += [(sheet.places[key], sheet.single[key]) for key in sheet.money_keys()]
    for place, column in columns:
        known = [(p, a) for p in sheet.kept if (a := column.values[p])]
        yield place, sheet.table.names[place], known


def _far(amounts: Sequence[_Amount]) -> tuple[list[_Amount], int]:
    """Return the few amounts far above or below all others, and the one of these that is next to them."""
    if len(amounts) < _FEWEST:
        return [], 0
    ranked = sorted([abs(amount) for _, amount in amounts])
    few = next(n for n in range(len(ranked), 0, -1) if are_few(n, len(ranked)))
    for at in (*range(1, few + 1), *range(len(ranked) - few, len(ranked))):
        low, high = ranked[at - 1], ranked[at]
        if high < _FAR * low or low <= _TOKEN_P:
            continue
        if at <= few:
            return [(p, a) for p, a in amounts if abs(a) <= low], high
        return [(p, a) for p, a in amounts if abs(a) >= high], low
    return [], 0


def _shown(sheet: Sheet, place: int, amounts: Sequence[_Amount]) -> str:
    return "; ".join(
        f"{sheet.table.cell_name(p, place)} {format_pounds(a)}" for p, a in amounts[:SHOWN]
    )
