"""Rows just below the headings that only explain them: numbers of the columns, what to enter, an example."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.headings.heading_cells import is_heading_like
from commissionplanner.io.tabular.readings import PLACEHOLDERS
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.rows.note_rows import filled_cells

Columns = Sequence[Sequence[Cell]]

_FIRST_ROWS: Final = 3
_LOOKED_AT: Final = 60
_FEWEST: Final = 2
"""A row with so few cells explains nothing, and a table of so few rows has none to lose."""
_ASKED: Final = 3
"""One in so many cells at least asks for something in a row that explains."""
_MARK: Final = re.compile(
    r"[(\[]?(?:col(?:umn)?\.? ?)?(?:(?P<number>\d{1,3})|(?P<letter>[a-z]))[)\].]?(?: ?= ?.{1,40})?",
    re.IGNORECASE,
)
"""How columns are numbered: 1, (1), a, (c), "(c) = (a) + (b)"."""
_ASKING: Final = re.compile(
    r"(?:please|enter|select|choose|insert|pick|type|drop ?-?down|free text|text|date|number|numeric|currency|whole number|"
    r"decimal|amount|mandatory|required|optional|auto(?:matically)?|calculated|formula|yes ?/ ?no|y ?/ ?n|"
    r"dd ?/ ?mm|\(?£|format|as per|must be|should be|if applicable|where known|name of|title of|unique|reference|"
    r"description of|value of|the (?:date|day|name|title|value|amount|total))\b",
    re.IGNORECASE,
)
_EXAMPLE: Final = re.compile(
    r"\(?(?:for )?(?:example|e\.?g\.?)(?: row| only)?[):.]*", re.IGNORECASE
)


def drop_explaining(columns: Columns, kept: list[int]) -> list[LeftOut]:
    """Take the first rows of a table that are none of its own out of those kept.

    A table of which hardly anything else would be left has none.
    """
    out: list[LeftOut] = []
    while len(kept) > _FEWEST and len(out) < _FIRST_ROWS:
        said = _said(columns, kept[0], kept[1 : 1 + _LOOKED_AT])
        if not said:
            break
        out.append(LeftOut(kept.pop(0) + 1, "note", said))
    return out


def _said(columns: Columns, index: int, below: Sequence[int]) -> str:
    cells = filled_cells(columns, index)
    if len(cells) <= _FEWEST:
        return ""
    below = [row for row in below[:_FIRST_ROWS] if not _all_ask(columns, row)] + list(
        below[_FIRST_ROWS:]
    )
    if _EXAMPLE.fullmatch(cell_text(cells[0][1])):
        return "an example of how to fill in the table"
    if _are_marks([cell for _, cell in cells]) and _differ(columns, cells, below):
        return "the numbers of the columns"
    if _explain(columns, cells, below):
        return "what the columns are to hold"
    return ""


def _all_ask(columns: Columns, index: int) -> bool:
    """Whether a row explains in each of its cells, as a second one of explanations does."""
    return all(_ASKING.match(cell_text(cell).strip()) for _, cell in filled_cells(columns, index))


def _are_marks(cells: Sequence[Cell]) -> bool:
    """Whether cells count on, one by one: 1, 2, 3 or (a), (b), (c)."""
    found = [_MARK.fullmatch(cell_text(cell)) for cell in cells]
    if not all(found):
        return False
    numbers = [int(m["number"]) if m and m["number"] else None for m in found]
    letters = [ord(m["letter"].casefold()) if m and m["letter"] else None for m in found]
    places = letters if numbers[0] is None else numbers
    first = places[0]
    return first in (0, 1, ord("a")) and places == list(range(first, first + len(places)))


def _differ(columns: Columns, cells: Sequence[tuple[int, Cell]], below: Sequence[int]) -> bool:
    """Whether columns that are numbered hold other things: words where it has a number, and so on."""
    others = 0
    for place, cell in cells:
        shown = [columns[place][row] for row in below if not is_blank(columns[place][row])]
        alike = sum(is_heading_like(other) == is_heading_like(cell) for other in shown)
        others += bool(shown) and alike * 10 < len(shown) * 3
    return others >= _FEWEST or others * 4 >= len(cells)


def _explain(columns: Columns, cells: Sequence[tuple[int, Cell]], below: Sequence[int]) -> bool:
    """Whether a row has words alone in the columns of amounts and days, and asks for what they hold.

    A first record of which no day and no amount is known has such words too, but asks for nothing
    there, though its title may begin like a question: "Type 2 diabetes education".
    """
    asks = sum(bool(_ASKING.match(cell_text(cell).strip())) for _, cell in cells)
    if asks * _ASKED < len(cells):
        return False
    valued = asking = 0
    for place, cell in cells:
        shown = [columns[place][row] for row in below if not is_blank(columns[place][row])]
        values = sum(not is_heading_like(other) for other in shown)
        if not shown or values * 10 < len(shown) * 8:
            continue
        text = cell_text(cell)
        if not isinstance(cell, str) or not is_heading_like(cell) or not _is_words(text):
            return False
        valued += 1
        asking += bool(_ASKING.match(text.strip()))
    return valued > 0 and asking * 2 >= valued


def _is_words(text: str) -> bool:
    return text.casefold() not in PLACEHOLDERS and bool(re.search(r"[a-z]{3}", text, re.IGNORECASE))
