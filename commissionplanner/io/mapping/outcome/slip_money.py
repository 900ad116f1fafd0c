"""What each column of amounts adds up to on the slip of an import: in the file, and as it came in."""

from collections.abc import Iterator
from typing import Any

from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.pence_beside import pence_in
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.fields import Kind


def money_columns(sheet: Sheet) -> list[dict[str, Any]]:
    """Return what each column of amounts adds up to in all rows of the file, and in those that come in.

    Cells changed by hand count before as the file has them, and after as they were changed.
    """
    columns = [(sheet.places[key], column) for key, column in sheet.single.items()]
    columns += [(guess.place, column) for guess, column in sheet.yearly]
    return [
        {
            "column": sheet.table.names[place],
            "before_p": sum(_in_file_p(sheet, place, column)),
            "after_p": sum(column.values[p] or 0 for p in sheet.kept),
        }
        for place, column in sorted(columns, key=lambda pair: pair[0])
        if column.target.spec.kind is Kind.MONEY
    ]


def _in_file_p(sheet: Sheet, place: int, column: Converted) -> Iterator[int]:
    """Yield the pence of each cell of a column as the file has them."""
    was = sheet.was.get(place, {})
    for position, value in enumerate(column.values):
        if position in was:
            beside = sheet.table.columns[place + 1][position] if place in sheet.with_pence else None
            yield pence_in(sheet, was[position], beside, place) or 0
        elif value is not None:
            yield value
