"""Columns of a text file that seem to hold several, because another sign parts them."""

import re
from collections.abc import Iterator
from typing import Final

from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.io.tabular.table import Table, TableWarning

_LOOKED_AT: Final = 200
"""So many rows are looked at."""


def about_delimiters(raw: RawSheet, table: Table) -> Iterator[TableWarning]:
    """Warn of a column that holds several, parted by another sign than the others."""
    if len(table.headings) == 1:
        yield from _about_lone_column(table)
    for place, heading in enumerate(table.headings):
        shown = [str(cell) for cell in table.columns[place][:_LOOKED_AT] if cell is not None]
        for sign in ";\t|,".replace(raw.delimiter, ""):
            count = sum(sign in cell for cell in shown)
            is_named = "[" in heading  # the parts within a cell, as [Name|Address]
            if sign in heading and not is_named and count * 10 >= len(shown) * 9 > 0:
                yield TableWarning(
                    "mixed_delimiters",
                    f"Column {table.letters[place]} (“{heading[:60]}”) seems to hold several columns, parted by "
                    f"{_SIGNS.get(sign, sign)} where others are by {_SIGNS.get(raw.delimiter, raw.delimiter)}. "
                    "Ask for the file with one sign between all columns.",
                    table.header_row,
                    table.names[place],
                )
                break


_PARTING: Final = re.compile(r"[^\w\s\-/.,;|'’&()£%#]|[þ\x1f]|\b  +\b")


def _about_lone_column(table: Table) -> Iterator[TableWarning]:
    """Warn of a list in one column whose heading and rows all have a sign equally often: A^B^C."""
    heading, cells = (
        table.headings[0],
        [str(cell) for cell in table.columns[0][:_LOOKED_AT] if cell],
    )
    for sign in dict.fromkeys(_PARTING.findall(heading)):
        count = heading.count(sign)
        if (
            count > 1
            and sum(cell.count(sign) == count for cell in cells) * 10 >= len(cells) * 9 > 0
        ):
            yield TableWarning(
                "mixed_delimiters",
                f"The one column seems to hold {count + 1}, parted by “{sign}”. Ask for the file with commas between its "
                "columns, or as an Excel workbook.",
                table.header_row,
                table.names[0],
            )
            return


_SIGNS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}
