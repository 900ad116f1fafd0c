"""The tables that one sheet holds, one below another or side by side. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.headings.header_row import (
    HEAD_ROWS,
    HeadingRows,
    find_headings,
    stacked,
)
from commissionplanner.io.tabular.headings.heading_cells import filled, is_heading_like
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.io.tabular.readings import PLACEHOLDERS
from commissionplanner.io.tabular.shape import FoundTable

_TITLES: Final = 3
"""So many rows of titles may stand between a gap and the headings below it."""
_LOOKED_AT: Final = 200
_MOST_GAPS: Final = 2_000
"""Beyond so many gaps between rows they part nothing: the sheet is laid out with blank rows."""
_FEWEST: Final = 2
_FEWEST_BELOW_NOTES: Final = 3
"""So many headings stand below notes at least: two may be a label and what it says."""
_MOST_NOTES: Final = 5_000
_FEWEST_AGAIN: Final = 3
"""So many headings at least come again beside one another, where no blank column parts two tables."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet with one table in it, titles above the headings included.

    All places count from 0; the last ones are inclusive. `n_rows` counts the filled rows below
    the headings, `n_headed` the columns with one.
    """

    top: int
    bottom: int
    left: int
    right: int
    headings: HeadingRows | None
    n_rows: int = 0
    n_headed: int = 0

    @property
    def weight(self) -> int:
        """How much of a table it is; beyond 30 rows and 12 columns, more is not better."""
        width = self.n_headed or self.right - self.left + 1
        return max(1, min(self.n_rows, 30)) * min(width, 12)


def find_areas(raw: RawSheet) -> list[Area]:
    """Return the tables of a sheet in the order in which they stand; at least one.

    A table further down is one where, after a gap, a row of other headings stands above values
    of other kinds than words, in columns that held such values, nothing, or words alone before. Beside one
    another stand tables with a blank column between them, each with its own first column of
    names, that end in different rows or have the same headings.
    """
    width = max(len(raw.columns), 1)
    found = find_headings(raw.head(HEAD_ROWS + 40)) or _further_down(raw)
    if found is None or len(filled(raw.row(found.main))) == 1:
        found = _below_notes(raw) or found
    whole = Area(0, max(raw.n_rows - 1, 0), 0, width - 1, found)
    if found is None:
        return [whole]
    areas = []
    for area in _down(raw, whole, found):
        areas.extend(_across(raw, area))
    return areas


def _further_down(raw: RawSheet) -> HeadingRows | None:
    """Return the headings of a table that begins below so many blank rows that none was seen."""
    first = next((n for n in range(raw.n_rows) if any(c[n] is not None for c in raw.columns)), 0)
    if first < HEAD_ROWS - 1:
        return None
    return _headings_from(raw, first)


def _headings_from(raw: RawSheet, first: int) -> HeadingRows | None:
    """Return the headings that are found where what stands before a row is not looked at."""
    found = find_headings([raw.row(n) for n in range(first, min(first + HEAD_ROWS, raw.n_rows))])
    if found is None:
        return None
    return replace(
        found, first=found.first + first, last=found.last + first, main=found.main + first
    )


def _below_notes(raw: RawSheet) -> HeadingRows | None:
    """Return the headings below lines of one cell each, which are notes however many they are.

    After a gap there must be more of them, for above may stand a list and below its key.
    """
    width = len(raw.columns)
    is_gap = False
    for at, row in enumerate(zip(*raw.columns, strict=True)):
        n_filled = width - row.count(None)
        if n_filled >= _FEWEST_BELOW_NOTES + is_gap:
            found = _headings_from(raw, at)
            return found if found is not None and found.first == at else None
        if n_filled > 1 or at > _MOST_NOTES:
            return None
        is_gap = n_filled == 0
    return None


def area_at(raw: RawSheet, areas: Sequence[Area], headings: HeadingRows) -> Area:
    """Return the area of a table whose headings the user has pointed at."""
    inside = [area for area in areas if area.top <= headings.main <= area.bottom]
    near = max(inside, key=lambda area: area.weight) if inside else areas[-1]
    below = [area.top for area in areas if area.top > headings.main]
    whole = replace(near, headings=headings, bottom=min(below, default=raw.n_rows) - 1)
    return _down(raw, whole, headings)[0]


def best_of(areas: Sequence[Area]) -> int:
    """Return the place of the best table: the largest, of equal ones the first."""
    return max(range(len(areas)), key=lambda place: (areas[place].weight, -place))


def described(raw: RawSheet, areas: Sequence[Area], taken: int) -> list[FoundTable]:
    """Return the tables as the user may choose them."""
    return [
        FoundTable(
            place + 1,
            _title(raw, area),
            area.headings.main + 1 if area.headings else None,
            area.top + 1,
            area.bottom + 1,
            column_letter(area.left),
            column_letter(area.right),
            area.n_rows,
            place == taken,
            _heads(raw, area),
        )
        for place, area in enumerate(areas)
    ]


def _title(raw: RawSheet, area: Area) -> str:
    first = area.headings.first if area.headings else area.top
    for row in [*range(first - 1, area.top - 1, -1), first]:
        for cell in _row(raw, area, row):
            if isinstance(cell, str):
                return " ".join(cell.split())[:60]
    return ""


def _heads(raw: RawSheet, area: Area) -> tuple[str, ...]:
    if area.headings is None:
        return ()
    return tuple(filter(None, map(_text, _row(raw, area, area.headings.main))))


def _row(raw: RawSheet, area: Area, index: int) -> list[Cell]:
    return [column[index] for column in raw.columns[area.left : area.right + 1]]


# One below another


def _down(raw: RawSheet, whole: Area, first: HeadingRows) -> list[Area]:
    """Return the tables of an area that stand one below another, the first with its headings."""
    tables: list[tuple[int, HeadingRows]] = [(whole.top, first)]
    for gap in _after_gaps(raw, first.last + 2, whole.bottom):
        found = _headings_after(raw, tables[-1][1], gap, whole.bottom)
        if found is not None:
            tables.append((gap, found))
    tops = [*(top for top, _ in tables), whole.bottom + 1]
    return [
        _counted(raw, replace(whole, top=top, bottom=below - 1, headings=found))
        for (top, found), below in zip(tables, tops[1:], strict=True)
    ]


def _counted(raw: RawSheet, area: Area) -> Area:
    """Return an area without its trailing blank rows, its filled rows counted."""
    start = area.headings.last + 1 if area.headings else area.top
    columns = [
        column[start : area.bottom + 1] for column in raw.columns[area.left : area.right + 1]
    ]
    width = len(columns)
    shown = [at for at, row in enumerate(zip(*columns, strict=True)) if row.count(None) < width]
    bottom = start + shown[-1] if shown else area.bottom
    n_headed = len(filled(_row(raw, area, area.headings.main))) if area.headings else 0
    return replace(area, bottom=bottom, n_rows=len(shown), n_headed=n_headed)


def _after_gaps(raw: RawSheet, start: int, bottom: int) -> list[int]:
    """Return the rows that follow a blank row; none where blank rows are the layout."""
    width = len(raw.columns)
    rows = zip(*(column[start - 1 : bottom + 1] for column in raw.columns), strict=True)
    blank = [row.count(None) == width for row in rows]
    gaps = [start + at for at, (above, own) in enumerate(pairwise(blank)) if above and not own]
    return gaps if len(gaps) <= _MOST_GAPS else []


def _headings_after(
    raw: RawSheet, before: HeadingRows, gap: int, bottom: int
) -> HeadingRows | None:
    """Return the headings of another table that a block begins with, after a few titles."""
    for index in range(gap, min(gap + _TITLES + 1, bottom)):
        places = filled(raw.row(index))
        if not places:
            return None
        if len(places) == 1:
            continue
        for main in (index, index + 1):
            if main < bottom and _is_other(raw, before, gap, main):
                block = [raw.row(at) for at in range(gap, min(main + 25, bottom + 1))]
                own = HeadingRows(main - gap, main - gap, 0.7)
                wide = stacked(block, own, main - gap)
                return HeadingRows(wide.first + gap, wide.last + gap, wide.score, main)
        return None
    return None


def _is_other(raw: RawSheet, before: HeadingRows, gap: int, main: int) -> bool:
    """Whether a row after a gap heads another table, and is no row of the one above it."""
    own, above = raw.row(main), raw.row(before.main)
    places = filled(own)
    bands = _bands(raw.row(main - 1), places) if main > gap else [""] * len(places)
    texts = [_text(own[place]) for place in places]
    told = set(zip(bands, texts, strict=True))
    if len(told) < len(texts) or len(texts) < _FEWEST or set(texts) & PLACEHOLDERS:
        return False
    if not all(is_heading_like(own[place]) for place in places):
        return False
    same = [place for place in places if _text(own[place]) == _text(above[place])]
    if len(same) * 2 > len(places):
        return False  # the same headings again, as on each printed page
    if any(_goes_on(own[at], raw.columns[at][before.last + 1 : gap]) for at in places):
        return False
    return any(
        _is_valued(raw.columns[place], main + 1)
        and (
            same
            or _held_others(
                raw.columns[place][before.last + 1 : gap], raw.columns[place][main + 1 : main + 3]
            )
        )
        for place in places
    )


def _goes_on(cell: Cell, before: Sequence[Cell]) -> bool:
    """Whether a cell is written as the last one of its column above the gap: "A107" after "A106"."""
    text = cell_text(cell)
    last = next((cell_text(other) for other in reversed(before) if not is_blank(other)), "")
    if not any(sign.isdigit() for sign in text) or any(sign.isspace() for sign in text):
        return False
    return not re.match(_YEARS, text) and _form(text) == _form(last)


def _form(text: str) -> str:
    return re.sub(r"\d", "0", re.sub(r"[^\W\d_]", "a", text))


_YEARS: Final = r"(?:FY)?(?:19|20)?\d\d(?:\D|\Z)"
"""How a heading of a year begins, which the cells of another table's column may be too."""


def _bands(row: Sequence[Cell], places: Sequence[int]) -> list[str]:
    """Return what stands over each of the places, or over one before it."""
    over = filled(row)
    at = [max((start for start in over if start <= place), default=None) for place in places]
    return ["" if start is None else _text(row[start]) for start in at]


def _text(cell: Cell) -> str:
    return cell_text(cell).casefold()


def _is_valued(column: Sequence[Cell], start: int) -> bool:
    """Whether other than words follow at once in a column."""
    below: list[Cell] = []
    for cell in column[start : start + 30]:
        if cell is None:
            break
        below.append(cell)
    others = sum(not is_heading_like(cell) for cell in below)
    return bool(below) and not is_heading_like(below[0]) and others * 10 >= len(below) * 6


def _held_others(cells: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether a column held amounts, days and the like, or nothing at all, or nothing but words.

    A row of words above amounts is no record of a column that had amounts, nor of one that had
    none; where words stood before, rows below that are only numbered tell nothing.
    """
    shown = [cell for cell in cells if not is_blank(cell)][-_LOOKED_AT:]
    values = sum(not is_heading_like(cell) for cell in shown)
    if values * 10 >= len(shown) * 6:
        return True
    first = [cell_text(cell) for cell in below[:_FEWEST]]
    return not values and len(shown) >= _FEWEST_BELOW_NOTES and first != ["1", "2"]


# Side by side


def _across(raw: RawSheet, area: Area) -> list[Area]:
    """Return the tables of an area that stand side by side; itself where it is one."""
    if area.headings is None:
        return [area]
    first = area.headings.first
    groups = list(_runs(raw, area, first))
    if len(groups) < _FEWEST:
        groups = _again(raw, area, area.headings.main)
    if len(groups) < _FEWEST:
        return [area]
    parts = [_counted(raw, replace(area, left=left, right=right)) for left, right in groups]
    ends = {part.bottom for part in parts}
    heads = {tuple(map(_text, _row(raw, part, area.headings.main))) for part in parts}
    apart = len(ends) == len(parts) or len(heads) == 1
    main = max(parts, key=lambda part: part.weight)
    return parts if apart and all(_stands_alone(raw, p, p is main) for p in parts) else [area]


def _again(raw: RawSheet, area: Area, main: int) -> list[tuple[int, int]]:
    """Return (first, last) of columns where the headings stand again beside themselves, all in the same order."""
    heads = list(map(_text, _row(raw, area, main)))
    for width in range(_FEWEST_AGAIN, len(heads) // 2 + 1):
        own = heads[:width]
        is_again = len(heads) % width == 0 and heads == own * (len(heads) // width)
        if is_again and all(own) and len(set(own)) == width:
            starts = range(area.left, area.right + 1, width)
            return [(left, left + width - 1) for left in starts]
    return []


def _runs(raw: RawSheet, area: Area, first: int) -> Iterator[tuple[int, int]]:
    """Yield (first, last) of runs of columns with something in them from the headings on."""
    start: int | None = None
    for place in range(area.left, area.right + 2):
        shown = place <= area.right and any(
            cell is not None for cell in raw.columns[place][first : area.bottom + 1]
        )
        if shown and start is None:
            start = place
        elif not shown and start is not None:
            yield start, place - 1
            start = None


def _stands_alone(raw: RawSheet, part: Area, is_main: bool) -> bool:
    """Whether a part has headings over all its columns and a first column of names, all filled.

    In the largest the first may be of codes, as long as none is there twice.
    """
    found = part.headings
    if found is None or part.right == part.left or part.n_rows < _FEWEST:
        return False
    headings = _row(raw, part, found.main)
    if not all(is_heading_like(cell) for cell in headings):
        return False
    names = raw.columns[part.left][found.last + 1 : part.bottom + 1]
    if any(is_blank(cell) for cell in names) or len(set(names)) * 2 <= len(names):
        return False
    if is_main and len(set(names)) == len(names):
        return True
    last = [column[part.bottom] for column in raw.columns[part.left : part.right + 1]]
    return sum(map(is_heading_like, names)) * 2 > len(names) and not any(map(is_blank, last))
