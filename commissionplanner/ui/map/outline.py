"""The map as an outline: every organisation with what it holds and what it is linked to."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.analysis.layout.chips import money
from commissionplanner.analysis.layout.heads import money_words
from commissionplanner.analysis.layout.link_words import ribbon_words
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.analysis.layout.words import pairs_of
from commissionplanner.ui import theme
from commissionplanner.ui.map import sayings
from commissionplanner.ui.map.hits import in_order
from commissionplanner.ui.map.outline_rows import stands_out
from commissionplanner.ui.map.outline_table import OutlineTable
from commissionplanner.ui.map.standing import Key
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.widgets.painting import HandsFocusOn
from commissionplanner.ui.widgets.segments import Segments

ROLE = int(Qt.ItemDataRole.UserRole)


class OutlineTree(QTreeWidget):
    """Organisations with what they hold and what they are linked to. Ctrl and Shift select many."""

    selected = Signal(object)
    """What is selected here now: a tuple of things (table, id)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outline of the map")
        self.setHeaderLabels(["Name", "Money", "What stands out"])
        self.setColumnWidth(0, 380)
        self.setColumnWidth(1, 170)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.itemSelectionChanged.connect(self._tell)
        self._silent = False
        self._items: dict[Key, QTreeWidgetItem] = {}

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self._silent = True
        self.clear()
        self._items = {}
        above: dict[int, QTreeWidgetItem] = {}
        for what in in_order(scene, folded_too=True):
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
        """Mark what is selected elsewhere, and bring the last of it into view."""
        self._silent = True
        self.clearSelection()
        found = [self._items[key] for key in keys if key in self._items]
        if found:
            self.setCurrentItem(found[-1])
        for item in found:
            item.setSelected(True)
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
        item = QTreeWidgetItem(above, [one.full, money(one.amount_p), stands_out(one)])
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

    def _tell(self) -> None:
        if self._silent:
            return
        held = (item.data(0, ROLE) for item in self.selectedItems())
        self.selected.emit(tuple(tuple(key) for key in held if key is not None))


class Outline(HandsFocusOn):
    """The same as the map, for the keyboard and screen readers: a tree or a table, in step."""

    selected = Signal(object)
    """What is selected here now: a tuple of things (table, id)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Outline of the map")
        self.form = Segments(
            [("tree", "Tree"), ("table", "Table")], "tree", name="Form of the outline"
        )
        self.tree, self.table = OutlineTree(), OutlineTable()
        self.summary = Label("", "small", "ink2", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(theme.PAGE_LEFT, 8, theme.PAGE_RIGHT, 8)
        head.setSpacing(14)
        head.addWidget(self.form)
        head.addWidget(self.summary, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.table, 1)
        self.table.hide()
        self._scene: Scene | None = None
        self._chosen: Sequence[Key] = ()
        self.form.chosen.connect(self._swap)
        self.tree.selected.connect(self.selected)
        self.table.selected.connect(self.selected)
        self.hand_focus_to(self.tree)

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self._scene = scene
        self.summary.setText(sayings.summary(scene))
        self._shown().show_scene(scene)

    def set_chosen(self, keys: Sequence[Key]) -> None:
        """Mark what is selected elsewhere."""
        self._chosen = tuple(keys)
        self._shown().set_chosen(keys)

    def _shown(self) -> OutlineTree | OutlineTable:
        return self.tree if self.form.current() == "tree" else self.table

    def _swap(self, form: str) -> None:
        """Show the other form, holding the same with the same selected."""
        self.tree.setVisible(form == "tree")
        self.table.setVisible(form == "table")
        self.hand_focus_to(self._shown())
        if self._scene is not None:
            self._shown().show_scene(self._scene)
            self._shown().set_chosen(self._chosen)
