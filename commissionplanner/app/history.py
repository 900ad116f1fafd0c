"""What has been changed since the last save, as the file's history will record it."""

from collections.abc import Callable
from dataclasses import dataclass

from commissionplanner.io.store.contents import HistoryEntry, history_entry
from commissionplanner.model.changes import ChangeSet


@dataclass(frozen=True, slots=True)
class Noted:
    """A change-set and when it was made, UTC, ISO."""

    changes: ChangeSet
    made_at: str


class Notebook:
    """Notes each change-set as it is made. What is taken back at once leaves no trace."""

    def __init__(self, clock: Callable[[], str]) -> None:
        self._clock = clock
        self._noted: list[Noted] = []

    def note(self, changes: ChangeSet) -> None:
        """Note a change-set that was just applied, an undo or redo too.

        Changes of the same thing in the same words that follow each other, as when typing,
        become one; a change and its undoing become none.
        """
        last = self._noted[-1].changes if self._noted else None
        if last is not None and changes.takes_back(last):
            self._noted.pop()
            return
        if last is not None and _same_place(last, changes):
            joined = last.merged_with(changes)
            self._noted.pop()
            if not joined:
                return
            changes = joined
        self._noted.append(Noted(changes, self._clock()))

    @property
    def count(self) -> int:
        """How many change-sets wait to be recorded."""
        return len(self._noted)

    @property
    def noted(self) -> tuple[Noted, ...]:
        """What waits to be recorded, oldest first."""
        return tuple(self._noted)

    def take(self) -> tuple[Noted, ...]:
        """Return what was noted and begin a new page."""
        taken = tuple(self._noted)
        self._noted.clear()
        return taken

    def put_back(self, taken: tuple[Noted, ...]) -> None:
        """Put a page back before what was noted since: it was not recorded after all."""
        self._noted[:0] = taken


def entries(noted: tuple[Noted, ...], who: str, why: str = "") -> tuple[HistoryEntry, ...]:
    """Return the entries for the file, oldest first."""
    return tuple(history_entry(n.changes, n.made_at, who, why) for n in noted)


def _same_place(one: ChangeSet, other: ChangeSet) -> bool:
    if one.label != other.label or len(one.changes) != len(other.changes):
        return False
    return {(c.table, c.key) for c in one.changes} == {(c.table, c.key) for c in other.changes}
