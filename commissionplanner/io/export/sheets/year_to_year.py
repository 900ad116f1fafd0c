"""The Year to year sheet: single-year exposure, what decisions do to it, what three years need."""

from collections.abc import Sequence
from typing import Final

from commissionplanner.analysis.contracts import decide_by
from commissionplanner.analysis.exposure_steps import steps
from commissionplanner.analysis.multi_year import BodyExposure, Case, cases, exposure_by_body
from commissionplanner.analysis.multi_year_words import clause_words, money_words, option_words
from commissionplanner.budget.scenarios import contract_views
from commissionplanner.io.export.cells import WITHHELD, Sheet, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import capital, counted, day_text

_LEAST_COLUMNS: Final = 8
_HEADINGS: Final = (
    "Contract", "£ a year", "Terms", "Ends", "Three years to", "Option to", "Notice by",
    "Break or funding clause", "Commissioner",
)  # fmt: skip


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet."""
    years = content.plan.years
    wide = max(2 * len(years) + 1, _LEAST_COLUMNS)
    sheet.widths([36.0, *[15.0] * wide, 36.0, 36.0])
    sheet.text(0, 0, "From year to year to multi-year", "title")
    sheet.text(1, 0, "Pounds of committed terms by financial year, by days. Later years show only "
               "what is committed by now. A framework's ceiling is not spend.", "subtitle")  # fmt: skip
    hidden = _hidden(content)
    row = _bodies(sheet, content, hidden, 3)
    row = _steps(sheet, content, hidden, row + 1)
    _cases(sheet, content, row + 1, 1 + wide)
    sheet.freeze(3, 1)


def _heads(sheet: Sheet, content: Content, row: int, first: str, last: str = "") -> None:
    years = content.plan.years
    sheet.text(row, 0, first, "head")
    sheet.texts(row, 1, [f"On single years {year}" for year in years], "head_right")
    sheet.texts(row, 1 + len(years), [f"Committed {year}" for year in years], "head_right")
    if last:
        sheet.text(row, 1 + 2 * len(years), last, "head_right")


def _hidden(content: Content) -> frozenset[str]:
    """Return the contracts whose values are not for this audience; they are counted as withheld."""
    plan = content.plan
    hidden = {key for key, one in plan.contracts.items() if not content.viewer.may_see(one)}
    if hidden:
        content.withheld.note("Values of contracts on the sheet Year to year", count=len(hidden))
    return frozenset(hidden)


def _without(plan: Plan, hidden: frozenset[str]) -> Plan:
    kept = {key: one for key, one in plan.contracts.items() if key not in hidden}
    return plan.with_table("contracts", kept) if hidden else plan


def _summed(rows: Sequence[BodyExposure]) -> list[int]:
    return [sum(column) for column in zip(*((*r.single_p, *r.known_p) for r in rows), strict=True)]


def _bodies(sheet: Sheet, content: Content, hidden: frozenset[str], row: int) -> int:
    """Write exposure by commissioner with live totals; return the next row."""
    plan = content.plan
    names, rows = Names(plan), exposure_by_body(_without(plan, hidden))
    sheet.text(row, 0, "By commissioner and year", "heading")
    _heads(sheet, content, row + 1, "Commissioner", "Contracts not known")
    first = row + 2
    for at, one in enumerate(rows, first):
        name = names.of("organisations", one.organisation_id, "No commissioner recorded")
        sheet.text(at, 0, name)
        amounts = (*one.single_p, *one.known_p)
        for column, amount_p in enumerate(amounts, 1):
            sheet.money(at, column, amount_p)
        sheet.count(at, 1 + len(amounts), one.unknown)
    last = first + len(rows)
    every = exposure_by_body(plan)
    if hidden and every:
        shown = _summed(rows) or [0] * 2 * len(plan.years)
        sheet.text(last, 0, f"{WITHHELD}, {counted(len(hidden), 'contract')}", "withheld")
        for column, (all_p, shown_p) in enumerate(zip(_summed(every), shown, strict=True), 1):
            sheet.money(last, column, all_p - shown_p)
        last += 1
    sheet.text(last, 0, "All", "text_total")
    for column, amount_p in enumerate(_summed(every), 1):
        where = span(first, column, last - 1, column)
        sheet.amount(last, column, f"=SUM({where})", amount_p, "money_total")
    return last + 1


def _steps(sheet: Sheet, content: Content, hidden: frozenset[str], row: int) -> int:
    """Write what decisions do to the exposure; return the next row."""
    sheet.text(row, 0, "What decisions do to it", "heading")
    said = (
        "An action or decision says that something is in hand, not to when: it changes a figure "
        "once an end is moved."
    )
    if hidden:
        said += f" {counted(len(hidden), 'contract')} withheld and left out."
    sheet.text(row + 1, 0, said, "plain")
    _heads(sheet, content, row + 2, "State", "Contracts of a year or less")
    others = [(name, _without(seen, hidden)) for name, seen in contract_views(content.plan)]
    for at, step in enumerate(steps(_without(content.plan, hidden), others), row + 3):
        sheet.text(at, 0, f"    {step.name}" if step.is_part else step.name)
        amounts = (*step.single_p, *(() if step.is_part else step.known_p))
        for column, amount_p in enumerate(amounts, 1):
            sheet.money(at, column, amount_p)
        sheet.count(at, 1 + 2 * len(step.single_p), step.contracts)
        row = at
    return row + 1


def _cases(sheet: Sheet, content: Content, row: int, wide_from: int) -> None:
    """Write every contract on single years with what three years would need."""
    found = cases(content.plan)
    sheet.text(row, 0, "What three years would need", "heading")
    sheet.texts(row + 1, 0, _HEADINGS, "head")
    sheet.texts(row + 1, wide_from, ("Money to then", "Route"), "head")
    if not found:
        sheet.text(row + 2, 0, "No contract of a year or less, or rolled over, is ahead.", "plain")
    for at, case in enumerate(found, row + 2):
        _case(sheet, content, at, case)
        sheet.text(at, wide_from, money_words(case))
        sheet.text(at, wide_from + 1, capital(case.route))


def _case(sheet: Sheet, content: Content, row: int, case: Case) -> None:
    contract, names = case.contract, Names(content.plan)
    sheet.text(row, 0, contract.title)
    if content.viewer.may_see(contract):
        sheet.money(row, 1, case.value_p)
    else:
        sheet.text(row, 1, WITHHELD, "withheld")
    sheet.count(row, 2, case.rolled)
    sheet.day(row, 3, contract.committed_end_on)
    sheet.day(row, 4, case.longer_to)
    sheet.text(row, 5, capital(option_words(contract)))
    sheet.text(row, 6, capital(day_text(decide_by(contract))))
    sheet.text(row, 7, capital(clause_words(case)))
    sheet.text(row, 8, names.of("organisations", contract.commissioner_id))
