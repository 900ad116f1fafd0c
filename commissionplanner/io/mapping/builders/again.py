"""What a staging left, so that after corrections only the rows they concern are made again.

All that is judged of a sheet as a whole is judged anew each time: what its columns are, which rows
come in, what is asked. Only where all of that comes out as before are the records of the other
rows kept; else the sheet is staged from the start, which gives the same (`test_restaging`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from commissionplanner.io.mapping.answers.choices import Choices
from commissionplanner.io.mapping.asking import Asker, Question
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Draft, Made
from commissionplanner.io.mapping.values.sheet import Sheet
from commissionplanner.io.tabular.cells import is_blank
from commissionplanner.model.plan import Plan

_TABLE: Final = "contracts"
"""Of the records that are kept: one of each row, which names no other record of its own table."""
_MOST_ROWS: Final = 5_000
"""More are not worth telling from the whole."""
_NAMING: Final = frozenset({"provider_id", "commissioner_id", "stream_ids", "service_ids"})
"""Fields that name other records; columns of codes beside a name are theirs."""


@dataclass(slots=True)
class Asked:
    """What was asked and noted in a stretch of the staging."""

    questions: list[Question]
    offered: list[Question]
    notes: list[str]
    seen: set[str]

    @classmethod
    def since(cls, asker: Asker, before: tuple[int, int, int]) -> "Asked":
        """Return what was asked and noted since there were so many questions, offers and notes."""
        asked, offered, noted = before
        return cls(
            asker.questions[asked:], asker.offered[offered:], asker.notes[noted:], set(asker.seen)
        )

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
        for question in self.offered:
            asker.offer(question)
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
        touched: Positions of the rows in which a cell reads otherwise now, or that came in or went.
        moved: Those of them that came in or went, or now name other records.
    """

    plan: Plan
    choices: Choices
    sheet: Sheet
    context: Context
    held: dict[tuple[str, str], Draft]
    asked: Asked
    touched: frozenset[int] = frozenset()
    moved: frozenset[int] = frozenset()
    _instead: dict[str, tuple[Draft, ...]] = field(default_factory=dict)
    _joined: set[int] = field(default_factory=set)

    def fits(self, plan: Plan, choices: Choices, sheet: Sheet) -> bool:
        """Whether the sheet is as it was but for a few rows, and they bring in no other names."""
        if self.plan is not plan or _settled(choices) != _settled(self.choices):
            return False
        if _as_a_whole(sheet) != _as_a_whole(self.sheet):
            return False
        found = self._changed_rows(sheet)
        if found is None or len(found) > _MOST_ROWS or found & {*sheet.carried.values()}:
            return False
        self.touched = frozenset(found)
        return self._names_stand(sheet)

    def _changed_rows(self, sheet: Sheet) -> set[int] | None:
        """Return the rows that differ; None where a column does that rows do not stand alone in."""
        before = self.sheet
        found = {*sheet.kept} ^ {*before.kept} if sheet.kept != before.kept else set()
        alone = {key for key, _ in sheet.plain_columns(_TABLE)}
        for key, place in sheet.places.items():
            own, was = sheet.single[key], before.single[key]
            differs = {*_differing(sheet.table.columns[place], before.table.columns[place])}
            if own is not was:
                differs.update(_differing(own.values, was.values))
                differs |= own.problems.keys() ^ was.problems.keys()
            if differs and key not in alone and not _names(key):
                return None
            found |= differs
        return found

    def _names_stand(self, sheet: Sheet) -> bool:
        """Whether rows that moved name only what a row above them, which stands, names as they do.

        Then nothing was found, asked or noted for them that is not for that row.
        """
        before = self.sheet
        keys = [key for key in sheet.places if _names(key)]
        now, then = {*sheet.kept}, {*before.kept}
        last: dict[tuple[Any, ...], int] = {}
        moved = set()
        for position in self.touched:
            names = _cells(sheet, keys, position), _cells(before, keys, position)
            if names[0] == names[1] and (position in now) == (position in then):
                continue
            moved.add(position)
            for own in names:
                if not all(is_blank(cell) for _, _, cell in own):
                    last[own] = min(position, last.get(own, position))
        self.moved = frozenset(moved)
        if not last:
            return True
        until = max(last.values())
        for position in sheet.kept:
            if not last or position > until:
                break
            if position in then and position not in self.touched:
                own = _cells(sheet, keys, position)
                if position < last.get(own, -1):
                    del last[own]
        return not last

    def serves(self, choices: Choices, sheet: Sheet) -> bool:
        """Whether the next staging can go on from here: whether each row made one record."""
        self.choices, self.sheet = choices, sheet
        is_several = choices.continues or sheet.yearly or sheet.joint
        is_alone = not (is_several or self.context.has_known)
        return bool(self.context.made) and is_alone

    def forget_rows(self) -> None:
        """Take the rows that moved out of what was made of several rows."""
        numbers = {self.sheet.row(position) for position in self.moved}
        if not numbers:
            return
        for match in self.context.reviewer.matches.values():
            match.rows -= numbers
        for (table, _), draft in self.held.items():
            if table != _TABLE and draft.rows:
                draft.rows -= numbers

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
            self._instead[was.id] = (draft,)
        else:
            self.held[_TABLE, was.id] = draft
        rows[position] = Made(words, draft)
        return True

    def leave(self, position: int) -> bool:
        """Forget the draft of a row that comes in no more; False where other rows share its words."""
        was = self.context.made[position]
        if not self.context.drafts.is_only(_TABLE, was.words):
            return False
        del self.context.made[position]
        self.context.drafts.forget(_TABLE, was.words)
        self.context.compared.pop(id(was.draft), None)
        self._instead[was.draft.id] = ()
        return True

    def join(self, position: int, words: tuple[str, ...], draft: Draft) -> bool:
        """Take the draft of a row that comes in anew; False where other rows share its words."""
        if not self.context.drafts.is_free(_TABLE, words):
            return False
        draft.id = self.context.drafts.nth_id(_TABLE, *words)
        self.context.made[position] = Made(words, draft)
        self._joined.add(position)
        return True

    def give_drafts(self, kept: Sequence[int]) -> None:
        """Give the builder's context all drafts, in the order of the rows that come in now."""
        if self._instead or self._joined:
            self.held = {(draft.table, draft.id): draft for draft in self._in_order(kept)}
            self._instead.clear()
            self._joined.clear()
        self.context.drafts.held = dict(self.held)

    def _in_order(self, kept: Sequence[int]) -> Iterator[Draft]:
        """Yield the drafts that stand, those of rows that came in each after that of the row above."""
        made = self.context.made
        after: dict[str, list[Draft]] = {}
        for position in sorted(self._joined):
            above = bisect_left(kept, position) - 1
            while kept[above] in self._joined:
                above -= 1
            after.setdefault(made[kept[above]].draft.id, []).append(made[position].draft)
        for (table, key), draft in self.held.items():
            for own in self._instead.get(key, (draft,)) if table == _TABLE else (draft,):
                yield own
                if table == _TABLE and own.id in after:
                    yield from after[own.id]


def _as_a_whole(sheet: Sheet) -> tuple[Any, ...]:
    """Return what holds of a sheet beside the values of its columns and which rows come in."""
    return (
        sheet.kind, [*sheet.guesses], sheet.carried, sheet.carried_keys, sheet.memo, sheet.joint,
        sheet.scales, sheet.commas, sheet.spread, sheet.with_pence, dict(sheet.places), [*sheet.single],
        len(sheet.yearly), sheet.persons,
    )  # fmt: skip


def _settled(choices: Choices) -> Choices:
    """Return the choices without those that concern single rows."""
    answers = {key: taken for key, taken in choices.answers.items() if key != "rows_to_fix"}
    return replace(
        choices, answers=answers, cells={}, rows_out=frozenset(), rows_held=frozenset(),
        replacements=(), fixes={},
    )  # fmt: skip


def _names(key: str) -> bool:
    """Whether a field names other records, or is a code of one named."""
    return key.partition(".")[0] in _NAMING


def _differing(own: Sequence[Any], before: Sequence[Any]) -> Iterator[int]:
    """Yield the positions at which two columns differ."""
    if own is before:
        return
    for position, (one, other) in enumerate(zip(own, before, strict=True)):
        if one is not other and (one != other or one.__class__ is not other.__class__):
            yield position


def _cells(sheet: Sheet, keys: Sequence[str], position: int) -> tuple[Any, ...]:
    """Return what a row names in some columns, as read and as it stands."""
    return tuple(
        (sheet.single[key].values[position], cell.__class__, cell)
        for key in keys
        for cell in (sheet.table.columns[sheet.places[key]][position],)
    )
