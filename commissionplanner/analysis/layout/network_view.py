"""The Network view: every service, stream and pool a node, grouped by organisation, every tie a line."""

from collections.abc import Iterable, Mapping
from typing import Final

from commissionplanner.analysis.graph import Edge, Network, network
from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.layout.boundaries import agreed_of, boundaries
from commissionplanner.analysis.layout.content import Container, Content, Inside, Member
from commissionplanner.analysis.layout.palette import slots
from commissionplanner.model.plan import Plan, display_name, full_name
from commissionplanner.model.years import FinancialYear

KINDS: Final = ("broken", "refers", "funds", "commissions", "provides", "shares")
"""What a line says, the gravest first: one of two things is drawn by the first that holds."""
CROWDED: Final = 3_000
"""Ties from which those of two organisations are drawn as one line."""
Key = tuple[str, str]
Pairs = dict[tuple[int, int], str]


def network_view(plan: Plan, year: FinancialYear | None, inside: Inside = "provider") -> Content:
    """Return what the Network shows in a year.

    A line between two things stands for every tie between them. What only says whose a service
    is, that its own organisation provides it, is said by where it stands and not drawn.
    """
    held = boundaries(plan, year, inside)
    containers = held.containers
    members = [*held.members, *_pools(plan, containers), *_hubs(plan, containers)]
    at = {(one.table, one.key): n for n, one in enumerate(members)}
    pairs = _paid(held, members)
    net = network(plan, held.year)
    index = index_of(plan)
    tops = {("organisations", key): ("organisations", top) for key, top in index.tops.items()}
    _add(pairs, net, tops, at, members, plan)
    found = sorted(pairs.items())
    return Content(
        view="network",
        year=held.year,
        inside=inside,
        containers=containers,
        members=tuple(members),
        within=tuple(pair for pair, _ in found),
        kinds=tuple(kind for _, kind in found),
        hidden=_hidden(held, len(found)),
    )


def _hidden(held: Content, ties: int) -> tuple[str, ...]:
    said = tuple(words for words in held.hidden if not words.startswith("Hand-offs"))
    if ties <= CROWDED:
        return said
    crowded = (
        "Lines join organisations, those with most ties; point at a thing to see each of its own."
    )
    return (crowded, *said)


def _pools(plan: Plan, containers: tuple[Container, ...]) -> Iterable[Member]:
    """Yield each pool with its host; one whose host is not drawn stands nowhere."""
    index = index_of(plan)
    homes = {key: at for at, one in enumerate(containers) for key in one.organisation_ids}
    for key, pool in plan.pools.items():
        home = homes.get(index.top(pool.host_id) or "")
        if home is not None:
            yield Member(table="pools", key=key, name=display_name(pool), full=full_name(pool),
                         container=home)  # fmt: skip


def _hubs(plan: Plan, containers: tuple[Container, ...]) -> Iterable[Member]:
    """Yield each organisation itself, in the middle of what stands with it."""
    colours = slots(plan)
    for at, one in enumerate(containers):
        if one.thing is not None:
            record = plan.organisations[one.organisation_ids[0]]
            yield Member(table="organisations", key=record.id, name=one.name,
                         full=full_name(record), container=at, amount_p=one.amount_p or None,
                         slot=colours.get(record.id))  # fmt: skip


def _paid(held: Content, members: list[Member]) -> Pairs:
    """Return contracts between organisations, of a register that has no services."""
    found: Pairs = {}
    hubs = {one.container: n for n, one in enumerate(members) if one.table == "organisations"}
    for ribbon in held.ribbons:
        if not ribbon.members and {ribbon.source, ribbon.target} <= hubs.keys():
            found[_pair(hubs[ribbon.source], hubs[ribbon.target])] = "funds"
    return found


def _add(
    pairs: Pairs,
    net: Network,
    tops: Mapping[Key, Key],
    at: Mapping[Key, int],
    members: list[Member],
    plan: Plan,
) -> None:
    """Add the ties of the network between things that are drawn."""
    things = [(node.table, node.key) for node in net.nodes]
    places = [at.get(tops.get(thing, thing)) for thing in things]
    for edge in net.edges:
        one, other = places[edge.source], places[edge.target]
        if one is None or other is None or one == other:
            continue
        hub = "organisations" in (members[one].table, members[other].table)
        if hub and members[one].container == members[other].container:
            continue
        pair, kind = _pair(one, other), _kind(edge, plan)
        pairs[pair] = min(pairs.get(pair, kind), kind, key=KINDS.index)


def _pair(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


def _kind(edge: Edge, plan: Plan) -> str:
    if edge.kind == "refers":
        link = plan.links.get(edge.record[1])
        live = link is not None and agreed_of(plan, link.agreement_id) == "live"
        return "refers" if live else "broken"
    return edge.kind if edge.kind in KINDS else "shares"
