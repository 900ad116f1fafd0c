"""Keeps what stands in columns of persons out of every text that leaves an import or a reading.

A column of persons is known by its place. Its texts turn up elsewhere as well: quoted in a
message, in a row shifted by a column, in a note beneath the table. So a veil knows the texts.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from commissionplanner.io.mapping.persons.finding import LEGAL, MASK, PersonColumn, is_a_name
from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.readings import PLACEHOLDERS
from commissionplanner.io.tabular.table import Table, TableWarning
from commissionplanner.model.personal import masked

_QUOTED: Final = re.compile("“([^“”]*)”")
_CUTS: Final = (38, 40, 57, 60, 70)
"""After so many characters messages cut what they quote."""
_SHORTEST: Final = 3
_QUOTING_ALL: Final = frozenset({"ragged_row", "several_tables"})
"""Warnings that quote cells of which nothing says to what column they belong."""
_OF_ROWS_ASIDE: Final = frozenset({"note_row", "total_row"})
_NAME_LIKE: Final = re.compile(r"[A-Z][\w'’\-]*(?:,? [A-Z][\w'’.\-]*){1,3}")
_NONE: Final[Mapping[int, int]] = {}


@dataclass(frozen=True, slots=True)
class Veil:
    """What may not be shown of a table.

    Attributes:
        places: Of the columns whose cells are never shown, from 0.
        texts: What stands in them, as compared.
    """

    places: frozenset[int] = frozenset()
    texts: frozenset[str] = frozenset()

    def cell(self, place: int, text: str) -> str:
        """Return the text of a cell as it may be shown."""
        if place in self.places:
            return MASK if text else ""
        return self.value(text)

    def value(self, text: str) -> str:
        """Return the text of a cell whose column comes in, as it may be kept."""
        return MASK if self.texts and _plain(text) in self.texts else masked(text)

    def said(self, message: str) -> str:
        """Return a message with dots where it quotes one of the texts."""
        if self.texts and "“" in message:
            message = _QUOTED.sub(self._quoted, message)
        return masked(message)

    def aside(self, message: str) -> str:
        """Return a message about a row that is not the table's: what could be a name is dots, too."""
        if not self.places:
            return masked(message)
        return self.said(_QUOTED.sub(lambda hit: _MASKED if _may_name(hit[1]) else hit[0], message))

    def warning(self, warning: TableWarning) -> TableWarning:
        """Return a warning as it may be shown."""
        if not self.places:
            return warning
        message = warning.message
        if warning.code in _QUOTING_ALL:
            message = _QUOTED.sub(_MASKED, message)
        said = self.aside(message) if warning.code in _OF_ROWS_ASIDE else self.said(message)
        return warning if said == warning.message else replace(warning, message=said)

    def _quoted(self, hit: re.Match[str]) -> str:
        return _MASKED if _plain(hit[1].rstrip("…")) in self.texts else hit[0]


_MASKED: Final = f"“{MASK}”"


def veil_of(
    table: Table, persons: Sequence[PersonColumn], shifted: Mapping[int, int] = _NONE
) -> Veil:
    """Return what may not be shown of a table.

    A text that other columns hold as well, such as the supplier of a contract, is no secret.

    Args:
        table: As read.
        persons: Its columns that tell of persons.
        shifted: By how many columns the cells of a row stand beside their own, by its position.
    """
    if not persons:
        return Veil()
    places = frozenset(column.place for column in persons)
    wide = set(table.overfull)
    steps = {p: 1 for p, row in enumerate(table.rows) if row in wide} if wide else {}
    steps.update(shifted)
    found: set[str] = set()
    for place in places:
        cells = [*set(table.columns[place]), *_beside(table, place, steps)]
        found.update(text for cell in cells if _tells(text := cell_text(cell)))
    for place, column in enumerate(table.columns):
        if place not in places:
            found -= _shown(column, found, steps)
    found |= {text[:cut] for text in found for cut in _CUTS if len(text) > cut}
    return Veil(places, frozenset(map(_plain, found)))


def _beside(table: Table, place: int, steps: Mapping[int, int]) -> Iterator[Cell]:
    """Yield the texts that stand beside a column in the rows that are out by some."""
    for position, by in steps.items():
        if 0 <= place + by < len(table.columns):
            cell = table.columns[place + by][position]
            if isinstance(cell, str):
                yield cell


def _shown(column: Sequence[Cell], texts: set[str], odd: Container[int]) -> set[str]:
    """Return which of some texts a column holds in rows that stand as they should."""
    here = {cell for cell in set(column) if isinstance(cell, str) and cell.strip() in texts}
    if not here:
        return set()
    rows = (cell for position, cell in enumerate(column) if cell in here and position not in odd)
    return {cell_text(cell) for cell in rows}


def _may_name(text: str) -> bool:
    """Whether a text that stands apart from its column could be the name of a person."""
    shaped = bool(_NAME_LIKE.fullmatch(text.strip())) and not LEGAL.search(text)
    return is_a_name(text) or (shaped and "total" not in text.casefold())


def _tells(text: str) -> bool:
    """Whether a text could tell of somebody: not "TBC", and not a company's name."""
    plain = _plain(text)
    return len(plain) >= _SHORTEST and plain not in PLACEHOLDERS and not LEGAL.search(text)


@lru_cache(maxsize=4_096)
def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
