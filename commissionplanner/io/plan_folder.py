r"""A whole plan as a folder of CSV files, a table each: how cells are written, and reading back.

Headings are the names of fields, as `fields` prints them. Money is whole pence, rates parts per
million, days ISO, years "2026/27", yes and no in words. Several items stand in one cell, joined
by "; "; a semicolon within an item is written "\;" and a backslash "\\". An empty cell is not
known. Text that a spreadsheet would take for a formula has an apostrophe before it, and text
that begins with an apostrophe a second one; both are taken away again here.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Final

from commissionplanner.io import codec, limits
from commissionplanner.io.codec import ValueProblem
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.store.columns import whole_characters
from commissionplanner.io.tabular.files.encodings import find_encoding
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, Value, is_known, spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, YearError

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: a spreadsheet would work it out, or break the line."""

YES, NO = "yes", "no"

_WHOLE = re.compile(r"-?\d{1,19}(?:\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell or a row that could not be used.

    Attributes:
        file: Name of the CSV file, or of the sheet of a workbook.
        row: Its row, counted from 1, the headings included.
        column: Its column, counted from 1; 0 where the whole row is meant.
        field: Name of the field; "" where the whole row is meant.
        text: What stands there.
        message: What is wrong, for the user.
    """

    file: str
    row: int
    column: int
    field: str
    text: str
    message: str

    @property
    def cell(self) -> str:
        """Where it stands, as contracts!F12; without a letter for a whole row."""
        letters, left = "", self.column
        while left:
            left, place = divmod(left - 1, 26)
            letters = chr(65 + place) + letters
        return f"{self.file.removesuffix('.csv')}!{letters}{self.row}"


@dataclass(slots=True)
class PlanRead:
    """A whole plan as read, with cells and whole rows that could not be used.

    Attributes:
        sheet: Of the workbook that it stands on; "" for a folder.
        header_row: Of the headings, from 1.
    """

    plan: Plan = field(default_factory=Plan)
    problems: list[CellProblem] = field(default_factory=list)
    left_out: list[CellProblem] = field(default_factory=list)
    rows_read: int = 0
    sheet: str = ""
    header_row: int = 1


def headings(table: str) -> tuple[str, ...]:
    """Return the headings of a table's file."""
    return ("id", *spec_by_name(TABLES[table].entity), "as_found")


def row_of(table: str, record: Record) -> list[str]:
    """Return the cells of a record, in the order of `headings`."""
    known = spec_by_name(TABLES[table].entity)
    found = json.dumps(record.as_found, ensure_ascii=False) if record.as_found else ""
    cells = [cell_of(spec, getattr(record, name)) for name, spec in known.items()]
    return [safe_text(record.id), *cells, whole_characters(found)]


def cell_of(spec: FieldSpec, value: Value) -> str:
    """Return what stands in the cell of a field; "" where nothing is known."""
    if not is_known(value):
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return safe_text("; ".join(_escaped(item) for item in value))
    if isinstance(value, date | FinancialYear):
        return str(value)
    return str(value) if spec.kind in codec.NUMBERS else safe_text(str(value))


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return whole_characters(f"'{text}" if text.startswith((*DANGEROUS, "'")) else text)


def plain_text(cell: str) -> str:
    """Return the text that `safe_text` was given."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith((*DANGEROUS, "'")) else cell


def _escaped(item: str) -> str:
    return item.replace("\\", "\\\\").replace(";", "\\;")


def _items(text: str) -> tuple[str, ...]:
    """Return the items that a cell joins."""
    items, at = [""], 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and at + 1 < len(text):
            items[-1] += text[at + 1]
            at += 2
            continue
        if sign == ";":
            items.append("")
            at += 2 if text[at + 1 : at + 2] == " " else 1
            continue
        items[-1] += sign
        at += 1
    return tuple(item for item in items if item)


def value_of(spec: FieldSpec, cell: str) -> Value:
    """Return the value that a cell holds; the empty value for an empty cell.

    Raises:
        ValueProblem: it fits no field of this kind.
    """
    text = plain_text(cell)
    if not text:
        return spec.empty
    if spec.kind in codec.WORDS:
        return text
    if spec.kind in codec.TUPLES:
        return _items(text)
    text = text.strip()
    if spec.kind in codec.NUMBERS:
        return _number(spec, text)
    if spec.kind is Kind.FLAG:
        return _flag(text)
    return codec.day(text) if spec.kind is Kind.DAY else _year(text)


def _number(spec: FieldSpec, text: str) -> int:
    if not _WHOLE.fullmatch(text):
        unit = f" of {spec.unit}" if spec.unit else ""
        raise ValueProblem(f"“{text}” is not a whole number{unit}.")
    return codec.whole(spec, int(text.partition(".")[0]))


def _flag(text: str) -> bool:
    known = {YES: True, "true": True, "1": True, NO: False, "false": False, "0": False}
    if text.casefold() not in known:
        raise ValueProblem(f"“{text}” is neither yes nor no.")
    return known[text.casefold()]


def _year(text: str) -> FinancialYear:
    try:
        return FinancialYear.parse(text)
    except YearError as error:
        raise ValueProblem(str(error)) from error


def read_plan_folder(folder: Path) -> PlanRead:
    """Read every table that has a file in a folder.

    Raises:
        FileProblem: there is no such folder, no table in it, or a file cannot be read.
    """
    if not folder.is_dir():
        raise FileProblem(f"There is no folder “{folder.name}”. Check its name.", code="missing")
    files = {name: folder / f"{name}.csv" for name, table in TABLES.items() if not table.is_kept}
    present = {name: path for name, path in files.items() if path.is_file()}
    if not present:
        raise FileProblem(
            f"“{folder.name}” holds no table of a plan, such as contracts.csv. "
            "Choose the folder that Export made.",
            code="not-a-plan",
        )
    read = PlanRead()
    tables: dict[str, Any] = {name: _table(name, path, read) for name, path in present.items()}
    read.plan = replace(read.plan, **tables)
    return read


def _table(table: str, path: Path, read: PlanRead) -> dict[str, Record]:
    try:
        return dict(_records(table, path, read))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", "") or str(error)
        raise FileProblem(f"“{path.name}” cannot be read: {reason}.") from error


def _records(table: str, path: Path, read: PlanRead) -> Iterator[tuple[str, Record]]:
    rows = _rows(path)
    names = [heading.strip() for heading in next(rows, [])]
    if "id" not in names:
        raise FileProblem(f"“{path.name}” has no column “id”, so its rows cannot be told apart.")
    known = {"id", "as_found", *spec_by_name(TABLES[table].entity)}
    for name in names:
        if name not in known:
            message = f"{TABLES[table].plural.capitalize()} have no field “{name}”; left out."
            read.problems.append(
                CellProblem(path.name, 1, names.index(name) + 1, name, name, message)
            )
    seen: set[str] = set()
    for number, cells in enumerate(rows, 2):
        if not any(cells):
            continue
        read.rows_read += 1
        record = _Row(table, path.name, number, names, read).record(cells, seen)
        if record is not None:
            yield record.id, record


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file that this program wrote, or a spreadsheet saved again.

    Unlike a spreadsheet from outside, it is known how it should look: it is refused whole where
    its quotation marks do not fit, rather than guessed at.
    """
    csv.field_size_limit(limits.FILE_BYTES)
    number = 0
    with path.open(encoding=find_encoding(path), newline="") as file:
        try:
            first = file.readline()
            delimiter = max(",;\t", key=first.count)
            for row in csv.reader(chain([first], file), delimiter=delimiter, strict=True):
                number += 1
                yield row
        except UnicodeDecodeError as error:
            raise FileProblem(
                f"“{path.name}” is not in UTF-8 throughout. Save it as “CSV UTF-8”, or export the folder again."
            ) from error
        except csv.Error as error:
            raise FileProblem(
                f"“{path.name}” cannot be read at row {number + 1}: its quotation marks do not "
                "close. Correct that row, or export the folder again.",
                code="quotes",
            ) from error


@dataclass(frozen=True, slots=True)
class _Row:
    table: str
    file: str
    number: int
    names: Sequence[str]
    read: PlanRead

    def record(self, cells: Sequence[str], seen: set[str]) -> Record | None:
        """Return the record of a row, or None with the reason noted."""
        if any(cells[len(self.names) :]):
            self._leave_out("", cells[len(self.names)], "The row has more cells than headings.")
            return None
        held = dict(zip(self.names, cells, strict=False))
        key = plain_text(held.pop("id", ""))
        if not key or key in seen:
            why = "stands twice" if key else "is missing"
            self._leave_out("id", key, f"The id {why}.")
            return None
        seen.add(key)
        return TABLES[self.table].entity(id=key, **self._values(held))

    def _values(self, held: dict[str, str]) -> dict[str, Any]:
        known = spec_by_name(TABLES[self.table].entity)
        values: dict[str, Any] = {}
        unread: list[tuple[str, str]] = []
        for name, cell in held.items():
            if name not in known:
                continue
            try:
                values[name] = value_of(known[name], cell)
            except ValueProblem as problem:
                unread.append((name, cell))
                self._note(name, cell, f"{problem} Left as not known; the text is kept.")
        values["as_found"] = (*self._as_found(held.get("as_found", "")), *unread)
        return values

    def _as_found(self, cell: str) -> tuple[tuple[str, str], ...]:
        if not cell:
            return ()
        try:
            return codec.pairs(json.loads(cell))
        except (ValueError, RecursionError):
            self._note("as_found", cell, "This is not a list of fields and texts; left out.")
            return ()

    def _note(self, name: str, text: str, message: str) -> None:
        self.read.problems.append(self._problem(name, text, message))

    def _leave_out(self, name: str, text: str, reason: str) -> None:
        self.read.left_out.append(self._problem(name, text, f"{reason} The row is left out."))

    def _problem(self, name: str, text: str, message: str) -> CellProblem:
        column = self.names.index(name) + 1 if name else 0
        return CellProblem(self.file, self.number, column, name, text, message)
