"""Years that a file only numbers, or writes as “2024” and “2025”: which financial years they are is asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.fields.headings import numbered_year, words_of, year_in
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.values.contents import Look, look_at
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, YearError

_PLAIN: Final = re.compile(r"((?:19|20)\d\d)(?: ?\(?£?\)?)?")
"""A year by itself, with a sign of pounds at most."""
_OF_MONEY: Final = re.compile(
    r"£|\b(?:budget|funding|funders?|funds?|grants?|costs?|spend|expenditure|allocations?|recipients?|providers?|suppliers?|services?|"
    r"programmes?|projects?|schemes?|streams?|commissioners?)\b",
    re.IGNORECASE,
)
"""Words of lists of money: without one, numbers under years may count anything."""
_SCHOOL: Final = re.compile(r"\b(?:reception|nursery|pupils?|year group)\b")
_UNKNOWN: Final = "unknown"
_BY_YEAR: Final = ("services", "funding")


def numbered_headings(headings: Sequence[str], looks: Sequence[Look]) -> dict[int, int]:
    """Return which year of a plan each column of amounts says it is, from 1, by its place.

    The years of a school, from a reception class on, are none.
    """
    if any(_SCHOOL.search(words_of(heading)) for heading in headings):
        return {}
    found = {
        place: number
        for place, heading in enumerate(headings)
        if (number := numbered_year(heading)) is not None
        and year_in(heading) is None
        and looks[place].amounts >= 0.4
    }
    return found if 1 in found.values() else {}


def plain_years(headings: Sequence[str], looks: Sequence[Look]) -> dict[int, FinancialYear]:
    """Return the financial year that begins in the year each column of amounts is headed by, by its place.

    Two years on end at least, each once, in a list of which another heading says that it is of money.
    """
    if not any(map(_OF_MONEY.search, headings)):
        return {}
    found = {
        place: FinancialYear(int(said[1]))
        for place, heading in enumerate(headings)
        if (said := _PLAIN.fullmatch(" ".join(heading.split()))) and looks[place].amounts >= 0.4
    }
    starts = sorted(year.start for year in found.values())
    on_end = starts == [*range(starts[0], starts[0] + len(starts))] if starts else False
    return found if on_end and len(starts) >= 2 else {}


def dated(headings: Sequence[str], looks: Sequence[Look], first: FinancialYear) -> list[str]:
    """Return the headings with the years that they mean, where the first of numbered ones is `first`."""
    numbers = numbered_headings(headings, looks)
    return _with({p: first.plus(number - 1) for p, number in numbers.items()} or plain_years(headings, looks), headings)  # fmt: skip


def _with(years: Mapping[int, FinancialYear], headings: Sequence[str]) -> list[str]:
    return [f"{h} ({years[p]})" if p in years else h for p, h in enumerate(headings)]


def with_years(
    plan: Plan, table: Table, kind: str, looks: Sequence[Look], asker: Asker
) -> Sequence[str]:
    """Return the headings as columns are guessed from: the years only numbered are asked and dated.

    Args:
        plan: The plan compared with.
        table: The table.
        kind: Of the file.
        looks: At its columns.
        asker: Asks.
    """
    if kind not in _BY_YEAR:
        return table.headings
    numbered = numbered_headings(table.headings, looks)
    if not numbered:
        return _ask_plain(table, plain_years(table.headings, looks), asker)
    first = _ask_year_one(plan, table, table.headings[min(numbered)], asker)
    return table.headings if first is None else dated(table.headings, looks, first)


def _ask_plain(table: Table, years: Mapping[int, FinancialYear], asker: Asker) -> Sequence[str]:
    """Return the headings with the financial years that plain ones mean, as answered."""
    if not years:
        return table.headings
    place = min(years, key=lambda p: years[p].start)
    shown, begins = " ".join(table.headings[place].split()), years[place]
    ends = begins.plus(-1)
    choices = (str(begins), str(ends), _UNKNOWN)
    text = (
        f"Amounts stand under years by themselves, such as “{shown}”. Is that the financial year {begins}, or "
        f"{ends}? What is of calendar years is taken whole into one of them."
    )
    taken = asker.ask("plain_years", text, choices, str(begins))
    if taken == _UNKNOWN:
        return table.headings
    moved = -1 if taken == str(ends) else 0
    return _with({p: year.plus(moved) for p, year in years.items()}, table.headings)


_HEADED: Final = re.compile(
    r"(?:(?:financial|fiscal|calendar|budget|funding|reporting|outturn) )?(?:year|yr)(?: (ending|end|ended))?(?: (?:start|starting|beginning))?"
)
_YEAR_CELL: Final = re.compile(r"((?:19|20)\d\d)")
_ENDING_CELL: Final = re.compile(r"((?:19|20)\d\d)(?:03)?")
"""A year by itself, or the March that it ends in, such as "202103"."""
_MOST_YEARS: Final = 60


def with_plain_cells(table: Table, kind: str, looks: list[Look], asker: Asker) -> Table:
    """Return the table with financial years for the plain ones of a column of years, as answered.

    Only where no other column is of years. Its look is taken anew.
    """
    if kind not in _BY_YEAR or any(look.years > 0.9 for look in looks):
        return table
    for place, heading in enumerate(table.headings):
        said = _HEADED.fullmatch(words_of(heading))
        if said is None:
            continue
        of_end = said[1] is not None
        years = _plain_cells(table.columns[place], _ENDING_CELL if of_end else _YEAR_CELL)
        if not years:
            continue
        moved = _ask_cells(table.names[place], years, asker, of_end=of_end)
        if moved is None:
            return table
        meant = {text: str(FinancialYear(start + moved)) for text, start in years.items()}
        cells: list[Cell] = [
            None if is_blank(cell) else meant[cell_text(cell)] for cell in table.columns[place]
        ]
        looks[place] = look_at(cells)
        columns = list(table.columns)
        columns[place] = cells
        return replace(table, columns=columns)
    return table


def _plain_cells(cells: Sequence[Cell], pattern: re.Pattern[str]) -> dict[str, int]:
    """Return the year that each different text of a column is, where each is a year by itself; none otherwise."""
    texts = {cell_text(cell) for cell in set(cells) if not is_blank(cell)}
    found = {text: int(said[1]) for text in texts if (said := pattern.fullmatch(text))}
    return found if len(found) == len(texts) <= _MOST_YEARS else {}


def _ask_cells(name: str, years: Mapping[str, int], asker: Asker, *, of_end: bool) -> int | None:
    """Return how far the financial year meant begins from the year shown: 0 or -1; None where it is unknown."""
    shown, first = min(years.items(), key=lambda item: item[1])
    begins, ends = FinancialYear(first), FinancialYear(first - 1)
    default = str(ends if of_end else begins)
    text = (
        f"“{name}” holds years by themselves, such as “{shown}”. Is that the financial year {begins}, or {ends}? "
        "What is of calendar years is taken whole into one of them."
    )
    taken = asker.ask("plain_years", text, (str(begins), str(ends), _UNKNOWN), default)
    return None if taken == _UNKNOWN else -1 if taken == str(ends) else 0


def year_one_of_cells(plan: Plan, sheet: Sheet, asker: Asker) -> FinancialYear | None:
    """Ask which year is Year 1 where the cells of a column of years number them; None where not."""
    for guess in sheet.guesses:
        if guess.key is None or targets_for(sheet.kind)[guess.key].spec.kind is not Kind.YEAR:
            continue
        for cell in dict.fromkeys(sheet.table.columns[guess.place]):
            if isinstance(cell, str) and numbered_year(cell, alone=True) is not None:
                return _ask_year_one(plan, sheet.table, cell.strip(), asker)
    return None


def _ask_year_one(plan: Plan, table: Table, shown: str, asker: Asker) -> FinancialYear | None:
    """Ask which year is Year 1: the one that a title names, else the plan's first."""
    year, why = plan.header.first_year, "is the plan's first"
    for text in table.banner:
        if (named := year_in(text)) is not None:
            year, why = named, f"is named in “{' '.join(text.split())[:60]}”"
            break
    given = asker.answers.get("year_one", "")
    if given and given != _UNKNOWN:
        try:
            FinancialYear.parse(given)
        except YearError as error:
            raise AnswerError(str(error)) from error
    nearby = [str(year.plus(n)) for n in (0, -2, -1, 1, 2)] if year is not None else []
    said = (
        f"it is taken for {year}, which {why}" if year is not None else "they are not read as years"
    )
    taken = asker.ask(
        "year_one",
        f"The file only numbers its years, as in “{shown}”. Which year is Year 1? If nothing else is said, {said}.",
        tuple(dict.fromkeys((*sorted(nearby), *filter(None, (given,)), _UNKNOWN))),
        str(year) if year is not None else _UNKNOWN,
    )
    return None if taken == _UNKNOWN else FinancialYear.parse(taken)
