"""The Contributions sheet: money in by partner and stream, how sure it is, and its totals."""

from collections.abc import Iterator
from itertools import groupby

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.io.export.carried import CarriedLines, Line
from commissionplanner.io.export.cells import Book, Sheet, span
from commissionplanner.io.export.content import Content, Names
from commissionplanner.io.export.plan_of_cells import (
    FIRST_YEAR_COLUMN,
    PoolCells,
    sum_or_word,
    year_width,
)
from commissionplanner.model.joins import CERTAINTIES
from commissionplanner.model.money import sum_known
from commissionplanner.model.vocab import vocabulary

NOT_RECORDED = "Not recorded"
"""The word for a certainty that nobody recorded; such money counts with assumed money."""

IN_KIND = "In kind: staff, rooms and goods, in no total of money"


def fill(
    book: Book, sheet: Sheet, assumptions: Sheet, content: Content, pools: list[PoolCells]
) -> None:
    """Write the sheet and remember where each pool's totals stand."""
    most = max((cells.years for cells in pools), default=0)
    sheet.widths([30.0, 40.0, *[year_width(pools)] * (most + 1)])
    sheet.text(0, 0, "Contributions", "title")
    sheet.text(1, 0, "Money in, in pounds. Yellow cells are inputs.", "subtitle")
    row = 3
    starts = []
    for cells in pools:
        starts.append(row - 1)
        row = block(book, sheet, assumptions, content, cells, row) + 2
    sheet.blocks(starts[1:])
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
        self.lines = tuple(line for line in self.budget.contributions if not line.in_kind)
        self.kinds = tuple(line for line in self.budget.contributions if line.in_kind)
        self.carried = CarriedLines(sheet, assumptions, cells)
        self.columns = range(FIRST_YEAR_COLUMN, FIRST_YEAR_COLUMN + cells.years)
        self.first = self.sure = 0

    def write(self, row: int) -> int:
        self._head(row, self.cells.title, ("Partner", "Stream"), "All years, known")
        self.first = row + 2
        for n, line in enumerate(self.lines):
            self._line(self.first + n, line)
        last = self.first + len(self.lines) - 1
        row = self._total(last + 1, last)
        row = self._partners(row + 1)
        row = self._certainty(row + 1, last)
        row = self._in_kind(row + 1) if self.kinds else row
        return self.carried.workings(
            row + 1, lambda n, title: self._head(n, title, ("Partner", "Stream"), "")
        )

    def _head(self, row: int, title: str, labels: tuple[str, str], end: str) -> None:
        self.sheet.text(row, 0, title, "heading")
        self.sheet.texts(row + 1, 0, labels, "head")
        years = [str(year) for year in self.budget.years]
        self.sheet.texts(row + 1, FIRST_YEAR_COLUMN, years, "head_right")
        if end:
            self.sheet.text(row + 1, FIRST_YEAR_COLUMN + len(years), end, "head_right")

    def _named(self, line: ContributionLine) -> tuple[str, str]:
        stream = self.content.plan.funding_streams.get(line.stream_id or "")
        name = self.names.of("funding_streams", line.stream_id, "No stream recorded")
        if stream is not None and not self.content.viewer.may_see(stream):
            name = "Withheld"
        partner = self.names.of("organisations", line.partner_id, "Partner not known")
        return partner, f"{name} (one-off)" if line.one_off else name

    def _line(self, row: int, line: ContributionLine) -> None:
        stream = self.content.plan.funding_streams.get(line.stream_id or "")
        if stream is not None and not self.content.viewer.may_see(stream):
            self.content.withheld.note("Names of funding streams")
        labels = self._named(line)
        self.sheet.texts(row, 0, labels)
        self.carried.amounts(
            row,
            Line(
                place=(line.partner_id, line.stream_id, line.one_off, line.in_kind),
                labels=labels,
                amounts_p=line.amounts_p,
                worked=tuple(origin == "rolled" for origin in line.origins),
                bases_p=line.bases_p,
                rates=line.rates,
                changes_p=line.changes_p,
                planned_p=line.planned_p,
                extras_p=line.extras_p,
            ),
        )
        self._all_years(row, line.amounts_p)

    def _in_kind(self, row: int) -> int:
        """Write staff, rooms and goods apart: no total of money holds them."""
        self._head(row, IN_KIND, ("Partner", "Stream"), "All years, known")
        first = row + 2
        for n, line in enumerate(self.kinds):
            self._line(first + n, line)
        row = first + len(self.kinds)
        self.sheet.texts(row, 0, ("In kind, known", ""), "text_total")
        given = self.budget.totals.in_kind_in_p
        for n, column in enumerate(self.columns):
            formula = sum_or_word(span(first, column, row - 1, column))
            self.sheet.amount(row, column, formula, given[n], "money_total")
        self._all_years(row, given, "money_total")
        self.cells.note("in_kind_in", self.sheet, row)
        return row + 1

    def _all_years(self, row: int, amounts_p: tuple[int | None, ...], style: str = "money") -> None:
        where = span(row, FIRST_YEAR_COLUMN, row, self.columns.stop - 1)
        self.sheet.amount(row, self.columns.stop, sum_or_word(where), sum_known(amounts_p), style)

    def _total(self, row: int, last: int) -> int:
        self.sheet.texts(row, 0, ("Money in, known", ""), "text_total")
        given = self.budget.totals.contributions_p
        for n, column in enumerate(self.columns):
            if self.lines:
                formula = sum_or_word(span(self.first, column, last, column))
                self.sheet.amount(row, column, formula, given[n], "money_total")
            else:
                self.sheet.money(row, column, given[n], "money_total")
        self._all_years(row, given, "money_total")
        self.cells.note("money_in", self.sheet, row)
        if self.cells.years:
            where = (row, FIRST_YEAR_COLUMN, row, self.columns.stop - 1)
            self.cells.define(self.book, "money_in", self.sheet, where)
        return self._unknown(row + 1, last)

    def _unknown(self, row: int, last: int) -> int:
        """Count the amounts not known; a cell that holds a part of one counts as known."""
        self.sheet.texts(row, 0, ("Amounts not known, left out of the sum", ""), "text_sub")
        partly = self.budget.totals.unknown_contributions
        for n, column in enumerate(self.columns):
            words = sum(line.amounts_p[n] is None for line in self.lines)
            more = partly[n] - words
            if not self.lines:
                self.sheet.count(row, column, 0)
                continue
            formula = f'=COUNTIF({span(self.first, column, last, column)},"Not known")'
            self.sheet.formula(
                row, column, formula + (f"+{more}" if more else ""), partly[n], "count"
            )
        self.cells.note("unknown_in", self.sheet, row)
        return row + 1

    def _partners(self, row: int) -> int:
        if not self.lines:
            return row
        self._head(row, "By partner", ("Partner", ""), "All years, known")
        row += 2
        totals = self.budget.partner_totals()
        for partner, (top, bottom) in _runs(self.lines):
            name = self.names.of("organisations", partner, "Partner not known")
            self.sheet.texts(row, 0, (name, ""), "text")
            for n, column in enumerate(self.columns):
                where = span(self.first + top, column, self.first + bottom, column)
                self.sheet.amount(row, column, sum_or_word(where), totals[partner][n])
            self._all_years(row, totals[partner])
            self.cells.note(f"partner {partner or ''}", self.sheet, row)
            row += 1
        return row

    def _certainty(self, row: int, last: int) -> int:
        if not self.lines:
            return row
        self._head(row, "How sure each amount is", ("Partner", "Stream"), "")
        words = [vocabulary("certainty").label_of(code) for code in CERTAINTIES]
        self.sure = row + 2
        for index, line in enumerate(self.lines):
            here = self.sure + index
            self.sheet.texts(here, 0, self._named(line))
            for n, column in enumerate(self.columns):
                word = vocabulary("certainty").label_of(line.certainty[n]) or NOT_RECORDED
                known = line.amounts_p[n] is not None
                self.sheet.text(here, column, word if known else "Not known",
                                "word_input" if known else "not_known")  # fmt: skip
                self.sheet.choices(here, column, (*words, NOT_RECORDED, "Not known"))
        return self._by_certainty(self.sure + len(self.lines) + 1, last, words)

    def _by_certainty(self, row: int, last: int, words: list[str]) -> int:
        self._head(row, "Money in by how sure it is", ("Counted up to", ""), "")
        row += 2
        totals = self.budget.totals
        certain = [totals.certain_p[level] for level in totals.certain_p]
        names = ("Confirmed money", "… and indicative money", "… and all other known money")
        for rank, (name, amounts) in enumerate(zip(names, certain, strict=True)):
            self.sheet.texts(row, 0, (name, ""), "text_sub")
            for n, column in enumerate(self.columns):
                formula = self._sum_of(column, last, words[: rank + 1], all_of=rank == 2)
                self.sheet.amount(row, column, formula, amounts[n], "money_sub")
            self.cells.note(tuple(totals.certain_p)[rank], self.sheet, row)
            row += 1
        return row

    def _sum_of(self, column: int, last: int, words: list[str], *, all_of: bool) -> str:
        amounts = span(self.first, column, last, column)
        if all_of:
            return sum_or_word(amounts)
        sure = span(self.sure, column, self.sure + len(self.lines) - 1, column)
        parts = "+".join(f'SUMIF({sure},"{word}",{amounts})' for word in words)
        return f'=IF(COUNT({amounts})=0,"Not known",{parts})'


def _runs(lines: tuple[ContributionLine, ...]) -> Iterator[tuple[str | None, tuple[int, int]]]:
    """Yield each partner with the first and last of its lines, which follow each other."""
    start = 0
    for partner, group in groupby(lines, key=lambda line: line.partner_id):
        size = len(list(group))
        yield partner, (start, start + size - 1)
        start += size
