"""The table of moves: what becomes of each contract, with a box to leave it as it is."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from commissionplanner.analysis.cotermination import Alignment, Move
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.move_words import (
    change_words,
    exit_words,
    notes_words,
    provider_words,
    what_words,
)
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import NOT_KNOWN, capital, day_text
from commissionplanner.ui import theme

Place = QModelIndex | QPersistentModelIndex
HEADS: Final = (
    "Contract", "Ends now", "Would end", "Move", "Change £", "Legal route",
    "Why, and what to watch", "Decide by", "To procure £", "Cost of ending early", "Small provider",
    "Supplier",
)  # fmt: skip
_NUMBERS: Final = frozenset({4, 8, 9})
_WOULD_END, _MOVE, _TO_PROCURE = 2, 3, 8


class MoveRows(QAbstractTableModel):
    """Moves first, then what stays, then what cannot be aligned.

    Attributes:
        told: Called when a box is ticked or cleared.
    """

    def __init__(self) -> None:
        super().__init__()
        self._index: Index | None = None
        self.moves: tuple[Move, ...] = ()
        self.left: set[str] = set()
        self.told: Callable[[], None] = lambda: None

    def show_moves(self, index: Index | None, found: Alignment | None) -> None:
        """Show another alignment; what was left as it is stays so where it is still there."""
        self.beginResetModel()
        self._index = index
        self.moves = found.in_order() if found is not None else ()
        self.left &= {move.contract.id for move in self.moves}
        self.endResetModel()

    def chosen(self) -> set[str]:
        """Return the contracts whose move is to be made."""
        return {m.contract.id for m in self.moves if m.moves and m.contract.id not in self.left}

    def row_of(self, contract_id: str) -> int:
        """Return a contract's row; -1 where it has none."""
        return next((n for n, m in enumerate(self.moves) if m.contract.id == contract_id), -1)

    def rowCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.moves)

    def columnCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def flags(self, index: Place) -> Qt.ItemFlag:
        usual = super().flags(index)
        ticks = index.isValid() and index.column() == 0 and self.moves[index.row()].moves
        return usual | Qt.ItemFlag.ItemIsUserCheckable if ticks else usual

    def data(self, index: Place, role: int = 0) -> Any:
        move = self.moves[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(move, index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0 and move.moves:
            is_left = move.contract.id in self.left
            return Qt.CheckState.Unchecked if is_left else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour("ink2" if move.what == "cannot" else "ink")
        if role == Qt.ItemDataRole.FontRole and index.column() == _MOVE and move.moves:
            return theme.current().font("body", 600)
        return None

    def setData(self, index: Place, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.moves[index.row()].moves:
            return False
        key = self.moves[index.row()].contract.id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.left.discard(key)
        else:
            self.left.add(key)
        first = self.index(index.row(), 0)
        self.dataChanged.emit(first, self.index(index.row(), len(HEADS) - 1))
        self.told()
        return True

    def _cell(self, move: Move, column: int) -> str:
        index, contract = self._index, move.contract
        if index is None:
            return ""
        is_left = contract.id in self.left
        if column == _WOULD_END:
            return day_text(move.end_on if is_left else move.to_on) if move.to_on else NOT_KNOWN
        if column == _MOVE and is_left:
            return "Left as it is"
        if column == _TO_PROCURE:
            return "" if move.to_procure_p == 0 else _pounds(move.to_procure_p)
        return (
            display_name(contract) or contract.id,
            day_text(move.end_on) if move.end_on else NOT_KNOWN, "", what_words(move),
            "" if is_left else change_words(move), capital(move.route), notes_words(move),
            day_text(move.decide_by) if move.decide_by else "", "", exit_words(move),
            provider_words(index, move),
            display_name(index.organisation(contract.provider_id)) or NOT_KNOWN,
        )[column]  # fmt: skip


def _side(column: int) -> Qt.AlignmentFlag:
    is_number = column in _NUMBERS
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _pounds(amount_p: int | None) -> str:
    return NOT_KNOWN if amount_p is None else format_short(amount_p)
