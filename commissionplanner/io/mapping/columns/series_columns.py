"""Columns of amounts side by side: years, measures or parts of a year across the sheet."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import (
    certainty_in,
    measure_in,
    without_year,
    words_of,
    year_in,
)
from commissionplanner.io.mapping.values.contents import Look

_KINDS: Final = ("services", "funding")
_KEY: Final = "amount_p"
_FEWEST_PERIODS: Final = 3
_PERIOD: Final = re.compile(
    r"(?:q|qtr|quarter) ?[1-4]|(?:p|period|month|m) ?(?:1[0-2]|0?[1-9])|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?: ?\d{2,4})?"
)
OF_WHICH: Final = re.compile(r"\bof which\b|(?:^|· )\(?includ(?:ing|es|ed in)\b", re.IGNORECASE)
"""In a heading of amounts that another column holds already."""
_SUMS: Final = re.compile(
    r"\b(?:total|full year|year to date|annual|outturn|budget|allocation|amount|expenditure)\b"
)


def series_columns(
    kind: str, headings: Sequence[str], looks: Sequence[Look]
) -> dict[int, ColumnGuess]:
    """Return columns of amounts that stand side by side: of years, of measures, of parts of a year."""
    if kind not in _KINDS:
        return {}
    found: dict[int, ColumnGuess] = {}
    for place, heading in enumerate(headings):
        year = year_in(heading)
        if year is None or looks[place].is_empty or "%" in heading or is_other_figure(heading):
            continue
        if looks[place].amounts >= 0.4 or (not without_year(heading) and looks[place].days < 0.5):
            why = f"“{heading}” names {year}, and its cells are amounts."
            found[place] = ColumnGuess(
                place, _KEY, 0.95, why, year, measure_in(heading), certainty=certainty_in(heading)
            )
    found = _without_parts(found, headings)
    if kind == "funding":
        found = _without_spent(found)
    return found or _measure_columns(kind, headings, looks) or _period_columns(headings, looks)


def _without_spent(found: dict[int, ColumnGuess]) -> dict[int, ColumnGuess]:
    """Return the columns of years without what was spent of a stream in a year that has its money."""
    given = {guess.year for guess in found.values() if guess.measure != "actual"}
    return {p: g for p, g in found.items() if g.measure != "actual" or g.year not in given}


def _without_parts(
    found: dict[int, ColumnGuess], headings: Sequence[str]
) -> dict[int, ColumnGuess]:
    """Return the columns of years without parts of a year that has a whole: quarters, months, "of which"."""
    parts = {
        p
        for p in found
        if _PERIOD.fullmatch(without_year(headings[p])) or OF_WHICH.search(headings[p])
    }
    whole = {guess.year for place, guess in found.items() if place not in parts}
    return {p: guess for p, guess in found.items() if p not in parts or guess.year not in whole}


_MEASURE_WORDS: Final = frozenset(
    "budget budgets forecast outturn actual actuals annual current planned plan spend expenditure final "
    "estimate estimates original revised latest approved".split()
)


_LATER: Final = frozenset({"revised", "latest", "current", "final"})


def _measure_columns(
    kind: str, headings: Sequence[str], looks: Sequence[Look]
) -> dict[int, ColumnGuess]:
    """Return columns named Budget, Forecast and Actual, where at least two measures stand side by side."""
    if kind != "services":
        return {}
    found: dict[int, ColumnGuess] = {}
    for place, heading in enumerate(headings):
        words = words_of(heading).split()
        measure = measure_in(heading)
        if not words or not set(words) <= _MEASURE_WORDS or measure is None:
            continue
        if looks[place].amounts < 0.4:
            continue
        same = next((p for p, guess in found.items() if guess.measure == measure), None)
        if same is not None and _LATER & set(words):
            del found[same]  # a budget revised is the budget
            same = None
        if same is None:
            why = f"“{heading}” names a measure, and its cells are amounts."
            found[place] = ColumnGuess(place, _KEY, 0.9, why, None, measure)
    return found if len(found) >= 2 else {}


_COUNTED: Final = re.compile(
    r"\bno of\b|\bno (?:of )?(?:pupils|students|learners|places|people|children|clients|cases|homes|jobs)\b"
)
"""How many of something, where "No." stands for number."""


_GROWTH: Final = re.compile(
    r"(?:(?:total|overall|cash|real|annual|allocation|funding) )?(?:growth|uplift)"
)
"""By how much an amount is more than that of the year before."""


def is_other_figure(heading: str) -> bool:
    """Whether a heading is of a rate, a number of things or a difference, and of no amount."""
    words = words_of(heading).split()
    if re.search(
        r"\bper (?!annum|year)\w+|\b(?:hourly|daily|nightly|weekly) (?:\w+ )?(?:rate|fee|price|charge|cost)s?\b",
        " ".join(words),
    ):
        return True  # a rate, such as one per head
    if re.search(r"\bband [a-h]\b", " ".join(words)):
        return True  # council tax of one dwelling
    if _COUNTED.search(" ".join(words)) or _GROWTH.fullmatch(without_year(heading)):
        return True
    if re.search(r"\bcarr(?:y|ied) forward\b|\bunspent\b|\bc f\b", " ".join(words)):
        return True  # what is left of the amount beside it
    return bool({"output", "outputs", "units", "unit", "wte", "fte", "volume", "activity", "number",
                 "places", "population", "percent", "variance", "change", "difference", "increase", "adjustment",
                 "remaining", "balance", "unspent", "underspend", "overspend"} & set(words))  # fmt: skip


def _period_columns(headings: Sequence[str], looks: Sequence[Look]) -> dict[int, ColumnGuess]:
    """Return columns headed by quarters or months, where no column has their sum."""
    words = [words_of(heading) for heading in headings]
    places = [
        place
        for place, text in enumerate(words)
        if _PERIOD.fullmatch(text) and looks[place].amounts >= 0.4 and looks[place].days < 0.5
    ]
    if len(places) < _FEWEST_PERIODS or any(
        _SUMS.search(text) and looks[place].amounts > 0.5 for place, text in enumerate(words)
    ):
        return {}
    return {
        place: ColumnGuess(
            place, _KEY, 0.8, f"“{headings[place]}” names a part of the year, and its cells are amounts.",
            period=headings[place],
        )
        for place in places
    }  # fmt: skip
