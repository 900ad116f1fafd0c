"""Measures of a network's shape that say who joins whom, and what it depends on.

Undirected, every tie once. Definitions as in networkx, which the tests compare with: Newman's
modularity and assortativity, Burt's constraint and effective size, Freeman's centralisation and
betweenness. None of them is a score: a broker may be a strength or a single point of failure.
"""

from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


Ties = Sequence[tuple[int, int]]


def density(count: int, ties: Ties) -> float | None:
    """Return ties ÷ possible ties; None where none is possible."""
    possible = count * (count - 1) // 2
    return len(ties) / possible if possible else None


def modularity(groups: Sequence[Hashable], ties: Ties) -> float | None:
    """Return Newman's Q of a given division into groups; None where there is no tie."""
    total = len(ties)
    if not total:
        return None
    within = sum(groups[a] == groups[b] for a, b in ties)
    ends = Counter(groups[end] for tie in ties for end in tie)
    return within / total - sum((n / (2 * total)) ** 2 for n in ends.values())


def assortativity(groups: Sequence[Hashable], ties: Ties) -> float | None:
    """Return how far like is tied with like: 1 wholly, 0 as chance gives; None where undefined."""
    total = len(ties)
    if not total:
        return None
    within = sum(groups[a] == groups[b] for a, b in ties) / total
    ends = Counter(groups[end] for tie in ties for end in tie)
    chance = sum((n / (2 * total)) ** 2 for n in ends.values())
    return (within - chance) / (1 - chance) if chance < 1 else None


def centralisation(count: int, ties: Ties) -> float | None:
    """Return Freeman's degree centralisation, 1 for a star; None below three nodes."""
    if count < 3:
        return None
    degrees = Counter(end for tie in ties for end in tie)
    highest = max(degrees.values(), default=0)
    return sum(highest - degrees[n] for n in range(count)) / ((count - 1) * (count - 2))


def betweenness(count: int, ties: Ties) -> tuple[float, ...]:
    """Return for each node the share of shortest paths of others that pass through it."""
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(ties))
    found = rustworkx.graph_betweenness_centrality(graph, normalized=True)
    return tuple(found[n] for n in range(count))


def single_points(count: int, ties: Ties) -> tuple[int, ...]:
    """Return the nodes whose going would part the network (articulation points), in order."""
    import rustworkx

    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from_no_data(list(ties))
    return tuple(sorted(rustworkx.articulation_points(graph)))


def constraint(count: int, ties: Ties) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Return Burt's constraint of each node: low for a broker, NaN for one without ties.

    Σ over j of (p_ij + Σ over q of p_iq × p_qj)², p the share of a node's ties that one tie is.
    Worked out over the paths of two steps that there are, never over all pairs.
    """
    import numpy as np

    result = np.full(count, np.nan)
    if not ties:
        return result
    pairs = np.asarray(ties, dtype=np.int64)
    source = np.concatenate([pairs[:, 0], pairs[:, 1]])
    target = np.concatenate([pairs[:, 1], pairs[:, 0]])
    order = np.argsort(source, kind="stable")
    source, target = source[order], target[order]
    degree = np.bincount(source, minlength=count)
    start = np.concatenate([[0], np.cumsum(degree)[:-1]])
    share = 1.0 / degree[source]
    # every tie i–q goes on to every neighbour j of q
    onward = degree[target]
    first = np.repeat(np.arange(len(source)), onward)
    step = np.arange(len(first)) - np.repeat(np.cumsum(onward) - onward, onward)
    second = start[target[first]] + step
    place = source[first] * count + target[second]
    kept = source[first] != target[second]
    direct = source * count + target
    keys, where = np.unique(np.concatenate([direct, place[kept]]), return_inverse=True)
    invested = np.bincount(where, np.concatenate([share, (share[first] * share[second])[kept]]))
    # only those a node is tied to constrain it
    tied = np.isin(keys, direct, assume_unique=True)
    sums = np.bincount(keys[tied] // count, invested[tied] ** 2, minlength=count)
    result[degree > 0] = sums[degree > 0]
    return result


def effective_size(count: int, ties: Ties) -> tuple[float | None, ...]:
    """Return how many of a node's partners are not tied to each other; None for no partner."""
    near: list[set[int]] = [set() for _ in range(count)]
    for a, b in ties:
        near[a].add(b)
        near[b].add(a)
    found: list[float | None] = []
    for mine in near:
        among = sum(len(mine & near[other]) for other in mine) / 2
        found.append(len(mine) - 2 * among / len(mine) if mine else None)
    return tuple(found)


def concentration(amounts: Sequence[int]) -> float | None:
    """Return the Herfindahl index of funders' shares: 1 for one funder; None for no money."""
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts) if total > 0 else None
