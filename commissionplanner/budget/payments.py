"""When partners pay a fund: instalments by day, as each contribution or its stream says."""

from collections.abc import Iterator
from dataclasses import dataclass

from commissionplanner.budget.calendar import Payment, payments
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.entities import Contribution


@dataclass(frozen=True, slots=True)
class Schedule:
    """The instalments of one recorded contribution; they make its amount.

    Attributes:
        pattern: A code of `payment_pattern`.
    """

    contribution: Contribution
    pattern: str
    payments: tuple[Payment, ...]


def schedules(budget: PoolBudget) -> tuple[Schedule, ...]:
    """Return the instalments of a pool's recorded cash, by partner, year and id.

    A contribution says its pattern; where it does not, its stream does; where neither does there
    are no instalments. Money in kind and amounts not known are not paid in instalments.
    """
    found = sorted(
        _schedules(budget),
        key=lambda each: (each.contribution.partner_id or "", each.contribution.year,
                          each.contribution.id),
    )  # fmt: skip
    return tuple(found)


def _schedules(budget: PoolBudget) -> Iterator[Schedule]:
    plan = budget.seen.plan
    for row in plan.contributions.values():
        if row.pool_id != budget.pool.id or row.year not in budget.years or row.in_kind:
            continue
        stream = plan.funding_streams.get(row.stream_id or "")
        pattern = row.instalments or (stream.payment_pattern if stream else None)
        if pattern and row.amount_p is not None:
            yield Schedule(
                row, pattern, payments(row.amount_p, pattern, row.year, row.first_payment_on)
            )
