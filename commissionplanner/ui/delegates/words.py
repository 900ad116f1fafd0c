"""Draws the cells of a table of words: a line beneath, room at the sides, at times a mark before."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from commissionplanner.ui import icons, theme
from commissionplanner.ui.models.text_rows import MARK_ROLE
from commissionplanner.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
_PAD: Final = 8
_MARK: Final = 14
_SIDE: Final = Qt.ItemDataRole.TextAlignmentRole


class WordsDelegate(QStyledItemDelegate):
    """Draws words as the tables of records draw them; the model's own colour and side are kept."""

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
        inner = where.adjusted(_PAD, 0, -_PAD, 0)
        mark = index.data(MARK_ROLE)
        if mark:
            size = now.px(_MARK)
            corner = QRectF(inner.left(), inner.center().y() - size / 2, size, size)
            icons.paint(painter, mark[0], corner, mark[1])
            inner.setLeft(inner.left() + size + 6)
        side, ink = (index.data(role) for role in (_SIDE, Qt.ItemDataRole.ForegroundRole))
        is_number = side is not None and bool(side & Qt.AlignmentFlag.AlignRight)
        weight = 500 if index.column() == 0 else 400
        painting.words(
            painter, inner, str(index.data() or ""),
            now.font("body", weight, tabular=is_number),
            ink if isinstance(ink, QColor) else now.colour("ink"),
            painting.RIGHT if is_number else painting.LEFT,
        )  # fmt: skip
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, where.adjusted(1, 1, -1, -1), 4)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(super().sizeHint(option, index).width(), theme.current().row(theme.TABLE_ROW))
