"""What can be said of a row of the sheet by pointing at it: the menu of the first step's grid."""

from PySide6.QtWidgets import QMenu, QWidget

from commissionplanner.app.sheet_marks import SheetMarks
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.controllers.pointing import Pointing
from commissionplanner.ui.wizard.column_menu import add, add_column_choices, add_title


class RowMenu:
    """Makes the menus of rows and columns of a sheet as it stands."""

    def __init__(self, control: ImportController) -> None:
        self._control = control
        self.pointing = Pointing(control)

    def of_row(self, parent: QWidget, marks: SheetMarks, row: int) -> QMenu:
        """Return the menu of a row, by its number in the file."""
        menu = QMenu(parent)
        point, mark = self.pointing, marks.of(row)
        add_title(menu, f"Row {row:,}" + (f": {mark.why or mark.word}" if mark.word else ""))
        other = marks.table_at(row)
        if other is not None:
            title = f"“{other.title[:40]}”" if other.title else f"table {other.number}"
            add(menu, f"Read this table: {title}", lambda: point.table(other.number))
            menu.addSeparator()
        self._add_headings(menu, row)
        menu.addSeparator()
        add(menu, "Data &starts here", lambda: point.starts(row))
        add(menu, "Data &ends here", lambda: point.ends(row))
        menu.addSeparator()
        if mark.kind in ("data", "group"):
            add(menu, "&Leave this row out", lambda: point.leaves_out(row))
            add(menu, "It is a &total", lambda: point.is_total(row))
        elif mark.kind and mark.kind != "heading":
            add(menu, "&Bring this row in: it is data", lambda: point.brings_in(row))
        if mark.kind == "group":
            add(menu, "It is &no heading of rows, but a record", lambda: point.is_no_group(row))
        elif mark.kind in ("data", "out"):
            add(menu, "It is a heading of the rows &below", lambda: point.is_group(row))
        if point.was_told(row):
            menu.addSeparator()
            add(menu, "&Put back: as the program found it", lambda: point.as_found(row))
        return menu

    def _add_headings(self, menu: QMenu, row: int) -> None:
        point = self.pointing
        add(menu, "&Headings are here", lambda: point.headings(row, row))
        if row > 1:
            words = f"Headings are rows {row - 1:,} and {row:,}"
            add(menu, words, lambda: point.headings(row - 1, row))
        words = f"Headings are rows {row:,} and {row + 1:,}"
        add(menu, words, lambda: point.headings(row, row + 1))
        if row > 2:
            words = f"Headings are rows {row - 2:,} to {row:,}"
            add(menu, words, lambda: point.headings(row - 2, row))
        add(menu, "There are no headings; data starts here", lambda: point.no_headings(row))

    def of_column(self, parent: QWidget, letter: str) -> QMenu | None:
        """Return the menu of a column, by its letter; None where no table has it."""
        preview = self._control.preview
        places = (
            [n for n, head in enumerate(preview.heads) if head.letter == letter] if preview else []
        )
        if preview is None or not places:
            return None
        menu = QMenu(parent)
        add_title(menu, f"Column {letter}: {preview.heads[places[0]].heading}".rstrip(": "))
        add_column_choices(menu, self._control, preview, places[0])
        return menu
