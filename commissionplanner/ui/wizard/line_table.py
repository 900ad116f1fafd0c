"""A table of lines to go through one by one: names to review, differences to accept."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from commissionplanner.ui import icons, theme

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
ROW: Final = 32
HEAD: Final = 34
_PAD: Final = 6


@dataclass(frozen=True, slots=True)
class Words:
    """What a cell says.

    Attributes:
        tone: Of the theme's colours.
        icon: Before the words; "" for none.
        icon_tone: Its colour; "" for that of the words.
        tip: In full; "" for the words themselves.
    """

    text: str
    tone: str = "ink"
    icon: str = ""
    tip: str = ""
    is_strong: bool = False
    icon_tone: str = ""
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table, known by its id from one showing to the next."""

    id: str
    cells: tuple[Words, ...]


class HasId(Protocol):
    """Whatever a line is made of."""

    @property
    def id(self) -> str:
        """By which it is known from one showing to the next."""
        ...


class _Lines(QAbstractTableModel):
    def __init__(self, heads: Sequence[str]) -> None:
        super().__init__()
        self.heads = tuple(heads)
        self.rows: Sequence[HasId] = ()
        self._line: Callable[[Any], Line] = lambda row: row
        self._made: dict[int, Line] = {}

    def show(self, rows: Sequence[HasId], line: Callable[[Any], Line]) -> None:
        self.beginResetModel()
        self.rows, self._line, self._made = rows, line, {}
        self.endResetModel()

    def line(self, at: int) -> Line:
        """Return a line, made when it is first seen: there may be 100,000 of them."""
        if at not in self._made:
            self._made[at] = self._line(self.rows[at])
        return self._made[at]

    @property
    def lines(self) -> list[Line]:
        """Every line, each made now where it was not yet."""
        return [self.line(at) for at in range(len(self.rows))]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.line(index.row()).cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.text or None
        if role == Qt.ItemDataRole.TextAlignmentRole and cell.is_right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme.current().colour(cell.tone)
        if role == Qt.ItemDataRole.FontRole:
            return theme.current().font("body", 500 if cell.is_strong else None)
        if role == Qt.ItemDataRole.DecorationRole and cell.icon:
            return icons.icon(cell.icon, cell.icon_tone or cell.tone)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self.heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class _Padded(QStyledItemDelegate):
    """Leaves room between the edge of a cell and its words, as the head does."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of the whole cell, then its words within."""
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.current().colour("selected"))
        option.rect = option.rect.adjusted(theme.current().px(_PAD), 0, 0, 0)
        super().paint(painter, option, index)


class LineTable(QTableView):
    """Lines with a key for each thing that can be done with the current one.

    Args:
        name: For screen readers.
        heads: Of the columns, with their widths at 100 %; 0 takes what is left.
        keys: What is called with the id of the current line, by the letter pressed.
    """

    def __init__(
        self,
        name: str,
        heads: Sequence[tuple[str, int]],
        keys: Mapping[str, Callable[[str], object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._widths, self._keys = [width for _, width in heads], keys
        self._moved: Callable[[], object] = lambda: None
        self.lines = _Lines([head for head, _ in heads])
        self.setModel(self.lines)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setItemDelegate(_Padded(self))
        self.selectionModel().currentRowChanged.connect(lambda *_: self._moved())
        self.dress()

    def dress(self) -> None:
        """Take heights and widths from the theme."""
        now = theme.current()
        self.verticalHeader().setDefaultSectionSize(now.row(ROW))
        head = self.horizontalHeader()
        head.setFixedHeight(now.px(HEAD))
        for at, width in enumerate(self._widths):
            if width:
                self.setColumnWidth(at, now.px(width))
            else:
                head.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)

    def on_moved(self, moved: Callable[[], object]) -> None:
        """Call this whenever another line is the current one."""
        self._moved = moved

    @property
    def current_id(self) -> str:
        """The id of the current line; "" for none."""
        row = self.currentIndex().row()
        return self.lines.rows[row].id if 0 <= row < len(self.lines.rows) else ""

    def show_lines(
        self, rows: Sequence[HasId], line: Callable[[Any], Line] = lambda row: row
    ) -> None:
        """Show these rows; the current one stays so, or its place does.

        Args:
            rows: What is shown, each known by its id.
            line: Makes the line of a row; without it, the rows are lines.
        """
        kept, row = self.current_id, self.currentIndex().row()
        self.lines.show(rows, line)
        ids = [each.id for each in rows] if kept else []
        at = ids.index(kept) if kept in ids else max(0, min(row, len(rows) - 1))
        if rows:
            self.setCurrentIndex(self.lines.index(at, 0))
        self._moved()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do with the current line what the letter stands for."""
        act = self._keys.get(event.text().casefold()) if event.text() else None
        if act is not None and self.current_id:
            act(self.current_id)
        else:
            super().keyPressEvent(event)
