"""Leads links between boxes: from border to border, ports apart, as one curve each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""Start, two handles, end of a cubic curve."""

CORNER: Final = 18.0
APART: Final = 7.0
_FAR: Final = 1e7  # further than any map is wide: keeps ports of one side from those of the next
_OUT: Final = np.array(((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0)))
"""The way out of each side of a box: left, right, top, bottom."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What is to be led from one box to another.

    Attributes:
        source: Position of the box it starts at.
        target: Position of the box it ends at.
        wide: How wide it is drawn.
    """

    source: int
    target: int
    wide: float


def lead(boxes: Floats, leads: Sequence[Lead]) -> tuple[Curve, ...]:
    """Return a curve for each, from the border of one box to the border of the other.

    Args:
        boxes: Left, top, width, height, shape (n, 4).
        leads: What is to be led, in order.
    """
    return as_curves(led(boxes, leads))


def as_curves(points: Floats) -> tuple[Curve, ...]:
    """Return curves as plain numbers."""
    return tuple(
        ((a, b), (c, d), (e, f), (g, h)) for (a, b), (c, d), (e, f), (g, h) in points.tolist()
    )


def led(boxes: Floats, leads: Sequence[Lead]) -> Floats:
    """Return the same as one array: four points of each curve, shape (leads, 4, 2)."""
    if not leads:
        return np.zeros((0, 4, 2))
    ends = np.array([(one.source, one.target) for one in leads], dtype=np.intp)
    wide = np.array([one.wide for one in leads])
    one, other = boxes[ends[:, 0]], boxes[ends[:, 1]]
    out = _sides(one, other)
    sides = np.stack([out, out ^ 1], axis=1)
    wanted = np.stack([_wanted(one, other, out < 2), _wanted(other, one, out < 2)], axis=1)
    spots = _spread(boxes, ends.ravel(), sides.ravel(), wanted.ravel(), np.repeat(wide, 2))
    places = _ports(boxes[ends.ravel()], sides.ravel(), spots).reshape(-1, 2, 2)
    start, end = places[:, 0], places[:, 1]
    reach = np.clip(0.46 * np.hypot(*(end - start).T), 24.0, 260.0)[:, None]
    return np.stack(
        [start, start + _OUT[sides[:, 0]] * reach, end + _OUT[sides[:, 1]] * reach, end], axis=1
    )


def _sides(one: Floats, other: Floats) -> npt.NDArray[np.intp]:
    """Return by which side each is left: across where there is more room across."""
    right, left = other[:, 0] - one[:, 0] - one[:, 2], one[:, 0] - other[:, 0] - other[:, 2]
    below, above = other[:, 1] - one[:, 1] - one[:, 3], one[:, 1] - other[:, 1] - other[:, 3]
    across, down = np.maximum(right, left), np.maximum(below, above)
    level = (across >= down) | (across > 30)
    return np.where(level, (right >= left).astype(np.intp), 2 + (below >= above).astype(np.intp))


def _wanted(here: Floats, there: Floats, level: npt.NDArray[np.bool_]) -> Floats:
    """Return where along its side each port would best be: level with the other box if it can."""
    at = np.arange(len(here))
    axis = np.where(level, 1, 0)
    start, begin = here[at, axis], there[at, axis]
    low = np.maximum(start, begin)
    high = np.minimum(start + here[at, axis + 2], begin + there[at, axis + 2])
    middle = begin + there[at, axis + 2] / 2
    found: Floats = np.where(high - low > 2 * CORNER, (low + high) / 2, middle)
    return found


def _spread(
    boxes: Floats,
    held: npt.NDArray[np.intp],
    sides: npt.NDArray[np.intp],
    wanted: Floats,
    widths: Floats,
) -> Floats:
    """Return ports along the sides of boxes, in the order wanted, apart, and within the corners.

    All sides at once: a running maximum pushes ports down that are too near to the one before, a
    running minimum pulls them up from the end of the side.
    """
    order = np.lexsort((wanted, held * 4 + sides))
    at, axis = held[order], np.where(sides[order] < 2, 1, 0)
    key = at * 4 + sides[order]
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    side = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(key))))
    low = boxes[at, axis] + CORNER
    high = boxes[at, axis] + boxes[at, axis + 2] - CORNER
    step = widths[order] + APART
    room = np.add.reduceat(step, first)[side]
    step = step * np.minimum(1.0, np.maximum(high - low, 1.0) / room)
    total = np.cumsum(step)
    total -= np.repeat((total - step)[first], np.diff(np.append(first, len(key))))
    middle, whole = total - step / 2, np.add.reduceat(step, first)[side]
    clamped = np.minimum(np.maximum(wanted[order], low), high)
    pushed = np.maximum.accumulate(np.maximum(clamped - middle, low) + side * _FAR)
    pulled = np.minimum(pushed, high - whole + side * _FAR)[::-1]
    spots = np.minimum.accumulate(pulled)[::-1] - side * _FAR + middle
    found = np.empty(len(order))
    found[order] = np.maximum(spots, np.minimum(low, high))
    return found


def _ports(boxes: Floats, sides: npt.NDArray[np.intp], spots: Floats) -> Floats:
    """Return the points of ports, shape (ports, 2)."""
    x = np.where(sides == 0, boxes[:, 0], boxes[:, 0] + boxes[:, 2])
    y = np.where(sides == 2, boxes[:, 1], boxes[:, 1] + boxes[:, 3])
    level = sides < 2
    return np.stack([np.where(level, x, spots), np.where(level, spots, y)], axis=1)
