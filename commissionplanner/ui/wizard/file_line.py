"""The line under the steps: the file, where in it, what it is read as, what was corrected."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from commissionplanner.app import import_preview as shown
from commissionplanner.app.usecases import imports
from commissionplanner.model.words import capital
from commissionplanner.ui import theme
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import ElidedLabel
from commissionplanner.ui.wizard.going import Going

HIGH = 44
_NAME, _PLACE = 70, 80


class FileLine(Panel):
    """Name of the file at the left; at the right the kind, the corrections to take back, replacing.

    Attributes:
        kind: What the rows are.
        sheet: Which sheet is in view, of those that come in.
        replace: Opens the replacing of texts.
        undo, redo: Take the last correction back, and make it again.
    """

    def __init__(
        self, control: ImportController, going: Going, parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", "b", parent)
        self._going, self._place = going, ""
        self.dress()
        self._file = ElidedLabel("", "body", weight=600)
        self._where = ElidedLabel("", "small", "ink2")
        self.kind = DropDown("Read as", name="What the rows are")
        self.kind.chosen.connect(control.choose_kind)
        self.sheet = DropDown("Sheet", name="Sheet in view", most=260)
        self.sheet.chosen.connect(control.choose_sheet)
        self.replace = Button("Replace…", height=28)
        self.replace.setToolTip("Replace a text wherever it stands (Ctrl+H)")
        self.undo = ToolButton("undo", "Take back", key="Ctrl+Z", size=28, icon_size=16)
        self.redo = ToolButton("redo", "Make again", key="Ctrl+Y", size=28, icon_size=16)
        self.undo.clicked.connect(lambda _=False: control.take_back())
        self.redo.clicked.connect(lambda _=False: control.make_again())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE_LEFT, 0, theme.PAGE_RIGHT, 1)
        row.setSpacing(8)
        row.addWidget(self._file)
        row.addWidget(self.sheet)
        row.addWidget(self._where, 1)
        for widget in (self.kind, self.replace, self.undo, self.redo):
            row.addWidget(widget)

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(theme.current().bar(HIGH))

    def show_file(self, control: ImportController, *, with_kind: bool, with_rows: bool) -> None:
        """Show the present file."""
        self.setVisible(control.path is not None)
        self._file.setText(control.path.name if control.path else "")
        names = self._going.sheets()
        self._place = _where(control, with_sheet=len(names) < 2)
        self.sheet.setVisible(len(names) > 1)
        self.sheet.set_choices([(n, _named(control, n)) for n in names], control.book.shown or "")
        self.sheet.setToolTip("Ctrl+PgDown and Ctrl+PgUp turn the sheets")
        preview = control.preview
        self.kind.setVisible(with_kind and preview is not None)
        self.replace.setVisible(with_rows)
        self._show_steps(control)
        self._fit()
        if preview is None:
            return
        kinds = [(kind, capital(shown.kind_words(kind))) for kind in imports.KINDS]
        self.kind.set_choices(kinds, preview.staged.kind)
        self.kind.setToolTip(preview.staged.kind_guess.why)
        self.kind.set_doubtful(preview.staged.kind_guess.confidence < shown.DOUBTFUL_KIND)

    def _fit(self) -> None:
        """Give up where in the file the table is before the names of file and sheet are cut short."""
        drops = [d for d in (self.sheet, self.kind) if not d.isHidden()]
        tools = [b for b in (self.replace, self.undo, self.redo) if not b.isHidden()]
        room = self.width() - theme.PAGE_LEFT - theme.PAGE_RIGHT - 8 * (len(drops) + len(tools) + 2)
        room -= sum(each.sizeHint().width() for each in (*drops, *tools))
        now = theme.current()
        has_place = room >= now.px(_NAME + _PLACE)
        self._where.setText(self._place if has_place else "")
        self._file.setVisible(room >= now.px(_NAME))
        self._file.setMaximumWidth(max(room - (now.px(_PLACE) if has_place else 0), 1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _show_steps(self, control: ImportController) -> None:
        for button, verb, key, steps in (
            (self.undo, "Take back", "Ctrl+Z", control.done),
            (self.redo, "Make again", "Ctrl+Y", control.undone),
        ):
            button.setVisible(bool(control.done or control.undone))
            button.setEnabled(bool(steps))
            name = f"{verb}: {steps[-1][0]}" if steps else f"{verb}: no correction"
            button.set_name(name, key)


def _named(control: ImportController, sheet: str) -> str:
    return sheet if control.book.is_in(sheet) else f"{sheet} (does not come in)"


def _where(control: ImportController, *, with_sheet: bool) -> str:
    if control.raw is None:
        return ""
    parts = [f"sheet “{control.raw.sheet}”"] if control.raw.sheet and with_sheet else []
    rows = control.marks.headings if control.marks else None
    if rows is None:
        parts.append("no headings")
    else:
        one = rows[0] == rows[1]
        parts.append(
            f"heading in row {rows[0]:,}" if one else f"headings in rows {rows[0]:,} to {rows[1]:,}"
        )
    return ", ".join(parts)
