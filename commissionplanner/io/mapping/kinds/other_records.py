"""Tables of records within records: what they say belongs to things that another file names, or is of other things."""

import re
from collections.abc import Sequence
from typing import Final

_NAMED: Final = re.compile(r"(?:service |alternate )?(?:name|title)")
_THING: Final = re.compile(r"(programme|project|scheme|fund|intervention) (?:name|title)")
_IDS: Final = frozenset({"id", "ids", "code", "ref", "reference", "identifier"})
_PLACED: Final = frozenset({"latitude", "lat"})
_OWNED: Final = frozenset({"organization id", "organisation id"})


def of_other_records(words: Sequence[str], kind: str) -> str:
    """Return what a table is of, where it is of no records of a plan, as the end of a sentence; "" where it may be.

    Args:
        words: Of its headings, one a column.
        kind: What it was taken for.
    """
    said = set(words)
    if {"id", "service id"} <= said and not any(map(_NAMED.fullmatch, words)):
        return "says more of services that another file names, and names none."
    if kind != "organisations":
        return ""
    if said & _OWNED and said & _PLACED:
        return "is a list of places of organisations that another file names."
    things = [found[1] for text in words if (found := _THING.fullmatch(text))]
    coded = [thing for thing in things if {f"{thing} {each}" for each in _IDS} & said]
    return f"is a list of {coded[0]}s, which are no organisations." if coded else ""
