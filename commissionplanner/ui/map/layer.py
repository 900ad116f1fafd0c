"""The picture of the map that is kept between frames: larger than the canvas, so that panning is a copy."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera

MARGIN = 400
GRID = 22

Painter = Callable[[QPainter, Camera, QSize], None]


class Layer:
    """Keeps one picture, and says whether it is exact for a camera."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None
        self._camera = Camera()
        self._size = QSize()

    def forget(self) -> None:
        """Throw the picture away."""
        self._picture = None

    def is_exact(self, camera: Camera, size: QSize) -> bool:
        """Whether the picture shows what the camera sees, whole and sharp."""
        if self._picture is None or size != self._size or camera.zoom != self._camera.zoom:
            return False
        return abs(camera.x - self._camera.x) <= MARGIN and abs(camera.y - self._camera.y) <= MARGIN

    @property
    def is_empty(self) -> bool:
        """Whether there is no picture to show."""
        return self._picture is None

    def render(self, camera: Camera, size: QSize, ratio: float, draw: Painter) -> None:
        """Paint the picture anew for a camera."""
        wide, high = size.width() + 2 * MARGIN, size.height() + 2 * MARGIN
        picture = QPixmap(round(wide * ratio), round(high * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(theme.current().colour("canvas"))
        painter = QPainter(picture)
        shifted = camera.panned(MARGIN, MARGIN)
        ground(painter, QRectF(0, 0, wide, high), shifted)
        draw(painter, shifted, QSize(wide, high))
        painter.end()
        self._picture, self._camera, self._size = picture, camera, size

    def show(self, painter: QPainter, camera: Camera) -> None:
        """Copy the picture to where the camera looks, stretched while the zoom is another."""
        if self._picture is None:
            return
        scale = camera.zoom / self._camera.zoom
        left = camera.x - self._camera.x * scale - MARGIN * scale
        top = camera.y - self._camera.y * scale - MARGIN * scale
        if scale == 1.0:
            painter.drawPixmap(QPointF(left, top), self._picture)
            return
        size = self._picture.deviceIndependentSize()
        where = QRectF(left, top, size.width() * scale, size.height() * scale)
        painter.drawPixmap(where, self._picture, QRectF(self._picture.rect()))


def ground(painter: QPainter, where: QRectF, camera: Camera) -> None:
    """Draw the dot grid of the ground; it moves with the map and does not grow with it."""
    now = theme.current()
    painter.fillRect(where, now.colour("canvas"))
    brush = QBrush(_tile(now.colour("line"), painter.device().devicePixelRatio()))
    painter.setBrushOrigin(QPointF(camera.x % GRID, camera.y % GRID))
    painter.fillRect(where, brush)
    painter.setBrushOrigin(QPointF(0, 0))


def _tile(ink: QColor, ratio: float) -> QPixmap:
    tile = QPixmap(round(GRID * ratio), round(GRID * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(QColor(0, 0, 0, 0))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(GRID / 2, GRID / 2), 0.8, 0.8)
    painter.end()
    return tile
