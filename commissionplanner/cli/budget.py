"""``commissionplanner budget PLAN``: a pool by year: money in, money out, the gap, who bears it."""

import argparse
from pathlib import Path

from commissionplanner.app.budget_lines import lines_of
from commissionplanner.app.usecases.budget import (
    ChoiceError,
    as_json,
    choose_pool,
    choose_scenario,
    work_out,
)
from commissionplanner.app.usecases.plans import open_plan
from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("budget", help="a pool by year: money in, money out, the gap")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("--pool", metavar="P", help="id or name of the pool")
    parser.add_argument("--scenario", metavar="S", help="id or name of the scenario")
    parser.add_argument(
        "--as-at", type=output.day, metavar="DATE", help="as at this day, as 2026-04-01"
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="draws begin from this; else from the plan's own seed"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Run the command. Returns the exit code."""
    plan = open_plan(args.plan).plan.at(args.as_at)
    try:
        pool_id = choose_pool(plan, args.pool)
        scenario_id = choose_scenario(plan, args.scenario)
    except ChoiceError as error:
        output.complain(str(error))
        return output.WRONG_USE
    if args.seed is not None and args.seed < 0:
        output.complain("A seed is a whole number, nil or more.")
        return output.WRONG_USE
    budget = work_out(plan, pool_id, scenario_id)
    if args.json:
        output.print_json(as_json(budget, args.seed))
    else:
        for line in lines_of(budget):
            output.say(line)
    return output.DONE
