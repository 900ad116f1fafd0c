"""Rows whose amounts other rows hold already, as they say or as the totals above them show."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.totals.labels import label_key, says_included, whole_label
from commissionplanner.io.mapping.totals.sums import of_one_body
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.money import format_pounds

_BODIES: Final = 3
"""So many bodies at least must have rows below their totals: of one alone it may be chance."""
_LEVELS: Final = 2
"""So many totals at least must stand above the one of all, or it may be that of a first part."""
_FEW: Final = 8
"""Memorandum lines are no more than one in so many of a body's."""


def note_counted(sheet: Sheet, asker: Asker) -> None:
    """Find rows that say their amounts are in other rows, or stand below the totals: counted once."""
    kept = set(sheet.kept)
    said = {p for p in kept if says_included(sheet, p)}
    where = "say that they are included in other rows"
    if said and _is_once(sheet, asker, said, "included_rows", where):
        sheet.memo = said
    if label_key(sheet) is None:
        return
    below = _below_totals(sheet, kept) - said
    where = "stand below the totals of the bodies that they are of, which add up all above them"
    if below and _is_once(sheet, asker, below, "rows_below_totals", where):
        sheet.memo = sheet.memo | below


def _is_once(sheet: Sheet, asker: Asker, rows: set[int], question: str, where: str) -> bool:
    shown = whole_label(sheet, min(rows))[:70]
    total = format_pounds(sum(a for p in rows for a in sheet.amounts(p) if a))
    text = f"{len(rows):,} rows {where}, such as “{shown}”. Count their {total} once, or as well?"
    return asker.ask(question, text, ("once", "as_well"), "once") == "once"


def _below_totals(sheet: Sheet, kept: set[int]) -> set[int]:
    """Return the rows below the total of all of a body, in a return of many bodies that end so."""
    bodies = of_one_body(sheet)
    if len(bodies) < _BODIES:
        return set()
    found = [below for body in bodies if (below := _below_total(sheet, kept, body))]
    if len(found) * 10 < max(_BODIES * 10, len(bodies) * 6):
        return set()
    return {position for below in found for position in below}


def _below_total(sheet: Sheet, kept: set[int], body: Sequence[int]) -> list[int]:
    """Return the rows of a body below the last total that adds up all above; none where there is none."""
    sum_p, levels, end = 0, 0, len(body)
    for n, position in enumerate(body):
        amount_p = sheet.first_amount(position) or 0
        if position in kept:
            sum_p += amount_p
        elif abs(amount_p - sum_p) > 100:
            levels += amount_p != 0
        elif levels >= _LEVELS:
            end = n
    below = [p for p in body[end:] if p in kept and any(sheet.amounts(p))]
    return below if len(below) * _FEW <= len(body) else []
