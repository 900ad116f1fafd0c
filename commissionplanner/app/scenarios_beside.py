"""The scenarios that an export lays beside each other, of what its audience may see."""

from collections.abc import Sequence
from dataclasses import dataclass

from commissionplanner.app.scenario_compare import AS_RECORDED, Row, assumed_otherwise
from commissionplanner.app.usecases.budget import work_out
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import View, scenario_name
from commissionplanner.edits.base import EditRefused
from commissionplanner.io.export.content import Beside, Content, Side
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class _Known:
    """A plan, the export made of it, and the scenarios that it may show; None is the base."""

    plan: Plan
    content: Content
    scenario_ids: tuple[str | None, ...]
    progress: Progress


def scenarios_beside(plan: Plan, content: Content, progress: Progress) -> dict[str, Beside]:
    """Return each exported fund's scenarios, the plan as recorded first.

    Raises:
        CancelledError: someone asked for the work to stop.
    """
    rows = sorted(plan.scenarios.values(), key=lambda row: (display_name(row).casefold(), row.id))
    ids = (None, *(row.id for row in rows if content.viewer.may_see(row)))
    known = _Known(plan, content, ids, progress)
    return {budget.pool.id: _beside(known, budget) for budget in content.budgets}


def _beside(known: _Known, own: PoolBudget) -> Beside:
    sides, views, notes = list[Side](), list[View](), list[str]()
    for n, key in enumerate(known.scenario_ids):
        name = scenario_name(known.plan, key) if key else AS_RECORDED
        known.progress.step(n, len(known.scenario_ids), f"Working out {name}")
        try:
            is_own = key == known.content.scenario_id
            budget = own if is_own else work_out(known.plan, own.pool.id, key)
        except EditRefused as problem:
            notes.append(f"“{name}” is left out. {problem}")
            continue
        sides.append(Side(key, name, budget))
        views.append(budget.seen)
    rows = assumed_otherwise(views, own.pool.id)
    return Beside(tuple(sides), _shown(known.content, rows), tuple(notes))


def _shown(content: Content, rows: Sequence[Row]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return rows but for those that tell of what the audience may not see."""
    shown = [
        row
        for row in rows
        if all(content.may_see(content.recorded.record(*place)) for place in row.about)
    ]
    if len(shown) < len(rows):
        content.withheld.note("What scenarios assume", count=len(rows) - len(shown))
    return tuple((row.label, row.texts) for row in shown)
