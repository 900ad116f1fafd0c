"""Which row of a sheet holds the headings, from its first rows. Pure; used on both sides."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank
from commissionplanner.io.tabular.headings.heading_cells import (
    A_YEAR,
    Row,
    cell_at,
    filled,
    have_values,
    is_heading_like,
)
from commissionplanner.io.tabular.headings.named_again import is_named_again
from commissionplanner.io.tabular.headings.total_words import is_bare
from commissionplanner.io.tabular.headings.unit_rows import are_measures, are_units, is_unit
from commissionplanner.io.tabular.readings import PLACEHOLDERS

Area = tuple[tuple[int, int], tuple[int, int]]
"""Merged cells: the first and the last, as (row, column) from 0."""
_BANDS: Final = 2
"""So many rows of bands at most stand above the headings themselves."""
_SPLIT: Final = 3
"""So many headings at least go on in the next row before it is one of headings."""
_LONGEST_PART: Final = 60
HEAD_ROWS: Final = 80
"""Headings are looked for in so many first rows."""


@dataclass(frozen=True, slots=True)
class HeadingRows:
    """Where the headings are, counted from 0.

    Attributes:
        first, last: The rows of headings, the same unless they are stacked.
        score: How sure it is, 0 to 1.
        main: Of stacked rows, the one that was found by itself.
    """

    first: int
    last: int
    score: float
    main: int = 0


def find_headings(rows: Sequence[Row]) -> HeadingRows | None:
    """Return the rows of headings among the first rows of a sheet, or None.

    A row of headings is filled nearly as wide as the rows below it, with words that differ
    from one another; the earliest good one wins.
    """
    best: HeadingRows | None = None
    for index in range(min(len(rows), HEAD_ROWS)):
        score = _score(rows, index)
        if score > (best.score + 0.12 if best else 0.55):
            best = HeadingRows(index, index, min(score, 1.0))
    if best and is_named_again(rows, best.first):
        best = HeadingRows(best.first + 1, best.first + 1, best.score)
    return stacked(rows, best, best.first) if best else None


def _width_below(rows: Sequence[Row], index: int) -> tuple[set[int], int]:
    """Columns that are commonly filled in the rows below, and how many such rows there are."""
    following = [filled(row) for row in rows[index + 1 : index + 41]]
    following = [places for places in following if places]
    counts: dict[int, int] = {}
    for places in following:
        for place in places:
            counts[place] = counts.get(place, 0) + 1
    common = {place for place, count in counts.items() if count * 3 >= len(following)}
    return common or set(counts), len(following)


def _score(rows: Sequence[Row], index: int) -> float:
    row = rows[index]
    places = [place for place in filled(row) if not isinstance(row[place], ErrorCell)]
    like = [place for place in places if is_heading_like(row[place])]
    if not like:
        return 0.0
    words = len(like) / len(places)
    days = sum(isinstance(row[place], date) for place in places)
    if days >= 2 and len(like) >= 1 and days + len(like) == len(places):
        words = 1.0  # months or period ends as headings, beside words
    if len(like) >= _BESIDE_COUNT and _counts_on([row[p] for p in places if p not in like]):
        words = 1.0  # ages or weeks as headings, beside words
    below, n_below = _width_below(rows, index)
    if not n_below:
        alone = not any(filled(row) for row in rows[:index])
        return 0.9 * words if len(like) >= 2 and alone else 0.0
    cover = len(below & set(places)) / len(below)
    if len(places) == 1 and len(below | set(places)) > 1:
        return 0.0
    texts = [cell_text(row[place]).casefold() for place in like]
    distinct = len(set(texts)) / len(texts)
    long = sum(len(text) > 120 for text in texts) / len(texts)
    contrast = _contrast(rows, index, like)
    early = n_below / (n_below + sum(bool(filled(row)) for row in rows[:index]))
    good = 0.5 * cover + 0.15 * distinct + 0.2 * contrast + 0.15 * early
    return words**3 * good - 0.3 * long


_BESIDE_COUNT: Final = 2
_COUNTED: Final = 4
"""So many numbers at least, each one more than that before it, may be headings."""


def _counts_on(cells: Sequence[Cell]) -> bool:
    """Whether cells are whole numbers, each one more than the one before it."""
    texts = [cell_text(cell) for cell in cells]
    if len(texts) < _COUNTED or not all(text.isdecimal() and len(text) < 4 for text in texts):
        return False
    return all(int(later) - int(own) == 1 for own, later in pairwise(texts))


def _contrast(rows: Sequence[Row], index: int, like: list[int]) -> float:
    """1 where a column of other than words follows a heading at once; 0.6 where only words do."""
    following = [row for row in rows[index + 1 : index + 31] if filled(row)][:20]
    for place in like:
        below = [row[place] for row in following if place < len(row)]
        shown = [cell for cell in below if not is_blank(cell)]
        others = sum(not is_heading_like(cell) for cell in shown)
        soon = any(not is_blank(cell) and not is_heading_like(cell) for cell in below[:2])
        if soon and others * 2 > len(shown):
            return 1.0
    return 0.6


def stacked(rows: Sequence[Row], found: HeadingRows, main: int) -> HeadingRows:
    """Widen to rows of bands above, or of units and what they measure below, if there are any."""
    first, last = found.first, found.last
    while (
        first > 0
        and found.first - first < _BANDS
        and (
            _is_band(rows[first - 1], rows[first])
            or _tells_apart(rows[first - 1], rows[first])
            or _are_split(rows[first - 1], rows[first])
        )
    ):
        first -= 1
    if last + 1 < len(rows) and (
        are_units(rows[last + 1])
        or are_measures(rows[last], rows[last + 1], rows[last + 2 :])
        or _is_beneath(rows[last], rows[last + 1], rows[last + 2 :])
        or _are_bands_over(rows[last], rows[last + 1], rows[last + 2 :])
        or _names_figures(rows[last], rows[last + 1], rows[last + 2 :])
        or (
            _are_split(rows[last], rows[last + 1])
            and _is_over_values(rows[last + 1], rows[last + 2 :])
        )
    ):
        last += 1
        last += last + 1 < len(rows) and are_units(rows[last + 1])
    return HeadingRows(first, last, found.score, main)


def _tells_apart(above: Row, below: Row) -> bool:
    """Whether a row tells apart headings that only repeat (£, %, Total), or is of years over others or over years."""
    places = filled(above)
    if not places or not all(is_heading_like(above[place]) for place in places):
        return False
    under = filled(below)
    if len(places) < 2 or not set(places) <= set(under):
        return False
    if all(A_YEAR.fullmatch(cell_text(above[place])) for place in places):
        return all(is_heading_like(below[place]) for place in under)
    if all(A_YEAR.fullmatch(cell_text(below[place])) for place in places):
        return True  # what the amounts of each year are: final, provisional
    pairs = [(_tidy(above[place]), _tidy(below[place]).casefold()) for place in places]
    texts = [text for _, text in pairs]
    if all(texts.count(text) > 1 for text in texts) and len(set(pairs)) == len(pairs):
        return True
    return all(is_unit(below[place]) for place in places)


def _is_band(above: Row, below: Row) -> bool:
    """Whether a row groups the headings under it: fewer texts, most of them over several."""
    places, under = filled(above), filled(below)
    if not places or not all(is_heading_like(above[place]) for place in places):
        return False
    texts = {cell_text(above[place]) for place in places}
    if len(texts) >= len(under):
        return False
    if len(places) == 1 and places[0] <= min(under, default=0):
        return False  # one text at the left edge is a title
    ends = [*places[1:], max([*under, *places]) + 1]
    spans = [
        sum(place <= other < end for other in under)
        for place, end in zip(places, ends, strict=True)
    ]
    wide = sum(span >= 2 for span in spans)
    own = sum(place not in under for place in places)  # merged downwards: a heading by itself
    return wide > 0 and (len(texts) < len(places) or wide * 2 >= len(places) - own)


def _is_beneath(main: Row, below: Row, following: Sequence[Row]) -> bool:
    """Whether a row has the headings of columns over which the one above it is spread.

    It has words only, some of them where the row above is blank or repeats a heading; it is blank
    where that one has headings by themselves; and the rows after it have other than words under
    its own.
    """
    places, above = filled(below), set(filled(main))
    if len(places) < 2 or not all(isinstance(cell_at(below, place), str) for place in places):
        return False
    if not all(is_heading_like(below[place]) for place in places):
        return False
    own, spread = above - set(places), set(places) - above
    spread = spread or _repeat_apart(main, below, places)
    if not own or not spread or min(places) < min(above):
        return False
    rows = [row for row in following[:20] if filled(row)]
    shown = [
        cell_at(row, place) for row in rows for place in places if not is_blank(cell_at(row, place))
    ]
    return bool(shown) and sum(not is_heading_like(cell) for cell in shown) * 2 > len(shown)


def _are_bands_over(main: Row, below: Row, following: Sequence[Row]) -> bool:
    """Whether a row of years or the like only tells apart the headings below it, which are of more columns.

    A first record has a placeholder or a short text there, or nothing where the years have none.
    """
    texts = [_tidy(below[place]) for place in filled(below)]
    are_words = all(re.search("[^\\W\\d_]{3}|£", t) for t in texts)
    if len(texts) <= len(filled(main)) or not are_words:
        return False
    if any(text.casefold() in PLACEHOLDERS for text in texts):
        return False
    return _tells_apart(main, below) and _is_over_values(below, following)


def _names_figures(main: Row, below: Row, following: Sequence[Row]) -> bool:
    """Whether a row has another text under each heading of columns of figures alone: "A" over "Groningen".

    A record among figures would have figures, and one of placeholders repeats them.
    """
    places = filled(below)
    texts = {_tidy(below[p]).casefold() for p in places if is_heading_like(below[p])}
    if len(places) < _SPLIT or places != filled(main) or len(texts) < len(places):
        return False
    rows = [row for row in following[:20] if filled(row)]
    cells = [[c for row in rows if not is_blank(c := cell_at(row, place))] for place in places]
    return all(len(c) >= _SPLIT and not any(map(is_heading_like, c)) for c in cells)


def _repeat_apart(main: Row, below: Row, places: Sequence[int]) -> set[int]:
    """Return the places of headings that a row repeats, where the row below tells them all apart."""
    pairs = [
        (_tidy(cell_at(main, place)).casefold(), _tidy(below[place]).casefold()) for place in places
    ]
    texts = [text for text, _ in pairs]
    if len(set(pairs)) < len(pairs):
        return set()
    return {
        place for place, text in zip(places, texts, strict=True) if text and texts.count(text) > 1
    }


def _are_split(above: Row, below: Row) -> bool:
    """Whether headings go on in the next row: "Contract start" over "date", nothing over "Title"."""
    places, under = filled(above), filled(below)
    if len(places) < _SPLIT or not set(places) < set(under) or len(places) * 5 < len(under) * 2:
        return False
    cells = [*(above[place] for place in places), *(below[place] for place in under)]
    short = all(isinstance(cell, str) and len(cell) <= _LONGEST_PART for cell in cells)
    begin = sum(cell_text(above[place])[:1].isupper() for place in places)
    if begin * 5 < len(places) * 4:
        return False  # a remark written across cells
    return short and sum(map(is_heading_like, cells)) * 10 >= len(cells) * 9


def _is_over_values(row: Row, following: Sequence[Row]) -> bool:
    """Whether two columns at least hold other than words below a row of words."""
    rows = [other for other in following[:20] if filled(other)]
    return (
        sum(have_values([cell_at(other, place) for other in rows]) for place in filled(row))
        >= _BANDS
    )


def heading_texts(
    rows: Sequence[Row], found: HeadingRows, width: int, merges: Sequence[Area] = ()
) -> list[str]:
    """Return the heading of each column, "" where blank; stacked ones joined with " · ".

    A band over several columns is carried to the right until the next band, or as far as its
    cell is merged, where cells of its row are.
    """
    return texts_of(rows[found.first : found.last + 1], found.first, width, merges)


def texts_of(span: Sequence[Row], first: int, width: int, merges: Sequence[Area] = ()) -> list[str]:
    """Return the heading of each column from the rows of headings alone, the first of which is `first`."""
    ends = {start: end[1] for start, end in merges}
    merged_rows = {row for row, _ in ends}
    texts = [[_tidy(cell_at(row, place)) for place in range(width)] for row in span]
    for depth, line in enumerate(texts[:-1]):
        if _stands_apart(line, texts[depth + 1]):
            continue
        alone = _total_alone(line, texts[-1])
        band, reach = "", width
        row = first + depth
        for place in range(width):
            under = any(lower[place] for lower in texts[depth + 1 :])
            if line[place]:
                band = line[place] if under else ""
                reach = ends.get((row, place), place) if row in merged_rows else width
            elif band and under and place <= reach and place != alone:
                line[place] = band
            else:
                band = ""
    joined = [_joined([line[place] for line in texts]) for place in range(width)]
    plain = [_joined(_telling([line[place] for line in texts])) for place in range(width)]
    return plain if len(set(plain)) == len(set(joined)) else joined


def _total_alone(bands: Sequence[str], below: Sequence[str]) -> int | None:
    """Return the place of a total beyond bands that are all of one width: it is of all of them."""
    starts = [at for at, (band, text) in enumerate(zip(bands, below, strict=True)) if band and text]
    widths = {after - at for at, after in pairwise(starts)}
    place = starts[-1] + widths.pop() if len(widths) == 1 else len(below)
    return place if place < len(below) and is_bare(below[place]) and not bands[place] else None


_VAGUE: Final = re.compile(
    r"(?:(?:further|additional|general|other|more|basic|main|key|details?|information|info|data|fields?|section|part|"
    r"[a-z0-9]|about|and|the|this|record|overview|required|mandatory|optional|for|internal|use|only|to|be|completed|by)"
    r"(?:\W+|$))+",
    re.IGNORECASE,
)
"""A band that says nothing of what is under it, such as "Further information"."""


def _telling(parts: Sequence[str]) -> list[str]:
    """Return the parts of a heading without vague bands over the last of them."""
    last = max((at for at, part in enumerate(parts) if part), default=0)
    return [part for at, part in enumerate(parts) if at >= last or not _VAGUE.fullmatch(part)]


def _stands_apart(line: Sequence[str], below: Sequence[str]) -> bool:
    """Whether texts are parts of the headings below them alone, and none is a band over several."""
    over = {place for place, text in enumerate(line) if text}
    under = {place for place, text in enumerate(below) if text}
    rest = [below[place] for place in under - over]
    alone = sum(below.count(text) == 1 for text in rest)
    return over < under and len(over) * 2 > len(under) and alone * 10 >= len(rest) * 8


def _tidy(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())


def _joined(parts: list[str]) -> str:
    kept: list[str] = []
    for part in parts:
        if part and part not in kept:
            kept.append(part)
    return " · ".join(kept)


_CURRENCY: Final = frozenset(("gbp", "£", "£gbp", "gbp (£)"))
_LOOKED_AT: Final = 60


def over_amounts(columns: Sequence[Sequence[Cell]], texts: list[str], start: int) -> list[str]:
    """Return the headings with one that stands over "GBP" alone moved to the amounts beside it.

    Only where those have no heading of their own, as where its cell was merged over both.
    """
    moved = list(texts)
    for place in range(len(texts) - 1):
        if not texts[place] or texts[place + 1] or "currency" in texts[place].casefold():
            continue
        own, beside = (
            [cell for cell in columns[at][start : start + _LOOKED_AT] if not is_blank(cell)]
            for at in (place, place + 1)
        )
        if not own or not beside or {cell_text(cell).casefold() for cell in own} - _CURRENCY:
            continue
        if all(not is_heading_like(cell) and not isinstance(cell, date) for cell in beside):
            moved[place], moved[place + 1] = "", texts[place]
    return moved
