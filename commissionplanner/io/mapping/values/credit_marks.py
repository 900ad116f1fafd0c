"""Credits that a column of marks names and whose amounts have no minus: asked whether they are taken off."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.readings import read_money
from commissionplanner.model.words import counted

_CREDITS: Final = frozenset(
    {"cr", "credit", "credits", "credit note", "credit memo", "credit invoice", "crn", "refund"}
)
_DEBITS: Final = frozenset(
    {
        "dr",
        "debit",
        "debits",
        "debit note",
        "invoice",
        "invoices",
        "inv",
        "standard",
        "standard invoice",
        "payment",
    }
)
_LETTERS: Final = {"c": "cr", "d": "dr", "+": "dr", "-": "cr", "h": "cr", "s": "dr"}
"""What stands for them where the heading says that it is of debits and credits; H and S in German ledgers."""
_OF_PAYMENTS: Final = frozenset({"spend", "contracts", "services", "funding"})
_KNOWN: Final = _CREDITS | _DEBITS | _LETTERS.keys()
_FIRST: Final = 40
_OF_SIGNS: Final = re.compile(r"\b(?:dr|cr|d c|dc|debits?|credits?|signs?)\b")


def with_credits(sheet: Sheet, place: int, column: Converted, asker: Asker) -> Converted:
    """Return a column of payments or grants with those taken off that another column marks as credits, if so answered.

    Asked where each row of that column says debit, invoice or credit and no more, and no amount of a
    credit is below nothing.
    """
    if sheet.kind not in _OF_PAYMENTS:
        return column
    column = _with_column(sheet, place, column, asker)
    others = (p for p in range(len(sheet.table.columns)) if p != place)
    found, marks = next(((p, said) for p in others if (said := _marks(sheet, p))), (place, {}))
    cells = sheet.table.columns[found]
    credited = [
        n for n, cell in enumerate(cells) if marks.get(_said(cell)) == "cr" and column.values[n]
    ]
    if not credited or any(column.values[n] < 0 for n in credited):
        return column
    text = (
        f"“{sheet.table.names[found]}” marks {counted(len(credited), 'row')} as credits, such as row "
        f"{sheet.row(credited[0]):,}, and their amounts have no minus. Take them off, or add them?"
    )
    if asker.ask("credits", text, ("take_off", "add"), "take_off") == "add":
        return column
    return _with(column, {position: -column.values[position] for position in credited})


_DEBIT, _CREDIT = (
    re.compile(rf"{word}s?(?: (?:amount|value))?(?: gbp)?") for word in ("debit", "credit")
)


def _with_column(sheet: Sheet, place: int, column: Converted, asker: Asker) -> Converted:
    """Return a column of debits with the credits of a column of their own taken off, if so answered.

    Only where a row has the one or the other.
    """
    headings = [words_of(heading) for heading in sheet.table.headings]
    other = next(
        (p for p, words in enumerate(headings) if p != place and _CREDIT.fullmatch(words)), None
    )
    if other is None or not _DEBIT.fullmatch(headings[place]):
        return column
    amounts = [read_money(cell).value for cell in sheet.table.columns[other]]
    rows = [n for n, amount in enumerate(amounts) if amount]
    if not rows or any(column.values[n] for n in rows):
        return column
    text = (
        f"“{sheet.table.names[other]}” has the amounts of {counted(len(rows), 'row')} that have none in "
        f"“{sheet.table.names[place]}”, such as row {sheet.row(rows[0]):,}. Take them off, or leave them out?"
    )
    if asker.ask("credit_column", text, ("take_off", "leave_out"), "take_off") == "leave_out":
        return column
    return _with(column, {position: -abs(amounts[position] or 0) for position in rows})


def _with(column: Converted, amounts: Mapping[int, int]) -> Converted:
    """Return a column with other amounts in pence in some rows."""
    values = [amounts.get(position, value) for position, value in enumerate(column.values)]
    return replace(column, values=values)


def _marks(sheet: Sheet, place: int) -> dict[str, str]:
    """Return what each text of a column of marks says, "cr" or "dr"; none of another column."""
    heading = words_of(sheet.table.headings[place])
    of_signs = _OF_SIGNS.search(heading)
    column = sheet.table.columns[place]
    if not all(is_blank(cell) or _said(cell) in _KNOWN for cell in column[:_FIRST]):
        return {}  # before all of a long column is looked at
    texts = {_said(cell) for cell in set(column) if not is_blank(cell)}
    full = {text: _LETTERS.get(text, text) if of_signs else text for text in texts}
    if not set(full.values()) <= _CREDITS | _DEBITS:
        return {}
    said = {text: "cr" if word in _CREDITS else "dr" for text, word in full.items()}
    return said if len(set(said.values())) > 1 else {}


def _said(cell: Cell) -> str:
    return cell_text(cell).strip().casefold()
