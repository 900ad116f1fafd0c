"""Rows that lack what all others have: an amount, or a name, that may stand under another heading."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import SHOWN, are_few, ask_to_leave_out
from commissionplanner.io.mapping.doubts.stray_cells import note_strays
from commissionplanner.io.mapping.values.contents import are_amounts
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import Cell, is_blank
from commissionplanner.io.tabular.readings import read_amount
from commissionplanner.model.words import counted

_FEWEST: Final = 6
"""In a table of fewer rows a blank is no exception."""
_SELDOM: Final = 20
_FEW: Final = 2
_DAYS: Final = ("start_on", "current_end_on", "max_end_on", "award_on", "paid_on")
_UNDER_OWN: Final = "See whether its amounts stand under their own headings."
_RUN: Final = 3
"""So many rows one after another lack a cell by more than chance."""
_WORD: Final = 5
"""Shorter ones stand for no amount, such as "none" and "TBC"."""
_KNOWN_BY: Final = (
    "title", "provider_id", "supplier_id", "name", "holder_id", "payer_id", "commissioner_id", "lead_commissioner_id",
)  # fmt: skip


def question_lacking(sheet: Sheet, asker: Asker) -> None:
    """Ask about the few rows without the last amount that all others have, where one of a row comes in.

    A cell left out before it moves the VAT under the amount, and words under the VAT. Amounts of years may well end sooner: rows
    without the last year are named and no more, as are more than a few, and those without a name that all others have.
    """
    if len(sheet.kept) < _FEWEST:
        return
    _note_names(sheet, asker)
    note_strays(sheet, asker)
    _note_beyond(sheet, asker)
    last = _last_filled(sheet)
    lacking = [p for p in sheet.kept if is_blank(sheet.table.columns[last][p])]
    if last in {sheet.places.get(key) for key in _DAYS} and are_few(len(lacking), len(sheet.kept)):
        _note(sheet, asker, last, lacking, "See whether a cell before it is missing.")
    for place, words in _blocks(sheet, last):
        moved = [p for p in lacking if _is_word(sheet.table.columns[words][p])]
        if are_few(len(moved), len(sheet.kept)):
            names = sheet.table.names
            said = f"have words under “{names[words]}”, where all others have amounts, and no “{names[last]}”"
            _ask(sheet, asker, said, place, moved)
            return
    places = _amounts_up_to(sheet, last)
    yearly = {guess.place for guess, _ in sheet.yearly}
    money = ({sheet.places[key] for key in sheet.money_keys()} | yearly) & set(places)
    earlier = money - {last}
    before = [sheet.table.columns[place] for place in places[:-1]]
    odd = [p for p in lacking if not any(is_blank(column[p]) for column in before)]
    if not 0 < len(lacking) <= max(_FEW, len(sheet.kept) // _SELDOM):
        _note_run(sheet, asker, last, lacking)
        if last in money and len(places) > 1 and odd:
            _note(sheet, asker, last, odd, _UNDER_OWN)
        return
    if len(places) < 2 or not money or not odd:
        return
    if last in yearly or not earlier:
        _note(sheet, asker, last, odd, _UNDER_OWN)
        return
    _ask(sheet, asker, f"have no “{sheet.table.names[last]}”, as all others do", min(earlier), odd)


def _note_run(sheet: Sheet, asker: Asker, last: int, lacking: Sequence[int]) -> None:
    """Say which one run of rows lacks the last cell that all others have, as where an export lost a column."""
    if not _RUN <= len(lacking) < len(sheet.kept) or not sheet.table.headings[last]:
        return
    first = bisect_left(sheet.kept, lacking[0])
    if sheet.kept[first : first + len(lacking)] != list(lacking):
        return
    asker.note(
        f"Rows {sheet.row(lacking[0]):,} to {sheet.row(lacking[-1]):,} have no “{sheet.table.names[last]}”, where all "
        "others have one. See whether a cell before it is missing, so that theirs stand one column too far left."
    )


def _ask(sheet: Sheet, asker: Asker, said: str, place: int, rows: Sequence[int]) -> None:
    """Ask about rows of which something said shows that an amount may stand under another's heading."""
    shown = ", ".join(
        f"{sheet.table.cell_name(p, place)} {sheet.cell_text(place, p)}" for p in rows[:SHOWN]
    )
    text = (
        f"Some rows ({len(rows):,}) {said}. An amount before it may be missing, so that what stands under "
        f"“{sheet.table.names[place]}” belongs beside it: {shown}. Leave these rows out, or take them as they stand?"
    )
    reason = "An amount is missing, so that others may stand under wrong headings."
    ask_to_leave_out(sheet, asker, "lacking_amounts", text, rows, reason)


def _blocks(sheet: Sheet, last: int) -> Iterator[tuple[int, int]]:
    """Yield the place of each amount that comes in and has others beside it, and that of the last of these.

    Before the last column alone: a row that lacks one of them has words where the amounts end.
    """
    for place in sorted(sheet.places[key] for key in sheet.money_keys()):
        end = place
        while end + 1 < last and are_amounts(sheet.table.columns[end + 1]):
            end += 1
        if end > place:
            yield place, end


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) >= _WORD and read_amount(cell).value is None


def _note_names(sheet: Sheet, asker: Asker) -> None:
    """Say which few rows lack what all others are known by, and which payments no amount."""
    for key in _KNOWN_BY:
        if not sheet.has(key):
            continue
        blank = [p for p in sheet.kept if not sheet.value(key, p) and p not in sheet.carried]
        if are_few(len(blank), len(sheet.kept)):
            place = sheet.places[key]
            _note(sheet, asker, place, blank, "See whether it stands in another column.")
    if sheet.kind == "spend" and sheet.has("amount_p"):
        blank = [p for p in sheet.kept if sheet.value("amount_p", p) is None]
        if 0 < len(blank) < len(sheet.kept):
            place = sheet.places["amount_p"]
            _note(sheet, asker, place, blank, "See whether it stands in another column.")


def _note_beyond(sheet: Sheet, asker: Asker) -> None:
    """Say which rows have a cell beyond the last heading, where others end before."""
    table = sheet.table
    last = max((place for place, heading in enumerate(table.headings) if heading), default=-1)
    found = {
        p: place
        for place in range(len(table.columns) - 1, last, -1)
        for p in sheet.kept
        if last >= 0 and not is_blank(table.columns[place][p])
    }
    if 0 < len(found) < len(sheet.kept):
        shown = ", ".join(
            f"{table.cell_name(p, found[p])} “{sheet.cell_text(found[p], p)[:40]}”"
            for p in sorted(found)[:SHOWN]
        )
        others = "all others end" if are_few(len(found), len(sheet.kept)) else "others end"
        asker.note(
            f"{counted(len(found), 'row')} with a cell beyond the last heading, where {others} before: {shown}. See "
            "whether their cells are shifted."
        )


def _note(sheet: Sheet, asker: Asker, place: int, rows: Sequence[int], advice: str) -> None:
    shown = ", ".join(f"{sheet.row(p):,}" for p in rows[:SHOWN])
    others = "where all others have one" if are_few(len(rows), len(sheet.kept)) else "as others do"
    asker.note(
        f"{counted(len(rows), 'row')} without “{sheet.table.names[place]}”, {others}: {shown}. {advice}"
    )


def _last_filled(sheet: Sheet) -> int:
    """Return the place of the last column of the file that shows something in the rows that come in."""
    columns = sheet.table.columns
    for place in range(len(columns) - 1 - bool(sheet.table.group_rows), 0, -1):
        if not all(is_blank(columns[place][p]) for p in sheet.kept):
            return place
    return 0


def _amounts_up_to(sheet: Sheet, last: int) -> list[int]:
    """Return the places of the columns of amounts that end with the last one."""
    first = last + 1
    while first and are_amounts(sheet.table.columns[first - 1]):
        first -= 1
    return list(range(first, last + 1))
