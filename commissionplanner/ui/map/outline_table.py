"""The map as a table: sorted by any column, with the selection in step."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from commissionplanner.analysis.layout.chips import money
from commissionplanner.analysis.layout.scene import Scene
from commissionplanner.ui.map.outline_rows import Row, rows
from commissionplanner.ui.map.standing import Key

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
ALIGN: Final = int(Qt.ItemDataRole.TextAlignmentRole)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT: Final = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
COLUMNS: Final[Sequence[tuple[str, int, Callable[[Row], Any], Callable[[Row], str]]]] = (
    ("Name", 246, lambda row: row.name.casefold(), lambda row: row.name),
    ("Kind", 112, lambda row: row.kind, lambda row: row.kind),
    ("Stands with", 138, lambda row: row.where.casefold(), lambda row: row.where),
    ("Money", 84, lambda row: -1 if row.amount_p is None else row.amount_p,
     lambda row: money(row.amount_p)),
    ("Links inside", 92, lambda row: row.inside, lambda row: f"{row.inside:,}"),
    ("Links outside", 104, lambda row: row.outside, lambda row: f"{row.outside:,}"),
    ("What stands out", 260, lambda row: row.said, lambda row: row.said),
)  # fmt: skip
"""Heading, width, what it is sorted by, and what is shown."""
FIGURES: Final = frozenset({3, 4, 5})


class OutlineModel(QAbstractTableModel):
    """Rows of the map, in an order of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()
        self._sorted: tuple[int, bool] | None = None

    def show_rows(self, found: Sequence[Row]) -> None:
        """Show other rows, sorted as those before."""
        self.beginResetModel()
        self.rows = tuple(found)
        if self._sorted is not None:
            self.rows = self._in_order(*self._sorted)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if role == DISPLAY:
            return COLUMNS[index.column()][3](self.rows[index.row()])
        if role == ALIGN and index.column() in FIGURES:
            return _RIGHT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == DISPLAY:
            return COLUMNS[section][0]
        if orientation == Qt.Orientation.Horizontal and role == ALIGN and section in FIGURES:
            return _RIGHT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; rows that are equal there stay in the order of the outline."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        self.rows = self._in_order(*self._sorted)
        self.layoutChanged.emit()

    def _in_order(self, column: int, falling: bool) -> tuple[Row, ...]:
        return tuple(sorted(self.rows, key=COLUMNS[column][2], reverse=falling))


class OutlineTable(QTableView):
    """The table of the map. Click a heading to sort; Ctrl and Shift select many."""

    selected = Signal(object)
    """What is selected here now: a tuple of things (table, id)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = OutlineModel()
        self._silent = False
        self.setModel(self._model)
        self.setAccessibleName("Table of the map")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        for column, (_, wide, _, _) in enumerate(COLUMNS):
            self.setColumnWidth(column, wide)
        self.horizontalHeader().setDefaultAlignment(_LEFT)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.selectionModel().selectionChanged.connect(self._tell)
        self._falling = False
        self._by = -1

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        self._silent = True
        self._model.show_rows(rows(scene))
        self._silent = False

    def set_chosen(self, keys: Sequence[Key]) -> None:
        """Mark what is selected elsewhere, and bring the last of it into view."""
        self._silent = True
        wanted, found = set(keys), QItemSelection()
        last = None
        for at, row in enumerate(self._model.rows):
            if row.key in wanted:
                index = self._model.index(at, 0)
                found.select(index, self._model.index(at, len(COLUMNS) - 1))
                last = index if last is None or (keys and row.key == keys[-1]) else last
        if last is not None:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(last, flag)
            self.scrollTo(last)
        how = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(found, how)
        self._silent = False

    def _sort(self, column: int) -> None:
        self._falling = not self._falling if column == self._by else column in FIGURES
        self._by = column
        falling, rising = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        chosen = self.chosen()
        self._silent = True
        self._model.sort(column, falling if self._falling else rising)
        order = falling if self._falling else rising
        self.horizontalHeader().setSortIndicator(column, order)
        self.set_chosen(chosen)

    def chosen(self) -> tuple[Key, ...]:
        """Return what is selected here."""
        places = self.selectionModel().selectedRows()
        keys = (self._model.rows[index.row()].key for index in places)
        return tuple(key for key in keys if key is not None)

    def _tell(self) -> None:
        if not self._silent:
            self.selected.emit(self.chosen())
