"""Costs that are worked out from the year before, made into records that stand as they are.

A scenario sets recorded amounts otherwise; a cost that is worked out has no record to set. Once
recorded it is the same to the penny, and follows no rate any more.
"""

from collections.abc import Iterator, Sequence

from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.what_if import NewId
from commissionplanner.model.entities import ServiceCost
from commissionplanner.model.money import split
from commissionplanner.model.plan import Plan

CERTAINTY = "assumed"


def worked_out_costs(budget: PoolBudget, new_id: NewId) -> tuple[ServiceCost, ...]:
    """Return a record for each cost that a fund's budget works out; none where all are recorded.

    A year's amount is shared over what goes on of the year recorded last before it, by size, so
    that payer and stream stay as they were; the parts make the whole.
    """
    by_line = _going_on(budget)
    return tuple(
        record
        for line in budget.expenditure
        for record in _of_line(
            budget, line, by_line.get((line.service_id, line.in_kind), []), new_id
        )
    )


def _going_on(budget: PoolBudget) -> dict[tuple[str, bool], list[ServiceCost]]:
    """Return what a fund meets and goes on, by service and whether in kind, oldest first."""
    found: dict[tuple[str, bool], list[ServiceCost]] = {}
    for cost in budget.seen.plan.service_costs.values():
        if is_planned(cost, budget.pool.id) and cost.year and cost.is_recurrent is not False:
            found.setdefault((cost.service_id or "", bool(cost.in_kind)), []).append(cost)
    return {key: sorted(rows, key=lambda r: (str(r.year), r.id)) for key, rows in found.items()}


def _of_line(
    budget: PoolBudget, line: ExpenditureLine, rows: Sequence[ServiceCost], new_id: NewId
) -> Iterator[ServiceCost]:
    for n, (origin, amount_p) in enumerate(zip(line.origins, line.amounts_p, strict=True)):
        before = [row for row in rows if row.year is not None and row.year < budget.years[n]]
        if origin != "projected" or amount_p is None or not before:
            continue
        last = [row for row in before if row.year == before[-1].year]
        weights = [max(row.full_year_p or row.amount_p or 0, 0) for row in last]
        parts = split(amount_p, weights if any(weights) else [1] * len(last))
        for row, part_p in zip(last, parts, strict=True):
            if part_p or len(last) == 1:
                yield ServiceCost(
                    id=new_id(), service_id=row.service_id, year=budget.years[n], payer_id=row.payer_id,
                    stream_id=row.stream_id, pool_id=row.pool_id, amount_p=part_p,
                    measure=row.measure, certainty=CERTAINTY, is_recurrent=row.is_recurrent,
                    in_kind=row.in_kind, capital_kind=row.capital_kind, vat_basis=row.vat_basis,
                )  # fmt: skip


def with_costs(plan: Plan, costs: Sequence[ServiceCost]) -> Plan:
    """Return the plan with these costs in it."""
    return plan.with_table("service_costs", {**plan.service_costs, **{c.id: c for c in costs}})
