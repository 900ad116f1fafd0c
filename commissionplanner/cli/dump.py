"""``commissionplanner dump PLAN``: the canonical content, whose SHA-256 is the plan's digest."""

import argparse
import sys
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("dump", help="the plan as sorted text, one JSON object a line")
    parser.add_argument("plan", type=Path, metavar="PLAN")


def run(args: argparse.Namespace) -> int:
    """Print the canonical content."""
    from commissionplanner.app.usecases import plans

    sys.stdout.write(plans.canonical_text(plans.open_plan(args.plan).plan))
    return output.DONE
