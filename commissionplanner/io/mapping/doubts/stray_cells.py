"""Numbers among words and words among codes: named, as the cells of their rows may be shifted or exchanged."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.dates import read_date
from commissionplanner.model.words import counted

_FEWEST: Final = 6
_SAMPLE: Final = 60
_NEARLY_ALL: Final = 0.9
_MOST: Final = 2
"""One row in so many at most; where more have it, it is a habit of the file."""
_WORDS: Final = (
    "title", "provider_id", "supplier_id", "name", "holder_id", "payer_id", "commissioner_id", "lead_commissioner_id",
    "description", "department", "area", "type", "stream_id", "stream_ids", "directorate_id", "provider_ids",
)  # fmt: skip
_CODES: Final = ("ref", "reference")


def note_strays(sheet: Sheet, asker: Asker) -> None:
    """Say which rows have a number where all others have words, and words where all others have codes."""
    for keys, own, other, said in (
        (_WORDS, _are_words, _is_number, ("a number or a day", "words")),
        (_WORDS, _are_words, _is_no_name, ("no name", "words")),
        (_CODES, _are_codes, _is_words, ("words", "codes")),
    ):
        for key in keys:
            if sheet.has(key):
                _note(sheet, asker, key, own, other, said)


def _note(
    sheet: Sheet,
    asker: Asker,
    key: str,
    own: Callable[[Sequence[Cell]], bool],
    other: Callable[[Cell], bool],
    said: tuple[str, str],
) -> None:
    cells = sheet.table.columns[sheet.places[key]]
    strange = {cell for cell in set(cells) if other(cell)}
    found = [p for p in sheet.kept if cells[p] in strange] if strange else []
    if len(sheet.kept) < _FEWEST or not 0 < len(found) * _MOST <= len(sheet.kept):
        return
    gone = set(found)
    rest = [p for p in sheet.kept if p not in gone]
    if not own([cells[p] for p in rest[:: len(rest) // _SAMPLE + 1] if not is_blank(cells[p])]):
        return
    shown = ", ".join(f"{sheet.row(p):,}" for p in found[:SHOWN])
    asker.note(
        f"{counted(len(found), 'row')} with {said[0]} under “{sheet.table.names[sheet.places[key]]}”, where all others "
        f"have {said[1]}: {shown}. See whether their cells are shifted."
    )


def _are_words(cells: Sequence[Cell]) -> bool:
    """Whether nearly all are texts with letters, most of them of several words or without a digit."""
    texts = [cell for cell in cells if isinstance(cell, str) and any(map(str.isalpha, cell))]
    plain = [text for text in texts if " " in text.strip() or not any(map(str.isdigit, text))]
    return len(texts) >= len(cells) * _NEARLY_ALL and len(plain) * 2 > len(cells) > 0


def _are_codes(cells: Sequence[Cell]) -> bool:
    """Whether all have a digit, and hardly one a space."""
    texts = [cell_text(cell).strip() for cell in cells]
    spaced = sum(" " in text for text in texts)
    return (
        bool(texts) and all(any(map(str.isdigit, t)) for t in texts) and spaced * 10 <= len(texts)
    )


def _is_number(cell: Cell) -> bool:
    """Whether a cell is a number or a day."""
    if not isinstance(cell, str):
        return isinstance(cell, int | float | date)
    return cell.strip().isdecimal() or (cell[:1].isdigit() and read_date(cell).value is not None)


def _is_no_name(cell: Cell) -> bool:
    """Whether a cell has what a formula leaves where it finds no name, as text or not."""
    if isinstance(cell, bool):
        return True
    return isinstance(cell, str) and bool(_NO_NAMES.fullmatch(cell.strip()))


def _is_words(cell: Cell) -> bool:
    """Whether a cell is a word or several, of letters alone and not in capitals, as placeholders are."""
    if not isinstance(cell, str) or any(map(str.isdigit, cell)):
        return False
    text = cell.strip()
    return len(text) >= _SHORTEST and not text.isupper() and text.casefold() not in _UNSAID


_NO_NAMES: Final = re.compile(r"true|false|#n/a.*", re.IGNORECASE)
_SHORTEST: Final = 5
_UNSAID: Final = frozenset(
    {"none", "various", "unknown", "not known", "not applicable", "not available", "not recorded", "multiple",
     "pending", "to be confirmed", "to follow", "no reference", "no ref", "awaited"}
)  # fmt: skip
