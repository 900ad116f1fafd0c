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
_NAMED: Final = (
    "title", "name", "provider_id", "supplier_id", "commissioner_id", "payer_id", "holder_id", "provider_ids",
    "lead_commissioner_id", "description", "stream_ids", "stream_id", "ref", "reference", "department",
)  # fmt: skip
"""Fields of texts, of which any two may be exchanged in a row."""
_MOST_ROWS: Final = 5_000
"""In longer tables it is not looked for: it would take as long as all else."""


def question_astray(sheet: Sheet, asker: Asker) -> None:
    """Ask about rows in which a text seems to have moved into the column beside its own.

    So where cells were shifted among columns of texts, or two were exchanged.
    """
    if not _FEWEST <= len(sheet.kept) <= _MOST_ROWS:
        return
    found: dict[int, str] = {}
    for one, other in _pairs(sheet):
        if not {one, other} & sheet.veil.places:
            for position, place, own in _astray(sheet, one, other):
                text = " ".join(cell_text(sheet.table.columns[place][position]).split())[:40]
                found.setdefault(
                    position,
                    f"row {sheet.row(position):,} has “{text}” in “{sheet.table.names[place]}”, other rows in "
                    f"“{sheet.table.names[own]}”",
                )
    if not are_few(len(found), len(sheet.kept)):
        return
    shown = "; ".join(found[p] for p in sorted(found)[:SHOWN])
    text = (
        f"Texts of some rows ({len(found):,}) seem to stand in the column beside their own: {shown}. Take them as "
        "they stand, or leave these rows out?"
    )
    reason = "A text of it seems to stand in the column beside its own."
    ask_to_leave_out(sheet, asker, "astray_cells", text, found, reason)


def _pairs(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the columns to compare: those side by side of which one comes in, and those of names and titles."""
    taken = set(sheet.places.values())
    yield from (p for p in pairwise(range(len(sheet.table.columns))) if taken & set(p))
    named = sorted(sheet.places[key] for key in _NAMED if key in sheet.places)
    yield from ((a, b) for a, b in combinations(named, 2) if b - a > 1)


def _astray(sheet: Sheet, one: int, other: int) -> Iterator[tuple[int, int, int]]:
    """Yield the rows with a text of one column in the other: position, where it stands, where it belongs."""
    columns = [sheet.table.columns[place] for place in (one, other)]
    if not all(_are_texts([column[p] for p in sheet.kept]) for column in columns):
        return
    keys = {cell: _key(cell) for column in columns for cell in set(column)}
    counts = [Counter(keys[column[p]] for p in sheet.kept) for column in columns]
    told = [(style, style.column(counts)) for style in _STYLES]
    styles = [(style, place) for style, place in told if place is not None]
    both = [text for text in counts[0].keys() & counts[1].keys() if text]
    if len(both) > max(2 * _FEW, min(map(len, counts)) // _SELDOM):
        return
    for position in sheet.kept:
        texts = [keys[column[position]] for column in columns]
        strange, is_known = [], False
        for at, (here, beside) in enumerate((texts, texts[::-1])):
            own, others = counts[at], counts[1 - at]
            is_strange = len(here) >= _SHORTEST and own[here] <= _FEW and others[here] >= own[here]
            is_strange = is_strange and here != beside and (not beside or others[beside] <= _FEW)
            if is_strange or any(
                style.is_strange(place == at, here, beside) for style, place in styles
            ):
                strange.append(at)
                is_known = is_known or (is_strange and others[here] > _FEW)
        if strange and (other - one == 1 or is_known or len(strange) > 1):
            for at in strange:
                yield position, (one, other)[at], (other, one)[at]


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

    def is_strange(self, looks_so: bool, here: str, beside: str) -> bool:
        """Whether a text looks as those of the column beside it, and the one there does not."""
        if len(here) < _SHORTEST or (beside and (self.alone or self.has(beside) == self.has(here))):
            return False
        return self.has(here) != looks_so and not (self.alone and looks_so)

    def _share(self, count: Counter[str]) -> float:
        texts = [text for text in count if text]
        return sum(map(self.has, texts)) / max(1, len(texts))


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
    shown = [cell for cell in cells if not is_blank(cell)]
    sample = shown[:: len(shown) // _SAMPLE + 1]
    others = sum(
        read_number(cell).value is not None or read_date(cell).value is not None for cell in sample
    )
    return len(shown) >= len(cells) * _MOSTLY and others * _SELDOM <= len(sample)
