"""Matches of names that are not letter for letter: how sure, why, and what the user said of them.

Every one of them is listed for review, none is made in silence, and what the user decides is
kept in the plan (`name_matches`) and obeyed by every later import.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.asking import AnswerError, Asker
from commissionplanner.io.mapping.drafts import Draft, Drafts
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import Kind, specs
from commissionplanner.model.plan import Plan, full_name

MERGE_FROM: Final = 0.95
ASK_FROM: Final = 0.85
SAME, NEW, IS = "same", "new", "is:"
"""Answers: it is the one proposed; it is another, for good; it is the record of this id."""

HOW: Final = {
    "code": "Same code", "variant": "Same name, written otherwise", "alike": "Names alike",
    "follows": "Took over from it", "list": "Reference list", "decided": "As decided before",
    "said": "As you said", "file": "Alike in this file",
}  # fmt: skip
"""How a match was found, in words."""


@dataclass(slots=True)
class Match:
    """A name of the file and what it is taken for.

    Attributes:
        id: Of the answer that settles it: "same:k3f9ab".
        table: Of the records: organisations, services or funding streams.
        name: As found in the file.
        proposed_id: The record of the plan that it could be.
        proposed: That record's name.
        score: How near, 0 to 1; 1 for a code or a variant of the name.
        how: A key of `HOW`.
        why: In words.
        taken: `SAME`, `NEW`, or `IS` and the id of a record.
        is_answered: Whether the user said so, now or at an earlier import.
        rows: Rows of the file that have the name.
    """

    id: str
    table: str
    name: str
    proposed_id: str
    proposed: str
    score: float
    how: str
    why: str
    taken: str
    is_answered: bool = False
    rows: set[int] = field(default_factory=set)

    @property
    def record_id(self) -> str:
        """The record of the plan that the name is taken for; "" for none."""
        if self.taken == SAME:
            return self.proposed_id
        return self.taken.removeprefix(IS) if self.taken.startswith(IS) else ""

    def as_dict(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {
            "id": self.id, "table": self.table, "name": self.name, "match": self.proposed,
            "match_id": self.proposed_id, "score": round(self.score, 2), "how": self.how,
            "why": self.why, "taken": self.taken, "rows": len(self.rows),
        }  # fmt: skip


@dataclass(slots=True)
class Reviewer:
    """Settles matches: by what was decided, what the user answers, or how near the names are."""

    drafts: Drafts
    asker: Asker
    matches: dict[str, Match] = field(default_factory=dict)
    _same: dict[tuple[str, str], str] = field(default_factory=dict)
    _never: set[tuple[str, str, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for kept in self.plan.name_matches.values():
            if not kept.record_table or kept.record_table not in TABLES:
                continue
            place = (kept.record_table, same_name(kept.found_name))
            if self.plan.record(kept.record_table, kept.record_id) is None:
                continue
            if kept.is_same:
                self._same.setdefault(place, kept.record_id)
            elif kept.is_same is False:
                self._never.add((*place, kept.record_id))

    @property
    def plan(self) -> Plan:
        """The plan compared with."""
        return self.drafts.plan

    def seen(self, table: str, name: str, row: int) -> None:
        """Note one more row that has a name already settled."""
        held = self.matches.get(self._key(table, name)) if self.matches else None
        if held is not None:
            held.rows.add(row)

    def _key(self, table: str, name: str) -> str:
        return f"same:{self.drafts.id_for('names', table, same_name(name))[:6]}"

    def decided(self, table: str, name: str, row: int | None) -> str | None:
        """Return the record that a name was said to be at an earlier import, or None."""
        place = (table, same_name(name))
        if not place[1] or place not in self._same:
            return None
        record_id = self._same[place]
        return self.propose(table, name, record_id, 1.0, "decided", "An earlier import settled it.",
                            row)  # fmt: skip

    def is_never(self, table: str, name: str, record_id: str) -> bool:
        """Whether somebody said that a name never means a record."""
        return (table, same_name(name), record_id) in self._never

    def may_be(self, table: str, name: str, keys: Iterable[str]) -> list[str]:
        """Return the records that a name may mean: all but those it was said never to mean."""
        return [key for key in keys if not self.is_never(table, name, key)]

    def propose(
        self,
        table: str,
        name: str,
        record_id: str,
        score: float,
        how: str,
        why: str,
        row: int | None,
        question: str = "",
    ) -> str | None:
        """Return the record that a name is taken for, or None for one of its own.

        Args:
            table: Of the record.
            name: As found.
            record_id: The record that it could be.
            score: How near they are; from `MERGE_FROM` the match is made unless answered.
            how: A key of `HOW`.
            why: In words.
            row: Of the file.
            question: What is asked where the match is not sure.
        """
        held = self._match(table, name, record_id, score, how, why, question)
        if held is None:
            return None
        if row is not None:
            held.rows.add(row)
        return held.record_id or None

    def _match(
        self, table: str, name: str, record_id: str, score: float, how: str, why: str, question: str
    ) -> Match | None:
        if self.is_never(table, name, record_id):
            return None
        key = self._key(table, name)
        held = self.matches.get(key)
        if held is not None:
            return held
        proposed = self._name_of(table, record_id)
        holder = "the plan holds" if self.plan.record(table, record_id) else "this file also names"
        default = SAME if score >= MERGE_FROM else NEW
        given = self._given(table, key)
        if given is None and default == NEW:
            text = question or f"Is “{name}” the same as “{proposed}”, which {holder}?"
            self.asker.ask(key, f"{text} {why}".strip(), (NEW, SAME), NEW)
        taken = given or default
        if given is None and taken == SAME and how != "decided":
            self.asker.note(f"“{name}” was taken for “{proposed}”, which {holder}. {why}")
        self.matches[key] = Match(
            key, table, name, record_id, proposed, score, "said" if given else how, why, taken,
            is_answered=given is not None or how == "decided",
        )  # fmt: skip
        return self.matches[key]

    def _name_of(self, table: str, record_id: str) -> str:
        record = self.plan.record(table, record_id)
        if record is not None:
            return full_name(record)
        draft = self.drafts.get(table, record_id)
        return str(draft.values.get("name", "")) if draft is not None else ""

    def _given(self, table: str, key: str) -> str | None:
        """Return the user's answer.

        Raises:
            AnswerError: it is none that fits.
        """
        given = self.asker.given(key)
        if given is None or given in (SAME, NEW):
            return given
        if given.startswith(IS) and self.plan.record(table, given.removeprefix(IS)) is not None:
            return given
        raise AnswerError(f"“{given}” does not answer “{key}”. Choose one of: new, same, is:ID.")

    def draft_decisions(self) -> None:
        """Draft what is kept of every match, so that it can be seen, obeyed and undone."""
        same = [match for match in self.matches.values() if match.record_id]
        drafts = self.drafts.by_row(set().union(*(match.rows for match in same)))
        for match in self.matches.values():
            if match.record_id:
                values = self._kept(match, match.record_id, is_same=True)
                made = {at: draft for row in match.rows for at, draft in drafts.get(row, ())}
                values["uses"] = tuple(_uses(match, [made[at] for at in sorted(made)]))
                self._put(match, match.record_id, values)
            elif match.is_answered:
                values = self._kept(match, match.proposed_id, is_same=False)
                self._put(match, match.proposed_id, values)

    def _kept(self, match: Match, record_id: str, *, is_same: bool) -> dict[str, Any]:
        values: dict[str, Any] = {
            "found_name": match.name, "record_table": match.table, "record_id": record_id,
            "is_same": is_same,
        }  # fmt: skip
        if match.how != "decided":
            values["is_decided"] = match.is_answered
            values["why"] = HOW[match.how] if match.how == "said" else match.why
        return values

    def _put(self, match: Match, record_id: str, values: dict[str, Any]) -> None:
        key = self.drafts.id_for("name_matches", match.table, same_name(match.name), record_id)
        held = self.plan.name_matches.get(key)
        if held is not None and values.get("uses"):
            values["uses"] = tuple(dict.fromkeys((*held.uses, *values["uses"])))
        self.drafts.put(Draft("name_matches", key, values, (), min(match.rows, default=None)))

    def listed(self) -> list[Match]:
        """Return all matches, those to be looked at first: the doubtful, then the near ones."""
        return sorted(self.matches.values(), key=lambda m: (m.is_answered, m.how == "decided",
                       m.score >= MERGE_FROM, -m.score, same_name(m.name)))  # fmt: skip


def _uses(match: Match, drafts: Iterable[Draft]) -> Iterator[str]:
    """Yield the fields of drafts that point to the record by this name."""
    for draft in drafts:
        for spec in specs(TABLES[draft.table].entity):
            if spec.table != match.table or spec.kind not in (Kind.REF, Kind.REFS):
                continue
            value = draft.values.get(spec.name)
            if value == match.record_id or (isinstance(value, tuple) and match.record_id in value):
                yield f"{draft.table}/{draft.id}/{spec.name}"


def named_in(record: Record) -> str:
    """Return the name by which a record is matched."""
    return str(getattr(record, "name", ""))
