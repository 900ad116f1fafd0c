"""What every page is given: the open plan, the selection, jobs, results, and a way to speak."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from commissionplanner.analysis.layout.palette import slots
from commissionplanner.app import messages
from commissionplanner.app.derived import Derived
from commissionplanner.app.document import Document
from commissionplanner.app.messages import Message, Tone
from commissionplanner.app.results import Results, work_out
from commissionplanner.app.session import Session
from commissionplanner.edits.base import Edit, EditRefused
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.plan import Plan
from commissionplanner.ui.bridge import PlanBridge
from commissionplanner.ui.focus import Focus
from commissionplanner.ui.job_runner import Job, JobRunner, Task
from commissionplanner.ui.models.columns import Shown

if TYPE_CHECKING:
    from commissionplanner.findings.silo_rows import SiloReport

SMALL_PLAN = 1500  # records worked out at once, without a job: it takes less than a frame or two
RECKON_AFTER_MS = 120
LOCK_EVERY_MS = 30_000
_TONES = {"problem": Tone.PROBLEM, "attention": Tone.ATTENTION}


def _unheard(_what: object) -> None:
    """Say nothing: no window is there to show it."""


class Workspace(QObject):
    """Joins the parts of the window. Pages know it and nothing of each other.

    Attributes:
        bridge: Tells of changes of the plan.
        focus: What is selected, and how figures are shown.
        jobs: Runs long work.
        session: The open plan file; None until one is opened.
        speak: Shows a message at the bottom right; the window sets it.
        ask_import: Opens the import wizard on files; the window sets it.
        prepare: Makes a page that will be shown soon; the window sets it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bridge = PlanBridge(self)
        self.focus = Focus(self)
        self.jobs = JobRunner(self)
        self.session: Session | None = None
        self.speak: Callable[[Message], None] = _unheard
        self.ask_import: Callable[[Sequence[Path]], None] = _unheard
        self.prepare: Callable[[str], object] = _unheard
        self._told_fault = ""
        self.jobs.rested.connect(self._on_noted)
        self._kept = Derived()
        self._results: Results | None = None
        self._slots: Mapping[str, int] = {}
        self._reckoning: Task | None = None
        self._looking_back: Task | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(RECKON_AFTER_MS)
        self._later.timeout.connect(self._reckon)
        self._heartbeat = QTimer(self)
        self._heartbeat.setInterval(LOCK_EVERY_MS)
        self._heartbeat.timeout.connect(self._renew_lock)
        self._heartbeat.start()
        self.bridge.changed.connect(self._on_changed)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.bridge.plan

    @property
    def is_small(self) -> bool:
        """Whether all that follows from the plan is worked out within a frame or two."""
        plan = self.plan
        return len(plan.contracts) + len(plan.services) + len(plan.service_costs) < SMALL_PLAN

    @property
    def document(self) -> Document:
        """The open document."""
        return self.bridge.document

    @property
    def results(self) -> Results | None:
        """Findings and figures last worked out; None until they have been."""
        return self._results

    def open(self, session: Session) -> None:
        """Show another plan."""
        if self.session is not None and self.session is not session:
            self.session.close()
        self.session, self._told_fault = session, ""
        session.on_noting = self.jobs.hold_collection
        session.on_noted = self.jobs.tell_rest
        self.jobs.tell_rest()
        self._results = None
        self.focus.select()
        self.bridge.take(session.document)
        self._slots = slots(self.plan)
        self.bridge.opened.emit()
        self._reckon()

    def slot(self, organisation_id: str | None) -> int:
        """Return an organisation's place in the palette, from 0; the last for none."""
        return self._slots.get(organisation_id or "", len(self._slots))

    def shown(self, extra: Mapping[str, Any] | None = None) -> Shown:
        """Return what columns are asked about now."""
        found = self._results.by_record if self._results else {}
        return Shown(self.plan, self.focus.lens, found, self._slots, extra or {})

    def do(self, edit: Edit, merge_key: str = "") -> bool:
        """Make an edit; where it is refused, say why and tell so."""
        try:
            self.document.do(edit, merge_key)
        except EditRefused as refusal:
            self.say(str(refusal), level="problem")
            return False
        return True

    def undo(self) -> None:
        """Take back the last edit."""
        self.document.undo()

    def redo(self) -> None:
        """Make again the edit last taken back."""
        self.document.redo()

    def say(self, words: str, *, level: str = "note") -> None:
        """Show one line at the bottom right; it stays until it is closed."""
        self.speak(Message(_TONES.get(level, Tone.DONE), words))

    def start(
        self,
        label: str,
        job: Job,
        finished: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> Task:
        """Start a job with progress and Cancel in the status bar."""
        return self.jobs.start(label, job, finished, failed or self.explain)

    def find_silos(
        self, finished: Callable[["SiloReport"], None], stopped: Callable[[], None]
    ) -> Task:
        """Work out the silo analysis of the plan as a job; what it found is kept."""
        plan, kept = self.plan, self._kept

        def failed(error: Exception) -> None:
            stopped()
            self.explain(error)

        return self.jobs.start(
            "Working out the silo analysis",
            lambda progress: kept.silo_report(plan, progress),
            finished,
            failed,
            stopped,
        )

    def explain(self, error: Exception) -> None:
        """Say why something could not be done. What no one foresaw goes to the last resort."""
        if isinstance(error, FileProblem | EditRefused | OSError):
            self.say(str(error), level="problem")
        else:
            raise error

    def _renew_lock(self) -> None:
        if self.session is not None:
            self.session.renew_lock()

    def _on_noted(self) -> None:
        """Say, once, why changes are not kept safe."""
        if self.session is None or self.session.is_noting:
            return  # it tells again
        self.jobs.allow_collection()
        fault = self.session.journal_fault
        if fault and fault != self._told_fault:
            self.speak(messages.not_kept_safe(fault))
        self._told_fault = fault

    def _on_changed(self, changes: ChangeSet) -> None:
        if "organisations" in changes.tables:
            self._slots = slots(self.plan)
        self._later.start()

    def _reckon(self) -> None:
        """Work out findings and figures again: at once for a small plan, else as a job."""
        if self._reckoning is not None:
            self._reckoning.progress.cancel()
        plan, kept = self.plan, self._kept
        if self.is_small:
            self._take(work_out(kept, plan))
            return
        self._reckoning = self.jobs.start(
            "Looking for findings",
            lambda progress: work_out(kept, plan, progress),
            self._take,
            self.explain,
            is_quiet=self._results is not None,
        )

    def _take(self, results: Results) -> None:
        self._reckoning = None
        if results.plan is not self.plan:
            self._later.start()
            return
        self._results = results
        self.bridge.reckoned.emit()
        if results.since is None and self.plan.sealed_versions:
            self._look_back()

    def _look_back(self) -> None:
        """Work out what was found in the version sealed last; it stays until another is sealed."""
        if self._looking_back is not None:
            return
        plan, kept = self.plan, self._kept
        self._looking_back = self.jobs.start(
            "Comparing with the version sealed last",
            lambda progress: kept.work_out_then(plan, progress),
            self._have_looked_back,
            self._could_not_look_back,
            self._stop_looking_back,
            is_quiet=True,
        )

    def _have_looked_back(self, _then: object) -> None:
        self._looking_back = None
        self._later.start()

    def _could_not_look_back(self, error: Exception) -> None:
        self._looking_back = None
        self.explain(error)

    def _stop_looking_back(self) -> None:
        self._looking_back = None
