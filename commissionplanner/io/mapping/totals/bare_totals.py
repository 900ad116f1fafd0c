"""Rows of registers and lists of payments that hold amounts and say nothing else: totals."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from operator import add
from typing import Final, NamedTuple

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.totals import doubted_totals
from commissionplanner.io.mapping.totals.doubted_totals import Others
from commissionplanner.io.mapping.values.contents import are_amounts
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.headings.total_words import is_called_total

_OF_MONEY: Final = re.compile(
    r"\b(?:values?|amounts?|costs?|prices?|sums?|spend|paid|net|gross|vat|total|budget|gbp|committed|remaining)\b"
)


def telling_columns(sheet: Sheet) -> list[Sequence[Cell]]:
    """Return the columns that say what a row is: neither amounts that come in nor others, such as VAT.

    Where one column alone says it, the others count too: a blank in it is not enough for a total.
    """
    table = sheet.table
    money = {sheet.places[k] for k in sheet.money_keys() if k in sheet.places}
    others = [place for place in range(len(table.columns)) if place not in money]
    known = set(sheet.places.values())
    telling = [
        p
        for p in others
        if not (
            _are_amounts(table.headings[p], table.columns[p])
            or (p not in known and _are_counts(table.headings[p], table.columns[p]))
            or _are_marks(table.columns[p])
        )
    ]
    return [table.columns[p] for p in (telling if len(telling) > 1 else others)]


_MARKS: Final = frozenset({"*", "**", "***", "****", "=", ">", "gbp", "£", "σ"})
"""What systems print beside sums, and beside every amount: stars a level, the currency."""


def _are_marks(column: Sequence[Cell]) -> bool:
    """Whether a column holds marks of sums or the currency alone, which say nothing of a row."""
    return all(
        is_blank(cell) or cell_text(cell).strip().casefold() in _MARKS for cell in set(column)
    )


_OF_CODES: Final = re.compile(r"\b(?:id|no|numbers?|ref\w*|codes?|year|line|item|lot|phone)\b")


def _are_counts(heading: str, column: Sequence[Cell]) -> bool:
    """Whether a column holds numbers that are no codes, such as places or bids, which a total adds up as well."""
    return not _OF_CODES.search(words_of(heading)) and are_amounts(column)


def _are_amounts(heading: str, column: Sequence[Cell]) -> bool:
    """Whether a column is headed as amounts and holds nothing else; a number alone is a reference."""
    if "£" not in heading and not _OF_MONEY.search(words_of(heading)):
        return False
    return are_amounts(column)


def lone_texts(sheet: Sheet, others: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """Return the one text of each row that has amounts and at most a text beside them; "" for none.

    None where a column alone, or nothing, says what rows are.

    Args:
        sheet: As converted.
        others: Its telling columns.
    """
    if len(others) < 2 or not (sheet.money_keys() or sheet.yearly):
        return {}
    found = {}
    for position, cells in enumerate(zip(*others, strict=True)):
        filled = len(cells) - cells.count(None) - cells.count("")
        if filled <= 1 and any(sheet.amounts(position)):
            texts = (cell_text(cell).strip() for cell in cells if not is_blank(cell))
            found[position] = next(texts, "")
    return found


def bare_totals(sheet: Sheet, asker: Asker, texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Yield rows of a register or a list of payments that have amounts and say nothing else.

    They are totals: where nothing calls them so, that is asked.
    """
    rows = sheet.table.rows
    named = [position for position, text in texts.items() if text and is_called_total(text)]
    if named:
        yield from doubted_totals.called(sheet, asker, named, Others(sheet, None))
    bare = [position for position, text in texts.items() if not text]
    if not bare or len(bare) * 2 > len(rows):
        return
    text = (
        f"Some rows ({len(bare):,}) hold an amount and nothing else, such as row {rows[bare[0]]:,}. "
        "Are they totals of other rows?"
    )
    if asker.ask("bare_amounts", text, ("yes", "no"), "yes") == "yes":
        for position in bare:
            yield position, "It has an amount and nothing else: a total without a label."


class Run(NamedTuple):
    """The sums of some rows, by column of amounts, and how many rows have one."""

    sums: Sequence[int] = ()
    filled: int = 0

    def with_row(self, amounts: Sequence[int | None]) -> "Run":
        """Return the same with another row."""
        known = [amount or 0 for amount in amounts]
        sums = list(map(add, self.sums, known)) if self.sums else known
        return Run(sums, self.filled + any(known))

    def makes(self, own: Sequence[int | None], fewest: int) -> bool:
        """Whether so many rows at least make a row, as far as it has amounts; each may be rounded to pounds."""
        return self.filled >= fewest and all(
            whole is None or abs(found - whole) <= min(50 * self.filled, abs(whole) // 1_000)
            for found, whole in zip(self.sums, own, strict=True)
        )


_FEWEST: Final = 3
"""So many rows at least must add up before one without a word is their total."""


def proved_bare(sheet: Sheet, left: Collection[int]) -> Iterator[tuple[int, str]]:
    """Yield rows without a word, in a list of services or funding, that add up those above them.

    Those since the last such row, or all of them.
    """
    others = telling_columns(sheet)
    rows = range(len(sheet.table.rows))
    wordless = {p for p in rows if all(is_blank(column[p]) for column in others)}
    since, above = Run(), Run()
    for position in rows if wordless else ():
        own = sheet.amounts(position)
        if position in left or not any(own):
            continue
        if position in wordless and (since.makes(own, _FEWEST) or above.makes(own, _FEWEST)):
            yield position, "It has amounts and nothing else, and adds up the rows above it."
            since = Run()
        else:
            since, above = since.with_row(own), above.with_row(own)
