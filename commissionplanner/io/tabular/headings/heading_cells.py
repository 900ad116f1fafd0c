"""What a cell of a row of headings looks like, and which cells of a row show something. Pure."""

import re
from collections.abc import Sequence

from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank

Row = Sequence[Cell]

_NUMBER = re.compile(r"[\s£$€(+\-\u2212]*\d[\d,.\s]*[%)kKmM]?-?\s*")
_DAY = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?!\d|\s*[A-Za-z]{3}).*|\d{4}-\d\d-\d\dT.*")
_ADDRESS = re.compile(r"https?://.*|[^@\s]+@[^@\s]+\.[a-z]+|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.S)
A_YEAR = re.compile(r"(?:19|20)\d\d(?:\s?[/\-\u2013]\s?(?:\d\d){1,2})?|\d\d\s?[/\-\u2013]\s?\d\d")


def is_heading_like(cell: Cell) -> bool:
    """Whether a cell could be a heading: words or a year, not an amount, day or address."""
    if isinstance(cell, bool) or is_blank(cell):
        return False
    text = cell_text(cell)
    if isinstance(cell, int | float):
        return bool(re.fullmatch(r"(?:19|20)\d\d", text))
    if not isinstance(cell, str) or len(text) > 300:
        return False
    if A_YEAR.fullmatch(text):
        return True
    return not (_NUMBER.fullmatch(text) or _DAY.fullmatch(text) or _ADDRESS.fullmatch(text))


def filled(row: Row) -> list[int]:
    """Return the places of the cells that show something."""
    return [place for place, cell in enumerate(row) if not is_blank(cell)]


def cell_at(row: Row, place: int) -> Cell:
    """Return a cell of a row that may be shorter."""
    return row[place] if place < len(row) else None


def have_values(cells: Sequence[Cell]) -> bool:
    """Whether nearly all cells that show something are other than words."""
    shown = [cell for cell in cells if not is_blank(cell)]
    return bool(shown) and sum(not is_heading_like(c) for c in shown) * 10 >= len(shown) * 8
