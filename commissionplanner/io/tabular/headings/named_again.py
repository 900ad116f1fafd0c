"""The names that a system gives its columns over those for readers, as in exports of queries. Pure."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.headings.heading_cells import (
    Row,
    cell_at,
    filled,
    have_values,
    is_heading_like,
)
from commissionplanner.io.tabular.readings import PLACEHOLDERS

_FEWEST: Final = 3
"""So many columns at least are named again."""
_COMPARED: Final = 40
_OWN_NAME: Final = re.compile(r"[a-z][a-z0-9_.]*(?: [a-z0-9_.]+)*")


def is_named_again(rows: Sequence[Row], index: int) -> bool:
    """Whether the names that a system gives its columns stand over those for readers.

    As "apar_name" over "Supplier", in small letters throughout. It is no first record: it has
    words, none of which comes again below, in every column that has other than words there.
    """
    if index + 1 >= len(rows):
        return False
    own, row, following = rows[index], rows[index + 1], rows[index + 2 : index + 2 + _COMPARED]
    places = filled(row)
    if len(places) < _FEWEST or not set(places) <= set(filled(own)):
        return False
    names = [cell_at(own, place) for place in filled(own)]
    if not all(isinstance(name, str) and _OWN_NAME.fullmatch(name.strip()) for name in names):
        return False
    texts = [cell_text(row[place]).strip() for place in places]
    if not all(text[:1].isupper() and is_heading_like(text) for text in texts):
        return False
    if any(
        cell_text(cell_at(other, p)).strip() == t
        for other in following
        for p, t in zip(places, texts, strict=True)
    ):
        return False
    valued = {p for p in places if have_values([cell_at(other, p) for other in following])}
    plain = {
        place for place, text in zip(places, texts, strict=True) if text.casefold() in PLACEHOLDERS
    }
    return bool(valued) and not valued & plain and any("_" in str(name) for name in names)
