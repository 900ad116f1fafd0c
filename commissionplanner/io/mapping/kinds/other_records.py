"""Tables of records within records: what they say belongs to things that another file names, or is of other things."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.answers.named_ids import ORGANISATION_IDS

_NAMED: Final = re.compile(r"(?:service |alternate )?(?:name|title)")
_THING: Final = re.compile(r"(programme|project|scheme|fund|intervention) (?:name|title)")
_IDS: Final = frozenset({"id", "ids", "code", "ref", "reference", "identifier"})
_PLACED: Final = frozenset({"latitude", "lat"})
_ASSETS: Final = re.compile(
    r"uprn|(?:asset|property) (?:name|ref\w*|id|number|type|category)|(?:net )?book value|"
    r"tenure|interest|gia\b.*|floor area\b.*|valuation date|date of valuation|land registry title\b.*"
)
"""Headings of a register of land and buildings."""
_FEWEST_ASSETS: Final = 4
_LET: Final = re.compile(r"\b(?:contracts?|suppliers?|contractors?|providers?|grants?|payees?)\b")
_COUNCILLOR: Final = re.compile(
    r"(?:(?:name of )?(?:councillor|member|elected member)s?)(?: name)?"
)
_ALLOWANCE: Final = re.compile(
    r"\b(?:basic|special responsibility|travel\w*|subsistence|mileage|carers?|sra)\b"
)


def of_other_records(words: Sequence[str], kind: str) -> str:
    """Return what a table is of, where it is of no records of a plan, as the end of a sentence; "" where it may be.

    Args:
        words: Of its headings, one a column.
        kind: What it was taken for.
    """
    said = set(words)
    if {"id", "service id"} <= said and not any(map(_NAMED.fullmatch, words)):
        return "says more of services that another file names, and names none."
    assets = {text for text in words if _ASSETS.fullmatch(text)}
    if len(assets) >= _FEWEST_ASSETS and not any(map(_LET.search, words)):
        return "is a register of land and buildings, which a plan does not hold."
    if any(map(_COUNCILLOR.fullmatch, words)) and sum(map(_is_allowance, words)) >= 2:
        return "is a list of what members are paid, which a plan does not hold."
    if kind != "organisations":
        return ""
    if said & ORGANISATION_IDS and said & _PLACED:
        return "is a list of places of organisations that another file names."
    things = [found[1] for text in words if (found := _THING.fullmatch(text))]
    coded = [thing for thing in things if {f"{thing} {each}" for each in _IDS} & said]
    return f"is a list of {coded[0]}s, which are no organisations." if coded else ""


def _is_allowance(text: str) -> bool:
    return "allowance" in text or _ALLOWANCE.search(text) is not None
