"""The table of scenarios side by side: only what differs, the one in use marked, the best ticked."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from commissionplanner.app.scenario_compare import Comparison, Row
from commissionplanner.ui import icons, theme
from commissionplanner.ui.widgets.painting import LEFT, focus_ring, width_of, words

HEAD: Final = 56
BAND: Final = 26
LINE: Final = 30
LEAST_LINES: Final = 3
CHECK: Final = 14
NAMES: Final = 0.26
_KIND = Qt.ItemDataRole.UserRole
_NOTE = Qt.ItemDataRole.UserRole + 1
_USED = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class ScenarioTable(QTableWidget):
    """A head with the scenarios, then what they assume otherwise, then what comes of it.

    Args:
        use: Called with the place of a scenario that is to be shown on every page.
    """

    def __init__(self, use: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use = use
        self.setAccessibleName("Scenarios side by side. Enter on a scenario's name uses it")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(10)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(_Delegate(self))
        self.cellDoubleClicked.connect(self._on_cell)

    def show_comparison(self, found: Comparison, used: str | None) -> None:
        """Show scenarios; `used` is the one shown on every page, None the plan as recorded."""
        self.clear()
        self.setColumnCount(len(found.columns) + 1)
        self.setRowCount(0)
        live = [column.scenario_id == used for column in found.columns]
        head = [("Only what differs is shown", ""), *((c.name, c.note) for c in found.columns)]
        self._add([text for text, _ in head], HEAD, "head", live, notes=[note for _, note in head])
        for title, rows, none in (
            ("Assumptions that differ", found.assumed, "They assume the same."),
            ("Results that differ", found.results, "The results are the same."),
        ):
            self._add([title, *([""] * len(live))], BAND, "band", live)
            for row in rows:
                self._add_row(row, live)
            if not rows:
                self._add([none, *([""] * len(live))], LINE, "line", live)
        self._fit()

    def _add_row(self, row: Row, live: list[bool]) -> None:
        label, *cells = self._add([row.label, *row.texts], LINE, "line", live)
        label.setToolTip(row.how or row.label)
        for n, item in enumerate(cells):
            best, gap = row.best == n, bool(row.gaps and row.gaps[n])
            item.setData(_KIND, f"{'best' if best else 'line'}{' gap' if gap else ''}")
            said = " The best of these." if best else ""
            item.setToolTip(f"{row.texts[n]}. {row.how}{said}".strip())

    def _add(
        self,
        texts: list[str],
        high: int,
        kind: str,
        live: list[bool],
        notes: list[str] | None = None,
    ) -> list[QTableWidgetItem]:
        at = self.rowCount()
        self.insertRow(at)
        self.setRowHeight(at, theme.current().px(high))
        made = []
        for n, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setData(_KIND, kind)
            item.setData(_NOTE, notes[n] if notes else "")
            item.setData(_USED, bool(n and live[n - 1]))
            if kind == "head" and n:
                said = "in use on every page" if live[n - 1] else "press Enter to use it"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text}, {said}")
            self.setItem(at, n, item)
            made.append(item)
        return made

    def least_height(self) -> int:
        """Return how high it is at least, px: the head and a few lines."""
        return theme.current().px(HEAD + BAND + LEAST_LINES * LINE) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room, others = self.viewport().width(), self.columnCount() - 1
        if others < 1:
            return
        names = round(room * NAMES)
        self.setColumnWidth(0, names)
        for at in range(1, others + 1):
            self.setColumnWidth(at, (room - names) // others)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_cell(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def _on_cell(self, row: int, column: int) -> None:
        if row == 0 and column > 0:
            self._use(column - 1)


class _Delegate(QStyledItemDelegate):
    """Draws a cell by what kind of row it stands in."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind, where = str(index.data(_KIND) or "line"), QRectF(option.rect)
        now = theme.current()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        used = bool(index.data(_USED))
        ground = "sunken" if kind == "band" else "surface"
        painter.fillRect(where, now.colour(ground))
        if used and kind != "band":
            painter.fillRect(where, now.colour("accent", 0.06))
        if used and kind == "head":
            painter.fillRect(
                QRectF(where.left(), where.top(), where.width(), 3), now.colour("accent")
            )
        foot = QRectF(where.left(), where.bottom() - 1, where.width(), 1)
        painter.fillRect(foot, now.colour("grid"))
        inside = where.adjusted(15, 0, -8, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if kind == "head":
            self._head(
                painter,
                inside,
                text,
                str(index.data(_NOTE) or ""),
                used=used,
                first=index.column() == 0,
            )
        else:
            self._line(painter, inside, text, kind, first=index.column() == 0)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, where.adjusted(2, 2, -2, -2), 4)
        painter.restore()

    def _head(
        self, painter: QPainter, where: QRectF, text: str, note: str, *, used: bool, first: bool
    ) -> None:
        now = theme.current()
        if first:
            words(painter, where, text, now.font("small"), now.colour("ink2"), LEFT)
            return
        side = now.px(CHECK)
        badge = width_of("In use", now.font("micro", 600)) + side + 12 if used else 0
        name = QRectF(where.left(), where.top() + 8, where.width() - badge, now.px(20))
        words(painter, name, text, now.font("h2"), now.colour("ink"), LEFT)
        below = QRectF(where.left(), name.bottom(), where.width(), now.px(18))
        words(painter, below, note, now.font("small"), now.colour("ink2"), LEFT)
        if used:
            mark = QRectF(where.right() - badge + 4, name.center().y() - side / 2, side, side)
            icons.paint(painter, "check", mark, "good")
            room = QRectF(mark.right() + 3, name.top(), badge, name.height())
            words(painter, room, "In use", now.font("micro", 600), now.colour("good"), LEFT)

    def _line(self, painter: QPainter, where: QRectF, text: str, kind: str, *, first: bool) -> None:
        now = theme.current()
        best, gap = "best" in kind, "gap" in kind
        weight = 600 if best or kind == "band" else 400
        style = "small" if kind == "band" else "body"
        tone = "problem" if gap else "ink2" if kind == "band" else "ink"
        font = now.font(style, weight, tabular=not first)
        words(painter, where, text, font, now.colour(tone), LEFT)
        if best:
            side = now.px(CHECK)
            left = where.left() + min(width_of(text, font) + 6, where.width() - side - 2)
            mark = QRectF(left, where.center().y() - side / 2, side, side)
            icons.paint(painter, "check", mark, "good")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(120, theme.current().px(LINE))
