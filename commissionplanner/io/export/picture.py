"""Writes a sheet as SVG: real words, vectors only, the same bytes for the same plan."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from html import escape
from typing import Any, Final

from commissionplanner import paths
from commissionplanner.analysis.layout import shapes as s
from commissionplanner.io.export.colours import colour
from commissionplanner.io.export.sheet import MM, Placed, Sheet
from commissionplanner.io.export.strokes import Polygon, Stroke

FAMILY: Final = "Inter, 'Segoe UI', 'Noto Sans', sans-serif"


def svg(page: Sheet) -> str:
    """Return a sheet as SVG text: as large as its paper, in the colours of the light theme."""
    wide, high = _n(page.wide), _n(page.high)
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'width="{_n(page.wide / MM)}mm" height="{_n(page.high / MM)}mm" '
        f'viewBox="0 0 {wide} {high}" font-family="{FAMILY}">',
        f"<title>{escape(page.title)}</title>",
        *map(_placed, page.parts),
        "</svg>\n",
    ]
    return "\n".join(parts)


def drawn(strokes: Iterable[Stroke]) -> str:
    """Return strokes as elements of SVG, in their own units."""
    return "\n".join(_WRITE[type(stroke)](stroke) for stroke in strokes)


def _placed(part: Placed) -> str:
    where = f"translate({_n(part.x)} {_n(part.y)})"
    where += f" scale({part.scale:.6g})" if part.scale != 1 else ""
    return f'<g transform="{where}">\n{drawn(part.strokes)}\n</g>'


def _fill(ink: s.Ink | None) -> str:
    if ink is None:
        return 'fill="none"'
    inked, strength = colour(ink)
    return f'fill="{inked}"' + (f' fill-opacity="{_n(strength)}"' if strength < 1 else "")


def _line(ink: s.Ink | None, wide: float, dash: tuple[float, ...] = ()) -> str:
    if ink is None:
        return 'stroke="none"'
    inked, strength = colour(ink)
    said = f'stroke="{inked}" stroke-width="{_n(wide)}"'
    said += f' stroke-opacity="{_n(strength)}"' if strength < 1 else ""
    if dash:
        said += f' stroke-dasharray="{" ".join(_n(part * wide) for part in dash)}"'
    return said


def _n(value: float) -> str:
    """Write a number with two places at most, so that the text is short and always the same."""
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


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
    line = _line(one.ink, one.width, one.dash)
    return f'<path d="M{start} C{first} {second} {end}" fill="none" {line}/>'


def _polygon(one: Polygon) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in one.corners)
    return f'<polygon points="{points}" {_fill(one.fill)}/>'


def _straight(one: s.Straight) -> str:
    path = "".join(f"M{_n(a)} {_n(b)}L{_n(c)} {_n(d)}" for a, b, c, d in one.ends.tolist())
    return f'<path d="{path}" fill="none" {_line(one.ink, one.width)}/>'


def _disc(one: s.Disc) -> str:
    return (
        f'<circle cx="{_n(one.x)}" cy="{_n(one.y)}" r="{_n(one.radius)}" {_fill(one.fill)} '
        f"{_line(one.line, one.width)}/>"
    )


@cache
def _drawing(name: str) -> str:
    text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    found = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    return found[1] if found else ""


def _sign(one: s.Sign) -> str:
    inked, _ = colour(one.ink)
    scale = one.side / 24
    thick = 2.2 if one.side < 16 else 1.75
    return (
        f'<g transform="translate({_n(one.x)} {_n(one.y)}) scale({scale:.4f})" fill="none" '
        f'stroke="{inked}" stroke-width="{thick}" stroke-linecap="round" '
        f'stroke-linejoin="round">{_drawing(one.name)}</g>'
    )


_WRITE: Final[Mapping[type, Callable[[Any], str]]] = {
    s.Rounded: _rounded,
    s.Words: _text,
    s.Curved: _curved,
    s.Straight: _straight,
    s.Disc: _disc,
    s.Sign: _sign,
    Polygon: _polygon,
}
