"""How much a file from outside may cost: bytes, seconds and memory, and how it is measured.

The figures are promises of the product: any spreadsheet gives a result or a message within
10 seconds (27 for files over 20 MB) and 1 GB, our own process included.
"""

import os
import sys
from typing import Final

MEGABYTE: Final = 1024 * 1024

FILE_BYTES: Final = 200 * MEGABYTE
"""A larger file is no register that people keep by hand; it is refused unread."""

BIG_FILE_BYTES: Final = 20 * MEGABYTE
SECONDS: Final = 8.0
SECONDS_BIG: Final = 25.0
CHILD_BYTES: Final = 700 * MEGABYTE

ZIP_PARTS: Final = 5_000
ZIP_PART_BYTES: Final = 450 * MEGABYTE
ZIP_TOTAL_BYTES: Final = 800 * MEGABYTE
ZIP_TEXT_BYTES: Final = 250 * MEGABYTE
"""Shared strings are held whole in memory, so they get a lower cap than sheets."""

ZIP_RATIO: Final = 400
"""Packed more tightly than this, a part over `ZIP_RATIO_FROM` bytes is taken for a bomb.

Measured: a sheet of 1,048,570 empty formatted rows packs about 100 to 1, a part of one
repeated character 1,000 to 1.
"""
ZIP_RATIO_FROM: Final = 50 * MEGABYTE

SHEET_CELLS: Final = 7_000_000
"""Cells in the used rectangle of one sheet. 4 million took 540 MB in the program, measured."""

STAGED_ROWS: Final = 205_000
"""Filled rows that one import takes: 200,000 of a register, with titles and totals around them.

A row of a contract register takes some 3 KB while it is made ready, measured.
"""
STAGED_CELLS: Final = 4_000_000

READ_ROWS: Final = 260_000
"""Filled rows of a sheet that is only read: 250,000 are promised; a million take 40 seconds."""

ERROR_CELLS: Final = 100_000
"""Cells of one sheet that show an error: each is listed, and a sheet with more is refused."""

REPEATED_ROWS: Final = 100_000
"""One filled row of an OpenDocument sheet said to stand so many times is no table."""

COLUMNS: Final = 2_000
"""A table wider than this is not one; the rest is refused rather than cut."""

MERGES: Final = 10_000
"""So many merged areas of a sheet are looked at; that there are more is said."""

CELL_CHARACTERS: Final = 1_000_000
"""One cell of text. Excel itself holds 32,767."""


def seconds_for(n_bytes: int) -> float:
    """Return how long reading a file of this size may take."""
    return SECONDS_BIG if n_bytes > BIG_FILE_BYTES else SECONDS


BUSY: Final = 3.0
"""So many times as long a reading may take where others keep the machine from working on it."""


def worked_seconds(pid: int) -> float | None:
    """Return how long the machine has worked on a process, or None where that is not known."""
    if sys.platform != "linux":
        return None
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
            user, system = file.read().rpartition(")")[2].split()[11:13]
    except (OSError, ValueError):
        return None
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def cap_own_memory(n_bytes: int) -> None:
    """Ask the system to refuse this process more memory; elsewhere the parent watches."""
    if sys.platform != "linux":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    cap = n_bytes if hard == resource.RLIM_INFINITY else min(n_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (cap, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def memory_of(pid: int) -> int | None:
    """Return the bytes of memory that a process holds now, or None where that is not known."""
    if sys.platform == "linux":
        return _memory_linux(pid)
    if sys.platform == "win32":
        return _memory_windows(pid)
    return _memory_ps(pid)


def _memory_linux(pid: int) -> int | None:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return None


def _memory_ps(pid: int) -> int | None:
    import subprocess

    asked = ["/bin/ps", "-o", "rss=", "-p", str(pid)]
    try:
        said = subprocess.run(asked, capture_output=True, timeout=2, check=False).stdout
        return int(said) * 1024
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def _memory_windows(pid: int) -> int | None:
    if sys.platform != "win32":
        return None
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD)] + [
            (name, ctypes.c_size_t)
            for name in ("peak", "now", "a", "b", "c", "d", "pagefile", "pagefile_peak")
        ]

    query_information, read_memory = 0x0400, 0x0010
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = kernel.OpenProcess(query_information | read_memory, 0, pid)
    if not handle:
        return None
    counters = Counters()
    counters.cb = ctypes.sizeof(counters)
    asked = kernel.K32GetProcessMemoryInfo
    asked.argtypes = [wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD]
    good = asked(handle, ctypes.byref(counters), counters.cb)
    kernel.CloseHandle(handle)
    return int(counters.now) if good else None
