"""``commissionplanner check PLAN``: findings and indicators. Exit 1 when an open one is a problem."""

import argparse
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final

from commissionplanner.cli import output

if TYPE_CHECKING:
    from commissionplanner.app.usecases.check import Checked
    from commissionplanner.findings.base import Finding

MOST_OF_ONE_RULE: Final = 20
"""Findings of one rule and level that are printed; how many more there are is said."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("check", help="what needs attention in a plan")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("--rule", metavar="ID", help="ask one rule only, such as CON-010")
    parser.add_argument("--as-at", type=output.day, metavar="DATE", help="speak of this day")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print what the rules find in the plan."""
    from commissionplanner.app.usecases import check, plans

    wanted = (args.rule.upper(),) if args.rule else ()
    if wanted and wanted[0] not in {rule.id for rule in check.rules()}:
        output.complain(f"There is no rule “{args.rule}”. “commissionplanner rules” lists them.")
        return output.WRONG_USE
    checked = check.check(plans.open_plan(args.plan).plan, wanted, args.as_at)
    if args.json:
        output.print_json(checked.as_json())
    else:
        _print(checked)
        if not wanted:
            _print_barriers(checked)
    return output.ATTENTION if checked.needs_attention else output.DONE


def _print(checked: "Checked") -> None:
    titles = _titles()
    if not checked.findings:
        output.say("Nothing needs attention.")
    for (_, level), group in groupby(_in_groups(checked.findings), _group):
        found = list(group)
        output.say(f"{found[0].rule}  {level}  {titles[found[0].rule]}: {len(found):,}")
        for finding in found[:MOST_OF_ONE_RULE]:
            output.say(f"  {_line(finding, titles[finding.rule])}")
        if len(found) > MOST_OF_ONE_RULE:
            left = len(found) - MOST_OF_ONE_RULE
            output.say(f"  and {left:,} more; --json lists them all")
    output.say()
    said = (f"{count:,} {level}" for level, count in checked.open_by_level().items())
    output.say(f"Open: {', '.join(said)}.")
    if checked.since is not None:
        output.say(f"{checked.since.words}.".replace("..", "."))


def _print_barriers(checked: "Checked") -> None:
    output.say()
    output.say("Barriers:")
    for shown in checked.indicators:
        output.say(f"  {shown.label}: {shown.figure()} ({shown.coverage_words()})")


def _titles() -> dict[str, str]:
    from commissionplanner.app.usecases import check

    return {rule.id: rule.title for rule in check.rules()}


def _group(finding: "Finding") -> tuple[str, str]:
    return finding.rule, finding.level if finding.status == "open" else finding.status


def _in_groups(findings: "Sequence[Finding]") -> "list[Finding]":
    """Keep the order of the gravest of each rule and level together."""
    places: dict[tuple[str, str], int] = {}
    for finding in findings:
        places.setdefault(_group(finding), len(places))
    return sorted(findings, key=lambda finding: places[_group(finding)])


def _line(finding: "Finding", usual: str) -> str:
    """Write what was found of one record, with its own title where that is not the rule's."""
    said = [finding.title] if finding.title != usual else []
    said += [f"{label} {words}" for label, words in finding.facts.items()]
    return f"{finding.name}: {'; '.join(said)}" if said else finding.name
