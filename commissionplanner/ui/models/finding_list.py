"""The list of findings as Qt sees it: the ten that matter, or heads and findings in groups."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from commissionplanner.app.usecases.since import Compared, moved_words
from commissionplanner.findings.base import LEVELS, RULES, Finding
from commissionplanner.findings.ten import Matter, Sorted, matters, sort_out
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import Pence, format_short
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import day_text

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
LEVEL_HEADS: Final = {
    "problem": "Problems, act before signing",
    "warning": "Warnings",
    "advice": "Advice",
    "note": "Notes",
}


class Role(IntEnum):
    """What the delegate and the page ask."""

    ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a group: its words, how many it holds, whether it is folded."""

    key: str
    words: str
    count: int
    folded: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: a finding, or all that one rule found about one organisation.

    Attributes:
        finding: The finding, or the gravest of them.
        title: The words of the row.
        organisation: Name of the organisation it is about.
        organisation_id: Its id.
        state: What became of it.
        amount_p: Pounds a year, each record once; None where not known.
        count: How many findings it stands for.
    """

    finding: Finding
    title: str
    organisation: str
    organisation_id: str
    state: str
    amount_p: Pence | None = None
    count: int = 1


Entry = Head | Line


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are shown, and how.

    Attributes:
        state: top (the ten that matter), open, accepted, fixed, gaps (data gaps and what is not
            recorded), or since (what changed since the version sealed last).
        rule: Only this rule; "" for all.
        barrier: Only rules behind this barrier; "" for all.
        organisation_id: Only about this one; "" for all.
        words: Only with all these words in title or name.
        grouped_by: level, money (not grouped, largest first) or organisation.
    """

    state: str = "top"
    rule: str = ""
    barrier: str = ""
    organisation_id: str = ""
    words: str = ""
    grouped_by: str = "level"


_ALL_TOP = Wanted(state="top", grouped_by="")
"""The ten that matter of all findings, which are known without looking."""


def matches(finding: Finding, wanted: Wanted) -> bool:
    """Tell whether a finding of the tab is one of those wanted."""
    rule = RULES.get(finding.rule)
    if wanted.rule and finding.rule != wanted.rule:
        return False
    if wanted.barrier and (rule is None or rule.barrier != wanted.barrier):
        return False
    if wanted.organisation_id and wanted.organisation_id not in finding.organisation_ids:
        return False
    if not wanted.words:
        return True
    text = f"{finding.title} {finding.name} {finding.rule}".casefold()
    return all(word in text for word in wanted.words.casefold().split())


class FindingList(QAbstractListModel):
    """Group heads and findings in the order shown."""

    def __init__(self) -> None:
        super().__init__()
        self._plan = Plan()
        self._listed = sort_out(())
        self._wanted = Wanted()
        self._folded: set[str] = set()
        self._entries: list[Head | Finding | Matter] = []
        self._since: Compared | None = None
        self._changed: dict[int, str] = {}

    @property
    def wanted(self) -> Wanted:
        """Which findings are shown."""
        return self._wanted

    def show(
        self,
        plan: Plan,
        listed: Sorted,
        wanted: Wanted,
        since: Compared | None = None,
    ) -> None:
        """Show those of the findings that are wanted; `since` is what changed, where it is known."""
        self.beginResetModel()
        self._since, self._listed = since, listed
        self._plan, self._wanted = plan, wanted
        self._build()
        self.endResetModel()

    def fold(self, head: Head) -> None:
        """Fold or unfold a group."""
        self.beginResetModel()
        self._folded ^= {head.key}
        self._build()
        self.endResetModel()

    def count(self, state: str) -> int:
        """Return how many findings belong to a tab, whatever else is wanted."""
        if state == "top":
            return len(self._listed.top)
        if state == "since":
            found = self._since.since if self._since else None
            return len(found.appeared) + len(found.closed) + len(found.moved) if found else 0
        return len(self._listed.by_state.get(state, ()))

    def entry(self, row: int) -> Entry | None:
        """Return what stands in a row."""
        if not 0 <= row < len(self._entries):
            return None
        held = self._entries[row]
        if isinstance(held, Matter):
            return self._many(held)
        return held if isinstance(held, Head) else self._line(held)

    def first_finding(self) -> int:
        """Return the row of the first finding; -1 for none."""
        return next((n for n, e in enumerate(self._entries) if not isinstance(e, Head)), -1)

    def row_of(self, finding: Finding) -> int:
        """Return the row that shows the same rule and record; -1 for none."""
        place = (finding.rule, finding.table, finding.key)
        for row, entry in enumerate(self._entries):
            if isinstance(entry, Head):
                continue
            first = entry.findings[0] if isinstance(entry, Matter) else entry
            if (first.rule, first.table, first.key) == place:
                return row
        return -1

    def row_about(self, table: str, key: str) -> int:
        """Return the row of the first finding about a record; -1 for none."""
        for row, entry in enumerate(self._entries):
            if isinstance(entry, Finding) and (entry.table, entry.key) == (table, key):
                return row
        return -1

    def changed(self, finding: Finding | None) -> str:
        """Return what became of a finding since the version sealed last; "" where not shown."""
        return self._changed.get(id(finding), "")

    def _build(self) -> None:
        wanted = self._wanted
        self._changed = {}
        if wanted.state == "since":
            self._entries = []
            for key, words, group in self._changes():
                self._add_group(key, words, [f for f in group if matches(f, wanted)])
            return
        held = self._listed.by_state.get("open" if wanted.state == "top" else wanted.state, [])
        if wanted.state == "open" and (wanted.rule or wanted.barrier):
            held = [
                *held,
                *self._listed.by_state.get("gaps", []),
            ]  # asked for by name: gaps as well
        if replace(wanted, grouped_by="") == _ALL_TOP:
            self._entries = list(self._listed.top)
            return
        found = [f for f in held if matches(f, wanted)]
        if wanted.state == "top":
            self._entries = list(matters(found))
            return
        self._entries = []
        for key, words, group in self._groups(found):
            self._add_group(key, words, group)

    def _add_group(self, key: str, words: str, group: list[Finding]) -> None:
        if words and group:
            folded = key in self._folded
            self._entries.append(Head(key, words, len(group), folded))
            if folded:
                return
        self._entries.extend(group)  # they stay alive, and so do their ids

    def _changes(self) -> Iterable[tuple[str, str, list[Finding]]]:
        """Yield what appeared, moved and closed, and note what became of each."""
        compared = self._since
        if compared is None or compared.since is None:
            return
        found, name = compared.since, compared.name
        closed = [each._replace(status="fixed") for each in found.closed]
        for each in found.appeared:
            self._changed[id(each)] = "Appeared"
        for moved in found.moved:
            self._changed[id(moved.now)] = moved_words(moved)
        for each in closed:
            self._changed[id(each)] = "Closed"
        yield "appeared", f"Appeared since {name}", list(found.appeared)
        yield "moved", f"Moved since {name}", [each.now for each in found.moved]
        yield "closed", f"Closed since {name}, as it was then", closed

    def _groups(self, found: list[Finding]) -> Iterable[tuple[str, str, list[Finding]]]:
        if self._wanted.grouped_by == "money":
            yield "", "", sorted(found, key=lambda f: (-(f.amount_p or 0), f.rule, f.name))
        elif self._wanted.grouped_by == "organisation":
            groups: dict[str, list[Finding]] = {}
            for finding in found:
                groups.setdefault((*finding.organisation_ids, "")[0], []).append(finding)
            named = [(self._name(key) or "No organisation", key) for key in groups]
            for words, key in sorted(named):
                yield f"o:{key}", words, groups[key]
        else:
            for level in LEVELS:
                group = [f for f in found if f.level == level]
                if group:
                    yield level, LEVEL_HEADS[level], group

    def _line(self, finding: Finding) -> Line:
        first = (*finding.organisation_ids, "")[0]
        words, state = _title(finding), self._state(finding)
        return Line(finding, words, self._name(first), first, state, finding.amount_p)

    def _many(self, matter: Matter) -> Line:
        first, count = matter.findings[0], len(matter.findings)
        if count == 1:
            return self._line(first)
        noun = TABLES[first.table].counted(count)
        key = matter.organisation_id
        words, name = f"{matter.title}: {noun}", self._name(key)
        return Line(first, words, name, key, _promised(matter), matter.amount_p, count)

    def _state(self, finding: Finding) -> str:
        if id(finding) in self._changed:
            return self._changed[id(finding)]
        waiver = self._plan.waivers.get(finding.waiver_id or "")
        if finding.status == "accepted" and waiver is not None and waiver.review_on is not None:
            return f"Accepted to {day_text(waiver.review_on)}"
        if finding.action_ids:
            action = self._plan.actions.get(finding.action_ids[0])
            owner = self._plan.persons.get(action.owner_id or "") if action else None
            due = f", {day_text(action.due_on)}" if action and action.due_on else ""
            return f"Action: {owner.name if owner else 'no owner yet'}{due}"
        return "Fixed" if finding.status == "fixed" else ""

    def _name(self, key: str) -> str:
        return display_name(self._plan.organisations.get(key)) if key else ""

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a row says."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Role.ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(entry)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell that every row can be chosen; a head folds its group."""
        del index
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def spoken(entry: Entry) -> str:
    """Return a row in words, for screen readers."""
    if isinstance(entry, Head):
        return f"{entry.words}, {entry.count:,}" + (", folded" if entry.folded else "")
    finding = entry.finding
    money = f", {format_short(entry.amount_p)} a year" if entry.amount_p is not None else ""
    parts = (finding.level, entry.title, finding.rule, entry.organisation, entry.state)
    return ", ".join(part for part in parts if part) + money


def _title(finding: Finding) -> str:
    return (
        f"{finding.name}: {finding.title[0].lower()}{finding.title[1:]}"
        if finding.name
        else finding.title
    )


def _promised(matter: Matter) -> str:
    """Say how many of the findings somebody acts on."""
    count = sum(bool(finding.action_ids) for finding in matter.findings)
    return f"Action on {count:,}" if count else ""
