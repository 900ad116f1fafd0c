"""The network of a plan for a year: who funds, commissions and provides what, and who is linked.

Nodes are organisations (directorates too), services, funding streams and pools. A *funds* link
is never recorded: it follows from costs, allocations and contributions. Each pound is drawn from
payer to stream, from stream to service or pool, and from pool to service, so that the money that
reaches services is counted once.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.model.entities import Agreement, Contract, Service
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

if TYPE_CHECKING:
    import networkx

Place = tuple[str, str]
"""A record: its table and its id."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing on the network.

    Attributes:
        table: Its table.
        key: Its id.
        name: What it is called.
        group: Id of the whole body it belongs to: an organisation to its topmost parent, a
            service to its lead commissioner's, a stream to its holder's; a pool to itself, as
            it belongs to no one body. "" where that is not known.
        sector: Sector of that body; "" where not known.
    """

    table: str
    key: str
    name: str
    group: str
    sector: str


class Edge(NamedTuple):
    """One tie, from and to by position in the network's nodes.

    Attributes:
        source: Position of the node it starts from.
        target: Position of the node it leads to.
        kind: A code of the vocabulary `link_kind`.
        amount_p: Pence in the year; None where it is not about money or not known.
        home: Whether it only says whose a service is (its own lead commissions it, its own
            body's stream pays for it). Such ties count for no measure of working together.
        record: The record it is derived from.
    """

    source: int
    target: int
    kind: str
    amount_p: Pence | None
    home: bool
    record: Place


@dataclass(frozen=True)
class Network:
    """Nodes and ties of a plan for one year (all years of costs where it is None)."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    place: Mapping[Place, int]
    year: FinancialYear | None

    def ties(self) -> tuple[tuple[int, int], ...]:
        """Return the pairs of nodes with a tie beyond their own house, each pair once."""
        return self._ties

    @cached_property
    def _ties(self) -> tuple[tuple[int, int], ...]:
        pairs = {
            (at, to) if at < to else (to, at)
            for at, to, _, _, home, _ in self.edges
            if not home and at != to
        }
        return tuple(sorted(pairs))


def network(plan: Plan, year: FinancialYear | None) -> Network:
    """Return the network of a plan in a year; that of the plan asked for last is kept."""
    index = index_of(plan)
    kept: Network | None = index.kept.get(("network", year))
    if kept is None:
        kept = index.kept["network", year] = _made(index, year)
    return kept


def _made(index: Index, year: FinancialYear | None) -> Network:
    nodes = tuple(_nodes(index))
    place = {(node.table, node.key): at for at, node in enumerate(nodes)}
    return Network(nodes, _Maker(index, nodes, year).edges(), place, year)


def _nodes(index: Index) -> Iterator[Node]:
    plan = index.plan
    for key, organisation in plan.organisations.items():
        yield _node(index, "organisations", key, display_name(organisation), index.top(key))
    for key, service in plan.services.items():
        home = index.top(service.lead_commissioner_id or service.directorate_id)
        yield _node(index, "services", key, display_name(service), home)
    for key, stream in plan.funding_streams.items():
        home = index.top(stream.holder_id)
        yield _node(index, "funding_streams", key, display_name(stream), home)
    for key, pool in plan.pools.items():
        yield Node("pools", key, display_name(pool), f"pool {key}", "")


def _node(index: Index, table: str, key: str, name: str, group: str | None) -> Node:
    body = index.organisation(group)
    return Node(table, key, name, group or "", (body.sector if body else None) or "")


class _Maker:
    """Makes the ties of a network; one use."""

    def __init__(self, index: Index, nodes: tuple[Node, ...], year: FinancialYear | None) -> None:
        self._index, self._plan = index, index.plan
        self._groups, self._year = [node.group for node in nodes], year
        self._at: dict[str, dict[str, int]] = defaultdict(dict)
        for at, node in enumerate(nodes):
            self._at[node.table][node.key] = at
        self._made: list[Edge] = []

    def edges(self) -> tuple[Edge, ...]:
        self._from_costs()
        self._from_allocations()
        self._from_contributions()
        for service in self._plan.services.values():
            self._of_service(service)
        for contract in self._plan.contracts.values():
            self._of_contract(contract)
        for agreement in self._plan.agreements.values():
            self._of_agreement(agreement)
        for link in self._plan.links.values():
            kind = link.kind
            if kind and kind != "funds" and (link.year is None or self._in_year(link.year)):
                source, target = (link.from_table, link.from_id), (link.to_table, link.to_id)
                self._add(source, target, kind, link.amount_p, ("links", link.id))
        return tuple(self._made)

    def _add(
        self, source: Place, target: Place, kind: str, amount_p: Pence | None, record: Place
    ) -> None:
        at, to = self._at[source[0]].get(source[1]), self._at[target[0]].get(target[1])
        if at is None or to is None:
            return
        may_be_home = kind in ("funds", "commissions")
        home = may_be_home and self._groups[at] == self._groups[to] != ""
        self._made.append(Edge(at, to, kind, amount_p, home, record))

    def _in_year(self, year: FinancialYear | None) -> bool:
        return self._year is None or year is None or year == self._year

    def _from_costs(self) -> None:
        wanted = self._year.start if self._year else None
        for (service, year), lines in self._index.planned.items():
            if wanted is not None and year.start != wanted:
                continue
            for line in lines:
                source = self._payer(line.pool_id, line.stream_id, line.payer_id)
                record = ("service_costs", line.id)
                if source is not None:
                    self._add(source, ("services", service), "funds", line.amount_p, record)

    @staticmethod
    def _payer(pool: str | None, stream: str | None, payer: str | None) -> Place | None:
        if pool:
            return "pools", pool
        if stream:
            return "funding_streams", stream
        return ("organisations", payer) if payer else None

    def _from_allocations(self) -> None:
        for (stream_id, year), rows in self._index.allocations.items():
            stream = self._plan.funding_streams.get(stream_id)
            if stream is None or not stream.payer_id or not self._in_year(year):
                continue
            source, target = ("organisations", stream.payer_id), ("funding_streams", stream_id)
            for row in rows:
                self._add(source, target, "funds", row.amount_p, ("allocations", row.id))

    def _from_contributions(self) -> None:
        for row in self._plan.contributions.values():
            if row.pool_id and row.partner_id and row.year and self._in_year(row.year):
                source = self._payer(None, row.stream_id, row.partner_id)
                record = ("contributions", row.id)
                if source is not None:
                    self._add(source, ("pools", row.pool_id), "funds", row.amount_p, record)

    def _of_service(self, service: Service) -> None:
        here = ("services", service.id)
        lead = service.directorate_id or service.lead_commissioner_id
        for key in dict.fromkeys((lead, *service.other_commissioner_ids)):
            if key:
                self._add(("organisations", key), here, "commissions", None, here)
        for key in service.provider_ids:
            self._add(("organisations", key), here, "provides", None, here)

    def _of_contract(self, contract: Contract) -> None:
        if self._year is not None and terms.runs_in(contract, self._year) is False:
            return
        record = ("contracts", contract.id)
        for key in contract.all_provider_ids:
            provider = ("organisations", key)
            for service in contract.service_ids:
                self._add(provider, ("services", service), "provides", None, record)
            if not contract.service_ids and contract.commissioner_id:
                buyer, value_p = contract.commissioner_id, terms.yearly_value_p(contract)
                self._add(("organisations", buyer), provider, "commissions", value_p, record)

    def _of_agreement(self, agreement: Agreement) -> None:
        if not shares_information(agreement, self._plan):
            return
        for one, other in combinations(dict.fromkeys(agreement.party_ids), 2):
            ends = ("organisations", one), ("organisations", other)
            self._add(*ends, "shares_information", None, ("agreements", agreement.id))


def is_live(agreement: Agreement, plan: Plan) -> bool:
    """Whether an agreement is signed and has not ended on the as-at date.

    One without an end holds; so does one for which the plan has no as-at date.
    """
    as_at = plan.header.as_at_on
    if agreement.signed_on is None:
        return False
    ended = as_at is not None and agreement.end_on is not None and agreement.end_on < as_at
    return not ended


def shares_information(agreement: Agreement, plan: Plan) -> bool:
    """Whether it is a live agreement to share information."""
    return agreement.kind == "information_sharing" and is_live(agreement, plan)


def as_networkx(net: Network) -> "networkx.MultiDiGraph[int]":
    """Return the network as a networkx graph, for measures and for files of other programs."""
    import networkx

    graph: networkx.MultiDiGraph[int] = networkx.MultiDiGraph()
    for at, node in enumerate(net.nodes):
        graph.add_node(at, table=node.table, id=node.key, name=node.name, group=node.group,
                       sector=node.sector)  # fmt: skip
    for edge in net.edges:
        said = {} if edge.amount_p is None else {"amount_p": edge.amount_p}
        graph.add_edge(edge.source, edge.target, kind=edge.kind, **said)
    return graph
