"""A switch of two to five: segments side by side, the chosen one raised.

    unit = Segments([("pounds", "£"), ("k", "£k"), ("m", "£m")], "m", name="Unit of money")
    unit.chosen.connect(self._show_in)          # gives the key

Left and Right move the choice; Home and End go to the ends. In a toolbar that has not the room, it
shows the one chosen and lists the others when pressed, as Space and Return do.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import (
    CENTRE,
    LEFT,
    KeyFocus,
    box,
    focus_ring,
    width_of,
    words,
)

PADDING, ARROW = 11, 14


class Segments(KeyFocus, QWidget):
    """One of a few choices, all in view.

    Args:
        choices: Key and words of each.
        chosen: Key of the one chosen at first.
        name: What is being chosen, for screen readers.
        tips: A tooltip for some keys.
    """

    chosen = Signal(str)

    def __init__(
        self,
        choices: Sequence[tuple[str, str]],
        chosen: str,
        *,
        name: str,
        tips: dict[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._name = name
        self._tips = tips or {}
        self._hover = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._at = 0
        self.set_current(chosen)

    def current(self) -> str:
        """Return the key of the choice."""
        return self._choices[self._at][0]

    def set_current(self, key: str) -> None:
        """Show a choice without telling anyone."""
        self._at = [each for each, _ in self._choices].index(key)
        self._announce()
        self.update()

    def choose(self, at: int) -> None:
        """Choose by place, as a click or a key does, and tell."""
        at = min(max(at, 0), len(self._choices) - 1)
        if at != self._at:
            self._at = at
            self._announce()
            self.update()
            self.chosen.emit(self.current())

    def sizeHint(self) -> QSize:
        return QSize(round(self._edges()[-1]) + 3, theme.current().px(theme.CONTROL_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        edges, now = self._edges(), theme.current()
        widest = max(end - start for start, end in pairwise(edges))
        return QSize(round(widest) + now.px(ARROW) + 6, now.px(theme.CONTROL_HEIGHT))

    def is_folded(self) -> bool:
        """Whether only the one chosen is in view, for want of room."""
        return self.width() < self.sizeHint().width()

    def open_list(self) -> None:
        """List the choices beneath."""
        menu = QMenu(self)
        for at, (_, text) in enumerate(self._choices):
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(at == self._at)
            action.triggered.connect(lambda _=False, place=at: self.choose(place))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self._by_mouse = False
            self.choose(self._at + steps[key])
        elif self.is_folded() and key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_list()
        elif key == Qt.Key.Key_Home:
            self.choose(0)
        elif key == Qt.Key.Key_End:
            self.choose(len(self._choices) - 1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position().x())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self.is_folded():
            self.open_list()
        elif at >= 0:
            self.choose(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._under(event.position().x())
        if at != self._hover:
            self._hover = at
            self.setToolTip(self._tips.get(self._choices[at][0], "") if at >= 0 else "")
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.update()
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        now = theme.current()
        painter = QPainter(self)
        whole = QRectF(self.rect())
        box(
            painter, whole, 7, now.colour("sunken"), now.colour("line2" if now.contrast else "line")
        )
        edges = self._edges()
        if self.is_folded():
            self._paint_folded(painter, whole)
            return
        for at, (_, text) in enumerate(self._choices):
            where = QRectF(edges[at], 2.5, edges[at + 1] - edges[at], whole.height() - 5)
            ink = "ink2" if at != self._hover else "ink"
            if at == self._at:
                fill = now.colour("accent" if now.contrast else self._raised())
                box(painter, where, 6, fill, now.colour("line2"))
                ink = "onAccent" if now.contrast else "ink"
            weight = 600 if at == self._at else 500
            tone = now.colour(ink if self.isEnabled() else "disabled")
            words(painter, where, text, now.font("body", weight), tone, CENTRE)
        if self.ring_due():
            focus_ring(painter, whole, 7)

    def _paint_folded(self, painter: QPainter, whole: QRectF) -> None:
        now = theme.current()
        box(painter, whole.adjusted(0, 1, 0, -1), theme.RADIUS_BUTTON, now.colour("surface"),
            now.colour("control"))  # fmt: skip
        side, live = now.px(ARROW), self.isEnabled()
        room = whole.adjusted(PADDING, 0, -side - PADDING, 0)
        tone = now.colour("ink" if live else "disabled")
        words(painter, room, self._choices[self._at][1], now.font("body", 600), tone, LEFT)
        arrow = QRectF(whole.right() - side - 9, whole.center().y() - side / 2, side, side)
        icons.paint(painter, "down", arrow, "ink2" if live else "disabled")
        if self.ring_due():
            focus_ring(painter, whole, theme.RADIUS_BUTTON)

    def _raised(self) -> str:
        return "hover" if theme.current().dark else "surface"

    def _edges(self) -> list[float]:
        font = theme.current().font("body", 600)
        edges = [2.5]
        for _, text in self._choices:
            edges.append(edges[-1] + round(width_of(text, font)) + 2 * PADDING)
        return edges

    def _under(self, x: float) -> int:
        edges = self._edges()
        for at in range(len(self._choices)):
            if edges[at] <= x < edges[at + 1]:
                return at
        return -1

    def _announce(self) -> None:
        self.setAccessibleName(f"{self._name}: {self._choices[self._at][1]}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
