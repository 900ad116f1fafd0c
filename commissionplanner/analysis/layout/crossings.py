"""Counts crossings between two columns of things, and orders columns so that there are few."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.intp]


def crossings(left: Floats, right: Floats, weights: Floats | None = None) -> float:
    """Return how many pairs of links cross between two columns.

    Args:
        left: Place of each link in the left column, shape (links,).
        right: Its place in the right column, shape (links,).
        weights: What a crossing of two links counts for: the product of theirs; 1 where None.
    """
    if len(left) < 2:
        return 0.0
    order = np.lexsort((right, left))
    a, b = left[order], right[order]
    w = np.ones(len(a)) if weights is None else weights[order]
    total = 0.0
    for n in range(len(a) - 1):  # a row at a time, so that memory stays small
        over = (b[n + 1 :] < b[n]) & (a[n + 1 :] > a[n])
        total += float(w[n] * w[n + 1 :][over].sum())
    return total


def means(ends: Pairs, others: Pairs, weights: Floats, places: Floats, fallback: Floats) -> Floats:
    """Return for each thing the weighted mean place of what it is linked to (its barycentre).

    Args:
        ends: The thing at this end of each link, shape (links,).
        others: The thing at its other end, shape (links,).
        weights: How much each link counts, shape (links,).
        places: Where the things at the other end are.
        fallback: Where a thing without any link is, shape (things,).
    """
    count = len(fallback)
    weight = np.bincount(ends, weights, count)
    total = np.bincount(ends, weights * places[others], count)
    found: Floats = np.where(weight > 0, total / np.maximum(weight, 1e-12), fallback)
    return found


def ranks(keys: Sequence[Floats]) -> Floats:
    """Return the place of each thing when sorted by several keys, the first counting most."""
    order = np.lexsort(tuple(reversed(keys)))
    found = np.empty(len(order))
    found[order] = np.arange(len(order))
    return found
