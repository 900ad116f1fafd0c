"""Whole bodies and the ties between them: who stands between others, and what all depends on.

Two bodies are tied over a service, a link, an agreement or money. Contracts without a service are
left out, because they say nothing of working together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commissionplanner.analysis.graph import Place, network
from commissionplanner.analysis.index import Index
from commissionplanner.model.entities import RoleHolder
from commissionplanner.model.money import Pence

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Bodies:
    """Bodies with a tie to another.

    Attributes:
        keys: Their ids, in order.
        ties: Positions of two bodies, the lower first; each tie once, in order.
    """

    keys: tuple[str, ...]
    ties: tuple[Pair, ...]


def bodies(index: Index) -> Bodies:
    """Return the bodies of a plan that are tied to another, in the year spoken of."""
    found = {pair for pair, _ in _tied(index)}
    keys = sorted({key for pair in found for key in pair})
    at = {key: n for n, key in enumerate(keys)}
    return Bodies(tuple(keys), tuple(sorted([(at[one], at[other]) for one, other in found])))


def _tied(index: Index) -> Iterator[tuple[tuple[str, str], Place]]:
    """Yield two bodies, the first by id first, and a record that ties them."""
    net = network(index.plan, index.year())
    groups = [node.group for node in net.nodes]
    for at, to, kind, _, _, record in net.edges:
        one, other = groups[at], groups[to]
        unlinked = record[0] == "contracts" and kind == "commissions"
        if one != other and one and other and not unlinked:
            yield ((one, other) if one < other else (other, one)), record


@dataclass(frozen=True, slots=True)
class Broker:
    """A body that stands between others which have no tie of their own.

    Attributes:
        organisation_id: The body.
        pairs: How many pairs of others it stands between.
        across: How many of them join two sectors.
        share: Of the shortest ways between all others, the part that leads over it.
        constraint: Burt's constraint: low for a broker; NaN for one without ties.
        partners: Bodies it is tied to.
        effective: How many of them are not tied to each other already.
    """

    organisation_id: str
    pairs: int
    across: int
    share: float
    constraint: float
    partners: int
    effective: float


def brokers(index: Index, among: Bodies) -> tuple[Broker, ...]:
    """Return the bodies of the plan that stand between others, those most between first."""
    from commissionplanner.analysis import measures

    sectors = [getattr(index.organisation(key), "sector", None) or "" for key in among.keys]
    ready = measures.ties_of(len(among.keys), among.ties)
    roles = measures.gould_fernandez(sectors, ready)
    share = measures.betweenness(ready.count, ready)
    constraint, effective = (
        measures.constraint(ready.count, ready),
        measures.effective_size(ready.count, ready),
    )
    found = [
        Broker(key, int(roles.total[n]) // 2, int(roles.across[n]) // 2, float(share[n]),
               float(constraint[n]), int(ready.degree[n]), float(effective[n]))
        for n, key in enumerate(among.keys)
        if roles.total[n] and index.organisation(key) is not None
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda b: (-b.pairs, -b.share, b.organisation_id)))


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """Something without which bodies lose their way to the others.

    Attributes:
        table: Table of the body, post or record.
        key: Its id.
        cut_off: The bodies cut off from the largest part of the rest.
        amount_p: Planned pounds a year of the services they lead or provide, each once, in
            pence; None where none is known.
    """

    table: str
    key: str
    cut_off: tuple[str, ...]
    amount_p: Pence | None


def single_points(index: Index, among: Bodies, least: int) -> tuple[SinglePoint, ...]:
    """Return the bodies without which others are cut off, `least` of them or more."""
    from commissionplanner.analysis import measures

    count, ties = len(among.keys), among.ties
    found = []
    for at, n in measures.cut_off(count, ties).items():
        if n >= least and index.organisation(among.keys[at]) is not None:
            lost = tuple(among.keys[other] for other in measures.parted(count, ties, at))
            key = among.keys[at]
            found.append(SinglePoint("organisations", key, lost, money_of(index, lost)))
    return tuple(found)


def single_posts(index: Index, among: Bodies) -> tuple[SinglePoint, ...]:
    """Return the posts that alone join bodies: the organisations that employ them together.

    A post counts from its first day to its last, on the as-at date.
    """
    from commissionplanner.analysis import measures

    at = {key: n for n, key in enumerate(among.keys)}
    held: list[tuple[RoleHolder, tuple[str, ...]]] = []
    for post in index.plan.role_holders.values():
        employers = index.tops_of(post.organisation_ids)
        if len(employers) > 1 and _is_held(index, post):
            held.append((post, employers))
            for key in employers:
                at.setdefault(key, len(at))
    if not held:
        return ()
    names = tuple(at)
    ties = [*among.ties, *((len(at) + n, at[key]) for n, (_, keys) in enumerate(held)
                           for key in keys)]  # fmt: skip
    count = len(at) + len(held)
    points = set(measures.articulation_points(count, ties))
    found = []
    for n, (post, _) in enumerate(held):
        if len(at) + n in points:
            lost = [node for node in measures.parted(count, ties, len(at) + n) if node < len(at)]
            keys = tuple(names[node] for node in lost)
            found.append(SinglePoint("role_holders", post.id, keys, money_of(index, keys)))
    return tuple(found)


def _is_held(index: Index, post: RoleHolder) -> bool:
    as_at = index.plan.header.as_at_on
    begun = as_at is None or post.start_on is None or post.start_on <= as_at
    return begun and (as_at is None or post.end_on is None or post.end_on >= as_at)


def only_ways(index: Index, among: Bodies) -> tuple[SinglePoint, ...]:
    """Return the records that are the one tie between two parts, two bodies or more in each."""
    from commissionplanner.analysis import measures

    count, ties = len(among.keys), among.ties
    ready = measures.ties_of(count, ties)
    by_pair: dict[tuple[str, str], set[Place]] = defaultdict(set)
    for pair, record in _tied(index):
        by_pair[pair].add(record)
    found = []
    for bridge in measures.bridges(count, ready):
        records = by_pair[among.keys[bridge[0]], among.keys[bridge[1]]]
        if len(records) != 1 or ready.degree[list(bridge)].min() < 2:
            continue
        left = measures.components(count, [tie for tie in ties if tie != bridge])
        sides = [[n for n in range(count) if left[n] == left[end]] for end in bridge]
        lost = tuple(among.keys[n] for n in min(sides, key=len))
        ((table, key),) = records
        found.append(SinglePoint(table, key, lost, money_of(index, lost)))
    return tuple(found)


def money_of(index: Index, keys: Iterable[str]) -> Pence | None:
    """Return the planned pounds of services that any of the bodies commissions or provides.

    Each service once, in pence; None where none is known.
    """
    wanted = set(keys)
    amounts = [
        amount_p
        for service, amount_p in index.spending
        if wanted & {*index.commissioners(service), *index.providers(service)}
    ]
    return sum(amounts) if amounts else None
