"""Lays the Network out: organisations as discs drawn to each other, what they hold packed inside.

The discs are placed by forces (after Fruchterman and Reingold 1991: all push apart, linked ones
pull), then moved until none overlaps. Things stand in a disc on the spiral of a sunflower, whose
seeds are evenly apart (Vogel 1979): those linked to other discs outside, on the side that they
are linked to. Deterministic: nothing is left to chance. Measures are map units.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.content import Content

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
GOLDEN: Final = np.pi * (3 - np.sqrt(5))
NODE, HUB = 22.0, 34.0
"""Size of a node, and of an organisation in the middle of its disc."""
WIDE_STEP, STEP = 64.0, 36.0
"""How far seeds are apart where there are few, so that names have room, and where many."""
FEW: Final = 220
RIM: Final = 14.0
CORE: Final = 20.0
"""Room that the organisation in the middle needs besides."""
GAP: Final = 40.0
"""Room between discs, for lines and names."""
ROUNDS, APART_ROUNDS = 160, 400
MANY: Final = 60
"""Discs from which forces work for a quarter of the rounds."""
SIDE: Final = np.array([0.96, 0.28])
"""Which way two discs give way that stand on the same spot."""
SHAPE: Final = 2.0
"""How much wider than high the whole should come out."""
WIDENED: Final = np.array([1.3, 0.72])
"""What forces leave round is drawn so much wider and flatter before discs are parted."""


@dataclass(frozen=True, slots=True)
class Discs:
    """Where everything of a Network stands.

    Attributes:
        boxes: Left, top, width and height of each disc, shape (n, 4).
        nodes: The same of each thing, shape (m, 4).
    """

    boxes: Floats
    nodes: Floats


def discs(
    content: Content,
    by_hand: Mapping[int, tuple[float, float]],
    things_by_hand: Mapping[int, tuple[float, float]],
    before: Mapping[str, tuple[float, float]],
    things_before: Mapping[int, tuple[float, float]],
) -> Discs:
    """Return a Network with everything in its place.

    Args:
        content: What it shows.
        by_hand: Corners of discs that somebody put where they are, by position.
        things_by_hand: Corners within their disc of things put by hand, by position.
        before: Middles of the discs shown until now, by key: they stay.
        things_before: Where things shown until now stand, from the middle of their disc.
    """
    owners = np.array([one.container for one in content.members], dtype=np.intp)
    counts = np.bincount(owners, minlength=len(content.containers))
    step = WIDE_STEP if len(owners) <= FEW else STEP
    step *= max((one.scale for one in content.members), default=1.0)
    radii = _radius(counts, step)
    ends = np.array(content.within, dtype=np.intp).reshape(-1, 2)
    middles = _placed(content, owners, ends, radii, before)
    fixed = np.array([one.key in before for one in content.containers], dtype=bool)
    for at, corner in by_hand.items():
        middles[at], fixed[at] = np.add(corner, radii[at]), True
    middles = _parted(middles, radii, fixed)
    offsets = _seeds(content, owners, ends, middles, step, things_before)
    for n, corner in things_by_hand.items():
        offsets[n] = np.add(corner, NODE / 2) - radii[owners[n]]
    sizes = np.array(
        [HUB if one.table == "organisations" else NODE * one.scale for one in content.members]
    )
    nodes = np.zeros((len(owners), 4))
    if len(owners):
        nodes[:, :2] = middles[owners] + offsets - sizes[:, None] / 2
        nodes[:, 2:] = sizes[:, None]
    boxes = np.hstack([middles - radii[:, None], np.repeat(2 * radii[:, None], 2, axis=1)])
    return Discs(boxes, nodes)


def _radius(counts: Ints, step: float) -> Floats:
    """Return how large the discs are that hold so many seeds."""
    found: Floats = CORE + step * 0.56 * np.sqrt(np.maximum(counts, 1)) + NODE / 2 + RIM
    return found


def spiral(count: int, step: float) -> Floats:
    """Return the places of seeds from the middle on, shape (count, 2), `step` or so apart.

    The place of each does not depend on how many there are, so that one more moves none.
    """
    number = np.arange(count)
    far = np.where(number > 0, CORE, 0.0) + step * 0.56 * np.sqrt(number)
    turn = number * GOLDEN
    return np.stack([far * np.cos(turn), far * np.sin(turn)], axis=1)


def _placed(
    content: Content,
    owners: Ints,
    ends: Ints,
    radii: Floats,
    before: Mapping[str, tuple[float, float]],
) -> Floats:
    """Return the middles of the discs: where they were, else where forces bring them."""
    count = len(content.containers)
    if not count:
        return np.zeros((0, 2))
    weights = np.zeros((count, count))
    if len(ends):
        np.add.at(weights, (owners[ends[:, 0]], owners[ends[:, 1]]), 1.0)
    weights += weights.T
    np.fill_diagonal(weights, 0.0)
    held = np.array([one.key in before for one in content.containers], dtype=bool)
    start = spiral(count, float(radii.mean() * 2 + GAP))
    start[:, 0] *= SHAPE**0.5
    if held.any():
        return _beside(content, start, weights, held, before)
    return _drawn_together(start, weights, radii)


def _beside(
    content: Content,
    places: Floats,
    weights: Floats,
    held: npt.NDArray[np.bool_],
    before: Mapping[str, tuple[float, float]],
) -> Floats:
    """Return discs where they were, and new ones in the midst of those they are linked to."""
    for at, one in enumerate(content.containers):
        if held[at]:
            places[at] = before[one.key]
    for new in np.flatnonzero(~held).tolist():
        near = weights[new] * held
        if near.any():
            places[new] = (places * near[:, None]).sum(axis=0) / near.sum()
    return places


def _drawn_together(places: Floats, weights: Floats, radii: Floats) -> Floats:
    """Let discs push each other away, and linked ones pull, in ever smaller steps."""
    count = len(places)
    if count == 1:
        return np.zeros((1, 2))
    ideal = radii[:, None] + radii[None] + GAP
    pull = np.log1p(weights) / max(float(np.log1p(weights).max()), 1.0)
    heat = float(np.abs(places).max() + ideal.mean()) / 8
    squeeze = np.array([1.0 / SHAPE, SHAPE])
    rounds = ROUNDS if count <= MANY else ROUNDS // 4
    for turn in range(rounds):
        way = places[:, None] - places[None]
        far = np.maximum(np.sqrt((way**2).sum(axis=2)), 1.0)
        force = (ideal / far) ** 2 - pull * far / ideal * 1.4
        np.fill_diagonal(force, 0.0)
        move = (way / far[..., None] * force[..., None]).sum(axis=1) * 12
        move -= (places - places.mean(axis=0)) * squeeze * 0.06
        length = np.maximum(np.sqrt((move**2).sum(axis=1)), 1e-9)
        most = heat * (1 - turn / rounds)
        places = places + move * np.minimum(1.0, most / length)[:, None]
    found: Floats = np.round((places - places.mean(axis=0)) * WIDENED, 3)
    return found


def _parted(middles: Floats, radii: Floats, fixed: npt.NDArray[np.bool_]) -> Floats:
    """Return discs pushed apart until none overlaps another; fixed ones stay."""
    found = middles.copy()
    one, other = np.triu_indices(len(found), 1)
    apart = radii[one] + radii[other] + GAP * 0.6
    free = (~fixed).astype(float)
    whole = np.maximum(free[one] + free[other], 1e-9)
    for _ in range(APART_ROUNDS):
        way = found[one] - found[other]
        far = np.sqrt((way**2).sum(axis=1))
        near = np.flatnonzero(apart - far > 0.01)
        if not len(near):
            break
        unit = np.where(far[near, None] > 1e-6, way[near] / np.maximum(far[near, None], 1e-6), SIDE)
        push = unit * (apart[near] - far[near])[:, None] / whole[near, None]
        np.add.at(found, one[near], push * free[one[near], None])
        np.add.at(found, other[near], -push * free[other[near], None])
    return found


def _seeds(
    content: Content,
    owners: Ints,
    ends: Ints,
    middles: Floats,
    step: float,
    before: Mapping[int, tuple[float, float]],
) -> Floats:
    """Return where each thing stands from the middle of its disc.

    The organisation stands in the middle; what has no link to another disc next; the rest
    outside, each on the side it is linked to. What stood there before stays.
    """
    offsets = np.zeros((len(owners), 2))
    ways, degree = _ways(owners, ends, middles)
    for at in range(len(content.containers)):
        mine = np.flatnonzero(owners == at)
        if not len(mine):
            continue
        places = spiral(len(mine), step)
        kept = [n for n in mine.tolist() if n in before]
        taken = np.zeros(len(places), dtype=bool)
        for n in kept:
            offsets[n] = before[n]
            taken |= np.hypot(*(places - before[n]).T) < step * 0.3
        fresh = [n for n in mine.tolist() if n not in before]
        free = np.flatnonzero(~taken)
        if len(free) < len(fresh):
            free = np.arange(len(places), len(places) + len(fresh))
            places = spiral(len(places) + len(fresh), step)
        fresh.sort(key=lambda n: (content.members[n].table != "organisations", degree[n] > 0, n))
        if kept:
            _nearest(fresh, list(free), places, ways, offsets)
        else:
            _around(fresh, places[free], ways, degree, offsets)
    return offsets


def _ways(owners: Ints, ends: Ints, middles: Floats) -> tuple[Floats, Ints]:
    """Return in which direction each thing is linked to other discs, and by how many links."""
    ways, degree = np.zeros((len(owners), 2)), np.zeros(len(owners), dtype=np.intp)
    if len(ends):
        ends = ends[owners[ends[:, 0]] != owners[ends[:, 1]]]
        for one, other in ((0, 1), (1, 0)):
            way = middles[owners[ends[:, other]]] - middles[owners[ends[:, one]]]
            np.add.at(ways, ends[:, one], way)
            np.add.at(degree, ends[:, one], 1)
    return ways, degree


def _around(mine: list[int], places: Floats, ways: Floats, degree: Ints, offsets: Floats) -> None:
    """Give inner places in order, and outer ones by direction: both sorted around the middle."""
    inner = sum(1 for at, n in enumerate(mine) if not degree[n] or not at)
    for n, place in zip(mine[:inner], places[:inner], strict=True):
        offsets[n] = place
    outer, rest = mine[inner:], places[inner:]
    if not outer:
        return
    turned = np.argsort(np.arctan2(rest[:, 1], rest[:, 0]), kind="stable")
    wanted = np.array([np.arctan2(ways[n][1], ways[n][0]) for n in outer])
    for at, place in zip(np.argsort(wanted, kind="stable").tolist(), turned.tolist(), strict=True):
        offsets[outer[at]] = rest[place]


def _nearest(
    mine: list[int], free: list[int], places: Floats, ways: Floats, offsets: Floats
) -> None:
    """Give new things the free place that lies furthest towards what they are linked to."""
    for n in mine:
        way = ways[n] / max(float(np.hypot(*ways[n])), 1e-9)
        best = max(free, key=lambda at: (round(float(places[at] @ way), 6), -at))
        free.remove(best)
        offsets[n] = places[best]
