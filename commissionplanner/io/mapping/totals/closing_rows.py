"""Rows with hardly a word beside their amounts that nothing proves to be sums: VAT at the foot, groups' sums. Asked about."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.totals.bare_totals import lone_texts, telling_columns
from commissionplanner.io.mapping.totals.doubted_totals import CHOICES, Others, Reasons
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import cell_text, is_blank
from commissionplanner.model.money import format_pounds

_FOOT: Final = 5
"""So many rows at most close a list."""
_CLOSING: Final = re.compile(
    r"\s*(?:(?:add|plus|less|minus)\b.*|(?:output |input |irrecoverable |total )?vat\b.*|"
    r"(?:net|gross|balance|difference)(?:[\s:]+(?:total|costs?|expenditure|spend|amount|value|budget|position|payable|due|of|after|"
    r"before|b/?f|c/?f|brought|carried|outstanding|remaining)\b.*|\s*:?)|"
    r"(?:contingency|round(?:ing|ed)|adjustments?|discount|inflation)(?:[\s:]+(?:(?:at|@|of|for|to|on)\b.*|@.*|adjustments?|differences?)|"
    r"[\s:(@]*[\d.]+ ?%?\)?|\s*:?))\s*",
    re.IGNORECASE,
)
"""What stands between the total of a list and what it comes to: "VAT @ 20%", "Less income"."""
_USUAL, _SELDOM = 3, 3
"""So many columns say what a row is as a rule, and one row in so many at most says it in one word."""
_LARGEST: Final = 100_000_000
"""Nothing is rounded to more than a million pounds, in pence."""


def closing_rows(sheet: Sheet, asker: Asker, left: Collection[int]) -> Reasons:
    """Return the rows at the foot that only lead from one total to the next, as answered."""
    n_rows = len(sheet.table.rows)
    foot = range(max(0, n_rows - _FOOT), n_rows)
    totals = [p for p in foot if p in left]
    open_ = [p for p in foot if p not in left and any(sheet.amounts(p))]
    others = Others(sheet, None)
    found = [
        p
        for p in open_
        if not others.like_a_record(p)
        and (_is_closing(sheet, p) or (totals and _leads_on(sheet, p, totals, open_)))
    ]
    if not found or len(found) * 2 > n_rows:
        return {}
    text = (
        f"Some rows ({len(found):,}) at the foot seem to lead from one total to the next, such as {_shown(sheet, found[0])}. "
        "Leave them out, or take them as they stand?"
    )
    if asker.ask("closing_rows", text, CHOICES, "leave_out") == "as_they_stand":
        return {}
    return dict.fromkeys(found, "It leads from one total of the list to the next.")


def _is_closing(sheet: Sheet, position: int) -> bool:
    """Whether the only texts of a row are what closes a list."""
    texts = [
        cell_text(column[position]).strip()
        for column in telling_columns(sheet)
        if not is_blank(column[position])
    ]
    return bool(texts) and all(map(_CLOSING.fullmatch, texts))


def _leads_on(sheet: Sheet, position: int, totals: Sequence[int], rows: Sequence[int]) -> bool:
    """Whether a row stands between two totals of which the one is the other and what is between them."""
    before = max((p for p in totals if p < position), default=None)
    after = min((p for p in totals if p > position), default=None)
    if before is None or after is None:
        return False
    between = [p for p in rows if before < p < after]
    parts = [[a or 0 for a in sheet.amounts(p)] for p in (before, *between)]
    whole = [a or 0 for a in sheet.amounts(after)]
    return all(
        abs(sum(column) - own) <= _FOOT for column, own in zip(zip(*parts, strict=True), whole, strict=True)
    )  # fmt: skip


def lone_amounts(sheet: Sheet, asker: Asker, left: Collection[int]) -> Reasons:
    """Return the rows with amounts and one word where others say more, as answered.

    They may be the sums of groups, rounded so that nothing proves it; where they are about that they
    are left out by default.
    """
    columns = telling_columns(sheet)
    texts = lone_texts(sheet, columns) if len(columns) >= _USUAL else {}
    found = sorted(p for p, text in texts.items() if text and p not in left)
    others = [p for p in range(len(sheet.table.rows)) if p not in left and p not in texts]
    if not found or len(found) * _SELDOM > len(others):
        return {}
    counts = sorted(
        sum(not is_blank(c[p]) for c in columns) for p in others[:: len(others) // 200 + 1]
    )
    if counts[len(counts) // 2] < _USUAL:
        return {}
    default = "leave_out" if _are_about_sums(sheet, found, left) else "as_they_stand"
    text = (
        f"Some rows ({len(found):,}) have amounts and one word, where all others say more, such as "
        f"{_shown(sheet, found[0])}. Are they sums to leave out, or do they come in as they stand?"
    )
    if asker.ask("lone_amounts", text, CHOICES, default) == "as_they_stand":
        return {}
    return {p: f"“{texts[p][:60]}” has amounts and says nothing else: a sum of other rows." for p in found}  # fmt: skip


def _are_about_sums(sheet: Sheet, found: Sequence[int], left: Collection[int]) -> bool:
    """Whether all are about the sum of the rows below them, or all of those above, up to the next such row."""
    ends = [*found[1:], len(sheet.table.rows)]
    starts = [-1, *found[:-1]]
    below = all(
        _makes(sheet, p, range(p + 1, end), left) for p, end in zip(found, ends, strict=True)
    )
    above = all(_makes(sheet, p, range(start + 1, p), left) for p, start in zip(found, starts, strict=True))  # fmt: skip
    return below or above


def _makes(sheet: Sheet, position: int, rows: range, left: Collection[int]) -> bool:
    own = [a or 0 for a in sheet.amounts(position)]
    parts = list(_parts(sheet, rows, left))
    if len(parts) < 2:
        return False
    sums = [sum(column) for column in zip(*parts, strict=True)]
    return all(abs(a - b) * 2 <= _unit(a) for a, b in zip(own, sums, strict=True))


def _unit(amount_p: int) -> int:
    """Return what an amount seems rounded to, in pence: a thousand pounds of 217,000."""
    unit = 1
    while amount_p and unit < _LARGEST and not amount_p % (unit * 10):
        unit *= 10
    return unit


def _parts(sheet: Sheet, rows: range, left: Collection[int]) -> Iterator[list[int]]:
    for position in rows:
        if position not in left and any(sheet.amounts(position)):
            yield [a or 0 for a in sheet.amounts(position)]


def _shown(sheet: Sheet, position: int) -> str:
    amount_p = sheet.first_amount(position)
    worth = "without an amount" if amount_p is None else format_pounds(amount_p)
    return f"“{sheet.first_text(position)[:60]}” ({worth}, row {sheet.row(position):,})"
