"""Figures on which this file and an earlier one of another sender differ: both kept, one chosen.

A later version of the same file, or another file of the same sender, is no disagreement: what it
changes is shown as a change.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from commissionplanner.io.codec import compact, to_json
from commissionplanner.io.mapping.answers.profiles import stem_of, texts_of
from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.drafts import Draft, Drafts
from commissionplanner.io.mapping.fields.headings import squashed
from commissionplanner.model.changes import Change
from commissionplanner.model.entities import TABLES, Disagreement, ImportBatch, Record
from commissionplanner.model.fields import Kind, is_known, spec_by_name
from commissionplanner.model.origins import Origin, entries
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted

KEEP, TAKE = "keep_earlier", "take_these"
TAKEN: Final = "Taken when the file was imported."
_NOT_FIGURES: Final = frozenset({"roles", "note", "data_confidence"})
_WORDY: Final = (Kind.TEXT, Kind.CODE)


@dataclass(frozen=True, slots=True)
class Differing:
    """One field for which two files give different values.

    Attributes:
        before: The record as the plan has it, with the earlier value.
        other: The value of this file.
        row: Of this file.
        letter: Of its column, where the draft knows it; "" where the field tells.
    """

    table: str
    before: Record
    field: str
    other: Any
    row: int | None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Comer:
    """The file that is coming in, by what tells files of one sender from those of others.

    Attributes:
        file: Its name.
        headings: Of its columns.
        sender_id: The one body whose rows these are; None where that is not known.
    """

    file: str
    headings: Sequence[str]
    sender_id: str | None

    def is_apart(self, earlier: ImportBatch | None) -> bool:
        """Whether an earlier import was another sender's, and of another file than this one's kin."""
        if earlier is None:
            return False
        if self.sender_id and earlier.sender_id:
            return self.sender_id != earlier.sender_id
        if stem_of(self.file) == stem_of(earlier.file_name):
            return False
        return set(self.headings) != set(texts_of(earlier.mapping))


def settle_differing(drafts: Drafts, comer: Comer, batch_id: str, asker: Asker) -> list[Differing]:
    """Find the fields on which an earlier file differs, and keep the earlier unless told otherwise.

    Drafts take the earlier value where it is kept, so that the plan goes on with it.

    Raises:
        AnswerError: the answer given is none of the choices.
    """
    found = list(_differing(drafts, comer, batch_id))
    if not found:
        return []
    files = Counter(
        batch.file_name
        for each in found
        if (batch := drafts.plan.imports.get(_told_by(each.before, each.field).import_id))
    )
    names = " and ".join(f"“{name}”" for name in sorted(files)[:3])
    text = (
        f"{counted(len(found), 'value')} of this file "
        f"{'differs' if len(found) == 1 else 'differ'} from {names}. Keep the earlier and "
        "list both as not settled, or take those of this file?"
    )
    if asker.ask("two_files", text, (KEEP, TAKE), KEEP) == KEEP:
        for each in found:
            draft = drafts.held[(each.table, each.before.id)]
            draft.values[each.field] = getattr(each.before, each.field)
    return found


def _differing(drafts: Drafts, comer: Comer, batch_id: str) -> Iterator[Differing]:
    apart: dict[str, bool] = {}
    tables = {name: drafts.plan.table(name) for name in {table for table, _ in drafts.held}}
    for (table, key), draft in drafts.held.items():
        before = tables[table].get(key) if tables[table] else None
        if before is None or draft.fills_only:
            continue
        told = set()
        for name in draft.values:
            origin = _told_by(before, name).import_id
            if origin not in apart:
                batch = drafts.plan.imports.get(origin)
                apart[origin] = origin != batch_id and comer.is_apart(batch)
            if apart[origin]:
                told.add(name)
        if told:
            yield from _of_record(drafts.plan, table, before, draft, batch_id, told)


def _told_by(record: Record, name: str) -> Origin:
    """Return which import gave a field its value, and in which cell: its own, or the record's."""
    own = entries(record).get(name)
    return own if own is not None else Origin(record.import_id or "", record.source_cell)


def _of_record(
    plan: Plan, table: str, before: Record, draft: Draft, batch_id: str, told: Collection[str]
) -> Iterator[Differing]:
    """Yield the fields, of those that another sender's file told, on which the draft differs."""
    known = spec_by_name(TABLES[table].entity)
    for name, other in draft.values.items():
        if name not in told:
            continue
        held = getattr(before, name)
        if name in _NOT_FIGURES or name not in known or not is_known(other) or not is_known(held):
            continue
        if held == other:
            continue
        if known[name].kind in _WORDY and squashed(str(held)) == squashed(str(other)):
            draft.values[name] = held  # the same words, written otherwise
            continue
        settled = plan.disagreements.get(id_of(plan, table, before.id, name, batch_id))
        if settled is not None and settled.chosen and settled.other_value == written(other):
            draft.values[name] = held  # decided already, for good
            continue
        row = (draft.later or {}).get(name, draft.row)
        yield Differing(table, before, name, other, row, draft.letter)


def id_of(plan: Plan, table: str, record_id: str, field: str, batch_id: str) -> str:
    """Return the id of the disagreement of an import about a field of a record."""
    from commissionplanner.model.ids import derived_id

    return derived_id(plan.id, "disagreements", table, record_id, field, batch_id)


def written(value: Any) -> str:
    """Write a value as a disagreement keeps it."""
    return compact(to_json(value))


def changes_of_differing(
    plan: Plan,
    found: Sequence[Differing],
    batch_id: str,
    sheet: str,
    letters: Mapping[str, str],
    answers: Mapping[str, str],
) -> Iterator[Change]:
    """Yield the disagreements as records: open ones, or settled where this file's were taken.

    `letters` are the columns of fields, as "contracts.start_on".
    """
    is_taken = answers.get("two_files") == TAKE
    for each in found:
        key = id_of(plan, each.table, each.before.id, each.field, batch_id)
        letter = each.letter or letters.get(f"{each.table}.{each.field}", "")
        record = Disagreement(
            id=key,
            record_table=each.table,
            record_id=each.before.id,
            field=each.field,
            earlier_value=written(getattr(each.before, each.field)),
            earlier_import_id=_told_by(each.before, each.field).import_id or None,
            earlier_cell=_told_by(each.before, each.field).cell,
            other_value=written(each.other),
            other_import_id=batch_id,
            other_cell=f"{sheet}!{letter}{each.row}" if each.row else sheet,
            chosen="other" if is_taken else None,
            reason=TAKEN if is_taken else "",
        )
        held = plan.disagreements.get(key)
        if held != record:
            yield Change("disagreements", key, held, record)
