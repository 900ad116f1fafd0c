"""Rows that name one supplier more of a contract: of the same reference, days and value, or of nothing else."""

import re
from collections.abc import Mapping
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.doubts.odd_rows import AS_THEY_STAND, SHOWN
from commissionplanner.io.mapping.doubts.versions import of_one_reference
from commissionplanner.io.mapping.fields.headings import words_of
from commissionplanner.io.mapping.names.bodies import is_as_a_body
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import is_blank
from commissionplanner.model.money import format_pounds
from commissionplanner.model.words import counted

ONE_CONTRACT: Final = "one_contract"
_SAME: Final = ("ref", "title", "commissioner_id", "start_on", "current_end_on", "total_value_p", "annual_value_p")  # fmt: skip
_GRANTED: Final = re.compile(r"\b(?:recipient|grantee|applicant|beneficiary|awarded to)\b")
"""Many may be given the same amount by one programme."""


def question_joint_suppliers(sheet: Sheet, asker: Asker) -> None:
    """Ask whether rows that differ in their supplier alone are one contract, and join them where they are.

    Such a contract's value stands in each of its rows and would count once for each supplier.
    """
    if sheet.kind != "contracts" or not sheet.has("provider_id"):
        return
    _question_lone(sheet, asker)
    if not sheet.has("ref") or not sheet.money_keys():
        return
    if _GRANTED.search(words_of(sheet.table.headings[sheet.places["provider_id"]])):
        return
    later = _later_rows(sheet)
    if not later:
        return
    first = next(iter(later))
    amounts = (sheet.first_amount(p) or 0 for rows in later.values() for p in rows)
    shown = " and ".join(f"{sheet.row(p):,}" for p in (first, later[first][0]))
    verb = "stands" if len(later) == 1 else "stand"
    text = (
        f"{counted(len(later), 'contract')} {verb} in several rows of the same reference, title, days and value, each with "
        f"another supplier, such as “{sheet.text('ref', first)}” in rows {shown}. Is the value that of one contract with "
        f"several suppliers, or does each row count? The further rows add {format_pounds(sum(amounts))}."
    )
    choices = (AS_THEY_STAND, ONE_CONTRACT)
    if asker.ask("joint_suppliers", text, choices, AS_THEY_STAND) == ONE_CONTRACT:
        _join(sheet, later)


def _later_rows(sheet: Sheet) -> dict[int, list[int]]:
    """Return the rows of one contract each that name another supplier than its first, by that one."""
    groups, _ = of_one_reference(sheet, _sign)
    return {
        rows[0]: rows[1:]
        for rows in groups
        if len(rows) > 1
        and len({sheet.text("provider_id", p) for p in rows} - {""}) == len(rows)
        and sheet.first_amount(rows[0]) is not None
    }


def _sign(sheet: Sheet, position: int) -> tuple[str, ...]:
    """Return what the rows of a contract with several suppliers have in common."""
    return tuple(sheet.text(key, position) for key in _SAME if sheet.has(key))


def _question_lone(sheet: Sheet, asker: Asker) -> None:
    """Ask whether a row that holds a supplier and nothing else names one more of the contract above it."""
    place = sheet.places["provider_id"]
    others = [column for p, column in enumerate(sheet.table.columns) if p != place]
    kept = {*sheet.kept}
    above: dict[int, int] = {}
    for position in sheet.kept:
        if all(is_blank(c[position]) for c in others) and _is_a_body(sheet, position):
            first = above.get(position - 1, position - 1)
            if first in kept and sheet.row(position) == sheet.row(position - 1) + 1:
                above[position] = first
    if not above:
        return
    rows = ", ".join(f"{sheet.row(position):,}" for position in [*above][:SHOWN])
    text = (
        f"{counted(len(above), 'row')} with a supplier and nothing else: {rows}. Is it one more supplier of the contract "
        "in the row above, or a contract of its own?"
    )
    choices = (AS_THEY_STAND, ONE_CONTRACT)
    if asker.ask("lone_suppliers", text, choices, ONE_CONTRACT) == ONE_CONTRACT:
        later: dict[int, list[int]] = {}
        for position, first in above.items():
            later.setdefault(first, []).append(position)
        _join(sheet, later)


def _is_a_body(sheet: Sheet, position: int) -> bool:
    """Whether a row's supplier has a word of bodies and no number: "Round 2" heads the rows below it."""
    text = sheet.text("provider_id", position)
    return is_as_a_body(text) and not any(map(str.isdigit, text))


def _join(sheet: Sheet, later: Mapping[int, list[int]]) -> None:
    """Leave rows out and let the first of their contract have their suppliers."""
    for first, rows in later.items():
        sheet.joint[first] = (*sheet.joint.get(first, ()), *rows)
    reason = "Its supplier is one more of the contract in row {:,}."
    sheet.leave_out(
        {p: reason.format(sheet.row(first)) for first, rows in later.items() for p in rows}
    )
