"""Which of the columns that are left a key field is likely in, where no heading says it.

It is told by what the cells hold beside those of the columns that are known: ends come after
starts, a list has one column of names of bodies, one of what each row is about. It is always asked.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from commissionplanner.io.mapping.answers.named_ids import ORGANISATION_IDS
from commissionplanner.io.mapping.columns.swapped import are_mostly_after
from commissionplanner.io.mapping.columns.whose import public_share
from commissionplanner.io.mapping.names.bodies import body_share
from commissionplanner.io.mapping.names.codes import charity_no
from commissionplanner.io.mapping.values.contents import Look
from commissionplanner.io.tabular.table import Table

_OTHER_END: Final = {"start_on": "current_end_on", "current_end_on": "start_on"}
_BODIES: Final = frozenset({"provider_id", "supplier_id"})
_TEXTS: Final = frozenset({"title", "name"})
_AS_VARIED: Final = 0.8
"""Of what rows are about, a column has so large a share at least of the texts that the most varied has."""


def likely(
    key: str,
    table: Table,
    looks: Sequence[Look],
    places: Sequence[int],
    held: Mapping[str, int],
) -> int | None:
    """Return the column that a key field is likely in; None where that cannot be told.

    Args:
        key: The field.
        table: As read.
        looks: One a column.
        places: The free columns whose cells suit the field.
        held: Where the fields are that are known.
    """
    if key == "holder_id":
        return None  # as likely whoever pays
    if key in _OTHER_END:
        return _end_or_start(key, table, places, held)
    if key in _TEXTS:
        called = [p for p in places if not are_codes(looks[p])]
        return _varied(looks, [p for p in called if body_share(looks[p]) < _AS_VARIED])
    if key in _BODIES:
        places = [p for p in places if not are_codes(looks[p])]
    if key in _BODIES and len(places) > 1:
        places = [p for p in places if body_share(looks[p]) > 0]
    return places[0] if len(places) == 1 else None


def _end_or_start(
    key: str, table: Table, places: Sequence[int], held: Mapping[str, int]
) -> int | None:
    """Return the one column of days after the starts, or before the ends; of two alone by their order."""
    known = held.get(_OTHER_END[key])
    if known is not None:
        fitting = [p for p in places if _fits(key, table, p, known)]
        return fitting[0] if len(fitting) == 1 else None
    if len(places) != 2:
        return None
    one, other = places
    return (
        one if _fits(key, table, one, other) else other if _fits(key, table, other, one) else None
    )


def _fits(key: str, table: Table, place: int, known: int) -> bool:
    first, last = (place, known) if key == "start_on" else (known, place)
    return are_mostly_after(table, last, first)


def are_codes(look: Look) -> bool:
    """Whether nearly all cells are short codes with a digit, such as E1001, and so call nothing by name."""
    numbered = sum(any(map(str.isdigit, text)) for text in look.sample)
    return look.codes > 0.9 and numbered * 10 >= len(look.sample) * 9


def is_another(key: str, look: Look) -> bool:
    """Whether cells are plainly something else than an address, a title, a name or a unit."""
    if key.endswith("charity_no"):  # numbers of Ofsted or the Care Quality Commission are none
        return not any(map(charity_no, look.sample))
    if key == "url":  # a link within the file, to a record of another table
        return not any("/" in text or "www" in text for text in look.sample)
    if key == "department" and public_share(look) > _AS_VARIED:
        return True  # whose the rows are
    if key == "title" and look.filled >= _MANY and len(look.sample) <= _FEW_TITLES:
        return True  # a sort, such as core or project
    # under "Awarded" stand days or amounts, which call nothing by name
    if key in ("title", "name") and look.codes > 0.9 and look.length > _LONG_CODE:
        return look.words == 0  # identifiers that a program made
    if key == "name" and look.sample and all(map(_REGISTERED.fullmatch, look.sample)):
        return True
    # under "Units" may stand how many there are, and not of what
    return key in ("title", "name", "volume_unit") and _are_no_texts(look)


def _are_no_texts(look: Look) -> bool:
    """Whether nearly all cells are days, or amounts without a word."""
    return look.days > 0.8 or (look.amounts > 0.8 and look.words < 0.2)


_REGISTERED: Final = re.compile(r"[A-Z]{0,3}\d{3,9}[A-Z]?")
"""A number of a register, such as that of a company, a school or a thing of Wikidata: it calls nothing by name."""
_MANY, _FEW_TITLES = 8, 3
_LONG_CODE: Final = 30


def _varied(looks: Sequence[Look], places: Sequence[int]) -> int | None:
    """Return the first of the columns with the most different texts; None where none differs much."""
    most = max((looks[p].distinct for p in places), default=0.0)
    return next((p for p in places if looks[p].distinct >= most * _AS_VARIED and most > 0.3), None)


_TERM: Final = frozenset({"start_on", "current_end_on", "initial_end_on", "max_end_on"})
_BEFORE_AWARD: Final = re.compile(
    r"\b(?:tender\w*|advert\w*|bid(?:s|ding)?|closing|clarification|(?:re ?)?procurement|recommission\w*|retender\w*)\b"
)
_CALLED: Final = frozenset(
    {"title", "name", "provider_id", "provider_ids", "supplier_id", "commissioner_id", "lead_commissioner_id",
     "payer_id", "holder_id"}
)  # fmt: skip
_FORMER: Final = re.compile(r"\b(?:previous|former|outgoing|unsuccessful|rejected)\b")
_WORTH: Final = frozenset({"amount", "value", "cost", "price", "total", "net", "gross"})


def is_denied(key: str, words: str) -> bool:
    """Whether a heading says another than a field: days of the tender, who came before, what a payment is worth."""
    if key in _TERM:
        return bool(_BEFORE_AWARD.search(words))
    if key in _CALLED:
        return bool(_FORMER.search(words)) or words in ORGANISATION_IDS
    return key in ("reference", "ref") and bool(_WORTH.intersection(words.split()[-1:]))
