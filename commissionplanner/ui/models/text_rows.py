"""A table of words: rows made ready by others, each with the id of what it speaks of."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Place = QModelIndex | QPersistentModelIndex


class TextRows(QAbstractTableModel):
    """Rows of words under headings."""

    def __init__(self, heads: Sequence[str], numbers: Sequence[int] = ()) -> None:
        super().__init__()
        self._heads, self._numbers = tuple(heads), frozenset(numbers)
        self._rows: tuple[tuple[str, ...], ...] = ()
        self._keys: tuple[str, ...] = ()

    def show_rows(
        self, rows: Sequence[Sequence[str]], keys: Sequence[str] = (), heads: Sequence[str] = ()
    ) -> None:
        """Show these rows; `keys` says what each speaks of."""
        self.beginResetModel()
        self._rows, self._keys = tuple(tuple(row) for row in rows), tuple(keys)
        self._heads = tuple(heads) or self._heads
        self.endResetModel()

    def key(self, at: int) -> str:
        """Return the id of what a row speaks of; "" for none."""
        return self._keys[at] if 0 <= at < len(self._keys) else ""

    def rowCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole and across and section < len(self._heads):
            return self._heads[section]
        return None

    def data(self, index: Place, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
