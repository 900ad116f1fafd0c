"""A fund's grid after one edit: the lines it touched and the sums, without the rest. No Qt here.

The figures are those of the whole worked out anew; where an edit touches more than can be followed,
there is no revision.
"""

from dataclasses import dataclass, replace

from commissionplanner.app import pool_grid
from commissionplanner.app.pool_grid import Row
from commissionplanner.budget.again import revised
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import ServiceCost
from commissionplanner.model.plan import Plan


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
    if not changes.changes or not all(_is_amount(c.before, c.after) for c in changes.changes):
        return None
    found = revised(budget, plan, changes)
    again = None if recorded is None else revised(recorded, plan, changes)
    if found.sides.in_ is not budget.sides.in_:
        return None  # it was worked out whole, and other lines may differ
    touched = {c.after.service_id for c in changes.changes if isinstance(c.after, ServiceCost)}
    lines = [n for n, row in enumerate(rows) if row.kind == "out"]
    made = list(rows)
    for n in lines:
        service_id = getattr(rows[n].line, "service_id", None)
        if service_id in touched:
            made[n] = pool_grid.service_row(found, found.expenditure[n - lines[0]])
    tail = pool_grid.sum_rows(found, again)
    first = len(rows) - len(tail)
    made[first:] = tail
    at = (*(n for n in lines if made[n] is not rows[n]), *range(first, len(rows)))
    return Revision(found, again, tuple(made), at)


def _is_amount(before: object, after: object) -> bool:
    """Whether nothing but the amount of a cost, and where it is from, was changed."""
    if not isinstance(before, ServiceCost) or not isinstance(after, ServiceCost):
        return False
    same = replace(
        after, amount_p=before.amount_p, as_found=before.as_found,
        field_sources=before.field_sources,
    )  # fmt: skip
    return same == before
