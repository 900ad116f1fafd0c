"""``commissionplanner fields``: every table and field, as the manual prints them."""

import argparse

from commissionplanner.cli import output


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("fields", help="every table and field of a plan")
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Print the registry of fields."""
    from commissionplanner.app.usecases import fields

    tables = fields.registry()
    if args.json:
        output.print_json({"tables": tables})
        return output.DONE
    for table in tables:
        output.say(f"{table['name']}  ({table['plural']})")
        output.print_table(
            ("  field", "kind", "heading", "meaning"),
            ((f"  {f['name']}", f["kind"], f["label"], f["help"]) for f in table["fields"]),
        )
        output.say()
    return output.DONE
