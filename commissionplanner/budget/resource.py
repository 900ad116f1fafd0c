"""What a place has, each pound counted once, and how much of it is pooled or preventive.

A pound counts at the organisation that first brings it into the place: the holder of its
stream. Where payer and holder are both partners in the plan, the money was already there: it is
a transfer, shown and left out of the total; so is what was confirmed to be the received side of
what another file records as paid. Payments are evidence and never counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commissionplanner.model.joins import (
    ONE_TRANSFER,
    holder_id,
    is_preventive,
    is_transfer,
    planned_costs,
    received_ids,
    top,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

_PARTS = {True: "preventive", False: "other", None: "unsaid"}

Years = tuple[int | None, ...]
"""Pence by year; None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money from one partner to another: shown, and not counted again."""

    stream_id: str
    payer_id: str
    holder_id: str
    amounts_p: Years


@dataclass(frozen=True, slots=True)
class Resource:
    """What a place has by year.

    Attributes:
        by_organisation: Pence by organisation (a directorate counts with its parent) and year;
            the key "" holds money whose holder is not recorded.
        total_p: The sum of them.
        transfers: Money between partners, left out of the total.
        unknown: How many allocations of each year have no amount.
        pooled_p: Known contributions to funds of the pooled kind.
        aligned_p: Known contributions to aligned funds.
        spend_p: Planned cost of services in the plan, by year.
        preventive_p: Of it, on services of the first two tiers.
        unsaid_p: Of it, on services whose tier is not known.
    """

    years: tuple[FinancialYear, ...]
    by_organisation: Mapping[str, Years]
    total_p: Years
    transfers: tuple[Transfer, ...]
    unknown: tuple[int, ...]
    pooled_p: Years
    aligned_p: Years
    spend_p: Years
    preventive_p: Years
    unsaid_p: Years


def resource(plan: Plan, years: tuple[FinancialYear, ...] | None = None) -> Resource:
    """Return what the place has in the years given; those planned where none are."""
    wanted = plan.years if years is None else years
    own = _Columns(wanted)
    moved = _Columns(wanted)
    confirmed, mirrored = received_ids(plan), _mirrored(plan)
    unknown, funds, costs = _Columns(wanted), _Columns(wanted), _Columns(wanted)
    for row in plan.allocations.values():
        stream = plan.funding_streams.get(row.stream_id or "")
        if row.amount_p is None:
            unknown.add("", row.year, 1)
        elif stream is not None and (row.id in confirmed or is_transfer(plan, row)):
            if row.id in mirrored:
                continue  # the other file's record of it is shown
            moved.add(stream.id, row.year, row.amount_p)
        else:
            own.add(top(plan, holder_id(stream, row)), row.year, row.amount_p)
    for given in plan.contributions.values():
        pool = plan.pools.get(given.pool_id or "")
        funds.add((pool.fund_type or "") if pool else "", given.year, given.amount_p)
    for (key, year), lines in planned_costs(plan).items():
        service = plan.services.get(key)
        if service is not None:
            for cost in lines:
                costs.add(_PARTS[is_preventive(service)], year, cost.amount_p)
    return Resource(
        years=wanted,
        by_organisation=own.rows(),
        total_p=own.total(),
        transfers=tuple(_transfers(plan, moved.rows())),
        unknown=tuple(n or 0 for n in unknown.total()),
        pooled_p=funds.total({"pooled"}),
        aligned_p=funds.total({"aligned"}),
        spend_p=costs.total(),
        preventive_p=costs.total({_PARTS[True]}),
        unsaid_p=costs.total({_PARTS[None]}),
    )


def _mirrored(plan: Plan) -> frozenset[str]:
    """Return the received sides whose paid side is an allocation that is a transfer by itself."""
    found = set()
    for row in plan.transfers.values():
        paid = [plan.allocations[key] for key in row.paid_ids if key in plan.allocations]
        if (
            row.state == ONE_TRANSFER
            and row.received_id
            and any(is_transfer(plan, p) for p in paid)
        ):
            found.add(row.received_id)
    return frozenset(found)


def _transfers(plan: Plan, rows: Mapping[str, Years]) -> Iterable[Transfer]:
    for stream_id, amounts in rows.items():
        stream = plan.funding_streams[stream_id]
        allocations = (a for a in plan.allocations.values() if a.stream_id == stream_id)
        holder = stream.holder_id or next((a.recipient_id for a in allocations), None)
        yield Transfer(stream_id, stream.payer_id or "", holder or "", amounts)


class _Columns:
    """Sums by key and year, in which nothing recorded stays None."""

    def __init__(self, years: tuple[FinancialYear, ...]) -> None:
        self._column = {year: n for n, year in enumerate(years)}
        self._rows: dict[str, list[int | None]] = {}

    def add(self, key: str, year: FinancialYear | None, amount: int | None) -> None:
        column = self._column.get(year) if year else None
        if column is None or amount is None:
            return
        row = self._rows.setdefault(key, [None] * len(self._column))
        row[column] = (row[column] or 0) + amount

    def rows(self) -> dict[str, Years]:
        return {key: tuple(self._rows[key]) for key in sorted(self._rows)}

    def total(self, keys: Iterable[str] | None = None) -> Years:
        """Add the rows of keys, or all; nil where others are known and none of these is."""
        wanted = set(self._rows if keys is None else keys)
        return tuple(
            sum(row[n] or 0 for key, row in self._rows.items() if key in wanted)
            if any(row[n] is not None for row in self._rows.values())
            else None
            for n in range(len(self._column))
        )
