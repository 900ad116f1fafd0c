"""Write a plan out: as a workbook, or as a folder of tables."""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commissionplanner.analysis.partner_round import hidden_returns
from commissionplanner.app.scenarios_beside import scenarios_beside
from commissionplanner.app.usecases import seals
from commissionplanner.app.usecases.budget import ChoiceError, sensitivity_in, work_out
from commissionplanner.app.usecases.folders import export_folder
from commissionplanner.app.usecases.since import compared, then_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import view
from commissionplanner.budget.sensitivity import Sensitivity
from commissionplanner.edits.base import EditRefused
from commissionplanner.findings import indicators, registry
from commissionplanner.findings.board import board
from commissionplanner.io.export.content import AUDIENCES, USUAL_AUDIENCE, Content, Viewer
from commissionplanner.io.export.workbook import workbook
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import counted
from commissionplanner.progress import Progress


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export made.

    Attributes:
        path: The file or folder.
        audience: For whom, in words.
        lines: What was done and what was left out, a sentence each.
    """

    path: Path
    audience: str
    lines: tuple[str, ...]


def usual_viewer(plan: Plan, audience: str | None = None) -> Viewer:
    """Return for whom an export is made: the audience named, else the plan's own.

    Raises:
        ChoiceError: there is no such audience.
    """
    usual = plan.header.audience or USUAL_AUDIENCE
    wanted = audience or usual
    if wanted not in AUDIENCES:
        raise ChoiceError(f"There is no audience “{wanted}”. Choose one of {', '.join(AUDIENCES)}.")
    return Viewer(wanted, usual)


def content_of(
    plan: Plan,
    *,
    pool_id: str | None = None,
    scenario_id: str | None = None,
    audience: str | None = None,
    as_at: date | None = None,
    progress: Progress | None = None,
) -> Content:
    """Return what a workbook of the plan holds: one pool or all, under one scenario.

    The digest is that of the plan as given, whatever day the export speaks of. Records made
    since the plan was opened stand where they will in its file, so that the same plan always
    gives the same workbook.

    Raises:
        ChoiceError: there is no such audience.
        EditRefused: the scenario is not for the audience, or a figure is too large to add up.
        CancelledError: someone asked for the work to stop.
    """
    recorded = plan.in_order()
    viewer, plan = usual_viewer(recorded, audience), recorded.at(as_at)
    scenario = plan.scenarios.get(scenario_id or "")
    if scenario is not None and not viewer.may_see(scenario):
        raise EditRefused(
            f"Scenario “{display_name(scenario)}” is not for the audience “{viewer.label}”. "
            "Choose another scenario or audience."
        )
    wanted = (pool_id,) if pool_id else _in_order(plan)
    shown = [key for key in wanted if viewer.may_see(plan.pools[key])]
    content = Content(
        plan=view(plan, scenario_id).plan,
        budgets=_budgets(plan, shown, scenario_id),
        scenario_id=scenario_id,
        findings=registry.run(plan, progress=progress),
        viewer=viewer,
        digest=plan_digest(recorded),
        recorded=recorded,
    )
    content = _compared(plan, content, progress)
    beside = scenarios_beside(plan, content, progress or Progress())
    moved: dict[str, Sensitivity] = {}
    for budget in content.budgets:
        with suppress(EditRefused):  # the sheet says that it was not worked out
            moved[budget.pool.id] = sensitivity_in(budget, progress=progress)
    content = replace(content, beside=beside, moved=moved)
    if len(shown) < len(wanted):
        content.withheld.note("Funds", count=len(wanted) - len(shown))
    return content


def _compared(plan: Plan, content: Content, progress: Progress | None) -> Content:
    """Return what a workbook holds with its version, the board and what changed since the last."""
    recorded, found = content.recorded, content.findings
    stands = seals.standing(recorded, content.digest)
    if plan.header != recorded.header:  # speaks of another day
        stands = replace(stands, version=None, words="Draft, at another date than the plan's own")
    then = then_of(recorded, progress=progress)
    since = compared(then, found) if then else None
    return replace(
        content,
        board=board(indicators.of(plan, found), found, then.indicators if then else None),
        since=since.since if since else None,
        since_name=since.name if since else "",
        since_words=since.words if since else "",
        was=then.was if then else None,
        state=stands.state,
        version=stands.words,
    )


def _in_order(plan: Plan) -> tuple[str, ...]:
    return tuple(
        sorted(plan.pools, key=lambda key: (display_name(plan.pools[key]).casefold(), key))
    )


def _budgets(plan: Plan, pool_ids: list[str], scenario_id: str | None) -> tuple[PoolBudget, ...]:
    return tuple(work_out(plan, key, scenario_id) for key in pool_ids)


def export_workbook(
    plan: Plan,
    path: Path,
    *,
    pool_id: str | None = None,
    scenario_id: str | None = None,
    audience: str | None = None,
    as_at: date | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write the workbook, replacing what is there.

    Raises:
        ChoiceError: there is no such audience.
        EditRefused: as `content_of`.
        FileProblem: it could not be written; what was there is as it was.
        CancelledError: someone asked for the work to stop.
    """
    content = content_of(
        plan,
        pool_id=pool_id,
        scenario_id=scenario_id,
        audience=audience,
        as_at=as_at,
        progress=progress,
    )
    made = workbook(content, progress)
    replace_file(path, made, _taken)
    return Exported(path, content.viewer.label, tuple(_said(content, path)))


def _taken(found: bytes) -> None:
    """Take a file as read back: `replace_file` has compared it with what was written."""
    del found


def _said(content: Content, path: Path) -> list[str]:
    funds = ", ".join(f"“{display_name(budget.pool)}”" for budget in content.budgets)
    lines = [f"Wrote “{path.name}” for the audience “{content.viewer.label}”."]
    lines.append(f"Funds: {funds}. Scenario: {content.scenario}." if funds else content.why_no_pool)
    for kind, number in content.withheld.counts.items():
        amount_p = content.withheld.amounts_p.get(kind)
        money = "" if amount_p is None else f", withheld: {format_pounds(amount_p)}"
        lines.append(f"Left out for this audience: {kind.lower()} ({number:,}{money}).")
    return lines


def export_tables(plan: Plan, path: Path, audience: str | None = None) -> Exported:
    """Write the plan whole as a folder of tables, from which it can be read back.

    Raises:
        ChoiceError: there is no such audience.
        EditRefused: an audience is named for whom something would have to be left out; a folder
            holds the plan whole.
        FileProblem: it could not be written.
    """
    if audience:
        viewer = usual_viewer(plan, audience)
        hidden = sum(
            not viewer.may_see(row) for name in TABLES for row in plan.table(name).values()
        )
        if hidden:
            raise EditRefused(
                f"A folder of tables holds the plan whole, and {hidden:,} of its records are not "
                f"for the audience “{viewer.label}”. Export a workbook, or leave --audience out."
            )
    counts = export_folder(plan, path)
    unread = len(hidden_returns(plan))
    lines = [f"Wrote {sum(counts.values()):,} records in {len(counts)} tables to “{path.name}”."]
    lines.append("Everything in the plan is there, whatever its audience.")
    if unread:
        lines.append(
            f"With {counted(unread, 'answer')} of a partner round that not all have answered yet: "
            "they are for its holder only."
        )
    return Exported(path, "", tuple(lines))
