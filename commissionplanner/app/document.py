"""An open plan: the present state, its history, and who is told of changes. No Qt here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from commissionplanner.edits.base import Edit, marked_changes
from commissionplanner.model.changes import ChangeSet, apply
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

Listener = Callable[[ChangeSet], None]


LARGE: Final = 2_000
"""So many changes at once are taken back by showing the plan before them, which is at hand."""


@dataclass(frozen=True, slots=True)
class Made:
    """An edit made on a snapshot, so that a job may make it beside the document.

    Attributes:
        before: The snapshot.
        changes: What the edit changes; none where the plan is so already.
        after: The plan with it.
        back: What takes a large edit back; None for a small one, where it is found at once.
    """

    before: Plan
    changes: ChangeSet
    after: Plan
    back: ChangeSet | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the history.

    Attributes:
        changes: What was changed.
        merge_key: Steps of the same key that follow each other become one (typing in a field).
        made: The plans before and after a large edit; None for others, which would fill the memory.
    """

    changes: ChangeSet
    merge_key: str = ""
    made: Made | None = None


def make(
    edit: Edit, plan: Plan, today: date | None = None, progress: Progress | None = None
) -> Made:
    """Make an edit on a snapshot; nothing else is changed.

    Args:
        edit: The edit.
        plan: The snapshot.
        today: The day noted on what is typed in place of an imported value; None notes none.
        progress: Where it may be stopped.

    Raises:
        EditRefused: the edit may not be made; the message is for the user.
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    progress.step(0, 2, "Comparing with the plan")
    changes = marked_changes(edit, plan, today)
    progress.step(1, 2, changes.label)
    after = apply(plan, changes)
    back = changes.inverse() if len(changes.changes) >= LARGE else None
    progress.step(2, 2, changes.label)
    return Made(plan, changes, after, back)


class Document:
    """The one place where a plan changes: window, command line, import, recovery and tests.

    Args:
        plan: As it stands.
        today: Gives the day noted on what is typed in place of an imported value; None for none.
    """

    def __init__(self, plan: Plan, today: Callable[[], date | None] = lambda: None) -> None:
        self._today = today
        self._plan = plan
        self._saved = plan
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._listeners: list[Listener] = []

    @property
    def plan(self) -> Plan:
        """The plan as it is now; a snapshot that later edits leave alone."""
        return self._plan

    @property
    def is_saved(self) -> bool:
        """Whether the plan is as it was last saved or opened."""
        return self._plan is self._saved

    @property
    def today(self) -> date | None:
        """The day on which edits are made; None where it is not noted."""
        return self._today()

    def mark_saved(self, plan: Plan) -> None:
        """Note that this state of the plan is on the disk."""
        self._saved = plan

    @property
    def undo_label(self) -> str:
        """What undo would take back; "" when there is nothing."""
        return self._done[-1].changes.label if self._done else ""

    @property
    def redo_label(self) -> str:
        """What redo would make again; "" when there is nothing."""
        return self._undone[-1].changes.label if self._undone else ""

    @property
    def steps(self) -> tuple[ChangeSet, ...]:
        """The change-sets made and not taken back, oldest first."""
        return tuple(step.changes for step in self._done)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with each change-set after it is applied; returns how to stop that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def do(self, edit: Edit, merge_key: str = "") -> ChangeSet:
        """Make an edit. Either all of it happens or, on any error, none.

        Raises:
            EditRefused: the edit may not be made; the message is for the user.
        """
        made = make(edit, self._plan, self._today())
        self.take(made, merge_key)
        return made.changes

    def take(self, made: Made, merge_key: str = "") -> bool:
        """Take an edit that was made beside the document; False where the plan has moved on."""
        if made.before is not self._plan:
            return False
        if made.changes:
            self._plan = made.after
            self._remember(made, merge_key)
            self._undone.clear()
            self._tell(made.changes)
        return True

    def undo(self) -> ChangeSet:
        """Take back the last edit; an empty change-set when there is none."""
        if not self._done:
            return ChangeSet("")
        step = self._done.pop()
        self._undone.append(step)
        made = step.made
        if made is not None and made.back is not None and made.after is self._plan:
            self._plan = made.before
            self._tell(made.back)
        else:
            self._commit(step.changes.inverse())
        return step.changes

    def redo(self) -> ChangeSet:
        """Make again the edit last taken back; an empty change-set when there is none."""
        if not self._undone:
            return ChangeSet("")
        step = self._undone.pop()
        self._done.append(step)
        if step.made is not None and step.made.before is self._plan:
            self._plan = step.made.after
            self._tell(step.changes)
        else:
            self._commit(step.changes)
        return step.changes

    def _remember(self, made: Made, merge_key: str) -> None:
        changes = made.changes
        last = self._done[-1] if self._done else None
        if merge_key and last is not None and last.merge_key == merge_key:
            joined = last.changes.merged_with(changes)
            self._done.pop()
            if joined:
                self._done.append(Step(joined, merge_key))
        else:
            self._done.append(Step(changes, merge_key, made if made.back is not None else None))

    def _commit(self, changes: ChangeSet) -> None:
        self._plan = apply(self._plan, changes)
        self._tell(changes)

    def _tell(self, changes: ChangeSet) -> None:
        """Tell listeners; history and plan are as they will find them."""
        for listener in tuple(self._listeners):
            listener(changes)
