"""Import a spreadsheet into a plan: open it, make it ready, and hand over one edit.

The wizard and the command use the same steps:

    source = imports.open_source(path)                  # its sheets, the best one read
    staged = imports.stage(plan, source, Choices())     # read, guessed, converted, matched
    staged.preview(0)                                   # any row as it will land
    staged = imports.stage(plan, source, Choices(columns={"F": "total_value_p"}))
    document.do(imports.edit(staged))                   # one undoable step

`stage` reads a snapshot of the plan and changes nothing, so it can run as a job beside the
window, with progress and cancel. A source keeps what it read and converted: staging again after
one correction converts only the columns that changed.
"""

import hashlib
import string
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from commissionplanner.app.usecases.books import all_changes, own_answers, with_others
from commissionplanner.collecting import without_collection
from commissionplanner.edits.imports import BringIn
from commissionplanner.io.mapping.answers.choices import AUTO, Choices
from commissionplanner.io.mapping.answers.join import joined
from commissionplanner.io.mapping.answers.named_ids import ORGANISATIONS, has_ids_alone, with_names
from commissionplanner.io.mapping.asking import AnswerError, NotAskedError
from commissionplanner.io.mapping.columns.sideways import sideways
from commissionplanner.io.mapping.fields.targets import KINDS, Target, targets_for
from commissionplanner.io.mapping.kinds.bcf_book import spending_sheet, template_table, with_income
from commissionplanner.io.mapping.kinds.likeliest import UNKNOWN
from commissionplanner.io.mapping.outcome.grounds import ungrounded
from commissionplanner.io.mapping.staged import RowPreview, Staged
from commissionplanner.io.mapping.staging import Origin
from commissionplanner.io.mapping.staging import stage as _stage
from commissionplanner.io.mapping.worked import Worked
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.request_reply import holds_request
from commissionplanner.io.round_reply import holds_round
from commissionplanner.io.tabular.headings.sheets import SheetInfo
from commissionplanner.io.tabular.raw import RawSheet, read_raw
from commissionplanner.io.tabular.reading import read_table, table_of
from commissionplanner.io.tabular.shape import Shape
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

DIGITS: Final = string.digits
LETTERS: Final = string.ascii_uppercase

__all__ = [
    "DIGITS", "KINDS", "AnswerError", "Choices", "Join", "NotAskedError", "RowPreview", "Source", "Staged", "edit",
    "fields_of", "is_told", "open_source", "stage", "stage_leniently", "unknown",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Join:
    """Another file whose columns are added, row by row, by a column that both have."""

    path: Path
    key: str


@dataclass(slots=True)
class Source:
    """A file to import, with what was read of it so far.

    Attributes:
        sheets: Its sheets; none for a text file, or where they were not asked for.
        sha256: Of the file.
    """

    path: Path
    sha256: str
    sheets: Sequence[SheetInfo] = ()
    password: str | None = None
    joins: Sequence[Join] = ()
    imported_at: str = ""
    _raw: dict[str | None, RawSheet] = field(default_factory=dict)
    _schemes: list[str | None] = field(default_factory=list)
    _tables: dict[tuple[str | None, Shape], tuple[Table, Worked]] = field(default_factory=dict)

    def raw(self, sheet: str | None, progress: Progress | None = None) -> RawSheet:
        """Return all cells of a sheet, read once; None is the best sheet.

        Raises:
            FileProblem: it cannot be read.
            CancelledError: someone asked for the work to stop.
        """
        if sheet not in self._raw:
            raw = read_raw(self.path, sheet, self.password, progress, is_staged=True)
            self._raw[sheet] = self._raw[raw.sheet or None] = raw
        return self._raw[sheet]

    def pieces(self) -> list[list[Any]]:
        """Return lists of all that it holds in great number, to be let go piece by piece."""
        found: list[list[Any]] = []
        for raw in {id(raw): raw for raw in self._raw.values()}.values():
            found += [list(column) for column in raw.columns]
        for table, worked in self._tables.values():
            found += [list(column) for column in table.columns]
            found += [list(column.values) for column in worked.columns.values()]
            found += [list(worked.ids), list(worked.ids.values())]
        return found

    def best(self, progress: Progress | None = None) -> str | None:
        """Return the name of the sheet to begin with; None for a text file.

        Raises:
            FileProblem: it cannot be read.
            CancelledError: someone asked for the work to stop.
        """
        raw = self.raw(None, progress)
        if not self._schemes:
            self._schemes.append(self._spending(raw, progress))
        return self._schemes[0] or raw.sheet or None

    def _spending(self, raw: RawSheet, progress: Progress | None) -> str | None:
        """Return the sheet of a funding template that has its schemes; None for other files."""
        if self._schemes:
            return self._schemes[0]
        return spending_sheet(raw, lambda name: self.raw(name, progress))

    def table(
        self, sheet: str | None, shape: Shape, progress: Progress | None = None
    ) -> tuple[Table, Worked]:
        """Return the table of a sheet, found once for a shape, and what was worked out of it.

        Raises:
            FileProblem: it cannot be read.
            CancelledError: someone asked for the work to stop.
        """
        raw = self.raw(self.best(progress) if sheet is None else sheet, progress)
        place = (raw.sheet or None, shape)
        if place not in self._tables:
            table, income = with_income(
                template_table(raw, shape), raw, self._spending(raw, progress),
                lambda name: self.raw(name, progress),
            )  # fmt: skip
            for join in self.joins:
                table = joined(table, read_table(join.path, progress=progress), join.key)
            if has_ids_alone(table):
                table = with_names(table, self._of_organisations(raw, progress))
            self._tables[place] = (table, Worked(income=income))
        return self._tables[place]

    def _of_organisations(
        self, raw: RawSheet, progress: Progress | None
    ) -> list[tuple[str, Callable[[], Table]]]:
        """Return the sheets of the workbook, or the files beside it, that list organisations, and how to read each."""
        if raw.sheet:
            names = [s.name for s in raw.sheets if s.name.strip().casefold() in ORGANISATIONS]
            return [(name, partial(self._as_found, name, progress)) for name in names]
        paths = [self.path.with_name(f"{name}{self.path.suffix}") for name in ORGANISATIONS]
        found = [path for path in paths if path.is_file()]
        return [(path.name, partial(read_table, path, progress=progress)) for path in found]

    def _as_found(self, sheet: str, progress: Progress | None) -> Table:
        return table_of(self.raw(sheet, progress), Shape())


def open_source(
    path: Path,
    progress: Progress | None = None,
    *,
    password: str | None = None,
    joins: Sequence[Join] = (),
    with_sheets: bool = True,
    imported_at: str | None = None,
) -> Source:
    """Open a file for importing.

    Args:
        path: The file.
        progress: Where it may be stopped.
        password: For a locked file.
        joins: Other files whose columns are added.
        with_sheets: Whether to list its sheets and keep what is read as it stands, which a
            command does not need.
        imported_at: When the import is said to be made; without, now.

    Raises:
        FileProblem: the file cannot be read.
        CancelledError: someone asked for the work to stop.
    """
    (progress or Progress()).step(0, 0, f"Opening {path.name}")
    digest = _sha256(path)
    if holds_request(path):
        raise FileProblem(
            f"“{path.name}” is a partner's answer to a request. Open the plan in the window and read "
            "it under Sources, Requests, where each answer is looked at first.",
            code="request",
        )
    if holds_round(path):
        raise FileProblem(
            f"“{path.name}” answers a partner round. Open the plan in the window and read it under "
            "Records, Partner rounds.",
            code="round",
        )
    at = imported_at if imported_at is not None else datetime.now(UTC).isoformat(timespec="seconds")
    source = Source(path, digest, (), password, tuple(joins), at)
    if with_sheets:
        source.sheets = tuple(source.raw(None, progress).sheets)
    return source


def _sha256(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise FileProblem(f"“{path.name}” is not a file. Choose a spreadsheet.")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise FileProblem(
            f"“{path.name}” cannot be read: {error.strerror or error}. Check the name and the folder.",
            code="unreadable",
        ) from error


def stage(
    plan: Plan, source: Source, choices: Choices | None = None, progress: Progress | None = None
) -> Staged:
    """Make the import of a source ready.

    Raises:
        AnswerError: a choice fits no sheet, column, field or question; the message says which do.
        FileProblem: the file cannot be read.
        CancelledError: someone asked for the work to stop.
    """
    choices = choices or Choices()

    def one(plan: Plan, choices: Choices) -> Staged:
        table, worked = source.table(choices.sheet, choices.shape, progress)
        origin = Origin(source.path.name, source.sha256, source.imported_at)
        return _stage(plan, table, origin, choices, progress, worked)

    with without_collection():  # 200,000 rows become two million objects, all of which stay
        sheets = source.raw(choices.sheet, progress).sheets
        own = own_answers(choices, [sheet.name for sheet in sheets])
        return with_others(plan, one(plan, own), sheets, choices, one)


def stage_leniently(
    plan: Plan, source: Source, choices: Choices, progress: Progress | None = None
) -> tuple[Staged, Choices]:
    """Stage; what was settled of questions no longer asked and cells not there is forgotten.

    Returns:
        The import, and the choices that held.

    Raises:
        FileProblem: the file cannot be read.
        CancelledError: someone asked for the work to stop.
    """
    try:
        return stage(plan, source, choices, progress), choices
    except AnswerError:
        ready = stage(plan, source, replace(choices, answers={}, cells={}), progress)
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
    return (stage(plan, source, choices, progress) if kept or cells else ready), choices


def is_told(choices: Choices) -> bool:
    """Whether the user said what a file is, or which column is which."""
    return choices.kind != AUTO or any(choices.columns.values())


def unknown(staged: Staged, *, is_told: bool) -> str:
    """Return why a file would bring nothing that is known; "" where it would.

    Nor does a file in which no heading is known, unless its kind or columns were told.
    """
    if not staged.row_count:
        return f"“{staged.file}” has headings and no rows below them."
    if lying := sideways(staged.sheet.table):
        first = ", ".join(f"“{heading}”" for heading in lying[:3])
        return (
            f"“{staged.file}” lies on its side: its headings, such as {first}, stand below one another in its first "
            "column. Copy the table in Excel, choose Paste Special, Transpose, and import what comes of it."
        )
    if not staged.knows_columns:
        said = f"No column of “{staged.file}” is known as a field of {staged.kind}."
        return said + _hidden_tables(staged)
    is_strange = staged.kind_guess.confidence <= UNKNOWN and not staged.sheet.profile
    if is_strange and not is_told:
        return f"No heading of “{staged.file}” tells what the file is.{_hidden_tables(staged)}"
    return "" if is_told or staged.sheet.profile else ungrounded(staged)


def _hidden_tables(staged: Staged) -> str:
    """Name the hidden sheets that have rows, where the table may be; "" where there is none."""
    names = [
        f"“{sheet.name}”"
        for sheet in staged.sheet.table.sheets
        if "hidden" in sheet.kind and sheet.n_rows > 1
    ]
    return (
        f" Its table may be on a hidden sheet: {', '.join(names[:3])}. Choose that one."
        if names
        else ""
    )


def edit(staged: Staged) -> BringIn:
    """Return the one edit that brings a staged import in."""
    return BringIn(staged.label, all_changes(staged).changes)


def fields_of(kind: str) -> list[Target]:
    """Return what a column of a file of a kind may become, in the order to show."""
    return list(targets_for(kind).values())
