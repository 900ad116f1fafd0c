"""Leads links between boxes: from border to border, ports apart, as one curve each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]
"""Start, two handles, end of a cubic curve."""

Side = Literal["left", "right", "top", "bottom"]
CORNER: Final = 18.0
APART: Final = 7.0
_OUT: Final[dict[Side, Point]] = {
    "left": (-1.0, 0.0), "right": (1.0, 0.0), "top": (0.0, -1.0), "bottom": (0.0, 1.0),
}  # fmt: skip


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
    sides = [_sides(boxes[one.source], boxes[one.target]) for one in leads]
    ports: dict[tuple[int, Side], list[tuple[int, int]]] = defaultdict(list)
    for number, (one, (out, into)) in enumerate(zip(leads, sides, strict=True)):
        ports[(one.source, out)].append((number, 0))
        ports[(one.target, into)].append((number, 1))
    places: dict[tuple[int, int], Point] = {}
    for (box, side), ends in ports.items():
        wanted = [_wanted(boxes, leads[n], end, side) for n, end in ends]
        widths = [leads[n].wide for n, _ in ends]
        places.update(zip(ends, _spread(boxes[box], side, wanted, widths), strict=True))
    return tuple(_curve(places[(n, 0)], places[(n, 1)], *sides[n]) for n in range(len(leads)))


def _sides(one: Floats, other: Floats) -> tuple[Side, Side]:
    """Return the sides by which two boxes are joined: across where there is more room across."""
    right, left = other[0] - (one[0] + one[2]), one[0] - (other[0] + other[2])
    below, above = other[1] - (one[1] + one[3]), one[1] - (other[1] + other[3])
    across, down = max(right, left), max(below, above)
    if across >= down or across > 30:
        return ("right", "left") if right >= left else ("left", "right")
    return ("bottom", "top") if below >= above else ("top", "bottom")


def _wanted(boxes: Floats, one: Lead, end: int, side: Side) -> float:
    """Return where along a side the port would best be: level with the other box if it can."""
    here, there = (one.source, one.target) if end == 0 else (one.target, one.source)
    axis = 1 if side in ("left", "right") else 0
    low = max(boxes[here, axis], boxes[there, axis])
    high = min(
        boxes[here, axis] + boxes[here, axis + 2], boxes[there, axis] + boxes[there, axis + 2]
    )
    if high - low > 2 * CORNER:
        return float(low + high) / 2
    return float(boxes[there, axis] + boxes[there, axis + 2] / 2)


def _spread(
    box: Floats, side: Side, wanted: Sequence[float], widths: Sequence[float]
) -> list[Point]:
    """Return ports along a side, in the order wanted, apart, and within its corners."""
    axis = 1 if side in ("left", "right") else 0
    low, high = float(box[axis]) + CORNER, float(box[axis] + box[axis + 2]) - CORNER
    order = sorted(range(len(wanted)), key=lambda n: (wanted[n], n))
    room = sum(widths[n] + APART for n in order)
    squeeze = min(1.0, max(high - low, 1.0) / room) if room else 1.0
    spots: dict[int, float] = {}
    last = low
    for n in order:
        half = (widths[n] + APART) * squeeze / 2
        spots[n] = max(min(max(wanted[n], low), high), last + half)
        last = spots[n] + half
    limit = high
    for n in reversed(order):
        half = (widths[n] + APART) * squeeze / 2
        spots[n] = max(min(spots[n], limit - half), min(low, high))
        limit = spots[n] - half
    fixed = {
        "left": float(box[0]), "right": float(box[0] + box[2]),
        "top": float(box[1]), "bottom": float(box[1] + box[3]),
    }[side]  # fmt: skip
    if axis == 1:
        return [(fixed, spots[n]) for n in range(len(wanted))]
    return [(spots[n], fixed) for n in range(len(wanted))]


def _curve(start: Point, end: Point, out: Side, into: Side) -> Curve:
    """Return a curve that leaves and arrives at right angles to the sides."""
    distance = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    reach = max(24.0, min(0.46 * distance, 260.0))
    (ox, oy), (ix, iy) = _OUT[out], _OUT[into]
    return (
        start,
        (start[0] + ox * reach, start[1] + oy * reach),
        (end[0] + ix * reach, end[1] + iy * reach),
        end,
    )
