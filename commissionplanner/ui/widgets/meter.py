"""The boundary meter: from all links inside to all links across, a tick for what chance gives.

meter = BoundaryMeter(); meter.show_index(-0.3, 0.9, inward=True, sure=True, slot=0)
"""

from PySide6.QtCore import QLineF, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui import theme_marks as marks

WIDE, HIGH, DOT = 96, 18, 4.8
_NO_CHANCE: float | None = None


class BoundaryMeter(QWidget):
    """One E-I index on its line. A ring, not a disc, is one that nobody has confirmed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index, self._chance = 0.0, _NO_CHANCE
        self._inward, self._sure = False, True
        self._slot: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_index(
        self,
        index: float,
        chance: float | None,
        *,
        inward: bool = False,
        sure: bool = True,
        slot: int | None = None,
    ) -> None:
        """Show an index between −1 and +1, and its value by chance where that is defined."""
        self._index, self._chance = index, chance
        self._inward, self._sure, self._slot = inward, sure, slot
        by_chance = "" if chance is None else f", by chance {chance:+.2f}"
        said = f"E-I index {index:+.2f}{by_chance}{', looks inward' if inward else ''}"
        self.setAccessibleName(said.replace("-0", "\u22120").replace("-1", "\u22121"))
        self.setToolTip("Left: all links inside. Right: all across. Tick: what chance gives.")
        self.update()

    def sizeHint(self) -> QSize:
        now = theme.current()
        return QSize(now.px(WIDE), now.px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, left = self.height() / 2, DOT + 1
        room = self.width() - 2 * left
        painter.setPen(QPen(now.colour("line2"), 2))
        painter.drawLine(QLineF(left, middle, left + room, middle))
        painter.drawLine(QLineF(left + room / 2, middle - 3, left + room / 2, middle + 3))
        if self._chance is not None:
            tick = left + room * (self._chance + 1) / 2
            painter.setPen(QPen(now.colour("ink"), 2))
            painter.drawLine(QLineF(tick, middle - 6, tick, middle + 6))
        if self._inward and self._sure:
            ink = now.colour("problem")
        elif self._slot is not None:
            ink = marks.organisation_colour(self._slot)
        else:
            ink = now.colour("accent")
        painter.setPen(QPen(ink, 1.8))
        painter.setBrush(ink if self._sure else now.colour("surface"))
        dot = QPointF(left + room * (self._index + 1) / 2, middle)
        painter.drawEllipse(dot, DOT - 0.9, DOT - 0.9)
