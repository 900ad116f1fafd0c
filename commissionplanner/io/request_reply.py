"""Reads a request workbook that a partner has returned: which request, and the cells filled in."""

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from commissionplanner.analysis.missing import TABLES_ASKED
from commissionplanner.io.export.request import ABOUT, FIELDS_ROW, LISTS, NUMBER
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import Cell, cell_text, column_letter, is_blank
from commissionplanner.io.tabular.files.found_marks import Marks, Place
from commissionplanner.io.tabular.raw import RawSheet, read_raw
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.words import capital
from commissionplanner.progress import Progress

_MOST_LISTED: Final = 1_000_000  # bytes of the list of sheets; ours has some hundreds
_LISTED: Final = {"xl/workbook.xml": 'name="{}"', "content.xml": 'table:name="{}"'}
"""Where Excel and OpenDocument workbooks list their sheets, and how."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell that holds something.

    Attributes:
        table, key, field: What it is about.
        cell: Where it stands, as "Contracts!E5".
        text: What it shows.
    """

    table: str
    key: str
    field: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook as it came back.

    Attributes:
        number: Id of the request that it answers.
        answers: Every cell under a heading of ours, filled in or held before; none twice.
        unread: Cells that hold something which is no answer, in words.
    """

    number: str
    answers: tuple[Answer, ...]
    unread: tuple[str, ...] = ()


_TITLES: Final = frozenset(capital(TABLES[table].plural) for table in TABLES_ASKED)


def holds_request(path: Path) -> bool:
    """Whether a file is a request workbook of ours; no for what cannot be read."""
    return has_sheet(path, ABOUT)


def has_sheet(path: Path, name: str) -> bool:
    """Whether a file is a workbook with a sheet of this name; no for what cannot be read."""
    try:
        with zipfile.ZipFile(path) as package:
            for part in _LISTED.keys() & {*package.namelist()}:
                with package.open(part) as listed:
                    return _LISTED[part].format(name).encode() in listed.read(_MOST_LISTED)
            return False
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return False


def read_returned(path: Path, progress: Progress | None = None) -> Returned:
    """Read a returned request workbook, its cells and nothing else of it.

    Raises:
        FileProblem: it cannot be read, or is no request workbook.
        CancelledError: someone asked for the work to stop.
    """
    progress = progress or Progress()
    about = _about(path, progress)
    number = _number(about)
    if not number:
        raise FileProblem(
            f"Sheet “{ABOUT}” of “{path.name}” no longer says its request number. Ask the partner "
            "for the workbook as it was sent, filled in.",
            code="no-request",
        )
    wanted = [s.name for s in about.sheets if s.kind != "chart" and s.name not in (ABOUT, LISTS)]
    told: dict[tuple[str, str, str], Answer] = {}
    unread: list[str] = []
    for done, name in enumerate(wanted):
        progress.step(done, len(wanted), f"Reading sheet {name}")
        for answer in _answers(read_raw(path, name, progress=progress), unread):
            first = told.setdefault((answer.table, answer.key, answer.field), answer)
            if first.text != answer.text:
                unread.append(
                    f"{answer.cell}: {first.cell} says “{first.text}” of the same, which is read."
                )
    return Returned(number, tuple(told.values()), tuple(unread))


def _about(path: Path, progress: Progress) -> RawSheet:
    try:
        return read_raw(path, ABOUT, progress=progress)
    except FileProblem as problem:
        if problem.code != "no_sheet":
            raise
        raise FileProblem(
            f"“{path.name}” has no sheet “{ABOUT}”, so it answers no request. Ask the partner for the "
            "whole workbook as it was sent, filled in and saved as .xlsx.",
            code="no-request",
        ) from problem


def _number(about: RawSheet) -> str:
    for row in about.head(30):
        if row and cell_text(row[0]) == NUMBER and len(row) > 1:
            return cell_text(row[1])
    return ""


def _answers(raw: RawSheet, unread: list[str]) -> Iterator[Answer]:
    """Yield the answers of a sheet, whatever it is called now; a partner's own sheets have none."""
    rows = raw.head(FIELDS_ROW + 5)
    found = [n for n, row in enumerate(rows) if row and cell_text(row[0]) in TABLES]
    if not found and raw.sheet not in _TITLES:
        return
    if not found:
        raise FileProblem(
            f"{raw.place} has lost its hidden row of field names, so its answers cannot be placed. "
            "Copy them into the workbook as it was sent.",
            code="no-request",
        )
    table = cell_text(rows[found[0]][0])
    known: Mapping[str, object] = spec_by_name(TABLES[table].entity)
    fields = {n: cell_text(cell) for n, cell in enumerate(rows[found[0]]) if n > 1}
    for row in range(found[0] + 2, raw.n_rows):
        key = cell_text(raw.columns[0][row])
        for column, name in fields.items():
            cell = raw.columns[column][row]
            place = f"{raw.sheet}!{column_letter(column)}{row + 1}"
            if name in known and not is_blank(cell):
                yield Answer(table, key, name, place, _shown(cell))
            elif said := _not_shown(raw.marks, (row, column)):
                unread.append(f"{place}: It {said}.")


def _not_shown(marks: Marks, place: Place) -> str:
    """Return what an empty cell holds that is no answer; "" for nothing."""
    if place in marks.errors:
        return f"shows the error {marks.errors[place]}"
    if place in marks.unvalued:
        return "holds a formula without a result; type what it should say"
    return ""


def _shown(cell: Cell) -> str:
    """Return what a cell shows; a day without the time that every spreadsheet gives it."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell_text(cell)
