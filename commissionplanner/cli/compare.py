"""``commissionplanner compare OLD NEW``: what changed between two plan files."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("compare", help="what changed between two plans")
    parser.add_argument("old", type=Path, metavar="OLD")
    parser.add_argument("new", type=Path, metavar="NEW")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the changes, a line each."""
    from commissionplanner.app.usecases import compare

    changes, newer = compare.compare_files(args.old, args.new)
    if args.json:
        output.print_json(compare.as_json(changes))
        return output.DONE
    for change in changes:
        output.say(compare.in_words(newer, change))
    output.say(f"{len(changes):,} changes." if changes else "The two plans are the same.")
    return output.DONE
