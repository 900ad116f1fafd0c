"""How long work reports and is stopped. Every layer may use this; it knows nothing of any."""

from collections.abc import Callable
from threading import Event
from typing import TypeVar

T = TypeVar("T")
Report = Callable[[int, int, str], None]


class CancelledError(Exception):
    """The user stopped the work. Nothing has been changed."""


def _ignore(done: int, total: int, label: str) -> None:
    """Report to nobody."""


class Progress:
    """What long work is given: it calls `step` often, and that is where it may be stopped."""

    def __init__(self, report: Report = _ignore) -> None:
        self._report = report
        self._stop = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step. Any thread may call this."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether someone has asked for the work to stop."""
        return self._stop.is_set()

    def step(self, done: int, total: int, label: str) -> None:
        """Report how far the work is; `total` 0 means that the end is not known.

        Raises:
            CancelledError: someone asked for the work to stop.
        """
        if self._stop.is_set():
            raise CancelledError
        self._report(done, total, label)
