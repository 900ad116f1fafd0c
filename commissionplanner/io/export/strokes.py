"""Takes the marks of a display list apart into the few strokes that every kind of picture can draw.

A swatch becomes its square and the lines of its pattern, an arrow a curve and a triangle. What
writes a picture knows `Rounded`, `Words`, `Curved` without its arrow, `Straight`, `Disc`,
`Polygon` and `Sign`, and nothing else.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
Ends = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled shape with straight sides: its corners."""

    corners: tuple[tuple[float, float], ...]
    fill: s.Ink


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


def _dots(one: s.Dots) -> Iterator[Stroke]:
    for x, y in one.middles.tolist():
        yield s.Disc(x, y, one.radius, one.ink)


def _flats(one: s.Flats) -> Iterator[Stroke]:
    for x, y, wide, high in one.boxes.tolist():
        yield s.Rounded(x, y, wide, high, 0, one.fill, one.line)


def _swatch(one: s.Swatch) -> Iterator[Stroke]:
    """Colour and pattern: the pattern as lines cut to the square, which every viewer draws."""
    yield s.Rounded(one.x, one.y, one.side, one.side, 3, s.Ink(f"{ORGANISATION}{one.slot}"))
    pattern = _PATTERNS[one.slot] if one.slot < len(_PATTERNS) else "plain"
    mark = s.Ink("surface", pattern_strength())
    ends = _pattern_lines(pattern, one.side)
    if ends:
        yield s.Straight(np.add(ends, (one.x, one.y, one.x, one.y)), mark, 1.1)
    if pattern == "dots":
        steps = [PATTERN_STEP * at + 3 for at in range(int(one.side // PATTERN_STEP))]
        for a in steps:
            for b in steps:
                yield s.Disc(one.x + a, one.y + b, 1.3, mark)


def _pattern_lines(pattern: str, side: float) -> list[Ends]:
    steps = [PATTERN_STEP * at + 3 for at in range(int(2 * side // PATTERN_STEP) + 1)]
    level = [(0.0, at, side, at) for at in steps if at < side]
    upright = [(at, 0.0, at, side) for at in steps if at < side]
    rising = [
        (max(0.0, at - side), min(at, side), min(at, side), max(0.0, at - side))
        for at in steps
        if at < 2 * side
    ]
    falling = [(side - a, b, side - c, d) for a, b, c, d in rising]
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
    s.Dots: _dots,
    s.Flats: _flats,
    s.Swatch: _swatch,
    s.Pips: _pips,
    s.SingleYear: _single,
}
