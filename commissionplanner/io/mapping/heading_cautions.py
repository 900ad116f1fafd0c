"""What headings say that changes what amounts mean: years of schools, and amounts that are shown as days."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

from commissionplanner.io.mapping.alike import alike
from commissionplanner.io.mapping.guesses import ColumnGuess
from commissionplanner.io.mapping.headings import words_of
from commissionplanner.io.mapping.targets import targets_for
from commissionplanner.io.mapping.unsettled import Unsettled
from commissionplanner.model.fields import Kind

_SCHOOL: Final = re.compile(r"\b(?:academic|school|ay)\b")
_MOSTLY: Final = 0.8
_AS_THEY_STAND, _LEAVE_OUT = "as_they_stand", "leave_out"


def settle_cautions(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether years of schools come in as financial years; say that amounts shown as days do not come in."""
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
    """Name each column headed as an amount whose cells are days: a format of days hides numbers."""
    targets = [t for t in targets_for(case.kind).values() if t.spec.kind is Kind.MONEY]
    for guess in guesses:
        look = case.looks[guess.place]
        heading = case.table.headings[guess.place]
        if guess.key is not None or look.days < _MOSTLY or not heading:
            continue
        if not all(isinstance(cell, date | None) for cell in case.table.columns[guess.place]):
            continue
        if any(alike(case.kind, heading, target)[1] for target in targets):
            case.asker.note(
                f"“{case.table.names[guess.place]}” is headed as an amount, and its cells are days, so nothing of it "
                "comes in. If a wrong format shows the amounts as days, give the column that of numbers, save the "
                "workbook and import it again."
            )
