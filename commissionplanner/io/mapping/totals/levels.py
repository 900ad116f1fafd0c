"""Rows of several levels in one list: the country, its regions, their councils. Each pound once."""

import re
from collections.abc import Iterator
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.totals.register_totals import of_all
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import cell_text, is_blank

_LEVELS: Final = (
    ("england", "national", "country", "great britain", "united kingdom", "national total"),
    ("region", "regional", "government office region", "nhs region"),
    ("icb", "integrated care board", "county", "combined authority"),
    ("local authority", "la", "local authority district", "upper tier", "single tier", "council", "local"),
    ("school", "provider", "trust", "establishment"),
)  # fmt: skip
_RANK: Final = {same_name(word): rank for rank, words in enumerate(_LEVELS) for word in words}
_REGIONS: Final = frozenset(
    map(same_name, ("England", "North East", "North West", "Yorkshire and the Humber", "Yorkshire & Humber",
                    "East Midlands", "West Midlands", "East of England", "East", "London", "Inner London",
                    "Outer London", "South East", "South West", "Wales", "Scotland", "Northern Ireland", "Great Britain",
                    "United Kingdom", "English regions", "All authorities", "All England", "England total"))
)  # fmt: skip
_BODIES: Final = ("lead_commissioner_id", "holder_id")
_OF_A_PART: Final = re.compile(
    r"\b(?:lead\w*|host\w*|commission\w*|funde[rd]|funding|paye[rd]|paid|partners?|providers?|provided|responsib\w*|owner|"
    r"managed|deliver\w*)\b"
)
"""In the heading of a column that says which body does something for a row, not of what level the row is."""


def upper_levels(sheet: Sheet, asker: Asker, left: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Yield rows of a country or region where its councils have rows of their own.

    Asked, but where the one of them is the sum of all others to the pound.
    """
    found = _by_column(sheet, left) or _by_name(sheet, left)
    if not found:
        return
    whole = dict(of_all(sheet, left))
    if found.keys() <= whole.keys():
        yield from ((position, whole[position]) for position in found)
        return
    shown = ", ".join(dict.fromkeys(found.values()))
    text = (
        f"Some rows ({len(found):,}) are of a whole country or region ({shown[:80]}) and the list has rows of the "
        "councils in it as well. Leave them out, so that nothing counts twice?"
    )
    if asker.ask("levels", text, ("leave_out", "as_they_stand"), "leave_out") == "leave_out":
        for position, name in found.items():
            yield position, f"It is of “{name}”, whose parts are in rows of their own."


def _by_column(sheet: Sheet, left: dict[int, str]) -> dict[int, str]:
    """Return rows above the lowest level that a column names, with their level."""
    for place, column in enumerate(sheet.table.columns):
        if place in sheet.places.values() or _OF_A_PART.search(
            words_of(sheet.table.headings[place])
        ):
            continue
        shown = {cell_text(cell) for cell in set(column) if not is_blank(cell)}
        ranks = {text: _RANK.get(same_name(text)) for text in shown} if 2 <= len(shown) <= 6 else {}
        known = [rank for rank in ranks.values() if rank is not None]
        if len(known) < 2 or len(known) < len(ranks):
            continue
        lowest = max(known)
        rows = ((p, cell_text(cell)) for p, cell in enumerate(column) if p not in left)
        return {p: text for p, text in rows if (ranks.get(text) or 0) < lowest}
    return {}


def _by_name(sheet: Sheet, left: dict[int, str]) -> dict[int, str]:
    """Return rows whose body is a country or a region, in a list of councils."""
    key = next((k for k in _BODIES if sheet.has(k)), None)
    if key is None:
        return {}
    rows = [p for p in range(len(sheet.table.rows)) if p not in left and sheet.text(key, p)]
    found = {p: sheet.text(key, p) for p in rows if same_name(sheet.text(key, p)) in _REGIONS}
    return found if len(found) * 3 < len(rows) else {}
