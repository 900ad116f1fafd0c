"""Edits that any table takes: add, change fields, duplicate, delete."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, Value, is_of_kind, spec_by_name, specs
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import counted


@dataclass(frozen=True, slots=True)
class AddRecords:
    """Add records to a table."""

    table: str
    records: tuple[Record, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the additions; refused where an id is taken or a record is of another kind."""
        spec = TABLES[self.table]
        _refuse_kept(self.table)
        for record in self.records:
            if not isinstance(record, spec.entity):
                raise EditRefused(f"That is not a {spec.singular}.")
            if record.id in plan.table(self.table):
                raise EditRefused(f"The plan already has this {spec.singular}.")
        label = f"Add {_what(self.table, self.records)}"
        return ChangeSet(label, tuple(Change(self.table, r.id, None, r) for r in self.records))


@dataclass(frozen=True, slots=True)
class SetFields:
    """Set fields of records of one table to the same values (one cell, or a bulk edit)."""

    table: str
    keys: tuple[str, ...]
    values: Mapping[str, Value] = field(default_factory=dict)

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; what was found in those fields as text is forgotten."""
        known = spec_by_name(TABLES[self.table].entity)
        for name, value in self.values.items():
            if name not in known or name in ("id", "field_sources"):
                raise EditRefused(f"There is no field “{name}” to fill.")
            if not is_of_kind(known[name], value):
                raise EditRefused(f"“{value}” does not fit “{known[name].label}”.")
        changes: list[Change] = []
        records = [_present(plan, self.table, key) for key in self.keys]
        for record in records:
            changes.extend(changed(record, record.with_found(**self.values), self.table))
        labels = " and ".join(known[name].label.lower() for name in self.values)
        return ChangeSet(f"Change {labels} of {_what(self.table, records)}", tuple(changes))


@dataclass(frozen=True, slots=True)
class SetCells:
    """Set single fields of single records: a pasted block, a fill down."""

    table: str
    cells: tuple[tuple[str, str, Value], ...]  # key, field, value
    label: str = "Fill cells"

    def changes(self, plan: Plan) -> ChangeSet:
        """Return all cells' changes as one step; refused whole where one cell does not fit."""
        joined = ChangeSet(self.label)
        now: dict[str, Record] = {}
        known = spec_by_name(TABLES[self.table].entity)
        for key, name, value in self.cells:
            if name not in known or name == "field_sources" or not is_of_kind(known[name], value):
                raise EditRefused(f"“{value}” does not fit “{name}”.")
            record = now.get(key) or _present(plan, self.table, key)
            now[key] = record.with_found(**{name: value})
        changes: list[Change] = []
        for key, record in now.items():
            changes.extend(changed(_present(plan, self.table, key), record, self.table))
        return replace(joined, changes=tuple(changes))


@dataclass(frozen=True, slots=True)
class DuplicateRecord:
    """Add a copy of a record under a new id."""

    table: str
    key: str
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the addition of the copy, which says that it came from no import."""
        record = _present(plan, self.table, self.key)
        if self.new_id in plan.table(self.table):
            raise EditRefused(f"The plan already has this {TABLES[self.table].singular}.")
        copy = replace(record, id=self.new_id, import_id=None, source_cell="", field_sources=())
        return ChangeSet(
            f"Duplicate “{display_name(record)}”", (Change(self.table, copy.id, None, copy),)
        )


@dataclass(frozen=True, slots=True)
class DeleteRecords:
    """Delete records, and clear what refers to them.

    A row that is nothing without the deleted one (a cost of a service, a member of a fund)
    goes with it; elsewhere the reference is emptied. One undo brings all of it back.
    """

    table: str
    keys: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the deletions and the cleared references."""
        return DeleteThings(tuple((self.table, key) for key in self.keys)).changes(plan)


@dataclass(frozen=True, slots=True)
class DeleteThings:
    """Delete records of any tables together, and clear what refers to them, as one step."""

    things: tuple[tuple[str, str], ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the deletions and the cleared references."""
        of_table: dict[str, list[Record]] = {}
        changes: dict[tuple[str, str], Change] = {}
        for table, key in dict.fromkeys(self.things):
            record = _present(plan, table, key)
            of_table.setdefault(table, []).append(record)
            changes[(table, key)] = Change(table, key, record, None)
        gone, waiting = set(changes), list(changes)
        while waiting:
            waiting = list(_clear(plan, frozenset(waiting), gone, changes))
        listed = [_what(table, records) for table, records in of_table.items()]
        return ChangeSet(f"Delete {' and '.join(listed)}", tuple(changes.values()))

    def takes_along(self, plan: Plan) -> str:
        """Return in a sentence or two what goes with them and what loses them; "" for nothing."""
        going: Counter[str] = Counter()
        losing: Counter[str] = Counter()
        for change in self.changes(plan).changes:
            if (change.table, change.key) in self.things or change.table == "positions":
                continue
            (going if change.after is None else losing)[change.table] += 1
        said = [f"{_listed(going)} {_go(going)} with it." if going else ""]
        said.append(f"{_listed(losing)} {_lose(losing)} what it said of it." if losing else "")
        return " ".join(each for each in said if each)


def _listed(tables: Counter[str]) -> str:
    parts = [counted(n, TABLES[t].singular, TABLES[t].plural) for t, n in tables.items()]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _go(tables: Counter[str]) -> str:
    return "goes" if tables.total() == 1 else "go"


def _lose(tables: Counter[str]) -> str:
    return "loses" if tables.total() == 1 else "lose"


@dataclass(frozen=True, slots=True)
class Rename:
    """Give a record another name, and where it is given another short name.

    Attributes:
        short_name: Its name on the map; None leaves it as it is.
    """

    table: str
    key: str
    name: str
    short_name: str | None = None

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one change; refused without a name, and where records have none."""
        record = _present(plan, self.table, self.key)
        if "name" not in spec_by_name(TABLES[self.table].entity):
            raise EditRefused(f"A {TABLES[self.table].singular} has no name of its own.")
        name = self.name.strip()
        if not name:
            raise EditRefused(f"A {TABLES[self.table].singular} needs a name.")
        values = {"name": name}
        if self.short_name is not None and hasattr(record, "short_name"):
            values["short_name"] = self.short_name.strip()
        after = record.with_found(**values)
        label = f"Rename “{display_name(record)}” to “{display_name(after)}”"
        return ChangeSet(label, changed(record, after, self.table))


_BELONGS: Mapping[str, frozenset[str]] = {
    "boundary_members": frozenset({"boundary_id", "organisation_id"}),
    "successions": frozenset({"from_id", "to_id"}),
    "service_costs": frozenset({"service_id"}),
    "outcome_targets": frozenset({"outcome_id"}),
    "practice_notes": frozenset({"service_id"}),
    "allocations": frozenset({"stream_id"}),
    "pool_members": frozenset({"pool_id", "organisation_id"}),
    "pool_services": frozenset({"pool_id", "service_id"}),
    "contributions": frozenset({"pool_id"}),
    "risk_shares": frozenset({"pool_id"}),
    "risk_share_terms": frozenset({"risk_share_id", "partner_id"}),
    "variances": frozenset({"pool_id"}),
    "reserves": frozenset({"pool_id"}),
    "assumptions": frozenset({"scenario_id"}),
    "overrides": frozenset({"scenario_id"}),
    "benefits": frozenset({"service_id"}),
    "benefit_shares": frozenset({"benefit_id"}),
    "held_rows": frozenset({"import_id"}),
    "transfers": frozenset({"received_id"}),
    "requests": frozenset({"organisation_id"}),
}
"""Fields of rows that are nothing without the record they name."""

_LOOSE = {  # tables that name a record by table and id, not by a reference field
    "links": (("from_table", "from_id"), ("to_table", "to_id")),
    "positions": (("table_name", "record_id"),),
    "overrides": (("table_name", "record_id"),),
    "disagreements": (("record_table", "record_id"),),
    "name_matches": (("record_table", "record_id"),),
}


def _clear(
    plan: Plan,
    targets: frozenset[tuple[str, str]],
    gone: set[tuple[str, str]],
    changes: dict[tuple[str, str], Change],
) -> Iterator[tuple[str, str]]:
    """Note the changes that targets' going makes elsewhere; yield rows that go as well."""
    tables = {table for table, _ in targets}
    for name, table in TABLES.items():
        pointing = [s for s in specs(table.entity) if s.table in tables]
        loose = _LOOSE.get(name, ())
        if not pointing and not loose:
            continue
        for key, row in plan.table(name).items():
            place = (name, key)
            if place in gone:
                continue
            if _goes_too(name, row, pointing, targets):
                gone.add(place)
                changes[place] = Change(name, key, row, None)
                yield place
                continue
            present = changes[place].after if place in changes else row
            after = _without(present or row, pointing, targets)
            if after != row:
                changes[place] = Change(name, key, row, after)


def _goes_too(
    name: str, row: Record, pointing: list[FieldSpec], targets: frozenset[tuple[str, str]]
) -> bool:
    owners = _BELONGS.get(name, frozenset())
    if any(s.name in owners and (s.table, getattr(row, s.name)) in targets for s in pointing):
        return True
    pairs = _LOOSE.get(name, ())
    return any((getattr(row, t), getattr(row, i)) in targets for t, i in pairs)


def _without(row: Record, pointing: list[FieldSpec], targets: frozenset[tuple[str, str]]) -> Record:
    emptied: dict[str, Any] = {}
    for spec in pointing:
        held = getattr(row, spec.name)
        if spec.kind is Kind.REFS:
            kept = tuple(key for key in held if (spec.table, key) not in targets)
            if kept != held:
                emptied[spec.name] = kept
        elif (spec.table, held) in targets:
            emptied[spec.name] = None
    return replace(row, **emptied) if emptied else row


def _refuse_kept(table: str) -> None:
    if TABLES[table].is_kept:
        raise EditRefused(f"A {TABLES[table].singular} stays as it was made.")


def _present(plan: Plan, table: str, key: str) -> Record:
    _refuse_kept(table)
    record = plan.record(table, key)
    if record is None:
        raise EditRefused(f"That {TABLES[table].singular} is no longer in the plan.")
    return record


def _what(table: str, records: "list[Record] | tuple[Record, ...]") -> str:
    if len(records) == 1:
        name = display_name(records[0])
        return f"“{name}”" if name != records[0].id else f"a {TABLES[table].singular}"
    return f"{len(records):,} {TABLES[table].plural}"
