"""``commissionplanner rules``: every rule, as the manual prints it."""

import argparse

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("rules", help="the rules that findings come from")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the registry of rules."""
    from commissionplanner.app.usecases import check

    if args.json:
        output.print_json({"rules": [_as_json(rule) for rule in check.rules()]})
        return output.DONE
    family = ""
    for rule in check.rules():
        if rule.family != family:
            family = rule.family
            output.say(family)
        output.say(f"  {rule.id}  {rule.level:<8} {rule.title}")
        for label, text in (
            ("Why it matters", rule.why), ("How it is worked out", rule.worked_out),
            ("What would fix it", rule.fix), ("Source", rule.source),
        ):  # fmt: skip
            if text:
                output.say(f"    {label}: {text}")
        for limit in rule.limits:
            output.say(f"    Threshold: {limit.label}: {limit.written(limit.usual)}")
    return output.DONE


def _as_json(rule: "object") -> dict[str, object]:
    names = ("id", "level", "title", "why", "worked_out", "fix", "family", "barrier", "source")
    said = {name: getattr(rule, name) for name in names}
    limits = [limit.as_json() for limit in getattr(rule, "limits", ())]
    return {**said, "thresholds": limits, "tables": sorted(getattr(rule, "tables", ()))}
