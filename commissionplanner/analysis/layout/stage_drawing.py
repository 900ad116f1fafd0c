"""Draws the Pathway: stages as columns, services in their order, hand-offs with agreements."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.clear import CELL, Clear
from commissionplanner.analysis.layout.content import OTHERS, Member, Stage
from commissionplanner.analysis.layout.heads import least
from commissionplanner.analysis.layout.labels import HIGH, Label
from commissionplanner.analysis.layout.lens import Lens
from commissionplanner.analysis.layout.link_words import hand_off_words
from commissionplanner.analysis.layout.links import joined, pill
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.service_marks import mark
from commissionplanner.analysis.layout.shapes import (
    Curved,
    Flats,
    Ink,
    Rounded,
    Shape,
    SingleYear,
    Straight,
    Swatch,
    Words,
)
from commissionplanner.analysis.layout.stages import EDGE, FOOT, TOP
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.analysis.layout.words import pathway_words
from commissionplanner.model.words import counted

Seen = npt.NDArray[np.bool_]
SPOTS: Final = (0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78)
NAMED: Final = 0.42
"""Zoom from which services have their names."""
FAINT: Final = 0.6
STRIP: Final = 2.6


def shapes(scene: Scene, lens: Lens, seen: tuple[Seen, Seen, Seen]) -> Iterator[Shape]:
    """Yield what is drawn of a Pathway: ground, hand-offs, services, agreements.

    Args:
        scene: The view.
        lens: How it is drawn.
        seen: Which stages, services and hand-offs are in view.
    """
    shown, members, handed = seen
    if lens.only is None:
        yield from _ground(scene, lens)
        for at in np.flatnonzero(shown).tolist():
            yield from _stage(scene, at, lens.zoom)
    places = np.flatnonzero(handed).tolist()
    yield from _within(scene, members)
    for n in sorted(places, key=lambda n: scene.content.hand_offs[n].agreed == "live"):
        yield from _hand_off(scene, n, lens)
    for n in np.flatnonzero(members).tolist():
        yield from _chip(scene, n, lens)
    if lens.zoom >= NAMED:
        yield from _agreements(scene, lens, places)


def _ground(scene: Scene, lens: Lens) -> Iterator[Shape]:
    """Yield the card and what stands beneath: what is missing, and whose colours these are."""
    x, y, wide, high = scene.bounds
    size = least(12, lens.zoom)
    yield Rounded(x, y, wide, high, 10, Ink("surface"), Ink("line"), max(1.0, 1 / lens.zoom))
    base = y + high - FOOT + 16 + size
    told = elided(pathway_words(scene.content), wide - 2 * EDGE - 8, size, 600)
    yield Words(x + EDGE + 4, base, told, size, 600, Ink("ink"))
    left = x + EDGE + 4
    for slot, name in bodies(scene):
        room = width(name, size, 500) + size * 1.6
        if left + room > x + wide - EDGE:
            return
        yield Swatch(left, base + size * 0.7, size, slot)
        yield Words(left + size * 1.5, base + size * 1.56, name, size, 500, Ink("ink2"))
        left += room + 22 / max(lens.zoom, 0.5)


def bodies(scene: Scene) -> list[tuple[int, str]]:
    """Return whose services are drawn: places in the palette with names, then all others."""
    named: dict[int, str] = {}
    for one in scene.content.members:
        if one.slot is not None and one.slot < OTHERS:
            named.setdefault(one.slot, one.aside)
    found = sorted(named.items())
    if any(one.slot is None or one.slot >= OTHERS for one in scene.content.members):
        found.append((OTHERS, "Others"))
    return found


def _stage(scene: Scene, at: int, zoom: float) -> Iterator[Shape]:
    one = scene.content.containers[at]
    x, y, wide, high = (float(v) for v in scene.containers[at])
    if not wide:
        return
    size, thin = least(12, zoom), max(1.0, 1 / zoom)
    band = isinstance(one, Stage) and one.is_band
    if not one.services:
        yield Rounded(
            x + 3, y, wide - 6, high, 8, Ink("warningBg", 0.7), Ink("warning"), thin, (4, 3)
        )
    elif band or at % 2:
        yield Rounded(x, y, wide, high, 8, Ink("sunken", 0.7))
    room, middle = wide - 8, x + wide / 2
    if band:
        yield Words(x + 10, y + 18, elided(one.name, room, size, 600), size, 600, Ink("ink"))
        told = elided(counted(one.services, "service"), room / 2, size)
        yield Words(x + 22 + width(one.name, size, 600), y + 18, told, size, 400, Ink("ink2"))
        return
    yield Words(middle, y + 20, elided(one.name, room, size, 600), size, 600, Ink("ink"), "centre")
    said = counted(one.services, "service") if one.services else "Nothing"
    ink = Ink("ink2" if one.services else "warning")
    weight = 400 if one.services else 600
    yield Words(
        middle, y + 20 + size * 1.3, elided(said, room, size, weight), size, weight, ink, "centre"
    )


def _within(scene: Scene, members: Seen) -> Iterator[Shape]:
    """Yield hand-offs within an organisation: plain thin lines, as no agreement is needed."""
    pairs = [(a, b) for a, b in scene.content.within if members[a] and members[b]]
    if pairs:
        ends = np.array([joined(scene.members[a], scene.members[b]) for a, b in pairs])
        yield Straight(ends, Ink("control", 0.6), 1.0)


def _hand_off(scene: Scene, n: int, lens: Lens) -> Iterator[Shape]:
    one, line = scene.content.hand_offs[n], scene.hand_offs[n]
    live = one.agreed == "live"
    strength = 1.0 if lens.only is not None else (0.9 if live else FAINT)
    wide = max(1.6 if live else 1.4, 1 / lens.zoom)
    ink = Ink("ink2" if live else "problem", strength)
    yield Curved(line.curve, ink, wide, () if live else (4, 3), arrow=True)


def _chip(scene: Scene, n: int, lens: Lens) -> Iterator[Shape]:
    one = scene.content.members[n]
    x, y, wide, high = (float(v) for v in scene.members[n])
    token, zoom = f"organisation:{OTHERS if one.slot is None else one.slot}", lens.zoom
    if one.is_silo:
        yield Rounded(x - 4, y - 4, wide + 8, high + 8, 10, None, Ink("problem"), 1.6, (5, 3))
    fill, edge = Ink(token, 0.1, "surface"), Ink(token, 0.8, "surface")
    yield Rounded(x, y, wide, high, 7, fill, edge, max(1.2, 1 / zoom))
    if zoom < NAMED:
        return
    yield from _strip(scene, one, x, y + high - STRIP - 2.5, wide)
    if one.scale != 1.0:
        yield Rounded(x + 8, y + 2, (wide - 16) * (one.scale - 0.8), 2.2, 1, Ink("accent"))
    size, swatch = least(12, zoom), least(10, zoom, 8)
    middle = y + high / 2 - 1.5
    left = x + 8
    yield Swatch(left, middle - swatch / 2, swatch, OTHERS if one.slot is None else one.slot)
    ends = least(9, zoom, 8)
    right = x + wide - 8 - ends
    yield from mark(scene.content, one, right, middle - ends / 2, ends, lens.colouring)
    if one.is_single:
        right -= 8
        yield SingleYear(right, y + 4, 5, high - 11, "")
    name = elided(one.name, right - left - swatch - 10, size, 500)
    yield Words(left + swatch + 5, middle + size * 0.36, name, size, 500, Ink("ink"))


def _strip(scene: Scene, one: Member, x: float, y: float, wide: float) -> Iterator[Shape]:
    """Yield a strip that says which stages a service is for: one part for each, filled or not."""
    count = sum(isinstance(s, Stage) and not s.is_band for s in scene.content.containers)
    if len(one.stages) < 2 or not count:
        return
    step = (wide - 16) / count
    boxes = np.array([(x + 8 + n * step, y, step - 1.5, STRIP) for n in range(count)])
    yield Flats(boxes, Ink("line2"))
    yield Flats(boxes[list(one.stages)], Ink("ink2"))


def _agreements(scene: Scene, lens: Lens, places: list[int]) -> Iterator[Shape]:
    """Yield what agreements lack, on pills upon the hand-offs, where nothing is covered."""
    clear, grown = Clear(CELL / lens.zoom), least(11, lens.zoom) / 11
    for box in scene.members.tolist():
        clear.take((box[0], box[1], box[2], box[3]))
    for n in places:
        long = hand_off_words(scene.content.hand_offs[n])
        for words in (long, "") if long else ():
            label = _fitting(scene, n, words, grown, clear)
            if label is not None:
                yield from pill(label, lens.zoom, Ink("problem"), Ink("problem"), "unlink")
                break


def _fitting(scene: Scene, n: int, words: str, grown: float, clear: Clear) -> Label | None:
    wide = width(words, 11, 600) + (30 if words else 20)
    curve = np.array(scene.hand_offs[n].curve)
    _, _, right, low = scene.bounds
    for part in SPOTS:
        rest = 1 - part
        weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
        x, y = (float(v) for v in np.array(weights) @ curve)
        box: Box = (x - wide * grown / 2, y - HIGH * grown / 2, wide * grown, HIGH * grown)
        inside = box[0] > 0 and box[0] + box[2] < right and TOP < box[1] < low - FOOT - 10
        if inside and clear.take(box):
            return Label(words, x, y, wide)
    return None
