"""The end of staging: compare with the plan, draw up the slip, the import and its profile."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from commissionplanner.io.mapping.answers.choices import as_mapping
from commissionplanner.io.mapping.answers.profiles import OWNERS
from commissionplanner.io.mapping.asking import Question
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Compared
from commissionplanner.io.mapping.fields.targets import MAIN_TABLE
from commissionplanner.io.mapping.kinds.likeliest import KindGuess
from commissionplanner.io.mapping.outcome.come_in import settle_held
from commissionplanner.io.mapping.outcome.differences import (
    Comparer,
    find_gone,
    letters_of,
    settle_gone,
    without_gone,
)
from commissionplanner.io.mapping.outcome.differing import (
    Comer,
    Differing,
    changes_of_differing,
    settle_differing,
)
from commissionplanner.io.mapping.outcome.held import (
    ask_what_is_held,
    changes_of_held,
    rows_held_before,
    units_of,
)
from commissionplanner.io.mapping.outcome.slip_money import money_columns
from commissionplanner.io.mapping.persons.finding import PERSONS
from commissionplanner.io.mapping.persons.veil import Veil
from commissionplanner.io.mapping.staged import CellProblem, Staged
from commissionplanner.io.mapping.totals.adding_up import check_totals, sheet_total
from commissionplanner.io.mapping.values.convert import Converted
from commissionplanner.io.mapping.values.sheet import LeftOutRow
from commissionplanner.model.changes import Change
from commissionplanner.model.entities import TABLES, ImportBatch, ImportProfile, Record
from commissionplanner.model.fields import Kind, spec_by_name, specs
from commissionplanner.model.personal import masked
from commissionplanner.model.words import counted

_MOST_PAIRS: Final = 200
_UNKNOWN: Final = (None, "", ())


def finish(
    context: Context, kind_guess: KindGuess, file: str, sha256: str, imported_at: str
) -> Staged:
    """Compare what was built with the plan and put everything that is to be said together."""
    _settle(context)
    sheet, table, veil = context.sheet, context.sheet.table, context.sheet.veil
    batch_id = context.drafts.id_for("imports", sha256, table.sheet, sheet.kind)
    differing = _settled(context, batch_id)
    compared = _compared(context, batch_id)
    rows_held, own_total = _last_words(context)
    staged = Staged(
        file=file,
        sheet_name=table.sheet or None,
        kind=sheet.kind,
        kind_guess=kind_guess,
        header_row=table.header_row,
        guesses=list(sheet.guesses),
        sheet=sheet,
        rows_read=len(table.rows) + sum(out.kind == "total" for out in table.left_out),
        left_out=[replace(out, reason=veil.aside(out.reason)) for out in sheet.left_out],
        rows_held=[replace(out, reason=veil.aside(out.reason)) for out in rows_held],
        disagreements=len(differing),
        problems=_problems(context),
        totals=context.totals,
        sheet_total=own_total,
        compared=compared,
        changes=compared.as_changes(),
        questions=_veiled(context.asker.questions, veil),
        offered=_veiled(context.asker.offered, veil),
        notes=[veil.said(note) for note in context.asker.notes],
        missing=_missing(context),
        look_alikes=context.matcher.alike()[:_MOST_PAIRS],
        spellings=context.matcher.spellings(),
        matches=context.reviewer.listed(),
        twins=context.matcher.twins_listed(_MOST_PAIRS),
        warnings=[replace(w, message=masked(veil.warning(w).message)) for w in table.warnings],
        label=f"Import {file}",
        main_money=context.main_money,
    )
    staged.changes += _held(context, batch_id, rows_held) + _differing(context, differing, batch_id)
    return _with_import(context, staged, batch_id, sha256, imported_at)


def _veiled(questions: Sequence[Question], veil: Veil) -> list[Question]:
    return [replace(question, text=veil.said(question.text)) for question in questions]


def _with_import(
    context: Context, staged: Staged, batch_id: str, sha256: str, imported_at: str
) -> Staged:
    """Add the records of the import and its profile, unless the plan holds all of it already."""
    staged.changes += _records_of_import(context, staged, batch_id, sha256, imported_at)
    staged.changes = without_gone(context.plan, staged.label, staged.changes, staged.compared.gone)
    staged.is_repeat = not staged.changes
    return staged


def _compared(context: Context, batch_id: str) -> Compared:
    """Compare the drafts with the plan, and look for what is gone from an earlier version."""
    table, asker, accepts = context.sheet.table, context.asker, context.accepts
    letters = letters_of(context.sheet)
    name = table.sheet or _stem(table.file)
    kept = MAIN_TABLE[context.sheet.kind] if context.made else ""
    drafts, known = context.drafts, context.compared
    compared = Comparer(drafts, asker, batch_id, name, letters, accepts, known, kept).compare()
    gone = find_gone(context.drafts, context.sheet, context.sender_id, batch_id)
    settled = settle_gone(gone, context.plan, asker, accepts)
    compared.differences += settled
    compared.gone = [(d.table, d.key) for d in settled if d.is_accepted]
    if not drafts.continues:
        compared.come_in = settle_held(context.plan, context.sheet, batch_id, asker)
    refused = sum(not d.is_accepted for d in compared.differences if d.state != "gone")
    if refused:
        asker.note(f"{counted(refused, 'difference')} from the plan not accepted; the plan stands.")
    return compared


def _held(context: Context, batch_id: str, rows: Sequence[LeftOutRow]) -> tuple[Change, ...]:
    """Return the changes of rows held, and of rows held before that come in now."""
    before = context.plan.imports.get(batch_id)
    known = rows_held_before(before) if before is not None else frozenset()
    return tuple(changes_of_held(context.plan, context.sheet, batch_id, rows, known))


def _settle(context: Context) -> None:
    """Draft what follows from the names matched, and say what was assumed."""
    context.progress.step(0, 0, "Comparing with the plan")
    context.matcher.draft_successions()
    context.reviewer.draft_decisions()
    _say_assumed(context)


def _last_words(context: Context) -> tuple[list[LeftOutRow], dict[str, int] | None]:
    """Check the file's totals and ask what is held; every answer must have had its question by now."""
    own_total = _check_totals(context)
    rows_held = ask_what_is_held(context.asker, context.sheet.left_out)
    context.asker.check_all_asked()
    return rows_held, own_total


def _settled(context: Context, batch_id: str) -> list[Differing]:
    table = context.sheet.table
    comer = Comer(table.file, tuple(table.names), _sender(context))
    found = settle_differing(context.drafts, comer, batch_id, context.asker)
    context.sender_id = _sender(context)
    return found


def _differing(context: Context, found: Sequence[Differing], batch_id: str) -> tuple[Change, ...]:
    answers = {question.id: question.taken for question in context.asker.questions}
    place = _place(context)
    return tuple(
        changes_of_differing(
            context.plan, found, batch_id, place, letters_of(context.sheet), answers
        )
    )


def _place(context: Context) -> str:
    """Return the sheet, or for a text file its name, that cells are named by."""
    return context.sheet.table.sheet or _stem(context.sheet.table.file)


def _stem(file: str) -> str:
    return file.rsplit(".", 1)[0]


def _problems(context: Context) -> list[CellProblem]:
    """Return the cells of rows that come in without a value, in the order of rows.

    Words that a list of terms does not know are said once each, with how often they stand.
    """
    sheet = context.sheet
    kept = set(sheet.kept)
    found: list[CellProblem] = []
    columns = [(key, place, sheet.single[key]) for key, place in sheet.places.items()]
    columns += [(guess.key or "", guess.place, column) for guess, column in sheet.yearly]
    for key, place, column in columns:
        positions = [
            p for p in sorted(column.problems) if p in kept and (key, p) not in context.settled
        ]
        if column.target.spec.kind in (Kind.TERM, Kind.TERMS):
            found.extend(_once_each(context, key, place, column, positions))
        else:
            found.extend(_problem(context, key, place, column, p, "") for p in positions)
        _note_remarks(context, place, column, kept)
    return sorted(found, key=lambda problem: (problem.position, problem.column))


def _once_each(
    context: Context, key: str, place: int, column: Converted, positions: list[int]
) -> list[CellProblem]:
    by_text: dict[str, list[int]] = {}
    for position in positions:
        by_text.setdefault(context.sheet.cell_text(place, position), []).append(position)
    return [
        _problem(context, key, place, column, same[0],
                 f" It stands in {len(same):,} rows." if len(same) > 1 else "")
        for same in by_text.values()
    ]  # fmt: skip


def _problem(
    context: Context, key: str, place: int, column: Converted, position: int, more: str
) -> CellProblem:
    table = context.sheet.table
    name = f"{table.letters[place]}{table.rows[position]}"
    return CellProblem(
        cell=f"{table.sheet or _stem(table.file)}!{name}",
        field=key,
        text=context.sheet.cell_text(place, position),
        message=context.sheet.veil.said(column.problems[position]) + more,
        column=place,
        position=position,
    )


def _note_remarks(context: Context, place: int, column: Converted, kept: set[int]) -> None:
    remarks = [p for p in sorted(column.remarks) if p in kept]
    if remarks:
        heading = context.sheet.table.names[place]
        more = f" So {len(remarks):,} cells of “{heading}” were read." if len(remarks) > 1 else ""
        context.asker.note(column.remarks[remarks[0]] + more)


def _say_assumed(context: Context) -> None:
    matcher = context.matcher
    new = [d for d in context.drafts.of("organisations") if d.id not in context.plan.organisations]
    guessed = sum(draft.values.get("data_confidence") == "assumed" for draft in new)
    unknown = sum(not draft.values.get("type") for draft in new)
    if guessed:
        context.asker.note(
            f"Type and sector of {counted(guessed, 'new organisation')} are taken from the names and marked as assumed."
        )
    if unknown:
        context.asker.note(f"Of {counted(unknown, 'new organisation')} the type is not known.")
    spelled = matcher.spellings()
    if spelled:
        shown = "; ".join(" = ".join(f"“{way}”" for way in ways) for ways in spelled[:5])
        context.asker.note(
            f"{len(spelled):,} organisations are written in more than one way: {shown}."
        )


def _check_totals(context: Context) -> dict[str, int] | None:
    """Say of every total of the file what it adds up; return its own total of the whole."""
    sheet = context.sheet
    checks = check_totals(sheet)
    said = {check.row: check.text for check in checks}
    sheet.left_out = [
        replace(out, reason=f"{out.reason} {said[out.row]}") if out.row in said else out
        for out in sheet.left_out
    ]
    for check in checks:
        if not check.agrees:
            context.asker.note(check.text)
    return sheet_total(checks, context.totals, context.main_money) if context.main_money else None


def _missing(context: Context) -> dict[str, int]:
    """Return how many records of the file's own table lack each required field."""
    table = MAIN_TABLE[context.sheet.kind]
    drafts = [d.values for d in context.drafts.of(table) if not d.fills_only]
    counts: dict[str, int] = {}
    for spec in specs(TABLES[table].entity):
        if spec.required:
            name = spec.name
            lacking = [d for d in drafts if not d.get(name) and d.get(name) in _UNKNOWN]
            if spec.name == "paid_on":
                lacking = [d for d in lacking if not d.get("month")]
            if lacking:
                counts[spec.name] = len(lacking)
    return counts


def _records_of_import(
    context: Context, staged: Staged, batch_id: str, sha256: str, imported_at: str
) -> tuple[Change, ...]:
    """Return the changes that record the import and its profile; none where nothing changes."""
    held = context.plan.imports.get(batch_id)
    profile = _profile(context, staged)
    held_profile = context.plan.import_profiles.get(profile.id)
    changes: list[Change] = []
    if held is None or not staged.compared.is_nothing or staged.compared.gone or staged.changes:
        batch = _batch(context, staged, batch_id, sha256, imported_at)
        if batch != held:
            changes.append(Change("imports", batch_id, held, batch))
    if profile != held_profile and (changes or held_profile is not None):
        changes.append(Change("import_profiles", profile.id, held_profile, profile))
    _count(staged.compared, "imports", held, changes)
    return tuple(changes)


def _count(compared: Compared, table: str, held: Record | None, changes: list[Change]) -> None:
    if any(change.table == table for change in changes):
        counts = compared.added if held is None else compared.changed
        counts[table] = counts.get(table, 0) + 1


def _batch(
    context: Context, staged: Staged, batch_id: str, sha256: str, imported_at: str
) -> ImportBatch:
    sheet = context.sheet
    return ImportBatch(
        id=batch_id,
        file_name=staged.file,
        file_sha256=sha256,
        sheet=sheet.table.sheet,
        kind=sheet.kind,
        header_row=staged.header_row,
        sender_id=context.sender_id,
        imported_at=imported_at,
        rows_read=staged.rows_read,
        rows_accepted=staged.rows_accepted,
        rows_left_out=len(staged.left_out),
        rows_held=len(staged.rows_held),
        problem_count=len(staged.problems),
        amount_in_p=context.totals.get(context.main_money) if context.main_money else None,
        mapping=_json(as_mapping(sheet.table, staged.guesses)),
        cells=_json(letters_of(sheet)),
        slip=_json(_slip(staged)),
    )


def _sender(context: Context) -> str | None:
    """Return the one body whose rows these are, or None where there are several or none."""
    if context.sheet.kind not in ("contracts", "services", "spend"):
        return None
    table = MAIN_TABLE[context.sheet.kind]
    values = [draft.values for draft in context.drafts.of(table)]
    names = [name for name in OWNERS if name in spec_by_name(TABLES[table].entity)]
    owners = {each.get(name) for name in names for each in values} - {None, ""}
    return owners.pop() if len(owners) == 1 else None


def _slip(staged: Staged) -> dict[str, Any]:
    """Return what the slip keeps for good: counts, totals, reasons, questions and answers."""
    return {
        "totals": dict(sorted(staged.totals.items())),
        "money": money_columns(staged.sheet),
        "sheet_total": staged.sheet_total,
        "rows_left_out": [out.as_dict() for out in staged.left_out],
        "disagreements": staged.disagreements,
        "rows_held": [out.as_dict() for out in staged.rows_held],
        "problems": [problem.as_dict() for problem in staged.problems],
        "questions": [question.as_dict() for question in staged.questions],
        "units": units_of(staged.sheet),
        "notes": staged.notes,
        "missing": staged.missing,
        "matches": [match.as_dict() for match in staged.matches],
        "spellings": staged.spellings,
        "look_alikes": [[one, other] for one, other, _ in staged.look_alikes],
        "added": staged.compared.added,
        "changed": staged.compared.changed,
        "unchanged": staged.compared.unchanged,
    }


def _profile(context: Context, staged: Staged) -> ImportProfile:
    table = context.sheet.table
    headings = tuple(table.names)
    sender = context.sender_id
    of = (sender,) if sender else ()
    key = context.drafts.id_for("import_profiles", staged.kind, *of, *headings)
    held = context.plan.import_profiles.get(key)
    return ImportProfile(
        id=key,
        name=held.name if held is not None else f"{_stem(table.file)} ({staged.kind})",
        kind=staged.kind,
        sender_id=sender,
        headings=headings,
        mapping=_json(as_mapping(table, staged.guesses)),
        answers=_json(
            {
                q.id: q.taken
                for q in staged.questions
                if q.answered and not q.id.startswith((PERSONS, "same:"))
            }
        ),
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
