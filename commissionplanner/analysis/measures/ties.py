"""The ties of a network as arrays, and what many measures need of them, each worked out once."""

from collections.abc import Hashable, Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias, Union

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import rustworkx

IntArray: TypeAlias = NDArray[np.int64]
FloatArray: TypeAlias = NDArray[np.float64]
Pairs: TypeAlias = Union[Sequence[tuple[int, int]], IntArray, "Ties"]
"""Ties as pairs of positions of nodes, or made ready by `ties_of`."""

Weights: TypeAlias = Sequence[float] | IntArray | FloatArray | None
"""The weight of each tie, in the order of the ties; None weighs each 1."""


class Ties:
    """Undirected ties between nodes 0 to count − 1: each pair once, no node with itself.

    Attributes:
        count: How many nodes there are, those without a tie included.
        ends: Positions of the two nodes of each tie, the lower first; shape (ties, 2), in order.
        weights: What each tie weighs, shape (ties,); None where each weighs 1.
    """

    def __init__(self, count: int, ends: IntArray, weights: FloatArray | None = None) -> None:
        self.count, self.ends, self.weights = count, ends, weights

    def __len__(self) -> int:
        return len(self.ends)

    @cached_property
    def weight(self) -> FloatArray:
        """What each tie weighs, 1 where no weights were given."""
        return np.ones(len(self.ends)) if self.weights is None else self.weights

    @cached_property
    def degree(self) -> IntArray:
        """How many ties each node has, shape (count,)."""
        found: IntArray = np.bincount(self.ends.ravel(), minlength=self.count)
        return found

    @cached_property
    def strength(self) -> FloatArray:
        """The weight of each node's ties together, shape (count,)."""
        return self.by_node(self.weight)

    def by_node(self, values: FloatArray) -> FloatArray:
        """Add up a value of each tie at both of its nodes; shape (count,)."""
        one = np.bincount(self.ends[:, 0], values, minlength=self.count)
        other = np.bincount(self.ends[:, 1], values, minlength=self.count)
        return np.add(one, other, dtype=np.float64)

    @cached_property
    def near(self) -> tuple[IntArray, IntArray]:
        """Where each node's neighbours begin, shape (count + 1,), and all neighbours in a row."""
        source = np.concatenate([self.ends[:, 0], self.ends[:, 1]])
        target = np.concatenate([self.ends[:, 1], self.ends[:, 0]])
        start = np.concatenate([[0], np.cumsum(self.degree)]).astype(np.int64)
        return start, target[np.argsort(source, kind="stable")]

    @cached_property
    def triangles(self) -> tuple[IntArray, IntArray]:
        """Every three nodes that are all tied: the nodes and the tie opposite each, (n, 3) both.

        Each tie leads from the end with fewer ties to the one with more, so that no node has
        many onward ties; two onward ties of a node make a triangle if their far ends are tied.
        """
        first, second, onward, which = self._wedges()
        v, w = onward[first], onward[second]
        keys = self.ends[:, 0] * self.count + self.ends[:, 1]
        wanted = np.minimum(v, w) * self.count + np.maximum(v, w)
        maybe = _may_hold(keys, wanted)
        first, second, wanted = first[maybe], second[maybe], wanted[maybe]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        closed = keys[at] == wanted if len(keys) else np.zeros(0, dtype=bool)
        first, second, at = first[closed], second[closed], at[closed]
        v, w = onward[first], onward[second]
        u = self.ends[which[first]].sum(axis=1) - v
        nodes = np.stack([u, v, w], axis=1)
        return nodes, np.stack([at, which[second], which[first]], axis=1)

    def _wedges(self) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """Return pairs of onward ties of one node, and of all onward ties the far end and tie."""
        one, other = self.ends[:, 0], self.ends[:, 1]
        swapped = self.degree[one] > self.degree[other]
        source, target = np.where(swapped, other, one), np.where(swapped, one, other)
        which = np.argsort(source, kind="stable")
        sizes = np.bincount(source, minlength=self.count)
        ends = np.repeat(np.cumsum(sizes), sizes)
        later = ends - np.arange(len(which)) - 1  # onward ties of the same node that follow
        first = np.repeat(np.arange(len(which)), later)
        step = np.arange(len(first)) - np.repeat(np.cumsum(later) - later, later)
        return first, first + 1 + step, target[which], which

    @cached_property
    def rust(self) -> "rustworkx.PyGraph[None, None]":
        """The ties as a graph of rustworkx."""
        import rustworkx

        graph: rustworkx.PyGraph[None, None] = rustworkx.PyGraph()
        graph.add_nodes_from([None] * self.count)
        one, other = self.ends[:, 0].tolist(), self.ends[:, 1].tolist()
        graph.add_edges_from_no_data(list(zip(one, other, strict=True)))
        return graph


def _may_hold(keys: IntArray, wanted: IntArray) -> NDArray[np.bool_]:
    """Tell which wanted numbers may be among the keys: none that is there is left out."""
    bits = max(12, len(keys).bit_length() + 3)
    mask = (1 << bits) - 1
    held = np.zeros(mask + 1, dtype=bool)
    held[(keys ^ (keys >> bits)) & mask] = True
    found: NDArray[np.bool_] = held[(wanted ^ (wanted >> bits)) & mask]
    return found


def pairs_of(ties: Pairs) -> IntArray:
    """Return ties as an array of shape (ties, 2), as they were given.

    Raises:
        ValueError: they are not pairs.
    """
    if isinstance(ties, Ties):
        return ties.ends
    found = np.asarray(ties, dtype=np.int64)
    if not found.size:
        return np.zeros((0, 2), dtype=np.int64)
    if found.ndim != 2 or found.shape[1] != 2:
        raise ValueError("Ties are pairs of positions of nodes.")
    return found


def ties_of(count: int, ties: Pairs, weights: Weights = None) -> Ties:
    """Make ties ready for measuring: undirected, each pair once, none of a node with itself.

    Args:
        count: How many nodes there are.
        ties: Pairs of positions, 0 to count − 1, in any order and direction. Ties that are ready
            are given back as they are.
        weights: What each weighs; the weights of a pair that stands twice are added up.

    Raises:
        ValueError: a position is not of a node, or there are not as many weights as ties.
    """
    if isinstance(ties, Ties):
        if weights is None:
            return ties
        return ties_of(count, ties.ends, weights)
    pairs = pairs_of(ties)
    if pairs.size and (pairs.min() < 0 or pairs.max() >= count):
        raise ValueError(f"A tie leads to a node beyond the {count} there are.")
    weigh = None if weights is None else np.asarray(weights, dtype=np.float64)
    if weigh is not None and weigh.shape != (len(pairs),):
        raise ValueError("There must be one weight for each tie.")
    low, high = pairs.min(axis=1, initial=count), pairs.max(axis=1, initial=0)
    apart = low != high
    keys = low[apart] * count + high[apart]
    if weigh is None:
        kept = np.unique(keys)
    else:
        kept, where = np.unique(keys, return_inverse=True)
        summed = np.bincount(where, weigh[apart], minlength=len(kept))
        weigh = summed.astype(np.float64)
    return Ties(count, np.stack(np.divmod(kept, max(count, 1)), axis=1), weigh)


def numbered(
    nodes: Iterable[Hashable], pairs: Iterable[tuple[Hashable, Hashable]]
) -> tuple[tuple[Hashable, ...], IntArray]:
    """Return the nodes in order, each once, and the pairs of names as pairs of positions.

    Raises:
        KeyError: a pair names something that is not among the nodes.
    """
    order = tuple(dict.fromkeys(nodes))
    at = {node: n for n, node in enumerate(order)}
    return order, pairs_of([(at[one], at[other]) for one, other in pairs])


def codes_of(groups: Sequence[Hashable]) -> tuple[tuple[Hashable, ...], IntArray]:
    """Return the groups there are, in order of first appearance, and each node's as a number."""
    names: dict[Hashable, int] = {}
    codes = [names.setdefault(group, len(names)) for group in groups]
    return tuple(names), np.asarray(codes, dtype=np.int64)
