"""Paints a display list on a QPainter, in the colours of the theme in force."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from math import atan2, cos, pi, sin
from typing import Any, Final, TypeVar, cast

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF
from shiboken6 import wrapInstance

from commissionplanner.analysis.layout import shapes as s
from commissionplanner.ui import fonts, icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.map.camera import Camera

Floats = npt.NDArray[np.float64]
Form = TypeVar("Form", QLineF, QPointF, QRectF)


def _weights(parts: int) -> Floats:
    """Return the weights of a curve's four points at each end of so many parts of it."""
    t = np.linspace(0.0, 1.0, parts + 1)
    r = 1 - t
    return np.stack([r**3, 3 * r * r * t, 3 * r * t * t, t**3], axis=1)


_ALONG: Final = {parts: _weights(parts) for parts in range(3, 17)}
ARROW: Final = 9.0


def paint(painter: QPainter, shapes: Iterable[s.Shape], camera: Camera) -> None:
    """Paint shapes in order."""
    prepare(painter)
    for shape in shapes:
        paint_one(painter, shape, camera)


def prepare(painter: QPainter) -> None:
    """Let a painter smooth what it draws."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)


def paint_one(painter: QPainter, shape: s.Shape, camera: Camera) -> None:
    """Paint one shape."""
    _PAINT[type(shape)](painter, shape, camera)


def colour(ink: s.Ink) -> QColor:
    """Return the colour that a name means in the theme in force."""
    return _colour(ink, theme.current())


@lru_cache(maxsize=1024)
def _colour(ink: s.Ink, now: theme.Theme) -> QColor:
    if ink.token.startswith("organisation:"):
        base = marks.organisation_colour(int(ink.token.partition(":")[2]))
    else:
        base = now.colour(ink.token)
    if ink.over:
        strength = 0.0 if now.contrast and ink.strength < 0.3 else ink.strength
        return theme.blend(base, now.colour(ink.over), strength)
    if ink.strength < 1:
        base = QColor(base)
        base.setAlphaF(ink.strength)
    return base


@lru_cache(maxsize=256)
def font(pixels: int, weight: int) -> QFont:
    """Return the typeface at a size in pixels."""
    made = QFont()
    made.setFamilies(list(fonts.FAMILIES))
    made.setPixelSize(max(pixels, 1))
    made.setWeight(QFont.Weight(weight))
    made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, theme.LETTER_SPACING)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _rect(camera: Camera, x: float, y: float, wide: float, high: float) -> QRectF:
    left, top = camera.to_screen(x, y)
    return QRectF(left, top, wide * camera.zoom, high * camera.zoom)


def _pen(ink: s.Ink, width: float, camera: Camera, dash: tuple[float, ...] = ()) -> QPen:
    pen = QPen(colour(ink), width * camera.zoom)
    if dash:
        pen.setDashPattern(list(dash))
    return pen


def _rounded(painter: QPainter, shape: s.Rounded, camera: Camera) -> None:
    where = _rect(camera, shape.x, shape.y, shape.wide, shape.high)
    radius = shape.radius * camera.zoom
    if shape.line is not None:
        half = shape.width * camera.zoom / 2
        where.adjust(half, half, -half, -half)
        radius = max(radius - half, 0)
        painter.setPen(_pen(shape.line, shape.width, camera, shape.dash))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(shape.fill) if shape.fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(where, radius, radius)


def _words(painter: QPainter, shape: s.Words, camera: Camera) -> None:
    x, y = camera.to_screen(shape.x, shape.y)
    face = font(round(shape.size * camera.zoom), shape.weight)
    painter.setFont(face)
    painter.setPen(colour(shape.ink))
    if shape.align != "left":
        wide = painter.fontMetrics().horizontalAdvance(shape.text)
        x -= wide if shape.align == "right" else wide / 2
    painter.drawText(QPointF(x, y), shape.text)


def _curved(painter: QPainter, shape: s.Curved, camera: Camera) -> None:
    start, one, two, end = (QPointF(*camera.to_screen(*point)) for point in shape.curve)
    path = QPainterPath(start)
    path.cubicTo(one, two, end)
    pen = _pen(shape.ink, shape.width, camera, shape.dash)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, shape.smooth)
    painter.drawPath(path)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if shape.arrow:
        _arrow(painter, two, end, shape.ink, ARROW * max(camera.zoom, 0.75))


def _band(painter: QPainter, shape: s.Band, camera: Camera) -> None:
    half = shape.wide / 2
    above = [QPointF(*camera.to_screen(x, y - half)) for x, y in shape.curve]
    below = [QPointF(*camera.to_screen(x, y + half)) for x, y in shape.curve]
    path = QPainterPath(above[0])
    path.cubicTo(*above[1:])
    path.lineTo(below[3])
    path.cubicTo(below[2], below[1], below[0])
    path.closeSubpath()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(shape.ink))
    painter.drawPath(path)


def _arrow(painter: QPainter, before: QPointF, end: QPointF, ink: s.Ink, long: float) -> None:
    angle = atan2(end.y() - before.y(), end.x() - before.x())
    turns = (angle + pi * 0.87, angle - pi * 0.87)
    corners = [end, *(end + QPointF(cos(turn) * long, sin(turn) * long) for turn in turns)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ink))
    painter.drawPolygon(QPolygonF(corners))


def _straight(painter: QPainter, shape: s.Straight, camera: Camera) -> None:
    painter.setPen(_pen(shape.ink, shape.width, camera))
    ends = np.ascontiguousarray(shape.ends * camera.zoom)
    ends[:, 0::2] += camera.x
    ends[:, 1::2] += camera.y
    _lines(painter, ends)


def _strands(painter: QPainter, shape: s.Strands, camera: Camera) -> None:
    """Draw curves as short lines, as many as their length needs, in one go."""
    pen = _pen(shape.ink, shape.width, camera)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    corners = shape.curves * camera.zoom + (camera.x, camera.y)
    far = float(np.abs(corners[:, 3] - corners[:, 0]).max(initial=0.0))
    points = _ALONG[min(max(int(far / 24), 3), 16)] @ corners
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _lines(painter, np.concatenate([points[:, :-1], points[:, 1:]], axis=2).reshape(-1, 4))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _at(array: Floats, kind: type[Form]) -> Form:
    """Return an array's first row as what Qt calls it; the others follow in memory."""
    return cast("Form", wrapInstance(array.ctypes.data, kind))


def _lines(painter: QPainter, ends: Floats) -> None:
    """Draw lines straight from an array, pixels, shape (n, 4): nothing is copied."""
    if len(ends):
        painter.drawLines(_at(ends, QLineF), len(ends))


def _dots(painter: QPainter, shape: s.Dots, camera: Camera) -> None:
    """Draw discs of a radius in pixels, as round pen points: the quickest way there is."""
    pen = QPen(colour(shape.ink), 2 * shape.radius)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    points = np.ascontiguousarray(shape.middles * camera.zoom + (camera.x, camera.y))
    if len(points):
        painter.drawPoints(_at(points, QPointF), len(points))


def _flats(painter: QPainter, shape: s.Flats, camera: Camera) -> None:
    painter.setPen(QPen(colour(shape.line), 1) if shape.line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(colour(shape.fill))
    boxes = np.ascontiguousarray(shape.boxes * camera.zoom)
    boxes[:, 0] += camera.x
    boxes[:, 1] += camera.y
    if len(boxes):
        painter.drawRects(_at(boxes, QRectF), len(boxes))


def _disc(painter: QPainter, shape: s.Disc, camera: Camera) -> None:
    line = shape.line
    painter.setPen(_pen(line, shape.width, camera) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(colour(shape.fill) if shape.fill is not None else Qt.BrushStyle.NoBrush)
    radius = shape.radius * max(camera.zoom, 0.6)
    painter.drawEllipse(QPointF(*camera.to_screen(shape.x, shape.y)), radius, radius)


def _swatch(painter: QPainter, shape: s.Swatch, camera: Camera) -> None:
    high = shape.side if shape.high is None else shape.high
    where = _rect(camera, shape.x, shape.y, shape.side, high)
    if shape.high is None:
        marks.draw_swatch(painter, where, shape.slot)
    else:
        marks.fill_organisation(painter, where, shape.slot, min(2.5, where.height() / 2))


def _pips(painter: QPainter, shape: s.Pips, camera: Camera) -> None:
    marks.draw_pips(painter, _rect(camera, shape.x, shape.y, shape.side, shape.side), shape.tier)


def _single(painter: QPainter, shape: s.SingleYear, camera: Camera) -> None:
    where = _rect(camera, shape.x, shape.y, shape.wide, shape.high)
    if shape.words:
        marks.draw_single_year(painter, where, shape.words)
    else:
        painter.fillRect(where, colour(s.Ink("single")))


def _sign(painter: QPainter, shape: s.Sign, camera: Camera) -> None:
    where = _rect(camera, shape.x, shape.y, shape.side, shape.side)
    icons.paint(painter, shape.name, where, colour(shape.ink))


def _polygon(painter: QPainter, shape: s.Polygon, camera: Camera) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(shape.fill))
    painter.drawPolygon(QPolygonF([QPointF(*camera.to_screen(*at)) for at in shape.corners]))


_PAINT: Final[dict[type, Callable[[QPainter, Any, Camera], None]]] = {
    s.Rounded: _rounded,
    s.Words: _words,
    s.Curved: _curved,
    s.Band: _band,
    s.Strands: _strands,
    s.Straight: _straight,
    s.Dots: _dots,
    s.Flats: _flats,
    s.Disc: _disc,
    s.Swatch: _swatch,
    s.Pips: _pips,
    s.SingleYear: _single,
    s.Sign: _sign,
    s.Polygon: _polygon,
}
