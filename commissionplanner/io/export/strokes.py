"""Takes the marks of a display list apart into the few strokes that every kind of picture can draw.

A swatch becomes its square and the lines of its pattern, an arrow a curve and a triangle. What
writes a picture knows `Rounded`, `Words`, `Curved` without its arrow, `Straight`, `Disc`,
`Polygon` and `Sign`, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from math import atan2, cos, pi, sin
from typing import Any, Final

import numpy as np

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.io.export.colours import ORGANISATION, pattern_strength

ARROW: Final = 9.0
PATTERN_STEP: Final = 6.0
_PATTERNS: Final = (
    "plain", "rising", "dots", "level", "crossed", "upright", "falling", "grid",
)  # fmt: skip
_SPOTS = np.linspace(0.0, 1.0, 33)
_REST = 1 - _SPOTS
_ALONG = np.stack(
    [_REST**3, 3 * _REST**2 * _SPOTS, 3 * _REST * _SPOTS**2, _SPOTS**3], axis=1
)  # of the four points of a curve, at each spot
Ends = tuple[float, float, float, float]


Polygon = s.Polygon
Stroke = s.Rounded | s.Words | s.Curved | s.Straight | s.Disc | s.Sign | Polygon


def strokes(shapes: Iterable[s.Shape]) -> Iterator[Stroke]:
    """Yield the strokes that shapes are made of, in order."""
    for shape in shapes:
        apart = _APART.get(type(shape))
        if apart is None:
            yield shape  # type: ignore[misc]  # one of the strokes already
        else:
            yield from apart(shape)


def _curved(one: s.Curved) -> Iterator[Stroke]:
    yield replace(one, arrow=False)
    if one.arrow:
        (bx, by), (x, y) = one.curve[2], one.curve[3]
        angle = atan2(y - by, x - bx)
        turns = (angle + pi * 0.87, angle - pi * 0.87)
        wings = ((x + cos(turn) * ARROW, y + sin(turn) * ARROW) for turn in turns)
        yield Polygon(((x, y), *wings), one.ink)


def _band(one: s.Band) -> Iterator[Stroke]:
    """A ribbon as a shape with straight sides, so short that it looks round."""
    middles = _ALONG @ np.array(one.curve)
    half = np.array((0.0, one.wide / 2))
    corners = np.vstack([middles - half, middles[::-1] + half]).tolist()
    yield Polygon(tuple((x, y) for x, y in corners), one.ink)


def _strands(one: s.Strands) -> Iterator[Stroke]:
    for start, bend, other, end in one.curves.tolist():
        curve = (tuple(start), tuple(bend), tuple(other), tuple(end))
        yield s.Curved(curve, one.ink, one.width)


def _dots(one: s.Dots) -> Iterator[Stroke]:
    for x, y in one.middles.tolist():
        yield s.Disc(x, y, one.radius, one.ink)


def _flats(one: s.Flats) -> Iterator[Stroke]:
    for x, y, wide, high in one.boxes.tolist():
        yield s.Rounded(x, y, wide, high, 0, one.fill, one.line)


def _swatch(one: s.Swatch) -> Iterator[Stroke]:
    """Colour and pattern: the pattern as lines cut to the box, which every viewer draws."""
    high = one.side if one.high is None else one.high
    radius = 3.0 if one.high is None else min(2.5, high / 2)
    yield s.Rounded(one.x, one.y, one.side, high, radius, s.Ink(f"{ORGANISATION}{one.slot}"))
    pattern = _PATTERNS[one.slot] if one.slot < len(_PATTERNS) else "plain"
    mark = s.Ink("surface", pattern_strength())
    ends = _pattern_lines(pattern, one.side, high)
    if ends:
        yield s.Straight(np.add(ends, (one.x, one.y, one.x, one.y)), mark, 1.1)
    if pattern == "dots":
        across, down = (np.arange(3, side - 1.3, PATTERN_STEP) for side in (one.side, high))
        for a in across.tolist():
            for b in down.tolist():
                yield s.Disc(one.x + a, one.y + b, 1.3, mark)


def _pattern_lines(pattern: str, wide: float, high: float) -> list[Ends]:
    """Return the lines of a pattern within a box: from and to, from its corner."""
    steps = [PATTERN_STEP * at + 3 for at in range(int((wide + high) // PATTERN_STEP) + 1)]
    level = [(0.0, at, wide, at) for at in steps if at < high]
    upright = [(at, 0.0, at, high) for at in steps if at < wide]
    rising = [
        (max(0.0, at - high), min(at, high), min(at, wide), max(0.0, at - wide))
        for at in steps
        if at < wide + high
    ]
    falling = [(wide - a, b, wide - c, d) for a, b, c, d in rising]
    return {
        "level": level, "upright": upright, "rising": rising, "falling": falling,
        "crossed": rising + falling, "grid": level + upright,
    }.get(pattern, [])  # fmt: skip


def _pips(one: s.Pips) -> Iterator[Stroke]:
    ink = s.Ink(f"tier{one.tier}" if one.tier else "control")
    part, step = one.side * 0.43, one.side * 0.57
    for number in range(4):
        x = one.x + step * (number % 2) + part / 2
        y = one.y + step * (number // 2) + part / 2
        fill = ink if one.tier is not None and number < one.tier else None
        yield s.Disc(x, y, part / 2 - 0.5, fill, ink, 1.0)


def _single(one: s.SingleYear) -> Iterator[Stroke]:
    """The single-year mark: a tinted tab with stripes, solid stops at its ends, its words."""
    yield s.Rounded(one.x, one.y, one.wide, one.high, 3, s.Ink("singleBg"), s.Ink("single"), 1.0)
    starts = np.arange(one.x + 4, one.x + one.wide - one.high - 1 + 1e-9, 6.0)
    if len(starts):
        low, high = one.y + one.high - 1, one.y + 1
        ends = [(x, low, x + one.high - 2, high) for x in starts.tolist()]
        yield s.Straight(np.array(ends), s.Ink("single", 0.2), 1.1)
    for x in (one.x, one.x + one.wide - 3):
        yield s.Rounded(x, one.y, 3, one.high, 1, s.Ink("single"))
    if one.words:
        middle, base = one.x + one.wide / 2, one.y + one.high / 2 + 4
        yield s.Words(middle, base, one.words, 11, 700, s.Ink("single"), "centre")


_APART: Final[Mapping[type, Callable[[Any], Iterator[Stroke]]]] = {
    s.Curved: _curved,
    s.Band: _band,
    s.Strands: _strands,
    s.Dots: _dots,
    s.Flats: _flats,
    s.Swatch: _swatch,
    s.Pips: _pips,
    s.SingleYear: _single,
}
