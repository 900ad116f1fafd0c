"""Who joins whom: Burt's constraint and effective size, and the roles of Gould and Fernandez.

None of them is a score: a broker may be a strength, and also somebody who carries too many ties.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from commissionplanner.analysis.measures.ties import (
    FloatArray,
    IntArray,
    Pairs,
    Ties,
    Weights,
    codes_of,
    pairs_of,
    ties_of,
)


def constraint(count: int, ties: Pairs, weights: Weights = None) -> FloatArray:
    """Return Burt's constraint of each node: low for a broker, NaN for one without ties.

    Σ over j of (p_ij + Σ over q of p_iq × p_qj)², p the share of a node's ties (or of their
    weight) that one tie is. Burt, Structural Holes (1992). Only triangles add to the inner sum.

    Args:
        count: How many nodes there are.
        ties: Pairs of positions of nodes.
        weights: What each tie weighs; None weighs each 1.
    """
    ready = ties_of(count, ties, weights)
    weight, strength = ready.weight, ready.strength
    nodes, opposite = ready.triangles
    invested = weight.copy()
    for at, (one, other) in enumerate(((1, 2), (0, 2), (0, 1))):
        # over the node at the tip, to the tie between the two others
        through = weight[opposite[:, one]] * weight[opposite[:, other]] / strength[nodes[:, at]]
        invested += np.bincount(opposite[:, at], through, minlength=len(ready))
    sums = ready.by_node(invested * invested)
    with np.errstate(invalid="ignore"):
        return np.where(ready.degree > 0, sums / (strength * strength), np.nan)


def effective_size(count: int, ties: Pairs, weights: Weights = None) -> FloatArray:
    """Return how many of each node's partners are not redundant; NaN for one without ties.

    n − 2t ÷ n, n partners with t ties among them (Borgatti); with weights
    Σ over j of [1 − Σ over q of p_iq × m_jq], m a tie's weight over the largest of its node.
    """
    ready = ties_of(count, ties, weights)
    weight, strength, degree = ready.weight, ready.strength, ready.degree
    largest = np.zeros(count)
    for end in (0, 1):
        np.maximum.at(largest, ready.ends[:, end], weight)
    nodes, opposite = ready.triangles
    redundant = np.zeros(count)
    for i, j, _ in permutations(range(3)):
        share = weight[opposite[:, j]] / strength[nodes[:, i]]
        marginal = weight[opposite[:, i]] / largest[nodes[:, j]]
        redundant += np.bincount(nodes[:, i], share * marginal, minlength=count)
    return np.where(degree > 0, degree - redundant, np.nan)


@dataclass(frozen=True, slots=True)
class Brokerage:
    """How often each node stands between two others that are not tied; each shape (nodes,).

    Attributes:
        coordinator: a, broker and b all of one group (AAA).
        itinerant: a and b of one group, the broker of another (ABA).
        gatekeeper: from outside into the broker's own group (ABB).
        representative: from the broker's own group to outside (AAB).
        liaison: all three of different groups (ABC).
    """

    coordinator: IntArray
    itinerant: IntArray
    gatekeeper: IntArray
    representative: IntArray
    liaison: IntArray

    @property
    def total(self) -> IntArray:
        """Open paths of two steps over each node."""
        own = self.coordinator + self.gatekeeper + self.representative
        return own + self.itinerant + self.liaison

    @property
    def across(self) -> IntArray:
        """Those that join two groups: gatekeeper, representative and liaison."""
        return self.gatekeeper + self.representative + self.liaison


def gould_fernandez(
    groups: Sequence[Hashable], ties: Pairs, *, is_directed: bool = False
) -> Brokerage:
    """Return the brokerage roles of each node: open paths a → broker → b with no tie a → b.

    Gould and Fernandez, Sociological Methodology 19 (1989). Without directions each path counts
    twice, once from either end, so that gatekeeper and representative are equal.

    Args:
        groups: The group of each node.
        ties: Pairs of positions; from and to where they are directed.
        is_directed: Whether a tie leads from its first node to its second only.
    """
    count = len(groups)
    _, codes = codes_of(groups)
    steps = pairs_of(ties)
    ready = ties_of(count, steps)
    if not is_directed:
        steps = np.concatenate([ready.ends, ready.ends[:, ::-1]])
    keys = np.unique(steps[steps[:, 0] != steps[:, 1]] @ [count, 1])
    steps = np.stack(np.divmod(keys, max(count, 1)), axis=1)
    found = _all_paths(codes, steps, count)
    back = steps[np.isin(steps @ [1, count], keys, assume_unique=True)]
    there_and_back = back[:, [0, 1, 0]]
    for paths in (there_and_back, _closed(ready, keys)):
        found -= _counted(codes, paths, count)
    return Brokerage(*found)


def _all_paths(codes: IntArray, steps: IntArray, count: int) -> IntArray:
    """Count all paths of two steps over each node by role, shape (5, count)."""
    source, target = steps[:, 0], steps[:, 1]
    n_groups = int(codes.max(initial=0)) + 1
    met = np.concatenate([target * n_groups + codes[source], source * n_groups + codes[target]])
    cells, where = np.unique(met, return_inverse=True)
    comes = np.bincount(where[: len(steps)], minlength=len(cells))
    goes = np.bincount(where[len(steps) :], minlength=len(cells))
    broker, group = np.divmod(cells, n_groups)
    own = group == codes[broker]

    def over(values: IntArray, kept: NDArray[np.bool_]) -> IntArray:
        return np.rint(np.bincount(broker[kept], values[kept], minlength=count)).astype(np.int64)

    in_own, out_own = over(comes, own), over(goes, own)
    in_other, out_other = over(comes, ~own), over(goes, ~own)
    same = over(comes * goes, ~own)
    return np.stack([in_own * out_own, same, in_other * out_own, in_own * out_other,
                     in_other * out_other - same])  # fmt: skip


def _closed(ready: Ties, keys: IntArray) -> IntArray:
    """Return the paths of two steps whose ends are tied as well; a, broker and b, shape (n, 3)."""
    nodes, _ = ready.triangles
    found = [nodes[:, list(order)] for order in permutations(range(3))]
    paths = np.concatenate(found)
    held = [
        np.isin(paths[:, [one, other]] @ [ready.count, 1], keys)
        for one, other in ((0, 1), (1, 2), (0, 2))
    ]
    return paths[held[0] & held[1] & held[2]]


def _counted(codes: IntArray, paths: IntArray, count: int) -> IntArray:
    """Count paths over each broker by role, shape (5, count)."""
    first, broker, last = codes[paths].T
    roles = (
        (first == broker) & (last == broker),
        (first == last) & (first != broker),
        (first != broker) & (last == broker),
        (first == broker) & (last != broker),
        (first != broker) & (last != broker) & (first != last),
    )
    return np.stack([np.bincount(paths[role, 1], minlength=count) for role in roles])
