"""The recovery journal: every change since the last save, on this computer's own disk.

A text file, a line each: the CRC-32 of the rest of the line, a space, JSON. The first line says
which plan file the changes start from; the others are change-sets in the order they were made.
A line is handed to the system at once and forced to the disk within a second. The last line may
be torn by a crash: from the first line that does not check, the rest is left out. A living
program holds a lock of the operating system on its journal, which goes when the program does.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
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
    """A journal being written. Used from one thread; only the forcing to disk is another's."""

    def __init__(self, start: Start, folder: Path | None = None) -> None:
        self.path = (folder or paths.recovery_folder()) / f"{os.urandom(8).hex()}{SUFFIX}"
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        self._file = os.fdopen(handle, "r+b")
        hold(self._file)
        self._waiting: threading.Timer | None = None
        self._guard = threading.Lock()
        head = {
            "journal": VERSION,
            "path": start.plan_path,
            "base_sha256": start.base_sha256,
            "title": start.title,
        }
        self._write(head)

    def append(self, changes: ChangeSet) -> None:
        """Note a change-set that has just been made.

        Raises:
            OSError: the disk does not take it.
        """
        self._write(codec.changes_to_json(changes))

    def discard(self) -> None:
        """End the journal and delete it: everything in it has been saved, or is not wanted."""
        self.close()
        self.path.unlink(missing_ok=True)

    def close(self) -> None:
        """End the journal and keep it, forced to the disk."""
        with self._guard:
            if self._waiting is not None:
                self._waiting.cancel()
                self._waiting = None
            if not self._file.closed:
                with suppress(OSError):
                    os.fsync(self._file.fileno())
                self._file.close()

    def _write(self, held: dict[str, Any]) -> None:
        body = json.dumps(held, separators=(",", ":")).encode()  # ASCII: no letter can be torn
        with self._guard:
            self._file.write(b"%08x %s\n" % (crc32(body), body))
            self._file.flush()
            if self._waiting is None:
                self._waiting = threading.Timer(FLUSH_SECONDS, self._force)
                self._waiting.daemon = True
                self._waiting.start()

    def _force(self) -> None:
        with self._guard:
            self._waiting = None
            if not self._file.closed:
                with suppress(OSError):
                    os.fsync(self._file.fileno())


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
