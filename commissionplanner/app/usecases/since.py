"""What has changed since the version sealed last: findings in money, and every indicator."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commissionplanner.app.usecases import seals
from commissionplanner.findings import indicators, registry
from commissionplanner.findings.base import Finding
from commissionplanner.findings.indicators import Indicator
from commissionplanner.findings.since import Moved, Since, since
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import SealedVersion
from commissionplanner.model.money import Pence, format_short
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted, long_day
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class Then:
    """What the rules found in the version sealed last, at its own as-at date.

    Attributes:
        version: The version.
        findings: What was found then, by the rules of today; none where it cannot be read.
        indicators: By id; none where it cannot be read.
        problem: Why the version cannot be read; "" where it can.
        was: The plan as the version holds it; None where it cannot be read.
    """

    version: SealedVersion
    findings: tuple[Finding, ...] = ()
    indicators: Mapping[str, Indicator] | None = None
    problem: str = ""
    was: Plan | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A plan beside the version sealed last.

    Attributes:
        then: The version, and what was found in it.
        since: What became of findings; None where the version cannot be read.
    """

    then: Then
    since: Since | None

    @property
    def name(self) -> str:
        """What the version is called, within a sentence."""
        return self.then.version.title or f"version {self.then.version.number}"

    @property
    def words(self) -> str:
        """Say in one line what changed, in money."""
        day = self.then.version.as_at_on
        head = f"Since {self.name}" + (f", as at {long_day(day)}" if day else "")
        if self.since is None:
            return f"{head}: cannot be compared. {self.then.problem}"
        if self.since.is_empty:
            return f"{head}: no finding has changed."
        found = self.since
        parts = (
            f"{_many(len(found.appeared), 'appeared')}{_worth(found.appeared_p)}",
            f"{len(found.closed):,} closed{_worth(found.closed_p)}",
            f"{len(found.moved):,} moved{_worth(found.moved_p, signed=True)}",
        )
        return f"{head}: {', '.join(parts)}"

    @property
    def short(self) -> str:
        """Say the same in a few words: the pounds that appeared and closed."""
        if self.since is None:
            return f"{self.name[0].upper()}{self.name[1:]} cannot be compared"
        if self.since.is_empty:
            return f"No change since {self.name}"
        appeared, closed = self.since.appeared_p, self.since.closed_p
        return (
            f"Since {self.name}: {format_short(appeared)} appeared, {format_short(closed)} closed"
        )

    def before(self, key: str) -> Indicator | None:
        """Return an indicator as it was then; None where it is not known."""
        return (self.then.indicators or {}).get(key)

    def as_json(self) -> dict[str, Any]:
        """Return the comparison under the keys that `check --json` prints."""
        version, found = self.then.version, self.since
        return {
            "version": version.number,
            "title": seals.name_of(version),
            "as_at_on": version.as_at_on.isoformat() if version.as_at_on else None,
            "sealed_on": version.sealed_on.isoformat() if version.sealed_on else None,
            "digest": version.digest,
            "problem": self.then.problem or None,
            "appeared": [each.as_json() for each in found.appeared] if found else None,
            "closed": [each.as_json() for each in found.closed] if found else None,
            "moved": [_moved_json(each) for each in found.moved] if found else None,
            "totals": {
                "appeared_p": found.appeared_p if found else None,
                "closed_p": found.closed_p if found else None,
                "moved_p": found.moved_p if found else None,
            },
            "indicators": {
                key: {"value": each.measure.value, "coverage_ppm": each.measure.coverage_ppm}
                for key, each in (self.then.indicators or {}).items()
            },
        }


def then_of(
    plan: Plan, only: Collection[str] | None = None, progress: Progress | None = None
) -> Then | None:
    """Return what was found in the version sealed last; None where no version is sealed.

    A version that is damaged is said, and stops nothing else.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    version = seals.latest(plan)
    if version is None:
        return None
    try:
        was = seals.sealed_plan(plan, version.number or 0)
    except FileProblem as problem:
        return Then(version, problem=problem.message)
    found = registry.run(was, only, progress)
    return Then(version, found, {each.id: each for each in indicators.of(was, found)}, was=was)


def compared(then: Then, findings: Sequence[Finding]) -> Compared:
    """Return the findings of now beside those of a sealed version."""
    return Compared(then, None if then.problem else since(then.findings, findings))


def moved_words(moved: Moved) -> str:
    """Say what moved in a finding, from what to what."""
    said = []
    before, now = moved.before, moved.now
    if "pounds" in moved.aspects:
        said.append(f"{_pounds(before.amount_p)} → {_pounds(now.amount_p)}")
    if "level" in moved.aspects:
        said.append(f"{before.level} → {now.level}")
    if "status" in moved.aspects:
        said.append(f"{before.status} → {now.status}")
    if not said:
        names = [k for k, v in now.facts.items() if before.facts.get(k) != v]
        names += [k for k in before.facts if k not in now.facts]
        said.append(f"{', '.join(names[:2]) or 'Title'} changed")
    return "; ".join(said)


def _moved_json(moved: Moved) -> dict[str, Any]:
    before = moved.before.as_json()
    kept = ("level", "title", "facts", "amount_p", "status")
    return {
        **moved.now.as_json(),
        "changed": list(moved.aspects),
        "before": {name: before[name] for name in kept},
    }


def _pounds(amount_p: Pence | None) -> str:
    return "not known" if amount_p is None else format_short(amount_p)


def _many(count: int, did: str) -> str:
    return f"{counted(count, 'finding')} {did}"


def _worth(pence: Pence, *, signed: bool = False) -> str:
    if not pence:
        return ""
    sign = "+" if signed and pence > 0 else ""
    return f" ({sign}{format_short(pence)})"
