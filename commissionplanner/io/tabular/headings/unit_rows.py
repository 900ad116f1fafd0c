"""Rows just below the headings that say in which unit columns are, or what those of years measure. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.headings.heading_cells import (
    A_YEAR,
    Row,
    cell_at,
    filled,
    have_values,
)

_UNIT: Final = re.compile(
    r"\(?(?:£|£?\s?'?000s?|£k|£m|£ ?millions?|%|days?|months?|years?|gbp|wte|fte|no\.?|n|y/n|"
    r"dd/mm/yyyy|yyyy-mm-dd|mm/yy)\)?|\(.{1,40}\)",
    re.IGNORECASE,
)
_MONEY_UNIT: Final = re.compile(r"\(?(?:£|£?\s?'?000s?|£\s?k|£\s?m|£ ?millions?)\)?", re.IGNORECASE)
_FEWEST_YEARS: Final = 2
_MEASURES: Final = frozenset(
    "budget budgets estimate estimates outturn forecast forecasts actual actuals indicative provisional plan planned projection "
    "projections projected draft proposed original revised allocation allocations variance variation change spend expenditure "
    "income net gross confirmed final".split()
)
"""What the amounts of a year are: "Outturn", "Original budget", "Forecast at Q3"."""
_BESIDE: Final = frozenset(
    "out turn latest current approved base initial working full year total cash the to date in end at as for of month "
    "restated adopted published mtfs mtfp medium term".split()
)
_WORD: Final = re.compile(r"[^\W_]+|£")
_SHORT: Final = re.compile(r"[qp]?\d{1,2}|0*s?|£|[mk]")
"""A quarter, a period, or a unit."""


def is_unit(cell: Cell) -> bool:
    """Whether a cell says a unit and nothing else: "£000", "(%)", "months"."""
    return bool(_UNIT.fullmatch(cell_text(cell)))


def are_units(row: Row) -> bool:
    """Whether a row says units and nothing else; one alone must speak of money, for a record may hold "3 months"."""
    texts = [cell_text(row[place]) for place in filled(row)]
    if len(texts) == 1:
        return bool(_MONEY_UNIT.fullmatch(texts[0]))
    return bool(texts) and all(_UNIT.fullmatch(text) or _is_measured(text) for text in texts)


def _is_measured(text: str) -> bool:
    """Whether a text is a unit of money and what is measured in it: "(£) indicative", "£000 budget"."""
    unit, _, said = text.strip().partition(" ")
    words = _WORD.findall(said.casefold())
    return (
        bool(_MONEY_UNIT.fullmatch(unit))
        and bool(words)
        and all(word in _MEASURES for word in words)
    )


def are_measures(main: Row, below: Row, following: Sequence[Row]) -> bool:
    """Whether a row says under each year, and hardly elsewhere, what its amounts are: "Outturn", "Budget".

    A first record of which no amount is known has none of these words in all of them.
    """
    years = [place for place in filled(main) if _names_year(main[place])]
    places = filled(below)
    if len(years) < _FEWEST_YEARS or not set(years) <= set(places):
        return False
    said = [place for place in places if _is_measure(below[place])]
    if not set(years) <= set(said) or len(places) - len(said) > 1:
        return False
    if len({cell_text(below[place]) for place in years}) < _FEWEST_YEARS:
        return False
    rows = [row for row in following[:20] if filled(row) and not are_units(row)]
    return all(have_values([cell_at(row, place) for row in rows]) for place in years)


def _names_year(cell: Cell) -> bool:
    return bool(A_YEAR.fullmatch(cell_text(cell).strip()))


def _is_measure(cell: Cell) -> bool:
    """Whether a cell says what amounts are, and nothing else."""
    words = _WORD.findall(cell_text(cell).casefold())
    others = [word for word in words if word not in _MEASURES]
    is_said = len(others) < len(words) or {"out", "turn"} <= {*others}
    return is_said and all(word in _BESIDE or _SHORT.fullmatch(word) for word in others)
