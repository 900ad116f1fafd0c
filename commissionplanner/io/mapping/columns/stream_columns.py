"""Streams of funding across a sheet: columns of amounts, each headed by a grant or fund, a row an authority.

So allocations of the Better Care Fund and of the schools grant by block are published.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.line_columns import (
    LEAVE_OUT,
    agree,
    amounts_of,
    is_amounts,
    is_by_authority,
)
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import words_of, year_in
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.years import FinancialYear

_TOTAL: Final = re.compile(
    r"(?<!included in )\b(?:sub ?)?totals?\b|\b(?:overall|combined|altogether|sum)\b"
)
_STREAM: Final = re.compile(
    r"\b(?:grants?|funds?|funding|contributions?|blocks?|programmes?|premium|levy|ibcf|bcf|dfg|dsg|phg|sdf)\b"
)
_NO_STREAM: Final = re.compile(
    r"\b(?:population|pupils?|students|learners|number|no|ukprn|upin|included in|per|percent|rate|change|code|urn|share|index|places|units?|of which)\b|%"
)
"""What is no money of a stream, and may stand beside those that are."""
_SAME_MONEY: Final = re.compile(
    r"\b(?:baseline|growth|floor|damping|adjust\w+|uplift|gross|net|income|spend|spent|expenditure|budget|forecast|"
    r"outturn|variance|original|revised|provisional|final|indicative|previous|current|paid|payments?|revenue(?! support)|capital|"
    r"rdel|cdel|requested|applied|awarded|approved|quarter|q[1-4])\b"
)
"""Words of columns that are one stream's money, told by stage or sort."""
_FEWEST: Final = 2
_ALONE: Final = "total_alone"


def stream_columns(headings: Sequence[str], looks: Sequence[Look]) -> dict[int, ColumnGuess]:
    """Return the columns that are streams of funding, where a file has them across; none otherwise.

    They are where each row is an authority, two headings at least name a grant, fund or the like,
    and none is the same money at another stage. Of several years each has the same streams.
    """
    amounts = [p for p, look in enumerate(looks) if headings[p] and is_amounts(look)]
    words = {p: _own_words(headings[p]) for p in amounts}
    named = [p for p in amounts if not _TOTAL.search(words[p]) and not _NO_STREAM.search(words[p])]
    streams = _by_year(headings, words, named)
    if not streams or any(_SAME_MONEY.search(words[p]) for p in named):
        return {}
    if sum(bool(_STREAM.search(text)) for text in streams) < _FEWEST:
        return {}
    if not is_by_authority(headings, looks):
        return {}
    return {p: _guess(p, headings[p]) for p in named}


def _by_year(headings: Sequence[str], words: dict[int, str], named: Sequence[int]) -> set[str]:
    """Return the streams that each year has once, by the words of their headings; none where years differ in them."""
    years: dict[FinancialYear | None, list[str]] = {}
    for place in named:
        years.setdefault(year_in(headings[place]), []).append(words[place])
    every = [sorted(texts) for texts in years.values()]
    is_same = bool(every) and all(texts == every[0] for texts in every)
    return set(every[0]) if is_same and len(set(every[0])) == len(every[0]) else set()


def _own_words(heading: str) -> str:
    """Return the words of the lowest row of a heading, which tell it from those beside it."""
    return words_of(heading.rpartition(" · ")[2])


def _guess(place: int, heading: str) -> ColumnGuess:
    why = f"“{heading}” names a stream of funding, and its cells are amounts."
    name = " ".join(re.sub(r"\(£[^)]*\)|£", " ", heading.rpartition(" · ")[2]).split())
    return ColumnGuess(place, "amount_p", 0.75, why, year_in(heading), line=name)


def settle_streams(table: Table, guesses: list[ColumnGuess], asker: Asker) -> list[ColumnGuess]:
    """Ask whether columns that seem to be streams of funding are.

    Where a total stands beside them that they do not make, the total alone is the amount: what it
    adds up beside them is not in the file.

    Args:
        table: As read.
        guesses: One a column.
        asker: Asked.
    """
    guesses = guesses if any(guess.line for guess in guesses) else _with_parts(table, guesses)
    lines = [guess for guess in guesses if guess.line]
    if not lines:
        return guesses
    several = len({guess.year for guess in lines}) > 1
    total = next(
        (g for g in guesses if g.key is None and _is_total(table, g) and not several), None
    )
    if total is None and not several and (summed := _sum_of_all(table, lines)):
        why = "It is what the streams beside it make."
        total = replace(summed, key=None, line="", year=None, confidence=0.7, why=why)
        guesses = [total if g is summed else g for g in guesses]
        lines.remove(summed)
    made = [sum(row) for row in zip(*(amounts_of(table, g.place) for g in lines), strict=True)]
    whole = total is None or agree(amounts_of(table, total.place), made)
    shown = ", ".join(f"“{table.names[guess.place]}”" for guess in lines)
    text = f"{shown} look like streams of funding, one a column. Read each amount as money of a stream of that name"
    text += f", or take “{table.names[total.place]}” alone?" if total else ", or leave them out?"
    default = "streams" if whole else _ALONE
    choices = ("streams", LEAVE_OUT if total is None else _ALONE)
    if asker.ask("streams_across", text, choices, default) == "streams":
        return guesses
    left = "It is not read as a stream of funding."
    return [
        replace(g, key=None, line="", year=None, confidence=0.7, why=left, rival="amount_p")
        if g.line
        else replace(g, key="amount_p", year=year_in(table.headings[g.place]), confidence=0.7,
                     why="It is the total of the row.", rival=None)
        if g is total
        else g
        for g in guesses
    ]  # fmt: skip


def _with_parts(table: Table, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Take left-out columns of amounts beside the total that was taken for the amount, for streams.

    Their headings name strands and neither grants nor money, so that the total alone was known.
    Whether they are is asked, and by default they are not where they do not make the total.
    """
    held = [guess for guess in guesses if guess.key == "amount_p"]
    keys = {guess.key for guess in guesses}
    if len(held) != 1 or "name" in keys or "holder_id" not in keys or not _is_total(table, held[0]):
        return guesses
    words = {g.place: _own_words(table.headings[g.place]) for g in guesses}
    free = [
        g.place
        for g in guesses
        if g.key is None and g.confidence < 1.0 and words[g.place]
        and not _NO_STREAM.search(words[g.place]) and not _SAME_MONEY.search(words[g.place])
    ]  # fmt: skip
    amounts = {place: amounts_of(table, place) for place in free}
    parts = [place for place in free if sum(map(bool, amounts[place])) * 2 > len(amounts[place])]
    if len(parts) < _FEWEST or max(map(max, amounts.values())) < _LARGE_P:
        return guesses
    year = held[0].year
    return [
        replace(_guess(g.place, table.headings[g.place]), year=year, why=_PART)
        if g.place in parts
        else replace(g, key=None, year=None, confidence=0.7, rival="amount_p")
        if g is held[0]
        else g
        for g in guesses
    ]


def _sum_of_all(table: Table, lines: list[ColumnGuess]) -> ColumnGuess | None:
    """Return the first or last stream where it is what all the others make, whatever it is called; None for none."""
    if len(lines) <= _FEWEST:
        return None
    for whole, *parts in (lines[::-1], lines):
        columns = (amounts_of(table, part.place) for part in parts)
        made = [sum(row) for row in zip(*columns, strict=True)]
        if agree(amounts_of(table, whole.place), made):
            return whole
    return None


_PART: Final = "Its amounts stand with others beside the total of each row."
_LARGE_P: Final = 100_000
"""Numbers of which none is so large, in pence as they stand, count something."""


def _is_total(table: Table, guess: ColumnGuess) -> bool:
    words = _own_words(table.headings[guess.place])
    is_named = bool(_TOTAL.search(words)) and not _NO_STREAM.search(words)
    return is_named and any(amounts_of(table, guess.place))
