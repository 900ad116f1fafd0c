"""Rows with one cell alone among rows that say more: the ends of texts of the rows above, or notes. Asked about."""

import re
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import AS_THEY_STAND, LEAVE_OUT, SHOWN
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import cell_text, is_blank

_FEWEST: Final = 6
_USUAL: Final = 3
"""Where rows have fewer cells as a rule, one alone is none of a kind."""
_SELDOM: Final = 3
_CHOICES: Final = (LEAVE_OUT, AS_THEY_STAND)
_LENGTH: Final = 40
_COUNTED: Final = re.compile(r"(?:grand |.{1,80} )?count:?", re.IGNORECASE)


def question_lone(sheet: Sheet, asker: Asker) -> None:
    """Ask about the few rows with one cell alone and no amount; they are left out by default, as they hold no figure.

    So where a long text goes on in the next row, as one copied from a page does, or a note stands
    among the rows, or a spreadsheet counts the rows of a group. In a list without amounts they come in: a service may have no more than its name.
    """
    if len(sheet.kept) < _FEWEST or sheet.kind == "organisations" or _are_kept(asker):
        return
    columns = sheet.table.columns
    counts = [len(c) - c.count(None) - c.count("") for c in zip(*columns, strict=True)]
    usual = sorted(counts[p] for p in sheet.kept)[len(sheet.kept) // 2]
    found = [
        p
        for p in sheet.kept
        if counts[p] <= 2
        and p not in sheet.carried
        and not any(sheet.amounts(p))
        and (counts[p] <= 1 or _is_count(sheet, p))
    ]
    if usual < _USUAL or not 0 < len(found) * _SELDOM <= len(sheet.kept):
        return
    shown = "; ".join(_shown(sheet, p) for p in found[:SHOWN])
    text = (
        f"Some rows ({len(found):,}) have one cell alone, where others say more: {shown}. They may be headings, ends of texts of "
        "the rows above them, or notes. Leave them out, or take them as they stand?"
    )
    has_money = bool(sheet.money_keys() or sheet.yearly)
    default = LEAVE_OUT if has_money else AS_THEY_STAND
    if asker.ask("lone_rows", text, _CHOICES, default) == LEAVE_OUT:
        reason = "It has one cell alone: a heading, the end of a text above it, or a note."
        sheet.leave_out(dict.fromkeys(found, reason))


def _are_kept(asker: Asker) -> bool:
    """Whether the user was asked of rows with one text already, and takes them as they stand."""
    taken = {(question.id, question.taken) for question in asker.questions}
    return bool(taken & {("group_headings", "no"), ("lone_suppliers", AS_THEY_STAND)})


def _is_count(sheet: Sheet, position: int) -> bool:
    """Whether a row counts those of a group, as a spreadsheet's subtotals do: "Adults Count", 12."""
    cells = [c[position] for c in sheet.table.columns if not is_blank(c[position])]
    texts = [cell_text(cell).strip() for cell in cells]
    return any(map(_COUNTED.fullmatch, texts)) and any(map(str.isdecimal, texts))


def _shown(sheet: Sheet, position: int) -> str:
    place = next(
        (n for n, column in enumerate(sheet.table.columns) if not is_blank(column[position])), 0
    )
    text = "" if place in sheet.veil.places else cell_text(sheet.table.columns[place][position])
    shown = " ".join(text.split())[:_LENGTH]
    above = f", below row {sheet.row(position - 1):,}" if position else ""
    return f"“{shown}” under “{sheet.table.names[place]}” (row {sheet.row(position):,}{above})"
