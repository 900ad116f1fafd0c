"""Places containers in the plane: in columns, linked ones near each other, none overlapping.

Deterministic: the same sizes and links give the same places. Measures are map units.
"""

import random
from collections.abc import Sequence
from math import exp, hypot
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Columns = list[list[int]]

ACROSS: Final = 68.0
"""Room between columns, for crossing links and their labels."""
DOWN: Final = 44.0
"""Room between containers of a column."""
LOOSEST: Final = 120.0
SHAPE: Final = 2.1
"""How much wider than high the whole should come out: that of the window's canvas."""
CORNER: Final = (720.0, 205.0)
"""Left free at the bottom right, for the cards that stand there in the window."""
CORNERED_FROM: Final = 3
"""Containers from which the corner is left free; fewer leave room enough."""
MOST_TRIED: Final = 60
"""Containers up to which better arrangements are looked for one exchange at a time."""
MOST_STEPS: Final = 4_000
MANY_PAIRS: Final = 200
"""Linked pairs from which arrays measure faster than plain numbers."""
STARTS: Final = 1
"""How many arrangements are begun from."""
MOST_WORK: Final = 400_000
"""Pairs and containers looked at in all while arrangements are tried: half a second's worth."""
HOTTEST, COOLEST = 0.03, 0.0005
"""How much worse a change may be at first and at last, as a part of the cost."""
MOST_DECOMPOSED: Final = 60
STEPS_ALONG: Final = 400
"""Steps towards the order of the containers; more change it no further in the plans there are."""
ROOM: Final = 8.0
"""How much the size of the whole counts against the length of its links."""


def place(sizes: Floats, weights: Floats) -> Floats:
    """Return the left and top of each container, shape (n, 2).

    Args:
        sizes: Width and height of each, shape (n, 2).
        weights: How strongly each pair should be near, shape (n, n), symmetric.
    """
    count = len(sizes)
    if count == 0:
        return np.zeros((0, 2))
    board = _Board(sizes, weights)
    order = _order(weights)
    starts = [_filled(sizes, order, columns) for columns in _column_counts(sizes)]
    starts.sort(key=board.cost)
    if count > MOST_TRIED:
        return np.array(board.corners(starts[0]))
    steps = min(MOST_STEPS, 20 * count * count, MOST_WORK // board.work)
    starts += [_improved(board, start, steps) for start in starts[:STARTS]]
    return np.array(board.corners(min(starts, key=board.cost)))


def _column_counts(sizes: Floats) -> range:
    """Return how many columns to try: any of few; of many, about those of the shape wanted."""
    count = len(sizes)
    if count <= MOST_TRIED:
        return range(1, min(count, 10) + 1)
    room = float(((sizes[:, 0] + ACROSS) * (sizes[:, 1] + DOWN)).sum())
    likely = (room * SHAPE) ** 0.5 / float((sizes[:, 0] + ACROSS).mean())
    return range(max(1, round(likely * 0.75)), max(2, round(likely * 1.3)) + 1)


def _order(weights: Floats) -> list[int]:
    """Return the containers along the line that keeps linked ones near (Fiedler's vector)."""
    count = len(weights)
    if count > 400 or not weights.any():
        return list(range(count))
    along = np.round(_fiedler(weights), 9)
    if along[int(np.argmax(np.abs(along)))] < 0:
        along = -along
    return [int(at) for at in np.lexsort((np.arange(count), along))]


def _fiedler(weights: Floats) -> Floats:
    """Return the vector along which linked containers lie near.

    Of many, by so many power steps on c − L with the constant taken out: a whole decomposition
    takes ten times as long, and its threads wait for each other on a busy machine.
    """
    count, degree = len(weights), weights.sum(axis=1)
    if count <= MOST_DECOMPOSED:
        _, vectors = np.linalg.eigh(np.diag(degree) - weights + np.eye(count) * 1e-9)
        exact: Floats = vectors[:, min(1, count - 1)]
        return exact
    shift = 2 * float(degree.max())
    along = np.sin(np.arange(1, count + 1) * 1.618)
    for _ in range(STEPS_ALONG):
        along -= along.mean()
        along = (shift - degree) * along + weights @ along
        along /= float(np.abs(along).max()) or 1.0
    found: Floats = along - along.mean()
    return found


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


class _Board:
    """Measures arrangements of the same containers, many a second.

    Plain numbers serve a few containers better than arrays do.
    """

    def __init__(self, sizes: Floats, weights: Floats) -> None:
        self._sizes: list[tuple[float, float]] = [(w, h) for w, h in sizes.tolist()]
        pairs = np.argwhere(np.triu(weights) > 0) if len(weights) <= 2000 else np.zeros((0, 2))
        self._pairs = [(int(a), int(b), float(weights[a, b])) for a, b in pairs]
        self.work = len(self._pairs) + len(self._sizes)
        ends = np.array([(a, b) for a, b, _ in self._pairs], dtype=np.intp).reshape(-1, 2)
        self._froms, self._tos = ends[:, 0], ends[:, 1]
        self._strengths = np.array([weight for _, _, weight in self._pairs])
        self._total = sum(weight for _, _, weight in self._pairs)
        self._cornered = len(sizes) > CORNERED_FROM
        self._base = float(np.sqrt((sizes[:, 0] * sizes[:, 1]).sum()))

    def corners(self, columns: Columns) -> list[tuple[float, float]]:
        """Return corners: columns from left to right, each within the height of the tallest."""
        sizes, found = self._sizes, [(0.0, 0.0)] * len(self._sizes)
        heights = [sum(sizes[at][1] for at in c) + DOWN * (len(c) - 1) for c in columns]
        tallest, left = max(heights), 0.0
        widths = [max(sizes[at][0] for at in column) for column in columns]
        right = sum(widths) + ACROSS * (len(columns) - 1)
        rooms = self._rooms(widths, heights, tallest, right)
        for column, high, wide, low in zip(columns, heights, widths, rooms, strict=True):
            spare, joints = max(low - high, 0.0), max(len(column) - 1, 1)
            more = min(spare / joints, LOOSEST - DOWN) if len(column) > 1 else 0.0
            top = (spare - more * (len(column) - 1)) / 2
            for at in column:
                found[at] = (left + (wide - sizes[at][0]) / 2, top)
                top += sizes[at][1] + DOWN + more
            left += wide + ACROSS
        return found

    def _below(self, end: float, right: float) -> float:
        """Return the room to keep beneath a box that reaches so far to the right."""
        return CORNER[1] if self._cornered and end > right - CORNER[0] else 0.0

    def _rooms(
        self, widths: list[float], heights: list[float], tallest: float, right: float
    ) -> list[float]:
        """Return how far down each column may reach: those at the right stay clear of the corner."""
        if not self._cornered:
            return [tallest for _ in widths]
        ends, at = [], 0.0
        for wide in widths:
            at += wide
            ends.append(at)
            at += ACROSS
        clear = [end <= right - CORNER[0] for end in ends]
        low = max(h if free else h + CORNER[1] for h, free in zip(heights, clear, strict=True))
        low = max(low, tallest)
        return [low if free else low - CORNER[1] for free in clear]

    def cost(self, columns: Columns) -> float:
        """Return how large and how far apart an arrangement is; smaller is better."""
        corners, sizes = self.corners(columns), self._sizes
        right = max(x + sizes[at][0] for at, (x, _) in enumerate(corners))
        low = max(
            y + sizes[at][1] + self._below(x + sizes[at][0], right)
            for at, (x, y) in enumerate(corners)
        )
        room = max(right / SHAPE, low) / self._base
        if not self._total:
            return room
        middles = [(x + sizes[at][0] / 2, y + sizes[at][1] / 2)
                   for at, (x, y) in enumerate(corners)]  # fmt: skip
        return ROOM * room + self._length(middles) / self._total / self._base

    def _length(self, middles: Sequence[tuple[float, float]]) -> float:
        """Return how long the links are together; by arrays where there are many."""
        if len(self._pairs) < MANY_PAIRS:
            return sum(
                weight * hypot(middles[a][0] - middles[b][0], middles[a][1] - middles[b][1])
                for a, b, weight in self._pairs
            )
        where = np.array(middles)
        apart = where[self._froms] - where[self._tos]
        return float((self._strengths * np.hypot(apart[:, 0], apart[:, 1])).sum())


def _improved(board: _Board, columns: Columns, steps: int) -> Columns:
    """Return the best arrangement met on a walk of small changes that settles by and by.

    A change for the worse is taken the less often the later it comes (simulated annealing); the
    walk is the same every time.
    """
    chance = random.Random(len(columns))  # noqa: S311 repeatable, not secret
    cost = board.cost(columns)
    best, least = columns, cost
    for step in range(steps):
        heat = HOTTEST * cost * (COOLEST / HOTTEST) ** (step / steps)
        tried = _changed(columns, chance)
        found = board.cost(tried)
        if found < cost or chance.random() < exp((cost - found) / heat):
            columns, cost = tried, found
            if cost < least:
                best, least = columns, cost
    return best


def _changed(columns: Columns, chance: random.Random) -> Columns:
    """Return the arrangement with two containers exchanged or one moved elsewhere."""
    tried = [list(column) for column in columns]
    c = chance.randrange(len(tried))
    r = chance.randrange(len(tried[c]))
    d = chance.randrange(len(tried))
    if chance.random() < 0.5:
        q = chance.randrange(len(tried[d]))
        tried[c][r], tried[d][q] = tried[d][q], tried[c][r]
    else:
        moved = tried[c].pop(r)
        if chance.random() < 0.06:
            tried.insert(chance.randrange(len(tried) + 1), [moved])
        else:
            tried[d].insert(chance.randrange(len(tried[d]) + 1), moved)
    return [column for column in tried if column]


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
