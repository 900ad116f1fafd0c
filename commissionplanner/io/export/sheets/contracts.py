"""The Contracts sheet: every contract with its dates and values, and live totals above."""

from collections.abc import Iterable

from commissionplanner.io.export.cells import WITHHELD, Book, Sheet, at, money_width, span
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import sum_known
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary

_HEADINGS = (
    "Reference", "Contract", "Commissioner", "Supplier", "Starts", "Ends", "Could run to",
    "Committed days", "£ a year", "Total value", "Value is", "Kind",
)  # fmt: skip
_HEAD_ROW = 8
_ANNUAL, _TOTAL, _KIND = 8, 9, 10
_OPEN = {"rolling": "Rolling", "open_ended": "Open-ended"}


def fill(book: Book, sheet: Sheet, content: Content) -> None:
    """Write the sheet."""
    names = Names(content.plan)
    sheet.text(0, 0, "Contracts", "title")
    sheet.text(
        1, 0, "Values as recorded, in pounds. A framework's ceiling is not spend.", "subtitle"
    )
    rows = sorted(
        content.plan.contracts.values(),
        key=lambda c: (names.of("organisations", c.commissioner_id, "~"), c.title, c.ref, c.id),
    )
    sheet.widths(_column_widths(rows))
    first, last = _HEAD_ROW + 1, _HEAD_ROW + max(len(rows), 1)
    hidden = [c for c in rows if not content.viewer.may_see(c)]
    _totals(book, sheet, rows, hidden, (first, last))
    sheet.texts(_HEAD_ROW, 0, _HEADINGS, "head")
    for row, contract in enumerate(rows, first):
        _row(sheet, names, row, contract, shown=content.viewer.may_see(contract))
    if hidden:
        content.withheld.note("Contract values", _sum(hidden, "total_value_p"), len(hidden))
    if not rows:
        sheet.text(first, 0, "The plan holds no contract.", "plain")
    else:
        sheet.filter(_HEAD_ROW, 0, last, len(_HEADINGS) - 1)
    sheet.freeze(_HEAD_ROW + 1, 2)
    sheet.repeat(_HEAD_ROW, _HEAD_ROW)


def contract_sum(plan: Plan, name: str) -> int | None:
    """Return what all contracts' values of a kind make; None where none is known."""
    return _sum(plan.contracts.values(), name)


def _sum(contracts: Iterable[Contract], name: str) -> int | None:
    return sum_known(getattr(contract, name) for contract in contracts)


def _totals(
    book: Book,
    sheet: Sheet,
    rows: list[Contract],
    hidden: list[Contract],
    place: tuple[int, int],
) -> None:
    """Write the sums above the headings: all, withheld, ceilings, and how many are not known."""
    first, last = place
    left_out = {c.id for c in hidden}
    shown = [c for c in rows if c.id not in left_out]
    ceilings = [c for c in shown if c.value_kind == "framework_ceiling"]
    ceiling = vocabulary("value_kind").label_of("framework_ceiling")
    sheet.text(2, 1, f"{len(rows):,} contracts", "head")
    sheet.texts(2, 2, ("£ a year", "Total value"), "head_right")
    for row, text in enumerate(
        ("All values, known", "Of them: withheld", "Of them: framework ceilings", "Not known"), 3
    ):
        sheet.text(row, 1, text, "text_sub")
    kinds = span(first, _KIND, last, _KIND)
    for to, column, name in ((2, _ANNUAL, "annual_value_p"), (3, _TOTAL, "total_value_p")):
        where = span(first, column, last, column)
        all_p, hidden_p = _sum(rows, name), _sum(hidden, name)
        formula = f'=IF(COUNT({where},{at(4, to)})=0,"Not known",SUM({where},{at(4, to)}))'
        sheet.amount(3, to, formula, all_p, "money_total")
        if hidden_p is None:
            sheet.text(4, to, "Nothing" if not hidden else "Not known", "word")
        else:
            sheet.money(4, to, hidden_p)
        formula = f'=SUMIF({kinds},"{ceiling}",{where})'
        sheet.amount(5, to, formula, _sum(ceilings, name) or 0)
        unknown = sum(getattr(c, name) is None for c in shown)
        sheet.formula(6, to, f'=COUNTIF({where},"Not known")', unknown, "count")
    book.define("Contract_annual_values", sheet, (first, _ANNUAL, last, _ANNUAL))
    book.define("Contract_total_values", sheet, (first, _TOTAL, last, _TOTAL))


def _column_widths(rows: list[Contract]) -> list[float]:
    annual, total = (
        money_width((getattr(c, name) for c in rows), 14.0)
        for name in ("annual_value_p", "total_value_p")
    )
    sums = money_width((_sum(rows, "annual_value_p"), _sum(rows, "total_value_p")))
    return [14.0, 36.0, max(24.0, sums), max(26.0, sums), 12.0, 12.0, 12.0, 10.0, annual, total,
            12.0, 14.0]  # fmt: skip


def _row(sheet: Sheet, names: Names, row: int, contract: Contract, *, shown: bool) -> None:
    found = dict(contract.as_found)
    sheet.text(row, 0, contract.ref, "code")
    sheet.text(row, 1, contract.title)
    sheet.text(row, 2, names.of("organisations", contract.commissioner_id))
    suppliers = names.all("organisations", contract.all_provider_ids)
    sheet.text(row, 3, suppliers or "Not known")
    sheet.day(row, 4, contract.start_on, found.get("start_on", ""))
    ends = found.get("current_end_on", "") or _OPEN.get(contract.term_kind or "", "")
    sheet.day(row, 5, contract.committed_end_on, ends)
    if contract.max_end_on:
        sheet.day(row, 6, contract.max_end_on)
    else:
        sheet.blank(row, 6, "blank_box")
    sheet.count(row, 7, contract.term_days)
    for column, amount_p in ((_ANNUAL, contract.annual_value_p), (_TOTAL, contract.total_value_p)):
        if shown:
            sheet.money(row, column, amount_p)
        else:
            sheet.text(row, column, WITHHELD, "withheld")
    sheet.text(row, _KIND, label("value_kind", contract.value_kind))
    sheet.text(row, 11, label("contract_kind", contract.kind))
