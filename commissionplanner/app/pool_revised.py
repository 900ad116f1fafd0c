"""A fund's grid after an edit: the lines it touched and the sums, without the rest. No Qt here.

The figures are those of the whole worked out anew; where an edit touches more than can be followed,
there is no revision.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from commissionplanner.app import pool_grid
from commissionplanner.app.pool_grid import Row
from commissionplanner.budget.again import revised_each
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import Contribution, Override, ServiceCost
from commissionplanner.model.plan import Plan

FEW = 20
FOLLOWED = frozenset({"service_costs", "contributions", "overrides"})


@dataclass(frozen=True, slots=True)
class Revision:
    """What an edit made of a fund's grid.

    Attributes:
        at: Numbers of the rows that are others than before.
    """

    budget: PoolBudget
    recorded: PoolBudget | None
    rows: tuple[Row, ...]
    at: tuple[int, ...]


def revision(
    budget: PoolBudget,
    recorded: PoolBudget | None,
    rows: tuple[Row, ...],
    plan: Plan,
    changes: ChangeSet,
) -> Revision | None:
    """Return what changes made of a grid; None where the whole has to be worked out.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    if not changes.changes or not changes.tables <= FOLLOWED:
        return None
    records = (row for change in changes.changes for row in (change.before, change.after))
    if any(isinstance(row, Override) and row.table_name not in FOLLOWED for row in records):
        return None
    before = (budget,) if recorded is None else (budget, recorded)
    found, *more = revised_each(before, plan, changes)
    again = more[0] if more else None
    if found.out.held is not budget.out.held:
        return None  # it was worked out whole, and other lines may differ
    fresh = _fresh(budget, found, again, rows, changes)
    if any(row.key != rows[at].key for at, row in fresh.items()):
        return None  # other lines
    made = list(rows)
    for at, row in fresh.items():
        made[at] = row
    return Revision(found, again, tuple(made), tuple(fresh))


def _fresh(
    budget: PoolBudget, found: PoolBudget, again: PoolBudget | None, rows: tuple[Row, ...],
    changes: ChangeSet,
) -> dict[int, Row]:  # fmt: skip
    """Return the rows that may be others than before, by number."""
    tail = pool_grid.sum_rows(found, again)
    end = len(rows) - len(tail)
    first = end - len(found.expenditure)
    places = sorted(_places(found, changes))
    services = zip(places, pool_grid.service_rows(found, places), strict=True)
    fresh = {first + place: row for place, row in services}
    for row in tuple(fresh.values())[:FEW]:
        _ = row.contents  # else each would hold the budget, and so the plan, of its own edit
    fresh |= {end + n: row for n, row in enumerate(tail)}
    if found.in_ is budget.in_:
        return fresh
    if found.in_.places != budget.in_.places:
        return {0: Row("", "", "")}  # other lines
    streams = _streams(found, changes)
    order = found.given_order
    given = [n for n, at in enumerate(order) if found.in_.places[at][:2] in streams]
    made = zip([*given, len(order)], pool_grid.money_rows(found, given), strict=True)
    return fresh | dict(made)


def _streams(found: PoolBudget, changes: ChangeSet) -> set[tuple[str, str]]:
    """Return partner and stream of the money in that may be other than before."""
    rows = list[Contribution | None]()
    for change in changes.changes:
        for row in (change.before, change.after):
            if isinstance(row, Contribution):
                rows.append(row)
            elif isinstance(row, Override):
                plans = (found.seen.plan, found.seen.base)
                rows += [plan.contributions.get(row.record_id) for plan in plans]
    return {(row.partner_id or "", row.stream_id or "") for row in rows if row is not None}


def _places(found: PoolBudget, changes: ChangeSet) -> Iterator[int]:
    """Yield the places of services, among those of the fund, whose costs may be others."""
    out, touched = found.out, set[int | None]()
    for change in changes.changes:
        for row in (change.before, change.after):
            if isinstance(row, Override):
                for plan in (found.seen.plan, found.seen.base):
                    touched.add(out.held.row(plan.service_costs.get(row.record_id)))
            elif isinstance(row, ServiceCost):
                touched.add(out.held.row(row))
    yield from (out.schemes.place_of(row) for row in touched if row is not None)
