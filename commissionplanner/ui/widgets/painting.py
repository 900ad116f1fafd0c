"""Strokes every own widget shares: boxes, focus rings, words that fit. No widget here but the base."""

from functools import cache

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from commissionplanner.ui import theme

Align = Qt.AlignmentFlag
LEFT = Align.AlignLeft | Align.AlignVCenter
RIGHT = Align.AlignRight | Align.AlignVCenter
CENTRE = Align.AlignCenter


def box(
    painter: QPainter,
    where: QRectF,
    radius: float,
    fill: QColor | None = None,
    line: QColor | None = None,
    width: float = 1.0,
) -> None:
    """Draw a rounded box; its line lies wholly inside `where`."""
    half = width / 2 if line is not None else 0.0
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, width) if line is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    inner = where.adjusted(half, half, -half, -half)
    painter.drawRoundedRect(inner, max(radius - half, 0), max(radius - half, 0))
    painter.restore()


def dashed_box(painter: QPainter, where: QRectF, radius: float, line: QColor) -> None:
    """Draw a rounded box with a dashed edge of 1.2 px and nothing in it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(line, 1.2)
    pen.setDashPattern([3, 2.5])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(where.adjusted(0.6, 0.6, -0.6, -0.6), radius, radius)
    painter.restore()


def focus_ring(painter: QPainter, where: QRectF, radius: float) -> None:
    """Draw the ring of the keyboard focus, 2 px, along the inside of `where`."""
    box(painter, where, radius, None, theme.current().colour("focus"), 2.0)


def words(
    painter: QPainter,
    where: QRectF,
    text: str,
    font: QFont,
    colour: QColor,
    align: Align = LEFT,
) -> float:
    """Draw one line of words, elided to fit, and return how wide it came out."""
    metrics, room = QFontMetricsF(font), where.width() + 0.5
    wide = metrics.horizontalAdvance(text)
    if wide > room:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(text)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(where, _one_line(align), text)
    return wide


@cache
def _one_line(align: Align) -> int:
    """Return an alignment for one line of words, joined once: to join flags is dear."""
    one_line = Qt.TextFlag.TextSingleLine.value | Qt.TextFlag.TextDontClip.value
    return int(align.value | one_line)


def width_of(text: str, font: QFont) -> float:
    """Return how wide a line of words is, px."""
    return QFontMetricsF(font).horizontalAdvance(text)


def float_shadow(painter: QPainter, where: QRectF, radius: float) -> None:
    """Draw the shadow of something that floats: 6 px down, 18 px soft. None in high contrast."""
    now = theme.current()
    if now.contrast:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    steps = 14
    colour = QColor(now.shadow)
    colour.setAlphaF(now.shadow_strength * 2.1 / steps)
    painter.setBrush(colour)
    for step in range(steps):
        grow = 9.0 * (1 - step / steps)
        painter.drawRoundedRect(
            where.adjusted(-grow, -grow + 5, grow, grow + 5), radius + grow, radius + grow
        )
    painter.restore()


class KeyFocus:
    """Whether the focus ring is due: on keyboard focus always; after a click, or as the window opens, not.

    Mixed into a widget before its Qt class; `ring_due` is asked for in ``paintEvent``.
    """

    _by_mouse = True

    def focusInEvent(self, event: QFocusEvent) -> None:
        reason = event.reason()
        kept = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
        if reason not in kept:
            self._by_mouse = reason == Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)  # type: ignore[misc]  # the Qt class follows in the bases
        self.update()  # type: ignore[attr-defined]  # of the Qt class

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)  # type: ignore[misc]  # the Qt class follows in the bases
        self.update()  # type: ignore[attr-defined]  # of the Qt class

    def ring_due(self) -> bool:
        """Return whether the ring of the keyboard focus is to be drawn."""
        return bool(self.hasFocus()) and not self._by_mouse  # type: ignore[attr-defined]  # of Qt


def holds_focus(widget: QWidget) -> bool:
    """Return whether the keyboard is with something within a widget."""
    now = QApplication.focusWidget()
    return now is not None and now is not widget and widget.isAncestorOf(now)


class HandsFocusOn(QWidget):
    """A widget that gives the keyboard to one of its parts.

    A focus proxy would too, but then the Tab key leaps over what stands before that part.
    """

    _part: QWidget | None = None

    def hand_focus_to(self, part: QWidget) -> None:
        """Say which part takes the keyboard."""
        self._part = part

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self._part is not None:
            self._part.setFocus(event.reason())


class PaintedButton(KeyFocus, QAbstractButton):
    """The base of own buttons: hover, keyboard focus, Enter as well as Space, sizes by theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_words(self, text: str) -> None:
        """Show and announce these words; an ampersand is an ampersand."""
        self.setText(text.replace("&", "&&"))
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        """Return the words shown."""
        return self.text().replace("&&", "&")

    def lit(self) -> bool:
        """Return whether the pointer is over the button and it can be pressed."""
        return self.isEnabled() and self.underMouse()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


def problem_corner(painter: QPainter, where: QRectF) -> None:
    """Draw the 8 px corner that marks a cell to put right."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("problem"))
    right, top = where.right(), where.top()
    painter.drawPolygon(
        QPolygonF([QPointF(right - 8, top), QPointF(right, top), QPointF(right, top + 8)])
    )


def changed_corner(painter: QPainter, where: QRectF) -> None:
    """Draw the 8 px corner, at the left, that marks a cell changed by hand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.current().colour("accent"))
    left, top = where.left(), where.top()
    painter.drawPolygon(
        QPolygonF([QPointF(left, top), QPointF(left + 8, top), QPointF(left, top + 8)])
    )
