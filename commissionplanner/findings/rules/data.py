"""Rules about the records themselves: look-alikes, gaps, and cells that could not be read."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Final

from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, rule
from commissionplanner.model.entities import (
    ORGANISATION_CODES,
    TABLES,
    Contract,
    FundingStream,
    Record,
)
from commissionplanner.model.fields import is_known, missing_fields, spec_by_name, specs
from commissionplanner.model.needs import may_be_empty, unreadable
from commissionplanner.model.plan import Plan, display_name

FAMILY: Final = "Data"
_NOT_WORD = re.compile(r"[\W_]+")
_LEGAL: Final = frozenset("limited ltd plc llp lp cic cio inc company co the".split())


@rule(
    "DAT-001",
    level="advice",
    title="Records that look the same",
    why="One body or contract under two records is counted twice and linked half each.",
    worked_out="Organisations with one code in common, or the same name once case, marks, “and” "
    "and legal forms are left out. Contracts of one commissioner with the same reference, or the "
    "same title, supplier, start and value. Services of one commissioner, and streams of one "
    "payer and holder, with the same name. Digits must agree exactly, and a blank is never like "
    "another blank. Records that somebody decided to keep apart are not named.",
    fix="Look at them side by side; make them one, or keep them apart for good.",
    tables=("organisations", "contracts", "services", "funding_streams", "name_matches"),
    family=FAMILY,
)
def same_look(plan: Plan) -> Iterator[Subject]:
    """Find groups of records that look the same, at the first of each group."""
    for table in _KEYS:
        for label, found in alike(plan, table):
            yield _look_alike(table, label, found)


def alike(plan: Plan, table: str) -> Iterator[tuple[str, list[Record]]]:
    """Yield in what records of a table are alike, and which, the eldest of each group first."""
    if table in _KEYS:
        yield from _alike(table, plan.table(table).values(), _KEYS[table], _kept_apart(plan))


def _kept_apart(plan: Plan) -> set[tuple[str, str, str]]:
    """Return table, record and what it never is: another record by its id, or a plain name."""
    found = set()
    for kept in plan.name_matches.values():
        if kept.is_same is False:
            others = [use.rpartition("/")[2] for use in kept.uses]
            for other in others or [plain_name(kept.found_name)]:
                found.add((kept.record_table, kept.record_id, other))
    return found


_Keys = Iterator[tuple[str, Hashable]]


@lru_cache(maxsize=50_000)  # a contract is often called as its service is
def plain_name(name: str) -> str:
    """Return a name as it is compared: no case, marks, “and”, or legal form; "" for nothing."""
    found = _NOT_WORD.sub(" ", name.casefold().replace("&", " and ")).split()
    kept = [word for word in found if word not in _LEGAL and word != "and"]
    return " ".join(kept or found)


def _organisation_keys(record: Record) -> _Keys:
    parent = getattr(record, "parent_id", None)
    yield "name", (parent, plain_name(getattr(record, "name", "")))
    for name in ORGANISATION_CODES:
        code = getattr(record, name, "").strip().casefold()
        if not parent:
            yield spec_by_name(type(record))[name].label, code


def _contract_keys(record: Record) -> _Keys:
    if isinstance(record, Contract):
        ref, title = record.ref.strip().casefold(), plain_name(record.title)
        yield "reference", (record.commissioner_id, ref) if ref else ""
        same = (record.commissioner_id, record.provider_id, title, record.start_on,
                record.total_value_p, record.annual_value_p)  # fmt: skip
        enough = title and record.provider_id and record.start_on
        yield "title, supplier, start and value", same if enough else ""


def _service_keys(record: Record) -> _Keys:
    name = plain_name(getattr(record, "name", ""))
    area = plain_name(getattr(record, "area", ""))
    yield "name", (getattr(record, "lead_commissioner_id", None), area, name) if name else ""


def _stream_keys(record: Record) -> _Keys:
    if isinstance(record, FundingStream):
        name = plain_name(record.name)
        yield "name", (record.payer_id, record.holder_id, name) if name else ""


_KEYS: Final[Mapping[str, Callable[[Record], _Keys]]] = {
    "organisations": _organisation_keys,
    "contracts": _contract_keys,
    "services": _service_keys,
    "funding_streams": _stream_keys,
}


def _alike(
    table: str,
    records: Iterable[Record],
    keys: Callable[[Record], _Keys],
    apart: set[tuple[str, str, str]],
) -> Iterator[tuple[str, list[Record]]]:
    groups: dict[tuple[str, Hashable], list[Record]] = defaultdict(list)
    for record in records:
        for label, value in keys(record):
            blank = value == "" or (isinstance(value, tuple) and value[-1] == "")
            if not blank:
                groups[(label, value)].append(record)
    said: set[frozenset[str]] = set()
    for (label, _), group in groups.items():
        if len(group) < 2:
            continue
        found = _undecided(table, group, apart) if apart else group
        members = frozenset(record.id for record in found)
        if len(found) > 1 and members not in said:
            said.add(members)
            yield label, sorted(found, key=lambda r: (r.created_at, r.id))


def _undecided(table: str, found: list[Record], apart: set[tuple[str, str, str]]) -> list[Record]:
    """Return the records of a group that nobody has said to be another than each of the rest."""
    names = {record.id: plain_name(str(getattr(record, "name", ""))) for record in found}

    def is_decided(one: Record, other: Record) -> bool:
        pairs = ((one, other), (other, one))
        return any((table, a.id, words) in apart for a, b in pairs for words in (b.id, names[b.id]))

    return [
        record for record in found
        if not all(is_decided(record, other) for other in found if other is not record)
    ]  # fmt: skip


def _look_alike(table: str, label: str, found: list[Record]) -> Subject:
    first, *others = found
    facts = {
        "The same": label,
        "Records": words.counted(len(found), TABLES[table].singular, TABLES[table].plural),
        "Like it": words.some([display_name(record) for record in others]),
    }
    sources = [record.source_cell for record in found if record.source_cell]
    if sources:
        facts["From"] = words.some(sources)
    ids = tuple(r.id for r in found) if table == "organisations" else ()
    return Subject(table=table, key=first.id, facts=facts, organisation_ids=ids)


@rule(
    "DAT-004",
    level="advice",
    title="Something is not filled in",
    why="What is not recorded is left out of totals, maps and findings, so they say less than "
    "they should.",
    worked_out="A field that every record of its kind needs is empty. It is a warning where the "
    "file held something that could not be read, which is quoted.",
    fix="Fill the fields named, or leave the record as not known and say why in its note.",
    tables=tuple(name for name, table in TABLES.items() if table.in_digest),
    family=FAMILY,
)
def not_filled(plan: Plan) -> Iterator[Subject]:
    """Find records with required fields empty, or with cells that could not be read."""
    for name, table in TABLES.items():
        records = plan.table(name)
        if not table.in_digest or not records:
            continue
        columns = [attrgetter(s.name) for s in specs(table.entity) if s.required]
        gaps = [read for read in columns if not _is_filled([*map(read, records.values())])]
        for record in records.values():
            if record.as_found or (gaps and not all(is_known(read(record)) for read in gaps)):
                yield from _missing(name, record)


def _is_filled(values: list[object]) -> bool:
    """Whether every value of a column is known: at once where none is nil, else by asking each."""
    return all(values) or all(map(is_known, values))


def _missing(table: str, record: Record) -> Iterator[Subject]:
    labels = spec_by_name(type(record))
    found = {name: text for name, text in unreadable(record).items() if name in labels}
    missing = [s for s in missing_fields(record) if not may_be_empty(record, s.name)]
    facts = {}
    if missing:
        facts["Not filled in"] = ", ".join(spec.label for spec in missing)
    if found:
        facts["Could not be read"] = ", ".join(
            f"{labels[name].label} “{text}”" for name, text in found.items()
        )
    if record.source_cell:
        facts["From"] = record.source_cell
    if missing or found:
        yield Subject(
            table=table,
            key=record.id,
            facts=facts,
            level="warning" if found else "",
            organisation_ids=(record.id,) if table == "organisations" else (),
        )
