"""Draws the Network: discs of organisations, things as circles with tier and marks, ties as lines."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.clear import CELL, Clear
from commissionplanner.analysis.layout.heads import least
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.network_view import CROWDED
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.service_marks import mark
from commissionplanner.analysis.layout.shapes import (
    Disc,
    Dots,
    Ink,
    Rounded,
    Shape,
    Sign,
    Straight,
    Words,
)
from commissionplanner.analysis.layout.widths import elided, width

Seen = npt.NDArray[np.bool_]
CIRCLES: Final = 0.3
"""Zoom from which things are circles with their marks; below, dots."""
NAMED: Final = 0.45
"""Zoom from which things have their names, as far as there is room."""
INKS: Final = {
    "broken": Ink("problem", 0.5), "refers": Ink("ink2", 0.8), "shares": Ink("good", 0.5),
    "commissions": Ink("control", 0.45), "provides": Ink("control", 0.45),
}  # fmt: skip
MONEY: Final = 0.4
CHUNK: Final = 400
LONGEST: Final = 130.0
BUNDLES: Final = 240
"""Lines between discs that are drawn at most, where those of two discs are drawn as one."""


def shapes(scene: Scene, lens: Lens, seen: tuple[Seen, Seen]) -> Iterator[Shape]:
    """Yield what is drawn of a Network: discs, lines, things, names.

    Args:
        scene: The view.
        lens: How it is drawn.
        seen: Which discs and things are in view.
    """
    shown, members = seen
    for at in np.flatnonzero(shown).tolist():
        yield from _disc(scene, at, lens.zoom)
    yield from _lines(scene, lens, members)
    if lens.zoom >= CIRCLES:
        for n in np.flatnonzero(members).tolist():
            yield from _thing(scene, n, lens)
    else:
        yield from _dots(scene, members)
    yield from _names(scene, lens, shown, members)


def _disc(scene: Scene, at: int, zoom: float) -> Iterator[Shape]:
    token = f"organisation:{scene.content.containers[at].slot}"
    x, y, wide, high = (float(v) for v in scene.containers[at])
    thin = max(1.2, 1 / zoom)
    yield Rounded(
        x, y, wide, high, wide / 2, Ink(token, 0.07, "surface"), Ink(token, 0.6, "surface"), thin
    )


def _lines(scene: Scene, lens: Lens, members: Seen) -> Iterator[Shape]:
    """Yield ties in view, one array of lines for each colour; from afar those between discs only."""
    content = scene.content
    if not content.within:
        return
    ends = np.array(content.within, dtype=np.intp)
    if lens.only is not None:
        kept = members[ends[:, 0]] & members[ends[:, 1]]
    elif len(ends) > CROWDED:
        yield from _bundles(scene, lens, ends)
        return
    else:
        kept = members[ends[:, 0]] | members[ends[:, 1]]
        if lens.zoom < CIRCLES:
            kept &= scene.owners[ends[:, 0]] != scene.owners[ends[:, 1]]
    middles = scene.members[:, :2] + scene.members[:, 2:] / 2
    kinds = np.array(content.kinds)
    for kind in dict.fromkeys(("provides", "commissions", "shares", "funds", "refers", "broken")):
        chosen = ends[kept & (kinds == kind)]
        if not len(chosen):
            continue
        thick = max(1.4 if kind in ("broken", "refers") else 1.0, 1 / lens.zoom)
        slots = _payers(scene, chosen) if kind == "funds" else np.full(len(chosen), -1)
        for slot in np.unique(slots).tolist():
            rows = chosen[slots == slot]
            ink = INKS[kind] if slot < 0 else Ink(f"organisation:{slot}", MONEY)
            for first in range(0, len(rows), CHUNK):
                some = rows[first : first + CHUNK]
                yield Straight(np.hstack([middles[some[:, 0]], middles[some[:, 1]]]), ink, thick)


def _bundles(scene: Scene, lens: Lens, ends: npt.NDArray[np.intp]) -> Iterator[Shape]:
    """Yield one line for all ties of two discs: of those with most, the more the wider.

    Thousands of lines would be a ball of wool; each is drawn for the thing pointed at.
    """
    count = len(scene.containers)
    low, high = np.sort(scene.owners[ends], axis=1).T
    pairs, ties = np.unique((low * count + high)[low != high], return_counts=True)
    order = np.lexsort((pairs, -ties))[:BUNDLES]
    middles = scene.containers[:, :2] + scene.containers[:, 2:] / 2
    most = max(int(ties.max(initial=1)), 1)
    classes = np.ceil(4 * ties[order] / most).astype(int)
    for wide in np.unique(classes).tolist():
        chosen = pairs[order][classes == wide]
        lines = np.hstack([middles[chosen // count], middles[chosen % count]])
        yield Straight(lines, Ink("ink3", 0.28), wide * 1.2 / lens.zoom)


def _payers(scene: Scene, pairs: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Return whose money each line is: that of the stream, pool or organisation at its end."""
    listed, held = scene.content.members, scene.content.containers
    first = [a if listed[a].table != "services" else b for a, b in pairs.tolist()]
    return np.array([held[listed[n].container].slot for n in first], dtype=np.intp)


def _thing(scene: Scene, n: int, lens: Lens) -> Iterator[Shape]:
    one = scene.content.members[n]
    x, y, wide, _ = (float(v) for v in scene.members[n])
    slot = scene.content.containers[one.container].slot
    token, radius = f"organisation:{slot}", wide / 2
    middle = (x + radius, y + radius)
    thin = max(1.3, 1 / lens.zoom)
    if one.table == "organisations":
        yield Rounded(x, y, wide, wide, radius, Ink(token), Ink("surface"), 2.0)
        yield Sign("organisations", x + wide * 0.24, y + wide * 0.24, wide * 0.52, Ink("surface"))
        return
    if one.is_silo:
        yield Rounded(
            x - 5, y - 5, wide + 10, wide + 10, radius + 5, None, Ink("problem"), 1.6, (4, 3)
        )
    if one.table in ("funding_streams", "pools"):
        yield Rounded(x, y, wide, wide, radius, Ink(token, 0.22, "surface"), Ink(token), thin)
        sign = "funding" if one.table == "funding_streams" else "pools"
        yield Sign(sign, x + wide * 0.2, y + wide * 0.2, wide * 0.6, Ink(token))
        return
    yield Rounded(x, y, wide, wide, radius, Ink("surface"), Ink(token), thin * 1.3)
    yield from mark(
        scene.content,
        one,
        middle[0] - radius * 0.5,
        middle[1] - radius * 0.5,
        radius,
        lens.colouring,
    )
    if one.is_single:
        yield Disc(x + wide - 2, y + 3, 4.5, Ink("single"), Ink("surface"), 1.4)


def _dots(scene: Scene, members: Seen) -> Iterator[Shape]:
    """Yield things as dots, one array for each organisation's colour."""
    listed, held = scene.content.members, scene.content.containers
    places = np.flatnonzero(members)
    slots = np.array([held[listed[n].container].slot for n in places.tolist()], dtype=np.intp)
    for slot in np.unique(np.minimum(slots, 8)).tolist():
        boxes = scene.members[places[np.minimum(slots, 8) == slot]]
        yield Dots(boxes[:, :2] + boxes[:, 2:] / 2, Ink(f"organisation:{slot}"), 2.6)


def _names(scene: Scene, lens: Lens, shown: Seen, members: Seen) -> Iterator[Shape]:
    """Yield names: organisations first, then things by links, none upon another or a thing."""
    clear, zoom = Clear(CELL / lens.zoom), lens.zoom
    listed = scene.content.members
    size = least(13, zoom)
    order = sorted(np.flatnonzero(shown).tolist(), key=lambda at: (-scene.containers[at, 2], at))
    for at in order:
        x, y, wide, _ = (float(v) for v in scene.containers[at])
        name = elided(scene.content.containers[at].name, max(wide, 90 / zoom), size, 600)
        room = width(name, size, 600)
        box = (x + wide / 2 - room / 2, y - size * 1.1, room, size * 1.3)
        if name and clear.take(box):
            yield Words(x + wide / 2, y - size * 0.2, name, size, 600, Ink("ink"), "centre")
    if zoom < NAMED:
        return
    for x, y, wide, high in scene.members[members].tolist():
        clear.take((x, y, wide, high))
    degree = np.bincount(
        np.array(scene.content.within, dtype=np.intp).ravel(), minlength=len(listed)
    )
    size = least(11, zoom)
    for n in sorted(np.flatnonzero(members).tolist(), key=lambda n: (-degree[n], n)):
        if listed[n].table == "organisations":
            continue
        x, y, wide, high = (float(v) for v in scene.members[n])
        name = elided(listed[n].name, LONGEST, size, 500)
        room = width(name, size, 500)
        if name and clear.take((x + wide / 2 - room / 2, y + high + 1, room, size * 1.2)):
            yield Words(
                x + wide / 2, y + high + 1 + size * 0.9, name, size, 500, Ink("ink"), "centre"
            )
