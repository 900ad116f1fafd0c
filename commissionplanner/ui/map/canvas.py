"""The map with hands: mouse and wheel, tooltips and the menu of a thing."""

from typing import Final, Literal

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from commissionplanner.analysis.layout.lens import LOW
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui.map import hits, sayings, speech
from commissionplanner.ui.map.gestures import Group, Lasso, Thread
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.keyboard import STEP, MapKeyboard
from commissionplanner.ui.widgets.painting import KeyFocus

Mode = Literal["select", "lasso", "link", "add"]
_CURSORS: Final = {
    "select": Qt.CursorShape.OpenHandCursor,
    "lasso": Qt.CursorShape.CrossCursor,
    "link": Qt.CursorShape.CrossCursor,
    "add": Qt.CursorShape.CrossCursor,
}
_NODES: Final = ("member", "container", "directorate")


class MapCanvas(KeyFocus, MapKeyboard):
    """Shows a scene and lets one look around, select, move and join things.

    Dragging the ground, or anything with the middle button, pans; the wheel zooms at the
    pointer; a click selects, and adds with Ctrl or Shift; a chip or container is moved by dragging
    it, and all that is selected with it. Shift with a drag over the ground draws a lasso, Alt
    with a drag from a thing a link; the modes do the same without a key held.
    """

    opened = Signal(object)
    """A thing (table, id) was double-clicked."""
    add_wanted = Signal(float, float)
    """A service is to be added at a point of the map."""
    menu_wanted = Signal(QPoint)
    """The menu of what is under the pointer is wanted, at a point of the screen."""
    mode_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        speech.install(MapCanvas)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName("Map")
        self.mode: Mode = "select"
        self._pressed: QPointF | None = None
        self._last = QPointF()
        self._held: Hit | None = None
        self._panning = False
        self._overlay: Lasso | Thread | Group | None = None

    def show_scene(self, scene: Scene, *, fit: bool) -> None:
        """Show another scene; what the mouse held of the one before is let go."""
        self._pressed = self._held = self._overlay = None
        super().show_scene(scene, fit=fit)

    def announce(self) -> None:
        """Say what the whole map shows, for screen readers."""
        if self.scene is not None:
            self.setAccessibleDescription(sayings.summary(self.scene))

    def set_mode(self, mode: Mode) -> None:
        """Let a drag or a click do something else."""
        if mode != self.mode:
            self.mode = mode
            self._overlay = None
            self.setCursor(_CURSORS[mode])
            self.update()
            self.mode_changed.emit(mode)

    def under(self, at: QPointF) -> Hit | None:
        """Return what stands at a pixel."""
        if self.scene is None:
            return None
        x, y = self.camera.to_map(at.x(), at.y())
        return hits.shown(hits.hit(self.scene, x, y, 5 / self.camera.zoom), self.only)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.let_go()
        if event.button() == Qt.MouseButton.RightButton:
            return
        at, held = event.position(), event.modifiers()
        self._pressed = self._last = at
        self._held = what = self.under(at)
        node = what is not None and what.kind in _NODES
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        self._overlay, self._panning = None, False
        if event.button() == Qt.MouseButton.MiddleButton or self.scene is None:
            self._panning = True
        elif self.mode == "lasso" or (shift and not node):
            adds = shift or bool(held & Qt.KeyboardModifier.ControlModifier)
            self._overlay = Lasso(at, adds=adds and self.mode == "lasso")
        elif what is not None and node and (alt or self.mode == "link"):
            self._overlay = Thread(self.standing.box(what), at)
        else:
            self._panning = self.mode != "add" and not self._is_movable(what)
        if self._panning:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._pressed is None or not event.buttons():
            self._hover(self.under(at))
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._panning:
            self._fitted = False
            self.look(self.camera.panned(at.x() - self._last.x(), at.y() - self._last.y()))
        elif isinstance(self._overlay, Lasso):
            self._overlay.go(at)
            self.update()
        elif isinstance(self._overlay, Thread):
            target = self._other_node(at)
            self._overlay.go(at, None if target is None else self.standing.box(target))
            self.update()
        elif self._is_movable(self._held) and (far or self._ghost or self._overlay):
            self._drag(at)
        self._last = at

    def _drag(self, at: QPointF) -> None:
        """Let what is held follow the pointer, with all that is selected if it is part of it."""
        assert self._pressed is not None  # noqa: S101 something is held
        assert self._held is not None  # noqa: S101 something is held
        way = (at - self._pressed) / self.camera.zoom
        if self._overlay is None and self._ghost is None:
            group = self.held_together(self._held)
            if len(group) > 1:
                self._overlay = Group([self.standing.box(one) for one in group])
            else:
                self._lift(self._held)
        if isinstance(self._overlay, Group):
            self._overlay.way = (way.x(), way.y())
        else:
            self._ghost = (self._held, way.x(), way.y())
        self.update()

    def held_together(self, what: Hit) -> tuple[Hit, ...]:
        """Return what moves when a thing is dragged: all that is selected with it, or it alone."""
        key = self.standing.key(what)
        if what.kind != "member" or key not in self.chosen:
            return (what,)
        found = (self.standing.hit(one) for one in self.chosen)
        return tuple(one for one in found if one is not None and one.kind == "member")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        ghost, pressed, overlay = self._ghost, self._pressed, self._overlay
        self._pressed = self._overlay = None
        self.setCursor(_CURSORS[self.mode])
        if pressed is None:
            return
        at = event.position()
        clicked = (at - pressed).manhattanLength() < QApplication.startDragDistance()
        if ghost is not None:
            self.moved.emit(*ghost, self._onto(ghost[0], at))
        elif isinstance(overlay, Group) and self._held is not None:
            self.moved.emit(self._held, *overlay.way, self._onto(self._held, at))
        elif isinstance(overlay, Lasso) and not clicked:
            self._gather(overlay)
        elif isinstance(overlay, Thread) and not clicked:
            self._join(at)
        elif clicked and self.mode == "add":
            self.set_mode("select")
            self.add_wanted.emit(*self.camera.to_map(at.x(), at.y()))
        elif clicked and self._is_on_fold(at):
            self.choose(self._held)
            self.asked.emit("fold")
        elif clicked and event.button() == Qt.MouseButton.LeftButton:
            adding = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            self.choose(self._held, adds=bool(event.modifiers() & adding))
        self.update()

    def _is_on_fold(self, at: QPointF) -> bool:
        if self.scene is None or self.camera.zoom < LOW:
            return False
        held = self._held is not None and self._held.kind == "container"
        return held and hits.fold(self.scene, *self.camera.to_map(at.x(), at.y())) == self._held

    def _onto(self, what: Hit, at: QPointF) -> Hit | None:
        """Return the other place that a member was dragged onto: a container or a directorate."""
        if self.scene is None or what.kind != "member":
            return None
        x, y = self.camera.to_map(at.x(), at.y())
        place = hits.place(self.scene, x, y)
        if place is None:
            return None
        owner = place.at if place.kind == "container" else self.scene.inner[place.at][0]
        member = self.scene.content.members[what.at]
        if owner != member.container:
            return place
        same = place.kind == "container" or self.scene.inner[place.at][1] == member.group
        return None if same else place

    def _gather(self, lasso: Lasso) -> None:
        assert self.scene is not None  # noqa: S101 a lasso is begun only on one
        kind = "member" if len(self.scene.members) else "container"
        boxes = self.scene.members if kind == "member" else self.scene.containers
        found = (Hit(kind, at) for at in lasso.around(boxes, self.camera))  # type: ignore[arg-type]  # one of two kinds
        keys = (self.standing.key(one) for one in found)
        self.gathered.emit(tuple(key for key in keys if key is not None), lasso.adds)
        self.set_mode("select")

    def _other_node(self, at: QPointF) -> Hit | None:
        found = self.under(at)
        node = found is not None and found.kind in _NODES and found != self._held
        return found if node else None

    def _join(self, at: QPointF) -> None:
        target = self._other_node(at)
        if target is None or self._held is None:
            return
        one, other = self.standing.key(self._held), self.standing.key(target)
        self.set_mode("select")
        if one is not None and other is not None:
            self.tie_wanted.emit(one, other)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        what = self.under(event.position())
        key = self.standing.key(what) if what is not None else None
        if key is not None:
            self.opened.emit(key)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            what = self.under(QPointF(event.pos()))
            key = self.standing.key(what) if what is not None else None
            if key is None or key not in self.chosen:
                self.choose(what if key is not None else None)
        self.menu_wanted.emit(event.globalPos())

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
            what = self.under(QPointF(event.pos()))
            words = sayings.tooltip(self.scene, what) if self.scene and what else ""
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def _hover(self, what: Hit | None) -> None:
        if what != self.lit:
            self.light(what)
            node = what is not None and what.kind in _NODES and self.mode == "select"
            self.setCursor(Qt.CursorShape.PointingHandCursor if node else _CURSORS[self.mode])

    def _leave(self) -> bool:
        if self._pressed is not None and (self._ghost or self._overlay):
            self._pressed = self._overlay = None
            self.let_go()
            return True
        if self.mode != "select":
            self.set_mode("select")
            return True
        return super()._leave()

    def paint_hands(self, painter: QPainter) -> None:
        if self._overlay is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._overlay.paint(painter, self.camera)
        elif self.tied is not None and self.scene is not None:
            start = self.standing.box(self.tied)
            thread = Thread(start, QPointF(*self.camera.to_screen(*start[:2])))
            end = self.current
            if end is not None and end != self.tied:
                thread.target = self.standing.box(end)
            thread.paint(painter, self.camera)
