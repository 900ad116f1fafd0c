r"""A whole plan on one sheet of the workbook: how its records are written, and reading them back.

A row is a record: its table, its id and the record as JSON, which goes on in the next columns
where it is longer than a cell holds. The JSON is plain ASCII, has no two spaces in a row and no
"_x": programs that save the workbook again then have nothing to change in it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from commissionplanner.io import codec
from commissionplanner.io.codec import Json, ValueProblem
from commissionplanner.io.plan_folder import CellProblem, PlanRead
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.io.tabular.cells import Cell, cell_text
from commissionplanner.io.tabular.files.prescan import prescan
from commissionplanner.io.tabular.files.sniff import sniff
from commissionplanner.io.tabular.raw import RawSheet, read_raw
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.progress import Progress

SHEET: Final = "Plan data"
HEADINGS: Final = ("Table", "Id", "Record")
DIGEST, COUNT = "Digest", "Records"
"""What stands above the headings, with the figure beside it."""

_PART: Final = 32_000
_LONGEST_ID: Final = 200
_TOP_ROWS: Final = 30
_ENCODER: Final = json.JSONEncoder(check_circular=False, separators=(",", ":"))


def record_row(table: str, record: Record) -> list[str]:
    """Return the cells of a record; the id is there for people, and cut where it is very long."""
    text = _ENCODER.encode(codec.record_to_json(record))
    text = text.replace("  ", " \\u0020").replace("_x", "\\u005fx")
    shown = record.id if len(record.id) <= _LONGEST_ID else record.id[: _LONGEST_ID - 1] + "…"
    if len(text) <= _PART:
        return [table, shown, text]
    return [table, shown, *(text[n : n + _PART] for n in range(0, len(text), _PART))]


def holds_plan(path: Path) -> bool:
    """Whether a file is a workbook with the sheet of a plan; no for one that cannot be read."""
    try:
        sniffed = sniff(path)
        if sniffed.kind != "xlsx" or sniffed.encrypted:
            return False
        return SHEET.casefold() in map(str.casefold, prescan(path, path.name, "xlsx").sheets)
    except FileProblem:
        return False


def read_plan_workbook(
    path: Path, password: str | None = None, progress: Progress | None = None
) -> PlanRead:
    """Read the plan that a workbook of ours holds, in a process of its own.

    Raises:
        FileProblem: it cannot be read, or holds no plan.
        CancelledError: someone asked for the work to stop.
    """
    raw = _sheet(path, password, progress)
    top = [[cell_text(cell) for cell in row] for row in raw.head(_TOP_ROWS)]
    heads = [n for n, row in enumerate(top) if tuple(row[: len(HEADINGS)]) == HEADINGS]
    if not heads:
        raise FileProblem(
            f"The sheet “{SHEET}” of “{path.name}” holds no records: parts of the plan were withheld "
            "from those it was made for. Ask for the plan, or for a workbook made for “My "
            "organisation”; to read one of its tables, name it with --sheet.",
            code="not-a-plan",
        )
    read = PlanRead(sheet=raw.sheet, header_row=heads[0] + 1)
    tables: dict[str, dict[str, Record]] = {}
    for number, cells in enumerate(zip(*raw.columns, strict=True), 1):
        if number > read.header_row and any(cell is not None for cell in cells):
            read.rows_read += 1
            _Row(raw.sheet, number, read).take(cells, tables)
    held: dict[str, Any] = dict(tables)
    read.plan = Plan(**held)
    _check(read, {row[0]: (n, row[1]) for n, row in enumerate(top[: heads[0]], 1) if row[0]})
    return read


def _sheet(path: Path, password: str | None, progress: Progress | None) -> RawSheet:
    otherwise = (
        f"“{path.name}” has no sheet “{SHEET}”, so it holds no plan that can be read back. Choose a "
        "workbook or a folder of tables that “export” wrote, or leave --as plan out."
    )
    try:
        raw = read_raw(path, SHEET, password, progress)
    except FileProblem as problem:
        if problem.code != "no_sheet":
            raise
        raise FileProblem(otherwise, code="not-a-plan") from problem
    if not raw.sheet:  # a text file has no sheets
        raise FileProblem(otherwise, code="not-a-plan")
    return raw


def _check(read: PlanRead, noted: dict[str, tuple[int, str]]) -> None:
    """List what shows that the sheet was changed after it was written."""
    row, said = noted.get(COUNT, (0, ""))
    count = said.replace(",", "")
    if count.isdecimal() and int(count) != read.rows_read:
        message = (
            f"{read.rows_read:,} records are there and {said} were written. Some were changed."
        )
        read.problems.append(CellProblem(read.sheet, row, 2, "", said, message))
    row, said = noted.get(DIGEST, (0, ""))
    is_whole = not read.problems and not read.left_out
    if is_whole and said and said != plan_digest(read.plan):
        message = "The records make another digest: they were changed after this was written."
        read.problems.append(CellProblem(read.sheet, row, 2, "", said, message))


@dataclass(frozen=True, slots=True)
class _Row:
    sheet: str
    number: int
    read: PlanRead

    def take(self, cells: Sequence[Cell], tables: dict[str, dict[str, Record]]) -> None:
        """Add the record of a row to its table, or note why not."""
        table, text = cell_text(cells[0]), "".join(_texts(cells[2:]))
        if table not in TABLES or TABLES[table].is_kept:
            self._leave_out(1, table, f"There is no table “{table}”.")
            return
        try:
            held = json.loads(text)
        except (ValueError, RecursionError):
            self._leave_out(3, text, "The record cannot be read.")
            return
        key = held.get("id") if isinstance(held, dict) else None
        rows = tables.setdefault(table, {})
        if not isinstance(key, str) or not key or key in rows:
            why = "stands twice" if isinstance(key, str) and key else "is missing"
            self._leave_out(2, str(key or ""), f"The id {why}.")
            return
        try:
            rows[key] = codec.record_from_json(table, held)
        except ValueProblem:
            rows[key] = self._what_fits(table, held)

    def _what_fits(self, table: str, held: dict[str, Json]) -> Record:
        """Return a record with the values that can be used, the others noted."""
        known = spec_by_name(TABLES[table].entity)
        values: dict[str, Any] = {"id": held.pop("id")}
        unread: list[tuple[str, str]] = []
        found: tuple[tuple[str, str], ...] = ()
        for name, value in held.items():
            try:
                if name == "as_found":
                    found = codec.pairs(value)
                elif name in known:
                    values[name] = codec.from_json(known[name], value)
                else:
                    self._unknown(table, name)
            except ValueProblem as problem:
                text = value if isinstance(value, str) else json.dumps(value)
                unread += [(name, text)] if name in known else []
                self._note(name, text, f"{problem} Left as not known.")
        values["as_found"] = (*found, *unread)
        return TABLES[table].entity(**values)

    def _unknown(self, table: str, name: str) -> None:
        """Say once that a table has no such field."""
        message = f"{TABLES[table].plural.capitalize()} have no field “{name}”; left out."
        if not any(problem.message == message for problem in self.read.problems):
            self._note(name, name, message)

    def _note(self, name: str, text: str, message: str) -> None:
        self.read.problems.append(CellProblem(self.sheet, self.number, 3, name, text, message))

    def _leave_out(self, column: int, text: str, reason: str) -> None:
        shown = text if len(text) <= _LONGEST_ID else text[: _LONGEST_ID - 1] + "…"
        message = f"{reason} The row is left out."
        self.read.left_out.append(CellProblem(self.sheet, self.number, column, "", shown, message))


def _texts(cells: Sequence[Cell]) -> Iterator[str]:
    """Yield the parts of a record; white space at the ends of a part belongs to it."""
    for cell in cells:
        if cell is not None:
            yield cell if isinstance(cell, str) else cell_text(cell)
