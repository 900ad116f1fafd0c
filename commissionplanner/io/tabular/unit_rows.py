"""Rows just below the headings that say in which unit columns are, or what those of years measure. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.heading_cells import A_YEAR, Row, cell_at, filled, have_values

_UNIT: Final = re.compile(
    r"\(?(?:£|£?\s?'?000s?|£k|£m|£ ?millions?|%|days?|months?|years?|gbp|wte|fte|no\.?|n|y/n|"
    r"dd/mm/yyyy|yyyy-mm-dd|mm/yy)\)?|\(.{1,40}\)",
    re.IGNORECASE,
)
_MONEY_UNIT: Final = re.compile(r"\(?(?:£|£?\s?'?000s?|£\s?k|£\s?m|£ ?millions?)\)?", re.IGNORECASE)
_FEWEST_YEARS: Final = 2
_MEASURE: Final = re.compile(
    r"(?:(?:original|revised|latest|current|approved|base|net|gross|final|draft|proposed|projected|initial|working|full|year|"
    r"total|cash|the|to|date|in|end|q[1-4]|p\d{1,2}|month \d{1,2}|restated|adopted|published|mtfs|mtfp|medium|term)\W+)*"
    r"(?:budgets?|estimates?|outturn|out-turn|forecasts?|actuals?|indicative|provisional|plan(?:ned)?|projections?|projected|"
    r"draft|proposed|original|revised|allocations?|variance|variation|change|spend|expenditure|income|net|gross|confirmed)"
    r"(?:\W+(?:budgets?|estimates?|outturn|forecasts?|actuals?|allocations?|plan|spend|expenditure|(?:to|at|as|for|full|year|"
    r"date|end|of|q[1-4]|p\d{1,2}|£?'?0*s?|£m|£k|£))\b\W*)*\W*",
    re.IGNORECASE,
)
"""What the amounts of a year are: "Outturn", "Original budget", "Forecast at Q3"."""


def is_unit(cell: Cell) -> bool:
    """Whether a cell says a unit and nothing else: "£000", "(%)", "months"."""
    return bool(_UNIT.fullmatch(cell_text(cell)))


def are_units(row: Row) -> bool:
    """Whether a row says units and nothing else; one alone must speak of money, for a record may hold "3 months"."""
    texts = [cell_text(row[place]) for place in filled(row)]
    if len(texts) == 1:
        return bool(_MONEY_UNIT.fullmatch(texts[0]))
    return bool(texts) and all(_UNIT.fullmatch(text) for text in texts)


def are_measures(main: Row, below: Row, following: Sequence[Row]) -> bool:
    """Whether a row says under each year, and hardly elsewhere, what its amounts are: "Outturn", "Budget".

    A first record of which no amount is known has none of these words in all of them.
    """
    years = [place for place in filled(main) if _names_year(main[place])]
    places = filled(below)
    if len(years) < _FEWEST_YEARS or not set(years) <= set(places):
        return False
    said = [place for place in places if _MEASURE.fullmatch(cell_text(below[place]).strip())]
    if not set(years) <= set(said) or len(places) - len(said) > 1:
        return False
    if len({cell_text(below[place]) for place in years}) < _FEWEST_YEARS:
        return False
    rows = [row for row in following[:20] if filled(row) and not are_units(row)]
    return all(have_values([cell_at(row, place) for row in rows]) for place in years)


def _names_year(cell: Cell) -> bool:
    return bool(A_YEAR.fullmatch(cell_text(cell).strip()))
