"""The line under the rows of the wizard: the current cell in words, and what the file has in it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.app.import_preview import Line, Preview, PreviewCell
from commissionplanner.ui import theme
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label

HIGH = 34


class CellLine(Panel):
    """Name, field, what it says and why; a shape where something is the matter.

    Attributes:
        reason: Why the cell has no value; "" where nothing is the matter.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("sunken", "t", parent)
        self.setAccessibleName("The current cell")
        self.reason = ""
        self._mark = IconLabel("problem", "problem", 16)
        self._name = Label("", "small", "ink2", 600)
        self._words = ElidedLabel("", "small", "ink")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE_LEFT, 1, theme.PAGE_RIGHT, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addWidget(self._words, 1)
        self.dress()
        self.show_cell(None, None, None, 0)

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(theme.current().row(HIGH))

    def show_cell(
        self, preview: Preview | None, line: Line | None, cell: PreviewCell | None, place: int
    ) -> None:
        """Show a cell; None for none."""
        self._mark.setVisible(cell is not None and bool(cell.problem))
        if preview is None or line is None or cell is None:
            self.reason = ""
            self._name.setText("")
            self._words.setText(
                "Arrows move through the cells. F2 edits one, F8 goes to the next to fix."
            )
            self._words.set_tone("ink2")
            return
        head = preview.heads[place]
        name = preview.cell_name(line, place)
        self.reason = f"{name}: {cell.problem}" if cell.problem else ""
        self._name.setText(f"{name}   {head.heading}" if head.heading else name)
        self._words.setText(_words(preview, line, cell, place))
        self._words.set_tone("problem" if cell.problem else "ink")
        self.setAccessibleDescription(f"{self._name.text()}: {self._words.text()}")


def _words(preview: Preview, line: Line, cell: PreviewCell, place: int) -> str:
    field = preview.heads[place].field
    has = preview.in_place(line, place)
    parts = [cell.problem or line.reason]
    if not parts[0] and not cell.is_used:
        parts = [f"“{' '.join(has.split())}” is not brought in." if has else ""]
    elif not parts[0] and cell.text:
        differs = cell.was is None and " ".join(has.split()) != cell.text
        parts = [f"{field}: {cell.text}", f"The file has “{has}”." if differs and has else ""]
    elif not parts[0]:
        parts = [f"{field}: not known"]
    if cell.was is not None:
        parts.append(f"The file has “{cell.was}”." if cell.was else "The file has nothing here.")
    return "   ".join(part for part in parts if part)
