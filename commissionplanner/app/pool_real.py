"""A fund's grid told in the prices of one year. No Qt here.

Every figure, sums among them, is its own cash brought to the base year and rounded once; so a sum
may differ by pennies from its parts in real terms. What the series of prices does not reach is not
known.
"""

from dataclasses import replace
from functools import partial

from commissionplanner.app.figure_origin import Origin, as_origin
from commissionplanner.app.pool_grid import Cell, Contents, Row, pounds
from commissionplanner.budget import explain
from commissionplanner.budget.real_terms import Prices, prices_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.years import FinancialYear


def real_rows(budget: PoolBudget, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows of a grid in real terms, under the same keys."""
    prices = prices_of(budget.seen, budget.pool.id)

    def contents(row: Row) -> Contents:
        pairs = zip(row.cells, budget.years, strict=False)
        return row.tip, tuple(_real(cell, prices, year) for cell, year in pairs), row.line

    return tuple(Row(row.kind, row.key, row.label, make=partial(contents, row)) for row in rows)


def _real(cell: Cell, prices: Prices, year: FinancialYear) -> Cell:
    if cell.amount_p is None:
        return replace(cell, is_real=True)
    found = prices.real_p(cell.amount_p, year)
    cash = f"{pounds(cell.amount_p)} in cash"
    if found is None:
        words = f"Not known in real terms: {cash}. {prices.words}"
        return Cell(None, "unknown", words, cell.amount_p, is_real=True)
    how = (
        f"{cash}. {prices.words}"
        if prices.is_plain
        else f"{cash} × index of {prices.base} ÷ index of {year}. {prices.words}"
    )
    look = "worked_out" if cell.look == "plain" else cell.look
    return Cell(found, look, how, cell.amount_p, is_real=True)


def real_origin(budget: PoolBudget, row: Row, n: int) -> Origin:
    """Return how a figure in real terms came about: the sum, both indices, the series."""
    found = explain.real(budget, row.cells[n].cash_p, n)
    what = f"{row.label}, {budget.years[n]}, in real terms"
    return as_origin(budget.seen.plan, replace(found, what=what))
