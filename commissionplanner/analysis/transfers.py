"""Money that one partner's file says it paid and another's says it received: proposed, never silent.

A payment, contribution or cost of one body matches an allocation that another body holds where
both name the two bodies, the year is the same, and the amounts are equal or nearly so. Nothing
follows from a proposal; what is decided stands in the table of transfers.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from commissionplanner.model import joins
from commissionplanner.model.entities import Allocation, Contribution, Payment, ServiceCost
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

NEAR_PPM: Final = 10_000
"""Amounts that differ by no more than one hundredth of the larger may be the same money …"""
NEAR_P: Final = 100_000
"""… and by no more than £1,000."""

_WORDS: Final = {
    "payments": "payment",
    "contributions": "contribution",
    "service_costs": "cost line",
    "allocations": "allocation",
}
Key = tuple[str, str, FinancialYear]
"""Payer, receiver and year; both whole bodies."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one file says was paid.

    Attributes:
        ids: Of the records, in order; several where they add up.
        amount_p: Pence of all of them together.
        import_ids: Of the files they came from.
    """

    table: str
    ids: tuple[str, ...]
    amount_p: int
    import_ids: frozenset[str | None]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A payment and an income that look like one transfer.

    Attributes:
        difference_p: Received less paid, in pence.
        counts_twice: Whether the received side now adds to what the place has.
        why: In words.
    """

    payer_id: str
    receiver_id: str
    year: FinancialYear
    paid: Side
    received: Allocation
    difference_p: int
    counts_twice: bool
    why: str


def proposals(plan: Plan) -> tuple[Proposal, ...]:
    """Return what may be one transfer and has not been decided, the largest first."""
    found = _found(plan)
    return tuple(sorted(found, key=lambda p: (-(p.received.amount_p or 0), p.received.id)))


def _found(plan: Plan) -> Iterator[Proposal]:
    decided = {(row.received_id, key) for row in plan.transfers.values() for key in row.paid_ids}
    taken = {
        key
        for row in plan.transfers.values()
        if row.state == joins.ONE_TRANSFER
        for key in (row.received_id, *row.paid_ids)
    }
    received = _received(plan)
    if not received:
        return
    paid = _paid(plan, received.keys())
    for key, incomes in sorted(received.items()):
        for income in incomes:
            if income.id in taken:
                continue
            fitting = [
                side
                for side in paid.get(key, ())
                if not taken.intersection(side.ids)
                and income.id not in side.ids
                and not any((income.id, each) in decided for each in side.ids)
                and _are_apart(side, _file_of(plan, income))
            ]
            side = _best(fitting, income.amount_p or 0)
            if side is not None:
                taken |= {income.id, *side.ids}
                yield _proposal(plan, key, side, income)


def _are_apart(side: Side, file: str | None) -> bool:
    """Whether the two sides came from different files; what was typed came from none."""
    return file not in side.import_ids or file is None


def _file_of(plan: Plan, row: Allocation) -> str | None:
    """Return the import of an allocation, or of the stream that it is of."""
    stream = plan.funding_streams.get(row.stream_id or "")
    return row.import_id or (stream.import_id if stream else None)


def _best(sides: Iterable[Side], amount_p: int) -> Side | None:
    near = [side for side in sides if _is_near(side.amount_p, amount_p)]
    return min(near, key=lambda s: (abs(s.amount_p - amount_p), len(s.ids), s.table), default=None)


def _is_near(one_p: int, other_p: int) -> bool:
    gap = abs(one_p - other_p)
    return one_p > 0 and gap <= NEAR_P and gap * 1_000_000 <= max(one_p, other_p) * NEAR_PPM


def _received(plan: Plan) -> Mapping[Key, list[Allocation]]:
    """Return the allocations that one body holds and another is said to pay."""
    found: dict[Key, list[Allocation]] = defaultdict(list)
    for row in plan.allocations.values():
        stream = plan.funding_streams.get(row.stream_id or "")
        if stream is None or not stream.payer_id or row.year is None or not row.amount_p:
            continue
        holder = joins.holder_id(stream, row)
        ends = joins.top(plan, stream.payer_id), joins.top(plan, holder) if holder else ""
        if ends[1] and ends[0] != ends[1]:
            found[(*ends, row.year)].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.id)
    return found


def _paid(plan: Plan, wanted: Collection[Key]) -> Mapping[Key, list[Side]]:
    """Return what bodies say they paid each other: each record, and all of a year together.

    Only between the bodies and in the years `wanted`, in which money was received.
    """
    rows = _Paid(plan, wanted)
    for payment in plan.payments.values():
        year = _year_of(payment)
        rows.add("payments", payment, (payment.payer_id, payment.supplier_id, year))
    for given in plan.contributions.values():
        pool = plan.pools.get(given.pool_id or "")
        host = pool.host_id if pool else None
        rows.add("contributions", given, (given.partner_id, host, given.year))
    for cost in plan.service_costs.values():
        service = plan.services.get(cost.service_id or "")
        for provider in service.provider_ids if service else ():
            rows.add("service_costs", cost, (cost.payer_id, provider, cost.year))
    for row in plan.allocations.values():
        stream = plan.funding_streams.get(row.stream_id or "")
        holder = joins.holder_id(stream, row) if stream else ""
        rows.add("allocations", row, (stream.payer_id if stream else None, holder, row.year))
    return _sides(rows.found)


class _Paid:
    """Collects what was paid, by table and by payer, receiver and year; only what is wanted."""

    def __init__(self, plan: Plan, wanted: Collection[Key]) -> None:
        self.found: dict[tuple[str, Key], list[tuple[str, int, str | None]]] = defaultdict(list)
        self._plan, self._wanted = plan, frozenset(wanted)
        self._tops = {key: joins.top(plan, key) for key in plan.organisations}

    def add(
        self,
        table: str,
        record: Payment | Contribution | ServiceCost | Allocation,
        ends: tuple[str | None, str | None, FinancialYear | None],
    ) -> None:
        """Note a payment; one without both ends, a year and an amount is none."""
        payer, receiver, year = ends
        if not payer or not receiver or year is None or not record.amount_p or record.amount_p < 0:
            return
        key = self._tops.get(payer, payer), self._tops.get(receiver, receiver), year
        if key in self._wanted:
            file = record.import_id
            if isinstance(record, Allocation):
                file = _file_of(self._plan, record)
            self.found[table, key].append((record.id, record.amount_p, file))


def _sides(
    rows: Mapping[tuple[str, Key], list[tuple[str, int, str | None]]],
) -> Mapping[Key, list[Side]]:
    found: dict[Key, list[Side]] = defaultdict(list)
    for (table, key), each in rows.items():
        each.sort(key=lambda row: (row[0], row[1]))
        found[key] += [Side(table, (i,), p, frozenset({b})) for i, p, b in each]
        if len(each) > 1 and table != "allocations":
            ids, files = tuple(i for i, _, _ in each), frozenset(b for _, _, b in each)
            found[key].append(Side(table, ids, sum(p for _, p, _ in each), files))
    return found


def _year_of(payment: Payment) -> FinancialYear | None:
    """Return the financial year of a payment, or of the month whose sum it is."""
    try:
        day = payment.paid_on or date.fromisoformat(f"{payment.month}-01")
    except ValueError:
        return None
    return FinancialYear.of(day)


def _proposal(plan: Plan, key: Key, side: Side, income: Allocation) -> Proposal:
    payer, receiver, year = key
    received_p = income.amount_p or 0
    gap = received_p - side.amount_p
    word = _WORDS[side.table]
    names = [display_name(plan.organisations.get(body)) or "a body" for body in (payer, receiver)]
    count = f"{len(side.ids):,} {word}s add up to" if len(side.ids) > 1 else f"one {word} of"
    amounts = (
        "the same amount"
        if not gap
        else f"{format_pounds(abs(gap))} {'more' if gap > 0 else 'less'}"
    )
    why = (
        f"In {year} {names[0]} records {count} {format_pounds(side.amount_p)} to {names[1]}; "
        f"{names[1]} records {amounts} received from {names[0]}, in another file."
    )
    twice = not joins.is_transfer(plan, income)
    return Proposal(payer, receiver, year, side, income, gap, twice, why)
