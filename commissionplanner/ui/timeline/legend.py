"""What the marks of the timeline mean, in a row; what has no room is left to the tooltip."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.analysis.layout import timeline_legend
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.paint import paint


class TimelineLegend(QWidget):
    """The marks and their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"Legend: {timeline_legend.SAID}")
        self.setToolTip(timeline_legend.SAID)

    def sizeHint(self) -> QSize:
        scale = theme.current().text_scale
        return QSize(round(timeline_legend.wide() * scale), round(timeline_legend.HIGH * scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scale = QPainter(self), theme.current().text_scale
        paint(painter, timeline_legend.legend(0, 0, self.width() / scale), Camera(scale))
        painter.end()
