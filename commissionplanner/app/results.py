"""What was worked out of one plan, whole, for the window to draw: findings, indicators."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from commissionplanner.app.derived import Derived
from commissionplanner.app.usecases.since import Compared, compared
from commissionplanner.findings.base import LEVELS, Finding, distinct_amount_p
from commissionplanner.findings.indicators import Indicator
from commissionplanner.findings.ten import Sorted, sort_out
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class Results:
    """Findings and indicators, and the plan they are of.

    Attributes:
        plan: The plan; where the document has moved on, this is out of date.
        findings: Every finding, gravest first, with its status.
        by_record: Open findings by (table, id), gravest first.
        indicators: One or more for each barrier.
        open_by_level: How many open findings there are of each level.
        touched_p: Distinct pounds a year that open problems and warnings touch.
        listed: The findings as a list of them begins.
        since: What changed since the version sealed last; None where none is sealed, or what was
            found in it is still being worked out.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    by_record: Mapping[tuple[str, str], tuple[Finding, ...]]
    indicators: tuple[Indicator, ...]
    open_by_level: Mapping[str, int]
    touched_p: Pence
    listed: Sorted
    since: Compared | None = None

    @property
    def open_count(self) -> int:
        """How many open findings ask for something: problems and warnings."""
        return sum(self.open_by_level.get(level, 0) for level in LEVELS[:2])

    def about(self, table: str, key: str) -> tuple[Finding, ...]:
        """Return the open findings about a record, gravest first."""
        return self.by_record.get((table, key), ())


def work_out(kept: Derived, plan: Plan, progress: Progress | None = None) -> Results:
    """Work out everything of a plan, taking over what `kept` still has.

    Args:
        kept: What was worked out of the plan before; one job at a time uses it.
        plan: A snapshot, so that this may run on a thread.
        progress: Told of each rule; where a cancel takes effect.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    findings = kept.findings(plan, progress)
    by_record: dict[tuple[str, str], list[Finding]] = {}
    open_ones = [finding for finding in findings if finding.status == "open"]
    for finding in open_ones:
        by_record.setdefault((finding.table, finding.key), []).append(finding)
    sealed = {place: tuple(each) for place, each in by_record.items()}
    then = kept.then(plan)
    touched_p, _ = distinct_amount_p(each for each in open_ones if each.level in LEVELS[:2])
    return Results(
        plan, findings, MappingProxyType(sealed), kept.indicators(plan),
        Counter(finding.level for finding in open_ones), touched_p, sort_out(findings),
        compared(then, findings) if then is not None else None,
    )  # fmt: skip
