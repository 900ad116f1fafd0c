"""One table of the plan as Qt sees it: columns over records, with an index of what is shown.

It holds no truth: cells are made from the plan when they are drawn. Filtering and sorting
only reorder the index, which is why 200,000 rows stay quick.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from commissionplanner.app import wording
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import Record
from commissionplanner.ui.models.columns import AMOUNTS, Cell, Column, Shown

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
Edit = Callable[[str, Column, str], bool]
"""Called with a record's id, the column and what was typed; tells whether it was taken."""


class Role(IntEnum):
    """What the delegate asks beside Qt's own roles."""

    CELL = Qt.ItemDataRole.UserRole + 1
    COLUMN = Qt.ItemDataRole.UserRole + 2


class PlanTable(QAbstractTableModel):
    """A table of records, filtered and sorted, edited through a callback."""

    def __init__(self, table: str, columns: Sequence[Column], shown: Shown, edit: Edit) -> None:
        super().__init__()
        self.table = table
        self._columns = tuple(columns)
        self._shown = shown
        self._edit = edit
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        self._sorted_by: tuple[str, bool] | None = None
        self._cells: dict[tuple[str, str], Cell] = {}

    @property
    def shown(self) -> Shown:
        """What the cells are made from."""
        return self._shown

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, left to right."""
        return self._columns

    @property
    def keys(self) -> Sequence[str]:
        """Ids of the records shown, top to bottom."""
        return self._keys

    @property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The column sorted by and whether it descends; None for the plan's order."""
        return self._sorted_by

    def record(self, row: int) -> Record:
        """Return the record of a row."""
        return self._shown.plan.table(self.table)[self._keys[row]]

    def row_of(self, key: str) -> int | None:
        """Return the row that shows a record, or None where it is filtered out."""
        if not self._places and self._keys:
            self._places = {k: row for row, k in enumerate(self._keys)}
        return self._places.get(key)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self._cells.clear()
        self.endResetModel()

    def show(self, shown: Shown, keys: Iterable[str]) -> None:
        """Show these records, in the present sort order."""
        self.beginResetModel()
        self._shown = shown
        self._cells.clear()
        self._set_keys(self._in_order(list(keys)))
        self.endResetModel()

    def take_shown(self, shown: Shown) -> None:
        """Draw the same records of the same plan with other figures."""
        self._shown = shown
        self._cells.clear()
        if self._keys:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._keys) - 1, len(self._columns) - 1)
            )

    def filter(self, keys: Iterable[str]) -> None:
        """Show only these records of the same plan."""
        self.beginResetModel()
        self._set_keys(self._in_order(list(keys)))
        self.endResetModel()

    def show_changes(self, shown: Shown, changes: ChangeSet) -> bool:
        """Repaint what changed where rows neither came nor went; else tell that it cannot."""
        if any(c.before is None or c.after is None for c in changes.changes):
            return False
        self.take_shown(shown)
        return True

    def sort_by(self, key: str, *, descending: bool) -> None:
        """Sort by a column; what is not known goes last either way."""
        self._sorted_by = (key, descending)
        self.layoutAboutToBeChanged.emit()
        held = [self._keys[i.row()] for i in self.persistentIndexList()]
        self._set_keys(self._in_order(self._keys))
        places = {k: row for row, k in enumerate(self._keys)}
        for index, at in zip(self.persistentIndexList(), held, strict=True):
            self.changePersistentIndex(index, self.index(places[at], index.column()))
        self.layoutChanged.emit()

    def total(self, column: Column) -> tuple[int, int]:
        """Return the pence of a column over the rows shown, and how many are not known."""
        if column.total is None:
            return 0, 0
        rows = self._shown.plan.table(self.table)
        lens, known_p = self._shown.extra.get(AMOUNTS, (None, {}))
        if lens == self._shown.lens and column.key in known_p:
            amounts = list(map(known_p[column.key].get, self._keys))
        else:
            amounts = [column.total(self._shown, rows[key]) for key in self._keys]
        known = [amount for amount in amounts if amount is not None]
        return sum(known), len(amounts) - len(known)

    def _set_keys(self, keys: list[str]) -> None:
        self._keys = keys
        self._places = {}

    def _in_order(self, keys: list[str]) -> list[str]:
        column = self._column(self._sorted_by[0]) if self._sorted_by else None
        if column is None or self._sorted_by is None:
            return keys
        rows = self._shown.plan.table(self.table)
        with_values = [(column.sort(self._shown, rows[key]), key) for key in keys]
        known = [pair for pair in with_values if pair[0] is not None]
        unknown = [key for value, key in with_values if value is None]
        known.sort(key=lambda pair: pair[0], reverse=self._sorted_by[1])
        return [key for _, key in known] + unknown

    def _column(self, key: str) -> Column | None:
        return next((column for column in self._columns if column.key == key), None)

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell, made once until the plan changes."""
        place = (self._keys[row], self._columns[column].key)
        if place not in self._cells:
            if len(self._cells) > 20_000:  # a few screens' worth; the rest is made again
                self._cells.clear()
            self._cells[place] = self._columns[column].cell(self._shown, self.record(row))
        return self._cells[place]

    # Qt's own questions

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many records are shown."""
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says in a role."""
        if not index.isValid():
            return None
        if role == Role.CELL:
            return self.cell(index.row(), index.column())
        if role == Role.COLUMN:
            return self._columns[index.column()]
        cell = self.cell(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text or cell.mark
        if role == Qt.ItemDataRole.EditRole:
            return self._edit_text(index)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return cell.problem or cell.tip or cell.text or None
        return None

    def _edit_text(self, index: Index) -> str:
        """Return what stands in the editor: the field as it is recorded, "" where it is not."""
        spec = self._columns[index.column()].field
        if spec is None:
            return ""
        value = getattr(self.record(index.row()), spec.name)
        return wording.edit_text(self._shown.plan, spec, value)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed to the page, which makes an edit of it."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self._edit(self._keys[index.row()], self._columns[index.column()], str(value))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell that every cell can be selected and a field's be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self._columns[index.column()].field is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.heading
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.field.help or None if column.field else None
        return None
