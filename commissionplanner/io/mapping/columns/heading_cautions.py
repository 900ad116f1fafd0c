"""What headings say that changes what amounts mean: years of schools, and amounts under days or days under amounts."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.fields.alike import alike
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.model.fields import Kind

_SCHOOL: Final = re.compile(r"\b(?:academic|school|ay)\b")
_MOSTLY: Final = 0.8
_AS_THEY_STAND, _LEAVE_OUT = "as_they_stand", "leave_out"


def settle_cautions(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether years of schools come in as financial years; say where days stand under amounts."""
    _note_days(case, guesses)
    school = [
        g for g in guesses if g.year and _SCHOOL.search(words_of(case.table.headings[g.place]))
    ]
    if not school:
        return guesses
    names = ", ".join(f"“{case.table.names[g.place]}”" for g in school[:3])
    text = (
        f"{names} are of school years, from September to August. Do their amounts come in as they stand, as of "
        f"the financial years of the same numbers such as {school[0].year}, or are they left out?"
    )
    choices = (_AS_THEY_STAND, _LEAVE_OUT)
    if case.asker.ask("school_years", text, choices, _AS_THEY_STAND) == _AS_THEY_STAND:
        return guesses
    why = "You said that amounts of school years are left out."
    return [
        replace(g, key=None, year=None, measure=None, confidence=1.0, why=why) if g in school else g
        for g in guesses
    ]


def _note_days(case: Unsettled, guesses: list[ColumnGuess]) -> None:
    """Name each column left out that is headed as an amount and holds days, or the other way round.

    A format of days hides numbers; otherwise headings may stand over each other's columns.
    """
    targets = targets_for(case.kind).values()
    for guess in guesses:
        look, heading = case.looks[guess.place], case.table.headings[guess.place]
        if guess.key is not None or not heading or max(look.days, look.amounts) < _MOSTLY:
            continue
        hold_days = look.days >= _MOSTLY
        if not hold_days and look.largest < _LARGE:
            continue  # numbers of months or periods
        wanted = Kind.MONEY if hold_days else Kind.DAY
        if min(look.days, look.amounts) > _HARDLY or not any(
            alike(case.kind, heading, t)[1] for t in targets if t.spec.kind is wanted
        ):
            continue
        said, held = ("an amount", "days") if hold_days else ("a day", "amounts")
        cells = case.table.columns[guess.place]
        is_shown = hold_days and all(isinstance(cell, date | None) for cell in cells)
        way_out = _WRONG_FORMAT if is_shown else _EXCHANGED
        case.asker.note(
            f"“{case.table.names[guess.place]}” is headed as {said}, and its cells are {held}, so nothing of it comes "
            f"in. {way_out}"
        )


_HARDLY: Final = 0.2
_LARGE: Final = 1_000
_WRONG_FORMAT: Final = (
    "If a wrong format shows the amounts as days, give the column that of numbers, save the workbook and import it "
    "again."
)
_EXCHANGED: Final = (
    "See whether headings stand over each other's columns, and give each column its field."
)
