"""The line drawings in ``resources/icons`` as moves, lines and curves, for what cannot read SVG.

Paths and arcs as in SVG 2, sections 9.3 and B.2.4 (W3C, 4 October 2018). Only our own drawings
are read here: `path`, `circle` and `rect`.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from math import acos, ceil, copysign, cos, hypot, pi, radians, sin, sqrt, tan
from typing import Final

from commissionplanner import paths

Point = tuple[float, float]
Step = tuple[str, tuple[float, ...]]
"""("m", (x, y)), ("l", (x, y)), ("c", (x1, y1, x2, y2, x, y)) or ("z", ()); a 24 unit square."""

_COUNT: Final = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}


@cache
def icon_path(name: str) -> tuple[Step, ...]:
    """Return the steps that draw an icon.

    Raises:
        ValueError: the drawing holds what is not read here.
    """
    tree = ET.fromstring((paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S314 our own
    return tuple(step for element in tree.iter() for step in _element(element))


def _element(element: ET.Element) -> Iterator[Step]:
    kind = element.tag.rpartition("}")[2]
    if kind == "path":
        yield from path_steps(element.get("d", ""))
    elif kind == "circle":
        x, y, r = (float(element.get(key, "0")) for key in ("cx", "cy", "r"))
        yield from path_steps(f"M{x - r} {y}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z")
    elif kind == "rect":
        yield from _rectangle(element)
    elif kind not in {"svg", "g"}:
        raise ValueError(f"An icon holds <{kind}>, which is not read here.")


def _rectangle(element: ET.Element) -> Iterator[Step]:
    x, y, wide, high, r = (
        float(element.get(key, "0")) for key in ("x", "y", "width", "height", "rx")
    )
    arc = f"a{r} {r} 0 0 1"
    yield from path_steps(
        f"M{x + r} {y}h{wide - 2 * r}{arc} {r} {r}v{high - 2 * r}{arc} {-r} {r}"
        f"h{2 * r - wide}{arc} {-r} {-r}v{2 * r - high}{arc} {r} {-r}z"
    )


def path_steps(text: str) -> Iterator[Step]:
    """Yield the steps of a path, all in absolute places.

    Raises:
        ValueError: a command that is not read here.
    """
    here, start, handle = (0.0, 0.0), (0.0, 0.0), None
    for command, numbers in _commands(text):
        base = here if command.islower() else (0.0, 0.0)
        steps, handle = _drawn(command.lower(), numbers, here, base, handle)
        for kind, where in steps:
            yield kind, where
            here = start if kind == "z" else where[-2:]  # type: ignore[assignment]  # a pair
            start = here if kind == "m" else start


def _commands(text: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Yield each command with its numbers; one that is repeated without its letter has it again."""
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", text):
        count = _COUNT.get(letter.lower())
        if count is None:
            raise ValueError(f"A path holds the command {letter}, which is not read here.")
        numbers = _numbers(rest, letter.lower() == "a")
        if count == 0:
            yield letter, ()
        for at in range(0, len(numbers), count or 1):
            again = {"m": "l", "M": "L"}.get(letter, letter) if at else letter
            yield again, tuple(numbers[at : at + count])


def _numbers(text: str, is_arc: bool) -> list[float]:
    number = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
    if not is_arc:
        return [float(found) for found in re.findall(number, text)]
    gap = r"[\s,]*"
    pattern = gap.join([f"({number})"] * 3 + ["([01])"] * 2 + [f"({number})"] * 2)
    return [float(part) for found in re.findall(pattern, text) for part in found]


def _drawn(
    kind: str, numbers: tuple[float, ...], here: Point, base: Point, handle: Point | None
) -> tuple[list[Step], Point | None]:
    """Return the steps of one command, and the handle that a smooth curve after it mirrors."""
    if kind == "z":
        return [("z", ())], None
    if kind == "h":
        return [("l", (base[0] + numbers[0], here[1]))], None
    if kind == "v":
        return [("l", (here[0], base[1] + numbers[0]))], None
    if kind == "a":
        end = (base[0] + numbers[5], base[1] + numbers[6])
        return list(_arc(here, numbers, end)), None
    placed = tuple(value + base[at % 2] for at, value in enumerate(numbers))
    if kind == "s":
        kind, mirrored = "c", handle or here
        placed = (2 * here[0] - mirrored[0], 2 * here[1] - mirrored[1], *placed)
    return [(kind, placed)], (placed[2], placed[3]) if kind == "c" else None


def _arc(start: Point, numbers: tuple[float, ...], end: Point) -> Iterator[Step]:
    """Yield an elliptical arc as curves of a quarter turn at most (SVG 2, B.2.4)."""
    rx, ry, turn = abs(numbers[0]), abs(numbers[1]), radians(numbers[2])
    if start == end or not rx or not ry:
        yield "l", end
        return
    c, s = cos(turn), sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = c * dx + s * dy, -s * dx + c * dy
    grown = sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grown, ry * grown
    below = (rx * y) ** 2 + (ry * x) ** 2
    factor = sqrt(max(0.0, (rx * ry) ** 2 / below - 1))
    factor *= -1 if numbers[3] == numbers[4] else 1
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    first = _angle((1, 0), ((x - cx) / rx, (y - cy) / ry))
    sweep = _angle(((x - cx) / rx, (y - cy) / ry), ((-x - cx) / rx, (-y - cy) / ry))
    if numbers[4] and sweep < 0:
        sweep += 2 * pi
    elif not numbers[4] and sweep > 0:
        sweep -= 2 * pi
    middle = ((start[0] + end[0]) / 2 + c * cx - s * cy, (start[1] + end[1]) / 2 + s * cx + c * cy)
    pieces = max(1, ceil(abs(sweep) / (pi / 2) - 1e-9))
    step = sweep / pieces
    reach = 4 / 3 * tan(step / 4)

    def at(a: float, b: float) -> Point:
        return (middle[0] + c * rx * a - s * ry * b, middle[1] + s * rx * a + c * ry * b)

    for number in range(pieces):
        one, two = first + number * step, first + (number + 1) * step
        yield "c", (
            *at(cos(one) - reach * sin(one), sin(one) + reach * cos(one)),
            *at(cos(two) + reach * sin(two), sin(two) - reach * cos(two)),
            *at(cos(two), sin(two)),
        )  # fmt: skip


def _angle(one: Point, other: Point) -> float:
    long = hypot(*one) * hypot(*other)
    cosine = max(-1.0, min(1.0, (one[0] * other[0] + one[1] * other[1]) / long))
    return copysign(acos(cosine), one[0] * other[1] - one[1] * other[0])
