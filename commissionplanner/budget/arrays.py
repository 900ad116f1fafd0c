"""What a pool's records say, as arrays: a row a line, a column a year, pence and what is known.

A cell may hold several records (two payers of one service). Known amounts are added; how many
are not known is counted beside them, so that no sum passes off a part as the whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.projection import Mask, Pence, YearRates
from commissionplanner.budget.scenarios import RATE_KEYS, Line, LineRates
from commissionplanner.model.entities import Service, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a budget by year.

    Attributes:
        lines: What each is about.
        years: The planned years.
        amount_p: Pence, shape (lines, years); 0 where not known.
        known: Where at least one amount is known.
        stands: Where there is a record, or a fact that makes the amount nil.
        unknown: How many amounts of a cell are not known, shape (lines, years).
        running: Where the line is in being; outside it nothing is spent.
    """

    lines: tuple[Line, ...]
    years: tuple[FinancialYear, ...]
    amount_p: Pence
    known: Mask
    stands: Mask
    unknown: NDArray[np.int64]
    running: Mask


def blank(lines: tuple[Line, ...], years: tuple[FinancialYear, ...]) -> Lines:
    """Return lines about which nothing is recorded."""
    shape = (len(lines), len(years))
    nothing = np.zeros(shape, dtype=np.bool_)
    return Lines(
        lines,
        years,
        np.zeros(shape, dtype=np.int64),
        nothing,
        nothing.copy(),
        np.zeros(shape, dtype=np.int64),
        np.ones(shape, dtype=np.bool_),
    )


def expenditure_lines(plan: Plan, pool_id: str) -> Lines:
    """Return the planned costs (measure: budget) of a pool, a line a service, by service id.

    Services named in the pool without any cost are there too: their costs are not known. In a
    year that lies wholly outside a service's own dates nothing is spent, unless a cost is
    recorded for it.
    """
    years = plan.years
    costs = [
        cost
        for cost in plan.service_costs.values()
        if cost.pool_id == pool_id and cost.measure in ("budget", None) and cost.service_id
    ]
    named = {row.service_id for row in plan.pool_services.values() if row.pool_id == pool_id}
    ids = sorted({cost.service_id for cost in costs if cost.service_id} | {i for i in named if i})
    found = blank(tuple(Line(pool_id=pool_id, service_id=key) for key in ids), years)
    _fill_costs(found, {key: n for n, key in enumerate(ids)}, costs)
    for n, key in enumerate(ids):
        service = plan.services.get(key)
        if service is not None and (service.start_on or service.end_on):
            _rest(found, n, service)
    return found


def _fill_costs(found: Lines, row_of: dict[str, int], costs: Iterable[ServiceCost]) -> None:
    column_of = {year: n for n, year in enumerate(found.years)}
    for cost in costs:
        column = column_of.get(cost.year) if cost.year else None
        if column is not None and cost.service_id:
            put(found, row_of[cost.service_id], column, cost.amount_p)


def put(found: Lines, row: int, column: int, amount_p: int | None) -> None:
    """Add one record's amount to a cell; None is counted as not known."""
    found.stands[row, column] = True
    if amount_p is None:
        found.unknown[row, column] += 1
    else:
        found.amount_p[row, column] += amount_p
        found.known[row, column] = True


def _rest(found: Lines, row: int, service: Service) -> None:
    """Note the years in which a service is not running."""
    for column, year in enumerate(found.years):
        over = service.end_on is not None and service.end_on < year.first_day
        early = service.start_on is not None and service.start_on > year.last_day
        if (over or early) and not found.stands[row, column]:
            found.stands[row, column] = found.known[row, column] = True
            found.running[row, column] = False


def standing(found: Lines, *, rolls_all: bool) -> Mask:
    """Return where a record stands and is not worked out anew.

    Args:
        found: The lines as recorded.
        rolls_all: Whether only the first known year of each line stands, with those before it
            and those in which it is not running.
    """
    if not rolls_all:
        return found.stands
    seen_before = np.zeros(found.known.shape, dtype=np.bool_)
    seen_before[:, 1:] = np.logical_or.accumulate(found.known & found.running, axis=1)[:, :-1]
    return ~seen_before | ~found.running


def rates_of(choices: tuple[LineRates, ...], n_years: int) -> YearRates:
    """Return the rates chosen for each line as arrays, shape (lines, years)."""
    kinds = {id(line): line for line in choices}  # lines for which the same holds share theirs
    places = {key: n for n, key in enumerate(kinds)}
    shape = (len(kinds), n_years)
    arrays = {key: np.zeros(shape, dtype=np.int64) for key in RATE_KEYS}
    known = np.ones(shape, dtype=np.bool_)
    for row, line in enumerate(kinds.values()):
        for key in RATE_KEYS:
            for column, choice in enumerate(line[key]):
                if choice.rate_ppm is None:
                    known[row, column] = False
                elif choice.rate_ppm:
                    arrays[key][row, column] = choice.rate_ppm
    rows = np.array([places[id(line)] for line in choices], dtype=np.intp)
    uplift, growth, efficiency = (arrays[key][rows] for key in ("uplift", "growth", "efficiency"))
    return YearRates(uplift, growth, efficiency, known[rows])
