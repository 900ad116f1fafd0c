"""``commissionplanner save-as SRC DST``: open a plan, check it, write it anew."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("save-as", help="open a plan, check it and write it anew")
    parser.add_argument("source", type=Path, metavar="SRC")
    parser.add_argument("target", type=Path, metavar="DST")


def run(args: argparse.Namespace) -> int:
    """Save, and only then say so."""
    from commissionplanner.app.usecases import plans

    saved = plans.save_as(args.source, args.target)
    output.say(f"Saved {args.target} ({saved.facts.digest}).")
    return output.DONE
