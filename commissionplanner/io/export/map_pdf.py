"""Writes sheets as PDF: vectors and real words in an embedded open typeface, the same bytes always."""

import io
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from commissionplanner import paths
from commissionplanner.analysis.layout import shapes as s
from commissionplanner.analysis.layout.widths import FILES
from commissionplanner.io.export.colours import colour
from commissionplanner.io.export.icon_paths import icon_path
from commissionplanner.io.export.sheet import Placed, Sheet
from commissionplanner.io.export.strokes import Polygon

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_NAME: Final = "Commission Planner"
_LARGEST_GROUP: Final = 400
"""Straight lines that are one path: readers slow down on longer ones."""


def pdf(page: Sheet, *more: Sheet) -> bytes:
    """Return sheets as a PDF, one a page, with a bookmark for each place named on the first."""
    from reportlab.pdfgen.canvas import Canvas

    _register()
    held = io.BytesIO()
    canvas = Canvas(
        held,
        pagesize=(page.wide, page.high),
        invariant=1,
        lang="en-GB",
        initialFontName=_face(400),
    )
    canvas.setTitle(page.title)
    canvas.setCreator(_NAME)
    canvas.setProducer(_NAME)
    canvas.setAuthor("")
    _bookmarks(canvas, page)
    for each in (page, *more):
        canvas.setPageSize((each.wide, each.high))
        canvas.transform(1, 0, 0, -1, 0, each.high)
        for part in each.parts:
            _placed(canvas, part)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@cache
def _register() -> None:
    """Make the typeface known to the library, once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for weight, name in FILES.items():
        path = paths.resources() / "fonts" / f"Inter-{name}.ttf"
        pdfmetrics.registerFont(TTFont(_face(weight), str(path)))


def _face(weight: int) -> str:
    return f"Inter-{FILES.get(weight, FILES[400])}"


def _bookmarks(canvas: "Canvas", page: Sheet) -> None:
    canvas.bookmarkPage("sheet")
    canvas.addOutlineEntry(page.title, "sheet", 0)
    for number, (name, (x, y, wide, high)) in enumerate(page.places):
        key = f"place-{number}"
        canvas.bookmarkPage(
            key, fit="FitR", left=x, bottom=page.high - y - high, right=x + wide, top=page.high - y
        )
        canvas.addOutlineEntry(name, key, 1)


def _placed(canvas: "Canvas", part: Placed) -> None:
    canvas.saveState()
    canvas.transform(part.scale, 0, 0, part.scale, part.x, part.y)
    for stroke in part.strokes:
        _DRAW[type(stroke)](canvas, stroke)
    canvas.restoreState()


def _filled(canvas: "Canvas", ink: s.Ink | None) -> int:
    if ink is None:
        return 0
    named, strength = colour(ink)
    canvas.setFillColor(named)
    canvas.setFillAlpha(strength)
    return 1


def _lined(canvas: "Canvas", ink: s.Ink | None, wide: float, dash: tuple[float, ...] = ()) -> int:
    if ink is None:
        return 0
    named, strength = colour(ink)
    canvas.setStrokeColor(named)
    canvas.setStrokeAlpha(strength)
    canvas.setLineWidth(wide)
    canvas.setDash([part * wide for part in dash])
    return 1


def _rounded(canvas: "Canvas", one: s.Rounded) -> None:
    half = one.width / 2 if one.line is not None else 0.0
    radius = max(min(one.radius, one.high / 2, one.wide / 2) - half, 0)
    fill, stroke = _filled(canvas, one.fill), _lined(canvas, one.line, one.width, one.dash)
    box = (one.x + half, one.y + half, one.wide - 2 * half, one.high - 2 * half)
    if radius:
        canvas.roundRect(*box, radius, stroke=stroke, fill=fill)
    else:
        canvas.rect(*box, stroke=stroke, fill=fill)


def _words(canvas: "Canvas", one: s.Words) -> None:
    canvas.saveState()
    canvas.transform(1, 0, 0, -1, one.x, one.y)
    _filled(canvas, one.ink)
    canvas.setFont(_face(one.weight), one.size)
    write = {
        "left": canvas.drawString,
        "centre": canvas.drawCentredString,
        "right": canvas.drawRightString,
    }[one.align]
    write(0, 0, one.text)
    canvas.restoreState()


def _curved(canvas: "Canvas", one: s.Curved) -> None:
    _lined(canvas, one.ink, one.width, one.dash)
    start, first, second, end = one.curve
    canvas.bezier(*start, *first, *second, *end)


def _straight(canvas: "Canvas", one: s.Straight) -> None:
    _lined(canvas, one.ink, one.width)
    ends = one.ends.tolist()
    for at in range(0, len(ends), _LARGEST_GROUP):
        canvas.lines(ends[at : at + _LARGEST_GROUP])


def _disc(canvas: "Canvas", one: s.Disc) -> None:
    fill, stroke = _filled(canvas, one.fill), _lined(canvas, one.line, one.width)
    canvas.circle(one.x, one.y, one.radius, stroke=stroke, fill=fill)


def _polygon(canvas: "Canvas", one: Polygon) -> None:
    path = canvas.beginPath()
    path.moveTo(*one.corners[0])
    for corner in one.corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path, stroke=0, fill=_filled(canvas, one.fill))


def _sign(canvas: "Canvas", one: s.Sign) -> None:
    canvas.saveState()
    scale = one.side / 24
    canvas.transform(scale, 0, 0, scale, one.x, one.y)
    _lined(canvas, one.ink, 2.2 if one.side < 16 else 1.75)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    path = canvas.beginPath()
    for kind, where in icon_path(one.name):
        _STEP[kind](path, *where)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


_STEP: Final[Mapping[str, Callable[..., None]]] = {
    "m": lambda path, x, y: path.moveTo(x, y),
    "l": lambda path, x, y: path.lineTo(x, y),
    "c": lambda path, *where: path.curveTo(*where),
    "z": lambda path: path.close(),
}

_DRAW: Final[Mapping[type, Callable[["Canvas", Any], None]]] = {
    s.Rounded: _rounded,
    s.Words: _words,
    s.Curved: _curved,
    s.Straight: _straight,
    s.Disc: _disc,
    s.Sign: _sign,
    Polygon: _polygon,
}
