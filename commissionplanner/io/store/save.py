"""Save a plan file: build it, see that nobody changed the old one, keep that, replace it."""

import os
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from commissionplanner import paths
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import atomic, backups, reader, writer
from commissionplanner.io.store.contents import Facts, HistoryEntry
from commissionplanner.model.plan import Plan

NO_FILE: Final = ""
"""Expected where the file should not be there yet."""

KEPT_PREFIX: Final = "unsaved-"
"""Begins the name of a plan that could not be saved where it should be, and is kept here."""


def save(
    path: Path,
    plan: Plan,
    history: Sequence[HistoryEntry] = (),
    parent_save_id: str = "",
    expected_sha256: str | None = None,
) -> Facts:
    """Save a plan as a file. When this returns, it is on the disk.

    Args:
        path: The file to write or replace.
        plan: What to save.
        history: Every change-set made to it, oldest first.
        parent_save_id: The save that it was opened from; "" for a new plan.
        expected_sha256: Of the file as it was opened; where the file is now another, nothing
            is saved. `NO_FILE` where there should be none; None replaces whatever there is.

    Raises:
        FileProblem: it was not saved and the file is as it was. Code "changed" where somebody
            else changed the file; then nothing of theirs is lost. Otherwise the message says
            where the plan was kept, if it could be.
    """
    built = writer.build(plan, history, parent_save_id)
    present = _present(path)
    if expected_sha256 is not None:
        found = NO_FILE if present is None else sha256(present).hexdigest()
        if found != expected_sha256:
            raise _changed(path, is_gone=present is None)
    if present is not None:
        backups.keep(path, present)
    try:
        atomic.replace_file(
            path,
            built.content,
            lambda found: reader.verify(found, path.name, built.facts.digest),
        )
    except FileProblem as problem:
        raise _kept(problem, path, built.content) from problem
    backups.keep(path, built.content)
    return built.facts


def _present(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except IsADirectoryError:
        raise FileProblem(
            f"“{path.name}” is a folder. Give the plan another name.", code="not-a-plan"
        ) from None
    except OSError as error:
        raise FileProblem(
            f"“{path.name}” was not saved: the file there cannot be read "
            f"({error.strerror or error}); permission or the disk may be at fault. "
            "Save a copy under another name.",
            code="held",
        ) from error


def _changed(path: Path, *, is_gone: bool) -> FileProblem:
    what = "is no longer there" if is_gone else "was changed by somebody else"
    return FileProblem(
        f"“{path.name}” {what} since you opened it, so it was not saved over. "
        "Compare the two, save a copy, or replace it knowingly.",
        code="changed",
    )


def _kept(problem: FileProblem, path: Path, content: bytes) -> FileProblem:
    """Keep what could not be saved on this computer, and add to the message where it is."""
    if problem.code == "not-confirmed":
        return problem
    with suppress(OSError):
        kept = paths.recovery_folder() / f"{KEPT_PREFIX}{os.urandom(4).hex()}-{path.name}"
        kept.write_bytes(content)
        return FileProblem(f"{problem.message} Your work is kept in {kept}.", code=problem.code)
    return problem
