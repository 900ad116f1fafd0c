"""What is to be decided so that contracts end together, as a workbook or a table of text."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Final

from commissionplanner.analysis.cotermination import Alignment, Move
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.move_words import (
    notes_words,
    provider_words,
    small_effect_words,
    summary_words,
    what_words,
)
from commissionplanner.analysis.small_providers import small_providers
from commissionplanner.io.export.cells import WITHHELD, Book, Sheet, span
from commissionplanner.io.export.content import Names, Viewer
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.io.plan_folder import safe_text
from commissionplanner.model.money import format_pounds
from commissionplanner.model.words import NOT_KNOWN, capital, counted, day_text
from commissionplanner.model.years import FinancialYear

_BEFORE: Final = (
    "Reference", "Contract", "Commissioner", "Supplier", "Ends now", "Would end", "Decision",
    "Legal route", "Decide by",
)  # fmt: skip
_AFTER: Final = (
    "Change of value", "To procure to that day", "Cost of ending early", "Small provider", "Notes",
)  # fmt: skip
_WIDTHS: Final = (13.0, 32.0, 20.0, 22.0, 12.0, 12.0, 20.0, 30.0, 12.0)
_MONEY, _LAST = 15.0, (26.0, 48.0)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the list is made of.

    Attributes:
        index: Joins of the plan.
        name: Of the group.
        found: The alignment.
        chosen: Those of its moves that are to be made; all others stand as left as they are.
        viewer: For whom; values not for them are withheld and counted.
        furniture: What stands on every page.
    """

    index: Index
    name: str
    found: Alignment
    chosen: tuple[Move, ...]
    viewer: Viewer
    furniture: Furniture

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The years in which any move to be made changes anything."""
        return tuple(sorted({year for move in self.chosen for year in move.by_year_p or {}}))

    @property
    def is_partial(self) -> bool:
        """Whether any value is not for this audience."""
        return any(not self.viewer.may_see(move.contract) for move in self.found.moves)

    def headings(self) -> tuple[str, ...]:
        """Return the headings, years among them."""
        return (*_BEFORE, *(f"Change {year}" for year in self.years), *_AFTER)

    def said(self) -> list[str]:
        """Return what stands above the list, a sentence or more a line."""
        lines = [f"For {self.viewer.label}. {self.furniture.as_at}. Every route is to be checked "
                 "with procurement: nothing here says that a move is lawful."]  # fmt: skip
        if self.is_partial:
            hidden = sum(not self.viewer.may_see(move.contract) for move in self.found.moves)
            return [*lines, f"Values of {counted(hidden, 'contract')} are withheld, and with them "
                    "what the list comes to."]  # fmt: skip
        lines.append(summary_words(self.found, self.chosen))
        effects = small_providers(self.index, self.found, self.chosen)
        return [*lines, *(small_effect_words(self.index, one) for one in effects)]

    def decision(self, move: Move) -> str:
        """Return what is to be decided."""
        if move.moves and move not in self.chosen:
            return "Left as it is"
        return what_words(move)


def decision_workbook(made: Decisions) -> bytes:
    """Return the list as the bytes of a workbook with one sheet, totals as live formulas."""
    book = Book(made.furniture)
    sheet = book.sheet("Decisions")
    years = made.years
    money = [_MONEY] * (len(years) + 3)
    sheet.widths((*_WIDTHS, *money, *_LAST))
    sheet.text(0, 0, f"Ends of {made.name} on {day_text(made.found.target_on)}", "title")
    row = 1
    for line in made.said():
        row = sheet.paragraph(row, line, "subtitle", 150)
    head = row + 1
    sheet.texts(head, 0, made.headings(), "head")
    for at_row, move in enumerate(made.found.in_order(), head + 1):
        _row(sheet, made, at_row, move)
    last = head + max(len(made.found.moves), 1)
    _totals(sheet, made, head, last)
    sheet.freeze(head + 1, 2)
    sheet.repeat(head, head)
    sheet.filter(head, 0, last, len(made.headings()) - 1)
    return book.bytes()


def _row(sheet: Sheet, made: Decisions, row: int, move: Move) -> None:
    contract, names = move.contract, Names(made.index.plan)
    is_made = move in made.chosen
    sheet.text(row, 0, contract.ref, "code")
    sheet.text(row, 1, contract.title)
    sheet.text(row, 2, names.of("organisations", contract.commissioner_id))
    sheet.text(row, 3, names.of("organisations", contract.provider_id))
    sheet.day(row, 4, move.end_on)
    sheet.day(row, 5, move.to_on if is_made else move.end_on)
    sheet.text(row, 6, made.decision(move))
    sheet.text(row, 7, capital(move.route))
    if move.decide_by is None:
        sheet.blank(row, 8, "blank_box")
    else:
        sheet.day(row, 8, move.decide_by)
    _amounts(sheet, made, row, move)
    first = len(_BEFORE) + len(made.years) + 3
    sheet.text(row, first, provider_words(made.index, move) if _may_see(made, move) else WITHHELD)
    sheet.text(row, first + 1, notes_words(move))


def _may_see(made: Decisions, move: Move) -> bool:
    return made.viewer.may_see(move.contract)


def _amounts(sheet: Sheet, made: Decisions, row: int, move: Move) -> None:
    """Write what a move changes by year and in all, what is to procure, and the cost of ending."""
    years, column = made.years, len(_BEFORE)
    is_made = move in made.chosen
    if not _may_see(made, move):
        for at_column in range(column, column + len(years) + 3):
            sheet.text(row, at_column, WITHHELD, "withheld")
        return
    for n, year in enumerate(years):
        known = {} if not is_made else move.by_year_p
        sheet.money(row, column + n, None if known is None else known.get(year, 0))
    total = column + len(years)
    if is_made and move.by_year_p is None:
        sheet.money(row, total, None)
    elif years:
        formula = f"=SUM({span(row, column, row, total - 1)})"
        sheet.amount(row, total, formula, (move.change_p or 0) if is_made else 0)
    else:
        sheet.money(row, total, 0)
    sheet.money(row, total + 1, move.to_procure_p)
    sheet.money(row, total + 2, move.exit_cost_p if is_made else 0)


def _totals(sheet: Sheet, made: Decisions, head: int, last: int) -> None:
    shown = [move for move in made.found.moves if _may_see(made, move)]
    chosen = [move for move in shown if move in made.chosen]
    sums = [sum((move.by_year_p or {}).get(year, 0) for move in chosen) for year in made.years]
    sums.append(sum(move.change_p or 0 for move in chosen))
    sums.append(sum(move.to_procure_p or 0 for move in shown))
    sums.append(sum(move.exit_cost_p or 0 for move in chosen))
    row = last + 1
    sheet.text(row, 1, "Known, all", "text_total")
    for column, amount_p in enumerate(sums, len(_BEFORE)):
        where = span(head + 1, column, last, column)
        sheet.amount(row, column, f"=SUM({where})", amount_p, "money_total")


def decision_csv(made: Decisions) -> bytes:
    """Return the list as a table of text: every field in quotes, nothing that could be a formula."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(made.headings())
    for move in made.found.in_order():
        writer.writerow([safe_text(cell) for cell in _cells(made, move)])
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def _cells(made: Decisions, move: Move) -> Sequence[str]:
    contract, names = move.contract, Names(made.index.plan)
    is_made, seen = move in made.chosen, _may_see(made, move)
    by_year = (move.by_year_p if is_made else {}) if seen else {}
    amounts = [None if by_year is None else by_year.get(year, 0) for year in made.years]
    amounts += [
        (move.change_p if is_made else 0), move.to_procure_p, move.exit_cost_p if is_made else 0,
    ]  # fmt: skip
    end = move.to_on if is_made else move.end_on
    return (
        contract.ref, contract.title, names.of("organisations", contract.commissioner_id),
        names.of("organisations", contract.provider_id), day_text(move.end_on), day_text(end),
        made.decision(move), capital(move.route), day_text(move.decide_by) if move.decide_by else "",
        *(_amount(each) if seen else WITHHELD for each in amounts),
        provider_words(made.index, move) if seen else WITHHELD, notes_words(move),
    )  # fmt: skip


def _amount(amount_p: int | None) -> str:
    return NOT_KNOWN if amount_p is None else format_pounds(amount_p)
