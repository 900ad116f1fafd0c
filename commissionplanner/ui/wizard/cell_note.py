"""What floats beside a cell of the wizard: why it has no value, or why its row is left out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint
from PySide6.QtWidgets import QWidget

from commissionplanner.app.import_preview import Line, PreviewCell
from commissionplanner.ui.models.import_rows import ImportRole
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.floating import Popover
from commissionplanner.ui.wizard.grid import FieldGrid


class CellNote(QObject):
    """Opens one note at a time beside a cell of the grid."""

    def __init__(self, grid: FieldGrid, page: QWidget, show_next: Callable[[], None]) -> None:
        super().__init__(page)
        self._grid, self._page, self._show_next = grid, page, show_next
        self.popover: Popover | None = None
        grid.clicked.connect(self.explain)
        grid.activated.connect(self.explain)

    def explain(self, index: QModelIndex | QPersistentModelIndex) -> None:
        """Say what is the matter with a cell, if anything is."""
        self.close()
        cell, line = index.data(ImportRole.CELL), index.data(ImportRole.LINE)
        preview = self._grid.rows.preview
        if preview is None or not isinstance(cell, PreviewCell) or not isinstance(line, Line):
            return
        if cell.problem:
            name = preview.cell_name(line, index.column())
            popover = Popover(f"Cell {name} has no value", _ended(cell.problem), parent=self._page)
            popover.add_button(Button("Leave empty", "primary", height=24))
            if len(preview.with_problems) > 1:
                on = Button("Next cell to fix", height=24)
                on.clicked.connect(self._show_next)
                popover.add_button(on)
        elif line.reason:
            title = f"Row {line.row:,} is left out"
            popover = Popover(title, line.reason, level="note", parent=self._page)
            popover.add_button(Button("Leave it out", "primary", height=24))
        else:
            return
        self._show(popover, index)

    def _show(self, popover: Popover, index: QModelIndex | QPersistentModelIndex) -> None:
        below = self._grid.visualRect(index).bottomLeft() + QPoint(6, 8)
        popover.show_at(self._grid.viewport().mapTo(self._page, below))
        popover.closed.connect(self._grid.setFocus)
        popover.installEventFilter(self)
        self.popover = popover

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Forget a note that is going."""
        if watched is self.popover and event.type() == QEvent.Type.Hide:
            self.popover = None
        return super().eventFilter(watched, event)

    def close(self) -> None:
        """Close the note that is open."""
        if self.popover is not None:
            popover, self.popover = self.popover, None
            popover.close_card()


def _ended(message: str) -> str:
    tail = "" if "left empty" in message else " The field will be left empty, not guessed."
    return f"{message}{tail}"
