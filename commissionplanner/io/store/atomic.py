"""Put bytes on the disk so that the file is at every moment the old one or the new one, whole.

A temporary file of a random name in the same folder is written, flushed to the disk, read back
and then put in the place of the old one in a single step; the old one is never deleted first
and never opened for writing. Only when the folder too is flushed is it said to be saved.
"""

import errno
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from commissionplanner.io.problems import FileProblem

PATIENCE_SECONDS: Final = 5.0
"""How long a file that another program holds is asked for again, before giving up."""

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM}
_HELD_WINDOWS = {5, 32, 33}  # access denied, sharing violation, lock violation
_CANNOT_FLUSH_FOLDERS = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}
_BINARY: Final = getattr(os, "O_BINARY", 0)


def replace_file(path: Path, content: bytes, check: Callable[[bytes], None]) -> None:
    """Put content in the place of a file, or leave the file exactly as it is.

    Args:
        path: The file; it need not be there yet. A link is followed, not replaced.
        content: All bytes of the new file.
        check: Raises FileProblem where the bytes, read back from the disk, are not right.

    Raises:
        FileProblem: it could not be done; the message names the cause.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.stem[:40]}-{os.urandom(8).hex()}.tmp")
    try:
        _write(temporary, content, target)
        check(_read_back(temporary, content))
        _replace(temporary, target)
    except OSError as error:
        raise _problem(error, path) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    try:
        _flush_folder(target.parent)
    except OSError as error:
        raise FileProblem(
            f"“{path.name}” was written, but the disk did not confirm that it is safe "
            f"({_words(error)}). Save again, or save a copy on another disk.",
            code="not-confirmed",
        ) from error


def _write(temporary: Path, content: bytes, target: Path) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    with open(handle, "wb", buffering=0) as file:
        left = memoryview(content)
        while left:
            left = left[file.write(left) :]
        with suppress(OSError):  # a new file, or a disk that keeps no rights
            temporary.chmod(target.stat().st_mode & 0o7777)
        os.fsync(file.fileno())


def _read_back(temporary: Path, content: bytes) -> bytes:
    found = temporary.read_bytes()
    if found != content:
        raise OSError(errno.EIO, "what was read back is not what was written")
    return found


def _replace(temporary: Path, target: Path) -> None:
    """Replace the target; a program that holds it for a moment is waited for."""
    last, pause = time.monotonic() + PATIENCE_SECONDS, 0.02
    while True:
        try:
            temporary.replace(target)
            return
        except OSError as error:
            held = getattr(error, "winerror", None) in _HELD_WINDOWS
            if not (held or isinstance(error, PermissionError)) or time.monotonic() > last:
                raise
        time.sleep(pause)
        pause = min(pause * 2, 0.25)


def _flush_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH_FOLDERS:
            raise
    finally:
        os.close(handle)


def _words(error: OSError) -> str:
    if error.errno in _FULL:
        return "the disk is full"
    if error.errno == errno.EIO:
        return "the disk reports an error"
    return error.strerror or str(error)


def _problem(error: OSError, path: Path) -> FileProblem:
    name, folder = path.name, path.absolute().parent
    if error.errno in _FULL:
        return FileProblem(
            f"“{name}” was not saved: the disk is full. Make room in {folder}, or save a copy "
            "on another disk.",
            code="disk-full",
        )
    if error.errno == errno.EROFS:
        return FileProblem(
            f"“{name}” was not saved: {folder} is read-only. Save a copy in another folder.",
            code="read-only",
        )
    if isinstance(error, FileNotFoundError):
        return FileProblem(
            f"“{name}” was not saved: there is no folder {folder}. Make it, or save a copy "
            "in another folder.",
            code="no-folder",
        )
    if error.errno in _NOT_ALLOWED or getattr(error, "winerror", None) in _HELD_WINDOWS:
        return FileProblem(
            f"“{name}” was not saved: permission denied. Another program may have it open, or "
            f"you may not write in {folder}. Close it there and save again, or save a copy.",
            code="held",
        )
    return FileProblem(
        f"“{name}” was not saved: {_words(error)}. Save again, or save a copy on another disk.",
        code="disk-error",
    )
