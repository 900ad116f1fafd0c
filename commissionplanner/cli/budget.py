"""``commissionplanner budget PLAN``: a pool by year: money in, money out, the gap, who bears it."""

import argparse
from datetime import date
from pathlib import Path
from typing import Final

from commissionplanner.app.usecases.budget import (
    ChoiceError,
    as_json,
    choose_pool,
    choose_scenario,
    with_as_at,
    work_out,
)
from commissionplanner.app.usecases.plans import open_plan
from commissionplanner.budget.results import PoolBudget
from commissionplanner.cli import output
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import display_name

_NAME: Final = 34
_CELL: Final = 16


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("budget", help="a pool by year: money in, money out, the gap")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("--pool", metavar="P", help="id or name of the pool")
    parser.add_argument("--scenario", metavar="S", help="id or name of the scenario")
    parser.add_argument("--as-at", type=_day, metavar="DATE", help="as at this day, as 2026-04-01")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a date; write it as 2026-04-01"
        ) from None


def run(args: argparse.Namespace) -> int:
    """Run the command. Returns the exit code."""
    plan = with_as_at(open_plan(args.plan).plan, args.as_at)
    try:
        pool_id = choose_pool(plan, args.pool)
        scenario_id = choose_scenario(plan, args.scenario)
    except ChoiceError as error:
        output.complain(str(error))
        return output.WRONG_USE
    budget = work_out(plan, pool_id, scenario_id)
    if args.json:
        output.print_json(as_json(budget))
    else:
        print_budget(budget)
    return output.DONE


def print_budget(budget: PoolBudget) -> None:
    """Print a pool by year, in pounds."""
    plan, totals = budget.seen.plan, budget.totals
    output.say(f"{display_name(budget.pool)} · {budget.seen.name} · £")
    _row("", [str(year) for year in budget.years])
    output.say("Money in")
    for line in budget.contributions:
        stream = display_name(plan.funding_streams.get(line.stream_id or "")) or "No stream"
        partner = display_name(plan.organisations.get(line.partner_id or "")) or "No partner"
        _row(f"  {partner}: {stream}", [_pounds(p) for p in line.amounts_p])
    _row("Money in, known", [_pounds(p) for p in totals.contributions_p])
    output.say("Money out")
    for spent in budget.expenditure:
        name = display_name(plan.services.get(spent.service_id))
        _row(f"  {name}", [_pounds(p) for p in spent.amounts_p])
    _row("  Contingency", [_pounds(p) for p in totals.contingency_p])
    for label, level in (
        ("Gap or surplus, confirmed money", "confirmed"),
        ("… with indicative money", "with_indicative"),
        ("… with assumed money", "with_assumed"),
    ):
        _row(label, [_signed(p) for p in totals.balance_p[level]])
    for text in _remarks(budget):
        output.say(text)


def _remarks(budget: PoolBudget) -> list[str]:
    totals = budget.totals
    remarks = list(budget.notes)
    for n, year in enumerate(budget.years):
        parts = []
        if totals.unknown_contributions[n]:
            parts.append(f"{totals.unknown_contributions[n]} amounts of money in")
        if totals.unknown_expenditure[n]:
            parts.append(f"{totals.unknown_expenditure[n]} costs")
        if totals.unknown_contingency[n]:
            parts.append("the contingency")
        if parts:
            remarks.append(f"{year} leaves out what is not known: {', '.join(parts)}.")
    return remarks


def _row(label: str, cells: list[str]) -> None:
    short = label if len(label) <= _NAME else label[: _NAME - 1] + "…"
    output.say(f"{short:<{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in cells))


def _pounds(amount_p: int | None) -> str:
    return "Not known" if amount_p is None else format_short(amount_p, "£")


def _signed(amount_p: int | None) -> str:
    if amount_p is None:
        return "Not known"
    word = "gap " if amount_p < 0 else ""
    return f"{word}{format_short(amount_p, '£')}"
