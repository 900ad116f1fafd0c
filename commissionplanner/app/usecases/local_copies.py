"""What is kept on this computer beside the plans themselves, and how it is deleted."""

from contextlib import suppress
from pathlib import Path

from commissionplanner import paths
from commissionplanner.app import recovery


def delete() -> int:
    """Delete earlier versions and recovery files; how many files are gone.

    The journal of a plan that is open, here or in another window, is no offer and stays.
    """
    offered = recovery.unsaved_work()
    for work in offered:
        recovery.discard(work)
    gone = [path for path in paths.backups_folder().rglob("*") if _is_deleted(path)]
    return len(offered) + len(gone)


def _is_deleted(path: Path) -> bool:
    if not path.is_file():
        return False
    with suppress(OSError):
        path.unlink()
    return not path.exists()
