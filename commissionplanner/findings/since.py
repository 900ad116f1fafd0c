"""What findings appeared, closed and moved between two states of a plan.

A finding is the same where its rule and its record are the same. Where a rule finds several
things of one record, those that say the same are taken together first, then those of the same
title. Pounds of one record are counted once, whatever findings it has.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from commissionplanner.findings.base import Finding, distinct_amount_p, order
from commissionplanner.model.money import Pence

_Place = tuple[str, str, str]

ASPECTS: Final = ("pounds", "level", "facts", "status")
"""What may move in a finding."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding that is there in both states and is not the same.

    Attributes:
        before: As it was.
        now: As it is.
        aspects: What moved, of `ASPECTS`.
    """

    before: Finding
    now: Finding
    aspects: tuple[str, ...]

    @property
    def change_p(self) -> Pence | None:
        """The change in its pounds a year; None where either is not known."""
        if self.before.amount_p is None or self.now.amount_p is None:
            return None
        return self.now.amount_p - self.before.amount_p


@dataclass(frozen=True, slots=True)
class Since:
    """What became of findings between two states.

    Attributes:
        appeared: Found now and not then, gravest first.
        closed: Found then and not now, as they were then.
        moved: Found in both, and not the same: those whose pounds or level moved first.
    """

    appeared: tuple[Finding, ...]
    closed: tuple[Finding, ...]
    moved: tuple[Moved, ...]

    @property
    def appeared_p(self) -> Pence:
        """Distinct pounds a year of what appeared."""
        return distinct_amount_p(self.appeared)[0]

    @property
    def closed_p(self) -> Pence:
        """Distinct pounds a year of what closed, as they were then."""
        return distinct_amount_p(self.closed)[0]

    @property
    def moved_p(self) -> Pence:
        """By how much the pounds a year of what moved have changed, each record once."""
        changes: dict[tuple[str, str], Pence] = {}
        for each in self.moved:
            change_p = each.change_p
            if change_p is not None:
                place = (each.now.table, each.now.key)
                changes[place] = max(changes.get(place, 0), change_p, key=abs)
        sums: dict[str, Pence] = {}
        for (table, _), change_p in changes.items():
            sums[table] = sums.get(table, 0) + change_p
        return max(sums.values(), default=0, key=abs)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is other than it was."""
        return not (self.appeared or self.closed or self.moved)


def since(before: Iterable[Finding], now: Iterable[Finding]) -> Since:
    """Return what became of findings; those that are fixed are found no longer."""
    was, present = _by_place(before), _by_place(now)
    appeared: list[Finding] = []
    closed: list[Finding] = []
    moved: list[Moved] = []
    for place in {**present, **was}:
        pairs, new, gone = _paired(was.get(place, []), present.get(place, []))
        moved.extend(
            Moved(one, other, found) for one, other in pairs if (found := _moved(one, other))
        )
        appeared.extend(new)
        closed.extend(gone)
    large = sorted(moved, key=lambda each: not {"pounds", "level"} & set(each.aspects))
    return Since(order(appeared), order(closed), tuple(large))


def _by_place(findings: Iterable[Finding]) -> dict[_Place, list[Finding]]:
    found: dict[_Place, list[Finding]] = {}
    for finding in findings:
        if finding.status != "fixed":
            key = "" if finding.table == "about" else finding.key  # a copy of a plan has its own id
            found.setdefault((finding.rule, finding.table, key), []).append(finding)
    return found


def _paired(
    was: Sequence[Finding], present: Sequence[Finding]
) -> tuple[list[tuple[Finding, Finding]], list[Finding], list[Finding]]:
    """Pair findings of one rule and record; what is left over appeared or closed."""
    pairs: list[tuple[Finding, Finding]] = []
    gone, new = list(was), list(present)
    for alike in (_same_words, _same_title, _any):
        for one in list(gone):
            other = next((each for each in new if alike(one, each)), None)
            if other is not None:
                pairs.append((one, other))
                gone.remove(one)
                new.remove(other)
    return pairs, new, gone


def _same_words(one: Finding, other: Finding) -> bool:
    return _same_title(one, other) and one.facts == other.facts


def _same_title(one: Finding, other: Finding) -> bool:
    return one.title == other.title


def _any(one: Finding, other: Finding) -> bool:
    return one.rule == other.rule


def _moved(one: Finding, other: Finding) -> tuple[str, ...]:
    said: Mapping[str, bool] = {
        "pounds": one.amount_p != other.amount_p,
        "level": one.level != other.level,
        "facts": dict(one.facts) != dict(other.facts) or one.title != other.title,
        "status": one.status != other.status,
    }
    return tuple(aspect for aspect in ASPECTS if said[aspect])
