"""The canvas with hands: mouse, wheel and keys, tooltips and what a screen reader hears."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from commissionplanner.ui.map import hits, sayings
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.view import MapView
from commissionplanner.ui.widgets.painting import KeyFocus

STEP = 1.25
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class MapCanvas(KeyFocus, MapView):
    """Shows a scene and lets one look around, select and move things.

    Dragging the ground, or anything with the middle button, pans; the wheel zooms at the
    pointer; a click selects and Ctrl+click adds; a chip or container is moved by dragging it.
    Tab and Shift+Tab go from node to node, arrows to the nearest, Enter selects, + and − zoom,
    F shows the whole.
    """

    selected = Signal(object, bool)
    """A thing (table, id) was clicked, or None for the ground; whether it adds to the others."""
    moved = Signal(object, float, float)
    """A hit was dragged by so many map units, right and down."""
    opened = Signal(object)
    """A thing (table, id) was double-clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map")
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._held: Hit | None = None
        self._panning = False

    def announce(self) -> None:
        """Say what the whole map shows, for screen readers."""
        if self.scene is not None:
            self.setAccessibleDescription(sayings.summary(self.scene))

    def _under(self, at: QPointF) -> Hit | None:
        if self.scene is None:
            return None
        x, y = self.camera.to_map(at.x(), at.y())
        return hits.hit(self.scene, x, y, 5 / self.camera.zoom)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.let_go()
        self._pressed = self._last = event.position()
        self._held = self._under(event.position())
        middle = event.button() == Qt.MouseButton.MiddleButton
        fixed = self._held is None or self._held.kind not in ("member", "container")
        self._panning = middle or fixed
        if self._panning:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons():
            self._hover(self._under(at))
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._panning:
            self._fitted = False
            self.look(self.camera.panned(at.x() - self._last.x(), at.y() - self._last.y()))
        elif self._held is not None and (far or self._ghost is not None):
            if self._ghost is None:
                self._lift(self._held)
            way = (at - self._pressed) / self.camera.zoom
            self._ghost = (self._held, way.x(), way.y())
            self.update()
        self._last = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        ghost, pressed = self._ghost, self._pressed
        self._pressed = None
        self.unsetCursor()
        if pressed is None:
            return
        if ghost is not None:
            self.moved.emit(*ghost)  # it is shown as dragged until it is drawn in its new place
        elif (event.position() - pressed).manhattanLength() < QApplication.startDragDistance():
            adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self._held, adds=adds)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        what = self._under(event.position())
        key = self.standing.key(what) if what is not None else None
        if key is not None:
            self.opened.emit(key)

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120
        if turned:
            self._fitted = False
            at = event.position()
            self.look(self.camera.zoomed(STEP ** (turned * 0.6), at.x(), at.y()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)
        super().leaveEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            what = self._under(QPointF(event.pos()))
            words = sayings.tooltip(self.scene, what) if self.scene and what else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _hover(self, what: Hit | None) -> None:
        if what != self.lit:
            self.light(what)
            node = what is not None and what.kind in ("member", "container", "directorate")
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if node else Qt.CursorShape.OpenHandCursor
            )

    def _choose(self, what: Hit | None, *, adds: bool = False) -> None:
        self.current = what if what is not None and what.kind in ("member", "container") else None
        key = self.standing.key(what) if what is not None else None
        self.selected.emit(key, adds)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, middle = Qt.Key(event.key()), (self.width() / 2, self.height() / 2)
        self._by_mouse = False
        if self.scene is None:
            super().keyPressEvent(event)
        elif key in _WAYS:
            self._go(hits.towards(self.scene, self.current, *_WAYS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            adds = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._choose(self.current, adds=adds)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(STEP, middle)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._zoom(1 / STEP, middle)
        elif key == Qt.Key.Key_F and not event.modifiers():
            self.fit()
        elif key == Qt.Key.Key_Escape and self.chosen:
            self.selected.emit(None, False)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from node to node with Tab; from the last one, on to the next widget."""
        nodes = hits.in_order(self.scene) if self.scene is not None else ()
        at = nodes.index(self.current) if self.current in nodes else (-1 if forward else len(nodes))
        at += 1 if forward else -1
        if not self.hasFocus() or not 0 <= at < len(nodes):
            self.current = None
            return super().focusNextPrevChild(forward)
        self._by_mouse = False
        self._go(nodes[at])
        return True

    def _zoom(self, factor: float, at: tuple[float, float]) -> None:
        self._fitted = False
        self.look(self.camera.zoomed(factor, *at))

    def _go(self, what: Hit | None) -> None:
        """Put the keyboard on a node, bring it into view and say what it is."""
        if what is None or self.scene is None:
            return
        self.current = what
        left, top, wide, high = self.camera.box_on_screen(self.standing.box(what))
        outside = left < 8 or top < 8
        outside |= left + wide > self.width() - 8 or top + high > self.height() - 8
        if outside and wide < self.width() and high < self.height():
            x, y, w, h = self.standing.box(what)
            self._fitted = False
            self.look(self.camera.centred(x + w / 2, y + h / 2, self.width(), self.height()))
        self.setAccessibleName(f"Map: {sayings.node(self.scene, what)}")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()
