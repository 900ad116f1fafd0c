"""Draws the cells of every table, and the inputs that edit them."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commissionplanner.model.fields import Kind
from commissionplanner.model.vocab import vocabulary
from commissionplanner.ui import icons, theme
from commissionplanner.ui import theme_marks as marks
from commissionplanner.ui.models.columns import Cell, Column
from commissionplanner.ui.models.plan_table import PlanTable, Role
from commissionplanner.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
FILLED: Final = "filled"  # property of an editor that has been given what its cell holds


class CellDelegate(QStyledItemDelegate):
    """Draws a `Cell`: level shape, swatch, words, single-year mark, problem corner."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell of the row height the theme asks for."""
        cell, column = index.data(Role.CELL), index.data(Role.COLUMN)
        if not isinstance(cell, Cell):
            return
        now = theme.current()
        where = QRectF(option.rect)
        state = option.state
        painter.save()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        ground = "selected" if selected else "hover" if hovered else "surface"
        painter.fillRect(where, now.colour("problemBg" if cell.problem else ground))
        painter.fillRect(
            QRectF(where.left(), where.bottom() - 1, where.width(), 1), now.colour("grid")
        )
        if selected and index.column() == 0:
            painter.fillRect(
                QRectF(where.left(), where.top(), 3, where.height()), now.colour("accent")
            )
        if cell.problem:
            painting.problem_corner(painter, where)
        _draw(painter, where, cell, column)
        if state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, where.adjusted(1, 1, -1, -1), 4)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the column's width and the row's height."""
        del option
        column = index.data(Role.COLUMN)
        now = theme.current()
        return QSize(now.px(column.width if column else 100), now.row(theme.TABLE_ROW))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the input for a cell's field: a list for terms, a line for the rest.

        Qt asks only for cells that `PlanTable.flags` calls editable, which have a field.
        """
        del option
        spec = index.data(Role.COLUMN).field
        if spec.kind is Kind.TERM:
            box = QComboBox(parent)
            box.addItem("", "")
            for term in vocabulary(spec.vocabulary).terms:
                if not term.retired:
                    box.addItem(term.label)
            box.setAccessibleName(spec.label)
            return box
        line = QLineEdit(parent)
        line.setAccessibleName(spec.label)
        if spec.kind in (Kind.REF, Kind.REFS):
            line.setCompleter(_completer(line, index, spec.table))
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put what the cell holds into the input."""
        if editor.property(FILLED):
            return  # other figures have been worked out; what is being typed stays
        editor.setProperty(FILLED, True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Hand what was typed to the model, unless nothing was changed."""
        text = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            text = editor.text()
        if text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, text, Qt.ItemDataRole.EditRole)


def _completer(parent: QWidget, index: Index, table: str) -> QCompleter:
    """Offer the names of the records that the field may refer to."""
    model = index.model()
    names: list[str] = []
    if isinstance(model, PlanTable):
        rows = model.shown.plan.table(table).values()
        names = sorted(
            {str(getattr(r, "name", "") or getattr(r, "title", "")) for r in rows} - {""}
        )
    found = QCompleter(names, parent)
    if (popup := found.popup()) is not None:
        popup.setObjectName("offered")
    found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    found.setFilterMode(Qt.MatchFlag.MatchContains)
    return found


def _draw(painter: QPainter, where: QRectF, cell: Cell, column: Column) -> None:
    """Draw the marks and words of a cell from the left, or the words from the right."""
    now = theme.current()
    inner = where.adjusted(_PAD, 0, -_PAD, 0)
    if cell.level:
        size = now.px(16)
        square = QRectF(where.center().x() - size / 2, where.center().y() - size / 2, size, size)
        icons.paint(painter, cell.level, square, cell.level)
        return
    if cell.slot is not None:
        marks.draw_swatch(painter, _square(inner, now.px(12)), cell.slot)
        inner.setLeft(inner.left() + now.px(18))
    if cell.tier is not None:
        marks.draw_pips(painter, _square(inner, now.px(13)), cell.tier or None)
        inner.setLeft(inner.left() + now.px(20))
    if cell.icon:
        icons.paint(painter, cell.icon, _square(inner, now.px(14)), cell.tone or "ink2")
        inner.setLeft(inner.left() + now.px(19))
    if cell.mark:
        inner = _draw_mark(painter, inner, cell)
    tone = cell.tone or ("problem" if cell.problem else column.tone)
    font = now.font("body", 500 if cell.problem else column.weight, tabular=column.is_number)
    align = painting.RIGHT if column.is_number else painting.LEFT
    painting.words(painter, inner, cell.text, font, now.colour(tone), align)


def _draw_mark(painter: QPainter, inner: QRectF, cell: Cell) -> QRectF:
    """Draw the single-year mark, with how many terms follow each other; return what is left."""
    now = theme.current()
    width, height = marks.single_year_width(cell.mark), now.px(18)
    where = QRectF(inner.left(), inner.center().y() - height / 2, width, height)
    marks.draw_single_year(painter, where, cell.mark)
    left = where.right() + now.px(7)
    if cell.rolled:
        icons.paint(painter, "rolled", QRectF(left, inner.center().y() - 7, 14, 14), "single")
        left += now.px(18)
        words = f"×{cell.rolled}"
        painting.words(
            painter, QRectF(left, inner.top(), 30, inner.height()), words,
            now.font("small", 600), now.colour("single"),
        )  # fmt: skip
        left += now.px(24)
    return QRectF(left, inner.top(), max(inner.right() - left, 0), inner.height())


def _square(inner: QRectF, size: float) -> QRectF:
    return QRectF(inner.left(), inner.center().y() - size / 2, size, size)
