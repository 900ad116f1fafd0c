"""Formulas that a text file holds as texts, without a result: named."""

import re
from collections.abc import Iterator
from typing import Final

from commissionplanner.io.tabular.table import Table, TableWarning

_FORMULA: Final = re.compile(
    r"""=\s*(?:[A-Z][A-Z0-9._]*\(|\$?[A-Z]{1,3}\$?\d|[+\-(]|"|\d+\s*[+\-*/&])""", re.IGNORECASE
)
_SHOWN, _LENGTH = 5, 40


def about_formula_texts(table: Table) -> Iterator[TableWarning]:
    """Yield the first cells that begin as a formula does, and how many others do."""
    found = [
        (place, position)
        for place, column in enumerate(table.columns)
        for position, cell in enumerate(column)
        if isinstance(cell, str) and cell[:1] == "=" and _FORMULA.match(cell)
    ]
    for place, position in found[:_SHOWN]:
        shown = " ".join(str(table.columns[place][position]).split())
        shown = shown if len(shown) <= _LENGTH else f"{shown[:_LENGTH]}…"
        yield TableWarning(
            "formula_text",
            f"{table.cell_name(position, place)}: “{shown}” is a formula written as text, and the file holds no result of "
            "it. It was read as these words; ask for the file with values.",
            table.rows[position],
            table.names[place],
        )
    if len(found) > _SHOWN:
        yield TableWarning(
            "formula_text", f"{len(found) - _SHOWN:,} further cells hold formulas written as text."
        )
