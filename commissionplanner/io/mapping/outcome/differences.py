"""What an import would change in the plan: new, changed, gone and unchanged, field by field.

What the file leaves empty stands, and so does what was typed by hand since the last import
unless the user says otherwise; nothing that is gone from a file is deleted unless accepted.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from commissionplanner.edits.records import DeleteRecords
from commissionplanner.io.mapping.answers.profiles import texts_of
from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.drafts import Compared, Difference, Draft, Drafts, Outcome
from commissionplanner.io.mapping.fields.headings import squashed
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.entities import TABLES, ImportBatch, Record
from commissionplanner.model.fields import is_known
from commissionplanner.model.origins import Origin, as_texts, entries, plain, rows_text
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted

KEEP, FILE, DELETE = "keep", "file", "delete"
_OWN_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "contracts": ("contracts",), "services": ("services", "service_costs"),
    "funding": ("funding_streams", "allocations"), "organisations": ("organisations",),
    "agreements": ("agreements",), "spend": ("payments",),
}  # fmt: skip
"""Tables whose records a later version of a file may no longer have."""
_BY_ROWS: Final = frozenset({"contracts", "spend"})
"""Kinds of file whose earlier version is known by its rows, whatever its name and headings."""
_IN_PERIODS: Final = frozenset({"spend"})
"""Kinds whose next file has the same name and headings and other rows: those of another month are not gone."""

_OF_YEAR: Final = ("year", "measure")
"""What a file may not be about at all: costs and allocations of other years, or budgets where it is of outturns."""
_PART_OF: Final[Mapping[str, str]] = {"service_costs": "service_id", "allocations": "stream_id"}
_ALIKE: Final = 0.6
"""A file with as many headings in common may be a later version of another."""


@dataclass(slots=True)
class Comparer:
    """Compares drafts with the plan.

    Attributes:
        import_id: Of the import, noted on what it adds or changes.
        sheet_name: To say where each record stood.
        letters: The letter of the column of each field, as "contracts.start_on".
        accepts: What the user said of single differences.
        known: What became of drafts when they were compared before, by their identity.
        kept: The table whose drafts are kept for the next time, with what becomes of them.
    """

    drafts: Drafts
    asker: Asker
    import_id: str
    sheet_name: str
    letters: Mapping[str, str]
    accepts: Mapping[str, bool]
    known: dict[int, Outcome] = field(default_factory=dict)
    kept: str = ""

    def compare(self) -> Compared:
        """Return what the drafts do to the plan."""
        result = Compared()
        refused: set[str] = set()
        is_file_right = self._file_is_right()
        known = self.known
        made = self._all_made()
        for (table, key), draft in self.drafts.held.items():
            if (outcome := known.get(id(draft))) is not None:
                result.add(*outcome)
                continue
            before = self.drafts.plan.record(table, key)
            if before is None:
                if self._is_refused(draft, refused):
                    refused.add(key)
                    result.differences.append(_whole(table, key, "new", is_accepted=False))
                    continue
                outcome = (table, None, made[id(draft)]), _whole(table, key, "new")
                result.add(*outcome)
                if table == self.kept:
                    known[id(draft)] = outcome
                continue
            found = list(self._differences(before, draft, is_file_right=is_file_right))
            result.differences += found if table != "name_matches" else []
            after = self._after(before, draft, [d.field for d in found if d.is_accepted])
            if after == before:
                result.unchanged[table] = result.unchanged.get(table, 0) + 1
            else:
                result.changes.append((table, before, after))
                result.changed[table] = result.changed.get(table, 0) + 1
        return result

    def _is_refused(self, draft: Draft, refused: set[str]) -> bool:
        owner = draft.values.get(_PART_OF.get(draft.table, ""))
        return owner in refused or not self.accepts.get(f"{draft.table}/{draft.id}", True)

    def _all_made(self) -> dict[int, Record]:
        """Return the records of all drafts that the plan has not, by the identity of the draft."""
        new: dict[str, list[Draft]] = {}
        for (table, key), draft in self.drafts.held.items():
            if id(draft) not in self.known and self.drafts.plan.record(table, key) is None:
                new.setdefault(table, []).append(draft)
        made: dict[int, Record] = {}
        for table, drafts in new.items():
            records = TABLES[table].entity.many([self._values(draft) for draft in drafts])
            made.update(zip(map(id, drafts), records, strict=True))
        return made

    def _values(self, draft: Draft) -> dict[str, Any]:
        """Return the values of the record of a draft that the plan has not."""
        known = {name: value for name, value in draft.values.items() if is_known(value)}
        found = tuple(pair for pair in draft.found if pair[0] not in known)
        own = {
            name: Origin(self.import_id, self._cell(draft.table, name, row))
            for name, row in (draft.later or {}).items()
            if name in known
        }
        return {
            **known, "id": draft.id, "as_found": found, "import_id": self.import_id,
            "source_cell": self._place(draft), "field_sources": as_texts(own),
        }  # fmt: skip

    def _place(self, draft: Draft) -> str:
        """Return where a record stood: a row, a cell, or all the rows it sums."""
        if draft.row is None:
            return self.sheet_name
        if draft.is_sum and draft.rows:
            return f"{self.sheet_name}!{rows_text(draft.rows)}"
        return f"{self.sheet_name}!{draft.letter}{draft.row}"

    def _cell(self, table: str, name: str, row: int | None) -> str:
        letter = self.letters.get(f"{table}.{name}", "")
        return f"{self.sheet_name}!{letter}{row}" if row is not None else self.sheet_name

    # Records that the plan has

    def _file_is_right(self) -> bool:
        """Ask which stands where a value typed by hand and the file's new one differ."""
        tables = {name: self.drafts.plan.table(name) for name in {t for t, _ in self.drafts.held}}
        count = sum(
            _is_conflict(before, name, value)
            for (table, key), draft in self.drafts.held.items()
            if tables[table] and (before := tables[table].get(key)) is not None
            for name, value in _wanted(before, draft)
        )
        if not count:
            return False
        text = (
            f"{counted(count, 'value')} typed by hand since the last import, and the file now says "
            "otherwise. Keep what was typed, or take what the file says?"
        )
        return self.asker.ask("typed_by_hand", text, (KEEP, FILE), KEEP) == FILE

    def _differences(
        self, before: Record, draft: Draft, *, is_file_right: bool
    ) -> Iterator[Difference]:
        for name, value in _wanted(before, draft):
            key = f"{draft.table}/{draft.id}/{name}"
            typed = _typed(before, name)
            if typed is not None and plain(value) == typed.was:
                continue  # the file says what it said; what was typed since stands
            is_typed = typed is not None
            accepted = self.accepts.get(key, is_file_right if is_typed else True)
            yield Difference(key, draft.table, draft.id, "changed", name, getattr(before, name),
                             value, is_typed, accepted)  # fmt: skip

    def _after(self, before: Record, draft: Draft, names: list[str]) -> Record:
        """Return a record with what is accepted of the file."""
        wanted = dict(_wanted(before, draft))
        values = {name: wanted[name] for name in names}
        pairs = _found(before, draft, values)
        if not values and pairs == before.as_found:
            return before
        own = entries(before)
        for name in values:
            row = (draft.later or {}).get(name, draft.row)
            cell = self._place(draft) if draft.letter else self._cell(draft.table, name, row)
            own[name] = Origin(self.import_id, cell)
        return replace(before, as_found=pairs, field_sources=as_texts(own), **values)


def _whole(table: str, key: str, state: str, *, is_accepted: bool = True) -> Difference:
    return Difference(f"{table}/{key}", table, key, state, is_accepted=is_accepted)


def _typed(record: Record, name: str) -> Origin | None:
    if not record.field_sources:
        return None
    own = entries(record).get(name)
    return own if own is not None and own.is_typed else None


def _is_conflict(before: Record, name: str, value: Any) -> bool:
    typed = _typed(before, name)
    return typed is not None and plain(value) != typed.was


def _wanted(before: Record, draft: Draft) -> Iterator[tuple[str, Any]]:
    """Yield the fields in which a file says otherwise than the plan."""
    for name, value in draft.values.items():
        held = getattr(before, name)
        if name == "roles":
            roles = tuple(dict.fromkeys((*held, *value)))
            if roles != held:
                yield name, roles
        elif is_known(value) and value != held and not (draft.fills_only and is_known(held)):
            yield name, value


def _found(before: Record, draft: Draft, values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the texts kept where no value could be read."""
    found = dict(before.as_found)
    known = {name for name, value in draft.values.items() if is_known(value)}
    found.update(
        pair
        for pair in draft.found
        if pair[0] not in known and not is_known(getattr(before, pair[0], None))
    )
    for name in known:
        if name in values or is_known(getattr(before, name, None)):
            found.pop(name, None)
    return tuple(found.items())


def letters_of(sheet: Sheet) -> dict[str, str]:
    """Return the letter of the column of each field, as "contracts.start_on"."""
    return {
        f"{sheet.single[key].target.table}.{key}": sheet.table.letters[place]
        for key, place in sheet.places.items()
        if "." not in key
    }


# What is gone


def find_gone(drafts: Drafts, sheet: Sheet, sender: str | None, batch_id: str) -> list[Difference]:
    """Return the records of earlier versions of a file that this one no longer has."""
    if drafts.continues:
        return []
    imports = drafts.plan.imports
    tables = _OWN_TABLES.get(sheet.kind, ())
    earlier: set[str] = set()
    if sheet.kind in _BY_ROWS:
        again = drafts.come_again(tables[0])
        earlier = {name for name in again if not _is_anothers(imports[name], sender)}
    if sheet.kind not in _IN_PERIODS:
        named = {b.id for b in imports.values() if _is_earlier(b, sheet, sender, batch_id)}
        earlier |= _with_records_here(drafts, tables, named)
    if not earlier:
        return []
    found = []
    for table in tables:
        covered = {tuple(map(draft.values.get, _OF_YEAR)) for draft in drafts.of(table)}
        for key, record in drafts.plan.table(table).items():
            if table in _PART_OF and _year_of(record) not in covered:
                continue
            if record.import_id in earlier and (table, key) not in drafts.held:
                found.append(_whole(table, key, "gone", is_accepted=False))
    return found


def _with_records_here(drafts: Drafts, tables: tuple[str, ...], named: set[str]) -> set[str]:
    """Return the imports, of those with the name and headings of a file, that it is a later version of.

    Some of their records come again, or they only added a few to one of which they do: next year's
    list has records of its own.
    """
    had, come = drafts.counted_by_import(tables)
    most = max((had[name] for name in named if come[name]), default=0)
    return {name for name in named if come[name] or had[name] * 2 <= most}


def _year_of(record: Record) -> tuple[Any, ...]:
    return tuple(getattr(record, name, None) for name in _OF_YEAR)


def _is_anothers(batch: ImportBatch, sender: str | None) -> bool:
    return bool(sender and batch.sender_id and sender != batch.sender_id)


def _is_earlier(batch: ImportBatch, sheet: Sheet, sender: str | None, batch_id: str) -> bool:
    """Whether an import was of an earlier version of the same file."""
    if batch.kind != sheet.kind or batch.id == batch_id:
        return batch.id == batch_id
    if _is_anothers(batch, sender):
        return False
    now = {squashed(name) for name in sheet.table.names}
    then = {squashed(name) for name in texts_of(batch.mapping)}
    common = len(now & then) / len(now | then) if now and then else 0.0
    same_file = _letters_in(batch.file_name) == _letters_in(sheet.table.file)
    same_sheet = _letters_in(batch.sheet) == _letters_in(sheet.table.sheet)
    is_sender = sender is not None and sender == batch.sender_id
    return common >= _ALIKE and same_sheet and (same_file or is_sender)


def _letters_in(name: str) -> str:
    """Return the letters of a name without its ending, so that a year or a quarter is no matter."""
    stem = name.rsplit(".", 1)[0].casefold()
    return re.sub(r"[\W\d_]+|(?<![a-z])(?:q|v|fy)(?=\d)", "", stem)


def settle_gone(
    found: list[Difference], plan: Plan, asker: Asker, accepts: Mapping[str, bool]
) -> list[Difference]:
    """Ask what becomes of records that are gone from a file; kept unless said otherwise."""
    if not found:
        return []
    counts: dict[str, int] = {}
    for gone in found:
        counts[gone.table] = counts.get(gone.table, 0) + 1
    said = ", ".join(TABLES[table].counted(count) for table, count in counts.items())
    text = f"No longer in this file, but in an earlier version: {said}. Keep or delete?"
    taken = asker.ask("gone", text, (KEEP, DELETE), KEEP) == DELETE
    return [
        replace(gone, is_accepted=accepts.get(gone.id, taken))
        for gone in found
        if plan.record(gone.table, gone.key) is not None
    ]


def without_gone(
    plan: Plan, label: str, changes: tuple[Change, ...], gone: list[tuple[str, str]]
) -> tuple[Change, ...]:
    """Return the changes with the deletions that were accepted, and what goes with them."""
    if not gone:
        return changes
    joined = ChangeSet(label, changes)
    after = apply(plan, joined)
    for table, key in gone:
        if after.record(table, key) is not None:
            step = DeleteRecords(table, (key,)).changes(after)
            after, joined = apply(after, step), joined.merged_with(step)
    return joined.changes
