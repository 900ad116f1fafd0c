"""The import wizard, as a page: file and sheet, columns, rows, organisations, import.

Nothing in the plan changes before the last step, which is one edit.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from commissionplanner import paths
from commissionplanner.app import import_preview as shown
from commissionplanner.model.changes import ChangeSet
from commissionplanner.ui.controllers.importing import ImportController
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.empty_page import EmptyPage
from commissionplanner.ui.widgets.painting import holds_focus
from commissionplanner.ui.widgets.steps import StepsBar
from commissionplanner.ui.wizard import going, side_steps
from commissionplanner.ui.wizard.changes import ImportStep
from commissionplanner.ui.wizard.file_line import FileLine
from commissionplanner.ui.wizard.foot import Foot
from commissionplanner.ui.wizard.going import COLUMNS, FILE, IMPORT, MATCH, ROWS, Going, first_page
from commissionplanner.ui.wizard.grid import RawGrid
from commissionplanner.ui.wizard.matching import MatchStep
from commissionplanner.ui.wizard.places import Trouble, Waiting
from commissionplanner.ui.wizard.row_menu import RowMenu
from commissionplanner.ui.wizard.rows_step import RowsStep
from commissionplanner.ui.wizard.side import Side
from commissionplanner.ui.workspace import Workspace

STEPS: Final = ("File and sheet", "Columns", "Check rows", "Match to the plan", "Import")
SUFFIXES: Final = "Spreadsheets (*.xlsx *.xlsm *.xls *.xlsb *.ods *.xml *.htm *.html *.csv *.tsv *.txt);;All files (*)"


FOLDER: Final = "import_folder"
"""Under which a window remembers where spreadsheets were last chosen."""


def ask_files(parent: QWidget) -> list[Path]:
    """Ask which spreadsheets to import, from the folder of the last; none where none is chosen."""
    window = parent.window()
    folder = str(window.property(FOLDER) or paths.documents_folder())
    names, _ = QFileDialog.getOpenFileNames(parent, "Import a spreadsheet", folder, SUFFIXES)
    chosen = [Path(name) for name in names]
    if chosen:
        window.setProperty(FOLDER, str(chosen[0].parent))
    return chosen


class ImportPage(Page):
    """The wizard. Alt+Right and Alt+Left go through its steps, Ctrl+PgDown and PgUp its sheets.

    Attributes:
        returns_to: Key of the page to show when no file is left; "" for that of the records.
        on_state: Called after another file or step is shown: title and counts are others then.
    """

    key: ClassVar[str] = "importing"
    title: ClassVar[str] = "Import"
    narrow_rail: ClassVar[bool] = True

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.control = ImportController(workspace, self.show_state)
        self.on_state: Callable[[], None] = lambda: None
        self.returns_to = ""
        self._step = FILE
        self._shown_file: Path | None = None
        self._shown_sheet: str | None = None
        self._going = Going(self.control)
        self._here: tuple[Path | None, int] = (None, -1)
        self.steps = StepsBar(STEPS)
        self.steps.asked.connect(self.go_to)
        self.file_line = FileLine(self.control, self._going)
        self.foot = Foot(self._cancel_job)
        self.side = Side()
        self._make_places()
        self._lay_out()
        self._join()
        self.show_state()

    # Building

    def _make_places(self) -> None:
        self.raw = RawGrid(RowMenu(self.control))
        self.rows = RowsStep(self.control, self.workspace.jobs)
        self.rows.on_cell = self._tell_state
        self.matches = MatchStep(self.control)
        self.summary = ImportStep(self.control)
        self.trouble = Trouble(self.control, self._choose_another)
        self._waiting = Waiting(self._cancel_job)
        self._empty = EmptyPage(
            "Bring in a spreadsheet",
            "Contract registers, lists of services, funding and organisations, spending and "
            "agreements belong here. Drop files anywhere in this window, or choose them.",
        )
        choose = Button("Choose files…", "primary", "open")
        choose.clicked.connect(self.choose_files)
        self._empty.add_start(choose)
        self.places = QStackedWidget()
        for widget in (
            self._empty, self._waiting, self.trouble, self.raw, self.rows, self.matches, self.summary,
        ):  # fmt: skip
            self.places.addWidget(widget)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addWidget(self.steps)
        left.addWidget(self.file_line)
        left.addWidget(self.places, 1)
        left.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(self.side)

    def _join(self) -> None:
        self.workspace.jobs.progressed.connect(self._on_progress)
        self.file_line.replace.clicked.connect(lambda _=False: self.rows.start_replace("", ""))
        self.foot.cancel.clicked.connect(self.cancel)
        self.foot.skip.clicked.connect(self._skip)
        self.foot.back.clicked.connect(self.back)
        self.foot.next.clicked.connect(self.next)
        for keys, act in (
            ("Alt+Right", self.next), ("Alt+Left", self.back),
            ("Ctrl+PgDown", lambda: self._turn_sheet(1)), ("Ctrl+PgUp", lambda: self._turn_sheet(-1)),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What the window asks

    def subtitle(self) -> str:
        """Return what is being imported."""
        preview = self.control.preview
        return shown.kind_words(preview.staged.kind) if preview else ""

    def counts(self) -> str:
        """Return the rows read and those that come in."""
        if self.control.preview is None:
            return ""
        staged = self.control.preview.staged
        if self.control.unknown:
            return f"{staged.rows_read:,} rows read, none to come in yet"
        if self._step == ROWS and self.rows.cell_line.reason:
            return self.rows.cell_line.reason
        return f"{staged.rows_read:,} rows read, {staged.rows_accepted:,} to come in"

    def foot_height(self) -> int:
        """Return the height of the buttons at the foot, while a file is here."""
        return self.foot.height() if self.control.path is not None else 0

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Make the import ready again where the plan has moved on."""
        del changes
        self.control.stage_again()

    def start_find(self) -> None:
        """Find rows, where they are checked."""
        if self.control.preview is not None:
            if self._step != ROWS:
                self.go_to(ROWS)
            self.rows.start_find()

    def take_back(self) -> bool:
        """Take the last correction back; while a file is here, the plan is left alone."""
        if self.control.path is None:
            return False
        if not self.control.take_back():
            self.workspace.say("No correction of this file is left to take back.")
        return True

    def make_again(self) -> bool:
        """Make the correction again that was taken back."""
        if self.control.path is None:
            return False
        if not self.control.make_again():
            self.workspace.say("No correction of this file was taken back.")
        return True

    def _tell_state(self) -> None:
        self.on_state()

    # Files

    def take(self, files: Sequence[Path]) -> None:
        """Import these files, one after the other, after those that are here already."""
        if files:
            self.control.take(files)

    def choose_files(self) -> None:
        """Ask which files to import."""
        self.control.take(ask_files(self))

    def _choose_another(self) -> None:
        files = ask_files(self)
        if files:
            self.control.replace_file(files[0])

    def _skip(self) -> None:
        self.control.leave_out()

    def cancel(self) -> None:
        """Leave the wizard; nothing was changed."""
        self.control.drop_all()
        self.workspace.focus.go(self._end())

    # Steps

    @property
    def step(self) -> int:
        """The present step, from 0."""
        return self._step

    def go_to(self, step: int) -> None:
        """Show a step."""
        self._step = step
        self.show_state()
        self._enter_place()

    def _enter_place(self) -> None:
        if (place := self.places.currentWidget()) is not None:
            place.setFocus()

    def back(self) -> None:
        """Go one step back."""
        if self._step > FILE:
            self.go_to(self._step - 1)

    def next(self) -> None:
        """Go one step on, or to the next sheet; at the last step, import."""
        ready = self.control.ready
        if ready is None or not self.foot.next.isEnabled():
            return
        if self._step < IMPORT:
            step, sheet = self._going.after(self._step)
            if sheet is not None:
                self.control.choose_sheet(sheet)
            self.go_to(step)
            return
        if ready.is_repeat:
            self._skip()
            self._leave_when_done(ready.sheets[0].staged.kind)
            return
        kind = ready.sheets[0].staged.kind
        self.setFocus()  # the button is off meanwhile, and Qt would move the focus to the rail
        later = partial(QTimer.singleShot, 0, self, lambda: self._leave_when_done(kind))
        self.control.bring_in(later)  # a turn of its own: the window draws what was said first
        if not self.returns_to:  # its page is made while the rows come in, not when waited for
            QTimer.singleShot(0, self, lambda: self.workspace.prepare(first_page(kind, "sources")))

    def _turn_sheet(self, step: int) -> None:
        """Show the next sheet of those that come in, or the one before."""
        name = self._going.beside(step)
        if name is not None:
            self.control.choose_sheet(name)

    def _leave_when_done(self, kind: str) -> None:
        if self.control.path is None:
            self.workspace.focus.go(going.landing(self._end(kind)))

    def _end(self, *keys: str) -> str:
        """Return the page to go to when no file is left: where the files were chosen, if said."""
        page, self.returns_to = self.returns_to, ""
        return page or first_page(*keys, "sources")

    # What is shown

    def show_state(self) -> None:
        """Show the present file at the present step."""
        control = self.control
        if control.path != self._shown_file:
            self._shown_file, self._step = control.path, FILE
            self._going.start_file()
            self.raw.show_sheet(None, None)
            self.rows.start_file()
        elif control.book.shown != self._shown_sheet:
            self.rows.start_file()
        self._shown_sheet = control.book.shown
        if control.preview is None:
            self._step = FILE
        self.rows.note.close()
        self.steps.set_current(self._step)
        with_kind = self._step in (FILE, COLUMNS)
        self.file_line.show_file(control, with_kind=with_kind, with_rows=self._step == ROWS)
        self._show_place_once()
        self.foot.show_step(control, self._going.words(self._step), at=self._step)
        if not control.is_busy:
            self._fill_side()
        self.on_state()

    def _show_place_once(self) -> None:
        """Show what the step is about; while rows are read anew, what stands there stays."""
        here = (self.control.path, self._step)
        waits = self.control.is_busy and self.control.preview is not None
        if waits and here == self._here:
            return
        self._here = here
        was_here = self.hasFocus() or holds_focus(self)
        self._show_place()
        if was_here and not holds_focus(self):
            self._enter_place()

    def _show_place(self) -> None:
        control = self.control
        preview = control.preview
        if control.path is None:
            self.places.setCurrentWidget(self._empty)
        elif control.raw is None and control.is_busy:
            self.places.setCurrentWidget(self._waiting)
        elif control.raw is None:
            self.trouble.show_problem()
            self.places.setCurrentWidget(self.trouble)
            self.trouble.focus_first()
        elif preview is None or self._step == FILE:
            hidden = preview.hidden if preview else frozenset()
            self.raw.show_sheet(control.raw, control.marks, hidden)
            self.places.setCurrentWidget(self.raw)
        elif self._step in (COLUMNS, ROWS):
            self.rows.show_preview(preview, is_checking=self._step == ROWS)
            self.places.setCurrentWidget(self.rows)
        else:
            self._show_last(preview)

    def _show_last(self, preview: shown.Preview) -> None:
        """Show the names to review, or what the import would do."""
        if self._step == MATCH:
            self.matches.show_preview(preview, self.workspace.plan)
            self.places.setCurrentWidget(self.matches)
        else:
            self.summary.show_ready(self.control.ready)
            self.places.setCurrentWidget(self.summary)

    def _fill_side(self) -> None:
        control, preview = self.control, self.control.preview
        name = self.side.focused()
        self.side.clear()
        self.side.setVisible(control.raw is not None)
        if preview is None or self._step == FILE:
            side_steps.fill_file(self.side, control, self._choose_another)
        elif self._step == COLUMNS:
            side_steps.fill_columns(self.side, control, preview)
        elif self._step == IMPORT and control.ready is not None and len(control.ready.sheets) > 1:
            side_steps.fill_sheets(self.side, control.ready)
        else:
            show_next = self.show_next_problem if self._step == ROWS else None
            side_steps.fill_rows(self.side, control, preview, show_next)
        self.side.focus_again(name)
        self.foot.come_after(self.side)

    def show_next_problem(self) -> None:
        """Go to the next cell that has no value, round the end."""
        preview = self.control.preview
        if preview is None:
            return
        if self._step != ROWS:
            self.go_to(ROWS)
        self.rows.show_next_problem()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes what floats, then goes back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.rows.note.popover is not None:
            self.rows.note.close()
        else:
            self.back()

    def changeEvent(self, event: QEvent) -> None:
        """Take heights and widths anew where the theme or the text size is another."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "foot"):
            for part in (self.file_line, self.foot, self.side, self.raw, self.rows):
                part.dress()

    # Jobs

    def _on_progress(self, task: object, done: int, total: int, words: str) -> None:
        if task is not self.control.task:
            return
        if self.places.currentWidget() is self._waiting:
            self._waiting.strip.show_progress(words or "Reading", done, total)
        elif self.control.is_slow:
            self.foot.show_progress(words or "Reading", done, total)

    def _cancel_job(self) -> None:
        if self.control.task is not None:
            self.control.task.progress.cancel()
