"""Contracts that would end before they start: asked about, for no day of theirs can be trusted."""

from dataclasses import replace
from datetime import date
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.words import counted, day_text

_SHOWN: Final = 3
_FEWEST: Final = 10


def question_days(sheet: Sheet, asker: Asker) -> None:
    """Ask about the few rows that end before they start, and change their days over as answered.

    Where most rows do, the headings stand over each other's columns, which is asked by itself.
    """
    _note_awards(sheet, asker)
    start, end = sheet.single.get("start_on"), sheet.single.get("current_end_on")
    if sheet.kind != "contracts" or start is None or end is None:
        return
    pairs = [(p, start.values[p], end.values[p]) for p in sheet.kept]
    known = [(p, a, b) for p, a, b in pairs if isinstance(a, date) and isinstance(b, date)]
    odd = [(p, a, b) for p, a, b in known if b < a]
    if not odd or len(odd) * 2 > len(known):
        return
    shown = "; ".join(
        f"row {sheet.row(p):,} from {day_text(a)} to {day_text(b)}" for p, a, b in odd[:_SHOWN]
    )
    text = (
        f"{counted(len(odd), 'contract')} would end before they start: {shown}. Take the days as they stand, or "
        "change the two over?"
    )
    if (
        asker.ask("ends_first", text, ("as_they_stand", "change_over"), "as_they_stand")
        == "change_over"
    ):
        starts, ends = list(start.values), list(end.values)
        for position, first, last in odd:
            starts[position], ends[position] = last, first
        sheet.single["start_on"] = replace(start, values=starts)
        sheet.single["current_end_on"] = replace(end, values=ends)


_AWARDED_BEFORE: Final = 0.9


def _note_awards(sheet: Sheet, asker: Asker) -> None:
    """Name the few rows awarded after they start, where nearly all others are awarded well before."""
    award, start = sheet.single.get("award_on"), sheet.single.get("start_on")
    if sheet.kind != "contracts" or award is None or start is None:
        return
    pairs = [(p, award.values[p], start.values[p]) for p in sheet.kept]
    known = [(p, a, b) for p, a, b in pairs if isinstance(a, date) and isinstance(b, date)]
    late = [(p, a, b) for p, a, b in known if a > b]
    if len(known) < _FEWEST or not 0 < len(late) <= len(known) * (1 - _AWARDED_BEFORE):
        return
    shown = "; ".join(
        f"row {sheet.row(p):,} awarded {day_text(a)}, starts {day_text(b)}"
        for p, a, b in late[:_SHOWN]
    )
    asker.note(
        f"{counted(len(late), 'row')} awarded after the start, where nearly all others are before: {shown}. See whether "
        "the days are exchanged."
    )
