"""The Scenario models sheet: the money of the scenarios that the workbook is not made under.

Each has its rates, money in and money out as formulas, like the workbook's own scenario. What both
go by (a rate assumed for both, an amount recorded for both) refers to the cell of that scenario, so
that a change there is followed here.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from commissionplanner.io.export.cells import Book, Sheet
from commissionplanner.io.export.content import Content, Side, Withheld
from commissionplanner.io.export.plan_of_cells import FIRST_YEAR_COLUMN, PoolCells, year_width
from commissionplanner.io.export.sheets import assumptions, contributions, expenditure

MOST: Final = 30_000
"""So many amounts are written as formulas; beyond them scenarios stand as plain values."""
Models = dict[tuple[str, str | None], PoolCells]
"""By fund and scenario, where its figures stand."""


def fill(book: Book, sheet: Sheet, content: Content, pools: list[PoolCells]) -> Models:
    """Write every other scenario's money; return where all scenarios' figures stand."""
    found: Models = {(cells.budget.pool.id, content.scenario_id): cells for cells in pools}
    sheet.text(0, 0, "Scenario models", "title")
    others = list(_others(content, pools))
    size = sum(cells.years * _lines(cells) for _, cells in others)
    if size > MOST:
        said = f"Scenarios of {size:,} amounts are too large to be written as formulas."
    elif others:
        said = (
            "Yellow cells are what a scenario has of its own; the rest refers to the sheets before."
        )
    else:
        said = "No other scenario is in this workbook."
    sheet.text(1, 0, said, "subtitle")
    most = max((cells.years for cells in pools), default=0)
    width = year_width([*pools, *(cells for _, cells in others)])
    sheet.widths([36.0, 44.0, *[width] * (most + 1), 15.0, 28.0])
    sheet.freeze(2, FIRST_YEAR_COLUMN)
    sheet.repeat(0, 1)
    if size > MOST:
        return found
    quiet = replace(content, withheld=Withheld())  # counted once, with the sheets before
    row, starts = 3, list[int]()
    for side, cells in others:
        starts.append(row - 1)
        row = assumptions.rates(book, sheet, quiet, cells, row) + 1
        row = contributions.block(book, sheet, sheet, quiet, cells, row) + 1
        row = expenditure.block(book, sheet, sheet, quiet, cells, row) + 2
        found[cells.budget.pool.id, side.scenario_id] = cells
    sheet.blocks(starts[1:])
    return found


def _others(content: Content, pools: list[PoolCells]) -> Iterator[tuple[Side, PoolCells]]:
    for main in pools:
        beside = content.beside.get(main.budget.pool.id)
        for side in beside.sides if beside else ():
            if side.scenario_id != content.scenario_id:
                yield side, PoolCells(main.number, side.budget, scenario=side.name, main=main)


def _lines(cells: PoolCells) -> int:
    return len(cells.budget.contributions) + len(cells.budget.expenditure)
