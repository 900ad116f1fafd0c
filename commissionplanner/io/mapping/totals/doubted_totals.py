"""Rows that are called totals, or are the sum of others, and look like records: asked about."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import cell_text, is_blank
from commissionplanner.io.tabular.headings.total_words import is_bare, is_firm, part_of, says_sum
from commissionplanner.model.money import format_pounds

_LEAST: Final = 2
"""So many texts or days beside its name at least make a row look like a record."""
_SAMPLE: Final = 200
_REACH: Final = 400
CHOICES: Final = ("leave_out", "as_they_stand")

Reasons = dict[int, str]


class Others:
    """The columns of a sheet beside the labels and amounts, by which a row looks like a record.

    Attributes:
        label: The field that says what a row is about; None where its first text does.
    """

    def __init__(self, sheet: Sheet, label: str | None) -> None:
        money = {sheet.places[key] for key in sheet.money_keys() if key in sheet.places}
        money |= {guess.place for guess, _ in sheet.yearly}
        aside = money | {sheet.places.get(label or "", -1)}
        columns = [c for place, c in enumerate(sheet.table.columns) if place not in aside]
        self.label = label
        self._columns = [c for c in columns if len(set(map(cell_text, c[:_SAMPLE]))) > _LEAST]
        counts = sorted(self._count(p) for p in range(min(len(sheet.table.rows), _SAMPLE)))
        self._usual = counts[len(counts) // 2] if counts else 0

    def _count(self, position: int) -> int:
        return sum(not is_blank(column[position]) for column in self._columns)

    def like_a_record(self, position: int) -> bool:
        """Whether a row says about as much of itself as the other rows do."""
        count = self._count(position)
        return count >= _LEAST and count * 2 >= self._usual


def called(
    sheet: Sheet, asker: Asker, rows: Sequence[int], others: Others
) -> Iterator[tuple[int, str]]:
    """Yield those of the rows that are called totals which are: by their words, or as they add up.

    What looks like a record, such as "Total Care Ltd", is kept unless the user says otherwise; of
    others it is asked where neither their words nor their sums prove them.
    """
    records: list[int] = []
    unproved: list[int] = []
    for position in rows:
        text = _label_of(sheet, position, others.label)
        like = others.like_a_record(position) or is_firm(text)
        is_sum = adds_up(sheet, position, rows) or _is_of_row_beside(sheet, position, text)
        if is_sum or is_bare(text) or (says_sum(text) and not like):
            yield position, _reason(text)
        else:
            (records if like else unproved).append(position)
    for key, found, default in (
        ("records_called_totals", records, "as_they_stand"),
        ("called_totals", unproved, "leave_out"),
    ):
        if found and _asked(sheet, asker, key, found, others, default) == "leave_out":
            yield from ((p, _reason(_label_of(sheet, p, others.label))) for p in found)


def _is_of_row_beside(sheet: Sheet, position: int, text: str) -> bool:
    """Whether a row is called the total of what the row above or below it names, as a part of one line has."""
    name = part_of(text).casefold()
    beside = (p for p in (position - 1, position + 1) if 0 <= p < len(sheet.table.rows))
    return bool(name) and any(
        cell_text(column[p]).strip().casefold() == name
        for p in beside
        for column in sheet.table.columns
    )


def _asked(
    sheet: Sheet, asker: Asker, key: str, found: Sequence[int], others: Others, default: str
) -> str:
    first = found[0]
    text = (
        f"Some rows ({len(found):,}) are called totals but are the sum of no other rows, such as "
        f"“{_label_of(sheet, first, others.label)}” ({_worth(sheet, first)}, row {sheet.row(first):,}). Are they totals to "
        "leave out, or do they come in as they stand?"
    )
    return asker.ask(key, text, CHOICES, default)


def summed(sheet: Sheet, asker: Asker, found: Reasons, others: Others) -> Iterator[tuple[int, str]]:
    """Yield rows that are the sum of others though no word of theirs says so, as answered.

    Args:
        sheet: As converted.
        asker: Asks.
        found: Why each would be left out, by its position.
        others: By which a row looks like a record: where all do they come in by default.
    """
    if not found:
        return
    first = min(found)
    text = (
        f"Some rows ({len(found):,}) are the sum of other rows, though nothing calls them totals, such as "
        f"“{_label_of(sheet, first, others.label)}” ({_worth(sheet, first)}, row {sheet.row(first):,}). Leave them out, so that "
        "nothing counts twice?"
    )
    like = all(
        others.like_a_record(position) and not _ALL.match(_label_of(sheet, position, others.label))
        for position in found
    )
    default = "as_they_stand" if like else "leave_out"
    if asker.ask("summed_rows", text, CHOICES, default) == "leave_out":
        yield from found.items()


_ALL: Final = re.compile(
    r"all (?!saints\b)|(?:net |total )?(?:revenue )?(?:cost of (?:all )?services|budget requirement|requirement)$|"
    r"(?:england|wales|scotland|great britain|united kingdom)$|net (?:revenue |service |operating )?(?:cost|expenditure|budget|spend(?:ing)?)$",
    re.IGNORECASE,
)
"""How a row that is the sum of others is called as well: "All unitary authorities", "Net cost of services"."""


def adds_up(sheet: Sheet, position: int, totals: Sequence[int]) -> bool:
    """Whether a row is the sum of two rows or more just above or below it, other totals apart."""
    whole = [amount or 0 for amount in sheet.amounts(position)]
    if not any(whole):
        return False
    gone, n_rows = set(totals), len(sheet.table.rows)
    above = range(position - 1, max(-1, position - _REACH), -1)
    below = range(position + 1, min(n_rows, position + _REACH))
    for run in (above, below):
        sums, parts = [0] * len(whole), 0
        for other in run:
            if other in gone:
                continue
            amounts = [amount or 0 for amount in sheet.amounts(other)]
            sums = [a + b for a, b in zip(sums, amounts, strict=True)]
            parts += any(amounts)
            if parts >= _LEAST and all(
                abs(a - b) <= min(50 * parts, abs(b) // 1_000)
                for a, b in zip(sums, whole, strict=True)
            ):
                return True
    return False


def _label_of(sheet: Sheet, position: int, label: str | None) -> str:
    text = (sheet.text(label, position) if label else "").strip() or sheet.first_text(position)
    return " ".join(text.split())[:60]


def _worth(sheet: Sheet, position: int) -> str:
    amount_p = sheet.first_amount(position)
    return "without an amount" if amount_p is None else format_pounds(amount_p)


def _reason(text: str) -> str:
    return f"“{text}” adds up other rows, which come in."
