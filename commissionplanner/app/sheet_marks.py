"""A sheet as it stands, with what each of its rows was taken for, and the sheets beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from commissionplanner.app.usecases.books import other_sheets
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.io.tabular.headings.sheets import SheetInfo
from commissionplanner.io.tabular.raw import RawSheet
from commissionplanner.io.tabular.shape import FoundTable
from commissionplanner.model.words import counted

_COLUMNS: Final = 200
_KINDS: Final = {
    "above": ("above", "Title"), "total": ("total", "Total"), "note": ("note", "Note"),
    "headings": ("note", "Repeated"), "outside": ("outside", "Not read"),
}  # fmt: skip
_LISTS: Final = re.compile(
    r"\b(?:read ?me|notes?|guidance|instructions?|cover|contents|index|look ?ups?|drop ?downs?|"
    r"validation|definitions?|glossary|pivot|chart|about|introduction|start|metadata)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RowMark:
    """What a row was taken for.

    Attributes:
        kind: "heading", "above", "data", "total", "note", "outside", "group", "out", or "" for
            a row with nothing in it.
        word: Beside the row's number; "" for a row that comes in.
        why: In a sentence; "" where there is nothing to say.
    """

    kind: str
    word: str = ""
    why: str = ""


NOTHING: Final = RowMark("")
_DATA: Final = RowMark("data")


class SheetMarks:
    """The rows of a sheet with their marks; without a staging nothing is marked.

    Attributes:
        n_columns: Up to the last column with something in it.
        headings: First and last row of the headings, from 1; None for none.
        tables: All tables of the sheet, where there are several.
    """

    def __init__(self, raw: RawSheet, staged: Staged | None) -> None:
        self.n_columns = max(_filled(raw), default=0)
        self.headings: tuple[int, int] | None = None
        self.tables: tuple[FoundTable, ...] = ()
        self._marks: dict[int, RowMark] = {}
        self._data: frozenset[int] = frozenset()
        if staged is None:
            return
        table = staged.sheet.table
        self.headings = table.heading_rows
        self.tables = tuple(table.tables)
        self._data = frozenset(table.rows)
        for out in table.left_out:
            kind, word = _KINDS.get(out.kind, ("note", "Note"))
            self._marks[out.row] = RowMark(kind, word, staged.sheet.veil.aside(out.reason))
        for left in staged.left_out:
            if left.row in self._data:
                self._marks[left.row] = RowMark("out", "Left out", left.reason)
        for row in table.group_rows:
            self._marks[row] = RowMark("group", "Group", "A heading of the rows below it.")
        for row in range(*_span(self.headings)):
            self._marks[row] = RowMark("heading", "Headings")

    def of(self, row: int) -> RowMark:
        """Return what a row was taken for, by its number in the file."""
        mark = self._marks.get(row)
        if mark is not None:
            return mark
        return _DATA if row in self._data else NOTHING

    def table_at(self, row: int) -> FoundTable | None:
        """Return the table in which a row lies, where it is another than the one read."""
        found = [t for t in self.tables if t.first_row <= row <= t.last_row]
        return next((t for t in found if not t.taken), None) if found else None


def _span(rows: tuple[int, int] | None) -> tuple[int, int]:
    return (0, 0) if rows is None else (rows[0], rows[1] + 1)


def _filled(raw: RawSheet) -> Iterator[int]:
    for place, column in enumerate(raw.columns[:_COLUMNS]):
        if any(cell is not None for cell in column):
            yield place + 1


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the wizard lists it, the likeliest first.

    Attributes:
        says: How large it is, and what speaks for or against it.
        is_open: Whether it can be read.
        is_table: Whether it seems to hold a table of data.
    """

    name: str
    says: str
    is_open: bool
    is_table: bool = False


def listed_sheets(raw: RawSheet) -> list[ListedSheet]:
    """Return the sheets of a workbook, the one read and those as good first, charts last."""
    order = sorted(raw.sheets, key=lambda sheet: _rank(raw, sheet))
    tables = {raw.sheet, *other_sheets(raw.sheets, raw.sheet)}
    return [ListedSheet(s.name, _says(raw, s), s.kind != "chart", s.name in tables) for s in order]


def _rank(raw: RawSheet, sheet: SheetInfo) -> tuple[bool, int, int, int]:
    kinds = ("visible", "hidden", "very hidden", "chart")
    at = kinds.index(sheet.kind) if sheet.kind in kinds else len(kinds)
    aside = bool(_LISTS.search(sheet.name))
    group = 0 if sheet.name in raw.equals else 2 if aside else 1
    return sheet.name != raw.sheet, at, group, -min(sheet.n_rows, 30) * sheet.n_columns


def _says(raw: RawSheet, sheet: SheetInfo) -> str:
    if sheet.kind == "chart":
        return "A chart sheet: it holds no cells to read."
    size = (
        f"{counted(sheet.n_rows, 'row')}, {counted(sheet.n_columns, 'column')}"
        if sheet.n_rows
        else "No row was seen in it"
    )
    if sheet.kind == "hidden":
        return f"Hidden. {size}."
    if sheet.kind == "very hidden":
        return f"Very hidden: Excel does not list it. {size}."
    if sheet.n_rows and _LISTS.search(sheet.name):
        return f"{size}. By its name, notes or lists."
    if sheet.name in raw.equals and sheet.name != raw.sheet:
        return f"{size}, also a table."
    return f"{size}."
