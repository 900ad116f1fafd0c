"""The small map of the whole: where the containers are, and which part is in view."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.map.camera import Box, Camera, fitting
from commissionplanner.ui.map.kept import Kept
from commissionplanner.ui.widgets.painting import box

SIZE = (148, 96)
MOST_SMOOTH = 400
"""Containers; more of them are drawn without round corners."""


class Minimap(QWidget):
    """Shows the whole map small; a click or a drag looks there."""

    asked = Signal(float, float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self._window: Box = (0, 0, 1, 1)
        self._kept = Kept()
        self.setAccessibleName("Small map of the whole")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(*SIZE)

    def set_scene(self, scene: Scene | None) -> None:
        """Show another scene."""
        self._scene = scene
        self._kept.forget()
        self.update()

    def set_window(self, window: Box) -> None:
        """Mark the part of the map in view."""
        self._window = window
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ask(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._kept.show(painter, self, self._paint_places)
        if self._scene is None:
            return
        now, whole = theme.current(), QRectF(self.rect())
        painter.setClipRect(whole.adjusted(2, 2, -2, -2))
        where = QRectF(*self._camera().box_on_screen(self._window))
        seen = where.intersected(whole.adjusted(3, 3, -3, -3))
        box(painter, seen, 3, now.colour("accent", 0.06), now.colour("accent"), 1.6)

    def _paint_places(self, painter: QPainter) -> None:
        now, whole = theme.current(), QRectF(self.rect())
        box(painter, whole, theme.RADIUS_CARD, now.colour("raised"), now.colour("line"))
        if self._scene is None:
            return
        painter.setClipRect(whole.adjusted(2, 2, -2, -2))
        camera = self._camera()
        smooth = len(self._scene.containers) <= MOST_SMOOTH
        places = zip(self._scene.content.containers, self._scene.containers.tolist(), strict=True)
        for one, place in places:
            left, top, wide, high = camera.box_on_screen(place)
            colour = theme.blend(marks.organisation_colour(one.slot), now.colour("raised"), 0.78)
            where = QRectF(left, top, max(wide, 2), max(high, 2))
            if smooth:
                box(painter, where, 1.5, colour)
            else:
                painter.fillRect(where, colour)

    def _camera(self) -> Camera:
        bounds = self._scene.bounds if self._scene else (0.0, 0.0, 1.0, 1.0)
        return fitting(bounds, (8, 8, self.width() - 16, self.height() - 16), most=0.5)

    def _ask(self, event: QMouseEvent) -> None:
        at: QPointF = event.position()
        self.asked.emit(*self._camera().to_map(at.x(), at.y()))
