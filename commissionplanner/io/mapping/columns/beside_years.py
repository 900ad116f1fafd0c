"""An amount that names no year, left out beside amounts of years: a whole budget beside what was spent."""

import re
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.completion import worded
from commissionplanner.io.mapping.columns.line_columns import agree, amounts_of
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import measure_in, words_of, year_in

BY_YEAR: Final = "by_year"
_WHOLE: Final = {"whole", "full", "budget", "allocation", "award", "awarded"}
_MOST: Final = 4


def settle_beside_years(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask which amounts come in, where a whole one is left out that the years beside it do not make.

    By default those of the years do: both together would count money twice.
    """
    years = [g for g in guesses if g.key == "amount_p" and g.year and not g.line]
    if case.kind not in ("services", "funding") or not years or any(
        g.key == "amount_p" and g not in years for g in guesses
    ):  # fmt: skip
        return guesses
    made = [sum(row) for row in zip(*(amounts_of(case.table, g.place) for g in years), strict=True)]
    free = [g.place for g in guesses if g.key is None and g.confidence < 1.0]
    found = [
        place
        for place, words in worded(case.kind, "amount_p", case.table.headings, case.looks, free).items()
        if words > 0 and _is_whole(case.table.headings[place])
        and not agree(amounts_of(case.table, place), made)
    ][:_MOST]  # fmt: skip
    if not found:
        return guesses
    names = [case.table.names[place] for place in found]
    shown = " and ".join(f"“{name}”" for name in names)
    own = ", ".join(f"“{case.table.names[g.place]}”" for g in years[:_MOST])
    named = "names no single year and is" if len(names) == 1 else "name no single year and are"
    text = f"Amounts are read from {own}. {shown} {named} left out. Which amounts are meant?"
    taken = case.asker.ask("amount_column", text, (BY_YEAR, *names), BY_YEAR)
    if taken == BY_YEAR:
        return guesses
    place = case.table.names.index(taken)
    gone = "You said that it is another column."
    return [
        replace(g, key="amount_p", confidence=1.0, why="As you said.", rival=None)
        if g.place == place
        else replace(g, key=None, year=None, measure=None, period="", why=gone)
        if g in years
        else g
        for g in guesses
    ]


def _is_whole(heading: str) -> bool:
    named = year_in(heading) is None and measure_in(heading) in (None, "budget")
    return named and (bool(_WHOLE & set(words_of(heading).split())) or _is_of_span(heading))


def _is_of_span(heading: str) -> bool:
    """Whether a heading names several years as one: "2023-26 annual funding"."""
    found = _SPAN.search(heading)
    return found is not None and (int(found[2][-2:]) - int(found[1][-2:])) % 100 > 1


_SPAN: Final = re.compile(r"\b((?:19|20)\d\d)\s?[-\u2013/]\s?((?:20)?\d\d)\b")
