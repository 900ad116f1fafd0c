"""Colour with a meaning: organisations, prevention tiers, certainty, levels, the single-year mark.

Colour never stands alone: an organisation has its pattern, a level its shape, a tier its pips,
certainty its edge. All drawing is in logical pixels; patterns keep their 6 px step and are sharp at
any screen scale. Painters are given; nothing is kept.

    marks.fill_organisation(painter, QRectF(...), slot, radius=3)    # colour and pattern
    marks.draw_swatch(painter, QRectF(x, y, 12, 12), slot)
    marks.draw_pips(painter, QRectF(x, y, 12, 12), tier)             # tier None: not known
    marks.fill_certainty(painter, QRectF(...), "indicative", colour)
    marks.draw_single_year(painter, QRectF(...), "1 yr")

`slot` is the organisation's place in the plan's order, from 0; from `OTHERS` (8) on, note grey.
"""

from functools import lru_cache
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTransform,
)

from commissionplanner.ui import theme as themes

Pattern = Literal["plain", "rising", "dots", "level", "crossed", "upright", "falling", "grid"]
Certainty = Literal["confirmed", "indicative", "assumed", "unknown"]

PATTERNS: Final[tuple[Pattern, ...]] = (
    "plain",
    "rising",
    "dots",
    "level",
    "crossed",
    "upright",
    "falling",
    "grid",
)
OTHERS: Final = len(PATTERNS)
LEVEL_WORDS: Final = {
    "problem": "Problem",
    "warning": "Warning",
    "advice": "Advice",
    "note": "Note",
    "good": "Good",
}
TIER_WORDS: Final = {
    1: "Primary prevention",
    2: "Secondary prevention",
    3: "Tertiary prevention",
    4: "Reactive",
}
STEP, LINE = 6.0, 1.1
TILE = 24  # four steps: a whole number of screen pixels at 100, 125, 150, 175 and 200 %
PIP_GAP = 0.14


def organisation_colour(slot: int) -> QColor:
    """Return the colour of the organisation at a place in the plan's order."""
    now = themes.current()
    if 0 <= slot < len(now.organisations):
        return QColor(now.organisations[slot])
    return now.colour("note")


def organisation_pattern(slot: int) -> Pattern:
    """Return the pattern that goes with the colour; plain from the ninth on."""
    return PATTERNS[slot] if 0 <= slot < OTHERS else "plain"


def organisation_brush(slot: int, ratio: float = 1.0) -> QBrush:
    """Return a brush of colour and pattern for a screen of the given pixel ratio."""
    now = themes.current()
    mark = now.colour("surface", now.pattern_strength)
    return pattern_brush(organisation_pattern(slot), mark, organisation_colour(slot), ratio)


def pattern_brush(
    pattern: Pattern, mark: QColor, ground: QColor | None = None, ratio: float = 1.0
) -> QBrush:
    """Return a brush that draws a pattern in `mark` upon `ground` (None: upon what is there)."""
    if pattern == "plain" and ground is not None:
        return QBrush(ground)
    argb = QColor.NameFormat.HexArgb
    under = "" if ground is None else ground.name(argb)
    brush = QBrush(_tile(pattern, mark.name(argb), under, ratio))
    brush.setTransform(QTransform.fromScale(1 / ratio, 1 / ratio))
    return brush


def ratio_of(painter: QPainter) -> float:
    """Return the pixel ratio of what is being painted on."""
    return painter.device().devicePixelRatio()


def fill_organisation(painter: QPainter, where: QRectF, slot: int, radius: float = 0.0) -> None:
    """Fill a box with an organisation's colour and pattern."""
    _fill(painter, where, organisation_brush(slot, ratio_of(painter)), radius)


def draw_swatch(painter: QPainter, where: QRectF, slot: int) -> None:
    """Draw the rounded square that stands beside an organisation's name."""
    fill_organisation(painter, where, slot, radius=3)


def tier_colour(tier: int | None) -> QColor:
    """Return the colour of a prevention tier, 1 to 4; the colour of empty pips when not known."""
    return themes.current().colour("control" if tier is None else f"tier{tier}")


def draw_pips(painter: QPainter, where: QRectF, tier: int | None) -> None:
    """Draw four pips in a square, as many filled as the tier says; all empty when not known."""
    side = where.width() * (1 - PIP_GAP) / 2
    step = where.width() * (1 + PIP_GAP) / 2
    pen = QPen(tier_colour(tier), 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    for number in range(4):
        corner = where.topLeft() + QPointF(step * (number % 2), step * (number // 2))
        filled = tier is not None and number < tier
        painter.setBrush(pen.color() if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(
            QRectF(corner.x(), corner.y(), side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        )
    painter.restore()


def fill_certainty(
    painter: QPainter, where: QRectF, certainty: Certainty, colour: QColor, radius: float = 3.0
) -> None:
    """Fill a box as certainty asks: full, tinted with stripes, empty with dashes, or the warning ground."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if certainty == "confirmed":
        _fill(painter, where, QBrush(colour), radius)
    elif certainty == "unknown":
        _fill(painter, where, QBrush(themes.current().colour("warningBg")), radius)
    else:
        inner = where.adjusted(0.6, 0.6, -0.6, -0.6)
        pen = QPen(colour, 1.2)
        if certainty == "indicative":
            _fill(painter, inner, QBrush(_tinted(colour, 0.28)), radius)
            stripes = QColor(colour)
            stripes.setAlphaF(0.75)
            _fill(painter, inner, pattern_brush("rising", stripes, None, ratio_of(painter)), radius)
        else:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, radius, radius)
    painter.restore()


def draw_single_year(painter: QPainter, where: QRectF, words: str = "1 yr") -> None:
    """Draw the single-year mark: a hatched tab with solid end stops. Nothing else looks so.

    Empty `words` draw the bar alone.
    """
    now = themes.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    single = now.colour("single")
    _fill(painter, where, QBrush(now.colour("singleBg")), 3)
    stripes = pattern_brush("rising", now.colour("single", 0.38), None, ratio_of(painter))
    _fill(painter, where, stripes, 3)
    painter.setPen(QPen(single, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 2.5, 2.5)
    clip = QPainterPath()
    clip.addRoundedRect(where, 3, 3)
    painter.setClipPath(clip, Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(where.left(), where.top(), 3, where.height()), single)
    painter.fillRect(QRectF(where.right() - 3, where.top(), 3, where.height()), single)
    if words:
        _words_on_plate(painter, where, words, single)
    painter.restore()


def single_year_width(words: str = "1 yr") -> int:
    """Return how wide the single-year mark must be for its words."""
    return round(QFontMetricsF(themes.current().font("micro", 700)).horizontalAdvance(words)) + 16


def _words_on_plate(painter: QPainter, where: QRectF, words: str, ink: QColor) -> None:
    now = themes.current()
    font = now.font("micro", 700)
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(words) + 4
    plate = QRectF(where.center().x() - width / 2, where.top() + 2, width, where.height() - 4)
    ground = now.colour("singleBg", 0.9 if now.dark else 0.6)
    painter.fillRect(plate, ground)
    painter.setPen(ink)
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, words)


def _tinted(colour: QColor, strength: float) -> QColor:
    return themes.blend(colour, themes.current().colour("surface"), strength)


def _fill(painter: QPainter, where: QRectF, brush: QBrush, radius: float) -> None:
    if radius <= 0:
        painter.fillRect(where, brush)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(where, radius, radius)
    painter.restore()


@lru_cache(maxsize=256)
def _tile(pattern: Pattern, mark: str, ground: str, ratio: float) -> QPixmap:
    made = QPixmap(round(TILE * ratio), round(TILE * ratio))
    made.fill(QColor(ground) if ground else QColor(Qt.GlobalColor.transparent))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(made.width() / TILE, made.height() / TILE)
    painter.setPen(QPen(QColor(mark), LINE))
    if pattern == "dots":
        _draw_dots(painter, QColor(mark))
    for line in _lines(pattern):
        painter.drawLine(*line)
    painter.end()
    return made


def _lines(pattern: Pattern) -> list[tuple[QPointF, QPointF]]:
    steps = [STEP * number for number in range(-TILE // int(STEP), 2 * TILE // int(STEP) + 1)]
    rising = [(QPointF(at, 0), QPointF(at - TILE, TILE)) for at in steps]
    falling = [(QPointF(at, 0), QPointF(at + TILE, TILE)) for at in steps]
    level = [(QPointF(0, at + 3), QPointF(TILE, at + 3)) for at in steps]
    upright = [(QPointF(at + 3, 0), QPointF(at + 3, TILE)) for at in steps]
    return {
        "rising": rising,
        "falling": falling,
        "level": level,
        "upright": upright,
        "crossed": rising + falling,
        "grid": level + upright,
    }.get(pattern, [])


def _draw_dots(painter: QPainter, mark: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    count = TILE // int(STEP)
    for across in range(count):
        for down in range(count):
            painter.drawEllipse(QPointF(across * STEP + 3, down * STEP + 3), 1.3, 1.3)
    painter.setBrush(Qt.BrushStyle.NoBrush)
