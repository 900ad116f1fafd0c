"""Tiles: an indicator (88 high) and a barrier (82 high). Both can be pressed.

tile = IndicatorTile("Prevention share")
tile.show_value("30.1%", "35.9% by 2030/31", change="+1.7", change_tone="good", trend="trendup")
tile.show_value("£5.4m", "17% of contract value", single_year=True)
tile.show_value("−£7.5m", "17% of that year’s plan", line_tone="problem")
tile.show_value("12.1%", "£4.8m of £39.7m · 2 funds", spark=(9.1, 10.8, 10.9, 12.1))
tile.show_not_known("no workforce returns yet")

barrier = BarrierTile("Funding", "funding")
barrier.show_value("problem", "£7.5m", "not funded in 2030/31", trend="trenddown", known_percent=84)
barrier.show_not_known("no workforce returns yet")
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.widgets.painting import (
    RIGHT,
    PaintedButton,
    box,
    dashed_box,
    focus_ring,
    width_of,
    words,
)


@dataclass(frozen=True)
class _Shown:
    """What an indicator tile shows."""

    number: str = NOT_KNOWN
    line: str = ""
    change: str = ""
    change_tone: str = "ink2"
    trend: str = ""
    line_tone: str = "ink2"
    single_year: bool = False
    spark: tuple[float, ...] = ()


class _Tile(PaintedButton):
    """The base: fixed height, as wide as there is room for."""

    height_px = 88

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_words(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(190), now.px(self.height_px))

    def minimumSizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(140), now.px(self.height_px))


class IndicatorTile(_Tile):
    """Name, number, change in words or arrow, one line."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._shown = _Shown()

    def show_value(
        self,
        number: str,
        line: str,
        *,
        change: str = "",
        change_tone: str = "ink2",
        trend: str = "",
        line_tone: str = "ink2",
        single_year: bool = False,
        spark: Sequence[float] = (),
    ) -> None:
        """Show a figure. `trend` names an icon (*trendup*, *trenddown*, *flat*); tones are tokens."""
        self._shown = _Shown(
            number, line, change, change_tone, trend, line_tone, single_year, tuple(spark)
        )
        self._settle()

    def show_not_known(self, why: str) -> None:
        """Say that the figure is not known, and why."""
        self._shown = _Shown(line=why)
        self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now, shown = theme.current(), self._shown
        painter = QPainter(self)
        where = QRectF(self.rect())
        fill = now.colour("hover" if self.lit() else "surface")
        box(painter, where, theme.RADIUS_CARD, fill, now.colour("line"))
        pad, wide = 14, where.width() - 28
        name = QRectF(pad, now.px(9), wide, now.px(17))
        words(painter, name, self.words(), now.font("small", 500), now.colour("ink2"))
        middle = QRectF(pad, now.px(27), wide, now.px(34))
        if shown.number == NOT_KNOWN:
            words(painter, middle, NOT_KNOWN, now.font("number"), now.colour("ink2"))
        else:
            self._draw_number(painter, middle)
        line = QRectF(pad, now.px(62), wide, now.px(17))
        words(painter, line, shown.line, now.font("small"), now.colour(shown.line_tone))
        if self.ring_due():
            focus_ring(painter, where, theme.RADIUS_CARD)

    def _draw_number(self, painter: QPainter, where: QRectF) -> None:
        now, shown = theme.current(), self._shown
        end = words(
            painter, where, shown.number, now.font("display", tabular=True), now.colour("ink")
        )
        left = where.left() + end + 9
        if shown.single_year:
            high = now.px(theme.BADGE_HEIGHT)
            top = where.center().y() - high / 2 + 1
            marks.draw_single_year(
                painter, QRectF(round(left - 2), round(top), marks.single_year_width(), high)
            )
            return
        if shown.trend:
            side = now.px(12)
            top = round(where.center().y() - side / 2 + 1)
            icons.paint(
                painter, shown.trend, QRectF(round(left), top, side, side), shown.change_tone
            )
            left += side + 4
        rest = QRectF(left, where.top() + 1, where.right() - left, where.height())
        font = now.font("small", 600)
        words(painter, rest, shown.change, font, now.colour(shown.change_tone))
        if len(shown.spark) > 1 and where.right() - left > 70:
            draw_spark(painter, QRectF(where.right() - 58, where.top() + 5, 56, 24), shown.spark)

    def _settle(self) -> None:
        shown = self._shown
        parts = (self.words(), shown.number, shown.change, shown.line)
        self.setAccessibleName(": ".join(part for part in parts if part))
        self.setToolTip(shown.line)
        self.update()


class BarrierTile(_Tile):
    """Level bar, icon, name, level shape, number, trend, coverage and one line."""

    height_px = 82

    def __init__(self, name: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._icon = icon
        self.show_not_known("")

    def show_value(
        self,
        level: str,
        number: str,
        line: str,
        *,
        trend: str = "",
        known_percent: int | None = None,
    ) -> None:
        """Show a figure at a level; coverage is said when it is below 100 %."""
        self._level, self._number, self._line, self._trend = level, number, line, trend
        short = known_percent is not None and known_percent < 100
        self._known = f"{known_percent}% known" if short else ""
        self._settle()

    def show_not_known(self, why: str) -> None:
        """Say that nothing is known, and why: sunken, with a dashed edge."""
        self._level, self._number, self._line = "note", NOT_KNOWN, why
        self._trend = self._known = ""
        self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        where = QRectF(self.rect())
        self._draw_ground(painter, where)
        side, left = now.px(14), 15
        icons.paint(painter, self._icon, QRectF(left, now.px(9), side, side), "ink2")
        shape = QRectF(where.width() - now.px(16) - 8, now.px(8), now.px(16), now.px(16))
        icons.paint(painter, self._level, shape, self._level)
        name = QRectF(left + side + 5, now.px(7), shape.left() - left - side - 7, now.px(18))
        words(painter, name, self.words(), now.font("small", 600), now.colour("ink"))
        middle = QRectF(left, now.px(27), where.width() - left - 12, now.px(26))
        self._draw_number(painter, middle)
        line = QRectF(left, now.px(52), where.width() - left - 8, now.px(17))
        words(painter, line, self._line, now.font("small"), now.colour("ink2"))
        if self.ring_due():
            focus_ring(painter, where, theme.RADIUS_CARD - 2)

    def _draw_ground(self, painter: QPainter, where: QRectF) -> None:
        now, radius = theme.current(), 8
        if self._number == NOT_KNOWN:
            box(painter, where, radius, now.colour("sunken"))
            dashed_box(painter, where, radius, now.colour("control"))
            return
        fill = now.colour("hover" if self.lit() else "surface")
        box(painter, where, radius, fill, now.colour("line"))
        path = QPainterPath()
        path.addRoundedRect(where, radius, radius)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QPainterPath()
        bar.addRect(QRectF(0, 0, 4, where.height()))
        painter.fillPath(path.intersected(bar), now.colour(self._level))
        painter.restore()

    def _draw_number(self, painter: QPainter, where: QRectF) -> None:
        now = theme.current()
        if self._number == NOT_KNOWN:
            words(painter, where, NOT_KNOWN, now.font("title"), now.colour("ink2"))
            return
        end = words(
            painter, where, self._number, now.font("number", tabular=True), now.colour("ink")
        )
        if self._trend:
            side = now.px(12)
            at = QRectF(round(where.left() + end + 8), round(where.center().y() - 5), side, side)
            icons.paint(painter, self._trend, at, "ink2")
        font = now.font("micro", 500)
        if where.left() + end + now.px(26) + width_of(self._known, font) <= where.right():
            words(painter, where, self._known, font, now.colour("ink3"), RIGHT)

    def _settle(self) -> None:
        word = "" if self._number == NOT_KNOWN else marks.LEVEL_WORDS[self._level]
        parts = (self.words(), word, self._number, self._line, self._known)
        self.setAccessibleName(": ".join(part for part in parts if part))
        self.setToolTip(": ".join(part for part in (word, self._line, self._known) if part))
        self.update()


def draw_spark(painter: QPainter, where: QRectF, values: Sequence[float]) -> None:
    """Draw a small line of how a figure moves, with a dot at its end."""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = where.width() / (len(values) - 1)
    points = [
        QPointF(where.left() + step * at, where.bottom() - (value - low) / span * where.height())
        for at, value in enumerate(values)
    ]
    accent = theme.current().colour("accent")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(accent, 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPolyline(points)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(accent)
    painter.drawEllipse(points[-1], 3, 3)
    painter.restore()
