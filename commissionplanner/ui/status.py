"""What the status bar says: file, saved or not, counts, the job under way, how figures show."""

from commissionplanner.app import wording
from commissionplanner.ui.job_runner import Task
from commissionplanner.ui.widgets.bars import StatusBar
from commissionplanner.ui.workspace import Workspace


class StatusLine:
    """Keeps the status bar true."""

    def __init__(self, bar: StatusBar, workspace: Workspace) -> None:
        self._bar, self._workspace = bar, workspace
        self._tasks: list[Task] = []
        jobs = workspace.jobs
        jobs.started.connect(self._on_started)
        jobs.progressed.connect(self._on_progressed)
        jobs.ended.connect(self._on_ended)
        bar.cancelled.connect(self._cancel)

    def settle(self) -> None:
        """Say which file is open, whether it is saved, and how figures are shown."""
        session, document = self._workspace.session, self._workspace.document
        if session is None:
            self._bar.set_file("")
            return
        path = session.path
        self._bar.set_file(path.name if path else "Not saved yet")
        if document.is_saved and path is not None:
            self._bar.set_saved("Saved")
        else:
            self._bar.set_saved("Changes not saved", "pencil", "warning")
        plan, lens = self._workspace.plan, self._workspace.focus.lens
        scenario = plan.scenarios.get(lens.scenario_id or "")
        year = lens.year_of(plan) or ""
        name = scenario.name if scenario else "As recorded"
        self._bar.set_right(f"{year} · {name} · {wording.unit_words(lens.unit)}")

    def show_counts(self, words: str) -> None:
        """Say what the page counts."""
        self._bar.set_counts(words)

    def _on_started(self, task: Task) -> None:
        if not task.is_quiet:
            self._tasks.append(task)
            self._bar.show_progress(task.label)

    def _on_progressed(self, task: Task, done: int, total: int, words: str) -> None:
        if task in self._tasks:
            self._bar.show_progress(words or task.label, done, total)

    def _on_ended(self, task: Task) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
        if not self._tasks:
            self._bar.hide_progress()

    def _cancel(self) -> None:
        for task in self._tasks:
            task.progress.cancel()
