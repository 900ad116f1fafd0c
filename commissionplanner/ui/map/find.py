"""The box that finds things on the map: each key typed goes to the first that fits."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.map.view import MapView
from commissionplanner.ui.widgets.search_box import FilterBox


class FindOnMap(FilterBox):
    """Finds by name. Enter goes to the next that fits; Escape closes."""

    found = Signal(object)
    """A thing (table, id) that fits."""

    def __init__(self, view: MapView) -> None:
        super().__init__("Find on the map", 250, view)
        self._view = view
        self._at = 0
        self.move(16, 12)
        self.resize(self.sizeHint())
        self.textEdited.connect(lambda _: self._go(0))
        self.hide()

    def open(self) -> None:
        """Show the box, ready to be typed into."""
        self.show()
        self.raise_()
        self.selectAll()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear()
            self.hide()
            self._view.setFocus()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go(self._at + 1)
        else:
            super().keyPressEvent(event)

    def matches(self) -> tuple[Key, ...]:
        """Return what fits the words typed: names that begin with them first."""
        words = self.text().casefold().strip()
        scene = self._view.scene
        if not words or scene is None:
            return ()
        content = scene.content
        named: list[tuple[str, Key]] = [
            (f"{m.name} {m.full}", (m.table, m.key)) for m in content.members
        ]
        named += [
            (c.name, (c.table, c.organisation_ids[0]))
            for c in content.containers
            if c.organisation_ids
        ]
        fitting = [(name.casefold(), key) for name, key in named if words in name.casefold()]
        return tuple(key for _, key in sorted(fitting, key=lambda f: not f[0].startswith(words)))

    def _go(self, at: int) -> None:
        found = self.matches()
        if found:
            self._at = at % len(found)
            self.found.emit(found[self._at])
