"""Ask a partner for what the plan does not know, and take the answers.

made = ask(plan, "council", due_on, path)     # writes the workbook
document.do(made.edit)                         # notes who was asked
reply = read_reply(plan, path)                 # what the returned workbook answers
document.do(take(plan, reply, refused=()))     # the answers, as one undoable step
"""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from commissionplanner.analysis.missing import (
    NEEDED,
    MissingRow,
    missing_of,
    name_of_row,
    possible_rows,
    spec_asked,
)
from commissionplanner.app import wording
from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.imports import BringIn
from commissionplanner.edits.records import AddRecords
from commissionplanner.io.export.content import DATE_WHERE_NONE, marking
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.io.export.request import NO_AGREEMENT, request_workbook
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.request_reply import Answer, holds_request, read_returned
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.changes import Change
from commissionplanner.model.entities import ImportBatch, Record, Request
from commissionplanner.model.fields import FieldSpec, Kind, Value, is_known
from commissionplanner.model.ids import derived_id
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import Origin, as_texts, entries
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress

_NONE_FIELD: Final = "has_no_agreement"

__all__ = [
    "Asked", "Found", "Reply", "ask", "furniture_of", "holds_request", "partners_to_ask", "read_reply", "state_of",
    "take",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was written, with the edit that notes it."""

    edit: AddRecords
    request: Request
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """One answer that differs from what the plan holds.

    Attributes:
        id: By which it is refused: "contracts/k3f9…/start_on".
        record: What the thing is called.
        label: Of the field.
        before, after: In words; "" where nothing is known.
    """

    id: str
    answer: Answer
    record: str
    label: str
    before: str
    after: str
    value: Value


@dataclass(frozen=True, slots=True)
class Reply:
    """What a returned workbook says.

    Attributes:
        found: Answers that change something, in the order of the workbook.
        problems: Answers that cannot be used: sheet, cell, why and what to do.
        same: How many answers the plan holds already.
    """

    path: Path
    sha256: str
    request: Request
    found: tuple[Found, ...]
    problems: tuple[str, ...] = ()
    same: int = 0


def partners_to_ask(plan: Plan) -> list[tuple[str, int]]:
    """Return bodies of which something is not known, partners first, with how many cells."""
    rows = sorted(
        plan.organisations.values(),
        key=lambda body: (not body.is_partner, full_name(body).casefold(), body.id),
    )
    counts = [
        (body.id, sum(len(row.fields) for row in missing_of(plan, body.id)))
        for body in rows
        if not body.parent_id
    ]
    return [(key, count) for key, count in counts if count]


def state_of(request: Request, as_at: date | None) -> str:
    """Return "replied", "late" or "waiting", as at a day; without one nothing is late."""
    if request.replied_on is not None:
        return "replied"
    is_late = bool(request.due_on and as_at and request.due_on < as_at)
    return "late" if is_late else "waiting"


def ask(
    plan: Plan,
    organisation_id: str,
    due_on: date | None,
    path: Path,
    progress: Progress | None = None,
) -> Asked:
    """Write the workbook that asks a partner for what is missing. The plan is not changed.

    Raises:
        EditRefused: there is no such body, or nothing is missing of it.
        FileProblem: the file cannot be written.
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    body = plan.organisations.get(organisation_id)
    if body is None:
        raise EditRefused("This organisation is no longer in the plan. Choose another.")
    progress.step(0, 2, f"Looking for what is missing of {full_name(body)}")
    rows = missing_of(plan, organisation_id)
    if not rows:
        raise EditRefused(f"Nothing is missing of {full_name(body)}. Choose another partner.")
    request = Request(
        id=_new_id(plan, organisation_id),
        organisation_id=organisation_id,
        asked_on=plan.header.as_at_on,
        due_on=due_on,
        file_name=path.name,
        asked=tuple(cell for row in rows for cell in row.cells),
    )
    progress.step(1, 2, "Writing the workbook")
    replace_file(path, request_workbook(plan, request, rows, furniture_of(plan, "Request")), _taken)
    return Asked(AddRecords("requests", (request,)), request, path)


def _taken(found: bytes) -> None:
    """Take a file as read back: `replace_file` has compared it with what was written."""
    del found


def _new_id(plan: Plan, organisation_id: str) -> str:
    number = 1
    while True:
        key = derived_id(plan.id, "requests", organisation_id, str(number))
        if key not in plan.requests:
            return key
        number += 1


def furniture_of(plan: Plan, state: str) -> Furniture:
    """Return what stands on every page of a workbook that is sent out to be filled in."""
    header = plan.header
    return Furniture(
        title=header.title or "Plan without a title",
        marking=marking(header),
        state=state,
        digest=plan_digest(plan),
        as_at=f"As at {wording.day_text(header.as_at_on)}" if header.as_at_on else "",
        made_on=header.as_at_on or DATE_WHERE_NONE,
    )


def read_reply(plan: Plan, path: Path, progress: Progress | None = None) -> Reply:
    """Read a returned workbook against the plan. Nothing is changed; empty cells say nothing.

    Raises:
        FileProblem: it cannot be read, or answers no request of this plan.
        CancelledError: someone asked for the work to stop.
    """
    returned = read_returned(path, progress)
    request = plan.requests.get(returned.number)
    if request is None:
        raise FileProblem(
            f"“{path.name}” answers a request ({returned.number}) that this plan did not make. Open "
            "the plan that did, or ask the partner for the right file.",
            code="no-request",
        )
    new = possible_rows(plan, request.organisation_id or "")
    asked, found, same = set(request.asked), [], 0
    problems = [f"“{path.name}”, {said} This answer is left out." for said in returned.unread]
    for told in returned.answers:
        answer = _none_said(told)
        key = f"{told.table}/{told.key}/{told.field}"
        if key not in asked:
            if said := _unasked(plan, answer):
                problems.append(_said(path, answer, said))
            continue
        record = plan.record(answer.table, answer.key)
        row = new.get(answer.key)
        base = record or (row.record if row else None)
        if base is None:
            problems.append(_said(path, answer, "What it is about is no longer in the plan."))
            continue
        spec = spec_asked(answer.table, answer.field, base)
        try:
            value = wording.typed_value(plan, spec, answer.text)
        except EditRefused as refusal:
            problems.append(_said(path, answer, str(refusal)))
            continue
        if not is_known(value) or value == getattr(base, answer.field):
            same += 1
            continue
        found.append(_found(plan, key, answer, spec, base, row, value))
    kept, without = _whole(path, plan, found, new)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Reply(path, digest, request, tuple(kept), (*problems, *without), same)


def _unasked(plan: Plan, answer: Answer) -> str:
    """Return what is said of a locked cell that was changed; "" where it says what the plan holds."""
    record = plan.record(answer.table, answer.key)
    if record is None:
        return ""
    spec = spec_asked(answer.table, answer.field, record)
    held = getattr(record, answer.field)
    shown = _words(plan, spec, held)
    try:
        value = wording.typed_value(plan, spec, answer.text)
    except EditRefused:
        value = held if answer.text == shown else None
    if value == held or not is_known(held):
        return ""
    return f"It was not asked for and says “{answer.text}”, where the plan holds “{shown}”. Change it in the plan if it is right."


def _none_said(answer: Answer) -> Answer:
    """Return the answer that there is no agreement as the field that says so."""
    said = " ".join(answer.text.split()).casefold()
    if (answer.table, answer.field) == (
        "links",
        "agreement_id",
    ) and said == NO_AGREEMENT.casefold():
        return replace(answer, field=_NONE_FIELD, text="Yes")
    return answer


def _said(path: Path, answer: Answer, why: str) -> str:
    return f"“{path.name}”, {answer.cell}: {why} This answer is left out."


def _found(
    plan: Plan,
    key: str,
    answer: Answer,
    spec: FieldSpec,
    base: Record | None,
    row: MissingRow | None,
    value: Value,
) -> Found:
    name = wording.record_name(plan, answer.table, answer.key)
    if row is not None:
        name = f"{name_of_row(plan, row)} {getattr(row.record, 'year', None) or ''}".strip()
    before, after = (_words(plan, spec, v) for v in (getattr(base, answer.field), value))
    return Found(key, answer, name, spec.label, before, after, value)


def _words(plan: Plan, spec: FieldSpec, value: Value) -> str:
    if spec.kind is Kind.MONEY and isinstance(value, int):
        return format_pounds(value)
    return wording.value_text(plan, spec, value)


def _whole(
    path: Path, plan: Plan, found: list[Found], new: Mapping[str, MissingRow]
) -> tuple[list[Found], list[str]]:
    """Leave out a year's money without its amount, and a link without its end or to itself."""
    told = {f.answer.key: f.value for f in found if NEEDED.get(f.answer.table) == f.answer.field}
    kept, out = [], []
    for each in found:
        row = None if plan.record(each.answer.table, each.answer.key) else new[each.answer.key]
        why = "" if row is None else _lacks(plan, row, told)
        if why:
            out.append(_said(path, each.answer, why))
        else:
            kept.append(each)
    return kept, out


def _lacks(plan: Plan, row: MissingRow, told: Mapping[str, Value]) -> str:
    """Say why no record can be made of the answers of a row; "" where one can."""
    key = row.record.id
    if key not in told:
        is_link = row.table == "links"
        return f"The {'service handed over to' if is_link else 'amount'} of this row is empty."
    if row.table != "links":
        return ""
    start, end = getattr(row.record, "from_id", ""), told[key]
    if start == end:
        return "A service does not hand over to itself."
    held = any((x.from_id, x.to_id, x.kind) == (start, end, "refers") for x in plan.links.values())
    return "The plan has this hand-off already." if held else ""


def take(
    plan: Plan, reply: Reply, refused: Collection[str] = (), imported_at: str | None = None
) -> BringIn:
    """Return the one edit that takes the answers, less those refused, and notes the reply."""
    batch_id = derived_id(plan.id, "imports", reply.sha256, reply.request.id)
    out = set(refused)
    lost = {
        f.answer.key
        for f in reply.found
        if f.id in out and NEEDED.get(f.answer.table) == f.answer.field
    }
    taken = [
        f
        for f in reply.found
        if f.id not in out
        and not (f.answer.key in lost and plan.record(f.answer.table, f.answer.key) is None)
    ]
    rows: dict[tuple[str, str], list[Found]] = {}
    for each in taken:
        rows.setdefault((each.answer.table, each.answer.key), []).append(each)
    new = possible_rows(plan, reply.request.organisation_id or "")
    changes = [
        Change(table, key, plan.record(table, key), _after(plan, table, key, own, new, batch_id))
        for (table, key), own in rows.items()
    ]
    after = replace(reply.request, replied_on=plan.header.as_at_on, reply_file=reply.path.name)
    held = plan.requests[reply.request.id]
    if held != after:
        changes.append(Change("requests", held.id, held, after))
    if taken:
        at = imported_at or datetime.now(UTC).isoformat(timespec="seconds")
        batch = _batch(batch_id, reply, len(rows), at)
        changes.append(Change("imports", batch_id, plan.imports.get(batch_id), batch))
    return BringIn(f"Take {counted(len(taken), 'answer')} of a partner", tuple(changes))


def _after(
    plan: Plan, table: str, key: str, own: list[Found], new: dict[str, MissingRow], batch_id: str
) -> Record:
    """Return a record with its answers, each with the cell that it came from."""
    values: dict[str, Any] = {each.answer.field: each.value for each in own}
    if "agreement_id" in values:
        values[_NONE_FIELD] = None
    cells = {each.answer.field: Origin(batch_id, each.answer.cell) for each in own}
    held = plan.record(table, key)
    if held is None:
        row = own[0].answer.cell
        made = new[key].record.with_found(**values)
        return replace(made, import_id=batch_id, source_cell=row, field_sources=as_texts(cells))
    sources = as_texts({**entries(held), **cells})
    return replace(held.with_found(**values), field_sources=sources)


def _batch(batch_id: str, reply: Reply, n_rows: int, at: str) -> ImportBatch:
    return ImportBatch(
        id=batch_id, file_name=reply.path.name, file_sha256=reply.sha256, kind="request",
        sender_id=reply.request.organisation_id, imported_at=at, rows_read=n_rows,
        rows_accepted=n_rows, rows_left_out=0, problem_count=len(reply.problems),
    )  # fmt: skip
