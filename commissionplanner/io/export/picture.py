"""Writes a map's display list as SVG: real words, vectors only, the same bytes for the same plan."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from math import atan2, cos, pi, sin
from typing import Any, Final

from commissionplanner import paths
from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.content import TIER_NAMES
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.widths import width
from commissionplanner.model.words import long_day

MARGIN, HEAD, FOOT = 28.0, 62.0, 78.0
ARROW: Final = 9.0
PATTERN_STEP: Final = 6.0
_PATTERNS: Final = (
    "plain", "rising", "dots", "level", "crossed", "upright", "falling", "grid",
)  # fmt: skip
_FAMILY: Final = "Inter, 'Segoe UI', 'Noto Sans', sans-serif"


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a picture.

    Attributes:
        title: The plan's title.
        view: The view and the year, such as "Boundaries, 2026/27".
        as_at_on: The day the plan speaks of; None where it does not say.
        version: The version, as board papers name it; "" for none.
        is_draft: Whether "Draft" is printed.
        notes: Sentences beneath: what is not drawn.
    """

    title: str
    view: str
    as_at_on: date | None
    version: str = ""
    is_draft: bool = True
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Theme:
    tokens: Mapping[str, str]
    organisations: tuple[str, ...]
    pattern: float


def svg(shapes: Iterable[s.Shape], bounds: Box, caption: Caption) -> str:
    """Return a picture as SVG text, in the colours of the light theme.

    Args:
        shapes: The display list, at a zoom of 1.
        bounds: Left, top, width and height of what is drawn.
        caption: What is written around it.
    """
    wide = max(bounds[2], 820.0) + 2 * MARGIN
    high = bounds[3] + 2 * MARGIN + HEAD + FOOT
    left = (wide - bounds[2]) / 2 - bounds[0]
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_n(wide)}" height="{_n(high)}" '
        f'viewBox="0 0 {_n(wide)} {_n(high)}" font-family="{_FAMILY}">',
        f"<title>{escape(caption.title)}: {escape(caption.view)}</title>",
        f'<rect width="{_n(wide)}" height="{_n(high)}" fill="{_colour(s.Ink("canvas"))[0]}"/>',
        *_head(caption, wide),
        f'<g transform="translate({_n(left)} {_n(HEAD + MARGIN - bounds[1])})">',
        *(_WRITE[type(shape)](shape) for shape in shapes),
        "</g>",
        *_legend(high - FOOT + 6, caption),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _head(caption: Caption, wide: float) -> list[str]:
    said = [caption.view]
    if caption.as_at_on is not None:
        said.append(f"as at {long_day(caption.as_at_on)}")
    if caption.version:
        said.append(f"version {caption.version}")
    lines = [
        _text(s.Words(MARGIN, 36, caption.title, 18, 600, s.Ink("ink"))),
        _text(s.Words(MARGIN, 56, " · ".join(said), 12, 400, s.Ink("ink2"))),
    ]
    if caption.is_draft:
        where = wide - MARGIN - 62
        lines.append(_rounded(s.Rounded(where, 22, 62, 24, 12, None, s.Ink("ink3"), 1.2)))
        lines.append(_text(s.Words(where + 31, 38.5, "Draft", 13, 600, s.Ink("ink3"), "centre")))
    return lines


def _legend(top: float, caption: Caption) -> list[str]:
    """Return two rows that say what the marks mean, and below them what is not drawn."""
    marks: list[tuple[s.Shape, str]] = [
        (s.Pips(0, 0, 12, tier), name) for tier, name in TIER_NAMES.items()
    ]
    marks.append((s.SingleYear(0, -1, 34, 15, "1 yr"), "Single-year contract"))
    parts, x = [], MARGIN
    for shape, name in marks:
        side = 40.0 if isinstance(shape, s.SingleYear) else 18.0
        parts.append(
            f'<g transform="translate({_n(x)} {_n(top)})">{_WRITE[type(shape)](shape)}</g>'
        )
        parts.append(_text(s.Words(x + side, top + 10, name, 11, 500, s.Ink("ink2"))))
        x += side + width(name, 11, 500) + 22
    x, row = MARGIN, top + 24
    flat = ((0.0, 4.0), (11.0, 4.0), (22.0, 4.0), (34.0, 4.0))
    lines = (
        (s.Curved(flat, s.Ink("ink3", 0.34), 8), "Money across: the wider, the more"),
        (s.Curved(flat, s.Ink("problem"), 1.6, (4, 3)), "Hand-off without a live agreement"),
    )
    for line, name in lines:
        parts.append(f'<g transform="translate({_n(x)} {_n(row)})">{_curved(line)}</g>')
        parts.append(_text(s.Words(x + 42, row + 8, name, 11, 500, s.Ink("ink2"))))
        x += 42 + width(name, 11, 500) + 22
    notes = " ".join(caption.notes)
    parts.append(_text(s.Words(MARGIN, row + 32, notes, 11, 400, s.Ink("ink3"))))
    return parts


@cache
def _theme() -> _Theme:
    held = json.loads((paths.resources() / "themes" / "light.json").read_text(encoding="utf-8"))
    return _Theme(held["colours"], tuple(held["organisations"]), held["pattern_strength"])


@cache
def _colour(ink: s.Ink) -> tuple[str, float]:
    """Return a colour as SVG writes it, and how strong it is."""
    now = _theme()
    if ink.token.startswith("organisation:"):
        slot = int(ink.token.partition(":")[2])
        named = now.organisations[slot] if slot < len(now.organisations) else now.tokens["note"]
    else:
        named = now.tokens[ink.token]
    if ink.over:
        return _mixed(named, now.tokens[ink.over], ink.strength), 1.0
    return named, ink.strength


def _mixed(over: str, ground: str, strength: float) -> str:
    pairs = zip(_channels(over), _channels(ground), strict=True)
    return "#" + "".join(f"{round(a * strength + b * (1 - strength)):02X}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _fill(ink: s.Ink | None) -> str:
    if ink is None:
        return 'fill="none"'
    colour, strength = _colour(ink)
    return f'fill="{colour}"' + (f' fill-opacity="{_n(strength)}"' if strength < 1 else "")


def _line(ink: s.Ink | None, wide: float, dash: tuple[float, ...] = ()) -> str:
    if ink is None:
        return 'stroke="none"'
    colour, strength = _colour(ink)
    said = f'stroke="{colour}" stroke-width="{_n(wide)}"'
    said += f' stroke-opacity="{_n(strength)}"' if strength < 1 else ""
    if dash:
        said += f' stroke-dasharray="{" ".join(_n(part * wide) for part in dash)}"'
    return said


def _n(value: float) -> str:
    """Write a number with two places at most, so that the text is short and always the same."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0", 1) if value else "0"


def _rounded(one: s.Rounded) -> str:
    half = one.width / 2 if one.line is not None else 0.0
    radius = max(min(one.radius, one.high / 2) - half, 0)
    return (
        f'<rect x="{_n(one.x + half)}" y="{_n(one.y + half)}" width="{_n(one.wide - 2 * half)}" '
        f'height="{_n(one.high - 2 * half)}" rx="{_n(radius)}" {_fill(one.fill)} '
        f"{_line(one.line, one.width, one.dash)}/>"
    )


def _text(one: s.Words) -> str:
    anchor = {"left": "start", "centre": "middle", "right": "end"}[one.align]
    return (
        f'<text x="{_n(one.x)}" y="{_n(one.y)}" font-size="{_n(one.size)}" '
        f'font-weight="{one.weight}" text-anchor="{anchor}" {_fill(one.ink)}>'
        f"{escape(one.text)}</text>"
    )


def _curved(one: s.Curved) -> str:
    start, first, second, end = (f"{_n(x)} {_n(y)}" for x, y in one.curve)
    drawn = (
        f'<path d="M{start} C{first} {second} {end}" fill="none" '
        f"{_line(one.ink, one.width, one.dash)}/>"
    )
    return drawn + (_arrow(one) if one.arrow else "")


def _arrow(one: s.Curved) -> str:
    (bx, by), (x, y) = one.curve[2], one.curve[3]
    angle = atan2(y - by, x - bx)
    turns = (angle + pi * 0.87, angle - pi * 0.87)
    corners = [(x, y), *((x + cos(turn) * ARROW, y + sin(turn) * ARROW) for turn in turns)]
    points = " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)
    return f'<polygon points="{points}" {_fill(one.ink)}/>'


def _straight(one: s.Straight) -> str:
    path = "".join(f"M{_n(a)} {_n(b)}L{_n(c)} {_n(d)}" for a, b, c, d in one.ends.tolist())
    return f'<path d="{path}" fill="none" {_line(one.ink, one.width)}/>'


def _dots(one: s.Dots) -> str:
    discs = (s.Disc(x, y, one.radius, one.ink) for x, y in one.middles.tolist())
    return "".join(map(_disc, discs))


def _flats(one: s.Flats) -> str:
    boxes = (s.Rounded(x, y, w, h, 0, one.fill, one.line) for x, y, w, h in one.boxes.tolist())
    return "".join(map(_rounded, boxes))


def _disc(one: s.Disc) -> str:
    return (
        f'<circle cx="{_n(one.x)}" cy="{_n(one.y)}" r="{_n(one.radius)}" {_fill(one.fill)} '
        f"{_line(one.line, one.width)}/>"
    )


def _swatch(one: s.Swatch) -> str:
    """Write colour and pattern: the pattern as lines cut to the square, which every viewer draws."""
    ground = _rounded(s.Rounded(one.x, one.y, one.side, one.side, 3, _slot_ink(one.slot)))
    pattern = _PATTERNS[one.slot] if one.slot < len(_PATTERNS) else "plain"
    mark = s.Ink("surface", _theme().pattern)
    path = "".join(
        f"M{_n(one.x + a)} {_n(one.y + b)}L{_n(one.x + c)} {_n(one.y + d)}"
        for a, b, c, d in _pattern_lines(pattern, one.side)
    )
    drawn = f'<path d="{path}" fill="none" {_line(mark, 1.1)}/>' if path else ""
    if pattern == "dots":
        steps = [PATTERN_STEP * at + 3 for at in range(int(one.side // PATTERN_STEP))]
        discs = (s.Disc(one.x + a, one.y + b, 1.3, mark) for a in steps for b in steps)
        drawn = "".join(map(_disc, discs))
    return ground + drawn


def _slot_ink(slot: int) -> s.Ink:
    return s.Ink(f"organisation:{slot}")


def _pattern_lines(pattern: str, side: float) -> list[tuple[float, float, float, float]]:
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


def _pips(one: s.Pips) -> str:
    ink = s.Ink(f"tier{one.tier}" if one.tier else "control")
    part, step = one.side * 0.43, one.side * 0.57
    drawn = []
    for number in range(4):
        x = one.x + step * (number % 2) + part / 2
        y = one.y + step * (number // 2) + part / 2
        fill = ink if one.tier is not None and number < one.tier else None
        drawn.append(_disc(s.Disc(x, y, part / 2 - 0.5, fill, ink, 1.0)))
    return "".join(drawn)


def _single(one: s.SingleYear) -> str:
    """Write the single-year mark: a tinted tab with stripes, solid stops at its ends, its words."""
    whole = s.Rounded(one.x, one.y, one.wide, one.high, 3, s.Ink("singleBg"), s.Ink("single"), 1.0)
    stops = [s.Rounded(x, one.y, 3, one.high, 1, s.Ink("single"))
             for x in (one.x, one.x + one.wide - 3)]  # fmt: skip
    stripes = "".join(
        f"M{_n(x)} {_n(one.y + one.high - 1)}L{_n(x + one.high - 2)} {_n(one.y + 1)}"
        for x in _steps(one.x + 4, one.x + one.wide - one.high - 1, 6)
    )
    drawn = _rounded(whole)
    drawn += f'<path d="{stripes}" fill="none" {_line(s.Ink("single", 0.2), 1.1)}/>'
    drawn += "".join(map(_rounded, stops))
    if one.words:
        middle, base = one.x + one.wide / 2, one.y + one.high / 2 + 4
        drawn += _text(s.Words(middle, base, one.words, 11, 700, s.Ink("single"), "centre"))
    return drawn


def _steps(start: float, end: float, step: float) -> list[float]:
    return [start + step * at for at in range(max(int((end - start) // step) + 1, 0))]


@cache
def _drawing(name: str) -> str:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    found = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    return found[1] if found else ""


def _sign(one: s.Sign) -> str:
    colour, _ = _colour(one.ink)
    scale = one.side / 24
    thick = 2.2 if one.side < 16 else 1.75
    return (
        f'<g transform="translate({_n(one.x)} {_n(one.y)}) scale({scale:.4f})" fill="none" '
        f'stroke="{colour}" stroke-width="{thick}" stroke-linecap="round" '
        f'stroke-linejoin="round">{_drawing(one.name)}</g>'
    )


_WRITE: Final[Mapping[type, Callable[[Any], str]]] = {
    s.Rounded: _rounded,
    s.Words: _text,
    s.Curved: _curved,
    s.Straight: _straight,
    s.Dots: _dots,
    s.Flats: _flats,
    s.Disc: _disc,
    s.Swatch: _swatch,
    s.Pips: _pips,
    s.SingleYear: _single,
    s.Sign: _sign,
}
