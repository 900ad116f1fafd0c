"""Sums in registers and lists of payments: rows that have amounts and hardly a word beside them."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.totals import doubted_totals
from commissionplanner.io.mapping.totals.bare_totals import (
    Run,
    bare_totals,
    lone_texts,
    telling_columns,
)
from commissionplanner.io.mapping.totals.doubted_totals import Others, Reasons
from commissionplanner.io.mapping.totals.labels import OWNERS, label_key, label_of
from commissionplanner.io.mapping.values.sheet import Sheet

_FEWEST: Final = 3
"""So many amounts at least must add up before a row that does not say so is a total."""
_USUAL: Final = 3
"""Where so many columns say what a row is, a lone word is hardly a record."""


def register_totals(sheet: Sheet, asker: Asker) -> Reasons:
    """Return the rows of a register or a list of payments that add up others, with the reason."""
    others = telling_columns(sheet)
    texts = lone_texts(sheet, others)
    reasons = dict(bare_totals(sheet, asker, texts))
    reasons.update(_at_an_end(sheet, texts.keys() - reasons.keys(), reasons))
    if len(others) >= _USUAL:
        reasons.update(_of_groups(sheet, asker, texts.keys() - reasons.keys(), reasons))
    return reasons


def lone_rows(sheet: Sheet, asker: Asker, left: Reasons) -> Reasons:
    """Return the rows of a list of services or funding that say hardly a word, and so are asked about.

    Those that add up the rows since the last such one, and those without a word in a list of
    bodies; where rows have names, those without are asked about as parts of the row above.
    """
    others = telling_columns(sheet)
    texts = {p: text for p, text in lone_texts(sheet, others).items() if p not in left}
    named = [p for p in texts if texts[p]]
    found = _of_groups(sheet, asker, named, left) if len(others) >= _USUAL else {}
    key = "" if label_key(sheet) else next((k for k in OWNERS if sheet.has(k)), "")
    blank = sum(not sheet.text(key, p) for p in range(len(sheet.table.rows)) if p not in left)
    bare = {p: "" for p in texts if not texts[p]}
    if key and len(bare) == blank and not sheet.table.merges:
        found.update(bare_totals(sheet, asker, bare))
    return found


def of_all(sheet: Sheet, left: Reasons) -> Iterator[tuple[int, str]]:
    """Yield a row that adds up all others in every column of amounts, as "England" does."""
    rows = [p for p in range(len(sheet.table.rows)) if p not in left]
    amounts = [[a or 0 for a in sheet.amounts(p)] for p in rows]
    columns = [*zip(*amounts, strict=True)]
    sums = [sum(column) for column in columns]
    if sum(map(any, amounts)) <= _FEWEST or not any(sums):
        return
    in_pounds = [not any(amount % 100 for amount in column) for column in columns]
    for position, whole in zip(rows, amounts, strict=True):
        near = all(
            abs(2 * own - total) <= _rounding(own, len(rows) if is_rounded else 0)
            for own, total, is_rounded in zip(whole, sums, in_pounds, strict=True)
        )
        if near and any(whole):
            yield position, f"“{label_of(sheet, position)}” adds up all other rows, which come in."


_ENDS: Final = 2
"""So many rows at the top and the foot of a register may add up all others."""


def _at_an_end(sheet: Sheet, lone: set[int], left: Reasons) -> Iterator[tuple[int, str]]:
    """Yield a first or last row with a word and amounts alone that are the sums of all others."""
    rows = [p for p in range(len(sheet.table.rows)) if p not in left]
    ends = lone & {*rows[:_ENDS], *rows[-_ENDS:]}
    if ends and len(rows) > _FEWEST:
        yield from ((p, why) for p, why in of_all(sheet, left) if p in ends)


def _of_groups(sheet: Sheet, asker: Asker, lone: Collection[int], left: Reasons) -> Reasons:
    """Return the rows with one word that are the sum of those above or below, to the next such row.

    A directorate's sum in a list of payments says no more than "Adults". It is asked all the same.
    """
    rows = [p for p in range(len(sheet.table.rows)) if p not in left]
    if not lone or len(lone) * 3 > len(rows):
        return {}
    found = {
        position: f"“{label_of(sheet, position)}” adds up other rows, which come in."
        for order in (rows, rows[::-1])
        for position in _sums_on_the_way(sheet, order, lone)
    }
    return dict(doubted_totals.summed(sheet, asker, found, Others(sheet, None)))


def _sums_on_the_way(sheet: Sheet, order: Sequence[int], lone: Collection[int]) -> list[int]:
    """Return each lone row that is the sum of the rows since the last one, or since the last sum of sums.

    One that only repeats the row before it is one where others are sums.
    """
    near, wide = Run(), Run()
    found: list[int] = []
    repeating: list[int] = []
    for position in order:
        amounts = sheet.amounts(position)
        of_near = position in lone and near.makes(amounts, 1)
        of_wide = position in lone and wide.makes(amounts, 2)
        if of_near or of_wide:
            (found if of_wide or near.filled > 1 else repeating).append(position)
            near, wide = Run(), wide if of_near else Run()
        else:
            near, wide = near.with_row(amounts), wide.with_row(amounts)
    return [*found, *repeating] if found else []


def _rounding(own: int, n_rounded: int) -> int:
    """Return how far a sum may be from so many parts rounded to pounds; where none is, it alone may be."""
    if own % 100:
        return 0
    return min(100 * n_rounded, abs(own) // 500) if n_rounded else 50
