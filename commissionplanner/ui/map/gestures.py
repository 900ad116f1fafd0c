"""What the mouse is doing on the map: panning, dragging, drawing a lasso or a line."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from commissionplanner.analysis.layout.packing import Box
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera

Floats = npt.NDArray[np.float64]


class Overlay(Protocol):
    """Something drawn over the picture while the mouse is held."""

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw it as it is now."""
        ...


class Lasso:
    """A line drawn freely around things, in pixels."""

    def __init__(self, start: QPointF, *, adds: bool) -> None:
        self.adds = adds
        self._points = [start]

    def go(self, at: QPointF) -> None:
        """Lead the line on."""
        self._points.append(at)

    def around(self, boxes: Floats, camera: Camera) -> tuple[int, ...]:
        """Return which boxes, map units, have their middle within the line."""
        if len(self._points) < 3 or not len(boxes):
            return ()
        line = np.array([camera.to_map(p.x(), p.y()) for p in self._points])
        return tuple(np.flatnonzero(within(line, boxes[:, :2] + boxes[:, 2:] / 2)).tolist())

    def paint(self, painter: QPainter, _camera: Camera) -> None:
        """Draw the line, closed, with what it holds tinted."""
        now = theme.current()
        pen = QPen(now.colour("accent"), 1.6)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(now.colour("accent", 0.08))
        painter.drawPolygon(QPolygonF(self._points))


def within(line: Floats, points: Floats) -> npt.NDArray[np.bool_]:
    """Return which points lie inside a closed line, by the number of edges to their right.

    Args:
        line: Its corners in order, shape (n, 2).
        points: Shape (m, 2).
    """
    after = np.roll(line, -1, axis=0)
    inside = np.zeros(len(points), dtype=bool)
    x, y = points[:, 0], points[:, 1]
    for (x1, y1), (x2, y2) in zip(line.tolist(), after.tolist(), strict=True):
        if y1 == y2:
            continue
        crossed = (y1 > y) != (y2 > y)
        inside ^= crossed & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return inside


class Thread:
    """A line drawn from a thing to the pointer, or to the thing that it would be joined to.

    Args:
        source: The thing's box, map units.
    """

    def __init__(self, source: Box, at: QPointF) -> None:
        self._source, self._at = source, at
        self.target: Box | None = None

    def go(self, at: QPointF, target: Box | None) -> None:
        """Lead the line to a pixel, or to a thing's box, map units."""
        self._at, self.target = at, target

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the line with a ring at its start and around what it would be joined to."""
        now = theme.current()
        source = QRectF(*camera.box_on_screen(self._source))
        end = self._at
        painter.setPen(QPen(now.colour("accent"), 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(source, 9, 9)
        if self.target is not None:
            target = QRectF(*camera.box_on_screen(self.target))
            painter.drawRoundedRect(target.adjusted(-3, -3, 3, 3), 11, 11)
            end = target.center()
        painter.drawLine(source.center(), end)
        painter.setBrush(now.colour("accent"))
        painter.drawEllipse(source.center(), 4.0, 4.0)
        painter.drawEllipse(end, 4.0, 4.0)


class Group:
    """Several things dragged together: each shown as an outline where it goes."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._boxes = tuple(boxes)
        self.way = (0.0, 0.0)

    def paint(self, painter: QPainter, camera: Camera) -> None:
        """Draw the outlines."""
        now = theme.current()
        painter.setPen(QPen(now.colour("accent"), 2.0))
        painter.setBrush(now.colour("accent", 0.08))
        right, down = self.way
        for x, y, wide, high in self._boxes:
            where = QRectF(*camera.box_on_screen((x + right, y + down, wide, high)))
            painter.drawRoundedRect(where, 9, 9)
