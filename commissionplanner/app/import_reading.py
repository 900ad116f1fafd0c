"""Reads a file for the wizard, as far as it comes: the sheet, and what its import would do.

These are the jobs of the wizard. They read a snapshot of the plan and change nothing.
"""

import string
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from commissionplanner.app.import_preview import Preview
from commissionplanner.app.sheet_marks import SheetMarks
from commissionplanner.app.usecases import imports
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

DIGITS: Final = string.digits
LETTERS: Final = string.ascii_uppercase


@dataclass(frozen=True, slots=True)
class Read:
    """What a job brings back: as far as it came, and why no further.

    Attributes:
        source: The file; None where it could not be opened.
        raw: The sheet as it stands.
        marks: What its rows were taken for.
        preview: What it would do; None where the sheet could not be staged.
        choices: Those that held.
        problem: Why it came no further; "" where it did.
        code: Of the problem, such as "password".
    """

    source: imports.Source | None
    raw: RawSheet | None = None
    marks: SheetMarks | None = None
    preview: Preview | None = None
    choices: imports.Choices | None = None
    problem: str = ""
    code: str = ""


def opened(path: Path, password: str | None, plan: Plan, progress: Progress) -> Read:
    """Open a file and stage its best sheet, or that which has not been imported yet.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    try:
        source = imports.open_source(path, progress, password=password)
    except FileProblem as problem:
        return Read(None, problem=problem.message, code=problem.code)
    sheet = _first_sheet(source, plan, progress)
    return staged(source, plan, imports.Choices(sheet=sheet), progress)


def _first_sheet(source: imports.Source, plan: Plan, progress: Progress) -> str | None:
    """Return the best sheet; where the plan has that of this very file, the next it has not."""
    best = source.raw(None, progress).sheet or None
    left = sheets_left(source, plan)
    return best if best is None or best in left or not left else left[0]


def sheets_left(source: imports.Source, plan: Plan) -> list[str]:
    """Return the visible sheets of a file that have not been imported from it."""
    done = {b.sheet for b in plan.imports.values() if b.file_sha256 == source.sha256}
    return [s.name for s in source.sheets if s.kind == "visible" and s.name not in done]


def staged(
    source: imports.Source, plan: Plan, choices: imports.Choices, progress: Progress
) -> Read:
    """Stage a file that is open, as chosen.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    raw = None
    try:
        raw = source.raw(choices.sheet, progress)
        ready, choices = _with_answers(source, plan, choices, progress)
    except FileProblem as problem:
        marks = SheetMarks(raw, None) if raw is not None else None
        return Read(source, raw, marks, None, choices, problem.message, problem.code)
    progress.step(0, 0, "Laying out the rows")
    return Read(source, raw, SheetMarks(raw, ready), Preview(ready), choices)


def _with_answers(
    source: imports.Source, plan: Plan, choices: imports.Choices, progress: Progress
) -> tuple[imports.Staged, imports.Choices]:
    """Stage; what was settled of questions no longer asked and cells not there is forgotten."""
    try:
        return imports.stage(plan, source, choices, progress), choices
    except imports.AnswerError:
        bare = replace(choices, answers={}, cells={})
        ready = imports.stage(plan, source, bare, progress)
        asked = {question.id: question.choices for question in ready.questions}
        matched = {match.id for match in ready.matches} | set(ready.twins)
        kept = {k: v for k, v in choices.answers.items() if k in matched or v in asked.get(k, ())}
        letters = set(ready.sheet.table.letters)
        rows = {str(row) for row in ready.sheet.table.rows} if choices.cells else set()
        cells = {
            name: text
            for name, text in choices.cells.items()
            if name.rstrip(DIGITS) in letters and name.lstrip(LETTERS) in rows
        }
        choices = replace(choices, answers=kept, cells=cells)
        again = bool(kept or cells)
        return (imports.stage(plan, source, choices, progress) if again else ready), choices
