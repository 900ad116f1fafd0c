"""``commissionplanner export PLAN OUT``: a workbook, or a folder of tables."""

import argparse
from pathlib import Path

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("export", help="a workbook to sign, or a folder of tables")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("out", type=Path, metavar="OUT", help="OUT.xlsx, or a folder")
    parser.add_argument("--pool", metavar="P", help="id or name of one pool; all otherwise")
    parser.add_argument("--scenario", metavar="S", help="id or name of the scenario")
    parser.add_argument(
        "--audience", metavar="A", help="my_organisation, partners, exempt or public"
    )
    parser.add_argument(
        "--as-at", type=output.day, metavar="DATE", help="as at this day, as 2026-04-01"
    )


def run(args: argparse.Namespace) -> int:
    """Run the command. Returns the exit code."""
    from commissionplanner.app.usecases.budget import ChoiceError

    kind = args.out.suffix.lower()
    if kind in (".pdf", ".docx"):
        output.complain(
            f"{kind} is not made by this version. Give a name that ends in .xlsx, or a folder."
        )
        return output.WRONG_USE
    if kind not in ("", ".xlsx") and not args.out.is_dir():
        output.complain(
            f"“{args.out.name}” is no kind of file that this makes. Give a name that ends in .xlsx, or a folder."
        )
        return output.WRONG_USE
    try:
        return _export(args)
    except ChoiceError as error:
        output.complain(str(error))
        return output.WRONG_USE


def _export(args: argparse.Namespace) -> int:
    from commissionplanner.app.usecases import budget, export, plans

    plan = plans.open_plan(args.plan).plan
    if args.out.suffix.lower() == ".xlsx":
        made = export.export_workbook(
            plan,
            args.out,
            pool_id=budget.choose_pool(plan, args.pool) if args.pool else None,
            scenario_id=budget.choose_scenario(plan, args.scenario),
            audience=args.audience,
            as_at=args.as_at,
        )
    else:
        made = export.export_tables(plan, args.out, args.audience)
    for line in made.lines:
        output.say(line)
    return output.DONE
