"""What the marks of the timeline mean, as a display list: beside the rows and on paper."""

from collections.abc import Iterator
from typing import Final

from commissionplanner.analysis.layout.shapes import (
    Disc,
    Ink,
    Polygon,
    Rounded,
    Shape,
    Swatch,
    Words,
)
from commissionplanner.analysis.layout.timeline_drawing import single_mark
from commissionplanner.analysis.layout.widths import width

HIGH: Final = 20.0
SAID: Final = (
    "Committed; option, dashed; single-year, hatched; notice by, flag; money confirmed to, pound "
    "disc; agreement ends, diamond"
)
ENTRIES: Final = (
    ("committed", "Committed", 26.0), ("option", "Option", 26.0), ("single", "Single-year", 36.0),
    ("notice", "Notice", 12.0), ("money", "Money to", 16.0), ("agreement", "Agreement", 16.0),
)  # fmt: skip


def wide() -> float:
    """Return the room that all marks and their words need."""
    return sum(mark + 5 + width(words, 12, 500) + 10 for _, words, mark in ENTRIES)


def legend(left: float, top: float, room: float) -> Iterator[Shape]:
    """Yield marks and words side by side, as many as there is room for."""
    x = 0.0
    for key, words, mark in ENTRIES:
        needed = mark + 5 + width(words, 12, 500)
        if x + needed > room + 1:
            return
        yield from _mark(key, left + x, top, mark)
        yield Words(left + x + mark + 5, top + 14.5, words, 12, 500, Ink("ink2"))
        x += needed + 10


def _mark(key: str, x: float, y: float, wide: float) -> Iterator[Shape]:
    if key == "committed":
        yield Swatch(x, y + 4, wide, 0, 12)
    elif key == "option":
        ink = "organisation:0"
        yield Rounded(x, y + 4, wide, 12, 2.5, Ink(ink, 0.14, "surface"), Ink(ink), 1.2, (3, 2))
    elif key == "single":
        yield from single_mark(x, y + 2.5, wide, 15, 1.0)
        yield Rounded(x + 6, y + 4, wide - 12, 12, 2, Ink("singleBg"))
        yield Words(x + wide / 2, y + 14, "1 yr", 11, 700, Ink("single"), "centre")
    elif key == "notice":
        yield Rounded(x + 2, y + 2, 2, 16, 0, Ink("ink"))
        yield Polygon(((x + 4, y + 2), (x + 10, y + 5), (x + 4, y + 8)), Ink("ink"))
    elif key == "money":
        yield Disc(x + 8, y + 10, 6.5, Ink("warning"))
        yield Words(x + 8, y + 13.6, "£", 10, 700, Ink("surface"), "centre")
    else:
        middle = y + 10.0
        corners = ((x + 2, middle), (x + 8, middle - 6), (x + 14, middle), (x + 8, middle + 6))
        yield Polygon(corners, Ink("good"))
