"""Places containers in the plane: in columns, linked ones near each other, none overlapping.

Deterministic: the same sizes and links give the same places. Measures are map units.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Columns = list[list[int]]

ACROSS: Final = 72.0
"""Room between columns, for crossing links and their labels."""
DOWN: Final = 44.0
"""Room between containers of a column."""
LOOSEST: Final = 120.0
SHAPE: Final = 1.95
"""How much wider than high the whole should come out: that of the window's canvas."""
MOST_TRIED: Final = 60
"""Containers up to which better arrangements are looked for one exchange at a time."""
MOST_STEPS: Final = 4_000


def place(sizes: Floats, weights: Floats) -> Floats:
    """Return the left and top of each container, shape (n, 2).

    Args:
        sizes: Width and height of each, shape (n, 2).
        weights: How strongly each pair should be near, shape (n, n), symmetric.
    """
    count = len(sizes)
    if count == 0:
        return np.zeros((0, 2))
    order = _order(weights)
    best, cost = [list(order)], np.inf
    for columns in range(1, min(count, 12 if count <= MOST_TRIED else 40) + 1):
        tried = _filled(sizes, order, columns)
        found = _cost(sizes, weights, tried)
        if found < cost:
            best, cost = tried, found
    if count <= MOST_TRIED:
        best = _improved(sizes, weights, best, cost)
    return _corners(sizes, best)


def _order(weights: Floats) -> list[int]:
    """Return the containers along the line that keeps linked ones near (Fiedler's vector)."""
    count = len(weights)
    if count > 400 or not weights.any():
        return list(range(count))
    degree = np.diag(weights.sum(axis=1))
    _, vectors = np.linalg.eigh(degree - weights + np.eye(count) * 1e-9)
    along = np.round(vectors[:, min(1, count - 1)], 9)
    if along[int(np.argmax(np.abs(along)))] < 0:
        along = -along
    return [int(at) for at in np.lexsort((np.arange(count), along))]


def _filled(sizes: Floats, order: Sequence[int], columns: int) -> Columns:
    """Fill columns of about equal height along the order."""
    heights = sizes[list(order), 1] + DOWN
    target = float(heights.sum()) / columns
    made: Columns = [[]]
    used = 0.0
    for at, high in zip(order, heights, strict=True):
        if made[-1] and used + high / 2 > target * len(made) and len(made) < columns:
            made.append([])
        made[-1].append(at)
        used += float(high)
    return made


def _corners(sizes: Floats, columns: Columns) -> Floats:
    """Return corners: columns from left to right, each centred in the height of the tallest."""
    corners = np.zeros((len(sizes), 2))
    heights = [float((sizes[column, 1] + DOWN).sum()) - DOWN for column in columns]
    tallest, left = max(heights), 0.0
    for column, high in zip(columns, heights, strict=True):
        spare = tallest - high
        gap = DOWN + min(spare / max(len(column) - 1, 1), LOOSEST - DOWN) if len(column) > 1 else 0
        top = (tallest - (high + (gap - DOWN) * (len(column) - 1))) / 2
        if len(column) == 1:
            top = spare / 2
        wide = float(sizes[column, 0].max())
        for at in column:
            corners[at] = (left + (wide - float(sizes[at, 0])) / 2, top)
            top += float(sizes[at, 1]) + gap
        left += wide + ACROSS
    return corners


def _cost(sizes: Floats, weights: Floats, columns: Columns) -> float:
    """Return how large and how far apart an arrangement is; smaller is better."""
    corners = _corners(sizes, columns)
    far = (corners + sizes).max(axis=0)
    base = float(np.sqrt((sizes[:, 0] * sizes[:, 1]).sum()))
    room = max(float(far[0]) / SHAPE, float(far[1])) / base
    total = float(weights.sum())
    if not total:
        return room
    middles = corners + sizes / 2
    apart = middles[:, None, :] - middles[None, :, :]
    lengths = np.sqrt((apart**2).sum(axis=2))
    return 4.0 * room + float((weights * lengths).sum()) / total / base


def _improved(sizes: Floats, weights: Floats, columns: Columns, cost: float) -> Columns:
    """Exchange and move containers as long as that helps, within a fixed number of steps."""
    steps = 0
    while steps < MOST_STEPS:
        before = cost
        for tried in _neighbours(columns):
            steps += 1
            found = _cost(sizes, weights, tried)
            if found < cost - 1e-9:
                columns, cost = tried, found
                break
            if steps >= MOST_STEPS:
                break
        if cost >= before:
            break
    return columns


def _neighbours(columns: Columns) -> "list[Columns]":
    """Return every arrangement one exchange, or one move to another place, away."""
    spots = [(c, r) for c, column in enumerate(columns) for r in range(len(column))]
    made = []
    for number, (c, r) in enumerate(spots):
        for d, q in spots[number + 1 :]:
            tried = [list(column) for column in columns]
            tried[c][r], tried[d][q] = tried[d][q], tried[c][r]
            made.append(tried)
    for c, r in spots:
        for d in range(len(columns)):
            if d == c or len(columns[c]) == 1:
                continue
            for q in range(len(columns[d]) + 1):
                tried = [list(column) for column in columns]
                tried[d].insert(q, tried[c].pop(r))
                made.append(tried)
    return made


def parted(
    boxes: Floats, fixed: npt.NDArray[np.bool_], gap: float = 44.0, rounds: int = 60
) -> Floats:
    """Return boxes pushed apart until none is nearer than `gap`; fixed ones stay.

    Args:
        boxes: Left, top, width, height, shape (n, 4).
        fixed: Which were placed by hand.
        gap: Room to keep.
        rounds: How often to try; two fixed ones that overlap are left so.
    """
    boxes = boxes.copy()
    for _ in range(rounds):
        moved = False
        for at in range(len(boxes)):
            if fixed[at]:
                continue
            moved |= _push(boxes, at, fixed, gap)
        if not moved:
            break
    return boxes


def _push(boxes: Floats, at: int, fixed: npt.NDArray[np.bool_], gap: float) -> bool:
    """Push one box off the first that it is too near to, the shortest way; tell whether it moved.

    Of two that are free, the one that stands later gives way.
    """
    x, y, w, h = boxes[at]
    across = np.minimum(x + w, boxes[:, 0] + boxes[:, 2]) - np.maximum(x, boxes[:, 0]) + gap
    down = np.minimum(y + h, boxes[:, 1] + boxes[:, 3]) - np.maximum(y, boxes[:, 1]) + gap
    near = (across > 0.5) & (down > 0.5)
    near[at] = False
    near &= fixed | (np.arange(len(boxes)) < at)
    if not near.any():
        return False
    other = int(np.argmax(near))
    middle = boxes[at, :2] + boxes[at, 2:] / 2 - boxes[other, :2] - boxes[other, 2:] / 2
    if across[other] < down[other]:
        boxes[at, 0] += across[other] if middle[0] >= 0 else -across[other]
    else:
        boxes[at, 1] += down[other] if middle[1] >= 0 else -down[other]
    return True
