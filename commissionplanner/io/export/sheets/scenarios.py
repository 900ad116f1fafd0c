"""The Scenarios sheet: each fund's scenarios side by side, first what they assume otherwise.

The scenario that the workbook is worked out under refers to the sheets of money, the others to
their models, so they follow when an assumption is changed there. Where a scenario is too large to
have one, its money is written as plain values, which each row says; sums, balances and differences
are formulas in every row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from commissionplanner.budget.results import Totals
from commissionplanner.io.export.cells import Sheet, at, money_width, span
from commissionplanner.io.export.content import Beside, Content, Side
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells, sum_or_word
from commissionplanner.io.export.sheets.scenario_models import Models
from commissionplanner.model.money import sum_known

LIVE, PLAIN, PARTLY = "Follows this workbook", "Plain values", "Formula on plain values"
_MONEY = (
    ("Money in, confirmed", "confirmed"),
    ("Money in, all known", "money_in"),
    ("Services, known", "spending"),
    ("Contingency", "contingency"),
)
_BALANCES = (
    ("Balance with confirmed money", "confirmed", "confirmed"),
    ("Balance with all known money", "with_assumed", "money_in"),
)
"""What a balance is called, its level, and the money in that it counts."""

Amounts = Sequence[int | None]


def fill(sheet: Sheet, content: Content, pools: list[PoolCells], models: Models) -> None:
    """Write each fund's scenarios; the sheets of money are written before."""
    most = max((cells.years for cells in pools), default=0)
    across = max([most + 1, *(len(each.sides) for each in content.beside.values())])
    sheet.widths([46.0, 22.0, *[_width(content)] * across])
    sheet.text(0, 0, "Scenarios", "title")
    sheet.text(1, 0, "Side by side, in pounds: what they assume and what comes of it.", "subtitle")
    row, starts = 3, list[int]()
    for cells in pools:
        starts.append(row - 1)
        beside = content.beside.get(cells.budget.pool.id, Beside())
        row = _Block(sheet, cells, beside, models).write(row) + 2
    sheet.blocks(starts[1:])
    if not pools:
        sheet.text(row, 0, content.why_no_pool, "plain")
    sheet.freeze(2, FIRST_YEAR_COLUMN)
    sheet.repeat(0, 1)


def _width(content: Content) -> float:
    totals = [side.totals for each in content.beside.values() for side in each.sides]
    rows = [row for one in totals for row in (one.contributions_p, one.expenditure_p)]
    return money_width((sum(abs(p or 0) for p in row) for row in rows), 18.0)


def _amounts(totals: Totals, figure: str) -> Amounts:
    return {
        "confirmed": totals.certain_p["confirmed"],
        "money_in": totals.contributions_p,
        "spending": totals.expenditure_p,
        "contingency": totals.contingency_p,
    }[figure]


@dataclass(slots=True)
class _Block:
    """One fund on the sheet; `at_row` is where the first scenario stands with each figure."""

    sheet: Sheet
    cells: PoolCells
    beside: Beside
    models: Models
    at_row: dict[str, int] = field(default_factory=dict)

    def write(self, row: int) -> int:
        self.sheet.text(row, 0, self.cells.budget.pool.name or "Fund", "heading")
        sides = self.beside.sides
        if len(sides) < 2:
            return self.sheet.paragraph(row + 1, "No other scenario is in this workbook.", "plain")
        plain = [side.name for side in sides if self._model(side) is None]
        said = "Each follows when an assumption is changed in this workbook."
        if plain:
            said = (
                f"Money of {', '.join(plain)} is worked out by the program and stands as plain "
                "values: it does not follow when an assumption is changed in this workbook."
            )
        row = self.sheet.paragraph(row + 1, said, "subtitle")
        for note in self.beside.notes:
            row = self.sheet.paragraph(row, note, "strong")
        row = self._assumed(row + 1)
        for name, figure in _MONEY:
            row = self._money(row + 1, name, figure)
        for name, level, given in _BALANCES:
            row = self._balances(row + 1, name, level, given)
        return row

    def _model(self, side: Side) -> PoolCells | None:
        """Return where a scenario's figures stand; None where it has no model."""
        return self.models.get((self.cells.budget.pool.id, side.scenario_id))

    def _assumed(self, row: int) -> int:
        names = [side.name for side in self.beside.sides]
        self.sheet.texts(row, 0, ("What they assume otherwise", ""), "head")
        self.sheet.texts(row, FIRST_YEAR_COLUMN, names, "head_right")
        for name, texts in self.beside.assumed or (("Nothing", ()),):
            row += 1
            self.sheet.texts(row, 0, (name, ""))
            self.sheet.texts(row, FIRST_YEAR_COLUMN, texts, "word_wrapped")
        return row + 1

    def _head(self, row: int, name: str) -> int:
        self.sheet.texts(row, 0, (name, "How it stands"), "head")
        years = [str(year) for year in self.cells.budget.years]
        heads = [*years, "All years, known"]
        self.sheet.texts(row, FIRST_YEAR_COLUMN, heads, "head_right")
        return row + 1

    def _money(self, row: int, name: str, figure: str) -> int:
        """Write what a figure is in each scenario, by year."""
        row = self.at_row[figure] = self._head(row, name)
        for side in self.beside.sides:
            model, amounts = self._model(side), _amounts(side.totals, figure)
            self.sheet.texts(row, 0, (side.name, LIVE if model else PLAIN))
            for n, amount_p in enumerate(amounts):
                column = FIRST_YEAR_COLUMN + n
                if model is not None:
                    # Levels are only there where the pool has a line of money in.
                    where = figure if figure in model.rows else "money_in"
                    self.sheet.amount(row, column, f"={model.cell(where, n)}", amount_p)
                else:
                    self.sheet.money(row, column, amount_p)
            self._sum(row, amounts)
            row += 1
        return row

    def _balances(self, row: int, name: str, level: str, given: str) -> int:
        """Write a balance of each scenario, then how it differs from the first's."""
        top = row = self._head(row, name)
        sides = self.beside.sides
        for place, side in enumerate(sides):
            words = PARTLY if self._model(side) is None else LIVE
            amounts = side.totals.balance_p[level]
            self.sheet.texts(row, 0, (side.name, words), "text_sub")
            for n, amount_p in enumerate(amounts):
                money, spent, held = (
                    at(self.at_row[figure] + place, FIRST_YEAR_COLUMN + n)
                    for figure in (given, "spending", "contingency")
                )
                known = f"COUNT({money},{spent})<2"
                formula = f'=IF({known},"Not known",ROUND({money}-SUM({spent},{held}),2))'
                self.sheet.amount(row, FIRST_YEAR_COLUMN + n, formula, amount_p, "money_sub")
            self._sum(row, amounts, "money_sub")
            row += 1
        for place, side in enumerate(sides[1:], 1):
            self.sheet.texts(row, 0, (f"{side.name}, less {sides[0].name}", "Difference"))
            self._differs(row, top, top + place, level, side)
            row += 1
        return row

    def _differs(self, row: int, first: int, own: int, level: str, side: Side) -> None:
        """Write how one scenario's balance differs from the first's."""
        base = self.beside.sides[0].totals.balance_p[level]
        found: list[int | None] = []
        for n, (p, base_p) in enumerate(zip(side.totals.balance_p[level], base, strict=True)):
            found.append(None if p is None or base_p is None else p - base_p)
            one, other = (at(place, FIRST_YEAR_COLUMN + n) for place in (own, first))
            formula = f'=IF(COUNT({one},{other})<2,"Not known",ROUND({one}-{other},2))'
            self.sheet.amount(row, FIRST_YEAR_COLUMN + n, formula, found[n])
        self._sum(row, found)

    def _sum(self, row: int, amounts: Amounts, style: str = "money") -> None:
        end = FIRST_YEAR_COLUMN + self.cells.years
        where = span(row, FIRST_YEAR_COLUMN, row, end - 1)
        self.sheet.amount(row, end, sum_or_word(where), sum_known(amounts), style)
