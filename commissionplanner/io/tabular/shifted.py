"""Rows whose cells stand one column to the right or left of where they belong. Pure."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Final

from commissionplanner.io.tabular.cells import Cell, ErrorCell, cell_text, is_blank
from commissionplanner.io.tabular.dates import read_date
from commissionplanner.io.tabular.kinds import ColumnKind, Kind
from commissionplanner.io.tabular.readings import PLACEHOLDERS, read_number, read_yes_no

_BETTER: Final = 2
"""So many more cells must fit their neighbour's column than their own."""
_MOST: Final = 20_000
_WORDS: Final = 3
_PLAIN: Final = re.compile(r"\d{1,12}(?:\.\d+)?")


def shifted_rows(
    columns: Sequence[Sequence[Cell]],
    kinds: Sequence[ColumnKind],
    short: Collection[int] = (),
    *,
    has_name: bool = True,
) -> dict[int, int]:
    """Return the positions of rows that fit far better one column further, and by how much: 1 or -1.

    Looked at are rows with a cell that its own column cannot use, such as an amount among yes
    and no. A row counts where two more cells fit the columns beside their own, nearly all do,
    and of at least two kinds; or where that is so of all its cells from some place on.

    Args:
        columns: The cells, by column.
        kinds: What the columns hold.
        short: Positions of rows that surely lack a cell, though not which.
        has_name: Whether the last column has a heading; if not, rows with a cell in it have one too many.
    """
    suspects: set[int] = set(short)
    for column, kind in zip(columns, kinds, strict=True):
        fits = _FITS.get(kind.kind)
        if fits is not None:
            wrong = _wrong(column, fits)
            if wrong and len(suspects) < _MOST:
                suspects.update(p for p, cell in enumerate(column) if cell in wrong)
    words = _places_of_words(columns, kinds)
    stray = _among_words(columns, words)
    for place, rows in _blocks_among_words(columns, kinds):
        words.add(place)
        stray |= rows
    of_words = [replace(k, kind="text") if p in words else k for p, k in enumerate(kinds)]
    found = {}
    for position in sorted(suspects | stray)[:_MOST]:
        row = [column[position] for column in columns]
        by = _shift(row, kinds, position in short)
        if not by and position in stray:
            by = -1 if _is_shifted_from_some_place(row, of_words, -1, is_stray=True) else 0
        if by:
            found[position] = by
    many = _many(columns, has_name=has_name)
    return found if len(many) <= len(found) else many


_SELDOM, _FEW, _LACKING = 10, 2, 3
"""One row in so many at most, or so few, lack the last cell; so few cells among words are none."""
_SAMPLE: Final = 400


def _places_of_words(columns: Sequence[Sequence[Cell]], kinds: Sequence[ColumnKind]) -> set[int]:
    """Return the places of columns that hold hardly anything but words or codes with letters, whatever their headings."""
    found = set()
    for place, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
        if kind.kind in _FITS or not column:
            continue
        sample = [c for c in column[:: len(column) // _SAMPLE + 1] if not is_blank(c)]
        others = sum(not (_is_words(cell) or _is_lettered(cell)) for cell in sample)
        if len(sample) > _SELDOM // 2 and others <= max(_FEW, len(sample) // _SELDOM):
            found.add(place)
    return found


def _among_words(columns: Sequence[Sequence[Cell]], words: AbstractSet[int]) -> set[int]:
    """Return rows that lack their last cell, as few do, and have a number or a day among words.

    Or words that stand in the column beside in other rows, among what are no words.
    """
    last = columns[-1] if columns else ()
    lacking = [position for position, cell in enumerate(last) if is_blank(cell)]
    if (
        not lacking
        or len(lacking) > max(_LACKING, len(last) // _SELDOM)
        or len(lacking) * 2 > len(last)
    ):
        return set()
    found = {
        position
        for place in words
        for position in lacking
        if _is_bare_number(cell := columns[place][position]) or _is_date(cell)
    }
    for place in words - {0}:
        if place - 1 not in words:
            held, before = set(columns[place]), columns[place - 1]
            found |= {p for p in lacking if _is_words(before[p]) and before[p] in held}
    return found


def _blocks_among_words(
    columns: Sequence[Sequence[Cell]], kinds: Sequence[ColumnKind]
) -> Iterator[tuple[int, set[int]]]:
    """Yield columns that have numbers in just the rows that lack their last cell, and words in all others.

    So where a block of rows, more than a few, is shifted to the left.
    """
    last = columns[-1] if columns else ()
    lacking = {position for position, cell in enumerate(last) if is_blank(cell)}
    if not _LACKING < len(lacking) * 2 <= len(last):
        return
    others = [position for position in range(len(last)) if position not in lacking]
    for place, (column, kind) in enumerate(zip(columns[:-1], kinds[:-1], strict=True)):
        if kind.kind in _FITS:
            continue
        few = [column[p] for p in sorted(lacking)[:_SAMPLE]]
        rest = [column[p] for p in others[:: len(others) // _SAMPLE + 1]]
        if all(map(_is_bare_number, few)) and all(_is_words(c) or _is_lettered(c) for c in rest):
            yield place, lacking


_LEAST, _PURE, _SIGNS = 5, 0.8, 2
"""So many rows each way at least, so large a share of one sort, and so many columns that show it."""


def _many(columns: Sequence[Sequence[Cell]], *, has_name: bool) -> dict[int, int]:
    """Return rows that are shifted where they are so many that they spoil what each column seems to hold.

    They lack the last cell, or have one more, unlike all others; and from there on each column
    holds in them what the one beside it holds in the others, of other sorts than its own. Or the last
    but one holds the very words of the last.
    """
    last = columns[-1] if columns else ()
    blank = [position for position, cell in enumerate(last) if is_blank(cell)]
    filled = [position for position, cell in enumerate(last) if not is_blank(cell)]
    if min(len(blank), len(filled)) < max(_LEAST, len(last) // _SELDOM):
        return {}
    by, rows, others = (-1, blank, filled) if has_name else (1, filled, blank)
    own, theirs = (
        [sort_of_most([column[p] for p in few[:: len(few) // _SAMPLE + 1]]) for column in columns]
        for few in (rows, others)
    )
    is_shifted = signs_beside(own, theirs, by) >= _SIGNS
    is_shifted = is_shifted or (by < 0 and _hold_the_last(columns, rows, others))
    return dict.fromkeys(rows, by) if is_shifted else {}


def _hold_the_last(
    columns: Sequence[Sequence[Cell]], rows: Sequence[int], others: Sequence[int]
) -> bool:
    """Whether some rows have words in the last column but one that others have in the last, and none of theirs."""
    if len(columns) < _SIGNS:
        return False
    cells = [cell for p in rows if not is_blank(cell := columns[-2][p])]
    lasts, own = ({columns[place][p] for p in others} for place in (-1, -2))
    moved = [cell for cell in cells if cell in lasts and cell not in own]
    return len(cells) >= len(rows) * _PURE <= len(moved) and all(map(_is_words, set(moved)))


def signs_beside(own: Sequence[str], others: Sequence[str], by: int) -> int:
    """Return how many columns show that some rows stand one column beside others, from the last one on.

    Args:
        own: The sorts of cells of the rows, by column.
        others: Those of the other rows.
        by: To which side: 1 to the right, -1 to the left.
    """
    signs = 0
    for place in range(len(own) - 1 - (by < 0), max(by, 0) - 1, -1):
        here, beside, there = own[place], others[place - by], others[place]
        if here and beside and here != beside:
            break
        signs += bool(here and there) and here == beside != there
    return signs


def sort_of_most(cells: Sequence[Cell]) -> str:
    """Return what nearly all cells are: "number", "day", "code" or "words"; "" where they differ or are blank."""
    counts = Counter(map(_sort_of, cells))
    sort, count = counts.most_common(1)[0]
    return sort if count >= len(cells) * _PURE else ""


def _sort_of(cell: Cell) -> str:
    if is_blank(cell):
        return ""
    if _is_bare_number(cell):
        return "number"
    if _is_date(cell):
        return "day"
    return "code" if _is_lettered(cell) else "words"


def shifted_runs(shifted: Mapping[int, int], rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield runs of rows that are shifted alike, by the position of their first, in words.

    Args:
        shifted: By how many columns each row is, by its position.
        rows: The number in the file of each row.
    """
    order = sorted(shifted)
    starts = [
        at
        for at, position in enumerate(order)
        if not at or (position - 1, shifted[position]) != (order[at - 1], shifted[order[at - 1]])
    ]
    for start, end in pairwise([*starts, len(order)]):
        first, last = order[start], order[end - 1]
        many = f"rows {rows[first]:,} to {rows[last]:,}" if last > first else f"row {rows[first]:,}"
        yield first, f"{many} (one column to the {'right' if shifted[first] > 0 else 'left'})"


def stray_cells(
    columns: Sequence[Sequence[Cell]], kinds: Sequence[ColumnKind]
) -> Iterator[tuple[int, int]]:
    """Yield (place, position) of amounts and days that stand in columns of yes and no."""
    for place, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
        if kind.kind != "yes/no":
            continue
        wrong = {c for c in _wrong(column, _is_flag) if _is_number(c) or _is_date(c)}
        for position, cell in enumerate(column) if wrong else ():
            if cell in wrong:
                yield place, position


def _wrong(column: Sequence[Cell], fits: Callable[[Cell], bool]) -> set[Cell]:
    """Return the different cells of a column that it cannot use; those plainly right are spared."""
    return {
        cell
        for cell in set(column)
        if not isinstance(cell, float) or fits is not _is_number
        if not is_blank(cell) and not fits(cell) and not _is_excused(cell)
    }


def _shift(row: Sequence[Cell], kinds: Sequence[ColumnKind], is_short: bool) -> int:
    """Return by how many columns a row is shifted: 1 to the right, -1 to the left, 0 not at all."""
    by = _shift_of_all(row, kinds)
    if by:
        return by
    found = (by for by in (1, -1) if _is_shifted_from_some_place(row, kinds, by, is_short=is_short))
    return next(found, 0)


def _shift_of_all(row: Sequence[Cell], kinds: Sequence[ColumnKind]) -> int:
    own = len(_fitting(row, kinds, 0))
    for by in (1, -1):
        moved = _fitting(row, kinds, by)
        tested = [
            p
            for p, cell in enumerate(row)
            if 0 <= p - by < len(kinds) and _is_telling(cell, kinds[p - by])
        ]
        several = len({kinds[place - by].kind for place in moved}) > 1
        if several and len(moved) >= own + _BETTER and len(moved) * 10 >= len(tested) * 8:
            return by
    return 0


def _is_shifted_from_some_place(
    row: Sequence[Cell],
    kinds: Sequence[ColumnKind],
    by: int,
    *,
    is_short: bool = False,
    is_stray: bool = False,
) -> bool:
    """Whether all cells from some place on fit one column on, and some do not fit their own.

    So it is where a cell is missing in the middle of a row, whose last is blank then, or where
    there is one too many. Words in a column of days are often a remark, so one of them proves
    nothing; a number there does. In a row that lacks a cell it is enough that nothing speaks
    against it: a day that could be the start as well as the end is not guessed. In one with a
    number or day among words, or words among those, it is enough that this one fits beside.
    """
    if by < 0 and not is_blank(row[-1]):
        return False
    moved: set[Kind] = set()
    misfits = 0
    for place in range(len(row) - (by < 0) - 1, max(by, 0) - 1, -1):
        cell, kind = row[place], kinds[place - by]
        if not _is_telling(cell, kind):
            continue
        if not _fits(cell, kind):
            break
        moved.add(kind.kind)
        if _is_telling(cell, kinds[place]) and not _fits(cell, kinds[place]):
            misfits += _BETTER if kind.kind != "text" else 1
        if misfits >= _BETTER and len(moved) > 1:
            return True
    is_told = is_short or (is_stray and misfits > 0)
    return is_told and by < 0 and bool(moved - {"text"})


def _fitting(row: Sequence[Cell], kinds: Sequence[ColumnKind], by: int) -> list[int]:
    return [
        place
        for place, cell in enumerate(row)
        if 0 <= place - by < len(kinds)
        and _is_telling(cell, kinds[place - by])
        and _fits(cell, kinds[place - by])
    ]


def _is_telling(cell: Cell, kind: ColumnKind) -> bool:
    return not is_blank(cell) and not _is_excused(cell) and kind.kind in _TELLING


def _fits(cell: Cell, kind: ColumnKind) -> bool:
    return _TELLING[kind.kind](cell)


def _is_lettered(cell: Cell) -> bool:
    """Whether a cell is a code with a letter and a digit in one word, as E06000023."""
    return (
        isinstance(cell, str)
        and " " not in cell.strip()
        and any(map(str.isalpha, cell))
        and any(map(str.isdigit, cell))
        and not _is_number(cell)
        and not _is_date(cell)
    )


def _is_excused(cell: Cell) -> bool:
    """Whether a cell says that nothing is known, which fits everywhere."""
    return isinstance(cell, ErrorCell) or cell_text(cell).casefold() in PLACEHOLDERS


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, str) and _PLAIN.fullmatch(cell):
        return True
    return read_number(cell).value is not None


def _is_bare_number(cell: Cell) -> bool:
    """Whether a cell is a number without a letter: "95B" is a code, not billions."""
    return _is_number(cell) and not (isinstance(cell, str) and any(map(str.isalpha, cell)))


def _is_date(cell: Cell) -> bool:
    if isinstance(cell, date) or not isinstance(cell, str):
        return isinstance(cell, date)
    reading = read_date(cell)
    return reading.value is not None or reading.code in ("impossible_date", "mixed_dates")


def _is_flag(cell: Cell) -> bool:
    return read_yes_no(cell).value is not None


def _is_words(cell: Cell) -> bool:
    """Whether a cell is words, and neither a number nor a day."""
    text = cell_text(cell)
    return (
        isinstance(cell, str)
        and sum(map(str.isalpha, text)) >= _WORDS
        and not _is_number(cell)
        and not _is_date(cell)
    )


_FITS: Final[dict[Kind, Callable[[Cell], bool]]] = {
    "money": _is_number,
    "number": _is_number,
    "date": _is_date,
    "yes/no": _is_flag,
}
_TELLING: Final[dict[Kind, Callable[[Cell], bool]]] = {**_FITS, "text": _is_words}
