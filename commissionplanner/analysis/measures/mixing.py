"""How far ties stay within groups: E-I index, assortativity, block density, concentration.

E-I index: Krackhardt and Stern, Social Psychology Quarterly 51 (1988). −1 where all ties stay
inside, +1 where all cross. Density is not goodness: every figure stands beside what chance gives.
Here a tie counts as often as it is given, and one of a node with itself stays inside.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commissionplanner.analysis.measures.ties import (
    FloatArray,
    IntArray,
    Pairs,
    Weights,
    codes_of,
    pairs_of,
)


@dataclass(frozen=True, slots=True)
class EI:
    """Ties inside and outside, by count or weight, and the index.

    Attributes:
        outside: Ties between groups, or their weight.
        inside: Ties within a group, or their weight.
        expected: The index if every possible tie were as likely as any other; None where no tie
            is possible.
    """

    outside: float
    inside: float
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


def ei_index(groups: Sequence[Hashable], ties: Pairs, weights: Weights = None) -> EI:
    """Return the E-I index of a whole network.

    Args:
        groups: The group of each node.
        ties: Pairs of positions of nodes.
        weights: What each tie weighs (pence, say); None weighs each 1.
    """
    _, codes = codes_of(groups)
    pairs = pairs_of(ties)
    crosses = codes[pairs[:, 0]] != codes[pairs[:, 1]]
    weigh = _weights(pairs, weights)
    outside, whole = weigh[crosses].sum(), weigh.sum()
    return EI(_plain(outside), _plain(whole - outside), expected_ei(groups))


def expected_ei(groups: Sequence[Hashable]) -> float | None:
    """Return the E-I index under random mixing: (E* − I*) ÷ (E* + I*) of all possible ties.

    None where no tie is possible.
    """
    _, codes = codes_of(groups)
    sizes = np.bincount(codes) if len(codes) else np.zeros(1, dtype=np.int64)
    possible = len(codes) * (len(codes) - 1) // 2
    within = int((sizes * (sizes - 1) // 2).sum())
    return (possible - 2 * within) / possible if possible else None


def ei_by_group(
    groups: Sequence[Hashable], ties: Pairs, weights: Weights = None
) -> Mapping[Hashable, EI]:
    """Return the E-I index of each group: of the ties that touch one of its nodes.

    A tie between two groups is outside for both; the expected value is that of all the ties the
    group could have.
    """
    names, codes = codes_of(groups)
    pairs = pairs_of(ties)
    weigh, count = _weights(pairs, weights), len(names)
    one, other = codes[pairs[:, 0]], codes[pairs[:, 1]]
    same = one == other
    inside = np.bincount(one[same], weigh[same], minlength=count)
    across = [np.bincount(end[~same], weigh[~same], minlength=count) for end in (one, other)]
    sizes, total = np.bincount(codes, minlength=count), len(codes)
    return {
        name: EI(_plain(across[0][at] + across[1][at]), _plain(inside[at]),
                 _expected(int(sizes[at]), total))
        for at, name in enumerate(names)
    }  # fmt: skip


def _expected(size: int, total: int) -> float | None:
    across, within = size * (total - size), size * (size - 1) // 2
    return (across - within) / (across + within) if across + within else None


def ei_by_node(
    groups: Sequence[Hashable], ties: Pairs, weights: Weights = None
) -> tuple[FloatArray, FloatArray]:
    """Return each node's own E-I index and its value under random mixing, both shape (nodes,).

    NaN where a node has no tie (or, under random mixing, could have none).
    """
    names, codes = codes_of(groups)
    pairs, count = pairs_of(ties), len(codes)
    weigh = _weights(pairs, weights)
    sign = np.where(codes[pairs[:, 0]] != codes[pairs[:, 1]], weigh, -weigh)
    whole, net = np.zeros(count), np.zeros(count)
    for end in (0, 1):
        counted = pairs[:, 0] != pairs[:, 1] if end else slice(None)  # a loop counts once
        whole += np.bincount(pairs[counted, end], weigh[counted], minlength=count)
        net += np.bincount(pairs[counted, end], sign[counted], minlength=count)
    others = np.full(count, float(count - 1))
    fellows = np.bincount(codes, minlength=len(names))[codes] - 1 if count else others
    with np.errstate(invalid="ignore", divide="ignore"):
        return net / whole, (others - 2 * fellows) / others


def _weights(pairs: IntArray, weights: Weights) -> FloatArray | IntArray:
    if weights is None:
        return np.ones(len(pairs), dtype=np.int64)
    found = np.asarray(weights)
    if found.shape != (len(pairs),):
        raise ValueError("There must be one weight for each tie.")
    return found


def _plain(value: float) -> float:
    """Return a whole number as one, so that ties and pence are written as they were counted."""
    whole = int(value)
    return whole if whole == value else float(value)


def assortativity(groups: Sequence[Hashable], ties: Pairs) -> float | None:
    """Return how far like is tied with like: 1 wholly, 0 as chance gives.

    (Σ e_ii − Σ a_i b_i) ÷ (1 − Σ a_i b_i): Newman, Physical Review E 67 (2003), eq. 2. Each tie
    counts in both directions. None without ties, or where all ends are of one group.
    """
    pairs = pairs_of(ties)
    if not len(pairs):
        return None
    _, codes = codes_of(groups)
    ends = codes[pairs]
    within = float((ends[:, 0] == ends[:, 1]).mean())
    share = np.bincount(ends.ravel()) / ends.size
    chance = float((share * share).sum())
    return (within - chance) / (1 - chance) if np.count_nonzero(share) > 1 else None


@dataclass(frozen=True, slots=True)
class Blocks:
    """How densely every pair of groups is tied.

    Attributes:
        names: The groups, in order.
        ties: Ties between two groups (on the diagonal: within one); symmetric, shape (g, g).
        possible: Ties that there could be, shape (g, g).
    """

    names: tuple[str, ...]
    ties: IntArray
    possible: IntArray

    @property
    def density(self) -> FloatArray:
        """Ties ÷ possible, shape (g, g); NaN where no tie is possible."""
        with np.errstate(invalid="ignore"):
            return np.where(self.possible > 0, self.ties / np.maximum(self.possible, 1), np.nan)

    def zero_cells(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of different groups that could be tied and are not."""
        empty = np.triu((self.ties == 0) & (self.possible > 0), k=1)
        return tuple((self.names[a], self.names[b]) for a, b in np.argwhere(empty).tolist())


def block_density(groups: Sequence[str], ties: Pairs) -> Blocks:
    """Return ties and possible ties of every pair of groups, in order of names.

    A node whose group is "" is left out, with its ties; so is a tie of a node with itself.
    """
    names = sorted(set(groups) - {""})
    at = {name: n for n, name in enumerate(names)}
    codes = np.asarray([at.get(group, -1) for group in groups], dtype=np.int64)
    pairs, count = pairs_of(ties), len(names)
    ends = codes[pairs[pairs[:, 0] != pairs[:, 1]]]
    ends = ends[(ends >= 0).all(axis=1)]
    found = np.bincount(ends[:, 0] * count + ends[:, 1], minlength=count * count)
    found = found.reshape(count, count)
    found = found + found.T - np.diag(np.diag(found))
    sizes = np.bincount(codes[codes >= 0], minlength=count)
    possible = np.outer(sizes, sizes)
    np.fill_diagonal(possible, sizes * (sizes - 1) // 2)
    return Blocks(tuple(names), found, possible)


def hhi(amounts: Sequence[int]) -> float | None:
    """Return the Herfindahl-Hirschman index, Σ share²: 1 for one funder, 1/n for n equal ones.

    None for no money.
    """
    total = sum(amounts)
    return sum((amount / total) ** 2 for amount in amounts) if total > 0 else None
