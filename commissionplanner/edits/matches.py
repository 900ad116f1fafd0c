"""Edits of what names in files mean: a wrong match undone for good, two records made one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.entities import TABLES, NameMatch, Record
from commissionplanner.model.fields import Kind, is_known, specs
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan, display_name

_MATCHES = "name_matches"
_NOT_JOINED = frozenset(
    {"import_id", "source_cell", "field_sources", "created_by", "created_at", "colour"}
)


@dataclass(frozen=True, slots=True)
class SeparateMatch:
    """Undo the match of a name: a record of its own, which the rows of that name point to.

    The decision is kept, so that no later import takes the name for the record again. Values
    that the rows themselves changed in the record stay there.

    Attributes:
        match_id: Of the match.
        new_id: Of the record to be made; one that stands there already is taken.
    """

    match_id: str
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; refused where the match is gone or was undone before."""
        match = plan.name_matches.get(self.match_id)
        if match is None:
            raise EditRefused("This match of a name is no longer in the plan.")
        held = plan.table(match.record_table).get(match.record_id) if _is_table(match) else None
        if held is None:
            raise EditRefused(
                "The record that this name was matched with is no longer in the plan."
            )
        if not match.is_same:
            raise EditRefused(f"“{match.found_name}” is kept apart already.")
        changes: list[Change] = []
        if self.new_id == match.record_id:
            raise EditRefused("A name cannot be kept apart from its own record.")
        if self.new_id not in plan.table(match.record_table):
            made = _named(match, held, self.new_id)
            changes.append(Change(match.record_table, self.new_id, None, made))
        changes += _pointed(plan, match, self.new_id)
        apart = replace(match, is_same=False, is_decided=True, uses=())
        changes.append(Change(_MATCHES, match.id, match, apart))
        label = f"Undo the match of “{match.found_name}” with “{display_name(held)}”"
        return ChangeSet(label, tuple(changes))


def _is_table(match: NameMatch) -> bool:
    return match.record_table in TABLES


def _named(match: NameMatch, held: Record, new_id: str) -> Record:
    """Return a record called as the file calls it, with the roles of the one it was taken for."""
    values: dict[str, Any] = {"name": match.found_name}
    for name in ("roles", "lead_commissioner_id", "holder_id"):
        if hasattr(held, name):
            values[name] = getattr(held, name)
    entity = TABLES[match.record_table].entity
    return entity(id=new_id, import_id=match.import_id, source_cell=match.source_cell, **values)


def _pointed(plan: Plan, match: NameMatch, new_id: str) -> Iterator[Change]:
    """Yield the changes that point to the new record what was pointed to the old by that name."""
    now: dict[tuple[str, str], Record] = {}
    for use in match.uses:
        table, _, rest = use.partition("/")
        key, _, name = rest.rpartition("/")
        record = now.get((table, key)) or (plan.table(table).get(key) if table in TABLES else None)
        if record is None or not any(s.name == name for s in specs(type(record))):
            continue
        value = getattr(record, name)
        if value == match.record_id:
            now[(table, key)] = _with(record, name, new_id)
        elif isinstance(value, tuple) and match.record_id in value:
            pointed = dict.fromkeys(new_id if key_ == match.record_id else key_ for key_ in value)
            now[(table, key)] = _with(record, name, tuple(pointed))
    for (table, key), after in now.items():
        yield Change(table, key, plan.table(table)[key], after)


def _with(record: Record, name: str, value: str | tuple[str, ...]) -> Record:
    changed: dict[str, Any] = {name: value}
    return replace(record, **changed)


@dataclass(frozen=True, slots=True)
class KeepApart:
    """Keep the decision that records that look the same are not; DAT-001 obeys it."""

    table: str
    keys: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the decisions; refused where there are not two records."""
        records = [_present(plan, self.table, key) for key in dict.fromkeys(self.keys)]
        if len({record.id for record in records}) < 2:
            raise EditRefused("Choose two records or more to keep apart.")
        changes = []
        for one in records:
            for other in records:
                if one.id == other.id:
                    continue
                named = _decision(plan, self.table, display_name(other), one.id, is_same=False)
                made = replace(named, uses=(f"{self.table}/{other.id}",))
                held = plan.name_matches.get(made.id)
                if held != made:
                    changes.append(Change(_MATCHES, made.id, held, made))
        what = TABLES[self.table].plural
        return ChangeSet(f"Keep {len(records):,} {what} apart", tuple(changes))


@dataclass(frozen=True, slots=True)
class JoinRecords:
    """Make one record of two: the one kept takes what it lacks, and all that pointed to the other.

    The other's name is kept as another name for it, so that later imports find it.
    """

    table: str
    kept: str
    gone: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; refused where one of the two is not in the plan."""
        one, other = _present(plan, self.table, self.kept), _present(plan, self.table, self.gone)
        if one.id == other.id:
            raise EditRefused("Choose two records to make one.")
        joined = ChangeSet(f"Join “{display_name(other)}” with “{display_name(one)}”")
        step = ChangeSet("", tuple(_repointed(plan, self.table, self.gone, self.kept)))
        after = apply(plan, step)
        joined = joined.merged_with(step)
        filled = _filled(
            _present(after, self.table, self.kept), _present(after, self.table, self.gone)
        )
        fill = ChangeSet("", (Change(self.table, one.id, after.table(self.table)[one.id], filled),))
        after, joined = apply(after, fill), joined.merged_with(fill)
        delete = DeleteRecords(self.table, (self.gone,)).changes(after)
        after, joined = apply(after, delete), joined.merged_with(delete)
        name = str(getattr(other, "name", ""))
        if name:
            made = _decision(plan, self.table, name, one.id, is_same=True)
            keep = ChangeSet(
                "", (Change(_MATCHES, made.id, after.name_matches.get(made.id), made),)
            )
            joined = joined.merged_with(keep)
        return joined


def _repointed(plan: Plan, table: str, old: str, new: str) -> Iterator[Change]:
    for name, spec_table in TABLES.items():
        pointing = [s for s in specs(spec_table.entity) if s.table == table]
        for key, row in plan.table(name).items() if pointing else ():
            moved: dict[str, Any] = {}
            for spec in pointing:
                value = getattr(row, spec.name)
                if spec.kind is Kind.REFS and old in value:
                    moved[spec.name] = tuple(dict.fromkeys(new if v == old else v for v in value))
                elif value == old:
                    moved[spec.name] = new
            if moved:
                yield Change(name, key, row, replace(row, **moved))
    for key, match in plan.name_matches.items():
        if match.record_table == table and match.record_id == old:
            yield Change(_MATCHES, key, match, replace(match, record_id=new))


def _filled(kept: Record, gone: Record) -> Record:
    """Return the record kept with what only the other knows."""
    taken = {
        spec.name: getattr(gone, spec.name)
        for spec in specs(type(kept))
        if spec.name not in _NOT_JOINED
        and not is_known(getattr(kept, spec.name))
        and is_known(getattr(gone, spec.name))
        and getattr(gone, spec.name) != kept.id
    }
    return kept.with_found(**taken) if taken else kept


def _decision(plan: Plan, table: str, name: str, record_id: str, *, is_same: bool) -> NameMatch:
    key = derived_id(plan.id, _MATCHES, table, " ".join(name.casefold().split()), record_id)
    held = plan.name_matches.get(key)
    if held is not None:
        return replace(held, is_same=is_same, is_decided=True, uses=held.uses if is_same else ())
    return NameMatch(id=key, found_name=name, record_table=table, record_id=record_id,
                     is_same=is_same, is_decided=True, why="As you said.")  # fmt: skip


def _present(plan: Plan, table: str, key: str) -> Record:
    record = plan.record(table, key)
    if record is None:
        raise EditRefused(f"That {TABLES[table].singular} is no longer in the plan.")
    return record
