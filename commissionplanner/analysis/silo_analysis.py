"""The silo analysis of a plan: what its links and pounds say of each organisation and the whole.

Worked out once for a state of the plan, in the year it speaks of. Figures, no words: what is said
of them is in `findings.silo_report`. More links are not simply better, so that every index stands
beside what chance gives, and no density stands alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from commissionplanner.analysis import bodies as between
from commissionplanner.analysis import measures
from commissionplanner.analysis.graph import Network, network
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.joining import Joined, JoiningLink, joined, joining_link, money_ei
from commissionplanner.analysis.measures.ties import FloatArray, IntArray
from commissionplanner.analysis.plan_shape import Shape, shape
from commissionplanner.analysis.silos import House, houses
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.progress import Progress

CUT_OFF = 3
"""From how many bodies cut off a body is a single point of failure."""
EXACT_WORK = 4_000_000
"""Nodes × ties up to which betweenness is worked out at once, in about a tenth of a second."""

Between = Callable[[measures.Ties, Progress], "Betweenness"]


@dataclass(frozen=True, slots=True)
class Betweenness:
    """Betweenness of each node, and from how many sources: all of them where it is exact."""

    share: FloatArray
    sources: int


@dataclass(frozen=True, slots=True)
class BodySilo:
    """How far the links and pounds of one organisation stay inside.

    Attributes:
        organisation_id: A whole body.
        links: Its E-I index by links, with the expected one.
        money: Its E-I index by planned pounds of its services, in pence.
        services: How many services it leads.
        amount_p: What they are planned to cost, in pence; None where nothing is known.
        houses: Services that it alone funds, commissions and provides.
        is_confirmed: Whether its links were confirmed complete.
    """

    organisation_id: str
    links: measures.EI
    money: measures.EI
    services: int
    amount_p: Pence | None
    houses: tuple[House, ...]
    is_confirmed: bool

    @property
    def looks_inward(self) -> bool:
        """Whether more of its links stay inside than go out, and than chance gives."""
        above = self.links.above_expected
        return self.links.inside > self.links.outside and above is not None and above < 0


@dataclass(frozen=True, slots=True)
class ServiceBroker:
    """A service over which many of the shortest ways between others lead."""

    service_id: str
    share: float
    amount_p: Pence | None


@dataclass(frozen=True, slots=True)
class BlockMatrix:
    """How densely pairs of groups are tied, with the pounds on those ties.

    Attributes:
        kind: "organisations" (its things are the nodes) or "sectors" (bodies are the nodes).
        keys: Ids of organisations, or codes of sectors, in order.
        blocks: Ties and possible ties of each pair.
        amount_p: Pence on the ties of each pair, shape (g, g); for sectors the same pounds.
        left_out: How many groups are not shown.
    """

    kind: str
    keys: tuple[str, ...]
    blocks: measures.Blocks
    amount_p: IntArray
    left_out: int


@dataclass(frozen=True, slots=True)
class SiloAnalysis:
    """What the links and pounds of a plan say in one year.

    Attributes:
        year: The year.
        links: E-I index of the whole by links.
        money: E-I index of the whole by planned pounds, in pence.
        bodies: Each organisation that leads a service or has a link, most inward first.
        modularity: Q of the division into organisations; None without links.
        clusters: The best division found.
        nmi: Likeness of the two; None without links.
        overlap: Share of things in clusters that stand with the largest part of their cluster.
        brokers: Bodies that stand between others.
        service_brokers: Services that do, with the share of shortest ways.
        sources: From how many starts those were followed: all where exact.
        single_points: Bodies, posts and records without which others are cut off.
        join: The one link that would bring most pounds across.
        shape: How the bodies hold together.
        things: How many things were measured, and how many have a link.
        n_ties: How many links there are.
        confirmed: How many bodies had their links confirmed, of how many.
        unknown_services: Services without a known cost in the year.
    """

    year: FinancialYear | None
    links: measures.EI
    money: measures.EI
    bodies: tuple[BodySilo, ...]
    modularity: float | None
    clusters: measures.Clusters
    nmi: float | None
    overlap: float | None
    by_sector: BlockMatrix
    by_organisation: BlockMatrix
    brokers: tuple[between.Broker, ...]
    service_brokers: tuple[ServiceBroker, ...]
    sources: int
    single_points: tuple[between.SinglePoint, ...]
    join: JoiningLink | None
    shape: Shape
    things: tuple[int, int]
    n_ties: int
    confirmed: tuple[int, int]
    unknown_services: int


def within_reach(ties: measures.Ties, progress: Progress) -> Betweenness:
    """Return betweenness: exact where that is quick, else from a sample of sources."""
    if ties.count * len(ties) <= EXACT_WORK:
        return Betweenness(measures.betweenness(ties.count, ties), ties.count)
    share = measures.sampled_betweenness(ties.count, ties, progress=progress)
    return Betweenness(share, min(measures.SOURCES, ties.count))


def analyse(
    plan: Plan, progress: Progress | None = None, find_between: Between = within_reach
) -> SiloAnalysis:
    """Work out the silo analysis of a plan in the year it speaks of.

    Args:
        plan: The plan.
        progress: Where to report, and to be stopped.
        find_between: How betweenness is found, which takes longest.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    return _Work(plan, progress or Progress(), find_between).result()


STEPS = 6
MOST_BLOCKS = 9
MOST_BROKERS = 8


class _Work:
    """One analysis under way."""

    def __init__(self, plan: Plan, progress: Progress, find_between: Between) -> None:
        self._index, self._progress, self._find = index_of(plan), progress, find_between
        self._done = 0

    def _step(self, label: str) -> None:
        self._progress.step(self._done, STEPS, label)
        self._done += 1

    def result(self) -> SiloAnalysis:
        index, year = self._index, self._index.year()
        self._step("Reading the links")
        net = network(index.plan, year)
        ties = measures.ties_of(len(net.nodes), net.ties())
        groups = [node.group for node in net.nodes]
        pounds = joined(index, net, ties)
        whole, parts = money_ei(pounds, net)
        self._step("Comparing organisations")
        rows = self._rows(groups, ties, parts)
        blocks = self._sectors(net, ties, pounds), self._organisations(net, ties, pounds, rows)
        self._step("Looking for clusters")
        given, clusters, alike, over = self._clusters(groups, ties)
        self._step("Looking for who joins others")
        among = between.bodies(index)
        points = (*between.single_points(index, among, CUT_OFF),
                  *between.single_posts(index, among), *between.only_ways(index, among))  # fmt: skip
        self._step("Looking for the link that would join most")
        join = joining_link(index, net, ties, pounds)
        self._step("Following shortest paths")
        found = self._find(ties, self._progress)
        tops = [body for key, body in index.plan.organisations.items() if index.top(key) == key]
        return SiloAnalysis(
            year=year, links=measures.ei_index(groups, ties), money=whole, bodies=rows,
            modularity=given, clusters=clusters, nmi=alike, overlap=over,
            by_sector=blocks[0], by_organisation=blocks[1],
            brokers=between.brokers(index, among),
            service_brokers=self._service_brokers(net, found), sources=found.sources,
            single_points=points, join=join,
            shape=shape(index, among),
            things=(len(net.nodes), int((ties.degree > 0).sum())), n_ties=len(ties),
            confirmed=(sum(map(links_confirmed, tops)), len(tops)),
            unknown_services=len(index.plan.services) - len(index.spending),
        )  # fmt: skip

    def _rows(
        self, groups: list[str], ties: measures.Ties, money: Mapping[str, measures.EI]
    ) -> tuple[BodySilo, ...]:
        index = self._index
        led: dict[str, int] = {}
        cost: dict[str, Pence] = {}
        for service in index.plan.services.values():
            home = index.top(service.lead_commissioner_id or service.directorate_id) or ""
            led[home] = led.get(home, 0) + 1
            amount_p = index.planned_p(service.id, index.year())
            if amount_p is not None:
                cost[home] = cost.get(home, 0) + amount_p
        held: dict[str, list[House]] = {}
        for house in houses(index.plan, index.year()):
            held.setdefault(house.organisation_id, []).append(house)
        rows = [
            BodySilo(key, found, money[key], led.get(key, 0), cost.get(key),
                     tuple(held.get(key, ())), links_confirmed(index.organisation(key)))
            for key, found in measures.ei_by_group(groups, ties).items()
            if isinstance(key, str) and index.organisation(key)
            and (found.index is not None or key in led)
        ]  # fmt: skip
        return tuple(sorted(rows, key=_inward))

    def _clusters(
        self, groups: list[str], ties: measures.Ties
    ) -> tuple[float | None, measures.Clusters, float | None, float | None]:
        """Compare organisations with clusters, over the things that have a link."""
        linked = np.flatnonzero(ties.degree)
        place = np.zeros(ties.count, dtype=np.int64)
        place[linked] = np.arange(len(linked))
        inner = measures.ties_of(len(linked), place[ties.ends])
        best = measures.best_partition(inner.count, inner, progress=self._progress)
        mine = [groups[n] for n in linked.tolist()]
        if not mine:
            return None, best, None, None
        given = measures.modularity(mine, inner)
        return given, best, measures.nmi(mine, best.groups), measures.overlap(best.groups, mine)

    def _sectors(self, net: Network, ties: measures.Ties, pounds: Joined) -> BlockMatrix:
        index = self._index
        keys = [key for key in index.plan.organisations if index.top(key) == key]
        at = {key: n for n, key in enumerate(keys)}
        home = np.asarray([at.get(node.group, -1) for node in net.nodes], dtype=np.int64)
        ends = home[ties.ends]
        apart = (ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])
        bodies = measures.ties_of(len(keys), ends[apart])
        sectors = [getattr(index.organisation(key), "sector", None) or "" for key in keys]
        blocks = measures.block_density(sectors, bodies)
        place = {name: n for n, name in enumerate(blocks.names)}
        code = np.asarray([place.get(sector, -1) for sector in sectors], dtype=np.int64)
        known = (ends >= 0).all(axis=1)
        amounts = _pounds(code[ends[known]], pounds.tie_p[known], len(blocks.names))
        return BlockMatrix("sectors", blocks.names, blocks, amounts, 0)

    def _organisations(
        self, net: Network, ties: measures.Ties, pounds: Joined, rows: tuple[BodySilo, ...]
    ) -> BlockMatrix:
        """Tie the organisations with most money; the others are counted, not shown."""
        weighed = sorted(rows, key=lambda r: (-(r.amount_p or 0), -r.links.outside,
                                              r.organisation_id))  # fmt: skip
        chosen = {row.organisation_id for row in weighed[:MOST_BLOCKS]}
        groups = [node.group if node.group in chosen else "" for node in net.nodes]
        blocks = measures.block_density(groups, ties)
        order = [row.organisation_id for row in weighed[:MOST_BLOCKS]]
        at = {name: n for n, name in enumerate(blocks.names)}
        pick = np.asarray([at[key] for key in order], dtype=np.int64)
        cells = np.ix_(pick, pick)
        placed = measures.Blocks(tuple(order), blocks.ties[cells], blocks.possible[cells])
        code = {key: n for n, key in enumerate(order)}
        codes = np.asarray([code.get(group, -1) for group in groups], dtype=np.int64)
        amounts = _pounds(codes[ties.ends], pounds.tie_p, len(order))
        return BlockMatrix("organisations", tuple(order), placed, amounts, len(rows) - len(order))

    def _service_brokers(self, net: Network, found: Betweenness) -> tuple[ServiceBroker, ...]:
        index, year = self._index, self._index.year()
        order = np.argsort(-found.share, kind="stable").tolist()
        picked: list[ServiceBroker] = []
        for at in order:
            node = net.nodes[at]
            if not found.share[at] > 0 or len(picked) == MOST_BROKERS:
                break
            if node.table == "services":
                amount_p = index.planned_p(node.key, year)
                picked.append(ServiceBroker(node.key, float(found.share[at]), amount_p))
        return tuple(picked)


def _inward(row: BodySilo) -> tuple[bool, float, int, str]:
    above = row.links.above_expected
    return above is None, above or 0.0, -(row.amount_p or 0), row.organisation_id


def _pounds(ends: IntArray, amounts: IntArray, count: int) -> IntArray:
    """Add up pence by the pair of groups they lie between; symmetric, shape (count, count)."""
    known = (ends >= 0).all(axis=1)
    low, high = ends[known].min(axis=1, initial=count), ends[known].max(axis=1, initial=-1)
    found = np.zeros((count, count), dtype=np.int64)
    np.add.at(found, (low, high), amounts[known])
    return found + np.triu(found, k=1).T
