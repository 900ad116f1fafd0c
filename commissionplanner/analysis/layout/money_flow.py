"""The Money flow view: from streams over commissioners and services to providers, by £."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.layout.boundaries import single_years
from commissionplanner.analysis.layout.content import (
    OTHERS,
    Balance,
    Content,
    Inside,
    Ribbon,
    Station,
)
from commissionplanner.analysis.layout.flows import (
    COMMISSIONER,
    PROVIDER,
    SERVICE,
    STREAM,
    TOGETHER,
    Node,
    Way,
    contract_way,
    money_way,
    remainders,
)
from commissionplanner.analysis.layout.folding import (
    ASIDE,
    FOLD,
    Folded,
    folded,
    group_key,
    joined,
    put_aside,
)
from commissionplanner.analysis.layout.palette import slots
from commissionplanner.model.entities.record import Record
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

NOBODY: Final = {
    STREAM: "Funding not known",
    COMMISSIONER: "Commissioner not known",
    PROVIDER: "Provider not known",
}
_FOLDED: Final = {
    STREAM: "stream", COMMISSIONER: "commissioner", SERVICE: "service", PROVIDER: "provider",
}  # fmt: skip


def money_flow(
    plan: Plan,
    year: FinancialYear | None,
    inside: Inside = "provider",
    opened: Collection[str] = (),
    only: Collection[str] | None = None,
) -> Content:
    """Return what the Money flow shows of a year.

    Costs planned for services lead the way; a plan that has none, as a register of contracts,
    shows its contracts.

    Args:
        plan: The plan.
        year: The year shown; None shows that of the plan's as-at date, else its first.
        inside: How services stand in the other views; kept for them.
        opened: Groups of small places that somebody opened.
        only: Ids of the services shown; what goes to others is drawn together, so that sums hold.
    """
    index = index_of(plan)
    shown = year or index.year()
    way, drawn = _way(index, shown)
    return _Maker(index, drawn, way, opened, only).content(inside)


def _way(index: Index, year: FinancialYear | None) -> tuple[Way, FinancialYear | None]:
    """Return the money to show, and of which year: another than asked for is said."""
    costed = {when for _, when in index.planned}
    if index.plan.contracts and year not in costed:
        return contract_way(index, year), year
    if year is None:
        year = max(costed, default=None)
    if year is None:
        return Way({}, {}, Balance()), None
    if year in costed or not costed:
        return money_way(index, year), year
    nearest = min(costed, key=lambda one: (abs(one.start - year.start), one))
    way = money_way(index, nearest)
    told = f"No cost is recorded in {year}; {nearest} is shown, the nearest with any."
    return replace(way, hidden=(told, *way.hidden)), nearest


class _Maker:
    """Gathers the parts of the view; one use."""

    def __init__(
        self,
        index: Index,
        year: FinancialYear | None,
        way: Way,
        opened: Collection[str],
        only: Collection[str] | None,
    ) -> None:
        self._index, self._plan, self._year, self._way = index, index.plan, year, way
        self._slots = slots(index.plan)
        aside: Folded = {} if only is None else put_aside(way.flows, way.brought, frozenset(only))
        folds = folded(joined(way.flows, aside), _added(way.brought, aside), opened)
        places = dict.fromkeys((*way.brought, *(node for ends in way.flows for node in ends[:2])))
        found = {node: folds.get(aside.get(node, node), aside.get(node, node)) for node in places}
        self._into = {node: to for node, to in found.items() if to != node}
        self._flows = joined(way.flows, self._into)
        self._left = _added(remainders(way.flows, way.brought), self._into)
        self._brought = _added(way.brought, self._into)
        self._terms = single_years(index, year)
        self._held = self._members()
        self._services = self._counts()

    def content(self, inside: Inside) -> Content:
        """Return the view."""
        nodes = tuple(self._held)
        at = {node: number for number, node in enumerate(nodes)}
        ribbons = tuple(
            Ribbon(
                source=at[one],
                target=at[other],
                amount_p=flow.amount_p,
                count=flow.count,
                unknown=flow.unknown,
                members=(),
                slot=self._slots.get(payer, OTHERS),
            )
            for (one, other, payer), flow in sorted(self._flows.items())
        )
        return Content(
            view="money",
            year=self._year,
            inside=inside,
            containers=tuple(self._station(node) for node in nodes),
            ribbons=ribbons,
            hidden=self._way.hidden,
            balance=self._way.balance,
        )

    def _members(self) -> Mapping[Node, tuple[Node, ...]]:
        """Return every place that is drawn, column by column, with those it stands for."""
        found: dict[Node, dict[Node, None]] = defaultdict(dict)
        streams = (key for key in self._way.brought)
        ends = (node for one, other, _ in self._way.flows for node in (one, other))
        for node in sorted({*streams, *ends}):
            found[self._into.get(node, node)][node] = None
        return {node: tuple(held) for node, held in found.items()}

    def _station(self, node: Node) -> Station:
        held = self._held[node]
        table = node[1] if node[1] != FOLD else held[0][1]
        into = sum(f.amount_p for (_, to, _), f in self._flows.items() if to == node)
        out = sum(f.amount_p for (one, _, _), f in self._flows.items() if one == node)
        singles = [self._single(one) for one in held]
        left_p = self._left.get(node, 0)
        return Station(
            key=group_key(node) if node[1] == FOLD else self._key(node),
            organisation_ids=tuple(one[2].removesuffix(TOGETHER) for one in held if one[2]),
            name=self._name(node),
            full=self._full(node),
            slot=self._slot(node),
            amount_p=max(into, out, self._brought.get(node, 0)),
            unknown=sum(f.unknown for (one, to, _), f in self._flows.items() if node in (one, to)),
            way="in" if node[0] == STREAM else "out",
            services=self._services.get(node, 0),
            table=table,
            column=node[0],
            left_p=max(left_p, 0),
            short_p=max(-left_p, 0),
            folded=len(held) if node[1] == FOLD else 0,
            is_single=any(single for single, _ in singles),
            of="contract" if self._way.by_contract else "service",
            rolled=max((rolled for _, rolled in singles), default=0),
        )

    @staticmethod
    def _key(node: Node) -> str:
        """Return what a place is kept by: a body may stand in three columns, each its own."""
        return f"{node[0]} {node[1]} {node[2]}"

    def _single(self, node: Node) -> tuple[bool, int]:
        if node[1] == "services":
            return self._terms.get(node[2], (False, 0))
        if node[1] == "contracts":
            return bool(terms.is_single_year(self._plan.contracts[node[2]])), 0
        return False, 0

    def _counts(self) -> Mapping[Node, int]:
        """Return how many services lead to each provider, or each commissioner or pool pays for."""
        found: dict[Node, set[Node]] = defaultdict(set)
        for one, other, _ in self._way.flows:
            if SERVICE in (one[0], other[0]):
                place, service = (one, other) if other[0] == SERVICE else (other, one)
                found[self._into.get(place, place)].add(service)
        return {node: len(services) for node, services in found.items()}

    def _slot(self, node: Node) -> int:
        """Return a place's colour: its own body's, a service's that of who commissions it."""
        _, table, key = node
        plan = self._plan
        if table == FOLD:
            slots_held = {self._slot(one) for one in self._held[node]}
            return slots_held.pop() if len(slots_held) == 1 else OTHERS
        if table == "organisations":
            return self._slots.get(key.removesuffix(TOGETHER), OTHERS)
        if table == "funding_streams":
            return self._slots.get(plan.funding_streams[key].holder_id or "", OTHERS)
        if table == "pools":
            return self._slots.get(plan.pools[key].host_id or "", OTHERS)
        buyer = self._index.top(
            plan.services[key].lead_commissioner_id
            if table == "services"
            else plan.contracts[key].commissioner_id
        )
        return self._slots.get(buyer or "", OTHERS)

    def _name(self, node: Node) -> str:
        column, table, key = node
        if table == FOLD:
            count = len(self._held[node])
            if key == ASIDE:
                return f"{counted(count, _FOLDED[column])} not shown"
            what = "contract" if self._held[node][0][1] == "contracts" else _FOLDED[column]
            return f"{count:,} other {what}s"
        if not key:
            return NOBODY[column]
        name = display_name(self._record(table, key)) or key
        if key.endswith(TOGETHER):
            return f"{name} with others"
        if table == "organisations" and column == STREAM:
            return f"{name}, stream not recorded"
        return name

    def _full(self, node: Node) -> str:
        _, table, key = node
        if table == FOLD or not key:
            return self._name(node)
        name = full_name(self._record(table, key)) or key
        if key.endswith(TOGETHER):
            return f"{name} together with others; how they share the money is not recorded"
        return name

    def _record(self, table: str, key: str) -> Record | None:
        return self._plan.record(table, key.removesuffix(TOGETHER))


def _added(amounts: Mapping[Node, Pence], into: Folded) -> Mapping[Node, Pence]:
    """Return amounts of places with those of folded ones added up."""
    found: dict[Node, Pence] = defaultdict(int)
    for node, amount_p in amounts.items():
        found[into.get(node, node)] += amount_p
    return found
