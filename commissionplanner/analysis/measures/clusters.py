"""How well a division into groups fits the ties: modularity, the best division, likeness of two."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from commissionplanner.analysis.measures.louvain import louvain
from commissionplanner.analysis.measures.ties import (
    FloatArray,
    Pairs,
    Ties,
    Weights,
    codes_of,
    ties_of,
)
from commissionplanner.progress import Progress

if TYPE_CHECKING:
    import networkx

WORK: Final = 50_000  # nodes and ties gone through by all tries together
MOST_TRIES: Final = 50
LARGE: Final = 1_000
"""Nodes beyond which networkx takes too long."""


def modularity(
    groups: Sequence[Hashable], ties: Pairs, weights: Weights = None, *, resolution: float = 1.0
) -> float | None:
    """Return Newman's Q of a given division into groups; None where there is no tie.

    Σ over groups of [L ÷ m − resolution × (d ÷ 2m)²], L the ties inside, d the ends of ties.

    Args:
        groups: The group of each node.
        ties: Pairs of positions of nodes.
        weights: What each tie weighs; None weighs each 1.
        resolution: Above 1 smaller groups fit better, below 1 larger ones.
    """
    ready = ties_of(len(groups), ties, weights)
    weight, total = ready.weight, float(ready.weight.sum())
    if not total:
        return None
    _, codes = codes_of(groups)
    ends = codes[ready.ends]
    within = float(weight[ends[:, 0] == ends[:, 1]].sum())
    held = np.bincount(codes, ready.strength) / (2 * total)
    return within / total - resolution * float((held * held).sum())


@dataclass(frozen=True, slots=True)
class Clusters:
    """A division into groups that was found.

    Attributes:
        groups: The group of each node, numbered by first appearance.
        modularity: Its Q; None where there is no tie.
        tries: From how many seeds it is the best.
    """

    groups: tuple[int, ...]
    modularity: float | None
    tries: int

    @property
    def count(self) -> int:
        """How many groups there are."""
        return len(set(self.groups))


def best_partition(
    count: int,
    ties: Pairs,
    weights: Weights = None,
    *,
    resolution: float = 1.0,
    seed: int = 1,
    tries: int | None = None,
    progress: Progress | None = None,
) -> Clusters:
    """Return the division of most modularity among several that the Louvain method finds.

    Blondel and others, J. Stat. Mech. P10008 (2008): that of networkx, beyond 1,000 nodes our own,
    which is faster. The same ties and seed give the same groups. It is the best found, not proved
    to be the best there is.

    Args:
        count: How many nodes there are.
        ties: Pairs of positions of nodes.
        weights: What each tie weighs; None weighs each 1.
        resolution: As of `modularity`.
        seed: The first seed; each try adds one.
        tries: How many seeds; None takes up to fifty on a small network and one on a large one.
        progress: Where to report, and to be stopped.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    ready = ties_of(count, ties, weights)
    size = count + len(ready) + 1
    wanted = min(MOST_TRIES, max(1, WORK // size)) if tries is None else tries
    best: Clusters | None = None
    for turn in range(wanted):
        if progress is not None:
            progress.step(turn, wanted, "Looking for clusters")
        if count > LARGE:
            groups = tuple(louvain(ready, resolution, seed + turn))
        else:
            groups = _of_networkx(ready, resolution, seed + turn)
        found = modularity(groups, ready, resolution=resolution)
        if best is None or (found or 0.0) > (best.modularity or 0.0):
            best = Clusters(groups, found, wanted)
    return best or Clusters(tuple(range(count)), None, 0)


def _of_networkx(ready: Ties, resolution: float, seed: int) -> tuple[int, ...]:
    import networkx as nx

    weight = None if ready.weights is None else "weight"
    parts = nx.community.louvain_communities(
        _graph(ready), weight=weight, resolution=resolution, seed=seed
    )
    return _numbers(ready.count, parts)


def _graph(ready: Ties) -> "networkx.Graph[int]":
    import networkx as nx

    graph: networkx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(ready.count))
    one, other = ready.ends[:, 0].tolist(), ready.ends[:, 1].tolist()
    if ready.weights is None:
        graph.add_edges_from(zip(one, other, strict=True))
    else:
        graph.add_weighted_edges_from(zip(one, other, ready.weights.tolist(), strict=True))
    return graph


def _numbers(count: int, parts: Sequence[set[int]]) -> tuple[int, ...]:
    found = [0] * count
    for number, part in enumerate(sorted(parts, key=min)):
        for node in part:
            found[node] = number
    return tuple(found)


def nmi(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return how much two divisions of the same nodes tell of each other: 0 nothing, 1 all.

    Normalised mutual information, 2 I(X; Y) ÷ (H(X) + H(Y)), as Danon and others have it, J.
    Stat. Mech. P09008 (2005); 1 where neither divides anything.
    """
    shared = _shares(one, other)
    mine, theirs = shared.sum(axis=1), shared.sum(axis=0)
    both = _entropy(mine) + _entropy(theirs)
    if not both:
        return 1.0
    return max(0.0, 2 * (both - _entropy(shared.ravel())) / both)


def overlap(one: Sequence[Hashable], other: Sequence[Hashable]) -> float | None:
    """Return the share of nodes that stand with the largest part of their group in the other.

    For each group of the first the part of it that one group of the second holds most of; 1
    where every group of the first lies within one of the second. None without nodes.
    """
    if not len(one):
        return None
    return float(_shares(one, other).max(axis=1).sum())


def _shares(one: Sequence[Hashable], other: Sequence[Hashable]) -> FloatArray:
    """Return the share of nodes in each pair of groups, shape (groups, groups)."""
    if len(one) != len(other):
        raise ValueError("Both divisions must be of the same nodes.")
    (first, mine), (second, theirs) = codes_of(one), codes_of(other)
    cells = len(first) * len(second)
    found = np.bincount(mine * len(second) + theirs, minlength=cells)
    return found.reshape(len(first), len(second)) / max(len(one), 1)


def _entropy(shares: FloatArray) -> float:
    held = shares[shares > 0]
    return -float((held * np.log(held)).sum())
