"""Rows of a text file that have more or fewer cells than the headings. Pure."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.headings.header_row import HeadingRows
from commissionplanner.io.tabular.raw import RawSheet, heading_width

_FEW: Final = 10
"""Less than one row in so many is one that differs from the others."""
_THOUSANDS: Final = re.compile(r"\s*[(\-\u2212]?\s*£?\s*\d{1,3}\s*")
_REST: Final = re.compile(r"\d{3}(?:\.\d{1,2})?\)?\s*")


def reach(raw: RawSheet, found: HeadingRows | None) -> int:
    """Return how many columns count: cells that a few ragged rows have beyond do not.

    Nor do those that most have, where a comma within their amounts has parted them: 12,000.
    """
    if not raw.widths:
        return len(raw.columns)
    width = heading_width(raw, found)
    wider = sum(n > width for n in raw.widths)
    if wider * 2 < len(raw.widths) or _has_parted_amounts(raw, width, found):
        return min(width, len(raw.columns))
    return len(raw.columns)


def _has_parted_amounts(raw: RawSheet, width: int, found: HeadingRows | None) -> bool:
    """Whether all rows that are wider than the headings have an amount in two cells beside one another."""
    start = found.last + 1 if found else 0
    wide = [row for row in range(start, raw.n_rows) if raw.widths[row] > width]
    return bool(wide) and any(
        _are_parts(raw.columns[place], raw.columns[place + 1], wide) for place in range(width)
    )


def _are_parts(one: Sequence[Cell], other: Sequence[Cell], rows: Sequence[int]) -> bool:
    """Whether two columns are what stands before and after the comma of thousands in most rows.

    Three digits after it do not tell by themselves; a nought before others or pence do.
    """
    shown = [(cell_text(one[row]), cell_text(other[row])) for row in rows]
    rest = [end for first, end in shown if _THOUSANDS.fullmatch(first) and _REST.fullmatch(end)]
    return len(rest) * 10 >= len(rows) * 9 and any(text[0] == "0" or "." in text for text in rest)


def overfull(raw: RawSheet, found: HeadingRows | None, rows: Sequence[int]) -> Iterator[int]:
    """Yield the rows, as numbered in the file, that have something beyond the columns."""
    end = reach(raw, found)
    if not raw.widths or end == len(raw.columns):
        return
    for row in rows:
        if raw.widths[row - 1] > end and any(
            not is_blank(column[row - 1]) for column in raw.columns[end:]
        ):
            yield row


def short(
    raw: RawSheet,
    found: HeadingRows | None,
    rows: Sequence[int],
    columns: Sequence[Sequence[Cell]],
) -> list[int]:
    """Return the few rows with one cell less than all others, whose last cells are all filled."""
    if not raw.widths or not columns or found is None:
        return []
    width = heading_width(raw, found)
    lacking = [row for row in rows if raw.widths[row - 1] == width - 1]
    if not 0 < len(lacking) * _FEW < len(rows):
        return []
    few = set(lacking)
    filled = zip(rows, columns[-1], strict=True)
    return [] if any(is_blank(c) for row, c in filled if row not in few) else lacking
