"""Contracts whose value stands year by year across the sheet, and nowhere as one sum."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.kind_figures import MONEY_WORDS
from commissionplanner.io.mapping.columns.series_columns import is_other_figure
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import (
    measure_in,
    numbered_year,
    says_annual,
    unit_in,
    without_year,
    words_of,
    year_in,
)
from commissionplanner.io.mapping.values.contents import Look, look_at
from commissionplanner.io.tabular.cells import Cell, column_index, column_letter, is_blank
from commissionplanner.io.tabular.dates import read_date
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.years import FinancialYear

ID: Final = "sum_of_years"
_HEADING: Final = "Total value ("
_START: Final = re.compile(r"\b(?:start|starts|from|commenc\w+|begins?)\b")
_END: Final = re.compile(r"\b(?:end|ends|expir\w+|until|finish)\b")
_AWARDED: Final = re.compile(r"\b(?:awards?|awarded|grants?)\b")
_MOST: Final = 0.8
"""Of the rows whose term is known so many at least must lie in the years that stand across."""


def with_sum_of_years(table: Table, kind: str, looks: list[Look], asker: Asker) -> Table:
    """Return a register with one column more, of what the years across come to in each row, as asked.

    It is asked where the terms of the contracts lie in those years, or the years are of grants: else
    it may be less than the whole, and is only offered. A cell of a year that holds no amount stands
    there in its stead, so that it is said.

    Args:
        table: With all other columns that are added to it.
        kind: Of the file; only contracts have one value each.
        looks: Of its columns; that of the column added is put at the end.
        asker: Asks, or offers.
    """
    del looks[len(table.columns) :]
    places = _years_across(table, looks) if kind == "contracts" else []
    if len(places) < 2 or has_other_sum(table, looks, places):
        return table
    names = [table.names[place] for place in places]
    text = (
        f"No column is the value of a contract as one sum; “{names[0]}” to “{names[-1]}” hold amounts of "
        f"{len(places)} years. Is what they come to in each row its value?"
    )
    is_whole = _is_whole(table, looks, places)
    ask = asker.ask if is_whole else asker.option
    if ask(ID, text, ("yes", "no"), "yes" if is_whole else "no") == "no":
        return table
    added = with_sum_beside(table, places, f"{_HEADING}{names[0]} to {names[-1]})")
    looks.append(look_at(added.columns[-1], unit_in(table.headings[places[0]])))
    return added


def settle_sum_of_years(table: Table, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Take the column that was added, if one was, for the value of the whole term."""
    why = "It is what the years across come to."
    return take_sum(table, guesses, _HEADING, "total_value_p", why)


def take_sum(
    table: Table, guesses: list[ColumnGuess], heading: str, key: str, why: str
) -> list[ColumnGuess]:
    """Take the last column for a field, if it is a sum that was added under this heading, and no other for it."""
    last = len(table.columns) - 1
    if not table.headings[last].startswith(heading) or last not in table.origins:
        return guesses
    return [
        replace(g, key=key, confidence=0.9, why=why, rival=None) if g.place == last
        else replace(g, key=None, rival=None) if g.key == key else g
        for g in guesses
    ]  # fmt: skip


def _years_across(table: Table, looks: Sequence[Look]) -> list[int]:
    """Return the columns of amounts that differ in their year alone; none where two are of one."""
    found: dict[object, int] = {}
    kinds = set()
    for place, heading in enumerate(table.headings):
        year = year_in(heading) or numbered_year(heading, alone=True)
        is_money = looks[place].amounts > 0.4 and max(looks[place].days, looks[place].years) < 0.5
        if year is None or not is_money or "%" in heading or is_other_figure(heading):
            continue
        if says_annual(heading):
            return []  # what a year costs, now and later
        if year in found or measure_in(heading) == "actual":
            return []
        found[year] = place
        kinds.add((without_year(heading) if year_in(heading) else "", unit_in(heading)))
    return sorted(found.values()) if len(kinds) == 1 else []


def has_other_sum(table: Table, looks: Sequence[Look], places: Sequence[int]) -> bool:
    """Whether another column may be the value: amounts whose heading says so."""
    return any(
        look.amounts > 0.5 and max(look.days, look.years) < 0.5 and place not in places
        and ("£" in heading or re.search(rf"{MONEY_WORDS}|total|sum|price|pa|annum|annual", words_of(heading)))
        for place, (heading, look) in enumerate(zip(table.headings, looks, strict=True))
    )  # fmt: skip


def _is_whole(table: Table, looks: Sequence[Look], places: Sequence[int]) -> bool:
    """Whether the years across are all that a contract runs for, or what was awarded."""
    headings = table.headings
    if any(_AWARDED.search(words_of(headings[place])) for place in places):
        return True
    days = [p for p, look in enumerate(looks) if look.days > 0.5 and look.years < 0.9]
    starts = [p for p in days if _START.search(words_of(headings[p]))]
    ends = [p for p in days if _END.search(words_of(headings[p]))]
    if not starts or not ends:
        return False
    pairs = zip(table.columns[starts[0]], table.columns[ends[0]], strict=True)
    terms = [
        (first, last) for one, other in pairs if (first := _day(one)) and (last := _day(other))
    ]
    years = [year for place in places if (year := year_in(headings[place]))]
    inside = sum(_is_inside(term, years, len(places)) for term in terms)
    return bool(terms) and inside >= len(terms) * _MOST


def _is_inside(term: tuple[date, date], years: Sequence[FinancialYear], count: int) -> bool:
    if years:
        return min(years).first_day <= term[0] and term[1] <= max(years).last_day
    return (term[1] - term[0]).days <= 366 * count


def _day(cell: Cell) -> date | None:
    value = None if is_blank(cell) else read_date(cell, "dmy").value
    return value if isinstance(value, date) else None


def with_sum_beside(table: Table, places: Sequence[int], heading: str) -> Table:
    """Return a table with one column more, of what some of its columns come to in each row."""
    columns = [table.columns[place] for place in places]
    cells = [_sum(row) for row in zip(*columns, strict=True)]
    headings = [*table.headings, heading]
    letters = [*table.letters, column_letter(column_index(table.letters[-1]) + 1)]
    own: list[tuple[str, int] | None] = [(table.letters[places[0]], row) for row in table.rows]
    return replace(
        table, headings=headings, letters=letters, names=unique_names(headings, letters),
        columns=[*table.columns, cells], origins={**table.origins, len(table.columns): own},
        total_cells={row: [*total, None] for row, total in table.total_cells.items()},
    )  # fmt: skip


def _sum(cells: Sequence[Cell]) -> Cell:
    """Return what amounts come to in pounds; the first cell that is none, and no blank or dash, as it is."""
    total, is_any = 0, False
    for cell in cells:
        if is_blank(cell) or (isinstance(cell, str) and cell.strip().casefold() in _NOTHING):
            continue
        pence = read_money(cell).value
        if not isinstance(pence, int):
            return cell
        total, is_any = total + pence, True
    return total / 100 if is_any else None


_NOTHING: Final = frozenset({"-", "\u2013", "\u2014", "nil", "n/a", "na", "none"})
