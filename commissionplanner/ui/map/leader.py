"""The line that leads from a thing on the map to the card that speaks of it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Box

APART = 15.0


def around(subject: Box) -> Box:
    """Return a box a little larger than a thing, map units: the line ends clear of it."""
    x, y, wide, high = subject
    return x - APART, y - APART, wide + 2 * APART, high + 2 * APART


def paint(painter: QPainter, card: QRectF, subject: Box) -> None:
    """Draw the line from a subject to a card, both in pixels."""
    start, end, bend = _ends(QRectF(*subject), card)
    path = QPainterPath(start)
    path.cubicTo(start + bend, end - bend, end)
    colour = theme.current().colour("problem")
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.6))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(start, 4.0, 4.0)


def _ends(where: QRectF, card: QRectF) -> tuple[QPointF, QPointF, QPointF]:
    """Return start, end and bend of the line from a subject to its card, by the nearest sides."""
    if card.left() > where.right() or card.right() < where.left():
        right = card.left() > where.right()
        start = QPointF(where.right() if right else where.left(), where.center().y())
        end = QPointF(card.left() if right else card.right(), card.center().y())
        return start, end, QPointF((end.x() - start.x()) / 2, 0)
    below = card.top() > where.bottom()
    start = QPointF(where.center().x(), where.bottom() if below else where.top())
    end = QPointF(
        min(max(start.x(), card.left() + 20), card.right() - 20),
        card.top() if below else card.bottom(),
    )
    return start, end, QPointF(0, (end.y() - start.y()) / 2)
