"""One column that holds first and last days together: "April 2023 to March 2024" as start and end."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.terms import term_kind
from commissionplanner.io.tabular.cells import (
    Cell,
    column_index,
    column_letter,
    is_blank,
)
from commissionplanner.io.tabular.dates import read_date
from commissionplanner.io.tabular.reading import unique_names
from commissionplanner.io.tabular.readings import PLACEHOLDERS
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.years import FinancialYear, YearError

_CALLED: Final = re.compile(
    r"\b(?:period|term|duration|dates|timescales?|timeframe|time frame|length|contract years?|start end|start and end|"
    r"from to|runs?|agreement|award|delivery)\b"
)
_ENDS: Final = re.compile(r"\b(?:start|starts|end|ends|expiry|expires|commence\w*|completion)\b")
_BETWEEN: Final = (
    re.compile(r"\s+(?:to|until|till|thru|through|and)\s+", re.IGNORECASE),
    re.compile(r"\s*[\u2013\u2014\u2192]\s*"),
    re.compile(r"\s+-+>?\s+"),
    re.compile(r"(?<=\d{4})-(?=\d{1,2}[/.]|[A-Za-z]|\d{4}/)|(?<=/\d\d)-(?=\d\d?/)"),
    re.compile(r"(?<=\d{4}-\d\d-\d\d)/(?=\d{4}-\d\d-\d\d)"),
    re.compile(r"\s*-\s*"),
)
_BEFORE: Final = re.compile(r"^(?:from|between|starting)\s+", re.IGNORECASE)
_YEARS: Final = re.compile(
    r"((?:19|20)\d\d)\s*(?:-|\u2013|/|to)\s*((?:(?:19|20)\d\d)|\d\d)", re.IGNORECASE
)
_HAS_YEAR: Final = re.compile(r"(?:19|20)\d\d|['\s/.\-]\d\d$")
_MONTH: Final = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?",
    re.IGNORECASE,
)
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ASIDE: Final = re.compile(r"\([^()]*\)")
_MOST: Final = 80
"""No text of two days is longer."""
_SAMPLE: Final = 240
_SURE: Final = 0.8


@dataclass(frozen=True, slots=True)
class Halves:
    """The first and the last day of a cell, as written; `years` where it names calendar years alone."""

    first: str
    last: str
    years: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A column of periods.

    Attributes:
        place: Of the column.
        cells: What each row says; None where it names no period.
        example: A cell of it.
        first: The place of the column of first days beside it; that of the last days follows.
        years: A cell that names years alone, so that it may be of financial or calendar ones; "" for none.
    """

    place: int
    cells: list[Halves | None]
    example: str
    years: str
    first: int


def halves(text: str) -> Halves | None:
    """Return the two ends of a period written in one text; None where it is none.

    The years 2023/24 and 2023-24 are one financial year; 2023-2026 are several.
    """
    text = " ".join(text.split())
    if len(text) > _MOST or not any(map(str.isdigit, text)):
        return None
    tried = dict.fromkeys((text, _ASIDE.sub("", text), *_ASIDE.findall(text)))
    return next((found for each in tried if (found := _halves(each))), None)


def _halves(text: str) -> Halves | None:
    text = _BEFORE.sub("", text.strip(" .,;()"))
    if found := _YEARS.fullmatch(text):
        return _of_years(text, int(found[1]), found[2])
    for between in _BETWEEN:
        parts = between.split(text)
        if len(parts) == 2 and (found_in := _ends(*map(str.strip, parts))):
            return found_in
    return None


def _of_years(text: str, first: int, last: str) -> Halves | None:
    try:
        FinancialYear.parse(text)
    except YearError:
        end = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
        return Halves(*_financial(first, end), (first, end)) if first < end < first + 40 else None
    return Halves(text, text)


def _financial(first: int, last: int) -> tuple[str, str]:
    return f"{first}/{(first + 1) % 100:02}", f"{last - 1}/{last % 100:02}"


def _ends(first: str, last: str) -> Halves | None:
    """Return two texts as a period where the first is a day or month and the last is, or says there is none."""
    if not _is_day(last):
        is_open = term_kind(last) is not None or last.casefold() in (
            "present",
            "date",
            *PLACEHOLDERS,
        )
        return Halves(first, last) if is_open and _is_day(first) else None
    if not _HAS_YEAR.search(first) and (month := _MONTH.fullmatch(first)):
        first = f"{first} {_year_before(month[1], last)}"
    return Halves(first, last) if _is_day(first) else None


def _year_before(month: str, last: str) -> int:
    """Return the year of a month that is written without one before a last day."""
    end = read_date(last, month_ends=True).value
    return int(end.year) - int(_MONTHS.index(month[:3].casefold()) + 1 > end.month)


def _is_day(text: str) -> bool:
    return read_date(text).value is not None or read_date(text, "mdy").value is not None


def period_in(table: Table) -> Period | None:
    """Return the column that holds periods, where no other is headed as a first or last day; None for none."""
    if any(_ENDS.search(words_of(h)) and not _is_both(words_of(h)) for h in table.headings):
        return None
    for place, heading in enumerate(table.headings):
        if not heading or not _CALLED.search(words_of(heading)):
            continue
        shown = [c for c in table.columns[place] if isinstance(c, str) and not _is_none(c)]
        sample = shown[:: max(1, len(shown) // _SAMPLE)][:_SAMPLE]
        known = {text: halves(text) for text in dict.fromkeys(sample)}
        good = [text for text in sample if known[text] is not None]
        if not good or len(good) * 10 < len(sample) * 6 or _are_one_year(good, heading):
            continue
        cells = [_known(cell, known) for cell in table.columns[place]]
        years = next((text for text, of in known.items() if of and of.years), "")
        return Period(place, cells, good[0], years, len(table.columns))
    return None


def _is_both(words: str) -> bool:
    """Whether a heading is of both days: "Start and end dates"."""
    return "start" in words and "end" in words.split()


def _is_none(text: str) -> bool:
    return is_blank(text) or text.strip().casefold() in PLACEHOLDERS


def _are_one_year(texts: Sequence[str], heading: str) -> bool:
    """Whether all cells are a financial year each, under a heading that is not of a contract's or grant's time."""
    said = re.search(r"\b(?:award|contract|grant|agreement|term|duration)\b", words_of(heading))
    return not said and all(_YEARS.fullmatch(text.strip()) for text in texts)


def _known(cell: Cell, known: dict[str, Halves | None]) -> Halves | None:
    if not isinstance(cell, str):
        return None
    if cell not in known:
        known[cell] = halves(cell)
    return known[cell]


def with_period(table: Table, period: Period | None, asker: Asker) -> Table:
    """Return a table with two columns more for one of periods: its first days, and its last.

    What is no period stands in the first of them as it is, so that it is said and not lost.
    """
    if period is None:
        return table
    is_calendar = bool(period.years) and _asked(table, period, asker) == "calendar_years"
    firsts: list[Cell] = []
    lasts: list[Cell] = []
    for cell, of in zip(table.columns[period.place], period.cells, strict=True):
        first, last = (of.first, of.last) if of else (cell, None)
        if of and of.years and is_calendar:
            first, last = f"January {of.years[0]}", f"December {of.years[1]}"
        firsts.append(first)
        lasts.append(last)
    return _beside(table, period.place, firsts, lasts)


def _asked(table: Table, period: Period, asker: Asker) -> str:
    text = (
        f"“{table.names[period.place]}” names years alone, such as “{period.years}”. Are they financial years, from "
        "1 April of the first to 31 March of the last, or calendar years, from 1 January to 31 December?"
    )
    return asker.ask("period_years", text, ("financial_years", "calendar_years"), "financial_years")


def _beside(table: Table, place: int, firsts: list[Cell], lasts: list[Cell]) -> Table:
    heading = table.headings[place]
    headings = [*table.headings, f"Start date (in “{heading}”)", f"End date (in “{heading}”)"]
    at = column_index(table.letters[-1])
    letters = [*table.letters, column_letter(at + 1), column_letter(at + 2)]
    own: list[tuple[str, int] | None] = [(table.letters[place], row) for row in table.rows]
    origins = {len(table.columns): list(own), len(table.columns) + 1: list(own)}
    return replace(
        table, headings=headings, letters=letters, names=unique_names(headings, letters),
        columns=[*table.columns, firsts, lasts], origins={**table.origins, **origins},
        total_cells={row: [*cells, None, None] for row, cells in table.total_cells.items()},
    )  # fmt: skip


def settle_period(
    kind: str, table: Table, guesses: list[ColumnGuess], period: Period | None, asker: Asker
) -> list[ColumnGuess]:
    """Return the columns with a period read as first and last day in a register; in others it is none."""
    if period is None:
        return guesses
    heading = table.headings[period.place]
    own = {period.first: "start_on", period.first + 1: "current_end_on"}
    if kind != "contracts":
        return [replace(g, key=None, rival=None) if g.place in own else g for g in guesses]
    of = next(cell for cell in period.cells if cell)
    asker.note(
        f"“{heading}” holds first and last days in one cell: “{period.example}” is read as start “{of.first}” "
        f"and end “{of.last}”; a month begins with its first day and ends with its last."
    )
    return [_guess(guess, own, period.place, heading) for guess in guesses]


def _guess(guess: ColumnGuess, own: dict[int, str], place: int, heading: str) -> ColumnGuess:
    if guess.place in own:
        why = f"“{heading}” holds first and last days in one cell."
        return replace(guess, key=own[guess.place], confidence=_SURE, why=why, rival=None)
    if guess.place == place or guess.key in own.values():
        why = f"“{heading}” is read as first and last days."
        return replace(guess, key=None, confidence=_SURE, why=why, rival=None)
    return guess
