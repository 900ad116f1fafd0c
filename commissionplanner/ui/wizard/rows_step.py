"""Columns and rows of the wizard: the grid, what is shown of it, and what is set right in it.

Keys in the grid: F2 or typing edits a cell, Delete empties it, F8 and Shift+F8 go to the next and
the last cell to fix, Ctrl+F finds, Ctrl+H replaces, the menu key says what else can be done.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from commissionplanner.app import import_preview as shown
from commissionplanner.app.import_preview import Line, Preview, PreviewCell
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.job_runner import JobRunner
from commissionplanner.ui.models.import_rows import ImportRole
from commissionplanner.ui.widgets.painting import HandsFocusOn
from commissionplanner.ui.wizard.cell_line import CellLine
from commissionplanner.ui.wizard.cell_note import CellNote
from commissionplanner.ui.wizard.column_menu import CellMenu
from commissionplanner.ui.wizard.finder import Finder
from commissionplanner.ui.wizard.grid import FieldGrid
from commissionplanner.ui.wizard.replace_bar import ReplaceBar
from commissionplanner.ui.wizard.rows_bar import RowsBar

_LOW: Final = 330  # height, px at normal text size, below which heads are short

Index = QModelIndex | QPersistentModelIndex


class RowsStep(HandsFocusOn):
    """The grid with its bar, the replacing of texts, and the current cell in words.

    Attributes:
        filter: Key of the rows shown.
        on_cell: Called when another cell is the current one.
    """

    def __init__(
        self, control: ImportController, jobs: JobRunner, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._control = control
        self._finder = Finder(jobs)
        self._preview: Preview | None = None
        self._is_checking = False
        self.filter = "all"
        self.on_cell: Callable[[], None] = lambda: None
        self.bar = RowsBar(lambda _: self._show_rows(), self.choose_filter)
        self.replacing = ReplaceBar(jobs, control.replace_text)
        self.grid = FieldGrid(control.choose_field, control.type_cell)
        self.cell_line = CellLine()
        self.note = CellNote(self.grid, self, control, self.show_next_problem)
        self._menu = CellMenu(control, self._edit_here, self._open_fields, self.start_replace)
        self.hand_focus_to(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.replacing)
        column.addWidget(self.grid, 1)
        column.addWidget(self.cell_line)
        self._join()

    def _join(self) -> None:
        grid = self.grid
        grid.selectionModel().currentChanged.connect(lambda *_: self._on_current())
        grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        grid.customContextMenuRequested.connect(self._open_menu)
        grid.head.open_menu = self._open_column_menu
        grid.empty_cell = self._empty_here
        for keys, act in (
            ("F8", self.show_next_problem),
            ("Shift+F8", self.show_last_problem),
            ("Ctrl+H", lambda: self.start_replace("", "")),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give rows the room of what heads say twice, where there is little."""
        super().resizeEvent(event)
        self._fit_heads()

    def _fit_heads(self) -> None:
        is_low = self.height() < theme.current().px(_LOW)
        self.grid.head.be_short(is_short=is_low and self._is_checking)

    def dress(self) -> None:
        """Take heights and widths anew."""
        for part in (self.grid, self.cell_line, self.replacing):
            part.dress()

    # What is shown

    def start_file(self) -> None:
        """Forget filters: another file is shown."""
        self.filter = "all"
        self._preview = None
        self._finder.forget()
        self.grid.rows.show(None, ())
        self.bar.box.clear()
        self.replacing.hide()
        self.replacing.show_preview(None)

    def show_preview(self, preview: Preview, *, is_checking: bool) -> None:
        """Show a preview; filters, cells and their reasons only where rows are checked."""
        self._preview, self._is_checking = preview, is_checking
        self.bar.setVisible(is_checking)
        self.cell_line.setVisible(is_checking)
        self.grid.rows.is_open = is_checking
        self._fit_heads()
        if not is_checking:
            self.replacing.hide()
        self.replacing.show_preview(preview)
        self._show_rows()

    def choose_filter(self, key: str) -> None:
        """Show the rows of a filter."""
        self.filter = key
        self._show_rows()

    def _show_rows(self) -> None:
        preview = self._preview
        if preview is None:
            return
        if not self._is_checking:
            self._show(preview, range(len(preview.lines)))
            return
        rows = preview.rows_of(self.filter)
        wanted = self.bar.box.text()
        if not wanted.strip():
            self._show(preview, rows)
        elif not self._finder.find(preview, wanted, lambda found: self._found(preview, found)):
            self.bar.said.setText("Making ready…")

    def _found(self, preview: Preview, found: Sequence[int]) -> None:
        if preview is not self._preview or not self._is_checking:
            return
        if self.filter != "all":
            within = set(preview.rows_of(self.filter))
            found = [number for number in found if number in within]
        self._show(preview, found)

    def _show(self, preview: Preview, rows: Sequence[int]) -> None:
        self.note.close()
        self.grid.show_preview(preview, rows, shown.fields_for(preview.staged.kind))
        if self._is_checking:
            self.bar.show_counts(preview, self.filter, len(rows))
        self._on_current()

    # The current cell

    def _here(self) -> tuple[Line | None, PreviewCell | None]:
        index = self.grid.currentIndex()
        line, cell = index.data(ImportRole.LINE), index.data(ImportRole.CELL)
        is_cell = isinstance(line, Line) and isinstance(cell, PreviewCell)
        return (line, cell) if is_cell else (None, None)

    def _on_current(self) -> None:
        line, cell = self._here()
        self.cell_line.show_cell(self._preview, line, cell, self.grid.currentIndex().column())
        self.on_cell()

    def _edit_here(self) -> None:
        self.note.close()
        self.grid.edit(self.grid.currentIndex())

    def _empty_here(self) -> None:
        line, cell = self._here()
        place = self.grid.currentIndex().column()
        preview = self._preview
        if preview is None or line is None or cell is None or not self._is_checking:
            return
        if preview.is_open(line, place) and preview.in_place(line, place):
            self._control.type_cell(preview.cell_name(line, place), "")

    def show_next_problem(self) -> None:
        """Go to the next cell that has no value, round the end."""
        preview = self._preview
        number = self.grid.rows.number(self.grid.currentIndex().row())
        self._go_to(preview.next_problem(number) if preview else None)

    def show_last_problem(self) -> None:
        """Go to the cell without a value before this one, round the start."""
        preview = self._preview
        number = self.grid.rows.number(self.grid.currentIndex().row())
        self._go_to(preview.problem_before(number) if preview else None)

    def _go_to(self, found: tuple[int, int] | None) -> None:
        if found is None or self._preview is None:
            return
        if self.grid.rows.row_of(found[0]) is None:  # filtered out: show all again
            self.bar.box.clear()
            self.choose_filter("all")
        self.grid.go_to(*found)
        self.note.explain(self.grid.currentIndex())

    # Menus and finding

    def start_find(self) -> None:
        """Put the cursor into the box that finds rows."""
        self.bar.box.setFocus()
        self.bar.box.selectAll()

    def start_replace(self, find: str, column: str) -> None:
        """Open the replacing of a text, where rows are checked."""
        if self._is_checking:
            self.note.close()
            self.replacing.start(find, column)

    def _open_menu(self, where: QPoint) -> None:
        line, cell = self._here()
        if self._preview is None or line is None or cell is None:
            return
        place = self.grid.currentIndex().column()
        self.note.close()
        if self._is_checking:
            menu = self._menu.of_cell(self.grid, self._preview, line, cell, place)
        else:
            menu = self._menu.of_column(self.grid, self._preview, place)
        index = self.grid.indexAt(where)
        if index != self.grid.currentIndex():  # asked for by a key
            where = self.grid.visualRect(self.grid.currentIndex()).bottomLeft()
        _open(menu, self.grid.viewport().mapToGlobal(where))

    def _open_column_menu(self, place: int, where: QPoint) -> None:
        if self._preview is not None:
            self.note.close()
            _open(self._menu.of_column(self.grid, self._preview, place), where)

    def _open_fields(self, place: int) -> None:
        self.grid.head.open_fields(place)


def _open(menu: QMenu, where: QPoint) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(where)
