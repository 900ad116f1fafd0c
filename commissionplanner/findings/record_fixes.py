"""Fixes of findings about agreements, decisions, the plan's ages, and figures and records twice."""

from commissionplanner.analysis.index import index_of
from commissionplanner.edits.matches import JoinRecords
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.findings import words
from commissionplanner.findings.base import Finding
from commissionplanner.findings.fix_parts import Fix, named, setting
from commissionplanner.findings.rules.data import alike
from commissionplanner.model.entities import Allocation, Record, ServiceCost
from commissionplanner.model.fields import Kind, specs
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear, add_months


def reviewed(plan: Plan, finding: Finding) -> Fix | None:
    """Say that an agreement was reviewed; the next review is a year after the as-at day."""
    agreement, as_at = plan.agreements.get(finding.key), plan.header.as_at_on
    if agreement is None or as_at is None:
        return None
    if agreement.end_on is not None and agreement.end_on < as_at:
        return None
    due = add_months(as_at, 12)
    says = (
        f"Records that its parties reviewed it by {words.day(as_at)} and that the next review is "
        f"due on {words.day(due)}. Make it only where they did."
    )
    return setting(plan, ("agreements", agreement.id), "It was reviewed", says, {"review_on": due})


def agreed(plan: Plan, finding: Finding) -> Fix | None:
    """Say that the partners named agreed."""
    decision = plan.decisions.get(finding.key)
    missing = finding.organisation_ids
    if decision is None or not missing:
        return None
    names = words.some([display_name(plan.organisations.get(key)) or key for key in missing])
    says = f"Records that these agreed: {names}. Make it only where a minute says so."
    values = {"agreed_ids": tuple(dict.fromkeys((*decision.agreed_ids, *missing)))}
    return setting(plan, ("decisions", decision.id), "They agreed", says, values)


def out_of_scope(plan: Plan, finding: Finding) -> Fix | None:
    """Take the ages without a service out of what the plan is for, where others remain."""
    held = {band for service in plan.services.values() for band in service.age_bands}
    kept = tuple(band for band in plan.header.age_bands if band in held)
    empty = finding.facts.get("Ages with no service")
    if not kept or not empty or "Stages with no service" in finding.facts:
        return None
    says = f"Records that the plan is not for these ages: {empty}."
    return setting(plan, ("about", plan.id), "Out of scope", says, {"age_bands": kept})


def made_one(plan: Plan, finding: Finding) -> Fix | None:
    """Make one record of two that look the same, where no amount or day of them differs."""
    found = next((g for _, g in alike(plan, finding.table) if g[0].id == finding.key), [])
    if len(found) != 2 or _differ(*found):
        return None
    one, other = found
    says = (
        f"Keeps “{display_name(one)}”, fills what it lacks from “{display_name(other)}”, and "
        "points to it all that pointed to the other. Look at both first."
    )
    edit = JoinRecords(finding.table, one.id, other.id)
    return Fix("Make them one", says, edit)


def _differ(one: Record, other: Record) -> bool:
    figures = (s.name for s in specs(type(one)) if s.kind in (Kind.MONEY, Kind.DAY, Kind.RATE))
    pairs = ((getattr(one, name), getattr(other, name)) for name in figures)
    return any(a is not None and b is not None and a != b for a, b in pairs)


def digit_moved(plan: Plan, finding: Finding) -> Fix | None:
    """Bring a figure to the size of the year before, where one record holds all of it."""
    row = plan.record(finding.table, finding.key)
    if not isinstance(row, ServiceCost | Allocation) or row.year is None or not row.amount_p:
        return None
    now, before = (_of_line(plan, row, row.year.plus(step)) for step in (0, -1))
    if len(now) != 1 or not before:
        return None
    was_p = sum(other.amount_p or 0 for other in before)
    larger, smaller = max(was_p, row.amount_p), min(was_p, row.amount_p)
    times = 10 if 2 * larger <= 21 * smaller else 100
    if row.amount_p > was_p and row.amount_p % times:
        return None
    new_p = row.amount_p // times if row.amount_p > was_p else row.amount_p * times
    says = (
        f"Records {format_pounds(new_p)} instead of {format_pounds(row.amount_p)} for {row.year}. "
        "Look at its source first: the figure of the year before may be the wrong one."
    )
    label = f"Make it {format_pounds(new_p)}"
    return setting(plan, (finding.table, row.id), label, says, {"amount_p": new_p})


def _of_line(
    plan: Plan, row: ServiceCost | Allocation, year: FinancialYear
) -> list[ServiceCost] | list[Allocation]:
    """Return the records that the line of one is made of in a year."""
    index = index_of(plan)
    if isinstance(row, ServiceCost):
        line = row.payer_id, row.stream_id, row.pool_id
        costs = index.planned.get((row.service_id or "", year), ())
        return [c for c in costs if (c.payer_id, c.stream_id, c.pool_id) == line]
    rows = index.allocations.get((row.stream_id or "", year), ())
    return [other for other in rows if other.recipient_id == row.recipient_id]


def last_kept(plan: Plan, finding: Finding) -> Fix | None:
    """Keep the last of a running total, and delete what came before it."""
    last = plan.record(finding.table, finding.key)
    if not isinstance(last, ServiceCost | Allocation):
        return None
    rows = (plan.service_costs if isinstance(last, ServiceCost) else plan.allocations).values()
    names = (
        ("service_id", "year", "measure", "payer_id", "stream_id", "pool_id")
        if isinstance(last, ServiceCost)
        else ("stream_id", "recipient_id", "year")
    )
    earlier = tuple(
        row.id for row in rows
        if row.id != last.id and row.amount_p is not None
        and all(getattr(row, name) == getattr(last, name) for name in names)
    )  # fmt: skip
    if not earlier or last.amount_p is None:
        return None
    label = "Keep the last alone"
    says = (
        f"Keeps {format_pounds(last.amount_p)} and deletes the "
        f"{words.counted(len(earlier), 'earlier amount')} that it holds already."
    )
    edit = DeleteRecords(finding.table, earlier)
    return Fix(label, says, named(plan, (finding.table, last.id), label, edit))
