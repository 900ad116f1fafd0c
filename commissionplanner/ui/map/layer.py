"""A picture of the map that is kept between frames, and made a slice at a time."""

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

from commissionplanner.analysis.layout.shapes import Shape
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Box, Camera
from commissionplanner.ui.map.paint import paint_one, prepare

MARGIN = 400
GRID = 22

Step = tuple[Shape, float]
"""A shape, and how strongly it is painted: 0 to 1."""
Under = Callable[[QPainter, QRectF, Camera], None]
"""Paints a ground, for a camera."""


class Look(NamedTuple):
    """Where the canvas looks, its size in pixels and the scale of its screen."""

    camera: Camera
    size: QSize
    ratio: float


class Layer:
    """Keeps one whole picture, and the next while it is being made.

    Args:
        margin: How much larger than the canvas the picture is on every side, pixels.
    """

    def __init__(self, margin: int = MARGIN) -> None:
        self.margin = margin
        self._whole: QImage | None = None
        self._camera = Camera()
        self._next: QImage | None = None
        self._next_camera = Camera()
        self._spare: QImage | None = None
        self._steps: Iterator[Step] = iter(())

    def forget(self) -> None:
        """Throw everything away."""
        self._whole = self._next = self._spare = None

    def stop(self) -> None:
        """Leave off making the next picture."""
        self._next = None

    @property
    def is_empty(self) -> bool:
        """Whether there is no whole picture to show."""
        return self._whole is None

    @property
    def zoom(self) -> float:
        """The zoom of the whole picture."""
        return self._camera.zoom

    @property
    def is_making(self) -> bool:
        """Whether another picture is being made."""
        return self._next is not None

    def suits(self, look: Look, slack: float = 1.0) -> bool:
        """Whether the whole picture shows, sharp, what is looked at; `slack` of its margin used."""
        return self._whole is not None and self._fits(self._whole, self._camera, look, slack)

    def will_suit(self, look: Look) -> bool:
        """Whether the picture that is being made will show what is looked at."""
        return self._next is not None and self._fits(self._next, self._next_camera, look, 1.0)

    def _fits(self, picture: QImage, of: Camera, look: Look, slack: float) -> bool:
        room, camera = self.margin * slack, look.camera
        return (
            picture.devicePixelRatio() == look.ratio
            and picture.size() == self._pixels(look)
            and camera.zoom == of.zoom
            and abs(camera.x - of.x) <= room
            and abs(camera.y - of.y) <= room
        )

    def box(self, look: Look) -> Box:
        """Return the part of the map that a picture for this look shows, map units."""
        return look.camera.window(look.size.width(), look.size.height(), self.margin)

    def begin(self, look: Look, steps: Iterator[Step], under: Under | None) -> None:
        """Start the next picture: `under` paints its ground, without it there is none."""
        kind = QImage.Format.Format_RGB32 if under else QImage.Format.Format_ARGB32_Premultiplied
        picture = self._blank(self._pixels(look), kind)
        picture.setDevicePixelRatio(look.ratio)
        if under is None:
            picture.fill(0)
        else:
            painter = QPainter(picture)
            whole = QRectF(QPointF(0, 0), picture.deviceIndependentSize())
            under(painter, whole, look.camera.panned(self.margin, self.margin))
            painter.end()
        self._next, self._next_camera, self._steps = picture, look.camera, steps

    def _touch_spare(self) -> None:
        """Have room for the picture after the first, so that no frame waits for it."""
        picture = self._next
        if self._spare is None and self._whole is None and picture is not None and self.margin:
            self._spare = QImage(picture.size(), picture.format())
            self._spare.fill(0)

    def _blank(self, size: QSize, kind: QImage.Format) -> QImage:
        """Return a picture to be painted over: the last but one, if it is of that kind."""
        for old in (self._next, self._spare):
            if old is not None and old.size() == size and old.format() == kind:
                self._spare = None
                return old
        return QImage(size, kind)

    def _pixels(self, look: Look) -> QSize:
        wide, high = look.size.width() + 2 * self.margin, look.size.height() + 2 * self.margin
        return QSize(round(wide * look.ratio), round(high * look.ratio))

    def work(self, seconds: float) -> bool:
        """Paint for so long, at least one shape; True once the picture is whole and shown."""
        if self._next is None:
            return True
        until = perf_counter() + seconds
        painter = QPainter(self._next)
        prepare(painter)
        camera = self._next_camera.panned(self.margin, self.margin)
        self._touch_spare()
        done = True
        for shape, strength in self._steps:
            painter.setOpacity(strength)
            paint_one(painter, shape, camera)
            if perf_counter() > until:
                done = False
                break
        painter.end()
        if done:
            self._spare, self._whole, self._next = self._whole, self._next, None
            self._camera = self._next_camera
        return done

    def show(self, painter: QPainter, camera: Camera) -> None:
        """Copy the picture to where the camera looks, stretched while the zoom is another.

        Before there is a whole picture, as much as is made of the first is shown.
        """
        picture, of = self._shown()
        if picture is None:
            return
        where = self.covers(camera)
        if camera.zoom == of.zoom:
            painter.drawImage(where.topLeft(), picture)
        else:
            painter.drawImage(where, picture, QRectF(picture.rect()))

    def covers(self, camera: Camera) -> QRectF:
        """Return which part of the canvas the picture shown covers, pixels."""
        picture, of = self._shown()
        if picture is None:
            return QRectF()
        scale = camera.zoom / of.zoom
        left = camera.x - (of.x + self.margin) * scale
        top = camera.y - (of.y + self.margin) * scale
        size = picture.deviceIndependentSize()
        return QRectF(left, top, size.width() * scale, size.height() * scale)

    def _shown(self) -> tuple[QImage | None, Camera]:
        if self._whole is not None:
            return self._whole, self._camera
        return self._next, self._next_camera


def ground(painter: QPainter, where: QRectF, camera: Camera) -> None:
    """Draw the dot grid of the ground; it moves with the map and does not grow with it."""
    now = theme.current()
    tile = _tile(now.colour("canvas"), now.colour("line"), painter.device().devicePixelRatio())
    painter.setBrushOrigin(QPointF(camera.x % GRID, camera.y % GRID))
    painter.fillRect(where, QBrush(tile))
    painter.setBrushOrigin(QPointF(0, 0))


def _tile(colour: QColor, ink: QColor, ratio: float) -> QPixmap:
    tile = QPixmap(round(GRID * ratio), round(GRID * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(colour)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(ink)
    painter.drawEllipse(QPointF(GRID / 2, GRID / 2), 0.8, 0.8)
    painter.end()
    return tile
