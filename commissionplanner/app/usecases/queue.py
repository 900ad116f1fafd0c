"""Several files at once: sorted by kind, shared answers asked once, one step, one summary.

queue = make_ready(plan, files_in(paths), {})
queue.questions                             # those that two files or more ask, once each
queue = make_ready(plan, files_in(paths), {"unit": "thousands"})
document.do(queue.edit)                     # all files that are ready, as one undoable step
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

from commissionplanner.analysis.transfers import proposals
from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.books import ID as SHEETS
from commissionplanner.app.usecases.books import all_changes, other_sheets
from commissionplanner.app.usecases.shared_questions import (
    Asked,
    answers_for,
    asked_by,
    read_differently,
    shared,
)
from commissionplanner.edits.imports import BringIn
from commissionplanner.io.mapping.asking import Question
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.changes import ChangeSet, apply
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress

ORDER: Final = ("organisations", "funding", "services", "agreements", "contracts", "spend")
"""What others refer to comes in before them."""

SUFFIXES: Final = frozenset(".xlsx .xlsm .xls .xlsb .ods .xml .htm .html .csv .tsv .txt".split())
ALL_SHEETS: Final = "all"
_NOT_SAID: Final[Mapping[Path, bool]] = MappingProxyType({})
_SURE: Final = 0.7
_LIKELY: Final = 0.6


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the queue.

    Attributes:
        kind: What it is read as; "" where it cannot be read, or nothing tells what it is.
        state: "ready", "needs you", "in already" or "refused".
        why: Why it needs somebody or is refused; "" where it is ready.
        staged: Made ready against what the files before it leave; None where it cannot be read.
        sheets_left: Other sheets of the workbook that seem to hold data and do not come in with it.
        asked: What it asks before anything is answered.
    """

    path: Path
    kind: str
    state: str
    why: str = ""
    staged: imports.Staged | None = None
    sheets_left: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows come in, of all sheets that do."""
        sheets = (self.staged, *self.staged.also) if self.staged is not None else ()
        return sum(sheet.rows_accepted for sheet in sheets)


@dataclass(frozen=True, slots=True)
class Queue:
    """Files made ready together.

    Attributes:
        items: In the order in which they come in, those that cannot be read last.
        questions: Asked by two files or more, once each.
        edit: One step that brings in all that are ready; None where none is.
        summary: What does not agree between files, a sentence each.
    """

    items: tuple[Item, ...]
    questions: tuple[Question, ...] = ()
    edit: BringIn | None = None
    summary: tuple[str, ...] = field(default=())


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Return files, and in place of each folder the spreadsheets in it by name, none twice.

    Raises:
        FileProblem: a folder cannot be listed, or holds no spreadsheet.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        try:
            inside = sorted(path.iterdir(), key=lambda each: each.name.casefold())
        except OSError as error:
            raise FileProblem(
                f"The folder “{path.name}” cannot be read: {error.strerror}."
            ) from error
        files = [f for f in inside if f.is_file() and _is_spreadsheet(f)]
        if not files:
            raise FileProblem(f"The folder “{path.name}” holds no spreadsheet.")
        found += files
    return list(dict.fromkeys(found))


def _is_spreadsheet(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", "."))


def make_ready(
    plan: Plan,
    files: Sequence[Path],
    answers: Mapping[str, str],
    progress: Progress | None = None,
    with_sheets: Mapping[Path, bool] = _NOT_SAID,
) -> Queue:
    """Make files ready, each against what those before it leave; nothing is changed.

    Args:
        plan: A snapshot.
        files: Those to bring in.
        answers: Shared ones, by id of question; each goes to the files that ask it.
        progress: Where it may be stopped.
        with_sheets: Whether all sheets of a workbook come in; of those not named, what the shared
            answer says, and without one the first sheet alone.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    sources, refused = _opened(plan, files, progress)
    sources.sort(key=lambda pair: (_place(pair[1]), pair[0].path.name.casefold()))
    items: list[Item] = []
    now, joined = plan, ChangeSet("")
    for done, (source, kind) in enumerate(sources):
        progress.step(len(files) + done, 2 * len(files), f"Making {source.path.name} ready")
        is_whole = with_sheets.get(source.path, answers.get(SHEETS) == ALL_SHEETS)
        staged, asked = _staged(now, source, kind, answers, is_whole=is_whole)
        item = _item(source, staged, asked)
        items.append(item)
        if item.state == "ready":
            step = all_changes(staged)
            now, joined = apply(now, step), joined.merged_with(step)
    items.sort(key=lambda item: _place(item.kind))
    ready = sum(item.state == "ready" for item in items)
    edit = BringIn(f"Import {counted(ready, 'file')}", joined.changes) if ready else None
    coming = [item.staged for item in items if item.staged and item.state == "ready"]
    return Queue(
        (*items, *refused),
        shared((item.asked for item in items), answers),
        edit,
        tuple(summary(plan, now, coming)),
    )


def in_order(plan: Plan, files: Sequence[Path]) -> list[Path]:
    """Return files in the order in which they come in, by what each holds.

    Raises:
        FileProblem: one of them cannot be read; all of those are named.
    """
    sources, refused = _opened(plan, files, Progress())
    if refused:
        raise FileProblem(" ".join(item.why for item in refused))
    sources.sort(key=lambda pair: (_place(pair[1]), pair[0].path.name.casefold()))
    return [source.path for source, _ in sources]


def _place(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _opened(
    plan: Plan, files: Sequence[Path], progress: Progress
) -> tuple[list[tuple[imports.Source, str]], list[Item]]:
    """Open the files and look what each is; those that cannot be read are told apart."""
    found, refused = [], []
    for done, path in enumerate(files):
        progress.step(done, 2 * len(files), f"Reading {path.name}")
        try:
            source = imports.open_source(path)
            found.append((source, imports.stage(plan, source).kind))
        except FileProblem as problem:
            state = "needs you" if problem.code == "password" else "refused"
            refused.append(Item(path, "", state, problem.message))
    return found, refused


def _staged(
    plan: Plan,
    source: imports.Source,
    kind: str,
    answers: Mapping[str, str],
    *,
    is_whole: bool,
) -> tuple[imports.Staged, tuple[Asked, ...]]:
    """Stage a file with those of the shared answers that it asks for; return what it asks as well."""
    plain = imports.stage(plan, source, imports.Choices(kind=kind))
    asked, own = asked_by(plain), {}
    if is_whole and any(one.question.id == SHEETS for one in asked):
        own = {SHEETS: ALL_SHEETS}
        plain = imports.stage(plan, source, imports.Choices(kind=kind, answers=own))
        asked = [one for one in asked if one.question.id == SHEETS] + [
            one for one in asked_by(plain) if one.question.id != SHEETS
        ]
    said = {**own, **answers_for(plain, answers)}
    if said == own:
        return plain, tuple(asked)
    return imports.stage(plan, source, imports.Choices(kind=kind, answers=said)), tuple(asked)


def _item(source: imports.Source, staged: imports.Staged, asked: tuple[Asked, ...]) -> Item:
    sheets = (staged, *staged.also)
    left = [
        name
        for name in other_sheets(source.sheets, staged.sheet_name or "")
        if name not in {sheet.sheet_name for sheet in staged.also}
    ]
    unknown = imports.unknown(staged, is_told=False)
    state, why = _state(sheets, unknown)
    kind = "" if unknown and state != "in already" else staged.kind
    if state == "in already" and staged.sheet_name and left:
        why = f"The plan holds all of “{staged.sheet_name}”."
    return Item(source.path, kind, state, why, staged, tuple(left), asked)


def _state(sheets: Sequence[imports.Staged], unknown: str) -> tuple[str, str]:
    """Return where a file that can be read stands, and why; `unknown` is why it is not known what it is."""
    if all(sheet.is_repeat for sheet in sheets):
        return "in already", "The plan holds all of it."
    if not sheets[0].row_count:
        return "refused", "It has headings and no row below them."
    if unknown:
        return "needs you", f"{unknown} Open it to say what it is."
    doubt = _doubt(sheets)
    return ("needs you", doubt) if doubt else ("ready", "")


def _doubt(sheets: Sequence[imports.Staged]) -> str:
    """Return why a file should be looked at before it comes in; "" where it need not be."""
    if sheets[0].kind_guess.confidence < _LIKELY:
        return "It is not sure what this file is."
    doubts = sum(
        guess.key is not None and guess.confidence < _SURE
        for sheet in sheets
        for guess in sheet.guesses
    )
    return f"{counted(doubts, 'column')} should be checked." if doubts else ""


def summary(before: Plan, after: Plan, ready: Sequence[imports.Staged]) -> Iterable[str]:
    """Yield what does not agree between files, and within one with its own total."""
    new = len(after.disagreements) - len(before.disagreements)
    if new > 0:
        yield f"{counted(new, 'value')} on which two files differ; the earlier stands until one is chosen."
    known = {(p.received.id, p.paid.ids) for p in proposals(before)}
    found = [p for p in proposals(after) if (p.received.id, p.paid.ids) not in known]
    if found:
        words = counted(len(found), "payment matches income", "payments match income")
        yield f"{words} in another file; say under Sources whether each is one transfer."
    for staged in (sheet for one in ready for sheet in (one, *one.also)):
        gap = staged.sheet_total["difference_p"] if staged.sheet_total else 0
        if gap:
            yield f"“{staged.file}”: its own total differs by {format_pounds(gap)} from its rows."
    held = sum(len(sheet.rows_held) for one in ready for sheet in (one, *one.also))
    if held:
        yield f"{counted(held, 'row')} held for later."
    yield from read_differently(ready)
