"""A list at the left and one of its rows in full at the right, with a row of tools above."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from commissionplanner.ui import theme
from commissionplanner.ui.delegates.words import WordsDelegate
from commissionplanner.ui.models.text_rows import TextRows
from commissionplanner.ui.widgets.bars import Toolbar
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Divider, Panel
from commissionplanner.ui.widgets.labels import Label
from commissionplanner.ui.workspace import Workspace

DETAIL, LABEL, MOST_TITLE = 400, 104, 46
DETAIL_MOST = 48  # % of the page, however large the text is
DETAIL_NARROW, NARROW_BELOW, LEAST_FIRST = 320, 1150, 200


class TextTable(QTableView):
    """A table of words whose first column takes the room that the others leave, and never too little."""

    def share(self) -> None:
        """Give the first column its width."""
        others = range(1, self.horizontalHeader().count())
        taken = sum(self.columnWidth(at) for at in others if not self.isColumnHidden(at))
        least = theme.current().px(LEAST_FIRST)
        self.setColumnWidth(0, max(self.viewport().width() - taken, least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()


def text_table(model: TextRows, name: str, widths: Sequence[int]) -> TextTable:
    """Return a table of words, chosen row by row.

    Args:
        model: What it shows.
        name: For screen readers.
        widths: Of the columns after the first, which takes what room is left.
    """
    now = theme.current()
    made = TextTable()
    made.setModel(model)
    made.setAccessibleName(name)
    made.setItemDelegate(WordsDelegate(made))
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(now.row(theme.TABLE_ROW))
    made.setMouseTracking(True)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.setShowGrid(False)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    head = made.horizontalHeader()
    head.setFixedHeight(now.row(theme.TABLE_HEAD))
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setMinimumSectionSize(now.px(60))
    head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    for at, width in enumerate(widths, 1):
        made.setColumnWidth(at, now.px(width))
    return made


def link_button(words: str, tip: str = "") -> Button:
    """Return a quiet button for a title that may be long; the tooltip has all of it."""
    short = words if len(words) <= MOST_TITLE else f"{words[: MOST_TITLE - 1].rstrip()}…"
    made = Button(short, "quiet", height=26, flush=True)
    made.setToolTip(tip or words)
    made.setAccessibleName(words)
    return made


class TwoPane(QWidget):
    """What the library and the core offer share.

    Attributes:
        tools: The row of tools.
        rows: The words listed.
        table: The list on the screen.
        folds: Columns left to the right-hand side where room is short, the first to go first.
    """

    folds: ClassVar[tuple[int, ...]] = ()

    def __init__(
        self, workspace: Workspace, name: str, heads: Sequence[str], widths: Sequence[int]
    ) -> None:
        super().__init__()
        self.workspace = workspace
        self.tools = Toolbar()
        self.rows = TextRows(heads)
        self.table = text_table(self.rows, name, widths)
        self.above = Label("", "small", "ink2", wrap=True)
        self._area = QScrollArea()
        self._area.setAccessibleName(f"{name}: the one chosen")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._foot.addStretch(1)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        left = QVBoxLayout()
        left.setSpacing(0)
        head = Panel("canvas", "b")
        inside = QHBoxLayout(head)
        inside.setContentsMargins(theme.PAGE_LEFT, 8, theme.PAGE_RIGHT, 8)
        inside.addWidget(self.above, 1)
        left.addWidget(head)
        left.addWidget(self.table, 1)
        whole.addLayout(left, 1)
        side = self._side = Panel("surface", "l")
        column = QVBoxLayout(side)
        column.setContentsMargins(16, 10, 8, 12)
        column.setSpacing(8)
        column.addWidget(self._area, 1)
        column.addWidget(Divider())
        column.addLayout(self._foot)
        whole.addWidget(side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        now, wide = theme.current(), self.width()
        side = now.px(DETAIL_NARROW if wide < now.px(NARROW_BELOW) else DETAIL)
        side = min(side, wide * DETAIL_MOST // 100)
        self._side.setFixedWidth(side)
        spare = wide - side - now.px(LEAST_FIRST)
        columns = range(1, self.rows.columnCount())
        for at in columns:
            self.table.setColumnHidden(at, False)
        needed = sum(self.table.columnWidth(at) for at in columns)
        for at in self.folds:
            if needed > spare:
                needed -= self.table.columnWidth(at)
                self.table.setColumnHidden(at, True)
        self.table.share()

    def add_button(self, button: Button) -> None:
        """Add a button beneath what is shown in full."""
        self._foot.addWidget(button)

    def show_rows(
        self, rows: Sequence[Any], words: Callable[[Any], Sequence[str]], keys: Sequence[str]
    ) -> None:
        """List rows, keeping the one that was chosen, else the first."""
        kept = self.chosen
        self.rows.show_rows(rows, words, keys)
        if keys:
            self.table.selectRow(list(keys).index(kept) if kept in keys else 0)
        self._show_current()

    @property
    def chosen(self) -> str:
        """The key of the row chosen; "" for none."""
        return self.rows.key(self.table.currentIndex().row())

    def choose(self, key: str) -> bool:
        """Choose a row by its key; False where it is not listed."""
        for at in range(self.rows.rowCount()):
            if self.rows.key(at) == key:
                self.table.selectRow(at)
                self.table.scrollTo(self.rows.index(at, 0))
                return True
        return False

    def _show_current(self) -> None:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 10, 8)
        column.setSpacing(8)
        self.fill(column, self.chosen)
        column.addStretch(1)
        self._area.setWidget(body)

    def fill(self, column: QVBoxLayout, key: str) -> None:
        """Show one row in full; the key is "" where there is none."""
        raise NotImplementedError


def add_fact(column: QVBoxLayout, label: str, words: str, tone: str = "ink") -> None:
    """Add a label and what is said of it; nothing where nothing is."""
    if not words:
        return
    row = QHBoxLayout()
    row.setSpacing(8)
    name = Label(label, "small", "ink3", wrap=True)
    name.setFixedWidth(theme.current().px(LABEL))
    row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    said = Label(words, "body", tone, wrap=True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(said, 1)
    column.addLayout(row)


def add_line(column: QVBoxLayout, words: str, button: Button) -> None:
    """Add words with a quiet button beside them."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Label(words, "body", wrap=True), 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(row)
