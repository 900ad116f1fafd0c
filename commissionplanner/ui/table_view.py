"""The table every list page shows: own header, one current cell, copy, paste and fill down."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from commissionplanner.ui import icons, theme
from commissionplanner.ui.delegates.cells import CellDelegate
from commissionplanner.ui.models.columns import Column
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.widgets import painting

NAME_WEIGHT = 500  # names are set in this weight: the column that takes spare width


class TableHeader(QHeaderView):
    """Column heads 34 px high: words, sort arrow, filter mark."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionsMovable(True)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(32)
        self.setAccessibleName("Column headings")

    def sizeHint(self) -> QSize:
        """Return the height that the theme asks for."""
        return QSize(super().sizeHint().width(), theme.current().row(theme.TABLE_HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one head."""
        model = self.model()
        if not isinstance(model, PlanTable):
            return
        now = theme.current()
        column = model.columns[logical_index]
        where = QRectF(rect)
        painter.save()
        painter.fillRect(where, now.colour("sunken"))
        painter.fillRect(
            QRectF(where.left(), where.bottom() - 1, where.width(), 1), now.colour("line2")
        )
        painter.fillRect(
            QRectF(where.right() - 1, where.top() + 1, 1, where.height() - 2), now.colour("line")
        )
        inner = where.adjusted(8, 0, -8, 0)
        if model.sorted_by and model.sorted_by[0] == column.key:
            name = "down" if model.sorted_by[1] else "up"
            size = now.px(12)
            icons.paint(
                painter,
                name,
                QRectF(inner.right() - size, inner.center().y() - size / 2, size, size),
                "ink2",
            )
            inner.setRight(inner.right() - size - 4)
        align = painting.RIGHT if column.is_number else painting.LEFT
        painting.words(
            painter, inner, column.heading, now.font("small", 600), now.colour("ink2"), align
        )
        painter.restore()


class TableView(QTableView):
    """A `PlanTable` on the screen."""

    opened = Signal(str)
    current_changed = Signal()
    pasted = Signal(str)
    filled_down = Signal()
    delete_wanted = Signal()
    fixed_touched = Signal()  # somebody tried to edit a cell that is worked out

    def __init__(self, model: PlanTable, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName(name)
        self.setHorizontalHeader(TableHeader(self))
        self.setItemDelegate(CellDelegate(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().sectionClicked.connect(self._sort)
        self.dress()

    def dress(self) -> None:
        """Take row height and column widths from the theme."""
        now = theme.current()
        self.verticalHeader().setDefaultSectionSize(now.row(theme.TABLE_ROW))
        for at, column in enumerate(self._model.columns):
            self.setColumnWidth(at, now.px(column.width))
        self._stretch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is left of the width to the column of names."""
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        columns = self._model.columns
        at = next((n for n, column in enumerate(columns) if column.weight == NAME_WEIGHT), None)
        if at is None:
            return
        now = theme.current()
        others = sum(self.columnWidth(n) for n in range(len(columns)) if n != at)
        least = now.px(columns[at].width)
        self.setColumnWidth(at, min(max(least, self.viewport().width() - others), 3 * least))

    @property
    def selected_keys(self) -> tuple[str, ...]:
        """Ids of the selected records, top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._model.keys[row] for row in rows)

    @property
    def current_key(self) -> str:
        """Id of the record of the current cell; "" for none."""
        row = self.currentIndex().row()
        return self._model.keys[row] if 0 <= row < len(self._model.keys) else ""

    @property
    def current_column(self) -> Column | None:
        """The column of the current cell."""
        at = self.currentIndex().column()
        return self._model.columns[at] if 0 <= at < len(self._model.columns) else None

    def select_key(self, key: str) -> bool:
        """Select a record and bring it into view; False where it is not shown."""
        row = self._model.row_of(key)
        if row is None:
            return False
        column = max(self.currentIndex().column(), 1 if self._model.columnCount() > 1 else 0)
        index = self._model.index(row, column)
        flags, across = QItemSelectionModel.SelectionFlag, self.horizontalScrollBar().value()
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        self.horizontalScrollBar().setValue(across)  # a row is looked for: columns stay
        return True

    def currentChanged(self, current: object, previous: object) -> None:
        """Tell the page that another record is current."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]  # Qt's own indexes
        self.current_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, fill down, open and delete by keys; the rest is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QApplication.clipboard().text())
        elif (
            event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):
            self.filled_down.emit()
        elif event.key() in (
            Qt.Key.Key_Return,
            Qt.Key.Key_Enter,
        ) and not self.isPersistentEditorOpen(self.currentIndex()):
            self.opened.emit(self.current_key)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif _would_edit(event) and self._is_fixed(self.currentIndex()):
            self.fixed_touched.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell, or tell that it is worked out."""
        super().mouseDoubleClickEvent(event)
        if self._is_fixed(self.indexAt(event.position().toPoint())):
            self.fixed_touched.emit()

    def _is_fixed(self, index: QModelIndex) -> bool:
        """Tell whether a cell shows what is worked out, so that nothing can be typed there."""
        editable = Qt.ItemFlag.ItemIsEditable
        if not index.isValid() or self._model.flags(index) & editable:
            return False
        return bool(self._model.columns[index.column()].heading)

    def copied(self) -> str:
        """Return the selected rows as text with tabs, as spreadsheets take it."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(self._model.columnCount())
        lines = [[str(self._model.index(r, c).data() or "") for c in columns] for r in rows]
        return "\n".join("\t".join(line) for line in lines)

    def _sort(self, section: int) -> None:
        column = self._model.columns[section]
        present = self._model.sorted_by
        descending = present is not None and present[0] == column.key and not present[1]
        self._model.sort_by(column.key, descending=descending)
        self.horizontalHeader().viewport().update()


def _would_edit(event: QKeyEvent) -> bool:
    """Tell whether a key starts an edit: F2, or something printed."""
    modifiers = Qt.KeyboardModifier
    if event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier):
        return False
    return event.key() == Qt.Key.Key_F2 or bool(event.text().strip() and event.text().isprintable())
