"""Lists of what a body received or bills others for: income, told by who pays it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.unsettled import Unsettled
from commissionplanner.io.mapping.columns.whose import payer_share
from commissionplanner.io.mapping.fields.guesses import ColumnGuess, first_of
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.contents import Look

_FROM: Final = re.compile(
    r"(?:income|amount|cash|receipts?|money|funds?)? ?(?:received|receivable|income|receipts?) from|"
    r"(?:recharged?|invoiced|billed) to|(?:customer|debtor)(?: name)?"
)
_PAID_OUT: Final = re.compile(
    r"\b(?:suppliers?|vendors?|payees?|creditors?|contracts?|contractors?|title|tender\w*|merchants?|"
    r"beneficiar\w+|providers?|paid to)\b"
)
_SOURCE: Final = re.compile(r"(?:income|funding|receipt) source|source of (?:income|funding|funds)")
_WHAT_FOR: Final = re.compile(
    r"(?:description|purpose|details?|narrative|for|grant|income type|type of income)(?: of .+)?"
)
_PARTNER: Final = re.compile(r"partners?(?: (?:name|organi[sz]ation|body|agency))?")
_MOSTLY: Final = 0.9


def are_receipts(filled: Sequence[tuple[str, Look]]) -> bool:
    """Whether a heading says from whom money comes, and none says to whom it goes or what was let."""
    words = [words_of(heading) for heading, _ in filled]
    return any(map(_FROM.fullmatch, words)) and not any(map(_PAID_OUT.search, words))


def settle_income(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Take the public bodies of a list of income for those who pay it, where the heading has two meanings.

    They are the sources of income beside a column that says for what, and the partners beside
    what they contribute.
    """
    is_free = case.kind == "funding" and not {"name", "payer_id", "holder_id"} & case.given
    if not is_free or first_of(guesses, "payer_id") is not None:
        return guesses
    return _sources(case, _partners(case, guesses))


def _sources(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    held = first_of(guesses, "name")
    other = next((g for g in guesses if g.key is None and _fits(case, g, _WHAT_FOR)), None)
    if held is None or other is None or not _fits(case, held, _SOURCE):
        return guesses
    if payer_share(case.looks[held.place]) < _MOSTLY:
        return guesses
    name, what = (case.table.names[g.place] for g in (held, other))
    why = f"All of “{name}” are public bodies, which pay, and “{what}” says for what."
    given = {held: "payer_id", other: "name"}
    return [
        replace(g, key=given[g], confidence=0.75, why=why, rival=None) if g in given else g
        for g in guesses
    ]


def _partners(case: Unsettled, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    amounts = [words_of(case.table.headings[g.place]) for g in guesses if g.key == "amount_p"]
    free = (None, "holder_id")  # by what it holds it may be taken for those who hold the money
    found = next((g for g in guesses if g.key in free and _fits(case, g, _PARTNER)), None)
    if found is None or not any("contribution" in words for words in amounts):
        return guesses
    why = f"The amounts are what each of “{case.table.names[found.place]}” contributes."
    paid = replace(found, key="payer_id", confidence=0.75, why=why, rival=None)
    return [paid if g is found else g for g in guesses]


def _fits(case: Unsettled, guess: ColumnGuess, pattern: re.Pattern[str]) -> bool:
    """Whether a column of words that the user did not leave out is headed so."""
    look = case.looks[guess.place]
    is_open = guess.key is not None or guess.confidence < 1.0
    said = pattern.fullmatch(words_of(case.table.headings[guess.place]))
    return is_open and look.words > _MOSTLY and said is not None
