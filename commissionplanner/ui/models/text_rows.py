"""A table of words: each row put into words when it is first looked at, with the id it speaks of."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Place = QModelIndex | QPersistentModelIndex
MARK_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Name and colour token of the icon before a cell's words."""


class TextRows(QAbstractTableModel):
    """Rows of words under headings."""

    def __init__(self, heads: Sequence[str], numbers: Sequence[int] = ()) -> None:
        super().__init__()
        self._heads, self._numbers = tuple(heads), frozenset(numbers)
        self._rows: tuple[Any, ...] = ()
        self._words: Callable[[Any], Sequence[str]] = tuple
        self._made: dict[int, Sequence[str]] = {}
        self._keys: tuple[str, ...] = ()
        self.marks: Mapping[int, Callable[[Any], tuple[str, str]]] = {}
        """By column: icon and colour token before a row's words there."""

    def show_rows(
        self,
        rows: Sequence[Any],
        words: Callable[[Any], Sequence[str]],
        keys: Sequence[str] = (),
        heads: Sequence[str] = (),
    ) -> None:
        """Show these rows; `words` gives the cells of one, `keys` says what each speaks of."""
        self.beginResetModel()
        self._rows, self._words, self._keys = tuple(rows), words, tuple(keys)
        self._made.clear()
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
        if role == Qt.ItemDataRole.TextAlignmentRole and across and section in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.DisplayRole and across and section < len(self._heads):
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and across:
            right = section in self._numbers
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Place, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            at = index.row()
            if at not in self._made:
                self._made[at] = self._words(self._rows[at])
            return self._made[at][index.column()]
        if role == MARK_ROLE and index.column() in self.marks:
            return self.marks[index.column()](self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in self._numbers:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
