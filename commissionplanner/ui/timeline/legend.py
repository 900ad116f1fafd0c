"""What the marks of the timeline mean, in a row; what has no room is left to the tooltip."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.analysis.layout.shapes import (
    Disc,
    Ink,
    Polygon,
    Rounded,
    Shape,
    SingleYear,
    Swatch,
    Words,
)
from commissionplanner.analysis.layout.widths import width
from commissionplanner.ui import theme
from commissionplanner.ui.map.camera import Camera
from commissionplanner.ui.map.paint import paint

HIGH: Final = 20.0
ENTRIES: Final = (
    ("committed", "Committed", 26.0), ("option", "Option", 26.0), ("single", "Single-year", 36.0),
    ("notice", "Notice", 12.0), ("money", "Money to", 16.0), ("agreement", "Agreement", 16.0),
)  # fmt: skip


class TimelineLegend(QWidget):
    """The marks and their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        said = "Committed; option, dashed; single-year, hatched; notice by, flag; money confirmed to, pound disc; agreement ends, diamond"
        self.setAccessibleName(f"Legend: {said}")
        self.setToolTip(said)

    def sizeHint(self) -> QSize:
        scale = theme.current().text_scale
        wide = sum(mark + 5 + width(words, 12, 500) + 10 for _, words, mark in ENTRIES)
        return QSize(round(wide * scale), round(HIGH * scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, scale = QPainter(self), theme.current().text_scale
        paint(painter, self._shapes(self.width() / scale), Camera(scale))
        painter.end()

    def _shapes(self, room: float) -> Iterator[Shape]:
        x = 0.0
        for key, words, mark in ENTRIES:
            needed = mark + 5 + width(words, 12, 500)
            if x + needed > room + 1:
                return
            yield from _mark(key, x, mark)
            yield Words(x + mark + 5, 14.5, words, 12, 500, Ink("ink2"))
            x += needed + 10


def _mark(key: str, x: float, wide: float) -> Iterator[Shape]:
    if key == "committed":
        yield Swatch(x, 4, wide, 0, 12)
    elif key == "option":
        ink = "organisation:0"
        yield Rounded(x, 4, wide, 12, 2.5, Ink(ink, 0.14, "surface"), Ink(ink), 1.2, (3, 2))
    elif key == "single":
        yield SingleYear(x, 2.5, wide, 15, "1 yr")
    elif key == "notice":
        yield Rounded(x + 2, 2, 2, 16, 0, Ink("ink"))
        yield Polygon(((x + 4, 2), (x + 10, 5), (x + 4, 8)), Ink("ink"))
    elif key == "money":
        yield Disc(x + 8, 10, 6.5, Ink("warning"))
        yield Words(x + 8, 13.6, "£", 10, 700, Ink("surface"), "centre")
    else:
        corners = ((x + 2, 10.0), (x + 8, 4.0), (x + 14, 10.0), (x + 8, 16.0))
        yield Polygon(corners, Ink("good"))
