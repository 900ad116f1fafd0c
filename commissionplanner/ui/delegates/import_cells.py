"""Draws the cells of a spreadsheet before it is imported."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from commissionplanner.app.import_preview import Line, PreviewCell
from commissionplanner.ui import theme
from commissionplanner.ui.models.import_rows import ImportRole, ImportRows, RawRows
from commissionplanner.ui.widgets import painting

Index = QModelIndex | QPersistentModelIndex
_PAD, _LEAST_WAS = 9, 24
ACROSS = Qt.Orientation.Horizontal


class ImportDelegate(QStyledItemDelegate):
    """A cell as it will land: tinted with a corner where it has no value, struck where it stays out.

    A cell changed by hand has a corner at the left, and what the file has stands struck beside it.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model, cell = index.model(), index.data(ImportRole.CELL)
        line = index.data(ImportRole.LINE)
        if not isinstance(model, ImportRows) or not isinstance(cell, PreviewCell):
            return
        now = theme.current()
        where = QRectF(option.rect)
        painter.save()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "sunken" if line.reason else "problemBg" if cell.problem else "surface"
        painter.fillRect(where, now.colour("selected" if selected and not cell.problem else ground))
        _grid(painter, where)
        if cell.problem:
            painting.problem_corner(painter, where)
        if cell.was is not None:
            painting.changed_corner(painter, where)
        preview = model.preview
        head = preview.heads[index.column()] if preview else None
        _words(painter, where, cell, line, is_number=bool(head and head.is_number))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, where.adjusted(1, 1, -1, -1), 3)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the line in which a cell is typed anew."""
        del option
        line = QLineEdit(parent)
        line.setAccessibleName(f"Value of {index.model().headerData(index.column(), ACROSS)}")
        return line

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put what the file has into the line, once."""
        if isinstance(editor, QLineEdit) and not editor.isModified() and not editor.text():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand what was typed on."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


def _words(
    painter: QPainter, where: QRectF, cell: PreviewCell, line: Line, *, is_number: bool
) -> None:
    now = theme.current()
    tone = "ink" if cell.is_used else "ink3"
    if line.reason:
        tone = "ink2" if cell.is_used else "ink3"
    elif cell.problem:
        tone = "problem"
    font = now.font("body", 500 if cell.problem else None, tabular=is_number)
    is_plain = line.position is None and not now.contrast  # there, no ground tells it apart
    if line.reason and cell.text and not is_plain:
        font.setStrikeOut(True)
    align = painting.RIGHT if is_number else painting.LEFT
    inner = where.adjusted(_PAD, 0, -_PAD, 0)
    wide = painting.words(painter, inner, cell.text, font, now.colour(tone), align)
    if cell.was and cell.was != cell.text:
        room = inner.adjusted(wide + 8 if wide else 0, 0, 0, 0)
        if is_number:
            room = inner.adjusted(0, 0, -wide - 8 if wide else 0, 0)
        if room.width() > now.px(_LEAST_WAS):
            before = now.font("small")
            before.setStrikeOut(True)
            painting.words(painter, room, cell.was, before, now.colour("ink3"), align)


_ASIDE = ("above", "note", "outside", "")


class RawDelegate(QStyledItemDelegate):
    """A cell as it stands in the file: headings marked, rows that stay out grey or struck."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        model = index.model()
        if not isinstance(model, RawRows):
            return
        now = theme.current()
        where = QRectF(option.rect)
        painter.save()
        kind = model.mark(index.row()).kind
        headings = model.marks.headings if model.marks else None
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_out = headings is not None and kind not in ("data", "heading")
        ground = "selected" if kind == "heading" or selected else "sunken" if is_out else "surface"
        painter.fillRect(where, now.colour(ground))
        _grid(painter, where)
        if headings is not None and index.row() + 1 == headings[1]:
            painter.fillRect(
                QRectF(where.left(), where.bottom() - 2, where.width(), 2), now.colour("accent")
            )
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        font = now.font("body", 600 if kind in ("heading", "group") else None)
        font.setStrikeOut(kind == "out")
        ink = now.colour("ink3" if is_out and kind in _ASIDE else "ink2" if is_out else "ink")
        inner = where.adjusted(_PAD, 0, -_PAD, 0)
        painting.words(painter, inner, text, font, ink, painting.LEFT)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painting.focus_ring(painter, where.adjusted(1, 1, -1, -1), 3)
        painter.restore()


def _grid(painter: QPainter, where: QRectF) -> None:
    line = theme.current().colour("grid")
    painter.fillRect(QRectF(where.left(), where.bottom() - 1, where.width(), 1), line)
    painter.fillRect(QRectF(where.right() - 1, where.top(), 1, where.height()), line)
