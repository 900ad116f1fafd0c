"""The grid of a pool on the screen: typed into, pasted into, filled to the right."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QWidget

from commissionplanner.app.pool_grid import Row
from commissionplanner.app.wording import NOT_KNOWN
from commissionplanner.model.money import format_short
from commissionplanner.ui import theme
from commissionplanner.ui.delegates.pool_grid import HEIGHTS, LEFT, MARGIN, PAD, ROW, PoolDelegate
from commissionplanner.ui.models.pool_grid import Index, PoolGrid
from commissionplanner.ui.widgets import painting

NAMES = 246
NAMES_LEAST = 130
NAMES_MOST = 0.34  # of the width there is, where large text leaves little
LEAST = 50
SUMS = 12  # so many rows at the foot of the grid hold the sums

Place = tuple[Row, int]
"""A row and the place of a year in it."""


@dataclass(frozen=True, slots=True)
class Acts:
    """What the page does when the grid is used.

    Attributes:
        moved: Another cell is current.
        paste: Text is pasted at the current cell.
        fill_right: The leftmost figures are repeated.
        fill_down: The topmost figures are repeated.
        explain: How the current figure came about is asked.
        selected: Other cells are selected.
        clear: Figures are set to not known.
        open_menu: A menu is asked for at a point of the screen.
    """

    moved: Callable[[], None]
    paste: Callable[[str], None]
    fill_right: Callable[[], None]
    fill_down: Callable[[], None]
    explain: Callable[[], None]
    selected: Callable[[], None]
    clear: Callable[[], None]
    open_menu: Callable[[QPoint], None]


class _Heads(QHeaderView):
    """The years, and what the rows are, in the unit shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setAccessibleName("Years")

    def sizeHint(self) -> QSize:
        """Return the height of a group head."""
        return QSize(super().sizeHint().width(), theme.current().row(HEIGHTS["head"]))

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """Draw one head."""
        now, where = theme.current(), QRectF(rect)
        text = str(self.model().headerData(logical_index, Qt.Orientation.Horizontal) or "")
        painter.save()
        painter.fillRect(where, now.colour("sunken"))
        last = logical_index == self.count() - 1
        right = PAD + 2 + (MARGIN if last else 0)
        inner = where.adjusted(LEFT if logical_index == 0 else 0, 0, -right, 0)
        align = painting.LEFT if logical_index == 0 else painting.RIGHT
        font = now.font("small", 600, tabular=True)
        painting.words(painter, inner, text, font, now.colour("ink2"), align)
        painter.restore()


class PoolGridView(QTableView):
    """A `PoolGrid` on the screen."""

    def __init__(self, model: PoolGrid, acts: Acts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._acts = model, acts
        self.setObjectName("pool-grid")
        self.setAccessibleName("Money in, money out and gap by year")
        self.setHorizontalHeader(_Heads(self))
        self.setItemDelegate(PoolDelegate(self))
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        )
        heads = self.verticalHeader()
        heads.hide()
        heads.setMinimumSectionSize(1)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self.dress)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.dress()

    def dress(self) -> None:
        """Take row heights and column widths from the theme; a head runs across all years."""
        now = theme.current()
        self.clearSpans()
        heads, plain = self.verticalHeader(), now.row(ROW)
        heads.setDefaultSectionSize(plain)
        high = {kind: now.row(each) for kind, each in HEIGHTS.items()}
        for at, row in enumerate(self._model.rows):
            wanted = high.get(row.kind, plain)  # another kind of row may have stood there before
            if heads.sectionSize(at) != wanted:
                self.setRowHeight(at, wanted)
            if row.kind == "head":
                self.setSpan(at, 0, 1, self._model.columnCount())
        self.stretch()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Draw the cells that have changed and are in view; Qt would draw the whole grid."""
        top, bottom = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if top < 0 or not self.isVisible():
            return
        end = last.row() if bottom < 0 else min(bottom, last.row())
        for row in range(max(first.row(), top), end + 1):
            for column in range(first.column(), last.column() + 1):
                index = self._model.index(row, column)
                super().dataChanged(index, index, roles)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the current cell with its ring, as when a line typed into has closed."""
        self._take_focus(event, super().focusInEvent)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Draw the current cell without it."""
        self._take_focus(event, super().focusOutEvent)

    def _take_focus(self, event: QFocusEvent, usual: Callable[[QFocusEvent], None]) -> None:
        """Draw the one cell that looks otherwise; Qt would draw the whole grid."""
        if not self.currentIndex().isValid():
            usual(event)  # it makes the first cell current
            return
        self.update(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out: names keep theirs, years are equal."""
        super().resizeEvent(event)
        self.stretch()

    def stretch(self) -> None:
        """Give names their width and years what is left, never less than their figures need.

        Where figures need more, names give way before the last year is out of view.
        """
        count = len(self._model.years)
        if not count:
            return
        now, room = theme.current(), self.viewport().width()
        names = min(now.px(NAMES), max(round(room * NAMES_MOST), now.px(NAMES_LEAST)))
        needed = self._widest() + 2 * PAD + 4
        names = max(min(names, room - MARGIN - needed * count), min(names, now.px(NAMES_LEAST)))
        wide = max((room - names - MARGIN) // count, needed)
        self.setColumnWidth(0, names)
        for at in range(1, count):
            self.setColumnWidth(at, wide)
        left = room - names - wide * (count - 1)  # with what equal shares leave over
        self.setColumnWidth(count, max(wide + MARGIN, left))

    def _widest(self) -> int:
        """Return the width that the widest figure needs, with its shape in the row of gaps."""
        now = theme.current()
        font, small = now.font("body", 700, tabular=True), now.font("small", 600)
        plain: set[int | None] = set()
        gaps: set[int | None] = set()
        ends = self._model.ends
        plain.update(ends or ())
        for row in self._model.rows:
            if ends is None or row.kind != "out":
                (gaps if row.kind == "gap" else plain).update(cell.amount_p for cell in row.cells)
        widths = [LEAST]
        for amounts, extra, plus in ((plain, 0, ""), (gaps, now.px(22), "+")):
            known = [p for p in amounts if p is not None]
            if len(known) < len(amounts):
                widths.append(round(painting.width_of(NOT_KNOWN, small)) + extra)
            for amount_p in (max(known, default=0), min(known, default=0)):
                sign = plus if amount_p > 0 else ""
                text = f"{sign}{format_short(amount_p, self._model.unit)}"
                widths.append(round(painting.width_of(text, font)) + extra)
        return max(widths)

    def full_height(self) -> int:
        """Return how high the grid is when all of its rows are in view."""
        return self.verticalHeader().length() + self.horizontalHeader().sizeHint().height() + 2

    @property
    def place(self) -> Place | None:
        """The row and year of the current cell; None where it is no figure."""
        index = self.currentIndex()
        if not index.isValid() or self._model.cell(index) is None:
            return None
        return self._model.rows[index.row()], index.column() - 1

    @property
    def row(self) -> Row | None:
        """The row of the current cell."""
        at = self.currentIndex().row()
        return self._model.rows[at] if 0 <= at < len(self._model.rows) else None

    @property
    def chosen(self) -> tuple[Place, ...]:
        """Rows and years of the cells selected, top to bottom and left to right."""
        found = sorted((i.row(), i.column()) for i in self.selectedIndexes() if i.column())
        return tuple((self._model.rows[row], column - 1) for row, column in found)

    def go_to(self, key: str, year: int = 0) -> bool:
        """Make a cell current; False where the row is not shown."""
        keys = [row.key for row in self._model.rows]
        if key not in keys:
            return False
        self.setCurrentIndex(self._model.index(keys.index(key), year + 1))
        return True

    def currentChanged(self, current: object, previous: object) -> None:
        """Tell the page that another cell is current."""
        super().currentChanged(current, previous)  # type: ignore[arg-type]  # Qt's own indexes
        if self.currentIndex().isValid():
            self._acts.moved()

    def _on_selection(self) -> None:
        self._acts.selected()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the cell, by mouse or by the menu key."""
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cell = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(cell.bottomLeft())
        self._acts.open_menu(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, fill right and clear by keys; the rest is Qt's."""
        if self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # the line typed into has had it
            return
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.copied())
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._acts.paste(QApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_R and control:
            self._acts.fill_right()
        elif event.key() == Qt.Key.Key_D and control:
            self._acts.fill_down()
        elif event.key() == Qt.Key.Key_E and control:
            self._acts.explain()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._acts.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        elif not control:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def copied(self) -> str:
        """Return the selected cells as text with tabs, exact, as spreadsheets take it."""
        places = sorted((i.row(), i.column()) for i in self.selectedIndexes())
        lines: dict[int, list[str]] = {}
        for row, column in places:
            index = self._model.index(row, column)
            role = Qt.ItemDataRole.EditRole if column else Qt.ItemDataRole.DisplayRole
            text = str(index.data(role) or "")
            lines.setdefault(row, []).append(text or ("Not known" if column else ""))
        return "\n".join("\t".join(line) for line in lines.values())


class SumsStrip(PoolGridView):
    """The sum of money out and the gap, held in view beneath a grid that is longer than its room."""

    KINDS = ("total-out", "gap:with_assumed")

    def __init__(self, grid: PoolGridView, slot: Callable[[str | None], int], acts: Acts) -> None:
        super().__init__(PoolGrid(lambda *_: False, slot, grid), acts)
        self._grid = grid
        self._settling = QTimer(self)  # once the page has been laid out: heights on the way mislead
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(self.settle)
        self.setAccessibleName("Money out and gap, held in view")
        self.horizontalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        grid.installEventFilter(self)
        grid.horizontalScrollBar().valueChanged.connect(self.horizontalScrollBar().setValue)
        grid.horizontalHeader().sectionResized.connect(
            lambda at, _before, wide: self.setColumnWidth(at, wide)
        )
        grid.verticalScrollBar().valueChanged.connect(lambda _value: self.settle())

    def show_rows(self, rows: Sequence[Row], years: tuple[str, ...], unit: str) -> None:
        """Show the sums among the rows of the grid, where those are not all in view."""
        model, sums = self._model, tuple(row for row in rows if row.key in self.KINDS)
        if (model.years, model.unit) == (years, unit) and len(model.rows) == len(sums):
            model.replace_rows(sums, range(len(sums)))
        else:
            model.show(sums, years, unit)
        self.stretch()
        self.setFixedHeight(self.verticalHeader().length() + 2)
        self._settling.start()

    def settle(self) -> None:
        """Stand beneath the grid only while its own sums are not all in view."""
        grid, model = self._grid, self._grid.model()
        room = grid.viewport().height() + (self.height() if self.isVisible() else 0)
        rows: Sequence[Row] = getattr(model, "rows", ())
        places = [
            (grid.rowViewportPosition(at), grid.rowHeight(at))
            for at in range(max(0, len(rows) - SUMS), len(rows))
            if rows[at].key in self.KINDS
        ]
        self.setVisible(any(top < 0 or top + high > room for top, high in places))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle whenever the grid has another height."""
        if watched is self._grid and event.type() == QEvent.Type.Resize:
            self._settling.start()
        return False

    def stretch(self) -> None:
        """Take the widths of the grid's columns."""
        grid = getattr(self, "_grid", None)
        if grid is None:
            return  # not made yet
        for at in range(grid.model().columnCount()):
            self.setColumnWidth(at, grid.columnWidth(at))
