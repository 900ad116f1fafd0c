"""Which of several columns a field is read from, and what a value is the value of: asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.contested import other_measures
from commissionplanner.io.mapping.columns.line_amounts import with_line_amounts
from commissionplanner.io.mapping.columns.line_columns import amounts_of
from commissionplanner.io.mapping.columns.told_total import told_total
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import (
    says_annual,
    says_total,
    vat_in,
    words_of,
    year_in,
)
from commissionplanner.io.mapping.fields.targets import targets_for

_TOTAL_OF_A_YEAR: Final = re.compile(
    r"\btotal annual\b|\bannual total\b|\btotal (?:\w+ ){0,2}(?:per annum|p a|pa|(?:per|a|each) year)\b"
)
"""What all the parts come to in a year, and not over the term."""
_FITS: Final = 0.7
"""So many of a column's cells at least are days, where it could be the one meant."""


def settle_value(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether a contract's value is for the whole term or a year, where no heading says."""
    total = first_of(guesses, "total_value_p")
    if case.kind != "contracts" or total is None:
        return guesses
    heading = case.table.headings[total.place]
    is_of_year = _TOTAL_OF_A_YEAR.search(words_of(heading)) is not None
    is_either = _says_either(heading)
    if (
        says_total(heading) and not (is_of_year or is_either)
    ) or "total_value_p" in case.asker.answers:
        return guesses
    if says_annual(heading) and not is_either and all(g.key != "annual_value_p" for g in guesses):
        yearly = replace(
            total, key="annual_value_p", why=f"“{heading}” says that it is for a year."
        )
        return [yearly if g is total else g for g in guesses]
    text = f"Is “{heading}” the value of the whole term or of one year? No heading says so."
    if is_either:
        text = f"Is “{heading}” the value of the whole term or of one year? The heading says that it is one or the other."
    if by_row := _basis_by_row(case):
        text += (
            f" “{case.table.names[by_row[0]]}” says it row by row, which is not followed: "
            "import the file once for the rows of each sort."
        )
    year = year_in(heading)
    if year is not None:
        text = f"Is “{heading}” the value of one year, as it names {year}, or of the whole term?"
    default = "annual" if year is not None else "total"
    told = told_total(case.table, total, guesses) if year is None else ""
    if case.asker.told("value_is", text, ("total", "annual"), default, told) == "total":
        return guesses
    said = replace(
        total, key="annual_value_p", why=f"“{heading}” was said to be the value of a year."
    )
    return [
        said if g is total else replace(g, key=None) if g.key == "annual_value_p" else g
        for g in guesses
    ]


_ANNUALLY: Final = frozenset({"annual", "annually", "per annum", "p a", "pa", "yearly"})
_WHOLLY: Final = frozenset({"total", "whole life", "whole term", "lifetime", "full term"})


def _basis_by_row(case: Unsettled) -> list[int]:
    """Return the columns whose cells say of each row that its value is of a year or of the whole term."""
    said = ({words_of(text) for text in look.sample} for look in case.looks)
    return [
        place
        for place, words in enumerate(said)
        if words & _ANNUALLY and words & _WHOLLY and words <= _ANNUALLY | _WHOLLY
    ]


def _says_either(heading: str) -> bool:
    """Whether a heading says the whole term or a year, as the words of the Transparency Code do."""
    parts = re.split(r"\bor\b|/", heading, flags=re.IGNORECASE)
    return any(says_total(p) and not says_annual(p) for p in parts) and any(
        says_annual(p) and not says_total(p) for p in parts
    )


def settle_vat(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask which column is a contract's value, where one has VAT inside and another has not."""
    for key, asked in (
        ("total_value_p", "value_column"),
        ("annual_value_p", "annual_value_column"),
    ):
        held = first_of(guesses, key)
        if case.kind != "contracts" or held is None:
            continue
        own = vat_in(case.table.headings[held.place])
        rivals = [
            g
            for g in guesses
            if g.rival == key and case.looks[g.place].amounts > 0.8
            and vat_in(case.table.headings[g.place]) != own
        ]  # fmt: skip
        guesses = one_of(case, asked, "Values", guesses, held, rivals)
    return guesses


_DAYS: Final = {"contracts": ("start_on", "current_end_on"), "spend": ("paid_on",)}
_PLAINLY: Final = 0.95
"""A column of days whose heading is so near its field is not asked about."""


def settle_days(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask which column of days is meant, where the heading of none says it plainly."""
    for key in _DAYS.get(case.kind, ()):
        held = first_of(guesses, key)
        if held is None or held.confidence >= _PLAINLY or key in case.given:
            continue
        rivals = [g for g in guesses if g.rival == key and case.looks[g.place].days > _FITS]
        label = f"Days of “{targets_for(case.kind)[key].label.lower()}”"
        guesses = one_of(case, f"column_{key}", label, guesses, held, rivals)
    return guesses


_ONE_AMOUNT: Final = ("services", "funding", "spend")


def settle_amount(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask which column is the amount, where several could be: gross and net, for one."""
    if case.kind == "spend":
        guesses = with_line_amounts(case.table, guesses, case.looks)
    held = [g for g in guesses if g.key == "amount_p"]
    if case.kind not in _ONE_AMOUNT or len(held) != 1 or held[0].year:
        return guesses
    amounts = [g for g in guesses if case.looks[g.place].amounts > 0.8]
    rivals = [g for g in amounts if g.rival == "amount_p"]
    if not rivals and case.kind == "services":
        rivals = other_measures(held[0], amounts, case.table.headings)
    guesses, first, rivals = _net_first(case, guesses, held[0], rivals)
    return one_of(case, "amount_column", "Amounts", guesses, first, rivals)


def _net_first(
    case: Unsettled, guesses: list[ColumnGuess], held: ColumnGuess, rivals: list[ColumnGuess]
) -> tuple[list[ColumnGuess], ColumnGuess, list[ColumnGuess]]:
    """Return the columns with the one amount that is headed as without VAT taken, where the heading of the held one says nothing.

    Its amounts must be no larger: then the others have VAT in them.
    """
    headings = case.table.headings
    net = [g for g in rivals if vat_in(headings[g.place]) == "net"]
    if case.kind != "spend" or len(net) != 1 or vat_in(headings[held.place]) is not None:
        return guesses, held, rivals
    pairs = zip(
        amounts_of(case.table, held.place), amounts_of(case.table, net[0].place), strict=True
    )
    if any(whole and part and abs(whole) < abs(part) for whole, part in pairs):
        return guesses, held, rivals
    why = f"“{headings[net[0].place]}” is without VAT, and “{headings[held.place]}” is never less."
    found, first, other = exchanged(guesses, held, net[0], why)
    return found, first, [other, *(g for g in rivals if g is not net[0])]


def exchanged(
    guesses: list[ColumnGuess], held: ColumnGuess, rival: ColumnGuess, why: str
) -> tuple[list[ColumnGuess], ColumnGuess, ColumnGuess]:
    """Return the columns with a rival taken in place of the one held, that rival, and the one held as its rival."""
    first = replace(held, place=rival.place, confidence=0.7, why=why, rival=None)
    other = replace(
        held, key=None, confidence=0.7, why="Another column is likelier.", rival=held.key
    )
    found = [first if g.place == first.place else other if g is held else g for g in guesses]
    return found, first, other


def one_of(
    case: Unsettled,
    key: str,
    what: str,
    guesses: list[ColumnGuess],
    held: ColumnGuess,
    rivals: Sequence[ColumnGuess],
) -> list[ColumnGuess]:
    """Ask which of several columns a field is read from; it goes to the one that is answered."""
    if not rivals:
        return guesses
    names = [case.table.names[g.place] for g in (held, *rivals)]
    others = ", ".join(f"“{name}”" for name in names[1:])
    verb = "are" if what.endswith("s") else "is"
    text = f"{what} {verb} read from “{names[0]}”. {others} could be meant too. Which is it?"
    taken = case.asker.ask(key, text, names, names[0])
    if taken == names[0]:
        return guesses
    place = case.table.names.index(taken)
    said = replace(held, place=place, why="As you said.", confidence=1.0)
    gone = replace(held, key=None, why="You said that it is another column.")
    return [said if g.place == place else gone if g is held else g for g in guesses]
