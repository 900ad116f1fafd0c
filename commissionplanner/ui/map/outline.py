"""The map as an outline: every organisation with what it holds and what it is linked to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem, QWidget

from commissionplanner.analysis.layout.chips import money
from commissionplanner.analysis.layout.heads import money_words
from commissionplanner.analysis.layout.scene import Scene, ribbon_words
from commissionplanner.analysis.layout.words import pairs_of
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.map.hits import in_order
from commissionplanner.ui.map.standing import Key

ROLE = int(Qt.ItemDataRole.UserRole)


class Outline(QTreeWidget):
    """The same as the map, for the keyboard and screen readers; selection keeps step."""

    selected = Signal(object)
    """A thing (table, id) was chosen here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outline of the map")
        self.setHeaderLabels(["Name", "Money", "What stands out"])
        self.setColumnWidth(0, 380)
        self.setColumnWidth(1, 170)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.currentItemChanged.connect(self._tell)
        self._silent = False
        self._items: dict[Key, QTreeWidgetItem] = {}

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self._silent = True
        self.clear()
        self._items = {}
        above: dict[int, QTreeWidgetItem] = {}
        for what in in_order(scene):
            if what.kind == "container":
                above[what.at] = self._container(scene, what.at)
            else:
                member = scene.content.members[what.at]
                self._member(scene, what.at, above[member.container])
        self._links(scene, above)
        for item in above.values():
            item.setExpanded(True)
        self._silent = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        held, self._silent = self._silent, True  # Qt makes the first row current; that is no choice
        super().focusInEvent(event)
        self._silent = held

    def set_chosen(self, keys: Sequence[Key]) -> None:
        """Mark what is selected elsewhere."""
        self._silent = True
        self.clearSelection()
        item = self._items.get(keys[-1]) if keys else None
        if item is not None:
            self.setCurrentItem(item)
        self._silent = False

    def _container(self, scene: Scene, at: int) -> QTreeWidgetItem:
        one = scene.content.containers[at]
        inward = bool(one.meter and one.meter.looks_inward and one.meter.is_confirmed)
        item = QTreeWidgetItem([one.name, money_words(one), "Looks inward" if inward else ""])
        if one.thing is not None:
            self._keep(item, one.thing)
        self.addTopLevelItem(item)
        return item

    def _member(self, scene: Scene, n: int, above: QTreeWidgetItem) -> None:
        one = scene.content.members[n]
        said = ["Silo"] if one.is_silo else []
        said += ["Single-year"] if one.is_single else []
        said += ["Money ends"] if one.ends_soon else []
        if one.table == "services":
            said.append(marks.TIER_WORDS.get(one.tier or 0, "Prevention not known"))
        item = QTreeWidgetItem(above, [one.full, money(one.amount_p), " · ".join(said)])
        self._keep(item, (one.table, one.key))

    def _keep(self, item: QTreeWidgetItem, key: Key) -> None:
        item.setData(0, ROLE, key)
        self._items[key] = item

    def _links(self, scene: Scene, above: dict[int, QTreeWidgetItem]) -> None:
        content = scene.content
        names = [one.name for one in content.containers]
        for ribbon in content.ribbons:
            words = [f"Pays {names[ribbon.target]}", ribbon_words(ribbon), "Money across"]
            QTreeWidgetItem(above[ribbon.source], words)
        for hand_off in content.hand_offs:
            agreed = pairs_of(hand_off.agreed)
            words = [f"Hands over to {names[hand_off.target]}", f"{len(hand_off.pairs)}", agreed]
            QTreeWidgetItem(above[hand_off.source], words)
        for tie in content.ties:
            kinds = ", ".join(f"{count} {kind}" for kind, count in tie.kinds)
            QTreeWidgetItem(
                above[tie.source], [f"Linked to {names[tie.target]}", money(tie.amount_p), kinds]
            )

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        key = item.data(0, ROLE) if item is not None else None
        if key is not None and not self._silent:
            self.selected.emit(tuple(key))
