"""Pence in a column of their own beside the pounds: asked whether they belong to them."""

import re
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell
from commissionplanner.io.tabular.readings import read_money

_PENCE: Final = re.compile(r"p|pence")


def with_pence(sheet: Sheet, place: int, column: Converted, asker: Asker) -> Converted:
    """Return a column of pounds with the pence of the column beside it, where that holds them.

    Only whole pounds are so parted, and pence from 0 to 99 in a column that is nothing else.
    """
    table, beside = sheet.table, place + 1
    if beside >= len(table.columns) or not _PENCE.fullmatch(words_of(table.headings[beside])):
        return column
    if any(g.place == beside and g.key is not None for g in sheet.guesses):
        return column
    pence = [read_money(cell).value for cell in table.columns[beside]]  # 45 reads as 4,500 pence
    shown = [value for value in pence if value is not None]
    are_pence = bool(shown) and all(0 <= v < 100_00 and v % 100 == 0 for v in shown)
    if not are_pence or any(value is not None and value % 100 for value in column.values):
        return column
    text = (
        f"“{table.names[beside]}” beside “{table.names[place]}” seems to hold its pence. Add them to the pounds, or "
        "leave them out?"
    )
    if asker.ask("pence_beside", text, ("add", "leave_out"), "add") == "leave_out":
        return column
    sheet.with_pence.add(place)
    why = f"It is left out as a column of its own: its pence are added to “{table.names[place]}”."
    sheet.guesses = [replace(g, why=why) if g.place == beside else g for g in sheet.guesses]
    values = [
        _joined(pounds, more, is_known=position not in column.problems)
        for position, (pounds, more) in enumerate(zip(column.values, pence, strict=True))
    ]
    return replace(column, values=values)


def pence_in(sheet: Sheet, cell: Cell, beside: Cell, place: int) -> int | None:
    """Return what a cell of a column of money is worth, as the column is read, with the pence beside it; None for no amount."""
    own = sheet.pence(cell, place)
    if place not in sheet.with_pence:
        return own
    return _joined(own, read_money(beside).value, is_known=True)


def _joined(pounds_p: int | None, pence: int | None, *, is_known: bool) -> int | None:
    """Return an amount with its pence, which are read as pounds; of pounds below nothing they go off."""
    if pence is None or not is_known:
        return pounds_p
    more = pence // 100
    return (pounds_p or 0) + (-more if (pounds_p or 0) < 0 else more)
