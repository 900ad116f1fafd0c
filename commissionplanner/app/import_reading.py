"""Reads a file for the wizard, as far as it comes: the sheet, and what its import would do.

These are the jobs of the wizard. They read a snapshot of the plan and change nothing.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commissionplanner.app.import_book import Book, BookReady, make_ready
from commissionplanner.app.import_preview import Preview
from commissionplanner.app.sheet_marks import SheetMarks
from commissionplanner.app.usecases import imports
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class Read:
    """What a job brings back: as far as it came, and why no further.

    Attributes:
        source: The file; None where it could not be opened.
        raw: The sheet in view as it stands.
        marks: What its rows were taken for.
        preview: What it would do; None where the sheet could not be staged.
        ready: All sheets that come in.
        problem: Why it came no further; "" where it did.
        code: Of the problem, such as "password".
    """

    source: imports.Source | None
    raw: RawSheet | None = None
    marks: SheetMarks | None = None
    preview: Preview | None = None
    ready: BookReady | None = None
    problem: str = ""
    code: str = ""

    def pieces(self) -> list[list[Any]]:
        """Return lists of all that it holds in great number, to be let go piece by piece."""
        if self.ready is None:
            return []
        sheets = [*self.ready.sheets, *([self.ready.shown] if self.ready.shown else [])]
        found: list[list[Any]] = [list(self.ready.changes)]
        for sheet in sheets:
            compared = sheet.staged.compared
            found += [
                list(sheet.staged.changes),
                list(compared.changes),
                list(compared.differences),
            ]
        if self.preview is not None:
            found.append(list(self.preview.lines))
        return found


def opened(path: Path, password: str | None, plan: Plan, progress: Progress) -> Read:
    """Open a file and stage its best sheet, or that which has not been imported yet.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    try:
        source = imports.open_source(path, progress, password=password)
        sheet = _first_sheet(source, plan, progress)
    except FileProblem as problem:
        return Read(None, problem=problem.message, code=problem.code)
    return staged(source, plan, Book(sheet), None, progress)


def _first_sheet(source: imports.Source, plan: Plan, progress: Progress) -> str | None:
    """Return the best sheet; where the plan has that of this very file, the next it has not."""
    best = source.best(progress)
    left = sheets_left(source, plan)
    return best if best is None or best in left or not left else left[0]


def sheets_left(source: imports.Source, plan: Plan) -> list[str]:
    """Return the visible sheets of a file that have not been imported from it."""
    done = {b.sheet for b in plan.imports.values() if b.file_sha256 == source.sha256}
    return [s.name for s in source.sheets if s.kind == "visible" and s.name not in done]


def staged(
    source: imports.Source, plan: Plan, book: Book, held: Read | None, progress: Progress
) -> Read:
    """Stage a file that is open, as settled; `held` is what was read of it before.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    try:
        raw = source.raw(book.shown, progress)
    except FileProblem as problem:
        return Read(source, ready=BookReady(book), problem=problem.message, code=problem.code)
    before = held.ready if held is not None else None
    ready = make_ready(source, plan, book, before, progress)
    if ready.shown is None:
        why = ready.problem
        said, code = (why.message, why.code) if why is not None else ("", "")
        return Read(source, raw, SheetMarks(raw, None), None, ready, said, code)
    shown = ready.shown.staged
    if held is not None and held.preview is not None and held.preview.staged is shown:
        return Read(source, raw, held.marks, held.preview, ready)
    progress.step(0, 0, "Laying out the rows")
    preview = Preview(shown, held.preview if held is not None else None)
    return Read(source, raw, SheetMarks(raw, shown), preview, ready)


def pieces(read: Read, source: imports.Source | None) -> list[list[Any]]:
    """Return lists of all that a file and what was read of it hold, to be let go piece by piece."""
    return [*read.pieces(), *(source.pieces() if source is not None else [])]
