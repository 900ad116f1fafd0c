"""A map on a sheet of paper: the map, and around it title, date, version, legend and notes.

Everything is in points (1/72 inch) from the top left corner of the sheet.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.content import TIER_NAMES, ColourKey
from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.service_marks import shade
from commissionplanner.analysis.layout.widths import elided, width
from commissionplanner.io.export.strokes import Stroke, strokes
from commissionplanner.model.words import NOT_KNOWN, long_day

Paper = Literal["A4", "A3"]
PAPERS: Final[dict[Paper, tuple[float, float]]] = {
    "A4": (595.28, 841.89),
    "A3": (841.89, 1190.55),
}
"""Width and height upright, in points: ISO 216, 210 by 297 and 297 by 420 mm."""
MM: Final = 72 / 25.4
MARGIN, HEAD, LINE = 28.0, 58.0, 17.0
NATURAL: Final = 0.75
"""Points to a map unit at the size of the screen (96 to the inch); a small map is not blown up."""
SMALLEST: Final = 5.5
"""Points that the smallest words of a map have on paper, before it is drawn in outline."""
_MARK_ROOM = 22.0


@dataclass(frozen=True, slots=True)
class Caption:
    """What is written around a picture.

    Attributes:
        title: The plan's title.
        view: The view and the year, such as "Boundaries, 2026/27".
        as_at_on: The day the plan speaks of; None where it does not say.
        version: The version, as board papers name it; "" for none.
        marking: How the paper is to be handled; "" for none.
        audience: For whom it is made, in words; "" where it is not said.
        is_draft: Whether "Draft" is printed.
        organisations: Place in the palette and name of each organisation in view.
        notes: Sentences beneath: what is not drawn.
        key: What marks say, where a field was chosen for them; None for what they usually say.
        has_unknown: Whether for some in view that is not known.
        size: What sizes say, in words; "" where they say nothing.
        changes: Kinds of changes that are marked, where two states stand on the map.
    """

    title: str
    view: str
    as_at_on: date | None
    version: str = ""
    marking: str = ""
    audience: str = ""
    is_draft: bool = True
    organisations: tuple[tuple[int, str], ...] = ()
    notes: tuple[str, ...] = ()
    key: ColourKey | None = None
    has_unknown: bool = False
    size: str = ""
    changes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Placed:
    """Strokes with one place and scale: a point at (a, b) is at (x + a × scale, y + b × scale)."""

    x: float
    y: float
    scale: float
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as it is printed.

    Attributes:
        wide: Its width in points.
        high: Its height in points.
        title: What it is called.
        parts: All that is on it.
        places: Where the things lie that a reader may want to go to: name, and left, top,
            width and height on the sheet.
    """

    wide: float
    high: float
    title: str
    parts: tuple[Placed, ...]
    places: tuple[tuple[str, Box], ...] = ()


def size(paper: Paper, bounds: Box) -> tuple[float, float]:
    """Return width and height of the sheet, turned to where the map comes out larger."""
    short, long = PAPERS[paper]
    upright = _scale(short, long, bounds)
    return (short, long) if upright > _scale(long, short, bounds) else (long, short)


def paper_for(bounds: Box) -> Paper:
    """Return the smaller paper on which a map's words can be read, else the larger."""
    return "A4" if _scale(*size("A4", bounds), bounds) * 11 >= SMALLEST else "A3"


def zoom_for(paper: Paper, bounds: Box) -> float:
    """Return the zoom at which to draw a map, so that its words can be read on that paper."""
    return min(1.0, 11 * _scale(*size(paper, bounds), bounds) / SMALLEST)


def sheet(
    shapes: Iterable[s.Shape],
    bounds: Box,
    paper: Paper,
    caption: Caption,
    places: Iterable[tuple[str, Box]] = (),
) -> Sheet:
    """Return a map on a sheet.

    Args:
        shapes: The display list, drawn at `zoom_for` the paper.
        bounds: Left, top, width and height of what is drawn, map units.
        paper: The size of the sheet.
        caption: What is written around the map.
        places: Names and boxes of things that a reader may want to go to, map units.
    """
    wide, high = size(paper, bounds)
    drawn = list(shapes)
    legend, rows = _legend(drawn, caption, wide)
    foot = rows * LINE + (14 if caption.notes else 0) + 22
    scale = _scale(wide, high, bounds, foot)
    room = (wide - 2 * MARGIN, high - MARGIN - HEAD - foot)
    left = MARGIN + (room[0] - bounds[2] * scale) / 2 - bounds[0] * scale
    top = MARGIN / 2 + HEAD + (room[1] - bounds[3] * scale) / 2 - bounds[1] * scale
    below = high - foot + 4
    parts = (
        Placed(0, 0, 1, (s.Rounded(0, 0, wide, high, 0, s.Ink("surface")),)),
        Placed(left, top, scale, tuple(strokes(drawn))),
        Placed(0, 0, 1, tuple(_head(caption, wide))),
        *(replace(one, x=one.x + MARGIN, y=one.y + below) for one in legend),
        Placed(0, 0, 1, tuple(_notes(caption, wide, high))),
    )
    marked = tuple(
        (name, (left + x * scale, top + y * scale, across * scale, down * scale))
        for name, (x, y, across, down) in places
    )
    return Sheet(wide, high, f"{caption.title}: {caption.view}", parts, marked)


def _scale(wide: float, high: float, bounds: Box, foot: float = 66.0) -> float:
    across, down = max(bounds[2], 1.0), max(bounds[3], 1.0)
    room = (wide - 2 * MARGIN, high - MARGIN - HEAD - foot)
    return min(room[0] / across, room[1] / down, NATURAL)


def heading_words(caption: Caption) -> list[str]:
    """Return what stands beneath the title: view, as-at date, version, for whom."""
    said = [caption.view]
    if caption.as_at_on is not None:
        said.append(f"as at {long_day(caption.as_at_on)}")
    if caption.version:
        said.append(f"version {caption.version}")
    if caption.audience:
        said.append(f"for {caption.audience.lower()}")
    return said


def _head(caption: Caption, wide: float) -> Iterator[Stroke]:
    said = heading_words(caption)
    room = wide - 2 * MARGIN - 90
    yield s.Words(MARGIN, 36, elided(caption.title, room, 16, 600), 16, 600, s.Ink("ink"))
    yield s.Words(MARGIN, 53, elided(" · ".join(said), room, 10.5), 10.5, 400, s.Ink("ink2"))
    if caption.marking:
        marking = elided(caption.marking, room, 10, 600)
        yield s.Words(wide / 2, 17, marking, 10, 600, s.Ink("ink"), "centre")
    if caption.is_draft:
        left = wide - MARGIN - 58
        yield s.Rounded(left, 24, 58, 22, 11, None, s.Ink("ink3"), 1.2)
        yield s.Words(left + 29, 39, "Draft", 12, 600, s.Ink("ink3"), "centre")


def _notes(caption: Caption, wide: float, high: float) -> Iterator[Stroke]:
    """Yield what is not drawn, and where the sheet comes from."""
    if caption.notes:
        words = elided(" ".join(caption.notes), wide - 2 * MARGIN, 9.5)
        yield s.Words(MARGIN, high - 24, words, 9.5, 400, s.Ink("ink2"))
    yield s.Words(MARGIN, high - 11, "Commission Planner", 8.5, 400, s.Ink("ink3"))
    if caption.marking:
        yield s.Words(wide / 2, high - 11, caption.marking, 10, 600, s.Ink("ink"), "centre")


Entry = tuple[tuple[s.Shape, ...], float, str]
"""What a mark looks like, how wide it is, what it means."""


def _legend(shapes: Sequence[s.Shape], caption: Caption, wide: float) -> tuple[list[Placed], int]:
    """Return what the marks in view mean, in rows from (0, 0) down, and how many rows."""
    placed, row, x = [], 0, 0.0
    for marks, room, name in legend_entries(shapes, caption):
        needed = room + width(name, 9.5, 500)
        if x and x + needed > wide - 2 * MARGIN:
            row, x = row + 1, 0.0
        words = s.Words(room, 9.5, name, 9.5, 500, s.Ink("ink2"))
        placed.append(Placed(x, row * LINE, 1, tuple(strokes((*marks, words)))))
        x += needed + 18
    return placed, row + 1 if placed else 0


def legend_entries(shapes: Sequence[s.Shape], caption: Caption) -> Iterator[Entry]:
    """Yield what the marks in a display list mean, those that are in it only."""
    for slot, name in caption.organisations:
        yield (s.Swatch(0, 0, 12, slot),), 17, elided(name, 180, 9.5, 500)
    yield from _chosen(caption)
    found = {shape.tier for shape in shapes if isinstance(shape, s.Pips)}
    for tier, name in TIER_NAMES.items():
        if tier in found:
            yield (s.Pips(0, 0, 12, tier),), 17, name
    if None in found:
        yield (s.Pips(0, 0, 12, None),), 17, "Prevention not known"
    if any(isinstance(shape, s.SingleYear) for shape in shapes):
        yield (s.SingleYear(0, -1, 34, 15, "1 yr"),), 39, "Single-year contract"
    if any(isinstance(shape, s.Sign) and shape.name == "silo" for shape in shapes):
        yield (s.Rounded(0, 0, 16, 12, 4, None, s.Ink("problem"), 1.2, (4, 2)),), 21, "Silo"
    lines = [shape for shape in shapes if isinstance(shape, s.Curved)]
    flat = ((0.0, 6.0), (_MARK_ROOM / 3, 6.0), (_MARK_ROOM * 2 / 3, 6.0), (_MARK_ROOM, 6.0))
    if any(not line.arrow and line.width > 2 for line in lines):
        yield (s.Curved(flat, s.Ink("ink3", 0.34), 7),), 27, "Money: the wider, the more"
    if any(line.arrow and line.dash for line in lines):
        broken = s.Curved(flat, s.Ink("problem"), 1.6, (4, 3), arrow=True)
        yield (broken,), 27, "Hand-off without a live agreement"
    if any(line.arrow and not line.dash for line in lines):
        live = s.Curved(flat, s.Ink("ink2", 0.8), 1.3, arrow=True)
        yield (live,), 27, "Hand-off under a live agreement"


def _chosen(caption: Caption) -> Iterator[Entry]:
    """Yield what marks and sizes say where fields were chosen for them, and marks of changes."""
    key = caption.key
    if key is not None:
        yield (), 0, f"{key.name}:"
        shades: list[tuple[int | None, str]] = list(enumerate(key.entries))
        shades += [(None, NOT_KNOWN)] if caption.has_unknown else []
        for at, name in shades:
            yield tuple(shade(key, at, 0, 0, 12)), 17, elided(name, 180, 9.5, 500)
    if caption.size:
        yield (
            (s.Disc(4, 7, 2.5, s.Ink("accent")), s.Disc(13, 6, 4.5, s.Ink("accent"))),
            23,
            (f"Size: {caption.size}"),
        )
    if "added" in caption.changes:
        plus = s.Sign("plus", 1.8, 1.8, 8.4, s.Ink("surface"))
        yield (s.Disc(6, 6, 6, s.Ink("good")), plus), 17, "New"
    if "gone" in caption.changes:
        yield (s.Rounded(0, 0, 16, 12, 4, None, s.Ink("ink3"), 1.2, (3, 3)),), 21, "Gone"
