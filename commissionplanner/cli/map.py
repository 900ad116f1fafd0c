"""``commissionplanner map PLAN OUT``: save the map as a picture or a graph."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("map", help="save the map as .svg, .png, .pdf, .html or .graphml")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument(
        "--view",
        default="boundaries",
        help="boundaries, money, pathway, network, links, or a view saved in the plan by its name",
    )
    parser.add_argument(
        "--paper",
        choices=("A4", "A3"),
        help="the size of the sheet; unless said, what the map needs",
    )


def run(args: argparse.Namespace) -> int:
    """Save the map and say what is in it."""
    from commissionplanner.app.usecases import map as maps
    from commissionplanner.app.usecases import plans

    try:
        maps.check_kind(args.out)
    except maps.KindError as error:
        output.complain(str(error))
        return output.WRONG_USE
    plan = plans.open_plan(args.plan).plan
    try:
        options = maps.named_view(plan, args.view)
    except maps.ViewError as error:
        output.complain(str(error))
        return output.WRONG_USE
    saved = maps.save_map(plan, args.out, options, args.paper)
    output.say(f"Saved {saved.path}")
    for line in saved.lines:
        output.say(line)
    return output.DONE
