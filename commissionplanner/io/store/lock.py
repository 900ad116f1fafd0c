"""Who has a plan open: a small file beside it that tells, and stops nobody.

A plan on a shared drive may be open on another computer. The lock names who, where and since
when, so that two people know of each other. It is never trusted alone: what keeps one from
saving over the other is that the file is compared before it is replaced. A lock that has not
been renewed for two minutes, or whose program on this computer is gone, means nothing.
"""

import json
import os
import platform
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

STALE_AFTER: Final = timedelta(minutes=2)
_MOST_BYTES: Final = 4096


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a plan open.

    Attributes:
        who: The name the user chose to be recorded by; "" where none.
        where: Name of the computer.
        since: When it was opened, UTC, ISO.
        renewed: When the lock was last renewed, UTC, ISO.
        process: Number of the program on that computer.
    """

    who: str
    where: str
    since: str
    renewed: str
    process: int

    @property
    def named(self) -> str:
        """Who and where, in words."""
        return f"{self.who or 'Somebody'} on {self.where or 'another computer'}"


def lock_path(plan: Path) -> Path:
    """Return where the lock of a plan lies."""
    return plan.with_name(f".{plan.name}.lock")


def holder(plan: Path, now: datetime | None = None) -> Holder | None:
    """Return who else has a plan open; None where nobody has, or nobody living."""
    found = _read(lock_path(plan))
    if found is None or _is_mine(found):
        return None
    if found.where == this_computer():
        return found if _is_running(found.process) else None
    try:
        age = (now or datetime.now(UTC)) - datetime.fromisoformat(found.renewed)
    except (ValueError, TypeError):
        return None
    return found if age <= STALE_AFTER else None


def take(plan: Path, who: str, since: str, now: datetime | None = None) -> Holder | None:
    """Say that this program has the plan open; renew it with the same call.

    Returns:
        Who else has it open, in which case the lock is left theirs; None otherwise. Where the
        folder takes no lock, there is none.
    """
    other = holder(plan, now)
    if other is not None:
        return other
    renewed = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    mine = Holder(who, this_computer(), since, renewed, os.getpid())
    with suppress(OSError):
        lock_path(plan).write_text(json.dumps(asdict(mine)), encoding="utf-8")
    return None


def release(plan: Path) -> None:
    """Take this program's lock away; another's is left."""
    found = _read(lock_path(plan))
    if found and _is_mine(found):
        with suppress(OSError):
            lock_path(plan).unlink(missing_ok=True)


def _is_mine(found: Holder) -> bool:
    return found.process == os.getpid() and found.where == this_computer()


def this_computer() -> str:
    """Return the name of this computer."""
    return platform.node()


def _read(path: Path) -> Holder | None:
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        if path.stat().st_size <= _MOST_BYTES:
            held = json.loads(path.read_text(encoding="utf-8"))
            who, where, since, renewed = (
                held[name] for name in ("who", "where", "since", "renewed")
            )
            texts = (who, where, since, renewed)
            if all(isinstance(text, str) for text in texts) and isinstance(held["process"], int):
                return Holder(who, where, since, renewed, held["process"])
    return None


def _is_running(process: int) -> bool:
    if process <= 0:
        return False
    if sys.platform == "win32":
        return _is_running_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_running_windows(process: int) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    query_limited, still_active = 0x1000, 259
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(query_limited, False, process)  # noqa: FBT003 Windows' own order
    if not handle:
        return False
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(ctypes.c_void_p(handle), ctypes.byref(code))
    kernel.CloseHandle(ctypes.c_void_p(handle))
    return bool(known) and code.value == still_active
