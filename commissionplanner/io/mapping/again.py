"""What a staging left, so that after cells were typed only their rows are made again.

All that is judged of a sheet as a whole is judged anew each time: what its columns are, which rows
come in, what is asked. Only where all of that comes out as before are the records of the other
rows kept; else the sheet is staged from the start, which gives the same (`test_restaging`).
"""

import string
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final

from commissionplanner.io.mapping.asking import Asker, Question
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.choices import Choices
from commissionplanner.io.mapping.convert import Converted
from commissionplanner.io.mapping.drafts import Compared, Draft, Made
from commissionplanner.io.mapping.sheet import Sheet
from commissionplanner.model.plan import Plan

_TABLE: Final = "contracts"
"""Of the records that are kept: one of each row, which names no other record of its own table."""
_MOST_CELLS: Final = 200


@dataclass(slots=True)
class Asked:
    """What was asked and noted in a stretch of the staging."""

    questions: list[Question]
    notes: list[str]
    seen: set[str]

    @classmethod
    def since(cls, asker: Asker, n_questions: int, n_notes: int) -> "Asked":
        """Return what was asked and noted since there were so many questions and notes."""
        return cls(asker.questions[n_questions:], asker.notes[n_notes:], set(asker.seen))

    def repeat(self, asker: Asker, rules: Asker, ids: frozenset[str]) -> bool:
        """Ask and note the same again, with the words that questions have now.

        Args:
            asker: Who has been asked what comes before.
            rules: Who was asked anew what is asked of the sheet as a whole.
            ids: What that was before.

        Returns:
            False where that is now something else; nothing was asked then.
        """
        known = {question.id for question in asker.questions}
        now = {question.id: question for question in rules.questions}
        if now.keys() - known != ids or not {*rules.notes} <= {*asker.notes, *self.notes}:
            return False
        asker.questions += [now.get(q.id, q) for q in self.questions if q.id not in known]
        for note in self.notes:
            asker.note(note)
        asker.seen |= self.seen
        return True


@dataclass(slots=True)
class Left:
    """What a staging left for the next.

    Attributes:
        choices: Those it was made by.
        sheet: As it was.
        context: Of the builder, with all who decided.
        held: The drafts as the builder left them, before names matched added theirs.
        asked: What was asked and noted of names and rows.
        touched: Positions of the rows in which cells were typed since.
    """

    plan: Plan
    choices: Choices
    sheet: Sheet
    context: Context
    held: dict[tuple[str, str], Draft]
    asked: Asked
    touched: frozenset[int] = frozenset()
    _renamed: dict[str, Draft] = field(default_factory=dict)

    def fits(self, plan: Plan, choices: Choices, sheet: Sheet) -> bool:
        """Whether only cells were typed since, and the sheet is as it was but for their rows."""
        if self.plan is not plan or replace(choices, cells=self.choices.cells) != self.choices:
            return False
        names = {name for name, _ in self.choices.cells.items() ^ choices.cells.items()}
        if len(names) > _MOST_CELLS:
            return False
        numbers = {int(name.lstrip(string.ascii_uppercase)) for name in names}
        self.touched = frozenset(p for p, row in enumerate(sheet.table.rows) if row in numbers)
        letters = {name.rstrip(string.digits) for name in names}
        places = {place for place, it in enumerate(sheet.table.letters) if it in letters}
        own = {sheet.places[key] for key, _ in sheet.plain_columns(_TABLE)}
        if places & ({*sheet.places.values()} - own) or self.touched & {*sheet.carried.values()}:
            return False
        return _as_a_whole(sheet) == _as_a_whole(self.sheet) and all(
            _is_same(column, self.sheet.single[key], self.touched)
            for key, column in sheet.single.items()
        )

    def serves(self, compared: Compared, choices: Choices, sheet: Sheet) -> bool:
        """Whether the next staging can go on from here: whether each row made one new record."""
        self.choices, self.sheet = choices, sheet
        is_held = _TABLE in compared.changed or _TABLE in compared.unchanged
        return bool(self.context.made) and not (is_held or choices.continues or sheet.yearly)

    def take(self, position: int, words: tuple[str, ...], draft: Draft) -> bool:
        """Take another draft of a row, known by these words; False where other rows share them."""
        rows, drafts = self.context.made, self.context.drafts
        before, was = rows[position].words, rows[position].draft
        draft.id = was.id
        self.context.compared.pop(id(was), None)
        if words != before:
            if not drafts.is_only(_TABLE, before) or not drafts.is_free(_TABLE, words):
                return False
            drafts.forget(_TABLE, before)
            draft.id = drafts.nth_id(_TABLE, *words)
            self._renamed[was.id] = draft
        else:
            self.held[_TABLE, was.id] = draft
        rows[position] = Made(words, draft)
        return True

    def give_drafts(self) -> None:
        """Give the builder's context all drafts, in the order of the rows."""
        if self._renamed:
            held = self.held.items()
            self.held = {
                (_TABLE, self._renamed[key].id) if table == _TABLE and key in self._renamed
                else (table, key): self._renamed.get(key, draft) if table == _TABLE else draft
                for (table, key), draft in held
            }  # fmt: skip
            self._renamed.clear()
        self.context.drafts.held = dict(self.held)


def _as_a_whole(sheet: Sheet) -> tuple[Any, ...]:
    """Return what holds of a sheet beside the values of its columns."""
    return (
        sheet.kind, [*sheet.guesses], sheet.kept, sheet.carried, sheet.carried_keys, sheet.memo,
        sheet.scales, sheet.commas, dict(sheet.places), [*sheet.single], len(sheet.yearly), sheet.persons,
    )  # fmt: skip


def _is_same(column: Converted, before: Converted, touched: Iterable[int]) -> bool:
    """Whether a column reads as it did, in all rows but those touched."""
    if column is before:
        return True
    values, problems, own = list(before.values), dict(before.problems), dict(column.problems)
    for position in touched:
        values[position] = column.values[position]
        problems.pop(position, None)
        own.pop(position, None)
    return values == column.values and problems.keys() == own.keys()
