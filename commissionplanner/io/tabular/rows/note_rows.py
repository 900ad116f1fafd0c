"""Which of the last rows of a table are notes below it, and none of its own."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.headings.heading_cells import is_heading_like
from commissionplanner.io.tabular.headings.total_words import is_bare
from commissionplanner.io.tabular.readings import PLACEHOLDERS
from commissionplanner.io.tabular.rows.left_out import LeftOut

Columns = Sequence[Sequence[Cell]]

_NOTE: Final = re.compile(
    r"\s*(?:(?:foot)?notes?(?=\s*[:.(\-\u2013\d]|\s*$|\s+(?:on|to|about|for)\b)|(?:data )?sources?\b(?=\s*[:\-\u2013]|\s*$)|"
    r"key(?=\s*[:\-\u2013]|\s+to\b|\s*$)|-+\s*end\b|end(?=\W*$|\s+of\s+(?:the\s+)?(?:data|file|list|register|report|sheet|table|"
    r"worksheet|records?)\b)|\*|†|©|(?:prepared|produced|extracted|compiled)\s+(?:by|for|from|in|on)\b|data as at|last updated|"
    r"this (?:table|sheet|data|list|register|report|file|document|spreadsheet|information)\b|contains public|"
    r"(?:report|list|data|file|extract)\s+(?:generated|run|produced|printed|extracted|created|exported)\b|"
    r"(?:generated|exported|printed)\s+(?:(?:on|at|from)\b|\d)|nb(?=\W*[:\-\u2013]|\s*$)|n\.b\.|[\[(]?\d[\]).]\s)",
    re.IGNORECASE,
)
"""How notes begin; a title may begin with the same word: "Key worker service", "End of life care"."""
_SENTENCE: Final = re.compile(r"[A-Z*]\S*(?: \S+){4,} \S*[a-z]{3}\.", re.DOTALL)
"""So a remark is written, and hardly a name: "Figures may not sum due to rounding."."""
_DIGITS: Final = re.compile(r"\d+")
_REFERENCE: Final = re.compile(r"[A-Z]+[-/ ]?(?:9[-/]?)+", re.IGNORECASE)
_REACH: Final = 300
_SAMPLE: Final = 200
_PAIR: Final = 2
_FEW: Final = 3
"""A row of a note has no more than one in so many of its cells filled."""


def drop_notes(
    columns: Columns, kept: list[int], blank: set[int], width: int, headings: Sequence[str]
) -> list[LeftOut]:
    """Take notes, an end mark and rows that were only numbered off the end of the rows."""
    out = _block_of_notes(columns, kept, blank, headings) if width > 1 else []
    is_full = width >= _FEW or _are_full(columns, kept)
    out += _run_of_notes(columns, kept, blank) if is_full else []
    while len(kept) > 1 and width >= 2:
        cells = filled_cells(columns, kept[-1])
        text = cell_text(cells[0][1])
        lone = len(cells) == 1 and isinstance(cells[0][1], str) and is_full
        gap = kept[-1] - 1 in blank or len(text) > 60 or bool(_SENTENCE.fullmatch(text))
        if not (
            (text.casefold() == "end" and len(cells) == 1)
            or (_begins_a_note(columns, kept, cells[0]) and len(cells) <= 2 and (lone or gap))
            or (lone and gap)
        ):
            break
        out.append(note_of(kept.pop(), text))
    out += _scattered(columns, kept)
    return out + (_numbered_only(columns, kept) if width >= _FEW else [])


def _begins_a_note(columns: Columns, kept: Sequence[int], cell: tuple[int, Cell]) -> bool:
    """Whether a cell begins like a note, where no record above does so: "1. Advocacy" may be a title."""
    if not _NOTE.match(cell_text(cell[1])):
        return False
    column, rows = columns[cell[0]], kept[:-1][:_SAMPLE]
    alike = (at for at in rows if _NOTE.match(cell_text(column[at])))
    return all(len(filled_cells(columns, at)) <= _PAIR for at in alike)


def _are_full(columns: Columns, kept: Sequence[int]) -> bool:
    """Whether hardly a row but the last has a blank cell, so that a lone text is no row."""
    rows = kept[:-_FEW][-_SAMPLE:]
    full = sum(not any(is_blank(column[index]) for column in columns) for index in rows)
    return len(rows) >= _FEW and full * 20 >= len(rows) * 19


def _block_of_notes(
    columns: Columns, kept: list[int], blank: set[int], headings: Sequence[str]
) -> list[LeftOut]:
    """Take off what stands below a gap and a text alone, where no row there has an amount or a day.

    Or below headings, one of them the table's: of a key to what may stand in that column.
    Nearly every row above has one; a list that only counts its rows does not tell. Rows filled half
    as much as those above, or with "TBC" for an amount, are records of which little is known.
    """
    rows = kept[:_SAMPLE]
    valued = [column for column in columns if _tells(column, rows)]
    start = len(kept)
    while start > 1 and not any(_has_value(column[kept[start - 1]]) for column in valued):
        start -= 1
    gaps = (
        at
        for at in range(max(start, 1), len(kept))
        if kept[at] - 1 in blank
        and (_is_text_alone(columns, kept[at]) or _heads_a_key(columns, kept[at], headings))
    )
    first = next(gaps, None)
    if first is None or not valued:
        return []
    above = kept[:first][-_SAMPLE:]
    held = sum(any(_has_value(column[index]) for column in valued) for index in above)
    if held * 10 < len(above) * 6:
        return []
    usual = sorted(len(filled_cells(columns, index)) for index in above)[len(above) // 2]
    gone = kept[first:]
    if any(len(filled_cells(columns, index)) * 2 >= usual for index in gone) or any(
        cell_text(column[index]).casefold() in PLACEHOLDERS for index in gone for column in valued
    ):
        return []
    if any(_are_numbered_on(column, above, gone) for column in columns):
        return []
    del kept[first:]
    return [note_of(index, cell_text(filled_cells(columns, index)[0][1])) for index in gone]


def _are_numbered_on(column: Sequence[Cell], above: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether rows have references like nearly all above, such as C12: then they are records."""
    forms = [_DIGITS.sub("9", cell_text(column[index])) for index in above]
    usual = max(forms, key=forms.count)
    if forms.count(usual) * 10 < len(forms) * 8 or not _REFERENCE.fullmatch(usual):
        return False
    return any(_DIGITS.sub("9", cell_text(column[index])) == usual for index in rows)


def _heads_a_key(columns: Columns, index: int, headings: Sequence[str]) -> bool:
    """Whether a row has texts alone, one of which is a heading or how it begins: "Scheme type", "Description"."""
    cells = [cell for _, cell in filled_cells(columns, index)]
    if len(cells) < _PAIR or not all(isinstance(c, str) and is_heading_like(c) for c in cells):
        return False
    texts = [" ".join(cell_text(cell).split()).casefold() for cell in cells]
    known = [heading.rpartition(" · ")[2].casefold() for heading in headings]
    return any(
        heading == text or heading.startswith(f"{text} (") for text in texts for heading in known
    )


def _is_text_alone(columns: Columns, index: int) -> bool:
    cells = filled_cells(columns, index)
    return len(cells) == 1 and isinstance(cells[0][1], str) and is_heading_like(cells[0][1])


def _tells(column: Sequence[Cell], rows: Sequence[int]) -> bool:
    """Whether a column holds amounts or days, and does not only count the rows."""
    if not _holds_values(column, rows):
        return False
    shown = [column[index] for index in rows if not is_blank(column[index])]
    numbers = [_count(cell) for cell in shown]
    counted = sum(a is not None and b == a + 1 for a, b in pairwise(numbers))
    return counted * 10 < (len(numbers) - 1) * 8 or len(numbers) < _FEW


def _has_value(cell: Cell) -> bool:
    return not is_blank(cell) and _is_value(cell)


def _count(cell: Cell) -> int | None:
    text = cell_text(cell)
    return int(text) if text.isdecimal() and len(text) < _FEW * 2 else None


def _numbered_only(columns: Columns, kept: list[int]) -> list[LeftOut]:
    """Take off the last rows that have nothing but a number, each one more than the row above."""
    out: list[LeftOut] = []
    below: int | None = None
    while len(kept) > 1:
        cells = filled_cells(columns, kept[-1])
        place, cell = cells[0]
        number, above = _count(cell), _count(columns[place][kept[-2]])
        counts_on = number is not None and (above == number - 1 or number + 1 == below)
        if len(cells) > 1 or not counts_on:
            break
        below = number
        out.append(LeftOut(kept.pop() + 1, "note", f"a number alone: “{cell_text(cell)}”"))
    return out


def _run_of_notes(columns: Columns, kept: list[int], blank: set[int]) -> list[LeftOut]:
    """Take off the last rows where each is one text alone, after a gap or from a row called a note.

    Not where such rows are half of the table: then they are its rows, with the rest left blank.
    """
    first = len(kept)
    while first > 1 and kept[first - 1] - kept[-1] > -_REACH:
        cells = filled_cells(columns, kept[first - 1])
        if len(cells) != 1 or not isinstance(cells[0][1], str):
            break
        first -= 1
    starts = [
        at
        for at in range(first, len(kept))
        if kept[at] - 1 in blank
        or _begins_a_note(columns, kept[:first], filled_cells(columns, kept[at])[0])
        or (at and _is_called_total(columns, kept[at - 1]))
    ]
    if not starts or (len(kept) - starts[0]) * 2 > len(kept):
        return []
    rows = kept[starts[0] :]
    del kept[starts[0] :]
    return [note_of(index, cell_text(filled_cells(columns, index)[0][1])) for index in rows]


def _is_called_total(columns: Columns, index: int) -> bool:
    """Whether a row is a total, below which the table does not go on, so that a text alone is a note."""
    texts = (cell for _, cell in filled_cells(columns, index) if isinstance(cell, str))
    return is_bare(next(texts, ""))


def note_of(index: int, text: str) -> LeftOut:
    """Return a row, by its index from 0, as a note with what it says."""
    return LeftOut(index + 1, "note", f"a note below the table: “{shortened(text)}”")


def _scattered(columns: Columns, kept: list[int]) -> list[LeftOut]:
    """Take off the last rows where they are a note written across several cells.

    Each has a few words only, at least one of them nothing in the first column, and the words of
    some go on into a column of amounts or days: records of which little is known do not.
    """
    if len(columns) <= _FEW:
        return []
    rows = kept[:_SAMPLE]
    valued = [column for column in columns if _holds_values(column, rows)]
    first = len(kept)
    while len(valued) > 1 and first > 1 and _is_scrap(columns, kept[first - 1]):
        first -= 1
    rows = kept[first:]
    if len(rows) < 2 or all(not is_blank(columns[0][index]) for index in rows):
        return []
    if all(is_blank(column[index]) for column in valued for index in rows):
        return []
    del kept[first:]
    return [note_of(index, cell_text(filled_cells(columns, index)[0][1])) for index in rows]


def _holds_values(column: Sequence[Cell], rows: Sequence[int]) -> bool:
    shown = [column[index] for index in rows if not is_blank(column[index])]
    return bool(shown) and sum(map(_is_value, shown)) * 10 >= len(shown) * 6


def _is_value(cell: Cell) -> bool:
    return not is_heading_like(cell)


def _is_scrap(columns: Columns, index: int) -> bool:
    cells = filled_cells(columns, index)
    return len(cells) * _FEW <= len(columns) and all(
        isinstance(cell, str)
        and not _is_value(cell)
        and cell_text(cell).casefold() not in PLACEHOLDERS
        for _, cell in cells
    )


def filled_cells(columns: Columns, index: int) -> list[tuple[int, Cell]]:
    """Return the filled cells of a row with their places."""
    return [
        (place, column[index])
        for place, column in enumerate(columns)
        if not is_blank(column[index])
    ]


def shortened(text: str) -> str:
    """Return a text, cut where it is longer than a line."""
    return text if len(text) <= 60 else text[:57] + "…"
