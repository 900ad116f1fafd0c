"""``commissionplanner demo [FOLDER]``: the main job on the sample spreadsheets, without a window."""

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from commissionplanner.cli import output

if TYPE_CHECKING:
    from commissionplanner.app.usecases.demo import Demo
    from commissionplanner.app.usecases.imports import Staged


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("demo", help="the whole main job on the sample spreadsheets")
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER",
        help="where to leave the plan, the workbook and the map; without, a new folder",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    """Do the job, say what was found, and where everything lies."""
    from commissionplanner.app.budget_lines import lines_of
    from commissionplanner.app.usecases import demo

    made = demo.run(args.folder)
    output.say("1. The partners’ spreadsheets, imported")
    for staged in made.imported:
        _say_import(staged)
    output.say()
    output.say("2. What the rules found")
    _say_findings(made)
    output.say()
    output.say("3. The pool by year")
    for line in made.formed:
        output.say(line)
    output.say()
    if made.budget is not None:
        for line in lines_of(made.budget):
            output.say(line)
    output.say()
    output.say("4. Left in the folder")
    output.print_facts({
        "Plan": str(made.plan_path), "Workbook": str(made.workbook_path), "Map": str(made.map_path),
    })  # fmt: skip
    return output.DONE


def _say_import(staged: "Staged") -> None:
    from commissionplanner.model.money import format_pounds

    where = f"{staged.file}, sheet “{staged.sheet_name}”" if staged.sheet_name else staged.file
    output.say(f"{where}: {staged.kind}")
    output.say(
        f"  {staged.rows_read:,} rows read, {staged.rows_accepted:,} in, "
        f"{len(staged.left_out):,} left out, {len(staged.problems):,} cells to fix"
    )
    for key, amount_p in sorted(staged.totals.items()):
        output.say(f"  {key}: {format_pounds(amount_p)}")
    own = staged.sheet_total
    if own is not None:
        difference_p = own["difference_p"]
        words = f"differs by {format_pounds(difference_p)}" if difference_p else "agrees"
        output.say(f"  the sheet's own total: {format_pounds(own['amount_p'])}, {words}")
    for out in staged.left_out:
        output.say(f"  row {out.row} left out: {out.reason}")


def _say_findings(made: "Demo") -> None:
    if made.checked is None:
        return
    found = [finding for finding in made.checked.findings if finding.status == "open"]
    counts = Counter((finding.rule, finding.level, finding.title) for finding in found)
    by_rule: dict[tuple[str, str], int] = {}
    titles: dict[str, str] = {}
    for (rule, level, title), count in counts.items():
        by_rule[rule, level] = by_rule.get((rule, level), 0) + count
        titles.setdefault(rule, title)
    rows = [(rule, level, f"{count:,}", titles[rule]) for (rule, level), count in by_rule.items()]
    output.print_table(("Rule", "Level", "Found", "What"), rows)
    levels = ", ".join(f"{n:,} {name}" for name, n in made.checked.open_by_level().items())
    output.say(f"In all: {levels}.")
