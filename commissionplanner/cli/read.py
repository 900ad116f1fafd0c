"""``commissionplanner read FILE``: what the importer sees in a table. Exit 3 when unreadable."""

import argparse
import json
import sys
from itertools import islice
from pathlib import Path
from typing import Any, Final, TextIO

from commissionplanner.app.usecases.read import ReadReport, Shape, read_file
from commissionplanner.io.problems import FileProblem

EXIT_DONE: Final = 0
EXIT_UNREADABLE: Final = 3
_SHOWN: Final = 40
_BLOCK: Final = 500
"""So many rows become text at a time: all at once need memory, one by one take three times as long."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("read", help="what the importer sees in a table")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--sheet", metavar="S", help="name of the sheet")
    parser.add_argument("--header-row", type=int, metavar="N", help="row of the headings, from 1")
    parser.add_argument(
        "--table", type=int, metavar="N", help="which of several tables on a sheet, from 1"
    )
    parser.add_argument(
        "--password-stdin", action="store_true", help="take the password from the input"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the command. Returns the exit code."""
    password = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else None
    shape = Shape(header_row=args.header_row, table=args.table)
    try:
        report = read_file(args.file, args.sheet, shape, password)
    except FileProblem as problem:
        if args.json:
            _print_problem(problem.message, sys.stdout)
        print(problem.message, file=sys.stderr)
        return EXIT_UNREADABLE
    if args.json:
        print_json(report, sys.stdout)
    else:
        _print_words(report, sys.stdout)
    return EXIT_DONE


def _print_problem(message: str, out: TextIO) -> None:
    nothing: dict[str, Any] = {"row_count": 0, "columns": [], "rows": [], "warnings": []}
    out.write(_json({"status": "error", "message": message, **nothing}) + "\n")


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def print_json(report: ReadReport, out: TextIO) -> None:
    """Write one JSON object, block by block, so that a long table needs no second copy in memory."""
    head = {
        "status": report.status,
        "message": report.message,
        "row_count": report.row_count,
        "columns": report.columns,
    }
    out.write(_json(head)[:-1] + ', "rows": [')
    divider = "\n"
    rows = report.rows()
    while block := [dict(zip(report.columns, row, strict=True)) for row in islice(rows, _BLOCK)]:
        out.write(divider + _json(block)[1:-1])
        divider = ",\n"
    out.write('\n], "warnings": [')
    divider = "\n"
    for warning in report.warnings:
        out.write(divider + _json(warning.as_dict()))
        divider = ",\n"
    out.write("\n]}\n")


def _print_words(report: ReadReport, out: TextIO) -> None:
    table = report.found.table
    out.write(report.message + "\n")
    if table.header_row:
        out.write(f"Headings in row {table.header_row}.\n")
    for letter, name, kind in zip(table.letters, report.columns, report.kinds, strict=True):
        out.write(f"  {letter:>3}  {kind:<6}  {name}\n")
    for warning in report.warnings[:_SHOWN]:
        out.write(f"- {warning.message}\n")
    if len(report.warnings) > _SHOWN:
        out.write(f"- and {len(report.warnings) - _SHOWN:,} more; --json lists all.\n")
