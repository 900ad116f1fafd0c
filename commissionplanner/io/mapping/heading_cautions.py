"""What headings say that changes what amounts mean: years of schools, and pence in a column of their own."""

import re
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.guesses import ColumnGuess
from commissionplanner.io.mapping.headings import words_of
from commissionplanner.io.mapping.targets import reads_as, targets_for
from commissionplanner.io.mapping.unsettled import Unsettled
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.model.fields import Kind

_SCHOOL: Final = re.compile(r"\b(?:academic|school|ay)\b")
_PENCE: Final = re.compile(r"p|pence")
_AS_THEY_STAND, _LEAVE_OUT = "as_they_stand", "leave_out"


def settle_cautions(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask whether years of schools come in as financial years; say that pence beside pounds do not come in."""
    _note_pence(case, guesses)
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


def _note_pence(case: Unsettled, guesses: list[ColumnGuess]) -> None:
    """Name each column of pence beside one of pounds that comes in."""
    targets = targets_for(case.kind)
    for guess in guesses:
        beside = guess.place + 1
        target = targets.get(guess.key or "")
        if target is None or reads_as(target) is not Kind.MONEY:
            continue
        if beside >= len(guesses) or guesses[beside].key is not None:
            continue
        if _PENCE.fullmatch(words_of(case.table.headings[beside])) and _are_pence(case, beside):
            case.asker.note(
                f"“{case.table.headings[beside]}” beside “{case.table.names[guess.place]}” seems to hold its pence, "
                "which do not come in: put pounds and pence in one cell to bring them in whole."
            )


def _are_pence(case: Unsettled, place: int) -> bool:
    read = [read_money(cell).value for cell in case.table.columns[place][:200]]
    shown = [value for value in read if value is not None]
    return bool(shown) and all(0 <= value < 100_00 and value % 100 == 0 for value in shown)
