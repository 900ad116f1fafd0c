"""Earlier versions of plans on this computer: the last ten, and one a day for 30 days.

They are kept by the path of the plan, in the private data folder, as whole plan files. Keeping
one is best effort: a full disk here never stops a save there.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from commissionplanner import paths
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import reader
from commissionplanner.io.store.contents import PlanFile

KEEP_LAST: Final = 10
KEEP_DAYS: Final = 30

_STAMP = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Backup:
    """One earlier version.

    Attributes:
        path: Of the copy on this computer.
        kept_at: When it was kept, UTC.
        content_id: The first 16 hexadecimal digits of its SHA-256.
    """

    path: Path
    kept_at: datetime
    content_id: str


def folder_of(plan: Path) -> Path:
    """Return the folder of a plan's earlier versions; it may not be there."""
    place = os.path.normcase(plan.resolve())
    return (
        paths.backups_folder() / sha256(place.encode("utf-8", "surrogateescape")).hexdigest()[:20]
    )


def backups_of(plan: Path) -> list[Backup]:
    """Return the earlier versions of a plan, the newest first."""
    found = []
    with suppress(OSError):
        found = [backup for path in folder_of(plan).iterdir() for backup in _parsed(path)]
    return sorted(found, key=lambda backup: backup.kept_at, reverse=True)


def _parsed(path: Path) -> Iterator[Backup]:
    stamp, _, content_id = path.stem.partition("-")
    if path.suffix == ".cplan" and content_id:
        with suppress(ValueError):
            yield Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), content_id)


def keep(plan: Path, content: bytes, now: datetime | None = None) -> None:
    """Keep a copy of a plan's bytes, unless the newest copy is the same; drop old copies."""
    with suppress(OSError):
        content_id = sha256(content).hexdigest()[:16]
        held = backups_of(plan)
        if held and held[0].content_id == content_id:
            return
        at = now or datetime.now(UTC)
        folder = folder_of(plan)
        folder.mkdir(mode=0o700, exist_ok=True)
        temporary = folder / f"{os.urandom(8).hex()}.part"
        try:
            temporary.write_bytes(content)
            temporary.replace(folder / f"{at:{_STAMP}}-{content_id}.cplan")
        finally:
            temporary.unlink(missing_ok=True)
        _drop_old(plan, at)


def _drop_old(plan: Path, now: datetime) -> None:
    seen: set[date] = set()
    for place, backup in enumerate(backups_of(plan)):
        first_of_day = backup.kept_at.date() not in seen
        seen.add(backup.kept_at.date())
        is_recent = now - backup.kept_at <= timedelta(days=KEEP_DAYS)
        if place >= KEEP_LAST and not (first_of_day and is_recent):
            with suppress(OSError):
                backup.path.unlink()


def drop_expired(now: datetime | None = None) -> None:
    """Drop every copy that is older than 30 days, of whatever plan."""
    last = (now or datetime.now(UTC)) - timedelta(days=KEEP_DAYS)
    with suppress(OSError):
        for folder in paths.backups_folder().iterdir():
            with suppress(OSError):
                for path in folder.iterdir():
                    if any(backup.kept_at < last for backup in _parsed(path)):
                        path.unlink(missing_ok=True)


def last_good(plan: Path) -> tuple[Backup, PlanFile] | None:
    """Return the newest earlier version of a plan that is whole; None where there is none."""
    for backup in backups_of(plan):
        with suppress(FileProblem):
            return backup, reader.read(backup.path)
    return None
