"""How far work stays within groups: the E-I index with its expected value, blocks, and joins.

E-I index: Krackhardt and Stern, Social Psychology Quarterly 51 (1988). −1 where all ties stay
inside, +1 where all cross. Density is not goodness: every figure stands beside what chance gives.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from commissionplanner.analysis.graph import Network, network
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.model.entities import Service
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

Ties = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class EI:
    """Ties inside and outside, by count or weight, and the index.

    Attributes:
        outside: Ties between groups.
        inside: Ties within a group.
        expected: The index if every possible tie were as likely as any other; None where no tie
            is possible.
    """

    outside: int
    inside: int
    expected: float | None

    @property
    def index(self) -> float | None:
        """(E − I) ÷ (E + I); None where there is no tie."""
        total = self.outside + self.inside
        return (self.outside - self.inside) / total if total else None

    @property
    def above_expected(self) -> float | None:
        """The index less what chance gives; negative is more inward than chance."""
        if self.index is None or self.expected is None:
            return None
        return self.index - self.expected


def ei_index(groups: Sequence[Hashable], ties: Ties, weights: Sequence[int] | None = None) -> EI:
    """Return the E-I index of a whole network.

    Args:
        groups: The group of each node.
        ties: Pairs of positions of nodes.
        weights: What each tie weighs (pence, say); None weighs each 1.
    """
    weigh = weights if weights is not None else [1] * len(ties)
    outside = sum(w for (a, b), w in zip(ties, weigh, strict=True) if groups[a] != groups[b])
    sizes = Counter(groups)
    possible = len(groups) * (len(groups) - 1) // 2
    within = sum(n * (n - 1) // 2 for n in sizes.values())
    expected = (possible - 2 * within) / possible if possible else None
    return EI(outside, sum(weigh) - outside, expected)


def ei_by_group(groups: Sequence[Hashable], ties: Ties) -> Mapping[Hashable, EI]:
    """Return the E-I index of each group: ties that touch one of its nodes."""
    sizes, inside, outside = Counter(groups), Counter[Hashable](), Counter[Hashable]()
    for a, b in ties:
        if groups[a] == groups[b]:
            inside[groups[a]] += 1
        else:
            outside.update((groups[a], groups[b]))
    total = len(groups)
    return {
        group: EI(outside[group], inside[group], _expected(size, total))
        for group, size in sizes.items()
    }


def _expected(size: int, total: int) -> float | None:
    across, within = size * (total - size), size * (size - 1) // 2
    return (across - within) / (across + within) if across + within else None


@dataclass(frozen=True, slots=True)
class Block:
    """How densely two groups (or one within itself) are tied.

    Attributes:
        one: A group.
        other: A group; the same for a block within.
        ties: Ties between them.
        possible: Ties that could be.
    """

    one: str
    other: str
    ties: int
    possible: int

    @property
    def density(self) -> float | None:
        """Ties ÷ possible; None where none is possible."""
        return self.ties / self.possible if self.possible else None


def blocks(groups: Sequence[str], ties: Ties) -> tuple[Block, ...]:
    """Return the density of every pair of groups, in order of names; blank groups are left out."""
    sizes = Counter(group for group in groups if group)
    found = Counter(
        (min(groups[a], groups[b]), max(groups[a], groups[b]))
        for a, b in ties
        if groups[a] and groups[b]
    )
    names = sorted(sizes)
    made = []
    for at, one in enumerate(names):
        for other in names[at:]:
            n = sizes[one]
            possible = n * (n - 1) // 2 if one == other else n * sizes[other]
            made.append(Block(one, other, found[(one, other)], possible))
    return tuple(made)


def zero_cells(found: Sequence[Block]) -> tuple[Block, ...]:
    """Return pairs of different groups that could be tied and are not."""
    return tuple(b for b in found if b.one != b.other and b.possible and not b.ties)


def components(count: int, ties: Ties) -> tuple[int, ...]:
    """Return for each node the lowest position in its connected part."""
    parent = list(range(count))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for a, b in ties:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return tuple(root(at) for at in range(count))


def joining_link(count: int, ties: Ties) -> tuple[int, int] | None:
    """Return the two nodes whose link would join the most others, or None where all are joined.

    They are the nodes with most ties (of equals, the first) in the two largest parts.
    """
    parts = components(count, ties)
    sizes = Counter(parts)
    if len(sizes) < 2:
        return None
    degree = Counter(end for tie in ties for end in tie)
    largest = sorted(sizes, key=lambda part: (-sizes[part], part))[:2]
    ends = []
    for part in largest:
        members = [at for at in range(count) if parts[at] == part]
        ends.append(max(members, key=lambda at: (degree[at], -at)))
    return ends[0], ends[1]


@dataclass(frozen=True, slots=True)
class House:
    """A service that one body funds, commissions and provides, with no link outside recorded."""

    service: Service
    organisation_id: str
    amount_p: Pence | None


def houses(plan: Plan, year: FinancialYear | None) -> tuple[House, ...]:
    """Return the services held wholly by one body, as far as the plan's records go.

    Funder, commissioner and provider must all be recorded. A service whose function the law
    gives to one body alone is left out.
    """
    index, linked = index_of(plan), linked_outside(network(plan, year))
    found = []
    for service in plan.services.values():
        body = _sole_body(index, service, year)
        if body and service.id not in linked and not service.is_sole_duty:
            found.append(House(service, body, index.planned_p(service.id, year)))
    return tuple(found)


def _sole_body(index: Index, service: Service, year: FinancialYear | None) -> str | None:
    years = (year,) if year else index.years_by_service.get(service.id, ())
    funders = {key for each in years for key in index.funders(service.id, each)}
    commissioners, providers = index.commissioners(service), index.providers(service)
    if not funders or not commissioners or not providers:
        return None
    bodies = funders | set(commissioners) | set(providers)
    return next(iter(bodies)) if len(bodies) == 1 else None


def linked_outside(net: Network) -> frozenset[str]:
    """Return the services with a tie, not of money, to another body: recorded or by agreement."""
    found = set()
    for edge in net.edges:
        one, other = net.nodes[edge.source], net.nodes[edge.target]
        if edge.kind != "funds" and one.group and other.group and one.group != other.group:
            found |= {node.key for node in (one, other) if node.table == "services"}
    return frozenset(found)
