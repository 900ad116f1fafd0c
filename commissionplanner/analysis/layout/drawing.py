"""Draws a scene as a display list, in as much detail as the zoom has room for."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout import (
    change_drawing,
    chips,
    disc_drawing,
    heads,
    links,
    sankey_drawing,
    stage_drawing,
)
from commissionplanner.analysis.layout.clear import CELL, Clear, standing
from commissionplanner.analysis.layout.lens import Detail, Lens, detail
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import Dots, Flats, Ink, Rounded, Shape, Words

MOST_DOTS = 250
"""Discs drawn in one go: a canvas can stop in between."""


def draw(scene: Scene, lens: Lens) -> list[Shape]:
    """Return the display list of a scene: ribbons behind boxes, labels in front."""
    return list(shapes(scene, lens))


def shapes(scene: Scene, lens: Lens) -> Iterator[Shape]:
    """Yield the display list one by one, so that a canvas can stop in between."""
    shown = in_view(scene.containers, lens.window)
    members = in_view(scene.members, lens.window)
    paid_seen = in_view(scene.ribbon_reach, lens.window)
    handed_seen = in_view(scene.hand_off_reach, lens.window)
    seen = (members, shown, paid_seen, handed_seen)
    for only, wanted in ((lens.only, True), (lens.without, False)):
        if only is not None:
            places = (only.members, only.containers, only.ribbons, only.hand_offs)
            for each, of_it in zip(seen, places, strict=True):
                each &= _marked(len(each), of_it) == wanted  # noqa: PLW2901 in place
    drawn = _drawn(scene, lens, (shown, members, paid_seen, handed_seen))
    if not change_drawing.is_compared(scene):
        yield from drawn
        return
    clear = Clear(CELL / lens.zoom)
    for shape in drawn:
        if isinstance(shape, Words):
            clear.take(standing(shape))
        yield shape
    yield from change_drawing.changes(scene, lens.zoom, shown, members, clear)


def _drawn(scene: Scene, lens: Lens, seen: tuple[npt.NDArray[np.bool_], ...]) -> Iterator[Shape]:
    """Yield a view as it is, by what is in view: places, things, money and hand-offs."""
    shown, members, paid_seen, handed_seen = seen
    level = detail(lens.zoom)
    if scene.content.view == "money":
        yield from sankey_drawing.shapes(scene, lens, shown, paid_seen)
        return
    if scene.content.view == "pathway":
        yield from stage_drawing.shapes(scene, lens, (shown, members, handed_seen))
        return
    if scene.content.view == "network":
        yield from disc_drawing.shapes(scene, lens, (shown, members))
        return
    paid, handed = np.flatnonzero(paid_seen), np.flatnonzero(handed_seen)
    yield from links.ribbons(scene, lens, paid)
    if level in ("middle", "near"):
        yield from links.hand_offs(scene, lens, level, handed)
    yield from _containers(scene, lens, level, shown)
    if level == "far":
        yield from _dots(scene, members)
    elif level == "low":
        yield from _flats(scene, members)
    else:
        yield from links.inside(scene, level, members, paid)
        yield from _chips(scene, lens, level, members)
    if level != "far":
        yield from links.labels(scene, lens, level, paid, handed)


def in_view(boxes: npt.NDArray[np.float64], window: Box | None) -> npt.NDArray[np.bool_]:
    """Return which boxes lie, in part at least, within a window or just beside it."""
    if window is None:
        return np.ones(len(boxes), dtype=bool)
    x, y, wide, high = window
    room = 40.0
    seen: npt.NDArray[np.bool_] = (
        (boxes[:, 0] < x + wide + room)
        & (boxes[:, 0] + boxes[:, 2] > x - room)
        & (boxes[:, 1] < y + high + room)
        & (boxes[:, 1] + boxes[:, 3] > y - room)
    )
    return seen


def _marked(count: int, places: frozenset[int]) -> npt.NDArray[np.bool_]:
    marked = np.zeros(count, dtype=bool)
    marked[list(places)] = True
    return marked


def _containers(
    scene: Scene, lens: Lens, level: Detail, shown: npt.NDArray[np.bool_]
) -> Iterator[Shape]:
    for at in np.flatnonzero(shown):
        yield from heads.container(scene, int(at), lens.zoom, level)
    if level in ("middle", "near"):
        for owner, key, box in scene.inner:
            if shown[owner]:
                yield from heads.directorate(scene, owner, key, box, lens.zoom)


def _dots(scene: Scene, members: npt.NDArray[np.bool_]) -> Iterator[Shape]:
    of_tier: dict[int | None, list[int]] = {tier: [] for tier in (None, 1, 2, 3, 4)}
    for n in np.flatnonzero(members).tolist():
        one = scene.content.members[n]
        if one.table == "services":
            of_tier[one.tier].append(n)
    for tier, chosen in of_tier.items():
        if chosen:
            boxes = scene.members[chosen]
            middles = boxes[:, :2] + boxes[:, 2:] / 2
            token = f"tier{tier}" if tier else "control"
            for first in range(0, len(middles), MOST_DOTS):
                yield Dots(middles[first : first + MOST_DOTS], Ink(token), 3.0)


def _flats(scene: Scene, members: npt.NDArray[np.bool_]) -> Iterator[Shape]:
    """Flat chips, one array for each organisation; single-year ones with an edge that says so."""
    listed = scene.content.members
    places = np.flatnonzero(members)
    for owner in np.unique(scene.owners[places]):
        slot = scene.content.containers[int(owner)].slot
        mine = places[scene.owners[places] == owner]
        services = [n for n in mine if listed[n].table == "services"]
        streams = [n for n in mine if listed[n].table != "services"]
        ink = Ink(f"organisation:{slot}", 0.55)
        if services:
            yield Flats(scene.members[services], Ink("surface"), ink)
        if streams:
            boxes = scene.members[streams]
            yield Dots(boxes[:, :2] + boxes[:, 2:] / 2, Ink(f"organisation:{slot}"), 5.0)
    single = [n for n in places if listed[n].is_single]
    if single:
        edges = scene.members[single].copy()
        edges[:, 0] += edges[:, 2] - 8
        edges[:, 2] = 8
        yield Flats(edges, Ink("single"))
    for n in places:
        if listed[n].is_silo:
            x, y, wide, high = (float(v) for v in scene.members[n])
            yield Rounded(x - 9, y - 9, wide + 18, high + 18, 16, None, Ink("problem"), 3.0, (3, 2))


def _chips(
    scene: Scene, lens: Lens, level: Detail, members: npt.NDArray[np.bool_]
) -> Iterator[Shape]:
    for n in np.flatnonzero(members):
        if scene.content.members[n].table != "funding_streams":
            yield from chips.service(scene, int(n), lens.zoom, level, lens.colouring)
        else:
            yield from chips.stream(scene, int(n), lens.zoom, level)
