"""The map by keyboard: from thing to thing, along links, and every edit."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.model.plan import Plan
from commissionplanner.ui.map import hits, sayings, speech, walk
from commissionplanner.ui.map.hits import Hit
from commissionplanner.ui.map.view import MapView

STEP = 1.25
NUDGE = 22.0
"""Map units that Alt with an arrow moves a thing: the pitch of the dot grid."""
_WAYS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ZOOMS: Final = {
    Qt.Key.Key_Plus: STEP,
    Qt.Key.Key_Equal: STEP,
    Qt.Key.Key_Minus: 1 / STEP,
    Qt.Key.Key_Underscore: 1 / STEP,
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
ASKED: Final = {
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "delete",
    Qt.Key.Key_Insert: "add",
    Qt.Key.Key_N: "add",
    Qt.Key.Key_M: "home",
    Qt.Key.Key_T: "field",
    Qt.Key.Key_C: "fold",
    Qt.Key.Key_O: "only",
    Qt.Key.Key_Menu: "menu",
}
"""What a key asks for, of what is selected or of where the keyboard is."""


class MapKeyboard(MapView):
    """Keys of the map.

    Tab and Shift+Tab go from node to node, arrows to the nearest, Ctrl+arrows along the links;
    [ and ] go through the links one by one. Enter selects, Ctrl+Enter adds, Ctrl+A selects all.
    Alt+arrows move what is selected. L starts a link, and L or Enter on another thing draws it.
    """

    selected = Signal(object, bool)
    """A thing (table, id) was chosen, or None for the ground; whether it adds to the others."""
    gathered = Signal(object, bool)
    """Many things (table, id) were chosen together; whether they add to the others."""
    moved = Signal(object, float, float, object)
    """A hit was dragged by so many map units, right and down, onto another hit, or None."""
    asked = Signal(str)
    """An edit of what is selected is asked for: a word of `ASKED`."""
    tie_wanted = Signal(object, object)
    """Two things (table, id) are to be joined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.tied: Hit | None = None
        self._by_mouse = True
        self._walked = -1

    def show_scene(self, scene: Scene, *, fit: bool) -> None:
        """Show another scene; the keyboard stays where it was, and a link begun at its thing."""
        begun = self.standing.key(self.tied) if self.tied is not None else None
        super().show_scene(scene, fit=fit)
        self.tied = self.standing.hit(begun) if begun is not None else None
        self._walked = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._by_mouse = False
        if self.scene is None or not self._takes(event):
            super().keyPressEvent(event)

    def _takes(self, event: QKeyEvent) -> bool:
        """Do what a key says; False where it says nothing here."""
        key, held = Qt.Key(event.key()), event.modifiers()
        ctrl = bool(held & Qt.KeyboardModifier.ControlModifier)
        if key in _WAYS:
            self._arrow(_WAYS[key], held)
        elif key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
            self._through(1 if key == Qt.Key.Key_BracketRight else -1)
        elif key in _ENTER:
            self._enter(adds=ctrl)
        elif key == Qt.Key.Key_A and ctrl:
            self.gathered.emit(self.all_keys(), False)
        elif key in _ZOOMS and not ctrl:
            self.zoom(_ZOOMS[key])
        elif key == Qt.Key.Key_Escape:
            return self._leave()
        elif ctrl or held & Qt.KeyboardModifier.AltModifier:
            return False
        elif key == Qt.Key.Key_F:
            self.fit()
        elif key == Qt.Key.Key_L:
            self.tie()
        elif key in ASKED:
            self.asked.emit(ASKED[key])
        else:
            return False
        return True

    def _arrow(self, way: tuple[int, int], held: Qt.KeyboardModifier) -> None:
        assert self.scene is not None  # noqa: S101 keys are taken only where there is one
        if held & Qt.KeyboardModifier.AltModifier:
            what = self.current
            if what is not None and self._is_movable(what):
                self.moved.emit(what, way[0] * NUDGE, way[1] * NUDGE, None)
            return
        if held & Qt.KeyboardModifier.ControlModifier:
            self._along(way)
            return
        self.go(hits.towards(self.scene, self.current, *way))
        if held & Qt.KeyboardModifier.ShiftModifier and self.current is not None:
            key = self.standing.key(self.current)
            if key is not None and key not in self.chosen:
                self.selected.emit(key, True)

    @staticmethod
    def _is_movable(what: Hit | None) -> bool:
        return what is not None and what.kind in ("member", "container")

    def _along(self, way: tuple[int, int]) -> None:
        """Go along the link that leads most nearly in a direction, and say what it is."""
        if self.scene is None or self.current is None:
            return
        found = walk.steps(self.scene, self.plan, self.current)
        step = walk.along(self.scene, self.current, found, *way)
        if step is None:
            self.say("No link leads that way.")
        else:
            self._walked = -1
            self.go(step.to, step.words)

    def _through(self, by: int) -> None:
        """Say the next link of where one is, and light what it leads to."""
        if self.scene is None or self.current is None:
            return
        found = walk.steps(self.scene, self.plan, self.current)
        if not found:
            self.say("Nothing is linked to it.")
            return
        self._walked = (self._walked + by) % len(found)
        self.light(found[self._walked].to)
        self.say(f"Link {self._walked + 1} of {len(found)}: {found[self._walked].words}")

    def _enter(self, *, adds: bool) -> None:
        """Select where the keyboard is; follow the link last said; end a link that was begun."""
        assert self.scene is not None  # noqa: S101 keys are taken only where there is one
        if self.tied is not None:
            self.tie()
        elif self._walked >= 0 and self.current is not None:
            step = walk.steps(self.scene, self.plan, self.current)[self._walked]
            self.go(step.to, step.words)
        else:
            self.choose(self.current, adds=adds)

    def tie(self) -> None:
        """Begin a link where the keyboard is, or end there the one that was begun."""
        here = self.current
        if here is None or self.standing.key(here) is None:
            self.say("Go to a thing first, with Tab or the arrows.")
        elif self.tied is None:
            self.tied = here
            self.say("Link begun. Go to the other thing and press Enter; Escape leaves it.")
        else:
            one, other = self.standing.key(self.tied), self.standing.key(here)
            self.tied = None
            self.tie_wanted.emit(one, other)
        self.update()

    def tie_here(self) -> None:
        """Begin a link at what is selected."""
        self.tied = None
        if self.current is None and self.chosen:
            self.current = self.standing.hit(self.chosen[-1])
        self.tie()

    def _leave(self) -> bool:
        """Leave what was begun, and then the selection; False where nothing is to be left."""
        if self.tied is not None:
            self.tied = None
            self.update()
        elif self.chosen:
            self.selected.emit(None, False)
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go from node to node with Tab; from the last one, on to the next widget."""
        nodes = hits.in_order(self.scene) if self.scene is not None else ()
        at = nodes.index(self.current) if self.current in nodes else (-1 if forward else len(nodes))
        at += 1 if forward else -1
        if not self.hasFocus() or not 0 <= at < len(nodes):
            self.current = None
            return super().focusNextPrevChild(forward)
        self._by_mouse = False
        self.go(nodes[at])
        return True

    def all_keys(self) -> tuple[tuple[str, str], ...]:
        """Return every thing that is drawn within a container; the containers where none is."""
        if self.scene is None:
            return ()
        content = self.scene.content
        found = [(one.table, one.key) for one in content.members]
        if not found:
            places = (Hit("container", at) for at in range(len(content.containers)))
            found = [key for key in map(self.standing.key, places) if key is not None]
        return tuple(dict.fromkeys(found))

    def choose(self, what: Hit | None, *, adds: bool = False) -> None:
        """Put the keyboard on something, and tell that it was chosen."""
        node = what is not None and what.kind in ("member", "container", "directorate")
        self.current = what if node else None
        self._walked = -1
        self.selected.emit(self.standing.key(what) if what is not None else None, adds)

    def zoom(self, factor: float) -> None:
        """Look nearer or from further off, about the middle."""
        self._fitted = False
        self.look(self.camera.zoomed(factor, self.width() / 2, self.height() / 2))

    def go(self, what: Hit | None, words: str = "") -> None:
        """Put the keyboard on a node, bring it into view and say what it is; `words` first."""
        if what is None or self.scene is None:
            return
        self.current, self._walked = what, -1
        if self.lit is not None and not self._by_mouse:
            self.light(None)
        left, top, wide, high = self.camera.box_on_screen(self.standing.box(what))
        outside = left < 8 or top < 8
        outside |= left + wide > self.width() - 8 or top + high > self.height() - 8
        if outside and wide < self.width() and high < self.height():
            x, y, w, h = self.standing.box(what)
            self._fitted = False
            self.look(self.camera.centred(x + w / 2, y + h / 2, self.width(), self.height()))
        speech.focus_moved(self, what)
        told = sayings.node(self.scene, what)
        self.say(f"{words}. {told}" if words else told)
        self.update()

    def say(self, words: str) -> None:
        """Let a screen reader say something of the map, once."""
        self.setAccessibleName(f"Map: {words}")
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
