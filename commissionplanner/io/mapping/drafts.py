"""Records that an import would make or change, before they are compared with the plan."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from commissionplanner.model.changes import Change
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import is_known
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan

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
        rows: All rows that it was made from; none for the one alone.
        later: Row of each field that a later row than the first gave.
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
    told: set[str] = field(default_factory=set)
    letter: str = ""
    rows: set[int] = field(default_factory=set)
    later: dict[str, int] = field(default_factory=dict)


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
    _uses: dict[tuple[str, ...], int] = field(default_factory=dict)

    def id_for(self, table: str, *key: str) -> str:
        """Return the id that belongs to a key in this plan, the same at every import."""
        place = (self.plan.id, table, *key)
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

    def put(self, draft: Draft) -> Draft:
        """Add a draft, or join it with the one held: what is known already stands."""
        held = self.held.setdefault((draft.table, draft.id), draft)
        if held is not draft:
            for name, value in draft.values.items():
                if name not in held.values:
                    held.values[name] = value
                    if draft.row is not None and draft.row != held.row:
                        held.later[name] = draft.row
            if draft.row is not None and held.row is not None and draft.row != held.row:
                held.rows |= {held.row, draft.row}
            held.fills_only = held.fills_only and draft.fills_only
            kept = {name for name, _ in held.found}
            held.found += tuple(pair for pair in draft.found if pair[0] not in kept)
        return held

    def get(self, table: str, key: str) -> Draft | None:
        """Return the draft of a record, or None."""
        return self.held.get((table, key))

    def in_rows(self, rows: set[int]) -> Iterator[Draft]:
        """Yield the drafts that were made from any of these rows."""
        return (d for d in self.held.values() if d.row in rows or not rows.isdisjoint(d.rows))

    def of(self, table: str) -> Iterator[Draft]:
        """Yield the drafts of a table."""
        return (draft for draft in self.held.values() if draft.table == table)


@dataclass(slots=True)
class Compared:
    """What an import does to the plan.

    Attributes:
        changes: (before, after) of records added or changed, with their tables.
    """

    changes: list[tuple[str, Record | None, Record]] = field(default_factory=list)
    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    unchanged: dict[str, int] = field(default_factory=dict)

    def as_changes(self) -> tuple[Change, ...]:
        """Return them as changes of the plan."""
        return tuple(
            Change(table, after.id, before, after) for table, before, after in self.changes
        )

    @property
    def is_nothing(self) -> bool:
        """Whether the plan is so already."""
        return not self.changes


def compare(drafts: Drafts, import_id: str, cell: str) -> Compared:
    """Compare drafts with the plan.

    Args:
        drafts: The drafts.
        import_id: Of the import, noted on what it adds or changes.
        cell: Name of the sheet, to say where each record stood.
    """
    result = Compared()
    for (table, key), draft in drafts.held.items():
        before = drafts.plan.record(table, key)
        values = draft.values
        origin: dict[str, Any] = {
            "import_id": import_id,
            "source_cell": f"{cell}!{draft.row}" if draft.row else cell,
        }
        if before is None:
            known = {name: value for name, value in values.items() if is_known(value)}
            found = tuple(pair for pair in draft.found if pair[0] not in known)
            after = TABLES[table].entity(id=key, as_found=found, **known, **origin)
            result.changes.append((table, None, after))
            result.added[table] = result.added.get(table, 0) + 1
            continue
        after = _after(before, draft)
        if after == before:
            result.unchanged[table] = result.unchanged.get(table, 0) + 1
        else:
            result.changes.append((table, before, replace(after, **origin)))
            result.changed[table] = result.changed.get(table, 0) + 1
    return result


def _after(before: Record, draft: Draft) -> Record:
    """Return a record with what the file says of it.

    What the file leaves empty stands, and so does what it has no usable value for.
    """
    wanted: dict[str, Any] = {}
    for name, value in draft.values.items():
        held = getattr(before, name)
        if name == "roles":
            roles = tuple(dict.fromkeys((*held, *value)))
            if roles != held:
                wanted[name] = roles
            continue
        if not is_known(value) or (draft.fills_only and is_known(held)):
            continue
        if value != held:
            wanted[name] = value
    found = dict(before.as_found)
    held = {pair[0] for pair in draft.found if is_known(draft.values.get(pair[0]))}
    found.update(
        pair
        for pair in draft.found
        if pair[0] not in held and not is_known(getattr(before, pair[0], None))
    )
    for name, value in draft.values.items():
        if is_known(value):
            found.pop(name, None)
    pairs = tuple(found.items())
    if not wanted and pairs == before.as_found:
        return before
    return replace(before, as_found=pairs, **wanted)
