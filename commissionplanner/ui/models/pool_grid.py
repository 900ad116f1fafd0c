"""A pool's budget as a Qt table: names, then one column for each year."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from commissionplanner.app import wording
from commissionplanner.app.pool_grid import GAP_ROWS, MONEY_ROWS, Cell, Row, pounds
from commissionplanner.model.money import format_short

Index = QModelIndex | QPersistentModelIndex
Take = Callable[[Row, int, str], bool]


SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
TYPED = SHOWN | Qt.ItemFlag.ItemIsEditable


class Role(IntEnum):
    """What the delegate asks for beside the words."""

    SLOT = Qt.ItemDataRole.UserRole + 1


class PoolGrid(QAbstractTableModel):
    """Rows of a pool's budget. It holds no figures of its own: `show` gives it all it draws.

    Attributes:
        take: Called with what is typed into a cell: row, place of the year, words.
    """

    def __init__(self, take: Take, slot: Callable[[str | None], int], parent: QObject) -> None:
        super().__init__(parent)
        self.take = take
        self._slot = slot
        self.rows: tuple[Row, ...] = ()
        self.years: tuple[str, ...] = ()
        self.unit = "£"
        self.prices = ""
        self.ends: tuple[int | None, ...] | None = None

    def show(
        self, rows: tuple[Row, ...], years: tuple[str, ...], unit: str, prices: str = "",
        ends: tuple[int | None, ...] | None = None,
    ) -> bool:  # fmt: skip
        """Show these; return whether rows came or went, so that the view starts anew.

        `prices` is what heads say of real terms; "" for cash. `ends` are the least and the most
        of the services' figures; None where each has to be looked at.
        """
        self.prices, self.ends = prices, ends
        fresh = [r.key for r in rows] != [r.key for r in self.rows] or years != self.years
        if fresh:
            self.beginResetModel()
        self.rows, self.years, self.unit = rows, years, unit
        if fresh:
            self.endResetModel()
        else:
            last = self.index(len(rows) - 1, len(years))
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(years))
        return fresh

    def replace_rows(self, rows: tuple[Row, ...], at: Sequence[int]) -> None:
        """Show other rows under the same keys; only those numbered differ from before."""
        before, self.rows = self.rows, rows
        for n in at:
            first = 0 if before[n].label != rows[n].label else 1
            self.dataChanged.emit(self.index(n, first), self.index(n, len(self.years)))

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return one for the names and one for each year."""
        return 0 if parent is not None and parent.isValid() else len(self.years) + 1

    def cell(self, index: Index) -> Cell | None:
        """Return the figure at a place; None where there is none."""
        row = self.rows[index.row()]
        place = index.column() - 1
        return row.cells[place] if 0 <= place < len(row.cells) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Figures of money in and out can be typed over, in cash."""
        if not index.isValid() or self.rows[index.row()].kind == "head":
            return Qt.ItemFlag.NoItemFlags
        cell = self.cell(index)
        if self.rows[index.row()].kind in MONEY_ROWS and cell is not None and not cell.is_real:
            return TYPED
        return SHOWN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, tooltip or what the delegate draws."""
        if not index.isValid():
            return None
        row, cell = self.rows[index.row()], self.cell(index)
        if role == Role.SLOT:
            return self._slot(row.partner_id) if row.kind == "in" else None
        if cell is None:
            return self._name(row, index, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.figure(row, cell)
        if role == Qt.ItemDataRole.EditRole:
            return "" if cell.amount_p is None else pounds(cell.amount_p)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.said(index)
        return None

    def said(self, index: Index) -> str:
        """Return a cell in words: line, year, exact amount and how it came about."""
        cell, row = self.cell(index), self.rows[index.row()]
        if cell is None:
            return row.tip
        amount = "" if cell.amount_p is None else f"{pounds(cell.amount_p)}. "
        return f"{row.label}, {self.years[index.column() - 1]}: {amount}{cell.how}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the head of the names, or a year."""
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self.head("Money in") if section == 0 else self.years[section - 1]

    def head(self, words: str) -> str:
        """Return a head with the unit and prices that the figures beneath it are in."""
        return f"{words}, {wording.unit_words(self.unit)}{self.prices}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand on what was typed."""
        if role != Qt.ItemDataRole.EditRole or index.column() < 1:
            return False
        return self.take(self.rows[index.row()], index.column() - 1, str(value))

    def _name(self, row: Row, index: Index, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and index.column() == 0:
            return self.head(row.label) if row.kind == "head" else row.label
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.tip or row.label
        return None

    def figure(self, row: Row, cell: Cell) -> str:
        """Return a figure in the unit shown."""
        if cell.amount_p is None:
            return wording.NOT_KNOWN
        shown = format_short(cell.amount_p, self.unit)
        return f"+{shown}" if row.kind in GAP_ROWS and cell.amount_p > 0 else shown
