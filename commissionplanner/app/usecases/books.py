"""Many sheets of one workbook brought in together: each its own kind, one edit."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.asking import AnswerError, Question
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.headings.sheets import SheetInfo, is_aside
from commissionplanner.model.changes import ChangeSet, apply
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted

ID: Final = "sheets"
_THIS: Final = "this_one"
_ALL: Final = "all"

StageOne = Callable[[Plan, Choices], Staged]


def other_sheets(sheets: Sequence[SheetInfo], taken: str) -> list[str]:
    """Return the names of the sheets beside the one taken that seem to hold data, in their order."""
    return [
        sheet.name
        for sheet in sheets
        if sheet.kind == "visible"
        and sheet.name != taken
        and sheet.n_rows > 2
        and sheet.n_columns > 1
        and not is_aside(sheet.name)
    ]


def own_answers(choices: Choices, sheets: Collection[str]) -> Choices:
    """Return the choices without what is said of other sheets, whose names are given."""
    kept = {
        k: v for k, v in choices.answers.items() if k != ID and k.rpartition("/")[0] not in sheets
    }
    return replace(choices, answers=kept)


def with_others(
    plan: Plan,
    staged: Staged,
    sheets: Sequence[SheetInfo],
    choices: Choices,
    stage_one: StageOne,
) -> Staged:
    """Ask whether the other sheets come in as well, and if so make them ready too.

    Each is made ready against what the ones before it would leave, so that a body named in two
    sheets is one body. An answer to a question of another sheet is given as "SHEET/ID".

    Args:
        plan: The plan.
        staged: The sheet that was taken; the others are put beside it.
        sheets: Of the workbook, with their sizes.
        choices: As the user gave them.
        stage_one: Makes a sheet ready: the plan and its choices to what comes in.

    Raises:
        AnswerError: an answer fits nothing.
    """
    names = other_sheets(sheets, staged.sheet_name or "") if not choices.sheet else []
    given = choices.answers.get(ID)
    if not names:
        if given is not None:
            raise AnswerError(
                f"There is no question “{ID}”: the file has no other sheet with data."
            )
        return staged
    if given not in (None, _THIS, _ALL):
        raise AnswerError(f"“{given}” does not answer “{ID}”. Choose one of: {_THIS}, {_ALL}.")
    shown = ", ".join(f"“{name}”" for name in names[:8])
    more = counted(len(names), "more sheet with data", "more sheets with data")
    text = (
        f"“{staged.sheet_name}” is read. The workbook has {more}: {shown}. Bring them in as well?"
    )
    staged.questions.append(Question(ID, text, (_THIS, _ALL), given or _THIS, given is not None))
    if given == _ALL:
        _bring_others(plan, staged, names, choices, stage_one)
    return staged


def _bring_others(
    plan: Plan, staged: Staged, names: list[str], choices: Choices, stage_one: StageOne
) -> None:
    plan = apply(plan, ChangeSet(staged.label, staged.changes))
    for name in names:
        answers = {
            key.rpartition("/")[2]: choice
            for key, choice in choices.answers.items()
            if key.rpartition("/")[0] == name
        }
        try:
            other = stage_one(plan, Choices(sheet=name, answers=answers))
        except FileProblem as problem:
            staged.notes.append(f"“{name}” did not come in: {problem}")
            continue
        if not other.row_count or not other.knows_columns:
            staged.notes.append(f"“{name}” did not come in: no column of it is known as a field.")
            continue
        staged.also.append(other)
        plan = apply(plan, ChangeSet(other.label, other.changes))


def all_changes(staged: Staged) -> ChangeSet:
    """Return what a workbook changes, its sheets one after another, as one."""
    return together(staged.label, (staged, *staged.also))


def together(label: str, sheets: Sequence[Staged]) -> ChangeSet:
    """Return what sheets change one after another, as one, under a label."""
    if len(sheets) == 1:
        return ChangeSet(label, sheets[0].changes)
    found = ChangeSet(label, ())
    for staged in sheets:
        found = found.merged_with(ChangeSet(label, staged.changes))
    return found
