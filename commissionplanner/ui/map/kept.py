"""A picture of a card that stands upon the map, kept so that each frame only copies it."""

from collections.abc import Callable

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from commissionplanner.ui import theme


class Kept:
    """Paints a widget once for each size, theme and screen scale, until told to forget."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None
        self._of: object = None

    def forget(self) -> None:
        """Paint anew next time."""
        self._picture = None

    def show(self, painter: QPainter, widget: QWidget, draw: Callable[[QPainter], None]) -> None:
        """Copy the picture; `draw` paints it where there is none that fits."""
        ratio = widget.devicePixelRatioF()
        of = (theme.current(), widget.width(), widget.height(), ratio)
        if self._picture is None or of != self._of:
            picture = QPixmap(round(widget.width() * ratio), round(widget.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            picture.fill(theme.current().colour("canvas", 0.0))
            inner = QPainter(picture)
            draw(inner)
            inner.end()
            self._picture, self._of = picture, of
        painter.drawPixmap(QPointF(0, 0), self._picture)
