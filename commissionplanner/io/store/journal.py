"""The recovery journal: every change since the last save, on this computer's own disk.

A text file, a line each: the CRC-32 of the rest of the line, a space, JSON. The first line says
which plan file the changes start from; the others are change-sets in the order they were made.
A thread of the journal's own hands each line to the system as soon as it is made and forces it to
the disk within a second. The last line may be torn by a crash: from the first line that does not
check, the rest is left out. A living program holds a lock of the operating system on its journal,
which goes when the program does.
"""

import atexit
import json
import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final
from zlib import crc32

from commissionplanner import paths
from commissionplanner.io import codec
from commissionplanner.io.codec import ValueProblem
from commissionplanner.model.changes import ChangeSet

VERSION: Final = 1
SUFFIX: Final = ".journal"
FLUSH_SECONDS: Final = 0.5
"""Changes are on the disk this long after they are made, or sooner."""

_FAR: Final = 1 << 40  # beyond any journal: on Windows a locked byte cannot be read by others


@dataclass(frozen=True, slots=True)
class Start:
    """What a journal starts from.

    Attributes:
        plan_path: The plan file; "" for a plan that was never saved.
        base_sha256: Of the plan file; "" where the changes start from nothing at all.
        title: Of the plan, to be shown when it is offered.
    """

    plan_path: str
    base_sha256: str
    title: str


class Journal:
    """A journal being written: told by one thread, written in order by a thread of its own.

    To encode a large import takes longer than a window may stand still. What could not be
    written waits, and is tried again before whatever comes next: no line is ever left out.

    Attributes:
        path: Of the file.
        fault: Why the last line has not reached the disk; None where nothing went wrong.
    """

    def __init__(
        self,
        start: Start,
        folder: Path | None = None,
        on_settled: Callable[[], object] | None = None,
    ) -> None:
        """Begin the file.

        Args:
            start: What the journal starts from.
            folder: Another than the usual one.
            on_settled: Called on the thread of the journal whenever nothing is left to do: all
                that was told is on the disk, or cannot be put there, or has been dropped.

        Raises:
            OSError: the disk does not take it.
        """
        self.path = (folder or paths.recovery_folder()) / f"{os.urandom(8).hex()}{SUFFIX}"
        self.fault: Exception | None = None
        self._on_settled = on_settled
        self._waiting: deque[ChangeSet | Callable[[], ChangeSet]] = deque()
        self._news = threading.Condition()
        self._is_stuck = self._is_hurried = self._is_ending = self._is_dropped = False
        self._length = 0
        self._force_at: float | None = None
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        self._file = os.fdopen(handle, "r+b", buffering=0)
        try:
            hold(self._file)
            self._write([_encode(_head(start))])
        except OSError:
            self._file.close()
            self.path.unlink(missing_ok=True)
            raise
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()
        atexit.register(self.close)  # a normal end of the program waits for what is still to do

    @property
    def is_settled(self) -> bool:
        """Whether all that was told is on the disk, or cannot be put there."""
        with self._news:
            return self._is_idle()

    def append(self, changes: ChangeSet | Callable[[], ChangeSet]) -> None:
        """Note a change-set that has just been made, or what will make it; returns at once.

        Raises:
            ValueError: the journal has ended.
        """
        with self._news:
            if self._is_ending:
                raise ValueError("The journal has ended.")
            self._waiting.append(changes)
            self._is_stuck = False
            self._news.notify_all()

    def settle(self) -> None:
        """Wait until all that was told is on the disk, or cannot be put there."""
        with self._news:
            self._is_hurried = True
            self._news.notify_all()
            self._news.wait_for(lambda: self._is_idle() or not self._thread.is_alive())
            self._is_hurried = False

    def discard(self) -> None:
        """End the journal and delete it: everything in it has been saved, or is not wanted."""
        with self._news:
            self._is_dropped = True
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the journal and keep it, with all that was told, forced to the disk."""
        with self._news:
            self._is_ending, self._is_stuck = True, False
            self._news.notify_all()
        self._thread.join()
        atexit.unregister(self.close)

    def _run(self) -> None:
        """Write what is told until the journal ends."""
        while (work := self._next()) is not None:
            try:
                work()
            except Exception as error:  # noqa: BLE001 whatever it was, the session says so
                with self._news:
                    self.fault, self._is_stuck = error, work == self._write_first
            self._tell_if_settled()
        self._file.close()
        self._tell_if_settled()

    def _next(self) -> Callable[[], None] | None:
        """Wait for something to do; None where the journal has ended."""
        with self._news:
            while not self._is_dropped:
                if self._waiting and not self._is_stuck:
                    return self._write_first
                left = None if self._force_at is None else self._force_at - time.monotonic()
                if left is not None and (left <= 0 or self._is_hurried or self._is_ending):
                    return self._force
                if self._is_ending:
                    return None
                self._news.wait(left)
            return None

    def _is_idle(self) -> bool:
        has_work = (bool(self._waiting) and not self._is_stuck) or self._force_at is not None
        return self._is_dropped or not has_work

    def _tell_if_settled(self) -> None:
        with self._news:
            if not self._is_idle():
                return
            self._news.notify_all()
        if self._on_settled is not None:
            self._on_settled()

    def _write_first(self) -> None:
        first = self._waiting[0]
        body = self._encoded(first if isinstance(first, ChangeSet) else first())
        if not self._is_dropped:
            self._write(body)
            with self._news:
                self._waiting.popleft()

    def _encoded(self, changes: ChangeSet) -> list[bytes]:
        """Encode a change-set in small pieces: between two of them the window has its turn."""
        body, items = [b'{"label":', _encode(changes.label), b',"changes":['], changes.changes
        for at in range(0, len(items), _PIECE):
            if self._is_dropped:
                return []
            piece = ChangeSet("", items[at : at + _PIECE])
            body += [b"," if at else b"", _encode(codec.changes_to_json(piece)["changes"])[1:-1]]
        return [*body, b"]}"]

    def _write(self, body: list[bytes]) -> None:
        """Hand a line to the system, in place of any part of it that was written before."""
        whole = b"".join(body)
        line = memoryview(b"%08x %s\n" % (crc32(whole), whole))
        n = len(line)
        self._file.seek(self._length)
        self._file.truncate()
        while line:
            line = line[self._file.write(line) :]
        with self._news:
            self._length += n
            if self._force_at is None:
                self._force_at = time.monotonic() + FLUSH_SECONDS

    def _force(self) -> None:
        try:
            os.fsync(self._file.fileno())
        finally:
            with self._news:
                self._force_at = None
        if not self._waiting:
            self.fault = None


def _head(start: Start) -> dict[str, Any]:
    return {
        "journal": VERSION,
        "path": start.plan_path,
        "base_sha256": start.base_sha256,
        "title": start.title,
    }


_ENCODER: Final = json.JSONEncoder(separators=(",", ":"))  # ASCII: no letter can be torn


def _encode(held: Any) -> bytes:
    return _ENCODER.encode(held).encode()


_PIECE: Final = 50
"""Changes encoded at a time: so few that the window does not wait for them."""

_BINARY: Final = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A journal that was left behind.

    Attributes:
        path: Of the journal.
        start: What it starts from.
        steps: The change-sets that are whole, in order.
        is_torn: Whether something after them could not be read.
    """

    path: Path
    start: Start
    steps: tuple[ChangeSet, ...]
    is_torn: bool


def read(path: Path) -> Found | None:
    """Return what a journal holds; None where its first line cannot be read.

    Raises:
        OSError: the file cannot be read.
    """
    steps: list[ChangeSet] = []
    start: Start | None = None
    with path.open("rb") as file:
        for line in file:
            held = _checked(line)
            if held is None:
                return Found(path, start, tuple(steps), is_torn=True) if start else None
            if start is None:
                start = _start(held)
                if start is None:
                    return None
                continue
            try:
                steps.append(codec.changes_from_json(held))
            except ValueProblem:
                return Found(path, start, tuple(steps), is_torn=True)
    return Found(path, start, tuple(steps), is_torn=False) if start else None


def _checked(line: bytes) -> dict[str, Any] | None:
    crc, _, body = line.removesuffix(b"\n").partition(b" ")
    if not line.endswith(b"\n") or crc != b"%08x" % crc32(body):
        return None
    with suppress(ValueError, RecursionError):
        held = json.loads(body)
        return held if isinstance(held, dict) else None
    return None


def _start(held: dict[str, Any]) -> Start | None:
    if held.get("journal") != VERSION:
        return None
    texts = [str(held.get(key, "")) for key in ("path", "base_sha256", "title")]
    return Start(*texts)


def left_behind() -> Iterator[Path]:
    """Yield the journals whose program has ended, the newest first."""
    found: list[tuple[float, Path]] = []
    with suppress(OSError):
        for path in paths.recovery_folder().glob(f"*{SUFFIX}"):
            with suppress(OSError):
                if not is_held(path):
                    found.append((path.stat().st_mtime, path))
    yield from (path for _, path in sorted(found, reverse=True))


def hold(file: IO[bytes]) -> None:
    """Lock an open file for as long as this program lives.

    Raises:
        OSError: another program holds it.
    """
    if sys.platform == "win32":
        import msvcrt

        place = file.tell()
        file.seek(_FAR)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        finally:
            file.seek(place)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_held(path: Path) -> bool:
    """Tell whether a living program holds a file's lock."""
    with path.open("r+b") as file:
        try:
            hold(file)
        except OSError:
            return True
    return False
