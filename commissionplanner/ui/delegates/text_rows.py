"""Draws the rows of a table whose model gives plain words, in the look of every other table."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commissionplanner.ui import theme
from commissionplanner.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
PAD = 8


class TextRows(QStyledItemDelegate):
    """Words on a row with a line beneath; the model's own colour and side are kept."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        now, where, state = theme.current(), QRectF(option.rect), option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        ground = "selected" if selected else "hover" if hovered else "surface"
        painter.fillRect(where, now.colour(ground))
        line = QRectF(where.left(), where.bottom() - 1, where.width(), 1)
        painter.fillRect(line, now.colour("grid"))
        if selected and index.column() == 0:
            bar = QRectF(where.left(), where.top(), 3, where.height())
            painter.fillRect(bar, now.colour("accent"))
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        side = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = side is not None and bool(side & Qt.AlignmentFlag.AlignRight)
        font = now.font("body", 500 if index.column() == 0 else None, tabular=right)
        painting.words(
            painter, where.adjusted(PAD, 0, -PAD, 0),
            str(index.data(Qt.ItemDataRole.DisplayRole) or ""), font,
            ink if isinstance(ink, QColor) else now.colour("ink"),
            painting.RIGHT if right else painting.LEFT,
        )  # fmt: skip
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, where.adjusted(1, 1, -1, -1), 4)
        painter.restore()
