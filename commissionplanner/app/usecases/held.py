"""Finish rows that an import held: read them as the rest of their file was, and bring them in."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final

from commissionplanner.edits.base import EditRefused
from commissionplanner.edits.held import by_import, held_rows, with_rows_gone, with_totals
from commissionplanner.edits.imports import BringIn
from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.answers.profiles import texts_of
from commissionplanner.io.mapping.asking import AnswerError
from commissionplanner.io.mapping.outcome.held import answers_of, kept_units, table_of_held
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.mapping.staging import Origin, stage
from commissionplanner.io.mapping.worked import Worked
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.entities import HeldRow, ImportBatch
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress

_BRING_IN: Final = {"rows_to_fix": "bring_in"}
"""These rows have been held once; what is still the matter is said of them, one by one."""


@dataclass(frozen=True, slots=True)
class Finishing:
    """Held rows made ready to come in.

    Attributes:
        edit: The one step that brings in those that can; None where none can.
        rows: How many come in.
        staying: Why each of the others stays held, by its id.
        trouble: Cells that could not be read, by id of the row and heading.
    """

    edit: BringIn | None
    rows: int
    staying: dict[str, str]
    trouble: dict[tuple[str, str], str]


def finish(plan: Plan, keys: Collection[str], progress: Progress | None = None) -> Finishing:
    """Make held rows ready; rows with a cell that cannot be read stay held, and it is said which.

    Raises:
        EditRefused: one of the rows is no longer held, or its import is no longer in the plan.
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    rows = held_rows(plan, keys)
    groups = by_import(plan, rows)
    if sum(len(own) for _, own in groups) < len(rows):
        raise EditRefused("The import that held these rows is no longer in the plan. Drop them.")
    now, joined = plan, ChangeSet("")
    staying: dict[str, str] = {}
    trouble: dict[tuple[str, str], str] = {}
    count = 0
    for done, (batch, own) in enumerate(groups):
        progress.step(done, len(groups), f"Reading held rows of {batch.file_name}")
        ready: Collection[HeldRow] = own
        while ready:
            staged = _staged(now, batch, ready, progress)
            wanted, ready = len(ready), _sorted_out(staged, ready, staying, trouble)
            if len(ready) == wanted:
                break
        if not ready:
            continue
        step = ChangeSet("", _changes(now, batch, ready, staged))
        now, joined = apply(now, step), joined.merged_with(step)
        count += len(ready)
    label = f"Import {counted(count, 'held row')}"
    edit = BringIn(label, joined.changes) if count else None
    return Finishing(edit, count, staying, trouble)


def _staged(
    plan: Plan, batch: ImportBatch, rows: Collection[HeldRow], progress: Progress
) -> Staged:
    table = table_of_held(plan, batch, tuple(rows))
    columns = {name: field or None for name, field in texts_of(batch.mapping).items()}
    choices = Choices(
        kind=batch.kind or "auto",
        columns=columns,
        answers={**answers_of(batch), **_BRING_IN},
        units=kept_units(batch),
        continues=batch.id,
    )
    origin = Origin(batch.file_name, batch.file_sha256, batch.imported_at)
    return _stage_with_answers(plan, table, origin, choices, progress)


def _stage_with_answers(
    plan: Plan, table: Table, origin: Origin, choices: Choices, progress: Progress
) -> Staged:
    """Stage with those answers of the whole file that are asked of these few rows as well."""
    worked = Worked()
    plain = replace(choices, answers=_BRING_IN)
    staged = stage(plan, table, origin, plain, progress, worked)
    for _ in range(len(choices.answers) + 1):
        asked = {q.id: q.choices for q in staged.questions}
        kept = {k: v for k, v in choices.answers.items() if v in asked.get(k, ())} | _BRING_IN
        if kept == plain.answers:
            return staged
        plain = replace(choices, answers=kept)
        try:
            staged = stage(plan, table, origin, plain, progress, worked)
        except AnswerError:  # one answer made another question needless
            return staged
    return staged


def _sorted_out(
    staged: Staged,
    rows: Collection[HeldRow],
    staying: dict[str, str],
    trouble: dict[tuple[str, str], str],
) -> list[HeldRow]:
    """Return the rows that can come in; note why each of the others cannot."""
    table = staged.sheet.table
    by_number = {row.row: row for row in rows}
    out = {left.row: left.reason for left in staged.left_out}
    for problem in staged.problems:
        row = by_number.get(table.rows[problem.position])
        if row is not None:
            heading = table.names[problem.column]
            trouble[(row.id, heading)] = problem.message
            staying.setdefault(row.id, f"“{heading}”: {problem.message}")
    for number, reason in out.items():
        row = by_number.get(number)
        if row is not None:
            staying.setdefault(row.id, reason)
    return [row for row in rows if row.id not in staying]


def _changes(
    plan: Plan, batch: ImportBatch, rows: Collection[HeldRow], staged: Staged
) -> tuple[Change, ...]:
    """Return what bringing rows in changes: records, the rows themselves, the slip."""
    found = list(staged.compared.as_changes())
    found += [Change("held_rows", row.id, row, None) for row in rows]
    present = plan.imports[batch.id]
    after = with_rows_gone(present, {row.row for row in rows})
    after = with_totals(after, staged.main_money, staged.totals)
    return (*found, Change("imports", batch.id, present, after))
