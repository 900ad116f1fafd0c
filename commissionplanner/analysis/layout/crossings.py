"""Counts crossings between two columns of things, and orders columns so that there are few."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Pairs = npt.NDArray[np.intp]


def crossings(left: Floats, right: Floats) -> int:
    """Return how many pairs of links cross between two columns.

    Args:
        left: Place of each link in the left column, shape (links,).
        right: Its place in the right column, shape (links,).
    """
    if len(left) < 2:
        return 0
    rows, a = np.unique(left, return_inverse=True)
    columns, b = np.unique(right, return_inverse=True)
    held = np.bincount(a * len(columns) + b, minlength=len(rows) * len(columns))
    held = held.reshape(len(rows), len(columns))
    before = held.cumsum(axis=1) - held  # of the same row, further up on the right
    below = before[::-1].cumsum(axis=0)[::-1] - before  # the same of all rows beneath
    return int((held * below).sum())


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
