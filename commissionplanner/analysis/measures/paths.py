"""Betweenness: how many shortest paths pass through each node, exactly or from a sample.

Normalised as in networkx. Freeman, Sociometry 40 (1977); the sample as Brandes and Pich (2007).
"""

import random
from collections.abc import Sequence
from typing import Final

import numpy as np

from commissionplanner.analysis.measures.ties import (
    FloatArray,
    IntArray,
    Pairs,
    Ties,
    Weights,
    pairs_of,
    ties_of,
)
from commissionplanner.progress import Progress

SOURCES: Final = 256


def betweenness(count: int, ties: Pairs, lengths: Weights = None) -> FloatArray:
    """Return for each node the share of shortest paths of all others that pass through it.

    Exact: over every pair of other nodes the share of their shortest paths, divided by the
    number of such pairs, (n − 1)(n − 2) ÷ 2. 0 below three nodes.

    Args:
        count: How many nodes there are.
        ties: Pairs of positions of nodes.
        lengths: How long each tie is; a tie that stands twice is as long as its shorter one. None
            counts steps. With lengths networkx works it out, which takes far longer.
    """
    if lengths is not None:
        return _with_lengths(count, ties, lengths)
    scale = 2 / ((count - 1) * (count - 2)) if count > 2 else 1.0
    return pair_dependency(count, ties_of(count, ties)) * scale


def pair_dependency(count: int, ties: Ties) -> FloatArray:
    """Return for each node the pairs of others it stands between, by the share of their paths."""
    import rustworkx

    found = rustworkx.graph_betweenness_centrality(ties.rust, normalized=False)
    return np.fromiter((found[n] for n in range(count)), dtype=np.float64, count=count)


def _with_lengths(count: int, ties: Pairs, lengths: Weights) -> FloatArray:
    import networkx as nx

    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    for (one, other), length in zip(pairs_of(ties).tolist(), np.asarray(lengths).tolist(),
                                    strict=True):  # fmt: skip
        known = graph.get_edge_data(one, other)
        graph.add_edge(one, other, length=min(length, known["length"]) if known else length)
    found = nx.betweenness_centrality(graph, weight="length")
    return np.fromiter((found[n] for n in range(count)), dtype=np.float64, count=count)


def sampled_betweenness(
    count: int,
    ties: Pairs,
    *,
    sources: int | Sequence[int] = SOURCES,
    seed: int = 1,
    progress: Progress | None = None,
) -> FloatArray:
    """Return an estimate of betweenness from the shortest paths of some nodes to all others.

    Args:
        count: How many nodes there are.
        ties: Pairs of positions of nodes.
        sources: How many nodes to start from, drawn by the seed, or which. With all of them it
            is exact. At least two.
        seed: The same seed draws the same nodes.
        progress: Where to report, and to be stopped, between one source and the next.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    ready = ties_of(count, ties)
    if isinstance(sources, int):
        drawn = random.Random(seed).sample(range(count), min(sources, count))  # noqa: S311 a sample
    else:
        drawn = list(sources)
    found = np.zeros(count)
    for done, source in enumerate(drawn):
        if progress is not None:
            progress.step(done, len(drawn), "Following shortest paths")
        found += _dependency(ready, source)
    if count < 3 or len(drawn) < 2:
        return found * (0.0 if count < 3 else np.nan)
    # a source sees no path that it stands between, so it is seen from one source fewer
    seen = np.full(count, len(drawn))
    seen[drawn] -= 1
    if len(drawn) == count:
        seen[:] = count - 1
    share: FloatArray = found / (seen * (count - 2))
    return share


def _dependency(ties: Ties, source: int) -> FloatArray:
    """Return how much the shortest paths from one node depend on each other one (Brandes 2001)."""
    start, near = ties.near
    count = ties.count
    paths, depth = np.zeros(count), np.full(count, -1)
    paths[source], depth[source] = 1.0, 0
    front: IntArray = np.array([source])
    steps: list[tuple[IntArray, IntArray]] = []
    while len(front):
        sizes = start[front + 1] - start[front]
        come = np.repeat(front, sizes)
        at = np.arange(len(come)) + np.repeat(start[front] - (np.cumsum(sizes) - sizes), sizes)
        go = near[at]
        new = depth[go] < 0
        come, go = come[new], go[new]
        paths += np.bincount(go, paths[come], minlength=count)
        depth[go] = len(steps) + 1
        front = np.flatnonzero(np.bincount(go, minlength=count))
        steps.append((come, go))
    rests: FloatArray = np.zeros(count)
    for come, go in reversed(steps):
        share = paths[come] / paths[go] * (1.0 + rests[go])
        np.add(rests, np.bincount(come, share, minlength=count), out=rests)
    rests[source] = 0.0
    return rests
