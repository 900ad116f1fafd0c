"""Money on its way as plain sums: from streams over commissioners and services to providers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.layout.content import Balance
from commissionplanner.model.entities import Contract, Contribution, Service, ServiceCost
from commissionplanner.model.joins import is_transfer
from commissionplanner.model.money import Pence, format_short, sum_known
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

STREAM, COMMISSIONER, SERVICE, PROVIDER = range(4)
Node = tuple[int, str, str]
"""A place on the way: column, table and id; the id is "" where nobody is recorded."""
TOGETHER: Final = "+"
"""Follows the id of a provider that provides something together with others."""


@dataclass(slots=True)
class Flow:
    """Money from one place to the next: pence, and for how many lines they are not known."""

    amount_p: Pence = 0
    count: int = 0
    unknown: int = 0

    def add(self, amount_p: Pence | None, unknown: int | None = None, count: int = 1) -> None:
        """Add an amount; None is not known and adds nothing."""
        self.amount_p += amount_p or 0
        self.count += count
        self.unknown += (amount_p is None) if unknown is None else unknown


Flows = dict[tuple[Node, Node, str], Flow]
"""Money by where from, where to, and the body that pays; "" where that is not known."""


@dataclass(frozen=True, slots=True)
class Way:
    """All money of a year on its way.

    Attributes:
        flows: What goes from where to where, and whose it is.
        brought: What each place in the first column brings, and pools get; pence.
        balance: In, out and left of the whole.
        hidden: Sentences about what is not drawn.
        by_contract: Whether contracts lead the way, as in a register without costs.
    """

    flows: Flows
    brought: Mapping[Node, Pence]
    balance: Balance
    hidden: tuple[str, ...] = ()
    by_contract: bool = False


@dataclass(slots=True)
class _Sums:
    flows: Flows = field(default_factory=lambda: defaultdict(Flow))
    minus: list[Pence] = field(default_factory=list)

    def carry(self, path: Iterable[Node], payer: str, amount_p: Pence | None) -> None:
        """Carry an amount from place to place; one below nought has no width, and is kept apart."""
        if amount_p is not None and amount_p < 0:
            self.minus.append(amount_p)
            return
        stops = list(path)
        for one, other in pairwise(stops):
            self.flows[(one, other, payer)].add(amount_p)


def money_way(index: Index, year: FinancialYear) -> Way:
    """Return the money that reaches services in a year, with where it came from."""
    sums = _Sums()
    drawn = 0
    for (key, when), lines in index.planned.items():
        service = index.plan.services.get(key)
        if when != year or service is None:
            continue
        drawn += 1
        for line in lines:
            payer = payer_of(index, line)
            sums.carry((*_source(index, line), *_service(index, service)), payer, line.amount_p)
    _into_pools(index, year, sums)
    brought = _brought(index, year, sums)
    hidden = list(_said(sums))
    without = len(index.plan.services) - drawn
    if without:
        hidden.append(f"{counted(without, 'service')} without a cost in {year}: not drawn.")
    in_kind = [c for c in _contributions(index, year) if c.in_kind]
    if in_kind:
        hidden.append(f"{counted(len(in_kind), 'contribution')} in kind: not money, not drawn.")
    balance = replace(_balance(sums, brought), passed_p=_passed(index, year))
    return Way(sums.flows, brought, balance, tuple(hidden))


def payer_of(index: Index, line: ServiceCost) -> str:
    """Return the whole body whose money a line is: of a pool, its host; "" where not known."""
    pool = index.plan.pools.get(line.pool_id or "")
    return index.top(pool.host_id if pool else index.payer(line)) or ""


def _source(index: Index, line: ServiceCost) -> tuple[Node, ...]:
    """Return where a line comes from: a pool, or a stream and who commissions with it."""
    if line.pool_id:
        return ((COMMISSIONER, "pools", line.pool_id),)
    service = index.plan.services[line.service_id or ""]
    lead = index.top(service.lead_commissioner_id) or ""
    buyer = (COMMISSIONER, "organisations", lead)
    if line.stream_id:
        return (STREAM, "funding_streams", line.stream_id), buyer
    return (STREAM, "organisations", index.top(line.payer_id) or ""), buyer


def _service(index: Index, service: Service) -> tuple[Node, Node]:
    return (SERVICE, "services", service.id), _provider(index.providers(service))


def _provider(bodies: Sequence[str]) -> Node:
    """Return where money ends: with a body, or with several whose parts are not recorded."""
    key = bodies[0] + TOGETHER if len(bodies) > 1 else "".join(bodies)
    return PROVIDER, "organisations", key


def _contributions(index: Index, year: FinancialYear) -> Iterator[Contribution]:
    return (c for c in index.plan.contributions.values() if c.pool_id and c.year == year)


def _into_pools(index: Index, year: FinancialYear, sums: _Sums) -> None:
    for row in _contributions(index, year):
        if row.in_kind:
            continue
        stream = index.plan.funding_streams.get(row.stream_id or "")
        holder = index.top(row.partner_id or (stream.holder_id if stream else None)) or ""
        source = (STREAM, "funding_streams", stream.id) if stream else (
            STREAM, "organisations", holder)  # fmt: skip
        pool = (COMMISSIONER, "pools", row.pool_id or "")
        sums.carry((source, pool), holder, row.amount_p)


def _brought(index: Index, year: FinancialYear, sums: _Sums) -> Mapping[Node, Pence]:
    """Return what each first place brings: a stream what is allocated, others what they give."""
    given: dict[Node, Pence] = defaultdict(int)
    for (one, _, _), flow in sums.flows.items():
        if one[0] == STREAM:
            given[one] += flow.amount_p
    for key in index.plan.funding_streams:
        rows = index.allocations.get((key, year), ())
        known = sum_known(row.amount_p for row in rows)
        if known is not None:
            given[(STREAM, "funding_streams", key)] = max(known, 0)
    return dict(given)


def _balance(sums: _Sums, brought: Mapping[Node, Pence]) -> Balance:
    held = remainders(sums.flows, brought)
    return Balance(
        in_p=sum(brought.values()),
        out_p=sum(f.amount_p for (one, _, _), f in sums.flows.items() if one[0] == SERVICE),
        left_p=sum(p for p in held.values() if p > 0),
        short_p=-sum(p for p in held.values() if p < 0),
        unknown=sum(f.unknown for (one, _, _), f in sums.flows.items() if one[0] == SERVICE),
    )


def _passed(index: Index, year: FinancialYear) -> Pence:
    """Return what streams bring that one partner passes to another, pence."""
    rows = (a for (_, when), group in index.allocations.items() if when == year for a in group)
    return sum(a.amount_p or 0 for a in rows if is_transfer(index.plan, a))


def remainders(flows: Flows, brought: Mapping[Node, Pence]) -> Mapping[Node, Pence]:
    """Return what each place has left: in less out, below nought where more goes out."""
    left: dict[Node, Pence] = defaultdict(int)
    for node, amount_p in brought.items():
        left[node] += amount_p
    for (one, other, _), flow in flows.items():
        left[one] -= flow.amount_p
        if other[0] != PROVIDER:
            left[other] += flow.amount_p
    return {node: amount_p for node, amount_p in left.items() if amount_p and node[0] != PROVIDER}


def _said(sums: _Sums) -> Iterator[str]:
    if sums.minus:
        total = format_short(sum(sums.minus))
        yield f"{counted(len(sums.minus), 'amount')} below nought ({total} together): not drawn."


def contract_way(index: Index, year: FinancialYear | None) -> Way:
    """Return contracts as money from commissioners to suppliers; for plans without costs.

    What a contract is worth in a year. Those that run in the year, and those whose dates do not
    say; where none does, all of them, and that is said. Frameworks' ceilings are no spend.
    """
    held: list[Contract] = [c for c in index.plan.contracts.values() if terms.is_spend(c)]
    running = [c for c in held if year is None or terms.runs_in(c, year) is not False]
    hidden = []
    if not running and held:
        running = held
        hidden.append(f"No contract is known to run in {year}; those of all years are shown.")
    elif len(running) < len(held):
        others = counted(len(held) - len(running), "contract")
        hidden.append(f"{others} that do not run in {year}: not drawn.")
    ceilings = len(index.plan.contracts) - len(held)
    if ceilings:
        hidden.append(f"{counted(ceilings, 'framework')} with a ceiling and no spend: not drawn.")
    sums = _Sums()
    for contract in running:
        buyer = index.top(contract.commissioner_id) or ""
        path = (
            (COMMISSIONER, "organisations", buyer),
            (SERVICE, "contracts", contract.id),
            _provider(index.tops_of(contract.all_provider_ids)),
        )
        sums.carry(path, buyer, terms.yearly_value_p(contract))
    brought: dict[Node, Pence] = defaultdict(int)
    for (one, _, _), flow in sums.flows.items():
        if one[0] == COMMISSIONER:
            brought[one] += flow.amount_p
    balance = _balance(sums, brought)
    return Way(sums.flows, dict(brought), balance, (*hidden, *_said(sums)), by_contract=True)
