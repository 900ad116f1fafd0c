"""What can be got back: an earlier version of a damaged plan, and work that was never saved."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from commissionplanner.app.wording import long_day
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import backups, reader
from commissionplanner.io.store.contents import PlanFile

_HOPELESS: Final = frozenset({"newer", "too-large", "not-allowed"})
"""Problems that an earlier version would not mend: the file itself may be whole."""


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
    return f"{long_day(local.date())} at {local:%H:%M}"


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
