"""Several files at once: sorted by kind, shared answers asked once, one step, one summary.

queue = make_ready(plan, files_in(paths), {})
queue.questions                             # those that two files or more ask, once each
queue = make_ready(plan, files_in(paths), {"unit": "thousands"})
document.do(queue.edit)                     # all files that are ready, as one undoable step
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from commissionplanner.analysis.transfers import proposals
from commissionplanner.app.usecases import imports
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

SUFFIXES: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"})
_SURE: Final = 0.7
_LIKELY: Final = 0.6


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the queue.

    Attributes:
        kind: What it is read as; "" where it cannot be read.
        state: "ready", "needs you", "in already" or "refused".
        why: Why it needs somebody or is refused; "" where it is ready.
        staged: Made ready against what the files before it leave; None where it cannot be read.
    """

    path: Path
    kind: str
    state: str
    why: str = ""
    staged: imports.Staged | None = None


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
) -> Queue:
    """Make files ready, each against what those before it leave; nothing is changed.

    Args:
        plan: A snapshot.
        files: Those to bring in.
        answers: Shared ones, by id of question; each goes to the files that ask it.
        progress: Where it may be stopped.

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
        staged = _staged(now, source, kind, answers)
        item = _item(source.path, staged)
        items.append(item)
        if item.state == "ready":
            step = ChangeSet(staged.label, staged.changes)
            now, joined = apply(now, step), joined.merged_with(step)
    ready = sum(item.state == "ready" for item in items)
    edit = BringIn(f"Import {counted(ready, 'file')}", joined.changes) if ready else None
    coming = [item.staged for item in items if item.staged and item.state == "ready"]
    return Queue((*items, *refused), _shared(items), edit, tuple(summary(plan, now, coming)))


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
    plan: Plan, source: imports.Source, kind: str, answers: Mapping[str, str]
) -> imports.Staged:
    """Stage a file with those of the shared answers that it asks for."""
    staged = imports.stage(plan, source, imports.Choices(kind=kind))
    asked = {question.id: question.choices for question in staged.questions}
    own = {key: said for key, said in answers.items() if said in asked.get(key, ())}
    if not own:
        return staged
    return imports.stage(plan, source, imports.Choices(kind=kind, answers=own))


def _item(path: Path, staged: imports.Staged) -> Item:
    if staged.is_repeat:
        return Item(path, staged.kind, "in already", "The plan holds all of it.", staged)
    if not staged.row_count:
        return Item(path, staged.kind, "refused", "It has headings and no rows below them.", staged)
    doubts = sum(guess.key is not None and guess.confidence < _SURE for guess in staged.guesses)
    why = ""
    if not staged.knows_columns:
        why = "No column of it is known. Say which is which."
    elif staged.kind_guess.confidence < _LIKELY:
        why = "It is not sure what this file is."
    elif doubts:
        why = f"{counted(doubts, 'column')} should be checked."
    return Item(path, staged.kind, "needs you" if why else "ready", why, staged)


def _shared(items: Sequence[Item]) -> tuple[Question, ...]:
    """Return the questions that two files or more ask with the same choices, once each."""
    asked: dict[tuple[str, tuple[str, ...]], list[Question]] = {}
    for item in items:
        for question in item.staged.questions if item.staged else ():
            asked.setdefault((question.id, question.choices), []).append(question)
    return tuple(same[0] for same in asked.values() if len(same) > 1)


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
    for staged in ready:
        gap = staged.sheet_total["difference_p"] if staged.sheet_total else 0
        if gap:
            yield f"“{staged.file}”: its own total differs by {format_pounds(gap)} from its rows."
    held = sum(len(staged.rows_held) for staged in ready)
    if held:
        yield f"{counted(held, 'row')} held for later."
    yield from _different_answers(ready)


def _different_answers(ready: Sequence[imports.Staged]) -> Iterable[str]:
    taken: dict[str, dict[str, list[str]]] = {}
    for staged in ready:
        for question in staged.questions:
            taken.setdefault(question.id, {}).setdefault(question.taken, []).append(staged.file)
    for key in ("value_is", "unit", "month_first"):
        ways = taken.get(key, {})
        if len(ways) > 1:
            said = "; ".join(
                f"{way.replace('_', ' ')}: {', '.join(ways[way])}" for way in sorted(ways)
            )
            yield f"Files are read differently ({said})."
