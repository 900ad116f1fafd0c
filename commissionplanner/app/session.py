"""One sitting with one plan: document, file, journal, lock and history together. No Qt here.

The plan file is touched only by a save that the user asks for. Every change goes to the
journal at once, so that a crash loses at most the last second.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from commissionplanner.app import logs, recovery
from commissionplanner.app.document import Document
from commissionplanner.app.history import Notebook, Noted, entries
from commissionplanner.edits.base import EditRefused, Prepared
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store import journal, lock, save
from commissionplanner.io.store.contents import Facts, HistoryEntry
from commissionplanner.model.changes import ChangeSet, StaleChangeError, apply, difference
from commissionplanner.model.plan import Plan


class SavedByOther(EditRefused):
    """Somebody else saved the file since it was opened; nothing has been written."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _nothing() -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who is at work and when, given from outside so that tests repeat.

    Attributes:
        name: As the history and the lock record it; "" records none.
        clock: Gives this moment, UTC, ISO.
    """

    name: str = ""
    clock: Callable[[], str] = _now


@dataclass(frozen=True, slots=True)
class PendingSave:
    """A save that has been begun: everything it needs, so that a job may write it.

    Attributes:
        path: The file to write or replace.
        plan: The plan as it was when the save was begun.
        noted: What the history will record of this save.
        history: Makes the whole history to write: once, however often it is asked.
        parent_save_id: The save that this one follows.
        expected_sha256: Of the file as last read or written; None replaces whatever is there.
    """

    path: Path
    plan: Plan
    noted: tuple[Noted, ...]
    history: Callable[[], tuple[HistoryEntry, ...]]
    parent_save_id: str
    expected_sha256: str | None

    def write(self) -> Facts:
        """Write the file. It touches nothing of the session and may run on any thread.

        Raises:
            SavedByOther: somebody else saved the file since it was opened.
            FileProblem: it was not saved; the file is as it was.
        """
        try:
            return save.save(
                self.path, self.plan, self.history(), self.parent_save_id, self.expected_sha256
            )
        except FileProblem as problem:
            logs.event("not-saved", why=problem.code, file=logs.hashed(self.path))
            if problem.code == "changed":
                raise SavedByOther(problem.message) from problem
            raise


class Session:
    """An open plan and everything that keeps it safe.

    Attributes:
        document: Where the plan is changed.
        path: The file; None until it is first saved.
        facts: What is known of the file as last read or written; None with no file.
        held_by: Who else has the plan open; None where nobody has.
        on_noting: Called before a change goes to the journal, by whoever makes it.
        on_noted: Called on another thread when every change has reached the disk, or cannot.
    """

    def __init__(
        self,
        plan: Plan,
        path: Path | None = None,
        facts: Facts | None = None,
        history: tuple[HistoryEntry, ...] = (),
        who: Who | None = None,
    ) -> None:
        self._who = who or Who()
        self.document = Document(plan, self._today)
        self.path = path
        self.facts = facts
        self.held_by: lock.Holder | None = None
        self.on_noting: Callable[[], object] = _nothing
        self.on_noted: Callable[[], object] = _nothing
        self._no_journal: OSError | None = None
        self._saved = plan
        self._history = history
        self._since = self._who.clock()
        self._notebook = Notebook(self._who.clock)
        self._journal: journal.Journal | None = None
        self._stop_listening = self.document.on_change(self._on_change)
        self.renew_lock()

    def _today(self) -> date | None:
        """Return the day of the clock, as it is noted on what is typed."""
        try:
            return datetime.fromisoformat(self._who.clock()).date()
        except ValueError:
            return None

    @classmethod
    def open(cls, path: Path, who: Who | None = None) -> "Session":
        """Open a plan file.

        Raises:
            DamagedPlan: it cannot be opened, and an earlier version is whole.
            FileProblem: it cannot be opened.
        """
        found = recovery.read_plan(path)
        logs.event("open", file=logs.hashed(path), bytes=found.facts.size)
        return cls(found.plan, path, found.facts, found.history, who)

    @classmethod
    def recovered(cls, work: recovery.Unsaved, who: Who | None = None) -> "Session":
        """Open unsaved work: the plan it began from, and every change made again, undoable.

        Where somebody saved the file since, the session's save will say so.

        Raises:
            FileProblem: what the work began from is not there any more.
        """
        found = recovery.recover(work)
        base, steps = found.base, found.steps
        facts, history = (base.facts, base.history) if base else (None, ())
        try:
            if base is None:  # the first change makes the plan itself, and is not to be undone
                begun, steps = apply(Plan(), steps[0]), steps[1:]
            else:
                begun = base.plan
            session = cls(begun, found.path, facts, history, who)
            for step in steps:
                session.document.do(Prepared(step))
        except StaleChangeError as error:
            raise FileProblem(
                f"The unsaved work on “{work.title}” does not fit the plan that it began from.",
                code="no-base",
            ) from error
        session.settle()
        if not session.journal_fault:
            recovery.discard(work)  # every change stands in the session's own journal now
        logs.event("recover", changes=len(found.steps))
        return session

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.document.plan

    @property
    def is_saved(self) -> bool:
        """Whether everything is on the disk."""
        return self.path is not None and self.facts is not None and self.document.is_saved

    @property
    def journal_fault(self) -> str:
        """Why changes are not being journalled; "" where they are, as far as is known by now."""
        error = self._no_journal or (self._journal.fault if self._journal else None)
        if error is None:
            return ""
        if isinstance(error, OSError):
            why = f"the disk of this computer does not take them ({error.strerror or error})"
        else:
            why = f"the program made a mistake (code {logs.defect(error)})"
        return f"A crash would lose the changes made since the last save: {why}. Save now."

    @property
    def is_noting(self) -> bool:
        """Whether changes are still on their way to the journal."""
        return self._journal is not None and not self._journal.is_settled

    def settle(self) -> None:
        """Wait until every change made is in the journal on the disk, or cannot be."""
        if self._journal is not None:
            self._journal.settle()

    @property
    def history(self) -> tuple[HistoryEntry, ...]:
        """Every change-set that the file records, oldest first; unsaved ones are not in it."""
        return self._history

    @property
    def saved_by_other(self) -> bool:
        """Whether the file on the disk is no longer the one that was opened or last saved."""
        if self.path is None or self.facts is None:
            return False
        try:
            return sha256(self.path.read_bytes()).hexdigest() != self.facts.sha256
        except OSError:
            return True

    def save(self, why: str = "") -> Facts:
        """Save over the plan's file. When this returns, it is on the disk.

        Raises:
            EditRefused: the plan has no file yet.
            SavedByOther: somebody else saved the file since; see `replace_theirs`.
            FileProblem: it was not saved; the file is as it was.
        """
        return self._write(self.begin_save(why))

    def replace_theirs(self, why: str = "") -> Facts:
        """Save over what somebody else saved, knowingly; theirs stays among the backups.

        Raises:
            EditRefused: the plan has no file yet.
            FileProblem: it was not saved; the file is as it was.
        """
        return self._write(replace(self.begin_save(why), expected_sha256=None))

    def save_as(self, path: Path, why: str = "") -> Facts:
        """Save under another name, and go on with that file; what is there is replaced.

        Raises:
            FileProblem: it was not saved.
        """
        return self._write(self.begin_save(why, path))

    def begin_save(self, why: str = "", path: Path | None = None) -> PendingSave:
        """Take what is to be saved. Then `write` it, on any thread, and finish or give it up.

        Args:
            why: The reason, where one was asked for.
            path: Another file to save as; None for the plan's own.

        Raises:
            EditRefused: the plan has no file yet, and none is given.
        """
        if path is None and self.path is None:
            raise EditRefused("This plan has no file yet. Use Save as.")
        own = self.facts.sha256 if self.facts else save.NO_FILE
        noted = self._notebook.take()
        earlier, name = self._history, self._who.name
        history = cache(lambda: (*earlier, *entries(noted, name, why)))  # takes long after imports
        parent = self.facts.save_id if self.facts else ""
        target = path or self.path or Path()
        return PendingSave(target, self.plan, noted, history, parent, None if path else own)

    def give_up_save(self, pending: PendingSave) -> None:
        """Note that a save begun was not made."""
        self._notebook.put_back(pending.noted)

    def finish_save(self, pending: PendingSave, facts: Facts) -> None:
        """Note that a save begun is on the disk. Changes made meanwhile stay unsaved."""
        before, self.path = self.path, pending.path
        self.facts, self._history = facts, pending.history()
        self.document.mark_saved(pending.plan)
        self._drop_journal()
        self._saved = pending.plan
        if self.plan is not pending.plan:
            self._note_in_journal(None)
        if before != pending.path:
            if before is not None:
                lock.release(before)
            self.renew_lock()
        logs.event("saved", file=logs.hashed(pending.path), bytes=facts.size)

    def save_copy(self, path: Path) -> Facts:
        """Save a copy and go on with the present file. It looks at no lock and at no change.

        Raises:
            FileProblem: it was not saved.
        """
        history = (*self._history, *entries(self._notebook.noted, self._who.name))
        parent = self.facts.save_id if self.facts else ""
        return save.save(path, self.plan, history, parent)

    def renew_lock(self) -> None:
        """Take or renew the lock; the window calls this every half minute."""
        if self.path is not None:
            self.held_by = lock.take(self.path, self._who.name, self._since)

    def close(self) -> None:
        """End the sitting. What was not saved is given up: whoever closes has asked about it."""
        self._stop_listening()
        if self.path is not None:
            lock.release(self.path)
        self._drop_journal()

    def _write(self, pending: PendingSave) -> Facts:
        try:
            facts = pending.write()
        except (FileProblem, EditRefused):
            self.give_up_save(pending)
            raise
        self.finish_save(pending, facts)
        return facts

    def _on_change(self, changes: ChangeSet) -> None:
        self._notebook.note(changes)
        self._note_in_journal(changes)

    def _note_in_journal(self, changes: ChangeSet | None) -> None:
        """Hand a change to the journal; None where no journal holds the present plan yet."""
        self.on_noting()
        try:
            if self._journal is None:
                self._journal = self._start_journal(changes)
            elif changes is not None:
                self._journal.append(changes)
            self._no_journal = None
        except OSError as error:
            self._no_journal = error
            self.on_noted()

    def _start_journal(self, changes: ChangeSet | None) -> journal.Journal:
        """Begin a journal that leads from the plan file, or from nothing, to the present plan."""
        title = self.plan.header.title
        base = self.facts.sha256 if self.facts else ""
        place = str(self.path.absolute()) if self.path else ""
        begun = journal.Journal(journal.Start(place, base, title), on_settled=self._on_settled)
        saved, now = self._saved, self.plan
        if not base and changes is not None:
            begun.append(lambda: recovery.from_nothing(now, changes))
            begun.append(changes)
        elif changes is None or self._no_journal:  # there are changes that no journal holds
            begun.append(lambda: difference(saved, now, "Changes since the save"))
        else:
            begun.append(changes)
        return begun

    def _on_settled(self) -> None:
        self.on_noted()  # whoever is told may have been named since the journal began

    def _drop_journal(self) -> None:
        if self._journal is not None:
            with suppress(OSError):
                self._journal.discard()
            self._journal = None
        self._no_journal = None
