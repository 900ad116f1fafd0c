"""Change-sets: the one currency of editing.

An edit, its undo, a line of the recovery journal, an import preview, a comparison of two
versions, an audit entry and the notice sent to views are all a `ChangeSet`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter, eq, is_

from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.plan import Plan

_TABLE, _PLACE = attrgetter("table"), attrgetter("table", "key")
_BEFORE, _AFTER = attrgetter("before"), attrgetter("after")


class StaleChangeError(Exception):
    """A change was made against a different value from the one now in the plan."""


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after. `before` None means added; `after` None means removed."""

    table: str
    key: str
    before: Record | None
    after: Record | None

    def inverse(self) -> "Change":
        """Return the change that takes this one back."""
        return Change(self.table, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes that happen together, with the words shown after Undo.

    Attributes:
        undoes: The change-set that this was made to take back; None for one of its own.
    """

    label: str
    changes: tuple[Change, ...] = ()
    undoes: "ChangeSet | None" = field(default=None, compare=False, repr=False)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> "ChangeSet":
        """Return the change-set that takes this one back."""
        back = tuple(change.inverse() for change in reversed(self.changes))
        return ChangeSet(self.label, back, undoes=self)

    def keys(self, table: str) -> Iterator[str]:
        """Yield the ids touched in one table."""
        return (c.key for c in self.changes if c.table == table)

    @property
    def tables(self) -> frozenset[str]:
        """The names of the tables touched."""
        return frozenset(map(_TABLE, self.changes))

    def takes_back(self, earlier: "ChangeSet") -> bool:
        """Whether this undoes an earlier change-set, change by change, from the last to the first."""
        if self.undoes is earlier:
            return True
        if self.label != earlier.label or len(self.changes) != len(earlier.changes):
            return False
        back = earlier.changes[::-1]
        return (
            all(map(is_, map(_BEFORE, self.changes), map(_AFTER, back)))
            and all(map(is_, map(_AFTER, self.changes), map(_BEFORE, back)))
            and all(map(eq, map(_PLACE, self.changes), map(_PLACE, back)))
        )

    def merged_with(self, later: "ChangeSet") -> "ChangeSet":
        """Return one change-set that does this and then the later one, under this label.

        A record changed twice is changed once, from the first value to the last; one that
        ends as it began is left out.
        """
        joined: dict[tuple[str, str], Change] = {}
        for change in (*self.changes, *later.changes):
            place = (change.table, change.key)
            before = joined[place].before if place in joined else change.before
            joined[place] = Change(change.table, change.key, before, change.after)
        kept = tuple(c for c in joined.values() if c.before != c.after)
        return ChangeSet(self.label, kept)


def apply(plan: Plan, changes: ChangeSet) -> Plan:
    """Return the plan after the changes; the plan given is left as it was.

    Raises:
        StaleChangeError: a record no longer holds the value that a change started from.
    """
    tables: dict[str, dict[str, Record]] = {}
    for change in changes.changes:
        rows = tables.get(change.table)
        if rows is None:
            rows = tables[change.table] = dict(plan.table(change.table))
        now = rows.get(change.key)
        if now is not change.before and now != change.before:  # the same is equal, and quick to see
            raise StaleChangeError(f"{change.table} {change.key}")
        if change.after is None:
            rows.pop(change.key, None)
        else:
            rows[change.key] = change.after
    for name, rows in tables.items():
        plan = plan.with_table(name, rows)
    return plan


def changed(before: Record, after: Record, table: str) -> tuple[Change, ...]:
    """Return the one change between two values of a record; none where they are equal."""
    return () if before == after else (Change(table, before.id, before, after),)


def added(table: str, records: Iterable[Record]) -> tuple[Change, ...]:
    """Return the changes that add records."""
    return tuple(Change(table, record.id, None, record) for record in records)


def difference(old: Plan, new: Plan, label: str) -> ChangeSet:
    """Return the changes that turn one plan into another, in the order of tables and ids."""
    changes: list[Change] = []
    for name in TABLES:
        changes.extend(_table_difference(name, old.table(name), new.table(name)))
    return ChangeSet(label, tuple(changes))


def _table_difference(
    name: str, old: Mapping[str, Record], new: Mapping[str, Record]
) -> Iterator[Change]:
    if old is new:
        return
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Change(name, key, before, after)
