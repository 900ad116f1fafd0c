"""Headings that stand over each other's columns: found by the contents, and asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from commissionplanner.io.mapping.contents import Look
from commissionplanner.io.mapping.guesses import ColumnGuess
from commissionplanner.io.mapping.headings import unit_in
from commissionplanner.io.mapping.unsettled import Unsettled
from commissionplanner.io.tabular import dates, readings
from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.table import Table

_SAMPLE: Final = 400
_FEWEST: Final = 3
_BODY: Final = re.compile(
    r"\b(?:ltd|limited|llp|plc|cic|cio|inc|council|trust|university|association|society|nhs|hospice|foundation|"
    r"partnership|charity|group|company|& co|& sons|college|borough|icb)\b\.?",
    re.IGNORECASE,
)

_FIRM: Final = re.compile(r"\b(?:ltd|limited|llp|plc|cic|cio)\.?\s*$", re.IGNORECASE)


def is_as_a_body(name: str) -> bool:
    """Whether a name has a word of bodies: "Ltd", "council", "trust"."""
    return _BODY.search(name) is not None


def body_share(look: Look) -> float:
    """Return the share of a column's distinct texts that are named as bodies are."""
    return sum(map(is_as_a_body, look.sample)) / max(1, len(look.sample))


def settle_swapped(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask of each pair of columns that hold what the other's heading says; by default they change."""
    for pair in _PAIRS:
        held = {g.key: g for g in guesses if g.key in (pair.one, pair.other) and g.year is None}
        if len(held) < 2 or held.keys() & case.given:
            continue
        one, other = held[pair.one], held[pair.other]
        if not pair.is_swapped(case.table, case.looks, one.place, other.place):
            continue
        names = f"“{case.table.names[one.place]}” and “{case.table.names[other.place]}”"
        text = f"The headings {names} seem to stand over each other's columns: {pair.why}. Change them over?"
        if case.asker.ask(pair.id, text, ("yes", "no"), "yes") == "yes":
            guesses = [_turned(g, one, other, pair.why) for g in guesses]
    return guesses


def _turned(guess: ColumnGuess, one: ColumnGuess, other: ColumnGuess, why: str) -> ColumnGuess:
    if guess not in (one, other):
        return guess
    key = other.key if guess is one else one.key
    said = f"Its heading says otherwise, but {why}."
    return replace(guess, key=key, confidence=0.6, why=said, rival=None)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two fields whose columns may be changed over, and how that shows."""

    id: str
    one: str
    other: str
    why: str
    is_swapped: Callable[[Table, Sequence[Look], int, int], bool]


def _names(_: Table, looks: Sequence[Look], title: int, provider: int) -> bool:
    """Whether the titles are bodies and the suppliers are not.

    Half of them have a word of bodies, or a quarter ends as firms do, of which no title of a
    contract speaks at its end.
    """
    titles, providers = looks[title].sample, looks[provider].sample
    firms = sum(bool(_FIRM.search(text)) for text in titles)
    if firms >= _FEWEST and firms * 4 >= len(titles) and not any(map(_FIRM.search, providers)):
        return True
    enough = len(titles) >= _FEWEST
    return enough and body_share(looks[title]) >= 0.5 and body_share(looks[provider]) <= 0.1


def _codes(_: Table, looks: Sequence[Look], ref: int, title: int) -> bool:
    """Whether the titles are codes with digits, and the references are words."""
    is_code = looks[title].codes > 0.9 and looks[title].length <= 16
    digits = sum(any(c.isdigit() for c in t) for t in looks[title].sample)
    words = looks[ref].codes < 0.3 and looks[ref].words > 0.9 and looks[ref].length > 12
    return is_code and words and digits * 2 > len(looks[title].sample)


def _days(table: Table, _: Sequence[Look], start: int, end: int) -> bool:
    """Whether most rows end before they start."""
    return are_mostly_after(table, start, end)


def are_mostly_after(table: Table, one: int, other: int) -> bool:
    """Whether most days of one column come after those of another in their rows."""
    read = {}
    for place in (one, other):
        order = dates.find_order(table.columns[place])
        read[place] = [_day(cell, order) for cell in _some(table, place)]
    return _mostly_after(read[one], read[other])


def _amounts(table: Table, _: Sequence[Look], annual: int, total: int) -> bool:
    """Whether most values of a year are larger than those of the whole term."""
    read = {}
    for place in (annual, total):
        unit = unit_in(table.headings[place])
        amounts = [readings.read_money(cell).value for cell in _some(table, place)]
        read[place] = [None if amount is None else amount * unit for amount in amounts]
    return _mostly_after(read[annual], read[total])


def _some(table: Table, place: int) -> list[Cell]:
    return table.columns[place][:_SAMPLE]


def _day(cell: Cell, order: dates.Order) -> Any:
    return dates.read_date(cell, order).value


def _mostly_after(ones: Sequence[Any], others: Sequence[Any]) -> bool:
    pairs = [
        (a, b)
        for a, b in zip(ones, others, strict=True)
        if a is not None and b is not None and a != b
    ]
    return len(pairs) >= _FEWEST and sum(a > b for a, b in pairs) * 10 >= len(pairs) * 7


_PAIRS: Final = (
    _Pair("swapped_names", "title", "provider_id", "the one holds bodies, the other does not", _names),
    _Pair("swapped_codes", "ref", "title", "the one holds words, the other codes", _codes),
    _Pair("swapped_dates", "start_on", "current_end_on", "most rows would end before they start", _days),
    _Pair("swapped_values", "annual_value_p", "total_value_p", "most values of a year would be above those of the term",
          _amounts),
)  # fmt: skip
