"""Draws a container: its ground, header, money and boundary meter; and a directorate's inner box."""

from collections.abc import Iterator

import numpy as np

from commissionplanner.analysis.layout.content import Container, Meter
from commissionplanner.analysis.layout.packing import PADDING, TOP, Box
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.shapes import (
    Disc,
    Ink,
    Rounded,
    Shape,
    Straight,
    Swatch,
    Words,
)
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.model.money import format_short
from commissionplanner.model.words import counted

METER = 60.0
INWARD = "looks inward"


def least(size: float, zoom: float, floor: float = 11.0) -> float:
    """Return a text size in map units that is never below `floor` pixels on the screen."""
    return max(size, floor / zoom)


def container(scene: Scene, at: int, zoom: float, level: str) -> Iterator[Shape]:
    """Yield what is drawn of a container; its members come apart."""
    one = scene.content.containers[at]
    x, y, wide, high = (float(v) for v in scene.containers[at])
    ink = f"organisation:{one.slot}"
    strength = 0.16 if level == "far" else 0.07
    yield Rounded(
        x, y, wide, high, 12, Ink(ink, strength, "surface"), Ink(ink), max(1.5, 1.0 / zoom)
    )
    if level == "far":
        yield from _far_words(one, x, y, wide, high, zoom)
        return
    yield from _header(one, x, y, wide, zoom)


def _far_words(
    one: Container, x: float, y: float, wide: float, high: float, zoom: float
) -> Iterator[Shape]:
    size = 13 / zoom
    name = elided(one.name, wide - 8 / zoom, size, 600)
    yield Words(x + wide / 2, y + high / 2, name, size, 600, Ink("ink"), "centre")
    if one.amount_p and high * zoom > 40:
        said = format_short(one.amount_p)
        yield Words(
            x + wide / 2, y + high / 2 + 16 / zoom, said, 12 / zoom, 400, Ink("ink2"), "centre"
        )


def _header(one: Container, x: float, y: float, wide: float, zoom: float) -> Iterator[Shape]:
    big, small = least(13, zoom), least(12, zoom)
    swatch = least(14, zoom, 10)
    left, base = x + PADDING, y + (9.0 if zoom >= 0.8 else 3 / zoom) + big
    room_right = METER + 12 if one.meter else 0.0
    yield Swatch(left, base - big * 0.36 - swatch / 2, swatch, one.slot)
    room = wide - 2 * PADDING - swatch - 8 - room_right
    name_left = left + swatch + 8
    yield Words(name_left, base, elided(one.name, room, big, 600), big, 600, Ink("ink"))
    inward = one.meter is not None and one.meter.looks_inward and one.meter.is_confirmed
    taken = width(INWARD, small * 11 / 12, 600) + 8 if inward else 0.0
    second = base + small * 1.1 + 1
    room = wide - 2 * PADDING - swatch - 8 - taken
    if second < y + TOP - 1:
        yield Words(name_left, second, fitting_words(one, room, small), small, 400, Ink("ink2"))
    if one.meter is not None:
        yield from _meter(one, one.meter, x + wide - PADDING - METER, y + 19, zoom)
        if inward and second < y + TOP - 1:
            yield Words(
                x + wide - PADDING, second, INWARD, small * 11 / 12, 600,
                Ink("problem"), "right",
            )  # fmt: skip


def _meter(one: Container, meter: Meter, x: float, y: float, zoom: float) -> Iterator[Shape]:
    """The boundary meter: all inside at the left, all across at the right, chance as a tick."""
    thin = 1.0 / zoom
    yield Straight(np.array([[x, y, x + METER, y]]), Ink("line2"), max(2.0, thin))
    middle = x + METER / 2
    yield Straight(np.array([[middle, y - 3, middle, y + 3]]), Ink("line2"), max(1.0, thin))
    if meter.chance is not None:
        tick = x + METER * (meter.chance + 1) / 2
        yield Straight(np.array([[tick, y - 6, tick, y + 6]]), Ink("ink"), max(2.0, thin))
    dot = x + METER * (meter.index + 1) / 2
    token = f"organisation:{one.slot}"
    if not meter.is_confirmed:
        yield Disc(dot, y, 4.4, Ink("surface"), Ink(token), max(1.6, thin))
    else:
        yield Disc(dot, y, 4.8, Ink("problem" if meter.looks_inward else token))


def money_words(one: Container) -> str:
    """Return what stands under a container's name: "£25.8m in · 6 services"."""
    parts = []
    if one.amount_p or one.unknown:
        known = f"{format_short(one.amount_p)} {one.way}" if one.amount_p else ""
        missing = f"{one.unknown} not known" if one.unknown else ""
        parts.append(", ".join(part for part in (known, missing) if part))
    if one.services:
        parts.append(counted(one.services, "service"))
    elif one.streams:
        parts.append(counted(one.streams, "stream"))
    return " · ".join(parts)


def fitting_words(one: Container, room: float, size: float) -> str:
    """Return as much of a container's second line as there is room for, whole parts first."""
    parts = money_words(one).split(" · ")
    whole = " · ".join(parts)
    if width(whole, size, 400) <= room:
        return whole
    return elided(parts[0], room, size, 400)


def directorate(scene: Scene, at: int, key: str, box: Box, zoom: float) -> Iterator[Shape]:
    """Yield the inner box of a directorate with its name."""
    one = scene.content.containers[at]
    x, y, wide, high = box
    ink = f"organisation:{one.slot}"
    yield Rounded(x, y, wide, high, 10, Ink(ink, 0.06), Ink(ink, 0.4), max(1.0, 0.8 / zoom))
    size = least(12, zoom)
    name = elided(dict(one.groups).get(key, ""), wide - 20, size, 500)
    yield Words(x + 10, y + 6 + size, name, size, 500, Ink("ink2"))
