"""The Expenditure sheet: what each service costs by year, the contingency, and their totals."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.io.export.carried import CarriedLines, Line
from commissionplanner.io.export.cells import Book, Sheet, at, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.io.export.plan_of_cells import (
    FIRST_YEAR_COLUMN,
    SHARED,
    PoolCells,
    sum_or_word,
    year_width,
)
from commissionplanner.model.money import sum_known
from commissionplanner.model.words import counted

IN_KIND = "In kind: staff, rooms and goods, in no total of money"
_ORIGINS = {
    "recorded": "Recorded",
    "projected": "Worked out",
    "not_running": "Not running",
    "one_off": "Nil, because it came once",
    "part_year": "Part of a full year",
    "school_year": "From school years",
    "not_known": "Not known",
}


def fill(
    book: Book, sheet: Sheet, assumptions: Sheet, content: Content, pools: list[PoolCells]
) -> None:
    """Write the sheet and remember where each pool's totals stand."""
    most = max((cells.years for cells in pools), default=0)
    sheet.widths([36.0, 22.0, *[year_width(pools)] * (most + 1), 15.0, 28.0])
    sheet.text(0, 0, "Expenditure", "title")
    sheet.text(
        1,
        0,
        "Money out, in pounds. Yellow cells are inputs; italic ones are worked out.",
        "subtitle",
    )
    row = 3
    for cells in pools:
        row = block(book, sheet, assumptions, content, cells, row) + 2
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, FIRST_YEAR_COLUMN)
    sheet.repeat(0, 1)


def block(
    book: Book, sheet: Sheet, assumptions: Sheet, content: Content, cells: PoolCells, row: int
) -> int:
    """Write one fund's table; return the next row. The rates stand on the sheet `assumptions`."""
    return _Block(book, sheet, assumptions, content, cells).write(row)


class _Block:
    """One pool on the sheet."""

    def __init__(
        self, book: Book, sheet: Sheet, assumptions: Sheet, content: Content, cells: PoolCells
    ) -> None:
        self.book, self.sheet, self.assumptions = book, sheet, assumptions
        self.content, self.cells, self.budget = content, cells, cells.budget
        self.names = Names(content.plan)
        self.columns = range(FIRST_YEAR_COLUMN, FIRST_YEAR_COLUMN + cells.years)
        self.end = self.columns.stop
        services = content.plan.services
        self.carried = CarriedLines(sheet, assumptions, cells)
        self.shown, self.hidden = list[ExpenditureLine](), list[ExpenditureLine]()
        self.kinds, self.hidden_kinds = list[ExpenditureLine](), list[ExpenditureLine]()
        for line in self.budget.expenditure:
            visible = content.viewer.may_see(services.get(line.service_id))
            kinds = (self.kinds, self.hidden_kinds) if line.in_kind else (self.shown, self.hidden)
            kinds[not visible].append(line)
        self.first = self.last = 0

    def write(self, row: int) -> int:
        self._head(row, self.cells.title)
        self.first = row + 2
        row = self._lines(self.first, self.shown, self.hidden)
        self.last = max(row - 1, self.first)
        self.cells.lines = (self.sheet, self.first, self.last)
        row = self._spending(row)
        row = self._contingency(row)
        row = self._below(row)
        if self.kinds or self.hidden_kinds:
            row = self._in_kind(row + 1)
        return self.carried.workings(row + 1, self._head_of_years)

    def _lines(
        self, row: int, shown: Sequence[ExpenditureLine], hidden: Sequence[ExpenditureLine]
    ) -> int:
        for line in shown:
            self._line(row, line)
            row += 1
        for number, line in self._withheld(hidden):
            self._withheld_line(row, number, line)
            row += 1
        return row

    def _in_kind(self, row: int) -> int:
        """Write staff, rooms and goods apart: no total of money holds them."""
        self._head(row, IN_KIND)
        first = row + 2
        row = self._lines(first, self.kinds, self.hidden_kinds)
        self.sheet.texts(row, 0, ("In kind, known", ""), "text_total")
        for n, column in enumerate(self.columns):
            formula = sum_or_word(span(first, column, row - 1, column))
            spent_p = self.budget.totals.in_kind_out_p[n]
            self.sheet.amount(row, column, formula, spent_p, "money_total")
        self._note("in_kind_out", row)
        return row + 1

    def _head_of_years(self, row: int, title: str) -> None:
        self.sheet.text(row, 0, title, "heading")
        self.sheet.texts(row + 1, 0, ("Service", ""), "head")
        years = [str(year) for year in self.budget.years]
        self.sheet.texts(row + 1, FIRST_YEAR_COLUMN, years, "head_right")

    def _head(self, row: int, title: str) -> None:
        self.sheet.text(row, 0, title, "heading")
        self.sheet.texts(row + 1, 0, ("Service", "Led by"), "head")
        years = [str(year) for year in self.budget.years]
        self.sheet.texts(row + 1, FIRST_YEAR_COLUMN, years, "head_right")
        self.sheet.text(row + 1, self.end, "All years, known", "head_right")
        self.sheet.texts(row + 1, self.end + 1, ("Risk share", "How it came about"), "head")

    def _line(self, row: int, line: ExpenditureLine) -> None:
        name = self.names.of("services", line.service_id)
        self.sheet.text(row, 0, name)
        self.sheet.text(row, 1, self.names.of("organisations", line.lead_id))
        worked = tuple(origin == "projected" for origin in line.origins)
        self.carried.amounts(
            row,
            Line(
                (line.service_id, line.in_kind),
                (name, ""),
                line.amounts_p,
                worked,
                line.bases_p,
                line.rates,
            ),
        )
        self._ending(row, line.amounts_p, self.cells.stands(line))
        self.sheet.text(row, self.end + 2, self._how(line))

    def _ending(self, row: int, amounts_p: Sequence[int | None], word: str) -> None:
        where = span(row, FIRST_YEAR_COLUMN, row, self.end - 1)
        self.sheet.amount(row, self.end, sum_or_word(where), sum_known(amounts_p))
        self.sheet.text(row, self.end + 1, word)

    def _how(self, line: ExpenditureLine) -> str:
        """Say of which years an amount is recorded, worked out or not known."""
        parts = []
        for origin, group in groupby(range(self.cells.years), key=line.origins.__getitem__):
            at_years = list(group)
            first, last = self.budget.years[at_years[0]], self.budget.years[at_years[-1]]
            years = str(first) if first == last else f"{first} to {last}"
            parts.append(f"{_ORIGINS[origin]} {years}")
        if any(n > 0 and p is not None for n, p in zip(line.unknown, line.amounts_p, strict=True)):
            parts.append("parts of it not known")
        return "; ".join(parts)

    def _withheld(self, hidden: Sequence[ExpenditureLine]) -> list[tuple[int, ExpenditureLine]]:
        """Return one line for each kind of risk share in place of the services withheld."""
        kinds: dict[str, list[ExpenditureLine]] = {}
        for line in hidden:
            kinds.setdefault(self.cells.stands(line), []).append(line)
        found = []
        for _, lines in sorted(kinds.items(), reverse=True):  # what is shared first
            sums = tuple(
                sum_known(line.amounts_p[n] for line in lines) for n in range(self.cells.years)
            )
            found.append((len(lines), replace(lines[0], amounts_p=sums)))
        return found

    def _withheld_line(self, row: int, number: int, line: ExpenditureLine) -> None:
        self.sheet.text(row, 0, f"Withheld: {counted(number, 'service')}")
        self.sheet.text(row, 1, "Withheld")
        for n, column in enumerate(self.columns):
            self.sheet.money(row, column, line.amounts_p[n])
        self._ending(row, line.amounts_p, self.cells.stands(line))
        self.sheet.text(row, self.end + 2, "Constant: not for this audience")
        self.content.withheld.note("Services in the fund", sum_known(line.amounts_p), number)

    def _spending(self, row: int) -> int:
        self.sheet.texts(row, 0, ("Services, known", ""), "text_total")
        spent = self.budget.totals.expenditure_p
        for n, column in enumerate(self.columns):
            if self.budget.expenditure:
                formula = sum_or_word(span(self.first, column, self.last, column))
                self.sheet.amount(row, column, formula, spent[n], "money_total")
            else:
                self.sheet.money(row, column, spent[n], "money_total")
        self._note("spending", row)
        return row + 1

    def _contingency(self, row: int) -> int:
        self.sheet.texts(row, 0, ("Contingency", "Held by the host"), "text_sub")
        held = self.budget.totals.contingency_p
        for n, column in enumerate(self.columns):
            if self.budget.contingency.fixed[n]:
                given = self.cells.cell("contingency_amount", n)
                formula = f'=IF(ISNUMBER({given}),{given},"Not known")'
            else:
                rate, spent = self.cells.cell("contingency_rate", n), at(row - 1, column)
                formula = f'=IF(COUNT({spent},{rate})<2,"Not known",ROUND({spent}*{rate},2))'
            self.sheet.amount(row, column, formula, held[n], "money_sub")
        self._note("contingency", row)
        return row + 1

    def _below(self, row: int) -> int:
        """Write money out, what is not known, and the spending that is shared."""
        totals = self.budget.totals
        self.sheet.texts(row, 0, ("Money out", ""), "text_total")
        for n, column in enumerate(self.columns):
            spent_p, held_p = totals.expenditure_p[n], totals.contingency_p[n]
            out_p = None if spent_p is None else spent_p + (held_p or 0)
            both = span(row - 2, column, row - 1, column)
            formula = f'=IF(ISNUMBER({at(row - 2, column)}),SUM({both}),"Not known")'
            self.sheet.amount(row, column, formula, out_p, "money_total")
        self._note("money_out", row)
        self.sheet.texts(row + 1, 0, ("Costs not known, left out of the sum", ""), "text_sub")
        self.sheet.texts(row + 2, 0, ("Spending that is shared", "See Risk share"), "text_sub")
        words = span(self.first, self.end + 1, self.last, self.end + 1)
        for n, column in enumerate(self.columns):
            where = span(self.first, column, self.last, column)
            self._count_unknown(row + 1, n, column, where)
            shared = f'SUMIF({words},"{SHARED}*",{where})'
            test = f'COUNTIFS({words},"{SHARED}*",{where},">=-1E+300")'
            formula = f'=IF({test}=0,"Not known",{shared})'
            self.sheet.amount(
                row + 2, column, formula, self.budget.exposure.shared_p[n], "money_sub"
            )
        self._note("unknown_out", row + 1)
        self._note("shared", row + 2)
        return row + 3

    def _count_unknown(self, row: int, n: int, column: int, where: str) -> None:
        """Count costs not known; those within a sum of known ones are added as a number."""
        if not self.budget.expenditure:
            self.sheet.count(row, column, 0)
            return
        words = sum(line.amounts_p[n] is None for line in self.shown)
        words += sum(line.amounts_p[n] is None for _, line in self._withheld(self.hidden))
        more = self.budget.totals.unknown_expenditure[n] - words
        formula = f'=COUNTIF({where},"Not known")' + (f"+{more}" if more else "")
        value = self.budget.totals.unknown_expenditure[n]
        self.sheet.formula(row, column, formula, value, "count")

    def _note(self, figure: str, row: int) -> None:
        self.cells.note(figure, self.sheet, row)
        if figure in ("spending", "contingency", "money_out") and self.cells.years:
            where = (row, FIRST_YEAR_COLUMN, row, self.end - 1)
            self.cells.define(self.book, figure, self.sheet, where)
