"""``commissionplanner digest PLAN…``: whether each file is whole, and what its digest is."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("digest", help="is this file whole, and what is its digest")
    parser.add_argument("plans", type=Path, nargs="+", metavar="PLAN")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def run(args: argparse.Namespace) -> int:
    """Print a line for each file; 3 where one of them cannot be opened."""
    from commissionplanner.app.recovery import examine

    code = output.DONE
    for found in examine(args.plans):
        if found.digest is None:
            code = output.FILE_TROUBLE
        if args.json:
            output.print_json(found.as_json())
        elif found.digest is None:
            output.complain(found.message)
        else:
            output.say(f"{found.digest}  {found.file}")
    return code
