"""The rule about what marks single persons: it belongs in no plan that is shared and signed."""

from collections.abc import Collection, Iterator
from operator import attrgetter
from typing import Final

from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, rule
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, specs
from commissionplanner.model.personal import WORDS, kinds_in, may_hold_any
from commissionplanner.model.plan import Plan

FAMILY: Final = "Data"
_NOT_READ: Final = ("persons", "imports", "import_profiles", "name_matches")
_TABLES: Final = tuple(n for n, table in TABLES.items() if table.in_digest and n not in _NOT_READ)
_WORDED: Final = (Kind.TEXT, Kind.CODE, Kind.TEXTS)
_AT_ONCE: Final = 200
"""Texts looked at together: one suspect has all of them looked at singly."""


@rule(
    "DAT-008",
    level="warning",
    title="Looks like a person’s data",
    why="A plan goes to partners and boards. A child’s or a patient’s number, date of birth or "
    "e-mail address in it is a breach of confidence, and no commissioning plan needs it.",
    worked_out="A text of the record holds a number with the form and the check digit of an NHS "
    "number or a unique pupil number, a National Insurance number, a date said to be of birth, or "
    "an e-mail address that is not an office’s, or a child named by initials. What stands there is not repeated here. The "
    "list of people and their posts is left alone.",
    fix="Take it out of the record, and ask the sender for the file without it.",
    tables=_TABLES,
    family=FAMILY,
    source="UK GDPR, articles 5(1)(c) and 9; NHS Data Model and Dictionary, NHS NUMBER.",
)
def persons_data(plan: Plan) -> Iterator[Subject]:
    """Find records with something in their texts that marks a person."""
    for name in _TABLES:
        worded = [spec for spec in specs(TABLES[name].entity) if spec.kind in _WORDED]
        for record in _suspects(plan.table(name).values(), worded):
            found = _kinds_by_label(record, worded)
            if found:
                yield _subject(name, record, found)


def _suspects(records: Collection[Record], worded: list[FieldSpec]) -> Iterator[Record]:
    """Yield the records with a text that marks a person, or with one that could not be read.

    Each field's texts are looked at once and many together: nearly all mark nobody.
    """
    marking = {s.name: _marking(set(map(attrgetter(s.name), records))) for s in worded}
    fields = [(attrgetter(name), texts) for name, texts in marking.items() if texts]
    for record in records:
        if record.as_found or (fields and any(read(record) in texts for read, texts in fields)):
            yield record


def _marking(values: set[str | tuple[str, ...]]) -> set[str | tuple[str, ...]]:
    found = set()
    filled = [value for value in values if value]
    for start in range(0, len(filled), _AT_ONCE):
        some = filled[start : start + _AT_ONCE]
        if may_hold_any("\n".join(map(_text, some))):
            found |= {value for value in some if kinds_in(_text(value))}
    return found


def _kinds_by_label(record: Record, worded: list[FieldSpec]) -> dict[str, list[str]]:
    held = [text for _, text in record.as_found]
    found: dict[str, list[str]] = {}
    said = [_text(getattr(record, spec.name)) for spec in worded]
    labels = [*(spec.label for spec in worded), *("Text that could not be read" for _ in held)]
    for label, text in zip(labels, said + held, strict=True):
        for kind in kinds_in(text):
            found.setdefault(WORDS[kind], []).append(label)
    return found


def _text(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _subject(table: str, record: Record, found: dict[str, list[str]]) -> Subject:
    facts = {
        what[:1].upper() + what[1:]: f"in {words.some(list(dict.fromkeys(labels)))}"
        for what, labels in found.items()
    }
    if record.source_cell:
        facts["From"] = record.source_cell
    bodies = (record.id,) if table == "organisations" else ()
    return Subject(table=table, key=record.id, facts=facts, organisation_ids=bodies)
