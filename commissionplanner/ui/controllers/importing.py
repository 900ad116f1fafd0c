"""Takes files through the wizard: opens, stages again after each correction, imports."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from commissionplanner.analysis.index import index_of
from commissionplanner.app import import_messages
from commissionplanner.app.document import Made, make
from commissionplanner.app.import_book import Book, BookReady
from commissionplanner.app.import_preview import Preview
from commissionplanner.app.import_reading import Read, opened, pieces, sheets_left, staged
from commissionplanner.app.sheet_marks import SheetMarks
from commissionplanner.app.usecases import imports
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress
from commissionplanner.ui.controllers.corrections import Corrections
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.workspace import Workspace

SLOW_SECONDS: Final = 1.0
_MOVED_ON: Final = (
    "The plan was changed while the rows were being brought in. Look at them again, then import."
)


class ImportController(Corrections):
    """One file at a time, one job at a time; nothing is changed before `bring_in`.

    Attributes:
        files: Those still to come, the present one first.
        source: The present file; None until it is open.
        raw: The sheet in view, as it stands.
        marks: What its rows were taken for.
        preview: What it would do; None where the sheet could not be staged.
        ready: All sheets that come in.
        problem: Why the file or the sheet cannot be used; "" where it can.
        needs_password: Whether a password would help.
        on_imported: Told id and file of each import before its result is shown.
    """

    def __init__(self, workspace: Workspace, changed: Callable[[], None]) -> None:
        self._workspace = workspace
        self._changed = changed
        self.on_imported: Callable[[str, Path], None] = lambda _batch, _path: None
        self._task: Task | None = None
        self._bringing: Task | None = None
        self._read: Read | None = None
        self._plan: Plan | None = None
        self._began = 0.0
        self.files: list[Path] = []
        self.taken = 0
        self.clear()

    def clear(self) -> None:
        """Forget the present file."""
        self.stop()
        if self._read is not None:
            self._workspace.jobs.let_go(partial(pieces, self._read, self.source))
        self.source: imports.Source | None = None
        self.raw: RawSheet | None = None
        self.marks: SheetMarks | None = None
        self.preview: Preview | None = None
        self.ready: BookReady | None = None
        self.book = self._held = Book()
        self._read = None
        self.done: list[tuple[str, Book]] = []
        self.undone: list[tuple[str, Book]] = []
        self.problem, self.needs_password = "", False

    @property
    def path(self) -> Path | None:
        """The present file."""
        return self.files[0] if self.files else None

    @property
    def unknown(self) -> str:
        """Why the file would bring nothing that is known; "" where it would."""
        return self.ready.unknown if self.ready is not None else ""

    @property
    def is_busy(self) -> bool:
        """Whether a file is being read or staged."""
        return self._task is not None

    @property
    def is_bringing_in(self) -> bool:
        """Whether the import is being made."""
        return self._task is not None and self._task is self._bringing

    @property
    def is_slow(self) -> bool:
        """Whether the job under way has taken so long that the page says so too."""
        return self.is_busy and time.monotonic() - self._began > SLOW_SECONDS

    @property
    def task(self) -> Task | None:
        """The job under way."""
        return self._task

    # Files

    def take(self, files: Sequence[Path]) -> None:
        """Add files to those to be imported, and open the first if none is open."""
        fresh = [path for path in files if path not in self.files]
        was_empty = not self.files
        self.files.extend(fresh)
        self.taken += len(fresh)
        if was_empty:
            self.open()
        else:
            self._changed()

    def open(self, password: str | None = None) -> None:
        """Open the present file."""
        path, plan = self.path, self._workspace.plan
        self.clear()
        if path is None:
            self._changed()
            return

        def job(progress: Progress) -> Read:
            return opened(path, password, plan, progress)

        self._start(f"Reading {path.name}", job)

    def replace_file(self, path: Path) -> None:
        """Read another file instead of the present one."""
        self.files = [path, *self.files[1:]]
        self.open()

    def leave_out(self) -> None:
        """Go on with the next file; the present one is not imported."""
        self.files = self.files[1:]
        if not self.files:
            self.taken = 0
        self.open()

    def drop_all(self) -> None:
        """Import none of the files."""
        self.files, self.taken = [], 0
        self.open()

    def stop(self) -> None:
        """Stop the job under way."""
        if self._task is not None:
            self._task.progress.cancel()
            self._task = None

    def stage_again(self) -> None:
        """Make the import ready anew where the plan has moved on."""
        is_old = self._plan is not None and self._plan is not self._workspace.plan
        if is_old and self.preview is not None and not self.is_busy:
            self._stage(self.book)

    def _stage(self, book: Book, label: str = "Reading the rows") -> None:
        source, plan, held = self.source, self._workspace.plan, self._read
        if source is None:
            return
        self.book = book

        def job(progress: Progress) -> Read:
            return staged(source, plan, book, held, progress)

        self._start(label, job)

    # Jobs

    def _start(
        self, label: str, job: Callable[[Progress], Any], take: Callable[[Any], None] | None = None
    ) -> None:
        """Start a job in place of any before; `take` is given its result, without it `_take`."""
        self.stop()
        self._plan, self._began = self._workspace.plan, time.monotonic()
        jobs = self._workspace.jobs
        started: list[Task] = []

        def is_ours() -> bool:
            return bool(started) and self._task is started[0]

        def finished(done: Any) -> None:
            if is_ours() and started[0].progress.cancelled:
                stopped()  # Cancel was pressed just as it ended
            elif is_ours():
                (take or self._take)(done)

        def failed(error: Exception) -> None:
            if is_ours():
                self._task = None
                if isinstance(error, imports.AnswerError):
                    self._go_back_to_held()
                    self._workspace.say(str(error))
                else:
                    self._workspace.explain(error)
                self._changed()
                self.stage_again()

        def stopped() -> None:
            if is_ours():
                self._task = None
                self.problem = self.problem or ("" if self.preview else "Reading was stopped.")
                self._go_back_to_held()
                self._changed()

        started.append(jobs.start(label, job, finished, failed, stopped))
        self._task = started[0]
        self._changed()

    def _take(self, done: Read) -> None:
        if self._read is not None and done is not self._read:
            self._workspace.jobs.let_go(self._read.pieces)
        self._task, self._read = None, done
        self.source = done.source or self.source
        self.raw, self.marks = done.raw or self.raw, done.marks or self.marks
        self.preview, self.ready = done.preview, done.ready
        self.book = self._held = done.ready.book if done.ready else self.book
        self.problem, self.needs_password = done.problem, done.code == "password"
        self._changed()

    def _go_back_to_held(self) -> None:
        """After a stop, forget the corrections that the rows shown do not have."""
        while self.done and self.book != self._held:
            self.book = self.done.pop()[1]
        self.book = self._held

    # The end

    def bring_in(self, done: Callable[[], None]) -> None:
        """Make the import as a job, say what was done, and go on with the next file.

        Args:
            done: Called when it is in the plan. Where it is refused or stopped, the page is told
                as of any change, and nothing has come in.
        """
        ready, source, path = self.ready, self.source, self.path
        if ready is None or source is None or path is None or not ready.sheets or self.is_busy:
            return
        plan, today = self._workspace.plan, self._workspace.document.today

        def job(progress: Progress) -> Made:
            made = make(ready.edit(), plan, today, progress)
            _ = index_of(made.after).chains  # the inspector asks for them as soon as it is in
            return made

        def taken(made: Made) -> None:
            is_in = self._workspace.document.take(made)
            self._task = self._bringing = None
            if not is_in:
                self._workspace.say(_MOVED_ON, level="problem")
                self.stage_again()
                return
            self._say_imported(ready, source, path)
            self.leave_out()
            done()

        self._start(f"Bringing in {ready.rows:,} rows", job, taken)
        self._bringing = self._task
        self._changed()

    def _say_imported(self, ready: BookReady, source: imports.Source, path: Path) -> None:
        batch = next((c.key for c in ready.changes if c.table == "imports"), "")
        self.on_imported(batch, path)
        brought = [sheet.staged for sheet in ready.sheets if not sheet.staged.is_repeat]
        left = len(sheets_left(source, self._workspace.plan))
        self._workspace.speak(import_messages.imported(brought, batch, left))
