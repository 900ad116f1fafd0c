"""Texts that seem to stand in the column beside their own, as other rows have them there or what looks like them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few, ask_to_leave_out
from commissionplanner.io.mapping.names.bodies import FIRM, is_as_a_body
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.dates import read_date
from commissionplanner.io.tabular.readings import read_number

_FEWEST: Final = 6
"""Among fewer rows no text is out of place."""
_SELDOM, _FEW = 10, 3
"""One row in so many at most, or so few: where more have it, the two columns are of a kind."""
_MOSTLY, _HARDLY = 0.7, 0.25
_SHORTEST: Final = 3
_SAMPLE: Final = 40
_MOST_DIFFERENT: Final = 10_000
"""Where a column has more different texts, what they look like is not gone into: it would take as long as all else."""
_LONG: Final = 20_000
_TOLD_BY: Final = 1_000
"""So many different texts tell how those of a column look."""
_NAMED: Final = (
    "title", "name", "provider_id", "supplier_id", "commissioner_id", "payer_id", "holder_id", "provider_ids",
    "lead_commissioner_id", "description", "stream_ids", "stream_id", "ref", "reference", "department",
)  # fmt: skip
"""Fields of texts, of which any two may be exchanged in a row."""


def question_astray(sheet: Sheet, asker: Asker) -> None:
    """Ask about rows in which a text seems to have moved into the column beside its own.

    So where cells were shifted among columns of texts, or two were exchanged.
    """
    if len(sheet.kept) < _FEWEST:
        return
    found: dict[int, tuple[int, int]] = {}
    known: dict[int, _Texts] = {}
    for one, other in _pairs(sheet):
        if not {one, other} & sheet.veil.places:
            for place in (one, other):
                if place not in known:
                    known[place] = _Texts(sheet, place)
            for position, place, own in _astray(sheet, known[one], known[other]):
                found.setdefault(position, (place, own))
    if not are_few(len(found), len(sheet.kept)):
        return
    shown = "; ".join(_shown(sheet, p, *found[p]) for p in sorted(found)[:SHOWN])
    text = (
        f"Texts of some rows ({len(found):,}) seem to stand in the column beside their own: {shown}. Take them as "
        "they stand, or leave these rows out?"
    )
    reason = "A text of it seems to stand in the column beside its own."
    ask_to_leave_out(sheet, asker, "astray_cells", text, found, reason)


def _shown(sheet: Sheet, position: int, place: int, own: int) -> str:
    text = " ".join(cell_text(sheet.table.columns[place][position]).split())[:40]
    names = sheet.table.names
    return f"row {sheet.row(position):,} has “{text}” in “{names[place]}”, other rows in “{names[own]}”"


def _pairs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the columns to compare: those side by side of which one comes in, both in long lists, and those of names and titles."""
    taken = set(sheet.places.values())
    least = 1 if len(sheet.kept) <= _LONG else 2
    yield from (
        p for p in pairwise(range(len(sheet.table.columns))) if len(taken & set(p)) >= least
    )
    named = sorted(sheet.places[key] for key in _NAMED if key in sheet.places)
    yield from ((a, b) for a, b in combinations(named, 2) if b - a > 1)


class _Texts:
    """The texts of a column in the rows that come in, each looked at once.

    Attributes:
        place: Of the column.
        are: Whether nearly all are texts.
        texts: In small letters, "" where blank, in the order of the rows.
        counts: How often each stands there.
    """

    def __init__(self, sheet: Sheet, place: int) -> None:
        column = sheet.table.columns[place]
        cells = [column[p] for p in sheet.kept]
        self.place = place
        self.are = _are_texts(cells)
        keys = {cell: _key(cell) for cell in set(cells)} if self.are else {}
        self.texts = [keys[cell] for cell in cells] if self.are else []
        self.counts = Counter(self.texts)
        self._having: dict[_Style, set[str]] = {}

    def having(self, style: "_Style") -> set[str]:
        """Return the texts that look so."""
        if style not in self._having:
            self._having[style] = {text for text in self.counts if text and style.has(text)}
        return self._having[style]


def _astray(sheet: Sheet, one: _Texts, other: _Texts) -> Iterator[tuple[int, int, int]]:
    """Yield the rows with a text of one column in the other: position, where it stands, where it belongs."""
    if not (one.are and other.are):
        return
    pair = (one, other)
    counts = [texts.counts for texts in pair]
    short = max(map(len, counts)) <= _MOST_DIFFERENT
    told = [(style, style.column(counts)) for style in (_STYLES if short else ())]
    styles = [(style, place) for style, place in told if place is not None]
    both = {text for text in counts[0].keys() & counts[1].keys() if text}
    if len(both) > max(2 * _FEW, min(map(len, counts)) // _SELDOM):
        return
    odd = [both | _unlike(texts, at, styles) for at, texts in enumerate(pair)]
    if not any(odd):
        return
    having = [(style, place, [t.having(style) for t in pair]) for style, place in styles]
    for row, (first, second) in enumerate(zip(one.texts, other.texts, strict=True)):
        if first not in odd[0] and second not in odd[1]:
            continue
        strange, is_known = [], False
        for at, (here, beside) in enumerate(((first, second), (second, first))):
            own, others = counts[at], counts[1 - at]
            is_strange = len(here) >= _SHORTEST and own[here] <= _FEW and others[here] >= own[here]
            is_strange = is_strange and here != beside and (not beside or others[beside] <= _FEW)
            if is_strange or any(
                style.is_strange(
                    place == at, (here, here in has[at]), (beside, beside in has[1 - at])
                )
                for style, place, has in having
            ):
                strange.append(at)
                is_known = is_known or (is_strange and others[here] > _FEW)
        if strange and (other.place - one.place == 1 or is_known or len(strange) > 1):
            for at in strange:
                yield sheet.kept[row], pair[at].place, pair[1 - at].place


def _unlike(texts: _Texts, at: int, styles: Sequence[tuple["_Style", int]]) -> set[str]:
    """Return the texts of a column that look as those of the other do, or not as its own."""
    found: set[str] = set()
    for style, place in styles:
        having = texts.having(style)
        found |= texts.counts.keys() - having if place == at else having
    return found - {""}


@dataclass(frozen=True, slots=True)
class _Style:
    """How the texts of one column look and those of the other do not.

    Attributes:
        has: Whether a text looks so.
        least: Of one column so large a share of the different texts looks so at least.
        alone: Whether one that looks so is strange only where nothing stands beside it.
    """

    has: Callable[[str], bool]
    least: float
    alone: bool

    def column(self, counts: Sequence[Counter[str]]) -> int | None:
        """Return which of two columns looks so, where it tells them apart; else None."""
        shares = [self._share(count) for count in counts]
        tells = min(shares) <= _HARDLY and max(shares) >= self.least
        return shares.index(max(shares)) if tells else None

    def is_strange(self, looks_so: bool, here: tuple[str, bool], beside: tuple[str, bool]) -> bool:
        """Whether a text looks as those of the column beside it, and the one there does not; each with how it looks."""
        (text, has), (other, has_beside) = here, beside
        if len(text) < _SHORTEST or (other and (self.alone or has_beside == has)):
            return False
        return has != looks_so and not (self.alone and looks_so)

    def _share(self, count: Counter[str]) -> float:
        texts = [text for text in count if text]
        some = texts[:: len(texts) // _TOLD_BY + 1]
        return sum(map(self.has, some)) / max(1, len(some))


def _is_code(text: str) -> bool:
    return " " not in text and any(map(str.isdigit, text))


def _is_firm(text: str) -> bool:
    return FIRM.search(text) is not None


_STYLES: Final = (
    _Style(_is_code, 0.7, alone=False),
    _Style(is_as_a_body, 0.4, alone=True),
    _Style(_is_firm, 0.3, alone=False),
)


def _key(cell: Cell) -> str:
    return "" if is_blank(cell) else " ".join(cell_text(cell).casefold().split())


def _are_texts(cells: Sequence[Cell]) -> bool:
    """Whether nearly all cells are filled, and hardly one is a number or a day."""
    n_shown = len(cells) - cells.count(None) - cells.count("")
    sample = [cell for cell in cells[:: len(cells) // _SAMPLE + 1] if not is_blank(cell)]
    others = sum(
        read_number(cell).value is not None or read_date(cell).value is not None for cell in sample
    )
    return n_shown >= len(cells) * _MOSTLY and others * _SELDOM <= len(sample)
