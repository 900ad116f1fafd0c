"""What the map's controllers share: what is selected there, its name, and a form that asks there."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint

from commissionplanner.analysis.layout.packing import Box
from commissionplanner.analysis.layout.views import place_key
from commissionplanner.model.entities import TABLES
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import counted
from commissionplanner.ui.map.canvas import MapCanvas
from commissionplanner.ui.map.slips import Slip
from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.widgets.floating import SHADOW
from commissionplanner.ui.workspace import Workspace

GAP = 8
"""Pixels between a form and its thing."""


class MapDesk(QObject):
    """Knows what is meant on a canvas, and keeps the one form that is open there."""

    def __init__(self, workspace: Workspace, canvas: MapCanvas) -> None:
        super().__init__(canvas)
        self._workspace, self._canvas = workspace, canvas
        self.slip: Slip | None = None

    @property
    def view(self) -> str:
        """Under what name places of the view shown are kept."""
        shown = self._canvas.scene
        return place_key(shown.content.view, shown.content.inside) if shown is not None else ""

    @property
    def inside(self) -> str:
        """Whether services stand with their provider or their commissioner."""
        shown = self._canvas.scene
        return shown.content.inside if shown is not None else "provider"

    def chosen(self) -> tuple[Key, ...]:
        """Return what is selected on the map; else where the keyboard is."""
        canvas = self._canvas
        found = tuple(key for key in canvas.chosen if canvas.standing.hit(key) is not None)
        if found or canvas.current is None:
            return found
        key = canvas.standing.key(canvas.current)
        return () if key is None else (key,)

    def name(self, key: Key) -> str:
        """Return what a thing is called on screen."""
        return display_name(self._workspace.plan.record(*key))

    def listed(self, keys: Sequence[Key]) -> str:
        """Return things in words: the name of one, the number of several."""
        if len(keys) == 1:
            return f"“{self.name(keys[0])}”"
        tables = {table for table, _ in keys}
        if len(tables) == 1:
            spec = TABLES[tables.pop()]
            return counted(len(keys), spec.singular, spec.plural)
        return f"{len(keys):,} things"

    def show(self, slip: Slip, key: Key | None, at: QPoint | None = None) -> None:
        """Show a form beside a thing, or at a point of the canvas; one at a time."""
        if self.slip is not None:
            self.slip.close_card()
        self.slip = slip
        slip.closed.connect(lambda: self._closed(slip))
        where = at
        box = self._canvas.box_of(key) if key is not None else None
        if where is None and box is not None:
            where = self._beside(slip, box)
        slip.show_at(where or self._canvas.rect().center())
        slip.setFocus()
        slip.focusNextChild()

    def _beside(self, slip: Slip, box: Box) -> QPoint:
        """Return where a form stands below its thing, else above, else at its right."""
        left, top, wide, high = self._canvas.camera.box_on_screen(box)
        room, size = self._canvas.height(), slip.sizeHint().height() - 2 * SHADOW
        if top + high + GAP + size < room:
            return QPoint(round(left), round(top + high + GAP))
        if top - GAP - size > 0:
            return QPoint(round(left), round(top - GAP - size))
        return QPoint(round(left + wide + GAP), round(top))

    def _closed(self, slip: Slip) -> None:
        if self.slip is slip:
            self.slip = None
        self._canvas.let_go()
        self._canvas.setFocus()
