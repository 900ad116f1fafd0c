"""What follows from a plan, kept until the plan moves on: findings, indicators, headlines, budgets.

One object serves an open plan. Work is asked for with the plan it is about, so that a job on
another thread gets what belongs to its own snapshot. A rule is asked again only when a table
that it reads has been exchanged.
"""

from collections.abc import Callable
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from commissionplanner.app.usecases.since import Then, then_of
from commissionplanner.collecting import without_collection
from commissionplanner.findings import headlines, indicators, registry
from commissionplanner.findings.base import Finding
from commissionplanner.findings.headlines import Headline
from commissionplanner.findings.indicators import Indicator
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

if TYPE_CHECKING:
    from commissionplanner.budget.resource import Resource
    from commissionplanner.budget.results import PoolBudget
    from commissionplanner.findings.silo_rows import SiloReport

T = TypeVar("T")
_ALWAYS = ("about",)


class Derived:
    """Keeps what follows from the plan asked about last. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._rules: dict[str, tuple[tuple[Any, ...], tuple[Finding, ...]]] = {}
        self._plan: Plan | None = None
        self._kept: dict[tuple[str, ...], Any] = {}
        self._then: tuple[Any, Then | None] = ((), None)
        self.rules_run = 0

    def findings(self, plan: Plan, progress: Progress | None = None) -> tuple[Finding, ...]:
        """Return the findings of a plan, gravest first.

        Raises:
            CancelledError: someone asked for the work to stop; what was worked out is kept.
        """
        return self._keep(plan, ("findings",), lambda: self._find(plan, progress))

    def indicators(self, plan: Plan) -> tuple[Indicator, ...]:
        """Return the indicators of the barriers."""
        return self._keep(plan, ("indicators",), lambda: indicators.of(plan, self.findings(plan)))

    def headlines(self, plan: Plan) -> tuple[Headline, ...]:
        """Return the headline figures."""
        return self._keep(plan, ("headlines",), lambda: headlines.of(plan))

    def resource(self, plan: Plan) -> "Resource":
        """Return what the place has in the years planned."""
        from commissionplanner.budget.resource import resource

        return self._keep(plan, ("resource",), lambda: resource(plan))

    def budget(self, plan: Plan, pool_id: str, scenario_id: str | None = None) -> "PoolBudget":
        """Return a pool's budget under a scenario; None is the base.

        Raises:
            KeyError: the plan has no such pool or scenario.
            OverflowError: an amount grows beyond what a plan can hold.
        """
        from commissionplanner.budget.results import pool_budget

        key = ("budget", pool_id, scenario_id or "")
        return self._keep(plan, key, lambda: pool_budget(plan, pool_id, scenario_id))

    def then(self, plan: Plan) -> Then | None:
        """Return what was found in the version sealed last, where it has been worked out."""
        with self._lock:
            key, found = self._then
        return found if key and _same(key, _sealed(plan)) else None

    def work_out_then(self, plan: Plan, progress: Progress | None = None) -> Then | None:
        """Work that out and keep it; others may ask for other things meanwhile.

        Raises:
            CancelledError: someone asked for the work to stop.
        """
        found = self.then(plan)
        if found is None:
            found = then_of(plan, progress=progress)
            with self._lock:
                self._then = (_sealed(plan), found)
        return found

    def silo_report(self, plan: Plan, progress: Progress | None = None) -> "SiloReport":
        """Return the silo analysis in words. Others may ask for other things meanwhile.

        Raises:
            CancelledError: someone asked for the work to stop.
        """
        from commissionplanner.analysis.shortest_paths import exact_or_sampled
        from commissionplanner.analysis.silo_analysis import analyse
        from commissionplanner.findings.silo_report import report
        from commissionplanner.findings.silo_rows import SiloReport

        with self._lock:
            kept = self._kept.get(("silos",)) if self._plan is plan else None
        if isinstance(kept, SiloReport):
            return kept
        analysis = analyse(plan, progress, exact_or_sampled)
        made = report(plan, analysis, self.findings(plan, progress))
        with self._lock:
            if self._plan is plan:
                self._kept[("silos",)] = made
        return made

    def _keep(self, plan: Plan, key: tuple[str, ...], work: Callable[[], T]) -> T:
        with self._lock:
            if self._plan is not plan:
                self._plan, self._kept = plan, {}
            if key not in self._kept:
                self._kept[key] = work()
            found: T = self._kept[key]
            return found

    def _find(self, plan: Plan, progress: Progress | None) -> tuple[Finding, ...]:
        found: list[Finding] = []
        listed = registry.rules()
        with without_collection():
            for done, rule in enumerate(listed):
                tables = tuple(plan.table(name) for name in sorted(rule.tables | set(_ALWAYS)))
                before = self._rules.get(rule.id)
                if before is None or not _same(before[0], tables):
                    if progress is not None:
                        progress.step(done, len(listed), rule.title)
                    self._rules[rule.id] = (tables, registry.run_rule(plan, rule))
                    self.rules_run += 1
                found.extend(self._rules[rule.id][1])
            return registry.settled(plan, found, {rule.id for rule in listed})


def _sealed(plan: Plan) -> tuple[Any, ...]:
    """Return what the findings of a sealed version follow from: names of people are as of now."""
    return (plan.sealed_versions, plan.persons)


def _same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Whether two plans hold the very same tables: an edit exchanges those it touches."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
