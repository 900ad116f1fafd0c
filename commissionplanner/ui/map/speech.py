"""What is painted on the map, as things that a screen reader can find, name and follow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from commissionplanner.ui import theme
from commissionplanner.ui.map import hits, sayings
from commissionplanner.ui.map.hits import Hit

if TYPE_CHECKING:
    from commissionplanner.ui.map.canvas import MapCanvas

Role, Text = QAccessible.Role, QAccessible.Text


class Spoken(QAccessibleInterface):
    """One container or member: its name, what is said of it, where it is and how it stands."""

    def __init__(self, canvas: "MapCanvas", what: Hit, above: "SpokenMap") -> None:
        super().__init__()
        self._canvas, self.what, self._above = canvas, what, above

    def isValid(self) -> bool:
        scene = self._canvas.scene
        return scene is not None and self.what in self._above.places

    def object(self) -> QObject | None:  # type: ignore[override]  # it is painted: there is none
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # none before it is shown
        return self._canvas.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return self._above

    def childCount(self) -> int:
        return 0

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none
        return None

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # none
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return Role.ListItem

    def rect(self) -> QRect:
        x, y, wide, high = self._canvas.camera.box_on_screen(self._canvas.standing.box(self.what))
        corner = self._canvas.mapToGlobal(QPoint(round(x), round(y)))
        return QRect(corner.x(), corner.y(), round(wide), round(high))

    def text(self, which: QAccessible.Text) -> str:
        scene = self._canvas.scene
        if scene is None:
            return ""
        if which == Text.Name:
            return sayings.name(scene, self.what)
        return sayings.node(scene, self.what) if which == Text.Description else ""

    def setText(self, _which: QAccessible.Text, _text: str) -> None:
        """Leave all as it is: a name is changed by F2."""

    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        made.focusable = made.selectable = made.multiSelectable = True
        made.focused = self._canvas.current == self.what
        made.selected = self._canvas.standing.key(self.what) in self._canvas.chosen
        made.offscreen = not self._canvas.rect().intersects(
            self.rect().translated(-self._canvas.mapToGlobal(QPoint(0, 0)))
        )
        return made

    def foregroundColor(self) -> QColor:
        return theme.current().colour("ink")

    def backgroundColor(self) -> QColor:
        return theme.current().colour("canvas")

    def interface_cast(self, _kind: QAccessible.InterfaceType) -> None:  # type: ignore[override]  # none
        return None


class SpokenMap(QAccessibleWidget):
    """The canvas as a list: every container followed by what it holds."""

    def __init__(self, canvas: "MapCanvas") -> None:
        super().__init__(canvas, Role.List, "Map")
        self._canvas = canvas
        self._of: object = None
        self._children: dict[Hit, Spoken] = {}
        self._order: tuple[Hit, ...] = ()
        self._at: dict[Hit, int] = {}

    @property
    def places(self) -> dict[Hit, int]:
        """The position of each thing in the list."""
        scene = self._canvas.scene
        if scene is not self._of:
            self._of, self._children = scene, {}
            self._order = hits.in_order(scene) if scene is not None else ()
            self._at = {what: at for at, what in enumerate(self._order)}
        return self._at

    def text(self, which: QAccessible.Text) -> str:
        if which == Text.Name:
            return self._canvas.accessibleName()
        return self._canvas.accessibleDescription() if which == Text.Description else ""

    def childCount(self) -> int:
        return len(self.places)

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # or none
        if not 0 <= index < len(self.places):
            return None
        return self._child(self._order[index])

    def _child(self, what: Hit) -> Spoken:
        if what not in self._children:
            self._children[what] = Spoken(self._canvas, what, self)
        return self._children[what]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # or none
        found = self._canvas.under(self._canvas.mapFromGlobal(QPoint(x, y)).toPointF())
        return self._child(found) if found is not None and found in self.places else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return self.places.get(child.what, -1) if isinstance(child, Spoken) else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # or none
        what = self._canvas.current
        return self._child(what) if what is not None and what in self.places else self


_made: dict[int, SpokenMap] = {}
"""Kept while their canvas lives: Qt holds them without owning the Python side."""


def _factory(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if _Once.kind is None or not isinstance(thing, _Once.kind):
        return None
    key = id(thing)
    if key not in _made:
        _made[key] = SpokenMap(thing)
        thing.destroyed.connect(lambda _=None: _made.pop(key, None))
    return _made[key]


class _Once:
    kind: "type[MapCanvas] | None" = None


def install(kind: "type[MapCanvas]") -> None:
    """Let Qt ask here for what canvases of a kind say; once for the whole program."""
    if _Once.kind is None:
        _Once.kind = kind
        QAccessible.installFactory(_factory)


def focus_moved(canvas: QWidget, what: Hit) -> None:
    """Tell screen readers that the keyboard is on another thing of the map."""
    from PySide6.QtGui import QAccessibleEvent

    if not QAccessible.isActive():
        return
    spoken = QAccessible.queryAccessibleInterface(canvas)
    if isinstance(spoken, SpokenMap) and what in spoken.places:
        event = QAccessibleEvent(canvas, QAccessible.Event.Focus)
        event.setChild(spoken.places[what])
        QAccessible.updateAccessibility(event)
