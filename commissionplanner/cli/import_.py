"""``commissionplanner import PLAN FILE…``: bring spreadsheets into a plan.

Exit 1 when rows were left out or cells could not be used; everything else came in.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from commissionplanner.cli import output

_KINDS = (
    "auto",
    "contracts",
    "services",
    "funding",
    "organisations",
    "spend",
    "agreements",
    "plan",
)
_SHOWN = 20


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Describe the command to argparse."""
    parser = commands.add_parser("import", help="bring spreadsheets into a plan")
    parser.add_argument("plan", type=Path, metavar="PLAN")
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    parser.add_argument("--as", dest="kind", choices=_KINDS, default="auto", metavar="KIND",
                        help=f"what the file is: {', '.join(_KINDS)}")  # fmt: skip
    parser.add_argument("--sheet", metavar="NAME", help="name of the sheet")
    parser.add_argument("--header-row", type=int, metavar="N", help="row of the headings, from 1")
    parser.add_argument(
        "--profile", default="", metavar="P", help="read it by this profile of the plan"
    )
    parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN",
                        help="which column a field is in, by letter or heading; “=COLUMN” leaves one out")  # fmt: skip
    parser.add_argument("--join", action="append", default=[], metavar="FILE=KEY",
                        help="add the columns of another file, by a column that both have")  # fmt: skip
    parser.add_argument(
        "--value-is", choices=("total", "annual"), help="what a contract's value is"
    )
    parser.add_argument("--answer", action="append", default=[], metavar="ID=CHOICE",
                        help="answer a question")  # fmt: skip
    parser.add_argument(
        "--password-stdin", action="store_true", help="take the password from the input"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be done; change nothing"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    """Import the files, one edit each, and save the plan once."""
    from commissionplanner.app.usecases import imports, plans, queue

    try:
        settled = _settled(args)
    except ValueError as error:
        output.complain(str(error))
        return output.WRONG_USE
    opened = plans.open_plan(args.plan)
    args.files = _spreadsheets(args, opened.plan)
    whole = _whole_plans(args)
    if args.kind == "plan" or (whole and len(whole) == len(args.files)):
        return _whole_plan(args, settled["password"], opened)
    if whole:
        output.complain(
            f"“{whole[0].name}” holds a whole plan. Import it by itself, or name a sheet of it with --sheet."
        )
        return output.WRONG_USE
    try:
        done, plan = _stage_all(args, settled, opened.plan)
    except imports.AnswerError as error:
        output.complain(str(error))
        return output.WRONG_USE
    is_told = args.kind != "auto" or bool(args.map)
    refused = next((why for why in (_refused(staged, is_told) for staged, _ in done) if why), "")
    if refused:
        output.complain(refused)
        return output.REFUSED
    steps = [step for _, step in done if step]
    if steps and not args.dry_run:
        plans.save_plan(opened, plan, steps)
        _tell_who(args.plan)
    _report(args, [staged for staged, _ in done])
    if len(done) > 1 and not args.json:
        for line in queue.summary(opened.plan, plan, [staged for staged, _ in done]):
            output.say(f"Between files: {line}")
    return output.ATTENTION if any(staged.needs_attention for staged, _ in done) else output.DONE


def _refused(staged: Any, is_told: bool) -> str:
    """Return why a file would bring nothing that is known; "" where it would."""
    from commissionplanner.app.usecases import imports

    why = imports.unknown(staged, is_told=is_told)
    if not why or not staged.row_count:
        return f"{why} Nothing came in." if why else ""
    return (
        f"{why} Say what it is with --as KIND, and which column is which with --map FIELD=COLUMN."
    )


def _spreadsheets(args: argparse.Namespace, plan: Any) -> list[Path]:
    """Return the files named; in place of a folder its spreadsheets, by what each holds."""
    from commissionplanner.app.usecases import folders, queue

    found: list[Path] = []
    for file in args.files:
        if args.kind == "plan" or not file.is_dir() or folders.is_plan(file):
            found.append(file)
        else:
            found += queue.in_order(plan, queue.files_in([file]))
    return found


def _tell_who(plan: Path) -> None:
    """Say on stderr who else has the plan open; the import is saved all the same."""
    from commissionplanner.app.usecases import plans

    said = plans.open_elsewhere(plan)
    if said:
        output.complain(said)


def _settled(args: argparse.Namespace) -> dict[str, Any]:
    """Read the choices on the command line.

    Raises:
        ValueError: one of them is not written as it should be; the message says how.
    """
    columns: dict[str, str | None] = {}
    for text in args.map:
        field, sign, column = text.partition("=")
        if not sign or not column.strip():
            raise ValueError(f"“{text}” is not FIELD=COLUMN, such as total_value_p=H.")
        columns[column.strip()] = field.strip() or None
    answers = {}
    for text in args.answer:
        key, sign, choice = text.partition("=")
        if not sign or not key.strip():
            raise ValueError(f"“{text}” is not ID=CHOICE, such as value_is=annual.")
        answers[key.strip()] = choice.strip()
    if args.value_is:
        answers["value_is"] = args.value_is
    joins = []
    for text in args.join:
        file, sign, key = text.rpartition("=")
        if not sign or not file or not key:
            raise ValueError(f"“{text}” is not FILE=KEY, such as buyers.csv=ID.")
        joins.append((Path(file), key))
    password = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else None
    return {"columns": columns, "answers": answers, "joins": joins, "password": password}


def _stage_all(
    args: argparse.Namespace, settled: dict[str, Any], plan: Any
) -> tuple[list[Any], Any]:
    """Make every file ready in turn, each against what the one before left.

    An answer need fit one of the files only.

    Raises:
        AnswerError: a choice fits no column or field of a file, or no question of any.
    """
    from commissionplanner.app.document import Document
    from commissionplanner.app.usecases import imports

    document = Document(plan)
    choices = imports.Choices(args.sheet, args.header_row, args.kind, settled["columns"],
                              settled["answers"], args.profile)  # fmt: skip
    joins = [imports.Join(file, key) for file, key in settled["joins"]]
    done, idle = [], []
    for file in args.files:
        source = imports.open_source(
            file, password=settled["password"], joins=joins, with_sheets=False
        )
        try:
            staged = imports.stage(document.plan, source, choices)
            idle.append(set[str]())
        except imports.NotAskedError as error:
            idle.append(set(error.keys))
            fewer = {k: v for k, v in choices.answers.items() if k not in error.keys}
            staged = imports.stage(document.plan, source, replace(choices, answers=fewer))
        done.append((staged, document.do(imports.edit(staged))))
    in_none = set(settled["answers"]).intersection(*(lacking for lacking in idle))
    if in_none:
        asked = sorted({question.id for staged, _ in done for question in staged.questions})
        raise imports.AnswerError(
            f"There is no question “{min(in_none)}”. Questions asked: {', '.join(asked) or 'none'}."
        )
    return done, document.plan


def _whole_plans(args: argparse.Namespace) -> list[Path]:
    """Return files of a kind to be guessed that hold whole plans; a sheet that is named is a table."""
    from commissionplanner.app.usecases import folders

    guessed = args.kind == "auto" and not args.sheet
    return [file for file in args.files if folders.is_plan(file)] if guessed else []


def _whole_plan(args: argparse.Namespace, password: str | None, opened: Any) -> int:
    """Bring in whole plans from our own workbooks and folders of tables."""
    from commissionplanner.app.usecases import folders, plans
    from commissionplanner.model.changes import apply

    reports, plan, steps = [], opened.plan, []
    for file in args.files:
        found = folders.import_plan(plan, file, password)
        plan = apply(plan, found.changes)
        steps.append(found.changes)
        reports.append(found)
    if not args.dry_run and any(steps):
        plans.save_plan(opened, plan, steps)
        _tell_who(args.plan)
    objects = [found.as_dict() for found in reports]
    if args.json:
        output.print_json(objects[0] if len(objects) == 1 else {"files": objects})
    else:
        for found in reports:
            output.say(found.said)
    return (
        output.ATTENTION
        if any(found.problems or found.left_out for found in reports)
        else output.DONE
    )


def _report(args: argparse.Namespace, done: list[Any]) -> None:
    if args.json:
        objects = [staged.as_dict() for staged in done]
        output.print_json(objects[0] if len(objects) == 1 else {"files": objects})
        return
    for staged in (one for first in done for one in (first, *first.also)):
        _say(staged, dry_run=args.dry_run)


def _say(staged: Any, *, dry_run: bool) -> None:
    """Print the slip in words."""
    from commissionplanner.model.money import format_pounds

    where = f"{staged.file}, sheet {staged.sheet_name}" if staged.sheet_name else staged.file
    output.say(f"{where}: read as {staged.kind}. {staged.kind_guess.why}")
    for guess in staged.guesses:
        table = staged.sheet.table
        name = " ".join(table.names[guess.place].split())[:40]
        shown = f"{guess.key} {guess.year}" if guess.year else guess.key or "left out"
        output.say(f"  {table.letters[guess.place]:>3}  {name:<40}  {shown:<24}  {guess.why}")
    output.say(
        f"Rows: {staged.rows_read:,} read, {staged.rows_accepted:,} in, {len(staged.left_out):,} left out."
    )
    if staged.rows_held:
        output.say(
            f"  {len(staged.rows_held):,} of them held in the plan, to be finished on the Sources page."
        )
    for key, amount_p in sorted(staged.totals.items()):
        output.say(f"  {key}: {format_pounds(amount_p)}")
    if staged.sheet_total:
        output.say(f"  the file's own total: {format_pounds(staged.sheet_total['amount_p'])}, "
                   f"difference {format_pounds(staged.sheet_total['difference_p'])}")  # fmt: skip
    for question in staged.questions:
        output.say(f"? {question.text} Taken: {question.taken} (--answer {question.id}=…).")
    for note in staged.notes:
        output.say(f"- {note}")
    _say_list("Left out", [f"row {out.row}: {out.reason}" for out in staged.left_out])
    _say_list("Cells to fix", [f"{p.cell}: {p.message}" for p in staged.problems])
    counts = [f"{n:,} {_called(table, n)} {word}" for word, held in
              (("added", staged.compared.added), ("changed", staged.compared.changed),
               ("unchanged", staged.compared.unchanged),
               ("of an earlier version not in the file", staged.gone))
              for table, n in held.items()]  # fmt: skip
    output.say(f"{'Would be' if dry_run else 'Done'}: {', '.join(counts) or 'nothing changed'}.")


def _called(table: str, count: int) -> str:
    from commissionplanner.model.entities import TABLES

    return TABLES[table].singular if count == 1 else TABLES[table].plural


def _say_list(title: str, lines: list[str]) -> None:
    for line in lines[:_SHOWN]:
        output.say(f"{title}: {line}")
    if len(lines) > _SHOWN:
        output.say(f"{title}: and {len(lines) - _SHOWN:,} more; --json lists all.")
