"""Which rows below the headings are the table's: not blank ones, totals, or notes beneath."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.headings.total_words import is_bare, is_called_total, says_sum
from commissionplanner.io.tabular.rows.guide_rows import drop_explaining
from commissionplanner.io.tabular.rows.headings_again import drop_repeated
from commissionplanner.io.tabular.rows.left_out import LeftOut
from commissionplanner.io.tabular.rows.note_rows import drop_notes, filled_cells, note_of, shortened
from commissionplanner.io.tabular.rows.printed_rows import distinct_texts, drop_printed

Columns = Sequence[Sequence[Cell]]
Texts = Sequence[tuple[set[str], str]]

_REACH: Final = 300
_LONGEST: Final = 120
_FEW: Final = 3
_FORWARD: Final = re.compile(
    r"(?:total )?(carried|brought)[ \-]forward|([cb])/f(?:wd)?", re.IGNORECASE
)
_SUMMARY: Final = re.compile(
    r"(?:average|mean|median|count|min(?:imum)?|max(?:imum)?|number of \w+)(?: value)?:?|"
    r"(?:budget|fund(?:ing|s)?|balance|amount|money) (?:still )?(?:available|remaining|left|unspent|unallocated|uncommitted):?|"
    r"(?:available|remaining|unspent|unallocated|uncommitted) (?:budget|fund(?:ing|s)?|balance|amount|money):?",
    re.IGNORECASE,
)


_COUNT: Final = re.compile(r"count|number of", re.IGNORECASE)


@dataclass(slots=True)
class Sorted:
    """The rows of a sheet from the first below the headings, by index from 0.

    Attributes:
        kept: The table's rows.
        blank: Wholly blank rows between them or after them.
        total_lines: Rows among `kept` that sum up others and have labels like them, as in
            official returns: kept, because whoever counts must decide.
    """

    kept: list[int]
    blank: list[int]
    left_out: list[LeftOut]
    total_lines: list[int]


def sort_rows(
    columns: Columns,
    start: int,
    headings: Sequence[str],
    stop: int | None = None,
    *,
    has_notes: bool = True,
) -> Sorted:
    """Sort the rows from index `start` up to, not including, `stop`.

    Without `has_notes` none of the last rows is taken for a note: the user said where they end.
    """
    width = len(columns)
    kept, blank = [], []
    for index, row in _rows(columns, start, stop):
        if row.count(None) == width:
            blank.append(index)
        else:
            kept.append(index)
    left_out = drop_notes(columns, kept, set(blank), width, headings) if has_notes else []
    texts = distinct_texts(columns)
    left_out += drop_printed(columns, kept, texts) if has_notes else []
    left_out += drop_repeated(columns, kept, headings)
    left_out += drop_explaining(columns, kept) if has_notes and any(headings) else []
    left_out += _drop_summaries(columns, kept) if has_notes else []
    left_out += _drop_forward(columns, kept, texts)
    left_out += _drop_counts(columns, kept, texts)
    labelled = _labelled(columns, kept, texts)
    total_lines = _total_lines(columns, kept, labelled)
    left_out += _drop_totals(columns, kept, labelled)
    left_out += _drop_summaries(columns, kept) if has_notes else []  # above the total
    gone = {out.row - 1 for out in left_out}
    left_out.sort(key=lambda out: out.row)
    return Sorted(kept, blank, left_out, [i for i in total_lines if i not in gone])


def put_back(rows: Sorted, wanted: frozenset[int]) -> Sorted:
    """Return the rows with those that the user says are data, by their numbers in the file."""
    back = {out.row for out in rows.left_out} & wanted
    if not back and not wanted.intersection(index + 1 for index in rows.total_lines):
        return rows
    return Sorted(
        sorted({*rows.kept, *(row - 1 for row in back)}),
        rows.blank,
        [out for out in rows.left_out if out.row not in back],
        [index for index in rows.total_lines if index + 1 not in wanted],
    )


def _rows(columns: Columns, start: int, stop: int | None) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    return enumerate(zip(*(column[start:stop] for column in columns), strict=True), start)


def _drop_summaries(columns: Columns, kept: list[int]) -> list[LeftOut]:
    """Take averages, counts and what is left off the end: a label of such and numbers alone."""
    out = []
    usual = max((len(filled_cells(columns, index)) for index in kept[:_REACH]), default=0)
    while len(kept) > _FEW:
        cells = filled_cells(columns, kept[-1])
        text = cell_text(cells[0][1])
        numbers = [cell for _, cell in cells[1:] if is_number_like(cell)]
        if not numbers or len(numbers) + 1 < len(cells) or not _SUMMARY.fullmatch(text):
            break
        if _COUNT.match(text) and len(cells) * 2 > usual and not _counts(numbers, len(kept) - 1):
            break  # a line of its own: "Number of beds"
        out.append(note_of(kept.pop(), text))
    return out


def _counts(numbers: Sequence[Cell], n_rows: int) -> bool:
    return all(abs(to_float(number) - n_rows) <= 1 for number in numbers)


def _drop_forward(columns: Columns, kept: list[int], texts: Texts) -> list[LeftOut]:
    """Take out amounts carried to the next page and brought from the last, where they add up."""
    if not any(_has_forward(*each) for each in texts):
        return []
    out, sums = [], dict.fromkeys(range(1, len(columns)), 0.0)
    for index in kept:
        cells = filled_cells(columns, index)
        label = cell_text(cells[0][1]).strip()
        said = {place: to_float(cell) for place, cell in cells if place and is_number_like(cell)}
        alone = bool(said) and len(said) + 1 == len(cells) and _FORWARD.fullmatch(label)
        if alone and all(_close(sums[place], number) for place, number in said.items()):
            out.append(LeftOut(index + 1, "total", f"a total: “{shortened(label)}”"))
            continue
        for place, number in said.items():
            sums[place] += number
    gone = {left.row - 1 for left in out}
    kept[:] = [index for index in kept if index not in gone]
    return out


_COUNTED: Final = frozenset({"count", "record count", "count of records", "number of records"})
"""How reports label how many rows a group has."""


def _drop_counts(columns: Columns, kept: list[int], texts: Texts) -> list[LeftOut]:
    """Take out how many rows each group of a report has: a label of it, and the number alone.

    It must be the number of rows since the last such row, or of all, but for those of totals.
    """
    if not any(_has_count(*each) for each in texts):
        return []
    out: list[LeftOut] = []
    group = whole = 0
    for index in kept:
        cells = filled_cells(columns, index)
        label = cell_text(cells[0][1]).strip()
        if len(cells) == 2 and label.casefold() in _COUNTED and is_number_like(cells[1][1]):
            number = round(to_float(cells[1][1]))
            if number and (group - number in (0, 1) or 0 <= whole - number <= 2 + len(out)):
                out.append(LeftOut(index + 1, "note", f"a count of rows: “{label} {number:,}”"))
                group = 0
                continue
        group, whole = group + 1, whole + 1
    gone = {left.row - 1 for left in out}
    kept[:] = [index for index in kept if index not in gone]
    return out


def _has_count(texts: set[str], joined: str) -> bool:
    is_possible = any(sign in joined for sign in ("ount", "OUNT", "ecords", "ECORDS"))
    return is_possible and any(text.strip().casefold() in _COUNTED for text in texts)


def _has_forward(texts: set[str], joined: str) -> bool:
    is_possible = any(sign in joined for sign in ("orward", "ORWARD", "/f", "/F"))
    return is_possible and any(_FORWARD.fullmatch(text.strip()) for text in texts)


def _labelled(columns: Columns, kept: Sequence[int], shown: Texts) -> dict[int, list[int]]:
    """Return, by place of column, the rows whose cell there is the label of a total."""
    found: dict[int, list[int]] = {}
    for place, (column, (texts, joined)) in enumerate(zip(columns, shown, strict=True)):
        if "total" not in joined.lower() and not texts & {"Sum", "SUM", "sum"}:
            continue
        totals = {text for text in texts if len(text) < _LONGEST and is_called_total(text)}
        if totals:
            found[place] = [index for index in kept if column[index] in totals]
    return {place: rows for place, rows in found.items() if rows}


def _drop_totals(
    columns: Columns, kept: list[int], labelled: dict[int, list[int]]
) -> list[LeftOut]:
    """Take out rows that have nothing but a total's label and amounts.

    One of another name, such as "Total Mobile", must add up others; else it is left to be asked about.
    """
    out: list[LeftOut] = []
    seen: set[int] = set()
    numbers_of = _Numbers(columns)
    order = {index: position for position, index in enumerate(kept)} if labelled else {}
    for place, rows in labelled.items():
        for index in rows:
            if index in seen:
                continue
            cells = filled_cells(columns, index)
            words = [p for p, cell in cells if p != place and not is_number_like(cell)]
            numbers = [p for p, cell in cells if p != place and is_number_like(cell)]
            label = cell_text(columns[place][index])
            plain = is_bare(label)
            alone = not words and (plain or len(cells) < len(columns))
            if alone and not says_sum(label):
                alone = bool(_sums_up(numbers_of, numbers, kept, order[index]))
            is_end = plain and not words and index == kept[-1] and len(columns) >= _FEW
            if is_end or (numbers and (alone or (plain and len(words) <= 1 and len(columns) >= 4))):
                out.append(LeftOut(index + 1, "total", f"a total: “{shortened(label)}”"))
                seen.add(index)
    out += _bare_total(columns, [index for index in kept if index not in seen])
    gone = {left.row - 1 for left in out}
    kept[:] = [index for index in kept if index not in gone]
    return out


def _bare_total(columns: Columns, kept: Sequence[int]) -> list[LeftOut]:
    """Return the last row if it is a total without a label: the sums of the columns above it."""
    if len(kept) < 3 or len(columns) < 3:
        return []
    last, cells = kept[-1], filled_cells(columns, kept[-1])
    if any(not is_number_like(cell) for _, cell in cells) or len(cells) == len(columns):
        return []
    above = [[to_float(columns[place][index]) for index in kept[:-1]] for place, _ in cells]
    for (_, cell), numbers in zip(cells, above, strict=True):
        if not _close(sum(numbers), to_float(cell)) or to_float(cell) == 0:
            return []
    return [LeftOut(last + 1, "total", "a total without a label")] if cells else []


def _total_lines(
    columns: Columns, kept: Sequence[int], labelled: dict[int, list[int]]
) -> list[int]:
    """Return rows with words of their own that are proved totals by the rows above them."""
    lines: set[int] = set()
    order = {index: position for position, index in enumerate(kept)} if labelled else {}
    numbers = _Numbers(columns)
    for place, rows in labelled.items():
        numeric = [
            p for p in range(len(columns)) if p != place and is_number_like(columns[p][rows[0]])
        ]
        tried = [(row, _sums_up(numbers, numeric, kept, order[row])) for row in rows]
        known = [proved for _, proved in tried if proved is not None]
        if known and sum(known) * 10 >= len(known) * 6:
            lines.update(row for row, _ in tried)
    return sorted(lines)


class _Numbers(dict[tuple[int, int], float]):
    """Rough numbers by place of column and index of row, each worked out once."""

    def __init__(self, columns: Columns) -> None:
        super().__init__()
        self._columns = columns

    def __missing__(self, key: tuple[int, int]) -> float:
        number = self[key] = to_float(self._columns[key[0]][key[1]])
        return number


def _sums_up(
    numbers: _Numbers, numeric: Sequence[int], kept: Sequence[int], position: int
) -> bool | None:
    """Whether a row is the sum of those just above it; None where it has no amount to tell."""
    known = None
    for place in numeric:
        wanted = numbers[place, kept[position]]
        if not wanted:
            continue
        known, total = False, 0.0
        near = max(0.5, 1e-9 * abs(wanted))
        for before in range(position - 1, max(-1, position - _REACH), -1):
            total += numbers[place, kept[before]]
            if abs(total - wanted) <= near and position - before >= 2:
                return True
    return known


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= max(0.5, 1e-9 * abs(other))


_NUMBER_TEXT: Final = re.compile(r"[\s£(+\-\u2212]*\d[\d,.\s]*[)%kKmM]?-?\s*")


def is_number_like(cell: Cell) -> bool:
    """Whether a cell is a number, or a text that shows one."""
    if isinstance(cell, bool) or cell is None or isinstance(cell, date):
        return False
    return not isinstance(cell, str) or bool(_NUMBER_TEXT.fullmatch(cell))


def to_float(cell: Cell) -> float:
    """Return a rough number for comparing sums; 0 where there is none."""
    if isinstance(cell, int | float):
        return float(cell)
    if not isinstance(cell, str) or not _NUMBER_TEXT.fullmatch(cell):
        return 0.0
    digits = re.sub(r"[^\d.]", "", cell)
    negative = cell.strip()[:1] in "(-\u2212" or cell.strip().endswith("-")
    try:
        return -float(digits) if negative else float(digits)
    except ValueError:
        return 0.0
