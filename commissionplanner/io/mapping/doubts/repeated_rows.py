"""Rows that stand in a list twice, alike in every cell: asked whether each counts, as all would be counted twice."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few, ask_to_leave_out
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import is_blank
from commissionplanner.model.words import counted

_NAMED_BY: Final = {
    "contracts": ("ref", "title", "provider_id"),
    "services": ("ref", "name", "s251_line"),
    "funding": ("ref", "name", "holder_id"),
    "spend": ("reference", "supplier_id"),
}
"""What tells which thing a row is, by kind; without, rows alike may well be several things."""
_RUN: Final = 5
"""So many rows one below the other that stand in the same order elsewhere were copied as a block."""
_COLUMNS: Final = 4
"""Things alike in fewer columns may well be several."""
_OWN: Final = 0.95
"""Where so large a share of payments has a reference of its own, two with one reference are one."""


def question_repeated(sheet: Sheet, asker: Asker) -> None:
    """Ask about rows that are alike in every cell to one above them.

    Payments alike may be several, as two fares of a day are: where neither a reference of its own nor a
    whole block of rows tells that they are copies, they are noted and no more.
    """
    copies = _copies(sheet)
    _question_joined(sheet, asker, copies)
    if not copies:
        return
    rows = sorted(copies)
    pairs = ", ".join(f"{sheet.row(p):,} as {sheet.row(copies[p]):,}" for p in rows[:SHOWN])
    if sheet.kind == "spend" and not (_go_by_reference(sheet, copies) or _is_block(copies)):
        asker.note(
            f"{counted(len(rows), 'payment')} alike in every cell to another: row {pairs}. Each is taken for a payment "
            "of its own."
        )
        return
    text = (
        f"Some rows ({len(rows):,}) are alike in every cell to one above them: row {pairs}. Do they count as well, or "
        "are they the same rows again, to be left out?"
    )
    reason = "It is alike in every cell to a row above it, which comes in."
    ask_to_leave_out(sheet, asker, "repeated_rows", text, rows, reason)


def _question_joined(sheet: Sheet, asker: Asker, copies: dict[int, int]) -> None:
    """Ask about the few rows alike to one above them in all that comes in, and not in some other column.

    So where two tables were joined, and one had two rows for one of the other. Payments must have
    references of their own, and things enough columns that come in.
    """
    taken = {*sheet.places.values(), *(guess.place for guess, _ in sheet.yearly)}
    if len(taken) == len(sheet.table.columns) or len(taken) < _COLUMNS:
        return
    found = {p: q for p, q in _copies(sheet, sorted(taken)).items() if p not in copies}
    if not are_few(len(found), len(sheet.kept)):
        return
    rows = sorted(found)
    pairs = ", ".join(f"{sheet.row(p):,} as {sheet.row(found[p]):,}" for p in rows[:SHOWN])
    if sheet.kind == "spend" and not _go_by_reference(sheet, found):
        asker.note(
            f"{counted(len(rows), 'payment')} alike in all that comes in to another: row {pairs}. Each is taken for a "
            "payment of its own."
        )
        return
    columns = sheet.table.columns
    differing = next(
        place for place, c in enumerate(columns) if any(c[p] != c[found[p]] for p in rows)
    )
    text = (
        f"Some rows ({len(rows):,}) are alike to one above them in all that comes in, and differ elsewhere, as in "
        f"“{sheet.table.names[differing]}”: row {pairs}. Do they count as well, or are they the same again, to be left out?"
    )
    reason = "It is alike in all that comes in to a row above it."
    ask_to_leave_out(sheet, asker, "joined_rows", text, rows, reason)


def _copies(sheet: Sheet, places: Sequence[int] | None = None) -> dict[int, int]:
    """Return the rows alike in every cell to an earlier one with an amount, and that one, by position.

    Args:
        sheet: As converted.
        places: The columns to compare; None for all.
    """
    named = [sheet.places[key] for key in _NAMED_BY.get(sheet.kind, ()) if key in sheet.places]
    if not named or not (sheet.money_keys() or sheet.yearly):
        return {}
    columns = sheet.table.columns
    compared = columns if places is None else [columns[place] for place in places]
    counts = Counter(zip(*compared, strict=True))
    if len(counts) == len(sheet.table.rows):
        return {}
    first: dict[tuple[object, ...], int] = {}
    found = {}
    for position in sheet.kept:
        cells = tuple(column[position] for column in compared)
        if counts[cells] < 2 or all(is_blank(columns[p][position]) for p in named):
            continue
        earlier = first.setdefault(cells, position)
        if earlier != position and sheet.first_amount(position) is not None:
            found[position] = earlier
    return found


def _go_by_reference(sheet: Sheet, copies: dict[int, int]) -> bool:
    """Whether payments have references of their own, so that two of one reference are one payment."""
    place = sheet.places.get("reference")
    if place is None:
        return False
    cells = [sheet.table.columns[place][p] for p in sheet.kept if p not in copies]
    return len(set(cells)) >= len(cells) * _OWN


def _is_block(copies: dict[int, int]) -> bool:
    """Whether so many rows stand one below the other as they do further up."""
    return _longest_run(sorted(copies.items())) >= _RUN


def _longest_run(pairs: Sequence[tuple[int, int]]) -> int:
    longest = run = 1
    for (one, above), (other, above_other) in pairwise(pairs):
        run = run + 1 if (other - one, above_other - above) == (1, 1) else 1
        longest = max(longest, run)
    return longest
