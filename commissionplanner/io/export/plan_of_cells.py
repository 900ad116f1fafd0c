"""Where the figures of a pool stand in the workbook, so that sheets can refer to each other."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.rates import Choice, LineRates
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import RATE_KEYS
from commissionplanner.io.export.cells import Book, Sheet, at, money_width

SHARED, LEFT_OUT, IN_NONE = "Shared", "Left out", "In kind"
UNCOMMITTED = f"{SHARED}, not yet committed"
"""What a line of spending says of the risk share. A pattern for all that is shared: "Shared*"."""

FIRST_YEAR_COLUMN = 2
"""Years begin in column C on every sheet about a pool."""


Input = tuple[str, Hashable, int]
Where = tuple[int, int, int, int]


@dataclass
class PoolCells:
    """The cells of one pool's figures, filled as its sheets are written.

    Attributes:
        number: Of the pool in the workbook, from 1; part of the names of its ranges.
        rates: By key of `RATE_KEYS` and vector of choices, the row on the Assumptions sheet.
        rows: By the name of a figure, the sheet and row where its years stand.
        lines: The sheet of services in cash, and their first and last row.
        scenario: What its scenario is called, where that is not the workbook's own.
        main: The pool's cells under the workbook's own scenario, where these are another's.
        inputs: By what an input is (kind, id, number of the year), its figure and its cell.
    """

    number: int
    budget: PoolBudget
    rates: dict[tuple[str, tuple[Choice, ...]], int] = field(default_factory=dict)
    rows: dict[str, tuple[Sheet, int]] = field(default_factory=dict)
    lines: tuple[Sheet, int, int] | None = None
    scenario: str = ""
    main: "PoolCells | None" = None
    inputs: dict[Input, tuple[int, str]] = field(default_factory=dict)
    _found: dict[tuple[int, int], tuple[str, str, str]] = field(default_factory=dict)

    def stands(self, line: ExpenditureLine) -> str:
        """Return what a line of spending says of the risk share."""
        if line.in_kind:
            return IN_NONE
        if line.is_excluded:
            return LEFT_OUT
        return UNCOMMITTED if line.service_id in self.uncommitted else SHARED

    @cached_property
    def uncommitted(self) -> frozenset[str]:
        """Ids of services whose schemes may be reduced to cover an overspend."""
        terms: dict[str | None, bool] = {}
        for row in sorted(self.budget.seen.plan.pool_services.values(), key=lambda row: row.id):
            if row.pool_id == self.budget.pool.id:
                terms.setdefault(row.service_id, bool(row.is_uncommitted))
        return frozenset(key for key, free in terms.items() if key and free)

    @property
    def title(self) -> str:
        """What stands above its tables."""
        name = self.budget.pool.name or "Fund"
        return f"{name}: {self.scenario}" if self.scenario else name

    def define(self, book: Book, figure: str, sheet: Sheet, where: Where) -> None:
        """Name a range, of the workbook's own scenario only."""
        if not self.scenario:
            book.define(f"Pool{self.number}_{figure}", sheet, where)

    def same_in_main(self, what: Input, figure: int | None) -> str:
        """Return the cell of the same input under the workbook's own scenario; "" for none."""
        held = self.main.inputs.get(what) if self.main is not None else None
        return held[1] if held is not None and held[0] == figure else ""

    @property
    def years(self) -> int:
        """How many years there are."""
        return len(self.budget.years)

    def note(self, figure: str, sheet: Sheet, row: int) -> None:
        """Remember where the years of a figure stand."""
        self.rows[figure] = (sheet, row)

    def cell(self, figure: str, year: int) -> str:
        """Return the reference to a figure of a year, with its sheet's name."""
        sheet, row = self.rows[figure]
        return f"{sheet.prefix}{at(row, FIRST_YEAR_COLUMN + year)}"

    def rate_cells(self, sheet: Sheet, rates: LineRates, year: int) -> tuple[str, str, str]:
        """Return the references to uplift, growth and efficiency into a year."""
        place = (id(rates), year)  # lines with the same rates share them
        if place not in self._found:
            uplift, growth, efficiency = (
                f"{sheet.prefix}{at(self.rates[key, rates[key]], FIRST_YEAR_COLUMN + year)}"
                for key in RATE_KEYS
            )
            self._found[place] = (uplift, growth, efficiency)
        return self._found[place]


def year_width(pools: Iterable[PoolCells]) -> float:
    """Return how wide the columns of years must be for every total of these pools."""
    totals = [cells.budget.totals for cells in pools]
    rows = [row for each in totals for row in (each.contributions_p, each.expenditure_p)]
    rows += [row for each in totals for row in each.balance_p.values()]
    return money_width(sum((abs(p or 0) for p in row), 0) for row in rows)


def growth_formula(start: str, cells: tuple[str, str, str], *, additive: bool) -> str:
    """Return the expression that carries an amount one year forward, without the equals sign."""
    uplift, growth, efficiency = cells
    if additive:
        return f"ROUND({start}*(1+{uplift}+{growth}-{efficiency}),2)"
    return f"ROUND(ROUND(ROUND({start}*(1+{uplift}),2)*(1+{growth}),2)*(1-{efficiency}),2)"


def sum_or_word(where: str) -> str:
    """Return a formula that adds what is known of a range, or says that nothing is."""
    return f'=IF(COUNT({where})=0,"Not known",SUM({where}))'
