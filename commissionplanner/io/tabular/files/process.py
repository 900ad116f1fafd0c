"""Starts the reading process, watches its time and memory, and ends it."""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Self

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.frames import Head, read_message
from commissionplanner.progress import Progress

HIDDEN_COMMAND: Final = "_read-table"
"""The word by which a packaged program is asked to be the reading process."""

Message = tuple[Head, bytes]
_TICK: Final = 0.05


def child_argv() -> list[str]:
    """Return the command that starts the reading process, also from a packaged program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_COMMAND]
    # -P: a folder named like one of our modules, beside the spreadsheet, is never imported.
    return [sys.executable, "-P", "-m", "commissionplanner.io.tabular.files.child"]


def _environment() -> dict[str, str]:
    package = Path(__file__).resolve().parents[3]
    known = os.environ.get("PYTHONPATH")
    joined = os.pathsep.join([str(package), *([known] if known else [])])
    return {**os.environ, "PYTHONPATH": joined, "PYTHONUTF8": "1"}


class ReaderRun:
    """One run of the reading process: a context manager that iterates over its messages.

    Whatever happens, the process has ended when the context is left. The deadline is a time of
    `time.monotonic`, shared by the processes that read one file.
    """

    def __init__(self, request: dict[str, Any], deadline: float, progress: Progress) -> None:
        self._name = str(request["name"])
        self._progress = progress
        self._began, self._deadline = time.monotonic(), deadline
        self._messages: queue.Queue[Message | None] = queue.Queue(maxsize=8)
        self._stopped = threading.Event()
        self._next_look = 0.0
        self._process = subprocess.Popen(
            child_argv(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._send(request)
        self._thread = threading.Thread(target=self._receive, daemon=True)
        self._thread.start()

    def _send(self, request: dict[str, Any]) -> None:
        pipe = self._process.stdin
        with contextlib.suppress(OSError):  # it ended at once: `messages` says so
            if pipe is not None:
                pipe.write(json.dumps(request).encode("ascii"))
                pipe.close()

    def _receive(self) -> None:
        """Move messages from the pipe to the queue; runs in its own thread."""
        pipe = self._process.stdout
        message: Message | None = None
        while not self._stopped.is_set():
            try:
                message = read_message(pipe) if pipe is not None else None
            except (OSError, ValueError):
                message = None
            while not self._stopped.is_set():
                try:
                    self._messages.put(message, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if message is None:
                return

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._thread.join()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def messages(self) -> Iterator[Message]:
        """Yield what the process sends, up to its end.

        Raises:
            CancelledError: someone asked for the work to stop.
            FileProblem: it reported one, took too long or too much memory, or died.
        """
        while True:
            self._progress.step(0, 0, f"Reading {self._name}")
            self._watch()
            try:
                message = self._messages.get(timeout=_TICK)
            except queue.Empty:
                continue
            if message is None:
                raise self._died()
            said = message[0].get("is")
            if said == "end":
                return
            if said == "problem":
                raise FileProblem(str(message[0]["message"]), code=str(message[0]["code"]))
            if said == "too_large":
                raise too_much_memory(self._name)
            yield message

    def _watch(self) -> None:
        now = time.monotonic()
        if now > self._deadline and not self._is_kept_waiting(now):
            raise FileProblem(
                f"“{self._name}” takes too long to read. Save the one sheet that is needed as a new "
                "workbook or as .csv, without formatted empty rows, and try again.",
                code="too_slow",
            )
        if now >= self._next_look:
            self._next_look = now + _TICK
            if (limits.memory_of(self._process.pid) or 0) > limits.CHILD_BYTES:
                raise too_much_memory(self._name)

    def _is_kept_waiting(self, now: float) -> bool:
        """Whether other programs, and not the file, have used up the time of the process."""
        allowed = self._deadline - self._began
        worked = limits.worked_seconds(self._process.pid)
        return (
            worked is not None
            and 0 < worked < allowed * 0.9
            and now < self._began + allowed * limits.BUSY
        )

    def _died(self) -> FileProblem:
        code = self._process.wait()
        if code in (0, 1):
            return FileProblem(
                f"“{self._name}” could not be read: its contents are not what its kind should hold. Open it "
                "in Excel or LibreOffice, save it anew as .xlsx and try again.",
                code="damaged",
            )
        return too_much_memory(self._name)


def too_much_memory(name: str) -> FileProblem:
    """Return the problem of a file that would fill the memory."""
    return FileProblem(
        f"“{name}” needs too much memory to be read: it holds very large texts, or a cell very far "
        "from the others. Copy the table alone into a new workbook and try again.",
        code="too_large",
    )
