"""The names of a file and what they are taken for, as the wizard lists them for review."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from commissionplanner.edits.matches import SeparateMatch
from commissionplanner.io.mapping.names.review import HOW, IS, MERGE_FROM, NEW, SAME, Match
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.entities import TABLES, NameMatch, Record
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.words import capital, counted

_TAKEN: Final = {SAME: "This one", NEW: "A new one"}


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One name for review.

    Attributes:
        id: Of the answer that settles it.
        table: Of the records; "" for two names of the file itself.
        name: As found.
        matched: What it is taken for, or could be.
        sure: A key of `widgets.steps.SURE`.
        score: "97%", "" where it is no matter of likeness.
        likeness: How near the two names are, 0 to 1.
        why: How it was found and why, in words.
        taken: What holds now, in words.
        choice: `SAME`, `NEW` or `IS`; "" where nothing was said and the default holds.
        is_same: Whether it is taken for the other now.
        rows: "3 rows".
    """

    id: str
    table: str
    name: str
    matched: str
    sure: str
    score: str
    why: str
    taken: str
    choice: str
    is_same: bool
    rows: str
    likeness: float = 1.0

    @property
    def is_near(self) -> bool:
        """Whether nothing was said of it, and the names are so near that they are one, likely."""
        return not self.choice and not self.is_same and self.likeness >= MERGE_FROM


def match_rows(plan: Plan, staged: Staged) -> list[MatchRow]:
    """Return every name to be reviewed, the doubtful first."""
    rows = [_row(plan, match) for match in staged.matches]
    rows += [_twin(key, *pair) for key, pair in staged.twins.items()]
    order = {"check": 0, "likely": 1, "certain": 2}
    return sorted(rows, key=lambda row: order[row.sure])


def _row(plan: Plan, match: Match) -> MatchRow:
    matched = match.proposed
    if match.taken.startswith(IS):
        record = plan.record(match.table, match.record_id)
        matched = full_name(record) if record is not None else matched
    likeness = match.how in ("alike", "said") and match.score < 1
    how = HOW[match.how]
    why = match.why if match.how in ("alike", "follows", "decided") else f"{how}. {match.why}"
    return MatchRow(
        id=match.id, table=match.table, name=match.name, matched=matched, sure=_sure(match),
        score=f"{match.score:.0%}" if likeness else "", why=why, taken=_taken(match),
        choice=match.taken.partition(":")[0] if match.is_answered else "",
        is_same=bool(match.record_id), rows=counted(len(match.rows), "row"),
        likeness=match.score,
    )  # fmt: skip


def _sure(match: Match) -> str:
    if match.is_answered or match.how in ("code", "decided"):
        return "certain"
    return "likely" if match.score >= MERGE_FROM else "check"


def _taken(match: Match) -> str:
    if match.taken.startswith(IS):
        return "Another, as you said"
    words = _TAKEN[match.taken]
    return words if match.is_answered or match.taken == SAME else "A new one, for now"


def _twin(key: str, one: str, other: str, score: float) -> MatchRow:
    return MatchRow(
        id=key, table="", name=other, matched=one, sure="check", score=f"{score:.0%}",
        why="Both names are in this file.", taken="Kept apart, for now", choice="", is_same=False,
        rows="", likeness=score,
    )  # fmt: skip


def sum_of(rows: Iterable[MatchRow]) -> str:
    """Say how many names are to be looked at."""
    rows = list(rows)
    doubtful = sum(row.sure == "check" for row in rows)
    taken = sum(row.is_same for row in rows)
    one = "a record of another name" if taken == 1 else "records of another name"
    said = f"{counted(taken, 'name')} taken for {one}"
    return f"{counted(doubtful, 'name')} to check; {said}" if doubtful else capital(said)


@dataclass(frozen=True, slots=True)
class FoundAs:
    """A name in files by which a record was found.

    Attributes:
        match_id: Of the match, to be undone.
        why: How it was found, "" where that was not kept.
        file: Name of the file that it was last found in; "" where not known.
    """

    match_id: str
    name: str
    why: str
    file: str


def found_as(plan: Plan, table: str, record: Record) -> list[FoundAs]:
    """Return the other names in files that a record was matched from."""
    found = [
        FoundAs(match.id, match.found_name, match.why, source_of(plan, match))
        for match in plan.name_matches.values()
        if (match.record_table, match.record_id) == (table, record.id) and match.is_same
    ]
    return sorted(found, key=lambda f: f.name.casefold())


def source_of(plan: Plan, match: NameMatch) -> str:
    """Return the name of the file that a match was last found in; "" where not known."""
    batch = plan.imports.get(match.import_id or "")
    return batch.file_name if batch is not None else ""


def separate(plan: Plan, match_id: str) -> SeparateMatch:
    """Return the edit that undoes a match for good."""
    match = plan.name_matches.get(match_id)
    return SeparateMatch(match_id, own_id(plan, match) if match is not None else "")


def own_id(plan: Plan, match: NameMatch) -> str:
    """Return the id that a record of that name gets at an import, so that the next one finds it."""
    name = " ".join(match.found_name.casefold().split())
    key = derived_id(plan.id, match.record_table, "name", name)
    if key == match.record_id or match.record_table not in TABLES:
        return derived_id(plan.id, match.record_table, "apart", name)
    return key
