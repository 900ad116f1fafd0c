"""Questions that many files ask: put once, and the answer given to each file as it asked.

A question about one column ("month_first:E") is the same question wherever its columns stand;
its shared id is "month_first:*". Until it is answered each column is read as its own cells
suggest, which may differ from column to column.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.app.usecases import imports
from commissionplanner.app.usecases.books import ID as SHEETS
from commissionplanner.io.mapping.asking import Question
from commissionplanner.model.words import counted

BY_COLUMN: Final = ("month_first", "comma_decimals")
AS_SUGGESTED: Final = "as_suggested"
_MOST_NAMED: Final = 6
_TEXTS: Final = {
    "month_first": "have dates that can only be month first, while other columns of their files have "
    "the day first. Read all of each column with the month first?",
    "comma_decimals": "have amounts such as “1.234,56”. Is the comma the decimal point, and the point "
    "between thousands? Otherwise they are left empty.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one sheet of one file puts it before anything is answered."""

    file: str
    sheet: str
    question: Question


def shared_id(key: str) -> str:
    """Return the id by which a question of a file is answered for all files."""
    family, _, column = key.partition(":")
    return f"{family}:*" if column and family in BY_COLUMN else key


def asked_by(staged: imports.Staged) -> list[Asked]:
    """Return the questions of a file, with those of the sheets that come in beside the first."""
    return [
        Asked(one.file, one.sheet_name or "", question)
        for one in (staged, *staged.also)
        for question in one.questions
    ]


def answers_for(staged: imports.Staged, answers: Mapping[str, str]) -> dict[str, str]:
    """Return those of the shared answers that a file asks for, by its own ids."""
    found: dict[str, str] = {}
    for at, one in enumerate((staged, *staged.also)):
        place = f"{one.sheet_name}/" if at else ""
        for question in one.questions:
            said = answers.get(shared_id(question.id))
            if said in question.choices and question.id != SHEETS:
                found[place + question.id] = said
    return found


def shared(files: Iterable[Sequence[Asked]], answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Return the questions that two files, or two columns, ask with the same choices, once each."""
    same: dict[tuple[str, tuple[str, ...]], list[Asked]] = {}
    for asked in files:
        for one in asked:
            key = (shared_id(one.question.id), one.question.choices)
            same.setdefault(key, []).append(one)
    return tuple(
        _as_one(key, asked, answers)
        for (key, _), asked in same.items()
        if len(asked) > 1 and (key.endswith(":*") or len({one.file for one in asked}) > 1)
    )


def _as_one(key: str, asked: Sequence[Asked], answers: Mapping[str, str]) -> Question:
    first = asked[0].question
    defaults = {one.question.taken for one in asked}
    choices = first.choices if len(defaults) == 1 else (AS_SUGGESTED, *first.choices)
    said = answers.get(key)
    taken = said if said in choices else AS_SUGGESTED if len(defaults) > 1 else first.taken
    return Question(key, _text(key, asked), choices, taken, said in choices)


def _text(key: str, asked: Sequence[Asked]) -> str:
    family = key.partition(":")[0]
    if key == SHEETS:
        names = _listed([f"“{one.file}”" for one in asked])
        return (
            f"{counted(len(asked), 'workbook')} have more sheets with data: {names}. Bring in all sheets "
            "of each?"
        )
    if not key.endswith(":*"):
        return asked[0].question.text
    columns = [f"{one.question.id.partition(':')[2]} of “{one.file}”" for one in asked]
    return f"Columns {_listed(columns)} {_TEXTS[family]}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def read_differently(ready: Iterable[imports.Staged]) -> Iterable[str]:
    """Yield for which questions files, or columns, are read in different ways, a sentence each."""
    taken: dict[str, dict[str, list[str]]] = {}
    for one in (sheet for staged in ready for sheet in (staged, *staged.also)):
        for question in one.questions:
            column = question.id.partition(":")[2]
            key = shared_id(question.id)
            where = f"{one.file}, column {column}" if key != question.id else one.file
            taken.setdefault(key, {}).setdefault(question.taken, []).append(where)
    for key in ("value_is", "unit", "month_first", *(f"{family}:*" for family in BY_COLUMN)):
        ways = taken.get(key, {})
        if len(ways) > 1:
            said = "; ".join(
                f"{way.replace('_', ' ')}: {', '.join(ways[way])}" for way in sorted(ways)
            )
            yield f"{'Columns' if key.endswith(':*') else 'Files'} are read differently ({said})."
