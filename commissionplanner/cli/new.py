"""``commissionplanner new PLAN``: make a new plan file, empty or from the sample plan."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("new", help="make a new plan")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("--title", default="", help="of the plan; else the name of the file")
    parser.add_argument("--first-year", metavar="YEAR", help="first year planned, as 2026/27")
    parser.add_argument("--years", type=int, default=5, help="how many years are planned")
    parser.add_argument("--sample", action="store_true", help="start from the sample plan")


def run(args: argparse.Namespace) -> int:
    """Make the plan."""
    from commissionplanner.app.usecases import plans
    from commissionplanner.model.years import FinancialYear, YearError

    first_year = None
    if args.first_year is not None:
        try:
            first_year = FinancialYear.parse(args.first_year)
        except YearError as error:
            output.complain(str(error))
            return output.WRONG_USE
    if args.sample and (first_year is not None or args.years != 5):
        output.complain("The sample plan has its own years; leave out --first-year and --years.")
        return output.WRONG_USE
    made = plans.new_plan(args.plan, args.title, first_year, args.years, sample=args.sample)
    output.say(f"Made “{made.plan.header.title}” in {args.plan}.")
    return output.DONE
