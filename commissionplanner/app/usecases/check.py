"""Ask the rules what needs attention in a plan, as of a day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from commissionplanner.app.usecases.since import Compared, compared, then_of
from commissionplanner.edits.base import EditRefused
from commissionplanner.findings import indicators, levers, registry
from commissionplanner.findings.base import LEVELS, Finding, Rule
from commissionplanner.findings.indicators import Indicator
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found, and one indicator for each barrier.

    Attributes:
        findings: Gravest first.
        indicators: By id.
        plan: What was checked, as at the day asked for.
        since: What changed since the version sealed last; None where none is sealed.
    """

    findings: tuple[Finding, ...]
    indicators: tuple[Indicator, ...]
    plan: Plan
    since: Compared | None = None

    @property
    def needs_attention(self) -> bool:
        """Whether there is an open finding of level problem."""
        return any(f.level == "problem" and f.status == "open" for f in self.findings)

    def as_json(self) -> dict[str, Any]:
        """Return findings, counts, indicators and what changed as the command line prints them.

        The facts of a finding end with the levers that exist for it, by how they stand here.
        """
        said = {
            "findings": [self._as_json(finding) for finding in self.findings],
            "counts": registry.counts(self.findings),
            "indicators": {found.id: found.as_json() for found in self.indicators},
        }
        return said | {"since": self.since.as_json()} if self.since else said

    def _as_json(self, finding: Finding) -> dict[str, object]:
        offered = levers.said(levers.levers_for(self.plan, finding))
        return {**finding.as_json(), "facts": {**finding.facts, **offered}}

    def open_by_level(self) -> dict[str, int]:
        """Return how many open findings there are of each level, gravest first."""
        found = dict.fromkeys(LEVELS, 0)
        for finding in self.findings:
            found[finding.level] += finding.status == "open"
        return found


def check(
    plan: Plan,
    only: tuple[str, ...] = (),
    as_at: date | None = None,
    progress: Progress | None = None,
) -> Checked:
    """Run the rules over a plan.

    Args:
        plan: The plan.
        only: Ids of the rules to ask; none named asks all.
        as_at: The day to speak of, in place of the plan's own.
        progress: Told of each rule; where a cancel takes effect.

    Raises:
        EditRefused: there is no rule of an id named.
        CancelledError: someone asked for the work to stop.
    """
    known = {rule.id for rule in registry.rules()}
    for name in only:
        if name not in known:
            raise EditRefused(f"There is no rule “{name}”. “rules” lists them.")
    plan = plan.at(as_at)
    found = registry.run(plan, only or None, progress)
    measured = indicators.of(plan, found)  # before the version, which has joins of its own
    then = then_of(plan, only or None, progress)
    since = compared(then, found) if then else None
    return Checked(found, measured, plan, since)


def rules() -> tuple[Rule, ...]:
    """Return every rule, for the manual and the command line."""
    return registry.rules()
