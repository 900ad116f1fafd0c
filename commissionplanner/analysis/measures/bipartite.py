"""Networks of two kinds of nodes, such as bodies and services, measured as they are.

A projection ties two bodies that share a service; where many share one it shows far more ties
than there are: the women of Davis (1941) have a density of .353 with their events and of .908
among themselves.
"""

from collections.abc import Sequence

import numpy as np

from commissionplanner.analysis.measures.paths import pair_dependency
from commissionplanner.analysis.measures.ties import FloatArray, IntArray, pairs_of, ties_of

TwoModePairs = Sequence[tuple[int, int]] | IntArray
"""Ties as (position of the first kind, position of the second kind)."""


def two_mode_density(n_first: int, n_second: int, ties: TwoModePairs) -> float | None:
    """Return ties ÷ (n₁ × n₂); None where none is possible. A tie given twice counts once."""
    possible = n_first * n_second
    return len(_apart(n_first, n_second, ties)) / possible if possible else None


def two_mode_degree(
    n_first: int, n_second: int, ties: TwoModePairs
) -> tuple[FloatArray, FloatArray]:
    """Return the degree centrality of both kinds: ties ÷ nodes of the other kind.

    Borgatti and Everett, Social Networks 19 (1997). NaN where there is no node of the other kind.
    """
    pairs = _apart(n_first, n_second, ties)
    first = np.bincount(pairs[:, 0], minlength=n_first).astype(np.float64)
    second = np.bincount(pairs[:, 1], minlength=n_second).astype(np.float64)
    first /= n_second or np.nan
    second /= n_first or np.nan
    return first, second


def two_mode_betweenness(
    n_first: int, n_second: int, ties: TwoModePairs
) -> tuple[FloatArray, FloatArray]:
    """Return the betweenness of both kinds, 1 for the most that a node of its kind can have.

    The most depends on how many nodes of either kind there are: Borgatti and Everett (1997).
    """
    pairs = _apart(n_first, n_second, ties)
    whole = n_first + n_second
    found = pair_dependency(whole, ties_of(whole, pairs + np.array([0, n_first])))
    first = found[:n_first] / (_most(n_first, n_second) or 1)
    return first, found[n_first:] / (_most(n_second, n_first) or 1)


def _most(mine: int, theirs: int) -> float:
    """Return the most pairs of nodes that one node of the first kind can stand between."""
    if not mine or not theirs:
        return 0.0
    s, t = divmod(mine - 1, theirs)
    return (theirs**2 * (s + 1) ** 2 + theirs * (s + 1) * (2 * t - s - 1)
            - t * (2 * s - t + 3)) / 2  # fmt: skip


def project(n_first: int, ties: TwoModePairs) -> tuple[IntArray, IntArray]:
    """Return the ties among nodes of the first kind that share one of the second, and how many.

    Returns:
        Pairs of positions, the lower first and in order, shape (ties, 2); and in how many nodes
        of the second kind each pair meets, shape (ties,).
    """
    pairs = pairs_of(ties)
    pairs = np.unique(pairs, axis=0)
    pairs = pairs[np.argsort(pairs[:, 1], kind="stable")]
    sizes = np.bincount(pairs[:, 1]) if len(pairs) else np.zeros(0, dtype=np.int64)
    ends = np.repeat(np.cumsum(sizes), sizes)
    later = ends - np.arange(len(pairs)) - 1
    first = np.repeat(np.arange(len(pairs)), later)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
    one, other = pairs[first, 0], pairs[second, 0]
    keys = np.minimum(one, other) * n_first + np.maximum(one, other)
    kept, shared = np.unique(keys, return_counts=True)
    return np.stack(np.divmod(kept, max(n_first, 1)), axis=1), shared


def _apart(n_first: int, n_second: int, ties: TwoModePairs) -> IntArray:
    """Return the ties, each once.

    Raises:
        ValueError: a position is beyond the nodes of its kind.
    """
    pairs = np.unique(pairs_of(ties), axis=0)
    if len(pairs) and (pairs.min() < 0 or (pairs.max(axis=0) >= [n_first, n_second]).any()):
        raise ValueError("A tie leads to a node beyond those there are.")
    return pairs
