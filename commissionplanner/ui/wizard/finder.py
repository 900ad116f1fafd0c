"""Finds rows of the wizard as one types: the texts are made ready once, in a job."""

from collections.abc import Callable, Sequence
from typing import Any

from commissionplanner.app.import_preview import Preview
from commissionplanner.app.import_search import ColumnTexts, RowTexts
from commissionplanner.progress import Progress
from commissionplanner.ui.job_runner import JobRunner, Task

AT_ONCE = 2_000
"""So many rows are made ready at once, without a job: it takes less than a frame or two."""


class Finder:
    """Knows the texts of one preview; asked for another, it makes those ready first."""

    def __init__(self, jobs: JobRunner) -> None:
        self._jobs = jobs
        self._columns = ColumnTexts()
        self._texts: RowTexts | None = None
        self._task: Task | None = None
        self._waiting: tuple[Preview, str, Callable[[Sequence[int]], None]] | None = None

    def forget(self) -> None:
        """Forget the texts: another file is shown."""
        if self._task is not None:
            self._task.progress.cancel()
        self._columns, self._texts, self._task, self._waiting = ColumnTexts(), None, None, None

    def find(self, preview: Preview, wanted: str, then: Callable[[Sequence[int]], None]) -> bool:
        """Call `then` with the lines that say `wanted`; False where that comes later."""
        if self._texts is None or self._texts.preview is not preview:
            if len(preview.lines) > AT_ONCE:
                self._waiting = (preview, wanted, then)
                self._make_ready(preview)
                return False
            self._texts = RowTexts(preview, self._columns, Progress())
        self._waiting = None
        then(self._texts.find(wanted))
        return True

    def _make_ready(self, preview: Preview) -> None:
        if self._task is not None:
            return  # when that is done, it sees that another preview waits
        columns = self._columns

        def job(progress: Progress) -> RowTexts:
            return RowTexts(preview, columns, progress)

        def finished(texts: Any) -> None:
            self._task = None
            if columns is self._columns:
                self._texts = texts
            if self._waiting is not None:
                self.find(*self._waiting)

        def ended(_error: Exception | None = None) -> None:
            self._task = None

        label = "Making the rows ready to be searched"
        self._task = self._jobs.start(label, job, finished, ended, ended, is_quiet=True)
