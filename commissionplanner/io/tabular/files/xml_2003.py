"""XML spreadsheets of Excel 2003, which many finance systems still write as .xls or .xml.

Elements and attributes: Microsoft, *XML Spreadsheet Reference* (Office XP and 2003). Nothing that
the file declares or points to is followed. Runs in the reading process.
"""

import re
from datetime import datetime
from pathlib import Path
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.grids import ERRORS, Book, Grid, cell

_SPACE: Final = "urn:schemas-microsoft-com:office:spreadsheet "
_EXCEL: Final = "urn:schemas-microsoft-com:office:excel "
_FIRST_SAFE_DAY: Final = datetime.fromisoformat("1900-03-01")
"""Before it Excel counts a day that never was; such dates stay text."""
_DAY_NIL: Final = datetime.fromisoformat("1899-12-30")
_DAY_NIL_1904: Final = datetime.fromisoformat("1904-01-01")
_NAMED_FORMATS: Final = {
    "Percent": "0.00%",
    "Currency": '"£"#,##0.00',
    "Euro Currency": "[$€-2] #,##0.00",
}
_STATES: Final = {"SheetHidden": "hidden", "SheetVeryHidden": "veryHidden"}
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")


def read_xml_2003(path: Path, name: str) -> Book:
    """Return the sheets of an XML spreadsheet.

    Raises:
        FileProblem: it is broken, declares entities, or says it has more than a sheet holds.
    """
    found = _Reader(Book(name))
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = found.start
    parser.EndElementHandler = found.end
    parser.CharacterDataHandler = found.text
    parser.StartDoctypeDeclHandler = found.refuse
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
    except ExpatError as error:
        raise FileProblem(
            f"“{name}” is an XML spreadsheet of Excel 2003 that breaks off or is damaged in line {error.lineno:,}. Ask "
            "for it again, as an Excel workbook (.xlsx) if possible.",
            code="damaged",
        ) from error
    return found.book


class _Reader:
    """Where the reading is; rows and columns count from 0."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._grid = Grid("")
        self._styles: dict[str, int] = {}
        self._style = ""
        self._row, self._column = -1, -1
        self._row_style = ""
        self._below: dict[int, int] = {}
        self._kind = ""
        self._pieces: list[str] | None = None
        self._cell: dict[str, str] = {}
        self._content = ""

    def refuse(self, *_: object) -> None:
        """Refuse a file that declares a document type, by which it could have other files read."""
        raise FileProblem(
            f"“{self.book.file}” is an XML spreadsheet that declares names of its own (DOCTYPE), which may stand for "
            "other files or fill the memory. It was not read. Ask for it as an Excel workbook (.xlsx).",
            code="unsafe",
        )

    def start(self, name: str, given: dict[str, str]) -> None:
        """Begin an element."""
        about = {key.rpartition(" ")[2]: value for key, value in given.items()}
        local = name.removeprefix(_SPACE)
        if local == "Cell":
            self._start_cell(about)
        elif local == "Row":
            self._start_row(about)
        elif local == "Data":
            self._kind, self._pieces = about.get("Type", "String"), []
        elif local == "Style":
            self._style = about.get("ID", "")
        elif local == "NumberFormat" and self._style:
            code = about.get("Format", "General")
            self._styles[self._style] = self.book.style(_NAMED_FORMATS.get(code, code))
        elif local == "Column":
            self._hide_columns(about)
        elif local == "Worksheet":
            self._grid = self.book.add(about.get("Name", ""))
            self._row, self._column, self._below = -1, -1, {}
        elif name == _EXCEL + "Visible":
            self._pieces = []
        elif name == _EXCEL + "Date1904":
            self.book.from_1904 = True

    def text(self, content: str) -> None:
        """Keep what stands in a cell."""
        if self._pieces is not None:
            self._pieces.append(content)

    def end(self, name: str) -> None:
        """End an element."""
        if name == _SPACE + "Data":
            self._content, self._pieces = "".join(self._pieces or ()), None
        elif name == _SPACE + "Cell":
            self._end_cell()
        elif name == _SPACE + "Style":
            self._style = ""
        elif name == _SPACE + "Table":
            self._column = -1
        elif name == _EXCEL + "Visible":
            self._grid.state = _STATES.get("".join(self._pieces or ()).strip(), "visible")
            self._pieces = None

    def _count(self, about: dict[str, str], key: str) -> int:
        text = about.get(key, "0").strip()
        if not text.isascii() or not text.isdigit():
            return 0
        return min(int(text[:12]), 10**12)

    def _hide_columns(self, about: dict[str, str]) -> None:
        index = self._count(about, "Index")
        first = index - 1 if index else self._column + 1
        last = first + self._count(about, "Span")
        if about.get("Hidden") == "1":
            self.book.check(0, first, 0)
            # All columns to the last of a sheet may be hidden; only those of a table matter.
            self._grid.hidden_columns.update(range(first, min(last + 1, 2_000)))
        self._column = last

    def _start_row(self, about: dict[str, str]) -> None:
        index = self._count(about, "Index")
        row = index - 1 if index else self._row + 1
        if row <= self._row:
            raise self._twice(f"row {row + 1:,}")
        span = self._count(about, "Span")
        self.book.check(row + span, 0, 0)
        if about.get("Hidden") == "1":
            self._grid.hidden_rows.update(range(row, row + span + 1))
        self._row, self._column = row + span, -1
        self._row_style = about.get("StyleID", "")
        self._below = {column: last for column, last in self._below.items() if last >= row}

    def _start_cell(self, about: dict[str, str]) -> None:
        index = self._count(about, "Index")
        column = index - 1 if index else self._column + 1
        while not index and column in self._below:
            column += 1
        if column <= self._column:
            raise self._twice(f"cell {column + 1} of row {self._row + 1:,}")
        across, down = self._count(about, "MergeAcross"), self._count(about, "MergeDown")
        self.book.check(self._row + down, column + across, across + 1)
        if across or down:
            area = (self._row, self._row + down, column, column + across)
            self._grid.merges.append(area)
        if down:
            self._below.update(dict.fromkeys(range(column, column + across + 1), self._row + down))
        self._cell = {**about, "column": str(column)}
        self._column, self._content, self._kind = column + across, "", ""

    def _twice(self, what: str) -> FileProblem:
        return FileProblem(
            f"Sheet “{self._grid.name}” of “{self.book.file}” is damaged: {what} stands in it twice. Open it in Excel, "
            "check the table, save it anew as .xlsx and try again.",
            code="damaged",
        )

    def _end_cell(self) -> None:
        column = int(self._cell["column"])
        style = self._styles.get(self._cell.get("StyleID") or self._row_style, 0)
        formula = self._cell.get("Formula", "")
        if not self._kind:
            if not formula:
                return
            kind, value = "f", "0"
        else:
            kind, value, style = self._value(style)
        cells = self._grid.cells.setdefault(self._row, [])
        cells.append(cell(self._row, column, kind, value, style))

    def _value(self, style: int) -> tuple[str, str, int]:
        text = self._content
        bare = text.strip()
        if self._kind == "Number" and _NUMBER.fullmatch(bare):
            return "n", bare, style
        if self._kind == "Boolean" and bare in ("0", "1"):
            return "b", bare, style
        if self._kind == "Error" and bare in ERRORS:
            return "e", bare, style
        if self._kind == "DateTime" and (serial := self._serial(bare)):
            return "n", serial, self.book.style("dd/mm/yyyy")
        return "s", text, 0

    def _serial(self, text: str) -> str:
        """Return the number by which the sheet stores a day, or "" for one that it cannot store."""
        first, nil = _FIRST_SAFE_DAY, _DAY_NIL
        if self.book.from_1904:
            first = nil = _DAY_NIL_1904
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return ""
        if moment.tzinfo is not None or moment < first:
            return ""
        past = moment - nil
        return repr(past.days + past.seconds / 86_400) if past.seconds else str(past.days)
