"""Find as you type in the rows of an import, and count what a replacement would change.

The texts of all rows are put together once, in a job; a search then takes milliseconds, also in
200,000 rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from commissionplanner.app.import_preview import Preview
from commissionplanner.io.mapping.answers.corrections import Replacement
from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.progress import Progress

_BETWEEN = "\x1f"
"""Stands between the cells of a row, so that nothing is found across two of them."""
_STRIDE = 20_000


@dataclass(slots=True)
class ColumnTexts:
    """The texts of columns, kept from one staging to the next while their cells are the same."""

    held: dict[int, tuple[Any, Any, list[str]]] = field(default_factory=dict)

    def of(self, preview: Preview, place: int) -> list[str]:
        """Return what the cells of a column say, in the file and in the grid, in small letters."""
        cells, values = preview.staged.sheet.table.columns[place], preview.values(place)
        known = self.held.get(place)
        if known is not None and known[0] is cells and known[1] is values:
            return known[2]
        texts = _texts(preview, place, cells, values)
        self.held[place] = (cells, values, texts)
        return texts


def _texts(
    preview: Preview, place: int, cells: Sequence[Cell], values: Sequence[Any] | None
) -> list[str]:
    done: dict[Any, str] = {}
    texts: list[str] = []
    for position, cell in enumerate(cells):
        value = None if values is None else values[position]
        if cell is None and value is None:
            texts.append("")
            continue
        key = (cell.__class__, cell) if cell is not None else value  # of a merged cell
        text = done.get(key)
        if text is None:
            text = " ".join(cell_text(cell).split())
            said = preview.said(place, value) if value is not None else ""
            if said and said != text:
                text = f"{text} {said}"
            text = done[key] = text.casefold()
        texts.append(text)
    return texts


class RowTexts:
    """The text of every line of a preview, ready to be searched."""

    def __init__(self, preview: Preview, columns: ColumnTexts, progress: Progress) -> None:
        self.preview = preview
        wide = len(preview.heads)
        by_column = []
        table = preview.staged.sheet.table
        for place in range(wide):
            progress.step(place, wide, "Making the rows ready to be searched")
            hidden = place in preview.staged.person_places  # what is not shown is not found
            by_column.append([""] * len(table.rows) if hidden else columns.of(preview, place))
        joined: list[str] = []
        for start in range(0, len(table.rows), _STRIDE):
            progress.step(wide, wide, "Making the rows ready to be searched")
            parts = [texts[start : start + _STRIDE] for texts in by_column]
            joined += map(_BETWEEN.join, zip(*parts, strict=True))
        self._texts = [
            joined[line.position]
            if line.position is not None
            else _BETWEEN.join(preview.cell(line, place).text for place in range(wide)).casefold()
            for line in preview.lines
        ]
        self._last: tuple[str, list[int]] = ("", list(range(len(self._texts))))

    def find(self, wanted: str) -> list[int]:
        """Return the lines that say this in one of their cells, in order; all where it is ""."""
        text = " ".join(wanted.split()).casefold()
        before, found = self._last
        if not text.startswith(before):
            found = list(range(len(self._texts)))
        texts = self._texts
        found = [number for number in found if text in texts[number]] if text else found
        self._last = (text, found)
        return found


def count_cells(preview: Preview, one: Replacement, progress: Progress) -> int:
    """Return how many cells a replacement would change, of those that come in or were asked for."""
    table = preview.staged.sheet.table
    count = 0
    for place, letter in enumerate(table.letters):
        progress.step(place, len(table.letters), "Counting")
        if one.column == letter or (not one.column and preview.values(place) is not None):
            count += len(one.changed(table.columns[place]))
    return count
