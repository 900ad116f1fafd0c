"""Lists of what is to be let, beside what runs until then: a contract now and the next one in a row."""

import re
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import words_of

_NEXT: Final = re.compile(
    r"\b(?:estimated|expected|anticipated|proposed|planned|indicative|new|next|future|target)\b"
)
_NOW: Final = re.compile(r"\b(?:current|existing|incumbent|present)\b")
_OF_NEXT: Final = frozenset(
    {"start_on", "total_value_p", "annual_value_p", "term_months", "award_on"}
)
_OF_NOW: Final = frozenset({"provider_id", "current_end_on", "initial_end_on"})
_NOW_ONE, _NEXT_ONE, _AS_IT_STANDS = "current", "next", "as_they_stand"


def settle_old_and_new(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask which contract a row is of, where its first day is of the next and its end or supplier of the current one."""
    if case.kind != "contracts":
        return guesses
    words = {g.place: words_of(case.table.headings[g.place]) for g in guesses}
    after = [g for g in guesses if g.key in _OF_NEXT and _NEXT.search(words[g.place])]
    before = [g for g in guesses if g.key in _OF_NOW and _NOW.search(words[g.place])]
    start = first_of(after, "start_on")
    if not before or start is None:
        return guesses
    names = " and ".join(f"“{case.table.names[g.place]}”" for g in (before[0], start))
    text = (
        f"{names} seem to be of two contracts, one that runs and the one to follow it. Which is each row: the current "
        "one, without what is said of the next; the next one, without what is said of the current; or both in one?"
    )
    taken = case.asker.ask("old_and_new", text, (_NOW_ONE, _NEXT_ONE, _AS_IT_STANDS), _NOW_ONE)
    gone = {_NOW_ONE: after, _NEXT_ONE: before}.get(taken, [])
    why = f"It is of the {'next' if taken == _NOW_ONE else 'current'} contract, not of the {taken} one."
    return [replace(g, key=None, confidence=1.0, why=why) if g in gone else g for g in guesses]
