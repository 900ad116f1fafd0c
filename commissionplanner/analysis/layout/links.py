"""Draws links: ribbons of money, what stays inside, hand-offs, and the labels upon them."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.heads import least
from commissionplanner.analysis.layout.labels import HIGH, Label
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.routes import Curve
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import (
    Curved,
    Ink,
    Rounded,
    Shape,
    Sign,
    Straight,
    Strands,
    Words,
)

STRENGTH = 0.34
MOST_SMOOTH = 600
"""Ribbons in view; where there are more, their edges are not smoothed on a screen."""
CHUNK = 400
"""Lines that are drawn in one go."""
MOST_STRANDS = 80
"""Ribbons that are drawn in one go."""
MOST_HAND_OFFS = 400
"""Pairs of organisations; where more hand over, only those of the thing pointed at are drawn."""


Places = npt.NDArray[np.intp]


def ribbons(scene: Scene, lens: Lens, seen: Places) -> Iterator[Shape]:
    """Yield the ribbons in view, the widest first so that none is covered whole."""
    if len(seen) > MOST_SMOOTH:
        yield from _strands(scene, lens, seen)
        return
    for n in sorted(seen.tolist(), key=lambda at: (-scene.ribbons[at].wide, at)):
        line = scene.ribbons[n]
        wide = max(line.wide, 1.2 / lens.zoom)
        if scene.content.ribbons and scene.content.ribbons[n].change == "gone":
            yield Curved(line.curve, Ink("ink3", 0.6), max(1.4, 1.2 / lens.zoom), (3, 3))
        else:
            yield Curved(line.curve, Ink(f"organisation:{_slot(scene, n)}", STRENGTH), wide)


def _strands(scene: Scene, lens: Lens, seen: Places) -> Iterator[Shape]:
    """Yield very many ribbons by width, to the half pixel, and colour: the widest first."""
    known = _arrays(_Same(scene))
    curves, slots = known.curves[seen], known.slots[seen]
    halves = np.maximum(np.round(known.wide[seen] * lens.zoom * 2).astype(np.int64), 2)
    order = np.lexsort((slots, -halves))
    turns = np.flatnonzero((np.diff(halves[order]) != 0) | (np.diff(slots[order]) != 0)) + 1
    for group in np.split(order, turns):
        width = max(halves[group[0]] / 2, 1.2) / lens.zoom
        ink = Ink(f"organisation:{slots[group[0]]}", STRENGTH)
        for first in range(0, len(group), MOST_STRANDS):
            yield Strands(curves[group[first : first + MOST_STRANDS]], ink, float(width))


class _Same:
    """A scene that is equal to itself alone, so that what is worked out of it can be kept."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.scene is self.scene

    def __hash__(self) -> int:
        return id(self.scene)


class _Ribbons(NamedTuple):
    """Of each ribbon: its four points, its width, and the place in the palette of who pays."""

    curves: npt.NDArray[np.float64]
    wide: npt.NDArray[np.float64]
    slots: Places


@lru_cache(maxsize=2)
def _arrays(same: _Same) -> _Ribbons:
    """Return a scene's ribbons as arrays; those of the two scenes last drawn are kept."""
    lines = same.scene.ribbons
    return _Ribbons(
        np.array([line.curve for line in lines]),
        np.array([line.wide for line in lines]),
        np.array([_slot(same.scene, n) for n in range(len(lines))], dtype=np.intp),
    )


def _slot(scene: Scene, n: int) -> int:
    """Return the place in the palette of who pays, or of the first named of two that are tied."""
    content = scene.content
    if content.ribbons:
        return content.ribbons[n].slot
    return content.containers[content.ties[n].source].slot


def inside(
    scene: Scene, level: str, members: npt.NDArray[np.bool_], paid: Places
) -> Iterator[Shape]:
    """Yield what stays inside, and where ribbons fan out to the services that they reach."""
    if level != "near":
        return
    pairs = [(a, b) for a, b in scene.content.within if members[a] and members[b]]
    for first in range(0, len(pairs), CHUNK):
        some = pairs[first : first + CHUNK]
        ends = np.array([joined(scene.members[a], scene.members[b]) for a, b in some])
        yield Straight(ends, Ink("control", 0.5), 1.0)
    for at in paid.tolist() if scene.content.ribbons else ():
        ribbon, line = scene.content.ribbons[at], scene.ribbons[at]
        for n in ribbon.members:
            if members[n]:
                curve = fan(line.curve, scene.members[n])
                yield Curved(curve, Ink(f"organisation:{ribbon.slot}", 0.6), 1.3)


def fan(curve: Curve, box: npt.NDArray[np.float64]) -> Curve:
    """Return a thin curve from where a ribbon arrives to the nearest side of a chip."""
    start = curve[3]
    x, y, wide, high = (float(v) for v in box)
    into = (curve[3][0] - curve[2][0], curve[3][1] - curve[2][1])
    if abs(into[0]) >= abs(into[1]):
        end = (x if start[0] <= x + wide / 2 else x + wide, y + high / 2)
        middle = (start[0] + end[0]) / 2
        return (start, (middle, start[1]), (middle, end[1]), end)
    end = (x + wide / 2, y if start[1] <= y + high / 2 else y + high)
    half = (start[1] + end[1]) / 2
    return (start, (start[0], half), (end[0], half), end)


def joined(one: npt.NDArray[np.float64], other: npt.NDArray[np.float64]) -> list[float]:
    """Return the ends of a straight line between two boxes, at the sides that face each other."""
    a, b = one[:2] + one[2:] / 2, other[:2] + other[2:] / 2
    return [*_edge(one, a, b), *_edge(other, b, a)]


def _edge(
    box: npt.NDArray[np.float64],
    middle: npt.NDArray[np.float64],
    towards: npt.NDArray[np.float64],
) -> tuple[float, float]:
    way = towards - middle
    half = box[2:] / 2
    scale = min(
        float(half[0] / abs(way[0])) if way[0] else np.inf,
        float(half[1] / abs(way[1])) if way[1] else np.inf,
        1.0,
    )
    return float(middle[0] + way[0] * scale), float(middle[1] + way[1] * scale)


def hand_offs(scene: Scene, lens: Lens, level: str, seen: Places) -> Iterator[Shape]:
    """Yield hand-offs: those without a live agreement from afar, all of them near."""
    if lens.only is None and len(scene.hand_offs) > MOST_HAND_OFFS:
        return
    for n in seen.tolist():
        hand_off, line = scene.content.hand_offs[n], scene.hand_offs[n]
        live = hand_off.agreed == "live"
        if live and level != "near":
            continue
        ink = Ink("ink2" if live else "problem", 0.8 if live else 1.0)
        if hand_off.change == "gone":
            ink = Ink("ink3", 0.5)
        wide = max(1.3 if live else 1.7, 1.2 / lens.zoom)
        yield Curved(line.curve, ink, wide, () if live else (4, 3), arrow=True)


def labels(scene: Scene, lens: Lens, level: str, paid: Places, handed: Places) -> Iterator[Shape]:
    """Yield the pills upon links: money, and what an agreement lacks."""
    for n in paid.tolist():
        line = scene.ribbons[n]
        slot = _slot(scene, n)
        label = line.label if level == "near" else line.far_label
        if label is not None:
            edge = Ink(f"organisation:{slot}", 0.6, "surface")
            yield from pill(label, lens.zoom, edge, Ink("ink"))
    if level == "low":
        return
    if lens.only is None and len(scene.hand_offs) > MOST_HAND_OFFS:
        return
    for n in handed.tolist():
        line = scene.hand_offs[n]
        label = line.label if level == "near" else line.far_label
        if label is not None:
            yield from pill(label, lens.zoom, Ink("problem"), Ink("problem"), "unlink")


def pill(label: Label, zoom: float, edge: Ink, ink: Ink, sign: str = "") -> Iterator[Shape]:
    """Yield words on a pill, an icon before them; no words stand for the icon alone."""
    size = least(11, zoom)
    grown = size / 11
    high = HIGH * grown
    wide = label.wide * grown
    x, y = label.x - wide / 2, label.y - high / 2
    yield Rounded(x, y, wide, high, high / 2, Ink("surface"), edge, 1.1 * grown)
    left = x + 9 * grown
    if sign:
        yield Sign(sign, x + 4 * grown, label.y - 6 * grown, 12 * grown, ink)
        left = x + 19 * grown
    if not label.words:
        return
    yield Words(left, label.y + size * 0.36, label.words, size, 600, ink)
