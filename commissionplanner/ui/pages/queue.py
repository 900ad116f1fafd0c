"""Many files at once: what each is, what it needs, shared answers, and one step for all of them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from commissionplanner.app.choice_words import choice_words
from commissionplanner.app.document import Made, make
from commissionplanner.app.import_preview import kind_words
from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.usecases import queue
from commissionplanner.app.usecases.books import ID as SHEETS
from commissionplanner.app.usecases.queue import Item, Queue
from commissionplanner.io.mapping.asking import Question
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import capital, counted, sentences
from commissionplanner.progress import Progress
from commissionplanner.ui import theme
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.page import Page
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.cards import Card, Panel
from commissionplanner.ui.widgets.dropdown import DropDown
from commissionplanner.ui.widgets.labels import ElidedLabel, IconLabel, Label
from commissionplanner.ui.widgets.progress_strip import ProgressStrip
from commissionplanner.ui.widgets.rows import Notice
from commissionplanner.ui.workspace import Workspace

_MOVED_ON = "The plan was changed while the files were being brought in. They are read again."
_SHAPES = {
    "ready": ("check", "good"),
    "needs you": ("warning", "warning"),
    "in already": ("note", "note"),
    "refused": ("problem", "problem"),
}
_SHARES = (0, 3, 4, 4, 0, 0)
"""Of the width, for shape, file, state, sheets that wait and two buttons."""


class QueuePage(Page):
    """Files of a folder, by kind. Nothing changes before the button at the foot.

    Attributes:
        made: The files made ready; None while they are being read.
        open_one: Opens one file in the wizard; the window sets it.
    """

    key: ClassVar[str] = "queue"
    title: ClassVar[str] = "Import files"

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.made: Queue | None = None
        self.open_one: Callable[[Path], None] = lambda _path: None
        self._files: tuple[Path, ...] = ()
        self._answers: dict[str, str] = {}
        self._with_sheets: dict[Path, bool] = {}
        self._plan: Plan | None = None
        self._task: Task | None = None
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setAccessibleName("Files to import")
        foot = self._foot = Panel("surface", "t")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme.PAGE_LEFT, 10, theme.PAGE_RIGHT, 10)
        row.setSpacing(8)
        self.leave = Button("Cancel")
        self.leave.clicked.connect(self._leave)
        self._words = ElidedLabel("", "small", "ink2")
        self.strip = ProgressStrip()
        self.strip.cancelled.connect(self._stop)
        self.bring = Button("Import", "primary")
        self.bring.clicked.connect(self._bring)
        for widget in (self.leave, self._words, self.strip, self.bring):
            row.addWidget(widget, 1 if widget is self._words else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._area, 1)
        column.addWidget(foot)
        workspace.jobs.progressed.connect(self._on_progress)
        self._show()

    def subtitle(self) -> str:
        """Return how many files there are."""
        return counted(len(self._files), "file")

    def foot_height(self) -> int:
        """Return the height of the buttons at the foot."""
        return self._foot.sizeHint().height()

    def refresh(self, changes: ChangeSet | None = None) -> None:
        """Make the files ready anew where the plan has moved on."""
        del changes
        is_old = self._plan is not self.workspace.plan
        if self.made is not None and is_old and self._task is None:
            self._read()

    def take(self, files: Sequence[Path]) -> None:
        """Read files; those taken before are forgotten."""
        self._files, self._answers, self._with_sheets = tuple(files), {}, {}
        self._read()

    def _read(self) -> None:
        self._stop()
        files, answers, plan = self._files, dict(self._answers), self.workspace.plan
        whole = dict(self._with_sheets)
        self.made, self._plan = None, plan
        self._start(
            "Reading files",
            lambda progress: queue.make_ready(plan, files, answers, progress, whole),
            self._take_made,
            is_quiet=True,
        )

    def _take_made(self, made: Queue) -> None:
        self.made = made
        self._show()

    def _start(
        self,
        label: str,
        job: Callable[[Progress], Any],
        take: Callable[[Any], None],
        *,
        is_quiet: bool = False,
    ) -> None:
        """Start the one job of this page; `take` is given its result, unless it was stopped."""
        started: list[Task] = []

        def mine() -> bool:
            return bool(started) and self._task is started[0]

        def finished(result: Any) -> None:
            if mine() and started[0].progress.cancelled:
                ended()  # Cancel was pressed just as it ended
            elif mine():
                self._task = None
                take(result)

        def ended(error: Exception | None = None) -> None:
            if mine():
                self._task = None
                self._show()
                if error is not None:
                    self.workspace.explain(error)

        started.append(
            self.workspace.jobs.start(label, job, finished, ended, ended, is_quiet=is_quiet)
        )
        self._task = started[0]
        self._show()

    # What is shown

    def _show(self) -> None:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.PAGE_LEFT, 14, theme.PAGE_RIGHT, 14)
        column.setSpacing(12)
        if self.made is not None:
            self._add_cards(column, self.made)
        elif self._files:
            column.addWidget(self._waiting())
        column.addStretch(1)
        self._area.setWidget(body)
        self.strip.setVisible(self._task is not None)
        ready = sum(item.state == "ready" for item in self.made.items) if self.made else 0
        self.bring.set_words(f"Import {counted(ready, 'file')}" if ready else "Import")
        self._words.setText("Nothing has changed yet. One undo takes all of these files back.")
        if self._task is not None:
            doing = "read" if self.made is None else "brought in"
            self.bring.disable(f"The files are being {doing}.")
        elif not ready:
            self.bring.disable("No file is ready.")
        else:
            self.bring.enable()

    def _add_cards(self, column: QVBoxLayout, made: Queue) -> None:
        if made.questions:
            card = Card("Asked once for all files", "the answer goes to every file that asks")
            for question in made.questions:
                card.body.addWidget(self._question(question))
            column.addWidget(card)
        for line in made.summary:
            column.addWidget(Notice("warning", line))
        titles = [_title(item) for item in made.items]
        for title in dict.fromkeys(titles):
            items = [item for item, own in zip(made.items, titles, strict=True) if own == title]
            card = Card(title, counted(len(items), "file"))
            card.body.addWidget(self._lines(items))
            column.addWidget(card)

    def _waiting(self) -> Card:
        """Return the list of the files while they are read, or after that was stopped."""
        note = "being read" if self._task is not None else "reading was stopped"
        card = Card(capital(counted(len(self._files), "file")), note)
        for path in self._files:
            card.body.addWidget(ElidedLabel(path.name, "body", "ink2"))
        return card

    def _question(self, question: Question) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.addWidget(Label(question.text, "body", wrap=True), 1)
        choices = [(choice, choice_words(choice)) for choice in question.choices]
        box = DropDown("", choices, question.taken, name=question.text)
        box.chosen.connect(lambda choice, key=question.id: self._answer(key, choice))
        row.addWidget(box)
        return holder

    def _answer(self, key: str, choice: str) -> None:
        self._answers[key] = choice
        if key == SHEETS:
            self._with_sheets.clear()
        self._read()

    def _bring_sheets(self, path: Path, *, is_whole: bool) -> None:
        self._with_sheets[path] = is_whole
        self._read()

    def _lines(self, items: Sequence[Item]) -> QWidget:
        """Return the files of a card, a line each, in columns that stand below each other."""
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(9)
        grid.setVerticalSpacing(8)
        for column, share in enumerate(_SHARES):
            grid.setColumnStretch(column, share)
        for row, item in enumerate(items):
            icon, tone = _SHAPES[item.state]
            said = sentences(capital(item.state), item.why or _size(item))
            grid.addWidget(IconLabel(icon, tone, 14), row, 0)
            grid.addWidget(ElidedLabel(item.path.name, "body", weight=500), row, 1)
            waiting = _waiting_sheets(item)
            grid.addWidget(ElidedLabel(said, "small", tone), row, 2, 1, 1 if waiting else 2)
            if waiting:
                grid.addWidget(ElidedLabel(waiting, "small", "ink2"), row, 3)
            self._add_buttons(grid, row, item)
        return holder

    def _add_buttons(self, grid: QGridLayout, row: int, item: Item) -> None:
        """Offer to bring in all sheets of a workbook, or only its first, and to look at a file."""
        if item.staged is not None and (item.sheets_left or item.staged.also):
            grid.addWidget(self._sheets_button(item, item.staged), row, 4)
        if item.state in ("needs you", "ready"):
            button = Button("Open…", "quiet", height=24)
            button.setToolTip("See and correct it before it comes in")
            button.setAccessibleName(f"Open {item.path.name} in the import wizard")
            button.clicked.connect(lambda _=False: self.open_one(item.path))
            grid.addWidget(button, row, 5)

    def _sheets_button(self, item: Item, staged: Staged) -> Button:
        is_whole = not staged.also
        button = Button(
            "Bring in all sheets" if is_whole else "Only the first sheet", "quiet", height=24
        )
        what = "all sheets" if is_whole else f"only “{staged.sheet_name}”"
        button.setAccessibleName(f"Bring in {what} of {item.path.name}")
        button.clicked.connect(lambda _=False: self._bring_sheets(item.path, is_whole=is_whole))
        return button

    # What is done

    def _bring(self) -> None:
        """Bring in all files that are ready as one step, and say what does not agree."""
        made = self.made
        if made is None or made.edit is None:
            return
        edit, plan, today = made.edit, self.workspace.plan, self.workspace.document.today

        def taken(done: Made) -> None:
            self.made = None
            if self.workspace.document.take(done):
                self._say_brought(made)
            else:
                self.workspace.say(_MOVED_ON, level="problem")
            self._read()

        self._start(edit.label, lambda progress: make(edit, plan, today, progress), taken)

    def _say_brought(self, made: Queue) -> None:
        ready = sum(item.state == "ready" for item in made.items)
        waiting = len(made.items) - ready
        lines = list(made.summary) or ["Nothing disagrees between these files."]
        if waiting:
            lines.append(f"{counted(waiting, 'file')} did not come in; the list says why.")
        tone = Tone.ATTENTION if made.summary or waiting else Tone.DONE
        self.workspace.speak(Message(tone, f"{counted(ready, 'file')} imported", tuple(lines)))

    def _leave(self) -> None:
        self._stop()
        self._files, self.made = (), None
        self._show()
        self.workspace.focus.go("sources")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.progress.cancel()

    def _on_progress(self, task: object, done: int, total: int, words: str) -> None:
        if task is self._task:
            self.strip.show_progress(words or "Reading", done, total)


def _title(item: Item) -> str:
    """Return the heading under which a file is listed."""
    if item.kind:
        return capital(kind_words(item.kind))
    return "Not recognised" if item.staged is not None else "Could not be read"


def _size(item: Item) -> str:
    """Return how many rows of how many sheets come in; "" of a file that cannot be read."""
    if item.staged is None:
        return ""
    sheets = len(item.staged.also) + 1
    of = f" of {counted(sheets, 'sheet')}" if sheets > 1 else ""
    return f"{counted(item.rows, 'row')}{of}"


def _waiting_sheets(item: Item) -> str:
    """Return which other sheets of a workbook do not come in; "" where there is none."""
    if not item.sheets_left:
        return ""
    waits = "waits" if len(item.sheets_left) == 1 else "wait"
    names = ", ".join(f"“{name}”" for name in item.sheets_left)
    return f"{counted(len(item.sheets_left), 'other sheet')} {waits}: {names}"
