"""What can be got back: an earlier version of a damaged plan, and work that was never saved."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from commissionplanner import paths
from commissionplanner.findings.words import counted
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import backups, canonical, journal, reader, save
from commissionplanner.io.store.contents import PlanFile
from commissionplanner.model.changes import ChangeSet, StaleChangeError, apply, difference
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import long_day

_HOPELESS: Final = frozenset({"newer", "too-large", "not-allowed"})
"""Problems that an earlier version would not mend: the file itself may be whole."""

KEPT_FOR: Final = timedelta(days=30)
SCRAPS_FOR: Final = timedelta(hours=1)


class DamagedPlan(FileProblem):
    """A plan file that cannot be opened, while an earlier version of it is whole.

    Attributes:
        problem: What is wrong with the file.
        backup: The newest earlier version on this computer that is whole.
        recoverable: What that version holds.
    """

    def __init__(self, problem: FileProblem, backup: backups.Backup, recoverable: PlanFile) -> None:
        super().__init__(f"{problem.message} {offer(backup)}", code=problem.code)
        self.problem = problem
        self.backup = backup
        self.recoverable = recoverable


def offer(backup: backups.Backup) -> str:
    """Return the sentence that offers an earlier version."""
    return f"A whole version, kept on {moment(backup.kept_at)}, is in {backup.path}."


def moment(at: datetime) -> str:
    """Write a moment as "23 November 2026 at 16:35", in this computer's time."""
    local = at.astimezone()
    return f"{long_day(local)} at {local:%H:%M}"


def read_plan(path: Path) -> PlanFile:
    """Read a plan file; where it is damaged or gone, look for a whole version of it.

    Raises:
        DamagedPlan: it cannot be opened and an earlier version is whole.
        FileProblem: it cannot be opened.
    """
    try:
        return reader.read(path)
    except FileProblem as problem:
        found = None if problem.code in _HOPELESS else backups.last_good(path)
        if found is None:
            raise
        raise DamagedPlan(problem, *found) from problem


@dataclass(frozen=True, slots=True)
class Examined:
    """Whether a plan file is whole, as `digest` says it.

    Attributes:
        file: As it was named.
        digest: None where the file cannot be opened.
        message: What is wrong, and what to do; "" where nothing is.
        recoverable_digest: Of the newest earlier version that is whole; None where none is.
        audience: Whom the plan is for, as it says itself; None where it does not.
    """

    file: str
    digest: str | None = None
    message: str = ""
    recoverable_digest: str | None = None
    audience: str | None = None

    @property
    def status(self) -> str:
        """Either "ok" or "error"."""
        return "error" if self.digest is None else "ok"

    def as_json(self) -> dict[str, str | bool | None]:
        """Return the line that `digest --json` prints."""
        return {
            "file": self.file,
            "status": self.status,
            "digest": self.digest,
            "message": self.message,
            "recovery_offered": self.recoverable_digest is not None,
            "recoverable_digest": self.recoverable_digest,
            "audience": self.audience,
        }


def examine(files: list[Path]) -> Iterator[Examined]:
    """Tell of each file whether it is whole; never alters a file or its folder."""
    for path in files:
        try:
            found = read_plan(path)
            yield Examined(str(path), found.facts.digest, audience=found.plan.header.audience)
        except DamagedPlan as damaged:
            good = damaged.recoverable.facts.digest
            yield Examined(str(path), None, damaged.message, good)
        except FileProblem as problem:
            yield Examined(str(path), None, problem.message)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """Work that a program left behind when it ended without saving.

    Attributes:
        journal: The journal that holds it.
        path: The plan file it belongs to; None for a plan that was never saved.
        title: Of the plan.
        last_at: When the last change was made, UTC.
        n_changes: How many changes are whole.
        is_torn: Whether what came after them could not be read.
    """

    journal: Path
    path: Path | None
    title: str
    last_at: datetime
    n_changes: int
    is_torn: bool

    def said(self) -> str:
        """Say what was left unsaved, and since when."""
        changes = counted(self.n_changes, "change")
        torn = " What came after them could not be read." if self.is_torn else ""
        return (
            f"“{self.title or 'A plan'}” was not saved when the program last ended: {changes}, "
            f"the last on {moment(self.last_at)}.{torn}"
        )


@dataclass(frozen=True, slots=True)
class Recovered:
    """Unsaved work, ready to be made again.

    Attributes:
        path: The plan file it belongs to; None for a plan that was never saved.
        base: The plan file as it was when the work began; None where it began from nothing.
        base_is_present: Whether the file is still as it was then. Otherwise somebody saved it
            since, and the work must be compared with theirs or saved as a copy.
        steps: The change-sets, in order; each applies to what the one before left.
    """

    path: Path | None
    base: PlanFile | None
    base_is_present: bool
    steps: tuple[ChangeSet, ...]

    @property
    def base_plan(self) -> Plan:
        """The plan that the steps start from."""
        return Plan() if self.base is None else self.base.plan


def unsaved_work() -> list[Unsaved]:
    """Return the work left behind on this computer, the newest first.

    A journal with no change in it, or whose changes are in the plan file already, holds
    nothing to recover and is deleted; so is one of more than thirty days.
    """
    found: list[Unsaved] = []
    for path in journal.left_behind():
        with suppress(OSError):
            offered = _offered(path)
            if offered is None:
                path.unlink(missing_ok=True)
            else:
                found.append(offered)
    return found


def _offered(path: Path) -> Unsaved | None:
    held = journal.read(path)
    last_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    if held is None or not held.steps or datetime.now(UTC) - last_at > KEPT_FOR:
        return None
    plan_path = Path(held.start.plan_path) if held.start.plan_path else None
    if plan_path is not None and _is_in_file(plan_path, held):
        return None
    n = len(held.steps)
    return Unsaved(path, plan_path, held.start.title, last_at, n, held.is_torn)


def _is_in_file(plan_path: Path, held: journal.Found) -> bool:
    """Tell whether the plan file holds the work already: it ended between saving and tidying."""
    try:
        present = reader.read(plan_path)
        recovered = _recovered(held, plan_path)
        plan = recovered.base_plan
        for step in recovered.steps:
            plan = apply(plan, step)
    except (FileProblem, StaleChangeError):
        return False
    return canonical.plan_digest(plan) == present.facts.digest and not recovered.base_is_present


def recover(work: Unsaved) -> Recovered:
    """Return what is needed to make unsaved work again. The journal is kept until it is saved.

    Raises:
        FileProblem: the plan that the work began from is neither there nor kept.
    """
    held = journal.read(work.journal)
    if held is None:
        raise FileProblem(f"The unsaved work on “{work.title}” can no longer be read.")
    return _recovered(held, work.path)


def _recovered(held: journal.Found, path: Path | None) -> Recovered:
    wanted = held.start.base_sha256
    if not wanted or path is None:
        return Recovered(path, None, path is None, held.steps)
    with suppress(FileProblem):
        present = reader.read(path)
        if present.facts.sha256 == wanted:
            return Recovered(path, present, base_is_present=True, steps=held.steps)
    for backup in backups.backups_of(path):
        if backup.content_id == wanted[: len(backup.content_id)]:
            with suppress(FileProblem):
                base = reader.read(backup.path)
                return Recovered(path, base, base_is_present=False, steps=held.steps)
    raise FileProblem(
        f"The unsaved work on “{path.name}” cannot be recovered: the version of the plan that it "
        "began from is neither in its place nor kept on this computer. Put that version back "
        "and start the program again.",
        code="no-base",
    )


def discard(work: Unsaved) -> None:
    """Delete unsaved work for good."""
    with suppress(OSError):
        work.journal.unlink(missing_ok=True)


def from_nothing(plan: Plan, latest: ChangeSet) -> ChangeSet:
    """Return the change-set that makes, from nothing, the plan as it was before the latest."""
    before = apply(plan, latest.inverse())
    return difference(Plan(), before, "Begin the plan")


def conflict_copies(path: Path) -> list[Path]:
    """Return the copies of a plan that a sync service left beside it, with other content.

    They have the plan's id and a name that begins as its own does, such as “plan-LAPTOP7”.
    Whoever opens the plan is offered a comparison.
    """
    found: list[Path] = []
    with suppress(OSError, FileProblem):
        beside = sorted(path.parent.glob(f"*{path.suffix}"))
        named_so = [each for each in beside if each != path and each.stem.startswith(path.stem)]
        ours = reader.read(path) if named_so else None  # a large plan takes long to read
        for other in named_so:
            with suppress(FileProblem):
                if ours is not None and _is_other_state(reader.read(other), ours):
                    found.append(other)
    return found


def _is_other_state(other: PlanFile, ours: PlanFile) -> bool:
    return other.plan.id == ours.plan.id and other.facts.digest != ours.facts.digest


def sweep(now: datetime | None = None) -> None:
    """Tidy this computer at start: copies and kept work of more than thirty days, and scraps.

    Scraps are what a reading that was killed left in the folder for temporary files.
    """
    moment_now = now or datetime.now(UTC)
    backups.drop_expired(moment_now)
    with suppress(OSError):
        _delete(paths.recovery_folder(), f"{save.KEPT_PREFIX}*", moment_now - KEPT_FOR)
        _delete(paths.work_folder(), "*", moment_now - SCRAPS_FOR)


def delete_local_copies() -> int:
    """Delete every earlier version and all unsaved work on this computer; return how many.

    What a running program is writing stays.
    """
    folders = [*paths.backups_folder().iterdir(), paths.work_folder()]
    deleted = sum(_delete(folder, "*", None) for folder in folders)
    deleted += _delete(paths.recovery_folder(), f"{save.KEPT_PREFIX}*", None)
    for path in list(journal.left_behind()):
        with suppress(OSError):
            path.unlink()
            deleted += 1
    return deleted


def _delete(folder: Path, pattern: str, before: datetime | None) -> int:
    """Delete the files of a folder that are older than a moment, or all; return how many."""
    deleted = 0
    for path in folder.glob(pattern):
        with suppress(OSError):
            is_old = before is None or path.stat().st_mtime < before.timestamp()
            if is_old and path.is_file():
                path.unlink()
                deleted += 1
    return deleted
