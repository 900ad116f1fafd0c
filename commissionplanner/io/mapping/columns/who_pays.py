"""Who pays and who holds funding, where columns name two sorts of public bodies and no heading tells their parts."""

import re
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.two_bodies import DOUBTED, LOWER, both_sorts
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.columns.which_of_several import one_of
from commissionplanner.io.mapping.columns.whose import NONE
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import words_of

_FROM_NHS: Final = re.compile(r"\b(?:s|sec|section) ?256\b|\bnhs (?:\w+ )?contributions?\b")
_FROM_COUNCIL: Final = re.compile(r"\b(?:s|sec|section) ?76\b")
_BETWEEN: Final = re.compile(
    r"\b(?:transfer\w*|purpose|reason|contributions?|pool\w*|(?:s|sec|section) ?75|schemes?)\b"
)
"""What tells that money passes between two bodies; beside a national grant a board is where a council lies."""
_SURE: Final = 0.9


def settle_tiers(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask who holds the money, where some rows alone have a district."""
    held = first_of(guesses, "holder_id")
    if (
        case.kind != "funding"
        or held is None
        or held.confidence != DOUBTED
        or "holder_id" in case.given
    ):
        return guesses
    rivals = [
        g
        for g in guesses
        if g.rival == "holder_id"
        and g.confidence == DOUBTED
        and LOWER.fullmatch(words_of(case.table.headings[g.place]))
    ]
    return one_of(case, "column_holder_id", "Who holds the money", guesses, held, rivals)


def settle_givers(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Ask which of an NHS body and a council pays the other, where their columns name no part.

    A title or heading of section 256 tells that the NHS pays, and of section 76 that the council does.
    """
    both = both_sorts(case.table.headings, case.looks) if case.kind == "funding" else None
    if both is None or {"payer_id", "holder_id"} & case.given or first_of(guesses, "payer_id"):
        return guesses
    held = first_of(guesses, "holder_id")
    if held is not None and held.place not in both:
        return guesses
    table = case.table
    said = " · ".join(map(words_of, (table.file, table.sheet, *table.banner, *table.headings)))
    is_told = bool(_FROM_COUNCIL.search(said)) != bool(_FROM_NHS.search(said))
    if not is_told and not _BETWEEN.search(said):
        return guesses
    nhs, council = (table.names[place] for place in both)
    payer = council if is_told and _FROM_COUNCIL.search(said) else nhs
    note = (
        f"“{payer}” is taken for who pays, as the file speaks of such payments." if is_told else ""
    )
    text = f"Which of “{nhs}” and “{council}” pays the money, and so which of them holds it? The headings do not say."
    taken = case.asker.told("column_payer_id", text, (nhs, council, NONE), payer, note)
    if taken == NONE:
        return guesses
    parts = dict.fromkeys(both, "holder_id") | {table.names.index(taken): "payer_id"}
    why = f"“{taken}” is taken for who pays."
    return [
        replace(g, key=parts[g.place], confidence=_SURE, why=why, rival=None) if g.place in parts else g
        for g in guesses
    ]  # fmt: skip
