"""What floats beside a cell of the wizard: why it has no value, or why its row is left out.

From there the cell is left empty, a value is typed in its place, or the row is left out.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from commissionplanner.app.import_preview import Line, Preview, PreviewCell
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.models.import_rows import ImportRole
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.floating import SHADOW, Popover
from commissionplanner.ui.wizard.grid import FieldGrid

Index = QModelIndex | QPersistentModelIndex


class CellNote(QObject):
    """Opens one note at a time beside a cell of the grid.

    Attributes:
        popover: The note that is open; None for none.
        line: Where a value is typed, while it is.
    """

    def __init__(
        self,
        grid: FieldGrid,
        place: QWidget,
        control: ImportController,
        show_next: Callable[[], None],
    ) -> None:
        super().__init__(place)
        self._grid, self._place = grid, place
        self._control, self._show_next = control, show_next
        self.popover: Popover | None = None
        self.line: QLineEdit | None = None
        grid.clicked.connect(self.explain)
        grid.activated.connect(self.explain)

    def explain(self, index: Index) -> None:
        """Say what is the matter with a cell, if anything is."""
        self.close()
        cell, line = index.data(ImportRole.CELL), index.data(ImportRole.LINE)
        preview = self._grid.rows.preview
        if preview is None or not isinstance(cell, PreviewCell) or not isinstance(line, Line):
            return
        if cell.problem:
            self._explain_cell(preview, cell, line, index)
        elif line.reason:
            self._explain_row(line, index)

    def _explain_cell(self, preview: Preview, cell: PreviewCell, line: Line, index: Index) -> None:
        place, name = index.column(), preview.cell_name(line, index.column())
        popover = Popover(f"Cell {name} has no value", _ended(cell.problem), parent=self._place)
        popover.add_button(Button("Leave empty", "primary", height=24))
        wanted = preview.wants(place)
        kept = QPersistentModelIndex(index)
        self._add(popover, f"Type {wanted}…", lambda: self._ask(name, wanted, cell.text, kept))
        self._add(popover, "Leave row out", lambda: self._control.leave_row_out(line.row))
        if len(preview.with_problems) > 1:
            self._add(popover, "Next cell to fix", self._show_next)
        self._show(popover, index)

    def _explain_row(self, line: Line, index: Index) -> None:
        title = f"Row {line.row:,} is left out"
        popover = Popover(title, line.reason, level="note", parent=self._place)
        popover.add_button(Button("Leave it out", "primary", height=24))
        if line.row in self._control.choices.rows_out:
            self._add(popover, "Bring it in", lambda: self._control.bring_row_in(line.row))
        self._show(popover, index)

    def _ask(self, name: str, wanted: str, text: str, index: Index) -> None:
        """Ask for what is to be read in place of a cell."""
        words = "It is noted on the slip; the file stays as it is."
        popover = Popover(f"Cell {name}: type {wanted}", words, level="note", parent=self._place)
        line = QLineEdit(text)
        line.setAccessibleName(f"Value of cell {name}")
        line.selectAll()
        use, leave = Button("Use it", "primary", height=24), Button("Cancel", height=24)
        use.clicked.connect(lambda _=False: self._control.type_cell(name, line.text()))
        use.clicked.connect(self.close)
        leave.clicked.connect(self.close)
        line.returnPressed.connect(use.click)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(leave)
        foot.addWidget(use)
        popover.inner.addWidget(line)
        popover.inner.addSpacing(4)
        popover.inner.addLayout(foot)
        self._show(popover, index)
        self.line = line
        line.setFocus()

    @staticmethod
    def _add(popover: Popover, words: str, pressed: Callable[[], None]) -> None:
        button = Button(words, height=24)
        popover.add_button(button)
        button.clicked.connect(lambda _=False: pressed())

    def _show(self, popover: Popover, index: Index) -> None:
        cell = self._grid.visualRect(self._grid.rows.index(index.row(), index.column()))
        viewport = self._grid.viewport()
        corner = viewport.mapTo(self._place, cell.bottomLeft() + QPoint(6, 8))
        high = popover.sizeHint().height() - 2 * SHADOW
        if corner.y() + high > self._place.height():  # above the cell, not over it
            corner = viewport.mapTo(self._place, cell.topLeft() + QPoint(6, -8 - high))
        popover.show_at(corner)
        popover.closed.connect(self._grid.setFocus)
        popover.installEventFilter(self)
        self.popover = popover

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forget a note that is going."""
        if watched is self.popover and event.type() == QEvent.Type.Hide:
            self.popover = self.line = None
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Close the note that is open."""
        if self.popover is not None:
            popover, self.popover, self.line = self.popover, None, None
            popover.close_card()


def _ended(message: str) -> str:
    tail = "" if "left empty" in message else " The field will be left empty, not guessed."
    return f"{message}{tail}"
