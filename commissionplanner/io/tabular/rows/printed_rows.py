"""Rows that a printed list or the answer of a database has between its records: lines, pages, counts."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.rows.note_rows import filled_cells, shortened

Columns = Sequence[Sequence[Cell]]

_LINE: Final = re.compile(r"[\s|+]*[-=_\u2500\u2550]{3}[-=_+|\s\u2500\u2550]*")
_PAGE: Final = re.compile(
    r"\W*page\s*(?:no\.?\s*)?:?\s*\d{1,5}(?:\s*(?:of|/)\s*\d{1,5})?\W*", re.IGNORECASE
)
_COUNT: Final = re.compile(
    r"\(?\d[\d,]* (?:rows?|records?)(?: (?:selected|affected|returned|exported|found|listed|in set.{0,20}))?\.?\)?",
    re.IGNORECASE,
)
_SIGNS: Final = (
    "---",
    "===",
    "___",
    "\u2500\u2500\u2500",
    "\u2550\u2550\u2550",
    "Page",
    "page",
    "PAGE",
)
_FEWEST: Final = 3
"""In a table of fewer columns a lone text may be a record."""


def drop_printed(
    columns: Columns, kept: list[int], distinct: Sequence[tuple[set[str], str]]
) -> list[LeftOut]:
    """Take rows of nothing but dashes, of the number of a page, and a last one that counts the rows."""
    if len(columns) < _FEWEST:
        return []
    out = []
    for index in _wanted(columns, kept, distinct):
        texts = [cell_text(cell) for _, cell in filled_cells(columns, index)]
        if all(map(_LINE.fullmatch, texts)):
            out.append(LeftOut(index + 1, "note", "a line drawn"))
        elif len(texts) == 1 and _PAGE.fullmatch(texts[0]):
            out.append(LeftOut(index + 1, "note", f"the number of a page: “{shortened(texts[0])}”"))
    gone = {left.row - 1 for left in out}
    kept[:] = [index for index in kept if index not in gone]
    texts = [cell_text(cell) for _, cell in filled_cells(columns, kept[-1])] if kept else []
    if len(kept) > 1 and len(texts) == 1 and _COUNT.fullmatch(texts[0]):
        out.append(LeftOut(kept.pop() + 1, "note", f"a count of the rows: “{shortened(texts[0])}”"))
    return out


def _wanted(
    columns: Columns, kept: Sequence[int], texts: Sequence[tuple[set[str], str]]
) -> list[int]:
    """Return the rows with a cell that is a line or the number of a page, found by distinct texts."""
    found: set[int] = set()
    for column, (shown, joined) in zip(columns, texts, strict=True):
        if not any(sign in joined for sign in _SIGNS):  # as in nearly all columns
            continue
        odd = {t for t in shown if _LINE.fullmatch(t.strip()) or _PAGE.fullmatch(t.strip())}
        if odd:
            found.update(index for index in kept if column[index] in odd)
    return sorted(found)


def distinct_texts(columns: Columns) -> list[tuple[set[str], str]]:
    """Return the different texts of each column, and all of them in one, to be searched at once."""
    shown = [{cell for cell in set(column) if isinstance(cell, str)} for column in columns]
    return [(texts, "\n".join(texts)) for texts in shown]
