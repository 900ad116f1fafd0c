"""What the user sets right by hand before an import: single cells, and rows to leave out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.table import Table

LEFT_OUT: Final = "You left it out."
_NAME: Final = re.compile(r"([A-Z]+)(\d+)", re.ASCII)


def with_cells(table: Table, cells: Mapping[str, str], asker: Asker) -> Table:
    """Return a table with what was typed in place of some cells; each is noted on the slip.

    Args:
        table: As read; it is left as it is.
        cells: What was typed, by the name of the cell: "E8".
        asker: Keeps the notes.

    Raises:
        AnswerError: the table has no such cell.
    """
    if not cells:
        return table
    columns = list(table.columns)
    rows = {row: position for position, row in enumerate(table.rows)}
    for name, text in cells.items():
        place, position = _place(table, rows, name)
        if columns[place] is table.columns[place]:
            columns[place] = list(columns[place])
        was = cell_text(columns[place][position])
        columns[place][position] = text
        asker.note(f"Cell {name}: “{was}” was replaced by “{text}”, as you said.")
    return replace(table, columns=columns)


def _place(table: Table, rows: Mapping[int, int], name: str) -> tuple[int, int]:
    found = _NAME.fullmatch(name)
    if found is None or found[1] not in table.letters or int(found[2]) not in rows:
        raise AnswerError(f"The table has no cell “{name}”.")
    return table.letters.index(found[1]), rows[int(found[2])]


def in_column(cells: Mapping[str, str], letter: str) -> tuple[tuple[str, str], ...]:
    """Return what was typed into the cells of a column."""
    return tuple(
        (name, text) for name, text in sorted(cells.items()) if name.rstrip("0123456789") == letter
    )
