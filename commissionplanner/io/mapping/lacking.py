"""Rows that lack the last of several amounts beside each other: those before may stand under wrong headings."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.readings import read_amount

_FEWEST: Final = 6
"""In a table of fewer rows a blank is no exception."""
_SELDOM: Final = 20
_FEW: Final = 2
_NEARLY_ALL: Final = 0.9
_SAMPLE: Final = 500
_SHOWN: Final = 3


def question_lacking(sheet: Sheet, asker: Asker) -> None:
    """Ask about the few rows without the last amount that all others have, where one of a row comes in.

    A cell left out before it moves the VAT under the amount. Amounts of years may well end sooner.
    """
    last = sheet.table.columns[-1]
    lacking = [position for position in sheet.kept if is_blank(last[position])]
    if len(sheet.kept) < _FEWEST or not 0 < len(lacking) <= max(_FEW, len(sheet.kept) // _SELDOM):
        return
    places = _amounts_at_the_end(sheet)
    money = {sheet.places[key] for key in sheet.money_keys()}
    columns = [sheet.table.columns[place] for place in places]
    odd = [p for p in lacking if not any(is_blank(column[p]) for column in columns[:-1])]
    if len(places) < 2 or not money & set(places) or not odd:
        return
    place = min(money & set(places))
    shown = ", ".join(
        f"{sheet.table.cell_name(p, place)} {cell_text(sheet.table.columns[place][p])}"
        for p in odd[:_SHOWN]
    )
    text = (
        f"Some rows ({len(odd):,}) have no “{sheet.table.names[places[-1]]}”, as all others do. An amount before it "
        f"may be missing, so that what stands under “{sheet.table.names[place]}” belongs beside it: {shown}. Leave these "
        "rows out, or take them as they stand?"
    )
    choices = ("as_they_stand", "leave_out")
    if asker.ask("lacking_amounts", text, choices, "as_they_stand") == "leave_out":
        reason = "An amount is missing, so that others may stand under wrong headings."
        sheet.leave_out(dict.fromkeys(odd, reason))


def _amounts_at_the_end(sheet: Sheet) -> list[int]:
    """Return the places of the columns of amounts at the end of a table, but those of years."""
    yearly = {guess.place for guess, _ in sheet.yearly}
    places: list[int] = []
    for place in range(len(sheet.table.columns) - 1, -1, -1):
        if place in yearly or not _are_amounts(sheet.table.columns[place], sheet.kept):
            break
        places.insert(0, place)
    return places


def _are_amounts(column: Sequence[Cell], rows: Sequence[int]) -> bool:
    some = rows[:: len(rows) // _SAMPLE + 1]
    shown = [column[p] for p in some if not is_blank(column[p])]
    known = sum(read_amount(cell).value is not None for cell in shown)
    return bool(shown) and known >= len(shown) * _NEARLY_ALL
