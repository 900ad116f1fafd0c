"""How wide words are in the bundled typeface, so that every picture breaks them alike.

Read from the font's own tables (OpenType 1.9: head, hhea, hmtx, cmap format 4). No drawing here.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from commissionplanner import paths

FILES: Final = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
_UNKNOWN = 0.62  # of the size, for what the font has no glyph of


@dataclass(frozen=True, slots=True)
class _Font:
    """Advance of each character, as a part of the size."""

    advances: Mapping[int, float]


@lru_cache(maxsize=20_000)
def width(text: str, size: float, weight: int = 400) -> float:
    """Return how wide one line of text is, in the unit of `size`."""
    advances = _font(weight).advances
    return size * sum(advances.get(ord(letter), _UNKNOWN) for letter in text)


@lru_cache(maxsize=20_000)
def elided(text: str, room: float, size: float, weight: int = 400) -> str:
    """Return the text, cut with "…" where it is wider than the room; "" where nothing fits."""
    if width(text, size, weight) <= room:
        return text
    advances = _font(weight).advances
    left = room / size - advances.get(0x2026, _UNKNOWN)
    kept = 0
    for letter in text:
        left -= advances.get(ord(letter), _UNKNOWN)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + "…" if kept else ""


@cache
def _font(weight: int) -> _Font:
    path = paths.resources() / "fonts" / f"Inter-{FILES.get(weight, 'Regular')}.ttf"
    data = path.read_bytes()
    tables = _tables(data)
    (units,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    glyphs = _glyphs(data, tables["cmap"])
    start = tables["hmtx"]
    advances = {}
    for letter, glyph in glyphs.items():
        (advance,) = struct.unpack_from(">H", data, start + 4 * min(glyph, count - 1))
        advances[letter] = advance / units
    return _Font(advances)


def _tables(data: bytes) -> dict[str, int]:
    (count,) = struct.unpack_from(">H", data, 4)
    found = {}
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        found[tag.decode("ascii")] = offset
    return found


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Return the glyph of each character of the basic plane, from the format 4 subtable."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for number in range(count):
        _, _, offset = struct.unpack_from(">HHL", data, cmap + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, cmap + offset)
        if kind == 4:
            return _format_4(data, cmap + offset)
    return {}


def _format_4(data: bytes, at: int) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", data, at + 6)
    n = double // 2
    ends = struct.unpack_from(f">{n}H", data, at + 14)
    starts = struct.unpack_from(f">{n}H", data, at + 16 + double)
    deltas = struct.unpack_from(f">{n}H", data, at + 16 + 2 * double)
    ranges_at = at + 16 + 3 * double
    ranges = struct.unpack_from(f">{n}H", data, ranges_at)
    found: dict[int, int] = {}
    for number in range(n):
        for letter in range(starts[number], min(ends[number], 0xFFFE) + 1):
            if ranges[number] == 0:
                glyph = (letter + deltas[number]) & 0xFFFF
            else:
                place = ranges_at + 2 * number + ranges[number] + 2 * (letter - starts[number])
                (glyph,) = struct.unpack_from(">H", data, place)
                glyph = (glyph + deltas[number]) & 0xFFFF if glyph else 0
            if glyph:
                found[letter] = glyph
    return found
