"""Runs jobs on a thread and brings what they report back to the window's thread."""

import gc
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from commissionplanner.progress import CancelledError, Progress

Job = Callable[[Progress], Any]
SWEEP_MS: Final = 40
FEW_OBJECTS, DROPPED_MS = 250, 250
MANY_BLOCKS, LONG_S = 3_000_000, 1.0
"""Pieces of memory that are held, and seconds of work, after which much may have been made."""


@dataclass(slots=True)
class Task:
    """A job under way, and what to do when it ends.

    Attributes:
        label: What the status bar calls it.
        progress: Its Cancel button calls `progress.cancel`.
        is_quiet: Whether the status bar stays as it is (a background calculation).
    """

    label: str
    progress: Progress
    finished: Callable[[Any], None]
    failed: Callable[[Exception], None]
    stopped: Callable[[], None]
    is_quiet: bool = False


def _sweep() -> None:
    """Collect what was made lately; what has stayed for long is left to the usual rules."""
    gc.collect(1)


def _nothing() -> None:
    """Do nothing when a job is stopped."""


class JobRunner(QObject):
    """Each job ends in exactly one of finished, failed or stopped, whatever happens in it."""

    started = Signal(Task)
    progressed = Signal(Task, int, int, str)
    ended = Signal(Task)
    rested = Signal()
    _over = Signal(Task, str, object)
    _rest = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="job")
        self._tasks: list[Task] = []
        self._closing = self._is_held = False
        self._busy_since = time.monotonic()
        self._sweeping = QTimer(self)
        self._sweeping.setInterval(SWEEP_MS)
        self._sweeping.timeout.connect(_sweep)
        self._over.connect(self._on_over, Qt.ConnectionType.QueuedConnection)
        self._rest.connect(self.rested, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether any job is waiting or under way."""
        return bool(self._tasks)

    def start(
        self,
        label: str,
        job: Job,
        finished: Callable[[Any], None],
        failed: Callable[[Exception], None],
        stopped: Callable[[], None] = _nothing,
        *,
        is_quiet: bool = False,
    ) -> Task:
        """Start a job; one of the three is called in the window's thread when it has ended.

        Once the window is closed nothing is started any more.
        """
        task = Task(label, Progress(), finished, failed, stopped, is_quiet)
        task.progress = Progress(
            lambda done, total, words: self.progressed.emit(task, done, total, words)
        )
        if self._closing:
            return task  # the window has gone, and nobody waits for the answer
        self._tasks.append(task)
        self._collect_here()
        self.started.emit(task)
        self._pool.submit(self._run, job, task)
        return task

    def let_go(self, pieces: Callable[[], list[list[Any]]]) -> None:
        """Let go of a great many objects a few at a time; all at once would stop the window.

        Args:
            pieces: Holds what is about to be dropped, and gives lists of all it is made of. It is
                called on the thread of jobs, once whoever else holds it has had time to drop it.
        """
        held = [pieces]

        def go() -> None:
            lists = held.pop()()
            for piece in lists:
                while piece:
                    del piece[-FEW_OBJECTS:]

        def later() -> None:
            if not self._closing:
                self._pool.submit(go)

        QTimer.singleShot(DROPPED_MS, self, later)

    def hold_collection(self) -> None:
        """Collect garbage only here: a thread that is not a job's is at work."""
        self._is_held = True
        self._collect_here()

    def tell_rest(self) -> None:
        """Tell, from any thread, that the thread that is not a job's has come to rest."""
        with suppress(RuntimeError):  # the window has gone, and nobody is there to be told
            self._rest.emit()

    def allow_collection(self) -> None:
        """Note that no other thread than a job's is at work."""
        self._is_held = False
        self._collect_again()

    def _collect_here(self) -> None:
        """Collect in this thread alone: on another it could end widgets, which Qt forbids there.

        Little by little: all that a large import makes, at once, would stop the window for 0.1 s.
        """
        gc.disable()
        if not self._sweeping.isActive():
            self._busy_since = time.monotonic()
            self._sweeping.start()

    def _collect_again(self) -> None:
        if not self._tasks and not self._is_held:
            self._sweeping.stop()
            _sweep()  # so that the next object made on another thread does not set it off
            self._set_aside()
            gc.enable()

    def _set_aside(self) -> None:
        """Spare the collector what large jobs left: to look through it stops the window for 1 s.

        What is set aside goes when nothing names it any more, as everything does; only rings of
        objects that name each other, of which a plan and its rows have none, would stay.
        """
        is_long = time.monotonic() - self._busy_since > LONG_S
        if is_long and sys.getallocatedblocks() > MANY_BLOCKS:
            gc.freeze()

    def close(self) -> None:
        """Cancel what runs and wait for it; called when the window closes."""
        self._closing = True
        for task in self._tasks:
            task.progress.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._tasks.clear()  # nobody is told any more how they ended
        self._sweeping.stop()
        gc.enable()

    def _run(self, job: Job, task: Task) -> None:
        try:
            result = job(task.progress)
        except CancelledError:
            self._over.emit(task, "stopped", None)
        except Exception as error:  # noqa: BLE001 the window shows whatever it was
            self._over.emit(task, "failed", error)
        else:
            self._over.emit(task, "finished", result)

    def _on_over(self, task: Task, how: str, value: object) -> None:
        if task in self._tasks:
            self._tasks.remove(task)
        self._collect_again()
        self.ended.emit(task)
        if self._closing:
            return
        if how == "finished":
            task.finished(value)
        elif how == "failed" and isinstance(value, Exception):
            task.failed(value)
        else:
            task.stopped()
