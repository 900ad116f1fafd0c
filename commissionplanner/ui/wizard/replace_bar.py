"""Replace a text wherever it stands, in a column or the whole table; how often is said before."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from commissionplanner.app.import_preview import Preview
from commissionplanner.app.import_search import count_cells
from commissionplanner.io.mapping.answers.corrections import Replacement
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress
from commissionplanner.ui import theme
from commissionplanner.ui.job_runner import JobRunner, Task
from commissionplanner.ui.widgets.buttons import Button, ToolButton
from commissionplanner.ui.widgets.cards import Panel
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.inputs import CheckBox
from commissionplanner.ui.widgets.labels import Label

COUNT_AFTER_MS = 120
_LINE = 132


class ReplaceBar(Panel):
    """Find, replace with, where, whole cells only; the button says how many cells it changes.

    Attributes:
        count: Cells that would change; None while they are counted.
    """

    def __init__(
        self,
        jobs: JobRunner,
        replace: Callable[[Replacement], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", "b", parent)
        self.setAccessibleName("Replace in these rows")
        self._jobs, self._replace = jobs, replace
        self._preview: Preview | None = None
        self._task: Task | None = None
        self.count: int | None = 0
        self.what, self.by = QLineEdit(), QLineEdit()
        self.where = DropDown("In", name="Where", most=200)
        self.whole = CheckBox("Whole cell")
        self.button = Button("Replace")
        self.cross = ToolButton("close", "Close", key="Esc", size=28, icon_size=14)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(COUNT_AFTER_MS)
        self._later.timeout.connect(self._count)
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        now = theme.current()
        for line, name, empty in (
            (self.what, "Find", "What stands there"),
            (self.by, "Replace with", "Nothing"),
        ):
            line.setAccessibleName(name)
            line.setPlaceholderText(empty)
            line.setMinimumWidth(now.px(90))
            line.setMaximumWidth(now.px(_LINE + 60))
            line.textChanged.connect(lambda _: self._asked())
            line.returnPressed.connect(self.button.click)
        self.whole.setChecked(True)
        self.whole.toggled.connect(lambda _: self._asked())
        self.where.chosen.connect(lambda _: self._asked())
        self.button.clicked.connect(lambda _=False: self._make())
        self.cross.clicked.connect(lambda _=False: self.leave())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.PAGE_LEFT, 0, theme.PAGE_RIGHT, 1)
        row.setSpacing(8)
        row.addWidget(Label("Find", "body", "ink3"))
        row.addWidget(self.what, 1)
        row.addWidget(Label("Replace with", "body", "ink3"))
        row.addWidget(self.by, 1)
        row.addWidget(self.where)
        row.addWidget(self.whole)
        row.addStretch(1)
        row.addWidget(self.button)
        row.addWidget(self.cross)
        self.dress()

    def dress(self) -> None:
        """Take the height from the theme."""
        self.setFixedHeight(theme.current().bar(theme.FILTER_ROW))

    def show_preview(self, preview: Preview | None) -> None:
        """Offer the columns of a preview, and count anew."""
        self._preview = preview
        if preview is None:
            return
        columns = [
            (head.letter, f"{head.letter}  {head.heading}".strip()) for head in preview.heads
        ]
        self.where.set_choices([("", "all columns"), *columns], self.where.current())
        if self.isVisible():
            self._asked()

    def start(self, find: str = "", column: str = "") -> None:
        """Open, with what is looked for and where, and put the cursor where one goes on."""
        self.show()
        if find:
            self.what.setText(find)
        self.where.set_current(column)
        self._asked()
        (self.by if find else self.what).setFocus()

    def leave(self) -> None:
        """Close; the grid has the focus again."""
        self.hide()
        around = self.parentWidget()
        if around is not None:
            around.setFocus()

    def asked(self) -> Replacement:
        """Return what is asked for."""
        return Replacement(
            self.what.text(), self.by.text(), self.where.current(), self.whole.isChecked()
        )

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no more."""
        self._later.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _asked(self) -> None:
        self.count = None
        self._settle()
        self._later.start()

    def _count(self) -> None:
        preview, one = self._preview, self.asked()
        if preview is None:
            return
        if self._task is not None:
            self._task.progress.cancel()
        started: list[Task] = []

        def job(progress: Progress) -> int:
            return count_cells(preview, one, progress)

        def finished(count: Any) -> None:
            if started and self._task is started[0]:
                self._task, self.count = None, int(count)
                self._settle()

        def failed(_error: Exception) -> None:
            self._task = None

        started.append(self._jobs.start("Counting cells", job, finished, failed, is_quiet=True))
        self._task = started[0]

    def _settle(self) -> None:
        if not self.what.text().strip():
            words, why = "Replace", "Type what is to be replaced."
        elif self.count is None:
            words, why = "Replace", "The cells are being counted."
        elif not self.count:
            words, why = "No cell says this", "No cell of the columns that come in says this."
        else:
            verb = "Replace in" if self.by.text().strip() else "Empty"
            words, why = f"{verb} {counted(self.count, 'cell')}", ""
        self.button.set_words(words)
        self.button.setAccessibleName(words)
        if why:
            self.button.disable(why)
        else:
            self.button.enable()

    def _make(self) -> None:
        if self.count:
            self._replace(self.asked())
