"""An amount that names no year, left out beside amounts of years: a whole budget beside what was spent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.completion import worded
from commissionplanner.io.mapping.contents import Look
from commissionplanner.io.mapping.guesses import ColumnGuess
from commissionplanner.io.mapping.headings import measure_in, words_of, year_in
from commissionplanner.io.mapping.line_columns import agree, amounts_of
from commissionplanner.io.tabular.table import Table

BY_YEAR: Final = "by_year"
_WHOLE: Final = {"whole", "full", "budget", "allocation", "award", "awarded"}
_MOST: Final = 4


def settle_beside_years(
    kind: str, table: Table, guesses: list[ColumnGuess], looks: Sequence[Look], asker: Asker
) -> list[ColumnGuess]:
    """Ask which amounts come in, where a whole one is left out that the years beside it do not make.

    By default those of the years do: both together would count money twice.
    """
    years = [g for g in guesses if g.key == "amount_p" and g.year and not g.line]
    if kind not in ("services", "funding") or not years or any(
        g.key == "amount_p" and g not in years for g in guesses
    ):  # fmt: skip
        return guesses
    made = [sum(row) for row in zip(*(amounts_of(table, g.place) for g in years), strict=True)]
    free = [g.place for g in guesses if g.key is None and g.confidence < 1.0]
    found = [
        place
        for place, words in worded(kind, "amount_p", table.headings, looks, free).items()
        if words > 0 and _is_whole(table.headings[place])
        and not agree(amounts_of(table, place), made)
    ][:_MOST]  # fmt: skip
    if not found:
        return guesses
    names = [table.names[place] for place in found]
    shown = " and ".join(f"“{name}”" for name in names)
    own = ", ".join(f"“{table.names[g.place]}”" for g in years[:_MOST])
    text = f"Amounts are read from {own}. {shown} names no year and is left out. Which amounts are meant?"
    taken = asker.ask("amount_column", text, (BY_YEAR, *names), BY_YEAR)
    if taken == BY_YEAR:
        return guesses
    place = table.names.index(taken)
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
    return named and bool(_WHOLE & set(words_of(heading).split()))
