"""Write a plan as a folder of CSV files, a table each; `io.plan_folder` says how, and reads it.

Every cell is in quotation marks. Files are UTF-8 with a byte order mark, which tells Excel so.
"""

import csv
import io
import secrets
from contextlib import suppress
from pathlib import Path

from commissionplanner.io.plan_folder import headings, row_of
from commissionplanner.io.problems import FileProblem
from commissionplanner.model.entities import TABLES
from commissionplanner.model.plan import Plan


def write_plan_folder(plan: Plan, folder: Path) -> dict[str, int]:
    """Write every table that holds records; a table's file from before goes where it is empty.

    Returns:
        How many records each file holds, by table.

    Raises:
        FileProblem: the folder or a file cannot be written.
    """
    written: dict[str, int] = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in TABLES.items():
            rows = {} if table.is_kept else plan.table(name)
            path = folder / f"{name}.csv"
            if rows:
                _write(path, table_text(plan, name))
                written[name] = len(rows)
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        raise FileProblem(
            f"The folder “{folder.name}” cannot be written: {error.strerror or error}. "
            "Choose another folder, or close the program that has a file in it open.",
            code="not-written",
        ) from error
    return written


def table_text(plan: Plan, table: str) -> str:
    """Return the text of a table's file, records in the order of their ids."""
    held = io.StringIO()
    writer = csv.writer(held, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(headings(table))
    rows = plan.table(table)
    writer.writerows(row_of(table, rows[key]) for key in sorted(rows))
    return held.getvalue()


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.stem}-{secrets.token_hex(6)}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8-sig", newline="")
        temporary.replace(path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
