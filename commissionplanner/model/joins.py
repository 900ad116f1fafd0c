"""What follows from a few records and must be read alike everywhere: whose, how sure, planned.

Sums and measures are not here; they stand in `analysis`, `budget` and `findings`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Final

from commissionplanner.model.entities import (
    Allocation,
    FundingStream,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

CERTAINTIES: Final = ("confirmed", "indicative", "assumed")
"""From the surest to the least sure."""

_PREVENTIVE: Final = ("primary", "secondary")
_REACTIVE: Final = ("tertiary", "reactive")
_MEASURES: Final = (("budget", None), ("forecast",), ("actual",))


def top(plan: Plan, organisation_id: str) -> str:
    """Return the whole body that an organisation or directorate belongs to.

    Itself where it has no parent in the plan; where parents go round in a circle, the first of
    the circle by id.
    """
    seen, now = {organisation_id}, organisation_id
    while True:
        record = plan.organisations.get(now)
        parent = record.parent_id if record else None
        if not parent or parent not in plan.organisations:
            return now
        if parent in seen:
            return min(seen)
        seen.add(parent)
        now = parent


def links_confirmed(body: Organisation | None) -> bool:
    """Whether somebody, on a day recorded, confirmed that an organisation's links are complete."""
    return body is not None and bool(body.links_confirmed_on and body.links_confirmed_by)


def holder_id(stream: FundingStream | None, allocation: Allocation) -> str:
    """Return who holds an allocation's money: the stream's holder, else its recipient; or ""."""
    return (stream.holder_id if stream else None) or allocation.recipient_id or ""


def is_transfer(plan: Plan, allocation: Allocation) -> bool:
    """Whether an allocation is money from one partner to another, which the place had already.

    So it is where both ends are partners of the plan, and where somebody has confirmed that it is
    what another file records as paid.
    """
    if allocation.id in received_ids(plan):
        return True
    stream = plan.funding_streams.get(allocation.stream_id or "")
    if stream is None or not stream.payer_id:
        return False
    ends = top(plan, stream.payer_id), top(plan, holder_id(stream, allocation))
    partners = [bool(found and found.is_partner) for found in map(plan.organisations.get, ends)]
    return all(partners) and ends[0] != ends[1]


ONE_TRANSFER: Final = "one_transfer"


def received_ids(plan: Plan) -> frozenset[str]:
    """Return the allocations confirmed to be the received side of a transfer."""
    if not plan.transfers:
        return frozenset()
    rows = plan.transfers.values()
    return frozenset(r.received_id for r in rows if r.state == ONE_TRANSFER and r.received_id)


def is_ring_fenced(stream: FundingStream) -> bool:
    """Whether a stream's money may be spent only on what its payer names."""
    return stream.ring_fence in ("ring_fenced", "inner")


def is_for_named_services(stream: FundingStream) -> bool:
    """Whether a stream's money may be spent on eligible services only: ring-fenced or on conditions."""
    return stream.ring_fence == "conditions" or is_ring_fenced(stream)


def certainty_of(plan: Plan, allocation: Allocation) -> str | None:
    """Return how sure an allocation is: its own word, else confirmed up to its stream's year.

    None where neither says.
    """
    if allocation.certainty in CERTAINTIES:
        return allocation.certainty
    return confirmed_to(plan, allocation.stream_id, allocation.year)


def confirmed_to(plan: Plan, stream_id: str | None, year: FinancialYear | None) -> str | None:
    """Return "confirmed" for a year up to the one that a stream is confirmed to, else None."""
    stream = plan.funding_streams.get(stream_id or "")
    last = stream.confirmed_to_year if stream else None
    return "confirmed" if last is not None and year is not None and year <= last else None


def least_sure(words: Iterable[str | None]) -> str | None:
    """Return the least sure of several certainties; None where none is known."""
    return max((w for w in words if w in CERTAINTIES), key=CERTAINTIES.index, default=None)


def planned_costs(plan: Plan) -> Mapping[tuple[str, FinancialYear], tuple[ServiceCost, ...]]:
    """Return the cost lines that say what each service is planned to cost in each year.

    Budget lines (or lines that do not say which they are); where a service has none for the
    year, its forecast; failing that, what it actually cost. Never a mixture.
    """
    by_cell: dict[tuple[str, FinancialYear], list[ServiceCost]] = defaultdict(list)
    rows = plan.service_costs.values()
    for cell, cost in zip(map(_CELL, rows), rows, strict=True):
        if cell[0] and cell[1]:
            by_cell[cell].append(cost)
    return {cell: chosen for cell, lines in by_cell.items() if (chosen := _of_one_measure(lines))}


_CELL: Final = attrgetter("service_id", "year")


def _of_one_measure(lines: list[ServiceCost]) -> tuple[ServiceCost, ...]:
    if len(lines) == 1 and lines[0].measure in _MEASURES[0]:  # nearly all
        return (lines[0],)
    every = (tuple([line for line in lines if line.measure in wanted]) for wanted in _MEASURES)
    return next(filter(None, every), ())


def is_preventive(service: Service) -> bool | None:
    """Whether a service is primary or secondary prevention; None where its tier is not known."""
    tier = service.prevention_tier
    return None if tier in (None, "unknown") else tier in _PREVENTIVE


def is_reactive(service: Service) -> bool | None:
    """Whether a service is tertiary or reactive; None where its tier is not known."""
    tier = service.prevention_tier
    return None if tier in (None, "unknown") else tier in _REACTIVE


NO_EVIDENCE: Final = frozenset({"duty", "lever"})
"""Kinds of evidence item that say why or how, and not whether something works."""


def with_evidence(plan: Plan) -> frozenset[str]:
    """Return the services that an evidence item names; laws and levers are no evidence."""
    items = (item for item in plan.evidence.values() if item.kind not in NO_EVIDENCE)
    return frozenset(key for item in items for key in item.service_ids)


def is_rated(service: Service) -> bool:
    """Whether a service carries a rating of its evidence, good or bad."""
    return service.eif_evidence not in (None, "not_assessed")
