"""Payments that stand month by month across the sheet, and nowhere as one amount."""

import re
from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.summed_years import (
    has_other_sum,
    take_sum,
    with_sum_beside,
)
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import unit_in
from commissionplanner.io.mapping.values.contents import Look, look_at
from commissionplanner.io.tabular.table import Table

ID: Final = "sum_of_months"
_HEADING: Final = "Amount ("
_MONTH: Final = re.compile(
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?[\s\-/']*(?:20)?(\d\d)?",
    re.IGNORECASE,
)
_FEWEST: Final = 2


def with_sum_of_months(table: Table, kind: str, looks: list[Look], asker: Asker) -> Table:
    """Return a list of payments with one column more, of what its months come to in each row, as asked.

    A cell of a month that holds no amount stands there in its stead, so that it is said.

    Args:
        table: With all other columns that are added to it.
        kind: Of the file; only payments have an amount by month.
        looks: Of its columns; that of the column added is put at the end.
        asker: Asks.
    """
    places = _months_across(table, looks) if kind == "spend" else []
    if len(places) < _FEWEST or has_other_sum(table, looks, places):
        return table
    first, last = table.names[places[0]], table.names[places[-1]]
    text = (
        f"No column is the amount of a payment; “{first}” to “{last}” hold amounts of {len(places)} months. "
        "Is what they come to in each row its amount?"
    )
    if asker.ask(ID, text, ("yes", "no"), "yes") == "no":
        return table
    added = with_sum_beside(table, places, f"{_HEADING}{first} to {last})")
    looks.append(look_at(added.columns[-1], unit_in(table.headings[places[0]])))
    return added


def settle_sum_of_months(table: Table, guesses: list[ColumnGuess]) -> list[ColumnGuess]:
    """Take the column that was added, if one was, for what was paid."""
    return take_sum(table, guesses, _HEADING, "amount_p", "It is what the months across come to.")


def _months_across(table: Table, looks: Sequence[Look]) -> list[int]:
    """Return the columns of amounts that are headed by a month alone; none where two are of one."""
    found: dict[tuple[str, str | None], int] = {}
    for place, heading in enumerate(table.headings):
        month = _MONTH.fullmatch(heading.strip())
        if month is None or looks[place].amounts <= 0.4 or looks[place].days >= 0.5:
            continue
        key = month[1].casefold(), month[2]
        if key in found:
            return []
        found[key] = place
    return list(found.values())
