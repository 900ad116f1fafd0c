"""``commissionplanner info PLAN``: title, counts, totals, digest and versions of a plan."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("info", help="what is in a plan")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print what is in the plan."""
    from commissionplanner.app.usecases import info, plans

    about = info.describe(plans.open_plan(args.plan))
    if args.json:
        output.print_json(about)
        return output.DONE
    output.print_facts(info.in_words(about))
    return output.DONE
