"""Amounts in other money than pounds, where a column beside them, their heading or their format says so."""

import re
from collections.abc import Mapping
from typing import Final

from commissionplanner.io.mapping.convert import Converted
from commissionplanner.io.mapping.headings import words_of
from commissionplanner.io.tabular.cells import cell_text
from commissionplanner.io.tabular.currencies import named_currency
from commissionplanner.io.tabular.table import Table

_OTHERS: Final = frozenset(
    "EUR USD CHF SEK NOK DKK ISK PLN CZK HUF JPY AUD CAD NZD INR ZAR HKD SGD CNY KES UGX AED".split()
)
"""Codes of ISO 4217 met in public bodies' files."""
_STERLING: Final = re.compile(r"£|\bgbp\b|\bsterling\b|\bpounds\b", re.IGNORECASE)


def in_pounds(column: Converted, table: Table, place: int) -> Converted:
    """Return a column of amounts without those that are said not to be in pounds.

    Each is a problem that names the money it is in. Nothing is taken out where the heading says
    that the amounts are pounds already, as beside the currency of an invoice.
    """
    if _STERLING.search(table.headings[place]):
        return column
    own = named_currency(table, place)
    said = dict.fromkeys(range(len(column.values)), own) if own else _others(table, place)
    amounts = {at: code for at, code in said.items() if column.values[at] is not None}
    if not amounts:
        return column
    values, problems, cells = list(column.values), dict(column.problems), table.columns[place]
    for at, code in amounts.items():
        values[at] = None
        problems[at] = f"“{cell_text(cells[at])}” is in {code}, not in pounds."
    return Converted(column.target, values, dict(sorted(problems.items())), column.remarks)


def _others(table: Table, place: int) -> Mapping[int, str]:
    """Return the currency of each row of other money, by position, as the nearest column says."""
    places = [p for p, h in enumerate(table.headings) if "currency" in words_of(h).split()]
    if not places:
        return {}
    cells = table.columns[min(places, key=lambda p: (abs(p - place), -p))]
    codes = {cell: cell.strip().upper() for cell in set(cells) if isinstance(cell, str)}
    if not _OTHERS.intersection(codes.values()):
        return {}
    return {
        at: codes[cell]
        for at, cell in enumerate(cells)
        if isinstance(cell, str) and codes[cell] in _OTHERS
    }
