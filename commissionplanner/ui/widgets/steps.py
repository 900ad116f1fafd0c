"""The steps of a wizard, always in view, and how sure a guess is.

bar = StepsBar(["File and sheet", "Columns", "Check rows", "Match to the plan", "Import"])
bar.set_current(2)                       # from 0; earlier ones are ticked
bar.asked.connect(...)                   # number of an earlier step, to go back to
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import CENTRE, KeyFocus, box, focus_ring, width_of, words

HEIGHT, DISC, LINE = 56, 24, 38
SURE = {
    "certain": (3, "good", "Certain"),
    "likely": (2, "good", "Likely"),
    "check": (1, "warning", "Please check"),
    "left_out": (0, "ink3", "Left out"),
}
"""How sure: squares filled, tone, word."""


class StepsBar(KeyFocus, QWidget):
    """Numbered steps in a row: done, present, to come."""

    asked = Signal(int)

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_current(0)

    def set_current(self, at: int) -> None:
        """Mark the present step, from 0; those before it are done."""
        self._at = at
        self.setAccessibleName(f"Step {at + 1} of {len(self._names)}: {self._names[at]}")
        self.update()

    def current(self) -> int:
        """Return the number of the present step, from 0."""
        return self._at

    def sizeHint(self) -> QSize:
        return QSize(600, theme.current().bar(HEIGHT, DISC))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Backspace) and self._at > 0:
            self.asked.emit(self._at - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for at, where in enumerate(self._places()):
            if at < self._at and where.contains(event.position()):
                self.asked.emit(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.colour("surface"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, now.colour("line"))
        places = self._places()
        for at, where in enumerate(places):
            self._draw_step(painter, at, where)
            if at + 1 < len(places):
                left, right = where.right() + 12, places[at + 1].left() - 12
                if right > left:
                    middle = round(where.center().y())
                    painter.fillRect(QRectF(left, middle, right - left, 1.5), now.colour("line2"))
        if self.ring_due():
            focus_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -3), theme.RADIUS_BUTTON)

    def _draw_step(self, painter: QPainter, at: int, where: QRectF) -> None:
        now = theme.current()
        side = now.px(DISC)
        disc = QRectF(where.left(), where.center().y() - side / 2, side, side)
        number = now.font("small", 600, tabular=True)
        if at < self._at:
            box(painter, disc, side / 2, None, now.colour("good"), 1.75)
            inner = disc.adjusted(5, 5, -5, -5)
            icons.paint(painter, "check", inner, "good")
        elif at == self._at:
            box(painter, disc, side / 2, now.colour("accent"))
            words(painter, disc, str(at + 1), number, now.colour("onAccent"), CENTRE)
        else:
            box(painter, disc, side / 2, None, now.colour("control"), 1.5)
            words(painter, disc, str(at + 1), number, now.colour("ink2"), CENTRE)
        room = where.adjusted(side + 8, 0, 0, 0)
        ink = now.colour("ink" if at <= self._at else "ink2")
        if at == self._at or self._all_named():
            words(painter, room, self._names[at], self._face(at), ink)

    def _face(self, at: int) -> QFont:
        return theme.current().font("body", 600 if at == self._at else 500)

    def _name_width(self, at: int) -> float:
        return width_of(self._names[at], self._face(at)) + 2

    def _all_named(self) -> bool:
        """Whether there is room for every name; where not, only the present step is named."""
        side = theme.current().px(DISC) + 8
        needed = sum(side + self._name_width(at) + 8 for at in range(len(self._names)))
        return needed <= self.width() - 2 * theme.PAGE_LEFT

    def _places(self) -> list[QRectF]:
        now = theme.current()
        side, high = now.px(DISC) + 8, float(now.bar(HEIGHT, DISC) - 1)
        named = self._all_named()
        widths = [
            side + (self._name_width(at) if named or at == self._at else -8.0)
            for at in range(len(self._names))
        ]
        spare = self.width() - theme.PAGE_LEFT * 2 - sum(widths)
        gap = min(LINE + 24.0, max(spare / max(len(widths) - 1, 1), 8.0))
        places, left = [], float(theme.PAGE_LEFT)
        for width in widths:
            places.append(QRectF(left, 0, width, high))
            left += width + gap
        return places


def draw_confidence(painter: QPainter, where: QRectF, sure: str) -> None:
    """Draw the squares and the word, for delegates and heads of columns."""
    now = theme.current()
    filled, tone, text = SURE[sure]
    ink = now.colour(tone)
    for at in range(3):
        square = QRectF(where.left() + at * 9, where.center().y() - 3.5, 7, 7)
        if at < filled:
            box(painter, square, 1.5, ink)
        else:
            box(painter, square, 1.5, None, now.colour("control") if filled == 0 else ink)
    room = where.adjusted(30, 0, 0, 0)
    words(painter, room, text, now.font("micro", 600), ink)
