"""A fund's totals in real terms on the Summary: the price index in cells, the sums as formulas.

real = cash × index of the base year ÷ index of its own year
"""

from fractions import Fraction

from commissionplanner.budget.real_terms import prices_of
from commissionplanner.io.export.cells import Sheet, at
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells


def real_rows(sheet: Sheet, cells: PoolCells, row: int) -> int:
    """Write money in, services and balance in the prices of one year; return the next row.

    Nothing is written where cash is taken as real, because the plan says nothing of prices.
    """
    budget, totals = cells.budget, cells.budget.totals
    prices = prices_of(budget.seen, budget.pool.id)
    if prices.is_plain or prices.base is None:
        return row
    row = sheet.paragraph(row, f"Real terms. {prices.words}", "subtitle")
    indices = [prices.index.get(year) for year in budget.years]
    base = prices.index.get(prices.base)
    _indices(sheet, row, f"Price index, {prices.base}", [base] * len(indices))
    _indices(sheet, row + 1, "Price index of the year", indices)
    for n, (name, figure, amounts) in enumerate(
        (
            ("Money in, in real terms", "money_in", totals.contributions_p),
            ("Services, in real terms", "spending", totals.expenditure_p),
            (
                "Balance with all known money, in real terms",
                "balance with_assumed",
                totals.balance_p["with_assumed"],
            ),
        ),
        row + 2,
    ):
        sheet.texts(n, 0, (name, ""), "text")
        for year, real_p in enumerate(prices.all_real_p(amounts, budget.years)):
            column = FIRST_YEAR_COLUMN + year
            cash = cells.cell(figure, year)
            top, own = at(row, column), at(row + 1, column)
            formula = f'=IF(COUNT({cash},{top},{own})<3,"Not known",ROUND({cash}*{top}/{own},2))'
            sheet.amount(n, column, formula, real_p)
    return row + 5


def _indices(sheet: Sheet, row: int, name: str, indices: list[Fraction | None]) -> None:
    sheet.texts(row, 0, (name, ""), "text")
    for n, index in enumerate(indices):
        if index is None:
            sheet.money(row, FIRST_YEAR_COLUMN + n, None)
        else:
            sheet.number(row, FIRST_YEAR_COLUMN + n, float(index), "exact")
