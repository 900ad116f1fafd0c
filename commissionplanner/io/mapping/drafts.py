"""Records that an import would make or change, before they are compared with the plan."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.model.changes import Change
from commissionplanner.model.entities import HeldRow, Record
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan

_FEWEST: Final = 5
"""Of fewer records of an import those that come again tell nothing."""
_MOST: Final = 0.6

Values = dict[str, Any]
Found = tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Draft:
    """One record as the file gives it.

    Attributes:
        values: Known values by field.
        found: Texts that stood where no value could be read.
        row: Row of the file it was first found in.
        letter: Of the column it stands in, where it is one cell rather than a row.
        rows: All rows that it was made from; None for the one alone.
        is_sum: Whether its amount is the sum of all its rows.
        later: Row of each field that a later row than the first gave; None for none.
        told: Fields that the file itself gives, where others are only supposed.
        fills_only: It is only named by the file, not described: it fills what the plan leaves
            empty and changes nothing else.
    """

    table: str
    id: str
    values: Values
    found: Found = ()
    row: int | None = None
    fills_only: bool = False
    told: frozenset[str] = frozenset()
    letter: str = ""
    rows: set[int] | None = None
    later: dict[str, int] | None = None
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The draft of a row, and the words that it is known by from one import to the next."""

    words: tuple[str, ...]
    draft: Draft


@dataclass(slots=True)
class Drafts:
    """All drafts of an import, one a record.

    Attributes:
        ids: Ids worked out, by their keys; kept between stagings.
        continues: Id of the import whose held rows these are: its other rows are in the plan, and
            a row like one of them is another record.
    """

    plan: Plan
    held: dict[tuple[str, str], Draft] = field(default_factory=dict)
    ids: dict[tuple[str, ...], str] = field(default_factory=dict)
    continues: str = ""
    _plan_id: str = ""
    _uses: dict[tuple[str, ...], int] = field(default_factory=dict)

    def id_for(self, table: str, *key: str) -> str:
        """Return the id that belongs to a key in this plan, the same at every import."""
        self._plan_id = self._plan_id or self.plan.id
        place = (self._plan_id, table, *key)
        found = self.ids.get(place)
        if found is None:
            found = self.ids[place] = derived_id(*place)
        return found

    def nth_id(self, table: str, *key: str) -> str:
        """Return the id of the next row with this key: rows alike are told apart by their order."""
        place = (table, *key)
        while True:
            count = self._uses[place] = self._uses.get(place, 0) + 1
            found = self.id_for(table, *key, str(count))
            record = self.plan.record(table, found) if self.continues else None
            if record is None or record.import_id != self.continues:
                return found

    def is_only(self, table: str, key: tuple[str, ...]) -> bool:
        """Whether one row alone has this key."""
        return self._uses.get((table, *key)) == 1

    def is_free(self, table: str, key: tuple[str, ...]) -> bool:
        """Whether no row has this key."""
        return (table, *key) not in self._uses

    def forget(self, table: str, key: tuple[str, ...]) -> None:
        """Forget a key that no row has any more."""
        del self._uses[table, *key]

    def put(self, draft: Draft) -> Draft:
        """Add a draft, or join it with the one held: what is known already stands."""
        held = self.held.setdefault((draft.table, draft.id), draft)
        if held is not draft:
            for name, value in draft.values.items():
                if name not in held.values:
                    held.values[name] = value
                    if draft.row is not None and draft.row != held.row:
                        held.later = {**(held.later or {}), name: draft.row}
            if draft.row is not None and held.row is not None and draft.row != held.row:
                held.rows = {held.row, draft.row} if held.rows is None else held.rows
                held.rows.add(draft.row)
            held.fills_only = held.fills_only and draft.fills_only
            kept = {name for name, _ in held.found}
            held.found += tuple(pair for pair in draft.found if pair[0] not in kept)
        return held

    def get(self, table: str, key: str) -> Draft | None:
        """Return the draft of a record, or None."""
        return self.held.get((table, key))

    def by_row(self, wanted: set[int]) -> dict[int, list[tuple[int, Draft]]]:
        """Return the drafts that were made from each of these rows, each with its place among all."""
        found: dict[int, list[tuple[int, Draft]]] = {}
        for place, draft in enumerate(self.held.values()):
            own = draft.rows or (() if draft.row is None else (draft.row,))
            for row in wanted.intersection(own):
                found.setdefault(row, []).append((place, draft))
        return found

    def of(self, table: str) -> Iterator[Draft]:
        """Yield the drafts of a table."""
        return (draft for draft in self.held.values() if draft.table == table)

    def take_for(self, pairs: Iterable[tuple[Draft, str]]) -> None:
        """Let drafts be of records that the plan has: each with the id of its record from now on."""
        for draft, key in pairs:
            draft.id = key
        self.held = {(draft.table, draft.id): draft for draft in self.held.values()}

    def counted_by_import(self, tables: Iterable[str]) -> tuple[Counter[str], Counter[str]]:
        """Return how many records of these tables each import left in the plan, and how many of them come again."""
        had: Counter[str] = Counter()
        come: Counter[str] = Counter()
        for table in tables:
            for key, record in self.plan.table(table).items():
                had[record.import_id or ""] += 1
                come[record.import_id or ""] += (table, key) in self.held
        return had, come

    def come_again(self, table: str) -> set[str]:
        """Return the imports of which most records of a table come again: this is a later version of theirs."""
        had, come = self.counted_by_import((table,))
        return {
            name
            for name, count in had.items()
            if name in self.plan.imports and count >= _FEWEST and come[name] >= count * _MOST
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing in which a file and the plan differ.

    Attributes:
        id: By which it is accepted or refused: "contracts/k3f9…/start_on", and "contracts/k3f9…"
            for a whole record.
        state: "new", "changed" or "gone".
        field: Name of the field that differs; "" for a whole record.
        before, after: Its values; None where there is none.
        is_typed: Whether the plan's value was typed by hand since the last import.
        is_accepted: Whether it is to be made.
    """

    id: str
    table: str
    key: str
    state: str
    field: str = ""
    before: Any = None
    after: Any = None
    is_typed: bool = False
    is_accepted: bool = True


Outcome = tuple[tuple[str, Record | None, Record], Difference]
"""What a draft of a record that the plan has not does to it."""


@dataclass(slots=True)
class Compared:
    """What an import does to the plan.

    Attributes:
        changes: (before, after) of records added or changed, with their tables.
        differences: Field by field, what is new, changed or gone; refused ones too.
        gone: Tables and ids of records of an earlier version that are to be deleted.
        come_in: Rows held before that are let go of, as they come in now.
    """

    changes: list[tuple[str, Record | None, Record]] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)
    differences: list[Difference] = field(default_factory=list)
    gone: list[tuple[str, str]] = field(default_factory=list)
    come_in: list[HeldRow] = field(default_factory=list)

    def add(self, change: tuple[str, Record | None, Record], difference: Difference) -> None:
        """Add a record that the plan has not."""
        table = change[0]
        self.changes.append(change)
        self.added[table] = self.added.get(table, 0) + 1
        if table != "name_matches":
            self.differences.append(difference)

    def as_changes(self) -> tuple[Change, ...]:
        """Return them as changes of the plan."""
        made = (Change(table, after.id, before, after) for table, before, after in self.changes)
        return (*made, *(Change("held_rows", row.id, row, None) for row in self.come_in))

    @property
    def is_nothing(self) -> bool:
        """Whether the plan is so already."""
        return not self.changes
