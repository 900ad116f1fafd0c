"""Which column says whose the rows are, where a heading such as "Owner" may name a body, a person or a post."""

import re
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.grants import may_be_places
from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.names.reference import body_by_name
from commissionplanner.io.mapping.persons.finding import is_a_name
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.table import Table

NONE: Final = "none"
_FIELDS: Final = {
    "contracts": "commissioner_id",
    "services": "lead_commissioner_id",
    "spend": "payer_id",
}
_OWNERS: Final = re.compile(
    r"\b(?:own(?:er|ers|ed|ing)|councils?|authorit(?:y|ies)|borough|bod(?:y|ies)|organi[sz]ations?|"
    r"commission\w*|buyers?|client|customer|lead|responsible|accountable|partners?|host\w*|boards?|agenc(?:y|ies)|force|school|academy|trust|college|held by|holder|"
    r"let by|procured by|managed by|administered by|la|icb|nhs|entity|employer|publisher|purchaser)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:suppliers?|providers?|contractors?|vendors?|recipients?|tenderers?|payees?|beneficiar\w+|address|"
    r"postcode|e ?mail|phone|telephone|code|ur[il]|link|website|region|ward|towns?|places?|locations?|locality|"
    r"constituenc(?:y|ies)|parish|geograph\w+|(?:county|district|city|country)(?! council)|title|description|status|type|"
    r"delivery|awarded to|previous|former)\b"
)
_PUBLIC: Final = re.compile(
    r"\bcouncil\b|\bborough of\b|\bcity of london\b|\bcombined authority\b|\bnhs\b.*\b(?:trust|ft)\b|\bicb\b|"
    r"\bintegrated care board\b|\bccg\b|\bclinical commissioning group\b|\bhealth board\b|\bconstabulary\b|"
    r"^nhs\b(?! (?:standard|continuing|funded|contract|health checks?)\b)|\bpolice and crime commissioner\b|\bfire authority\b|\bpolice\b|\bschool\b|\bacademy\b|\bprimary\b",
    re.IGNORECASE,
)
_POST: Final = re.compile(
    r"\b(?:head of|director|manager|officer|leader|lead|commissioner for|team|department|assistant)\b",
    re.IGNORECASE,
)
_SOME, _NEARLY_ALL = 0.2, 0.8


def settle_whose(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Take a free column whose cells are public bodies for the owner of the rows; ask in doubt.

    In doubt is a column with other texts among the bodies, and each of several such columns. One
    with persons' names, or mostly other texts, is left out unless the user says otherwise.
    """
    key = _FIELDS.get(case.kind)
    if key is None or key in case.given:
        return guesses
    held = first_of(guesses, key)
    if held is not None:
        return _one_of_owners(case, key, held, guesses)
    shares = {g.place: payer_share(case.looks[g.place]) for g in guesses if _may_be(case.table, g)}
    found = sorted(
        (p for p in shares if shares[p] >= (_SOME if _says_whose(case.table, p) else _NEARLY_ALL)),
        key=lambda p: (not _says_whose(case.table, p), -shares[p], p),
    )
    if not found:
        return guesses
    best = found[0]
    name, has_persons = case.table.names[best], any(map(is_a_name, case.looks[best].sample))
    why = f"Most cells of “{name}” are public bodies, and no other column says whose the rows are."
    is_place = case.kind == "contracts" and may_be_places(
        case.table.headings, case.table.headings[best]
    )
    is_told = _says_whose(case.table, best) and shares[best] >= _NEARLY_ALL
    if len(found) > 1 or not is_told or has_persons or is_place:
        names = [case.table.names[place] for place in found]
        text = (
            f"Does “{name}” say which organisation commissions these? {shares[best]:.0%} of its different "
            "texts are names of public bodies."
        )
        likely = shares[best] >= 0.5 and not has_persons and not is_place
        taken = case.asker.ask(f"column_{key}", text, (*names, NONE), name if likely else NONE)
        if taken == NONE:
            return guesses
        best, why = case.table.names.index(taken), f"“{taken}” was taken for whose the rows are."
    return [
        replace(g, key=key, confidence=0.75, why=why, rival=None) if g.place == best else g
        for g in guesses
    ]


def _one_of_owners(
    case: Unsettled, key: str, held: ColumnGuess, guesses: list[ColumnGuess]
) -> list[ColumnGuess]:
    """Ask which column says whose the rows are, where another is headed so and names public bodies as well."""
    rivals = [
        g.place
        for g in guesses
        if _may_be(case.table, g)
        and _says_whose(case.table, g.place)
        and payer_share(case.looks[g.place]) >= _NEARLY_ALL
        and set(case.looks[g.place].sample).isdisjoint(case.looks[held.place].sample)
    ]
    if not rivals or any(question.id == f"column_{key}" for question in case.asker.questions):
        return guesses
    names = [case.table.names[place] for place in (held.place, *rivals)]
    others = " or ".join(f"“{name}”" for name in names[1:])
    text = f"“{names[0]}” is taken for whose the rows are; {others} names public bodies as well. Which is it?"
    taken = case.asker.ask(f"column_{key}", text, names, names[0])
    if taken == names[0]:
        return guesses
    place = case.table.names.index(taken)
    said = replace(held, place=place, confidence=1.0, why="As you said.", rival=None)
    gone = replace(held, key=None, confidence=1.0, why="As you said.")
    return [gone if g is held else said if g.place == place else g for g in guesses]


def public_share(look: Look) -> float:
    """Return the share of a column's distinct texts that are councils, NHS bodies and the like."""
    return sum(map(_is_public, look.sample)) / max(1, len(look.sample))


_CENTRAL: Final = re.compile(
    r"\b(?:department (?:for|of)|ministry of|home office|cabinet office|nhs england|office for|dfe|dhsc|mhclg|dluhc|"
    r"moj|dwp|desnz|defra|opcc|pcc|lottery|government)\b",
    re.IGNORECASE,
)


def payer_share(look: Look) -> float:
    """Return the share of a column's distinct texts that are public bodies or departments of state."""
    own = sum(_is_public(text) or bool(_CENTRAL.search(text)) for text in look.sample)
    return own / max(1, len(look.sample))


def _is_public(text: str) -> bool:
    if body_by_name(text, public=True) is not None:
        return True
    return len(text) <= 120 and bool(_PUBLIC.search(text)) and not _POST.search(text)


def _says_whose(table: Table, place: int) -> bool:
    return bool(_OWNERS.search(words_of(table.headings[place].rpartition(" · ")[2])))


def _may_be(table: Table, guess: ColumnGuess) -> bool:
    words = words_of(table.headings[guess.place].rpartition(" · ")[2])
    is_free = guess.key is None and guess.confidence < 1.0  # 1.0: empty, or left out by the user
    return is_free and not _OTHERS.search(words)
