"""Draws what has become of things where two states are compared: new, gone, another amount."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from commissionplanner.analysis.layout.clear import Clear
from commissionplanner.analysis.layout.content import Container, Member, Ribbon, Station
from commissionplanner.analysis.layout.heads import least
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import Disc, Ink, Rounded, Shape, Sign, Words
from commissionplanner.analysis.layout.widths import width
from commissionplanner.model.money import format_short
from commissionplanner.model.words import NOT_KNOWN

VEIL: Final = 0.62
NAMED: Final = 0.4


def is_compared(scene: Scene) -> bool:
    """Whether anything is marked as new, gone or changed."""
    return bool(changes_in(scene))


def changes_in(scene: Scene) -> frozenset[str]:
    """Return every kind of change that things in view are marked with."""
    content = scene.content
    found = {one.change for one in content.members} | {one.change for one in content.containers}
    return frozenset(found - {""})


def changes(
    scene: Scene,
    zoom: float,
    shown: npt.NDArray[np.bool_],
    members: npt.NDArray[np.bool_],
    clear: Clear,
) -> Iterator[Shape]:
    """Yield the marks of things in view: a plus on what is new, a veil on what is gone, words.

    Words stand only where they are upon no others.
    """
    for n in np.flatnonzero(members).tolist():
        yield from _one(scene.content.members[n], _box(scene.members[n]), zoom, clear)
    for at in np.flatnonzero(shown).tolist():
        yield from _one(scene.content.containers[at], _box(scene.containers[at]), zoom, clear)


def _box(row: npt.NDArray[np.float64]) -> Box:
    return (float(row[0]), float(row[1]), float(row[2]), float(row[3]))


def _one(one: Member | Container, box: Box, zoom: float, clear: Clear) -> Iterator[Shape]:
    x, y, wide, high = box
    if not one.change or not wide:
        return
    if one.change == "gone":
        line = max(1.6, 1.4 / zoom)
        radius = min(9.0, high / 2)
        yield Rounded(x, y, wide, high, radius, Ink("surface", VEIL), Ink("ink3"), line, (3, 3))
    if zoom < NAMED:
        return
    if one.change == "added":
        radius = least(7, zoom, 7)
        yield Disc(x + 2, y + 2, radius, Ink("good"), Ink("surface"), 1.4)
        yield Sign("plus", x + 2 - radius * 0.7, y + 2 - radius * 0.7, radius * 1.4, Ink("surface"))
    said = change_words(one)
    if not said:
        return
    size = least(11, zoom)
    room = width(said, size, 600) + size
    left, top = x + wide - room, y - size * 0.8
    if isinstance(one, Station):
        left, top = x + 16, y + high / 2 + size * 0.6
    if clear.take((left, top, room, size * 1.4)):
        ink = Ink("ink3" if one.change == "gone" else "accent")
        yield Rounded(left, top, room, size * 1.4, size * 0.7, Ink("surface"), ink, 1.1)
        yield Words(left + size / 2, top + size * 1.06, said, size, 600, ink)


def change_words(one: Member | Container | Ribbon) -> str:
    """Return what has become of something: "was £1.2m", "gone", "new"; "" for nothing to say."""
    was = NOT_KNOWN.lower() if one.was_p is None else format_short(one.was_p)
    return {"": "", "added": "", "gone": "gone", "changed": f"was {was}"}[one.change]
