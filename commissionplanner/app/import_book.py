"""A workbook in the wizard: what is settled of each of its sheets, which of them come in.

Each sheet is made ready against what the ones before it would leave, so that a body named in
two sheets is one body. All of them are one edit in the end.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from commissionplanner.app.import_differences import DifferenceRow, difference_rows
from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.books import together
from commissionplanner.edits.imports import BringIn
from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.changes import Change, ChangeSet, apply
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

_NOT_YET: Final = Choices()


@dataclass(frozen=True, slots=True)
class Book:
    """What the user has settled of a file, sheet by sheet.

    Attributes:
        shown: Name of the sheet in view; None for a text file.
        told: The sheets that come in, as the user said; None where nothing was said: then it is
            the one in view.
        sheets: What is settled of each sheet that was looked at.
    """

    shown: str | None = None
    told: frozenset[str] | None = None
    sheets: Mapping[str | None, Choices] = field(default_factory=dict)

    @property
    def choices(self) -> Choices:
        """What is settled of the sheet in view."""
        return self.of(self.shown)

    def of(self, sheet: str | None) -> Choices:
        """Return what is settled of a sheet; of one not yet looked at, its name alone."""
        held = self.sheets.get(sheet)
        return held if held is not None else replace(_NOT_YET, sheet=sheet)

    def is_in(self, sheet: str | None) -> bool:
        """Whether a sheet comes in."""
        return sheet == self.shown if self.told is None else sheet in self.told

    def with_choices(self, choices: Choices, sheet: str | None = None) -> "Book":
        """Return it with other choices of a sheet; without a name, of the one in view."""
        name = self.shown if sheet is None else sheet
        return replace(self, sheets={**self.sheets, name: choices})

    def showing(self, sheet: str) -> "Book":
        """Return it with another sheet in view."""
        return replace(self, shown=sheet)

    def bringing(self, sheets: Sequence[str], *, is_in: bool) -> "Book":
        """Return it with sheets that come in, or do not."""
        held = frozenset([self.shown] if self.shown else ()) if self.told is None else self.told
        return replace(self, told=held | set(sheets) if is_in else held - set(sheets))


@dataclass(frozen=True, slots=True)
class SheetReady:
    """A sheet made ready.

    Attributes:
        name: None for a text file.
        staged: What it would do.
        before: The plan that it is compared with: with the sheets before it in it.
        choices: Those that it was made ready by.
        differences: From the plan as it is, where that has an earlier version of these records.
        after: The plan with it as well; None where no sheet comes after it.
    """

    name: str | None
    staged: Staged
    before: Plan
    choices: Choices
    differences: tuple[DifferenceRow, ...] = ()
    after: Plan | None = None


@dataclass(frozen=True, slots=True)
class BookReady:
    """A file made ready, so far as it can be.

    Attributes:
        book: What is settled, without answers that no longer fit.
        sheets: Those that come in, in the order in which they do.
        changes: What all of them change, one after another, as one.
        shown: The sheet in view, whether it comes in or not; None where it has no table.
        problem: Why the sheet in view has none.
        refused: Why sheets that were to come in cannot, by name.
    """

    book: Book
    sheets: tuple[SheetReady, ...] = ()
    changes: tuple[Change, ...] = ()
    shown: SheetReady | None = None
    problem: FileProblem | None = None
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows come in."""
        return sum(sheet.staged.rows_accepted for sheet in self.sheets)

    @property
    def is_repeat(self) -> bool:
        """Whether the plan holds all of it already."""
        return all(sheet.staged.is_repeat for sheet in self.sheets)

    @property
    def unknown(self) -> str:
        """Why a sheet, that in view or one that comes in, would bring nothing known; "" where none would."""
        sheets = [*([self.shown] if self.shown else []), *self.sheets]
        said = (imports.unknown(s.staged, is_told=imports.is_told(s.choices)) for s in sheets)
        return next(filter(None, said), "")

    def edit(self) -> BringIn:
        """Return the one edit that brings all the sheets in."""
        staged = [sheet.staged for sheet in self.sheets if not sheet.staged.is_repeat]
        label = staged[0].label if staged else "Import"
        if len(staged) > 1:
            label = f"Import {len(staged)} sheets of “{staged[0].file}”"
        return BringIn(label, self.changes)

    def counts(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """Return how many records are added, changed and left as they are, by table.

        Of several sheets, what one adds and the next changes is added once.
        """
        if len(self.sheets) == 1:
            compared = self.sheets[0].staged.compared
            return compared.added, compared.changed, compared.unchanged
        added: Counter[str] = Counter()
        changed: Counter[str] = Counter()
        kept: Counter[str] = Counter()
        for change in self.changes:
            (added if change.before is None else changed)[change.table] += 1
        for sheet in self.sheets:
            kept.update(sheet.staged.compared.unchanged)
        return dict(added), dict(changed), dict(kept)


def make_ready(
    source: imports.Source,
    plan: Plan,
    book: Book,
    held: BookReady | None,
    progress: Progress,
) -> BookReady:
    """Make a file ready as settled; sheets for which nothing has changed are not read again.

    Args:
        source: The file.
        plan: A snapshot.
        book: What is settled.
        held: What was made ready before.
        progress: Where it may be stopped.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    listed, base = [info.name for info in source.sheets], plan
    names: list[str | None] = [*listed] if listed else [book.shown]
    taken = [name for name in names if book.is_in(name)]
    known = {sheet.name: sheet for sheet in (held.sheets if held else ())}
    if held is not None and held.shown is not None:
        known.setdefault(held.shown.name, held.shown)
    made: list[SheetReady] = []
    refused: dict[str, str] = {}
    problem: FileProblem | None = None
    for name in taken:
        try:
            ready = _one(source, plan, name, book.of(name), known.get(name), base, progress)
        except FileProblem as found:
            refused[name or ""] = found.message
            problem = found if name == book.shown else problem
            continue
        if len(taken) > 1 and ready.after is None:
            changes = ChangeSet(ready.staged.label, ready.staged.changes)
            ready = replace(ready, after=apply(plan, changes))
        made.append(ready)
        book = book.with_choices(ready.choices, name)
        plan = ready.after or plan
    shown = next((sheet for sheet in made if sheet.name == book.shown), None)
    if shown is None and problem is None:
        try:
            shown = _one(
                source, plan, book.shown, book.choices, known.get(book.shown), base, progress
            )
            book = book.with_choices(shown.choices)
        except FileProblem as found:
            problem = found
    all_made = together("", [sheet.staged for sheet in made]).changes if made else ()
    return BookReady(book, tuple(made), all_made, shown, problem, refused)


def _one(
    source: imports.Source,
    plan: Plan,
    name: str | None,
    choices: Choices,
    known: SheetReady | None,
    base: Plan,
    progress: Progress,
) -> SheetReady:
    if known is not None and known.before is plan and known.choices == choices:
        return known
    staged, choices = imports.stage_leniently(plan, source, choices, progress)
    rows = difference_rows(plan, staged, base)
    return SheetReady(name, staged, plan, choices, tuple(rows))
