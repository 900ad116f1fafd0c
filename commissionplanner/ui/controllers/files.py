"""New, open, save, recover, close: what the window does with plan files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from commissionplanner import paths
from commissionplanner.app import messages, recovery
from commissionplanner.app import settings as kept
from commissionplanner.app.session import PendingSave, SavedByOther, Session, Who
from commissionplanner.app.usecases import plans
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.contents import Facts
from commissionplanner.model.ids import random_ids
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import page_list
from commissionplanner.ui.dialogs.ask import Ask, ask
from commissionplanner.ui.dialogs.new_plan import NewPlan
from commissionplanner.ui.workspace import Workspace

FILTER = f"Commission Planner plans (*{plans.SUFFIX})"


class FilesController:
    """Decides what happens to plan files. A file is written only where the user asks."""

    def __init__(self, workspace: Workspace, settings: kept.Settings) -> None:
        self._workspace = workspace
        self._settings = settings
        self._question: Ask | None = None
        self.acts: dict[str, Callable[[], object]] = {
            "undo": workspace.undo,
            "save": self.save,
            "save_copy": self.save_copy,
            "replace": self._replace_theirs,
        }

    @property
    def who(self) -> Who:
        """Who is at work."""
        return Who(self._settings.recorded_as)

    def recent(self) -> list[Path]:
        """Return the plans opened lately that are still there, the latest first."""
        return [path for path in map(Path, self._settings.recent) if path.is_file()]

    # Start and open

    def new(self) -> None:
        """Ask for title and years, and start a plan that has no file yet."""
        self.leave(lambda: NewPlan(_today(), self._start, self._window()).open())

    def _start(self, title: str, first: FinancialYear, count: int) -> None:
        plan = plans.empty_plan(random_ids()(), title, first, count)
        self._workspace.open(Session(plan, who=self.who))

    def open(self) -> None:
        """Ask for a plan file and open it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window(), "Open a plan", str(paths.documents_folder()), FILTER
        )
        if name:
            self.open_path(Path(name))

    def open_sample(self) -> None:
        """Open a copy of the sample plan; it has no file until it is saved."""
        self.leave(
            lambda: self._workspace.start(
                "Opening the sample plan",
                lambda _progress: self._sample(),
                lambda plan: self._workspace.open(Session(plan, who=self.who)),
            )
        )

    def _sample(self) -> Plan:
        page_list.load_first()
        return plans.sample_plan(random_ids()())

    def open_path(self, path: Path) -> None:
        """Open a plan file."""
        self.leave(
            lambda: self._workspace.start(
                f"Opening {path.name}",
                lambda _progress: self._open(path),
                self._opened,
                self._not_opened,
            )
        )

    def _open(self, path: Path) -> Session:
        page_list.load_first()
        return Session.open(path, self.who)

    def _opened(self, session: Session) -> None:
        self._workspace.open(session)
        if session.path is None:
            return
        self._remember(session.path)
        path = session.path
        self._workspace.jobs.start(
            "Looking for other versions",
            lambda _progress: recovery.conflict_copies(path),
            self._tell_copies,
            self._workspace.explain,
            is_quiet=True,
        )
        if session.held_by is not None:
            self._workspace.speak(messages.open_elsewhere(session.path, session.held_by))

    def _tell_copies(self, copies: Sequence[Path]) -> None:
        """Tell of versions that a sync service left beside the plan."""
        if copies:
            names = " and ".join(f"“{path.name}”" for path in copies)
            self._workspace.say(
                f"{names}, beside this file, is another version of this plan. Compare them before "
                "you go on: commissionplanner compare lists what differs.",
                level="problem",
            )

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, recovery.DamagedPlan):
            self._workspace.explain(error)
            return
        found = error.recoverable

        def answered(answer: str) -> None:
            if answer == "yes":
                self._workspace.open(Session(found.plan, None, None, found.history, self.who))

        self._question = ask(
            "This plan is damaged",
            str(error),
            (("no", "Leave it", "secondary"), ("yes", "Open the earlier version", "primary")),
            answered,
            self._window(),
        )

    def offer_recovery(self) -> None:
        """Offer work that was not saved when the program last ended, one plan after another."""
        recovery.sweep()
        self._offer(recovery.unsaved_work())

    def _offer(self, waiting: Sequence[recovery.Unsaved]) -> None:
        if not waiting:
            return
        work = waiting[0]

        def answered(answer: str) -> None:
            if answer == "open":
                self._recover(work)
                return
            if answer == "delete":
                recovery.discard(work)
            self._offer(waiting[1:])

        self._question = ask(
            "Unsaved work was found",
            f"{work.said()} Open it with every change, or delete the changes.",
            (
                ("", "Later", "secondary"),
                ("delete", "Delete the changes", "danger"),
                ("open", "Open", "primary"),
            ),
            answered,
            self._window(),
        )

    def _recover(self, work: recovery.Unsaved) -> None:
        self._workspace.start(
            f"Opening {work.title or 'unsaved work'}",
            lambda _progress: Session.recovered(work, self.who),
            self._workspace.open,
        )

    def take(self, files: Sequence[Path]) -> None:
        """Open a plan that was dropped on the window, or import spreadsheets."""
        dropped = [path for path in files if path.suffix.lower() == plans.SUFFIX]
        if dropped:
            self.open_path(dropped[0])
        elif files:
            if self._workspace.session is None:
                year = FinancialYear.of(_today())
                self._start("New plan", year, 5)
            self._workspace.ask_import(files)

    # Save

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save, asking for a name where there is none yet; `then` is done once it is saved."""
        session = self._workspace.session
        if session is None:
            return
        if session.path is None:
            self.save_as(then)
        else:
            self._write(session, session.begin_save(), then)

    def save_as(self, then: Callable[[], object] | None = None) -> None:
        """Ask for a name, save under it and go on with that file."""
        session = self._workspace.session
        path = self._ask_path() if session is not None else None
        if session is not None and path is not None:
            self._write(session, session.begin_save(path=path), then)

    def save_copy(self) -> None:
        """Ask for a name and save a copy there; the present file stays the plan's."""
        session = self._workspace.session
        path = self._ask_path() if session is not None else None
        if session is not None and path is not None:
            self._workspace.start(
                f"Saving a copy as {path.name}",
                lambda _progress: session.save_copy(path),
                lambda _facts: self._workspace.speak(messages.saved(path)),
                self._not_saved,
            )

    def _replace_theirs(self) -> None:
        session = self._workspace.session
        if session is not None:
            self._write(session, replace(session.begin_save(), expected_sha256=None), None)

    def _write(
        self, session: Session, pending: PendingSave, then: Callable[[], object] | None
    ) -> None:
        """Save as a job; where that fails, the old file is as it was, and that is said."""

        def finished(facts: Facts) -> None:
            session.finish_save(pending, facts)
            self._remember(pending.path)
            self._workspace.bridge.saved.emit()
            if then is not None:
                then()

        def failed(error: Exception) -> None:
            session.give_up_save(pending)
            self._not_saved(error)

        name = pending.path.name
        self._workspace.start(f"Saving {name}", lambda _progress: pending.write(), finished, failed)

    def _not_saved(self, error: Exception) -> None:
        if isinstance(error, SavedByOther):
            self._workspace.speak(messages.colleague_saved(error))
        elif isinstance(error, FileProblem):
            self._workspace.speak(messages.not_saved(error))
        else:
            self._workspace.explain(error)

    def _ask_path(self) -> Path | None:
        session = self._workspace.session
        title = self._workspace.plan.header.title or "Plan"
        folder = session.path.parent if session and session.path else paths.documents_folder()
        safe = "".join(c for c in title if c not in '\\/:*?"<>|').strip() or "Plan"
        name, _ = QFileDialog.getSaveFileName(
            self._window(), "Save the plan", str(folder / f"{safe}{plans.SUFFIX}"), FILTER
        )
        if not name:
            return None
        path = Path(name)
        return (
            path
            if path.suffix.lower() == plans.SUFFIX
            else path.with_name(path.name + plans.SUFFIX)
        )

    # Leave

    def leave(self, then: Callable[[], object]) -> None:
        """Do `then`, once work that is not saved has been saved or given up."""
        session = self._workspace.session
        if session is None or session.is_saved or not self._has_content(session):
            then()
            return
        title = self._workspace.plan.header.title

        def answered(answer: str) -> None:
            if answer == "save":
                self.save(then)
            elif answer == "no":
                then()

        self._question = ask(
            f"Save the changes to “{title}”?",
            "They are lost if you do not save them.",
            (
                ("no", "Do not save", "danger"),
                ("", "Cancel", "secondary"),
                ("save", "Save", "primary"),
            ),
            answered,
            self._window(),
        )

    def end(self) -> None:
        """End the session, for good."""
        if self._workspace.session is not None:
            self._workspace.session.close()

    def _has_content(self, session: Session) -> bool:
        return session.path is not None or bool(session.document.steps)

    def _remember(self, path: Path) -> None:
        self._settings = replace(kept.load(), recent=self._settings.with_recent(path).recent)
        kept.store(self._settings)

    def _window(self) -> QWidget | None:
        return QApplication.activeWindow()


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
