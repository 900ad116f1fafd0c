"""The rows of a spreadsheet as Qt sees them: as they stand, and as they will land."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from commissionplanner.app.import_preview import Line, Preview, PreviewCell
from commissionplanner.app.sheet_marks import NOTHING, RowMark, SheetMarks
from commissionplanner.io.mapping.persons.finding import shown_safely
from commissionplanner.io.tabular.cells import cell_text, column_letter
from commissionplanner.io.tabular.raw import RawSheet

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()


class ImportRole(IntEnum):
    """What the delegates ask beside Qt's own roles."""

    CELL = Qt.ItemDataRole.UserRole + 1
    LINE = Qt.ItemDataRole.UserRole + 2


class RawRows(QAbstractTableModel):
    """The rows of a sheet, as they stand in the file, with what each was taken for."""

    def __init__(self) -> None:
        super().__init__()
        self._raw: RawSheet | None = None
        self._hidden: frozenset[str] = frozenset()
        self.marks: SheetMarks | None = None

    def show(
        self, raw: RawSheet | None, marks: SheetMarks | None, hidden: frozenset[str] = frozenset()
    ) -> bool:
        """Show a sheet with its marks; tell if it is another."""
        if raw is self._raw and raw is not None:
            self.marks, self._hidden = marks, hidden
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, max(self.rowCount() - 1, 0))
            return False
        self.beginResetModel()
        self._raw, self.marks, self._hidden = raw, marks, hidden
        self.endResetModel()
        return True

    def mark(self, row: int) -> RowMark:
        """Return what a row of the view was taken for."""
        return NOTHING if self.marks is None else self.marks.of(row + 1)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() or self._raw is None else self._raw.n_rows

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many columns are shown."""
        return 0 if parent.isValid() or self.marks is None else self.marks.n_columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell."""
        if self._raw is None or not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            text = cell_text(self._raw.columns[index.column()][index.row()])
            safe = shown_safely(text, is_persons=self._is_hidden(index))
            return " ".join(safe.split()) or None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            mark = self.mark(index.row())
            return mark.why or mark.word or None
        return None

    def _is_hidden(self, index: Index) -> bool:
        """Whether a cell below the headings is in a column that tells of persons."""
        headings = self.marks.headings if self.marks else None
        below = headings is None or index.row() >= headings[1]
        return below and column_letter(index.column()) in self._hidden

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the letter of a column, the number of a row; its tooltip says what a row is."""
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.ToolTipRole:
            return self.mark(section).why or None
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return column_letter(section) if orientation == Qt.Orientation.Horizontal else section + 1


class ImportRows(QAbstractTableModel):
    """The rows of a table as they will land; `typed` is told name and text of a cell edited.

    Attributes:
        is_open: Whether cells can be edited where they stand.
    """

    def __init__(self, typed: Callable[[str, str], None]) -> None:
        super().__init__()
        self._typed = typed
        self.is_open = False
        self.preview: Preview | None = None
        self._shown: Sequence[int] = ()

    def show(self, preview: Preview | None, shown: Sequence[int]) -> None:
        """Show these lines of a preview."""
        self.beginResetModel()
        self.preview, self._shown = preview, shown
        self.endResetModel()

    def line(self, row: int) -> Line | None:
        """Return the line in a row of the view."""
        if self.preview is None or not 0 <= row < len(self._shown):
            return None
        return self.preview.lines[self._shown[row]]

    def number(self, row: int) -> int:
        """Return the place in the preview of the line in a row of the view; -1 for none."""
        return self._shown[row] if 0 <= row < len(self._shown) else -1

    def row_of(self, number: int) -> int | None:
        """Return the row of the view that shows a line, by its place in the preview."""
        try:
            return self._shown.index(number)
        except ValueError:
            return None

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many columns the table has."""
        return 0 if parent.isValid() or self.preview is None else len(self.preview.heads)

    def cell(self, index: Index) -> PreviewCell | None:
        """Return a cell as it will land."""
        line = self.line(index.row())
        if self.preview is None or line is None:
            return None
        return self.preview.cell(line, index.column())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says in a role."""
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        if role == ImportRole.LINE:
            return line
        cell = self.cell(index)
        if role == ImportRole.CELL or cell is None:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return _tip(cell, line)
        if role == Qt.ItemDataRole.EditRole and self.preview is not None:
            return self.preview.in_place(line, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand what was typed in place of a cell on; what was there already changes nothing."""
        line = self.line(index.row())
        if role != Qt.ItemDataRole.EditRole or self.preview is None or line is None:
            return False
        text = " ".join(str(value).split())
        if text == " ".join(self.preview.in_place(line, index.column()).split()):
            return False
        self._typed(self.preview.cell_name(line, index.column()), text)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell that every cell can be selected, and one that comes in be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.line(index.row()) if index.isValid() and self.is_open else None
        if (
            line is not None
            and self.preview is not None
            and self.preview.is_open(line, index.column())
        ):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or a row's number in the file."""
        if role != Qt.ItemDataRole.DisplayRole or self.preview is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            line = self.line(section)
            return line.row if line else None
        heads = self.preview.heads
        return heads[section].heading if 0 <= section < len(heads) else None


def _tip(cell: PreviewCell, line: Line) -> str | None:
    """Return what is said of a cell: why it has no value, what the file has, or all of its text."""
    said = cell.problem or line.reason or cell.text
    if cell.was is not None:
        was = f"The file has “{cell.was}”." if cell.was else "The file has nothing here."
        said = f"{said}\n{was}" if said else was
    return said or None
