"""A pool by year as lines of text, for the command line."""

from typing import Final

from commissionplanner.budget.results import PoolBudget
from commissionplanner.findings.words import counted
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import NOT_KNOWN

_NAME: Final = 34
_CELL: Final = 16


def lines_of(budget: PoolBudget) -> list[str]:
    """Return a pool by year in pounds, a line each, in columns of one width."""
    plan, totals = budget.seen.plan, budget.totals
    lines = [
        f"{display_name(budget.pool)} · {budget.seen.name} · £",
        _row("", [str(year) for year in budget.years]),
        "Money in",
    ]
    for line in budget.contributions:
        stream = display_name(plan.funding_streams.get(line.stream_id or "")) or "No stream"
        partner = display_name(plan.organisations.get(line.partner_id or "")) or "No partner"
        lines.append(_row(f"  {partner}: {stream}", [_pounds(p) for p in line.amounts_p]))
    lines.append(_row("Money in, known", [_pounds(p) for p in totals.contributions_p]))
    lines.append("Money out")
    for spent in budget.expenditure:
        name = display_name(plan.services.get(spent.service_id))
        lines.append(_row(f"  {name}", [_pounds(p) for p in spent.amounts_p]))
    lines.append(_row("  Contingency", [_pounds(p) for p in totals.contingency_p]))
    for label, level in (
        ("Gap or surplus, confirmed money", "confirmed"),
        ("… with indicative money", "with_indicative"),
        ("… with assumed money", "with_assumed"),
    ):
        lines.append(_row(label, [_signed(p) for p in totals.balance_p[level]]))
    return [*lines, *_remarks(budget)]


def _remarks(budget: PoolBudget) -> list[str]:
    totals = budget.totals
    remarks = list(budget.notes)
    for n, year in enumerate(budget.years):
        parts = []
        if totals.unknown_contributions[n]:
            unknown = totals.unknown_contributions[n]
            parts.append(counted(unknown, "amount of money in", "amounts of money in"))
        if totals.unknown_expenditure[n]:
            parts.append(counted(totals.unknown_expenditure[n], "cost"))
        if totals.unknown_contingency[n]:
            parts.append("the contingency")
        if parts:
            remarks.append(f"{year} leaves out what is not known: {', '.join(parts)}.")
    return remarks


def _row(label: str, cells: list[str]) -> str:
    short = label if len(label) <= _NAME else label[: _NAME - 1] + "…"
    return f"{short:<{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)


def _pounds(amount_p: int | None) -> str:
    return NOT_KNOWN if amount_p is None else format_short(amount_p, "£")


def _signed(amount_p: int | None) -> str:
    if amount_p is None:
        return NOT_KNOWN
    word = "gap " if amount_p < 0 else ""
    return f"{word}{format_short(amount_p, '£')}"
