"""Sheets read out of a web page or an XML spreadsheet, put into a workbook in memory.

What reads workbooks then reads these too: merged cells, hidden rows, errors and formats are found
as in any other. Runs in the reading process.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.cells import column_letter

MADE: Final = ("page", "xml2003")
"""Kinds of files of which a workbook is made."""
LAST_ROW: Final = 1_048_576
"""A sheet of Excel has so many rows; one further down is a false statement."""
MOST_SHEETS: Final = 200
ERRORS: Final = frozenset("#REF! #N/A #DIV/0! #VALUE! #NAME? #NULL! #NUM!".split())
"""What cells show instead of a value, as Excel 2003 has them."""
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SIGNS: Final = re.compile("[&<>]")
_SPACE: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LETTERS: Final = tuple(map(column_letter, range(limits.COLUMNS)))
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(slots=True)
class Grid:
    """One sheet; rows and columns count from 0.

    Attributes:
        state: "visible", "hidden" or "veryHidden".
        cells: By row, the XML of its cells in order of their columns.
        merges: First and last row, first and last column of each merged area.
        hidden_cells: Row and column of single cells that are not shown.
    """

    name: str
    state: str = "visible"
    cells: dict[int, list[str]] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_cells: set[tuple[int, int]] = field(default_factory=set)

    def settle_hidden(self) -> None:
        """Take a column as hidden where half its cells or more are; of others the single cells are."""
        counts = Counter(column for _, column in self.hidden_cells)
        hidden = {column for column, count in counts.items() if count * 2 >= len(self.cells)}
        self.hidden_columns |= hidden
        self.hidden_cells = {place for place in self.hidden_cells if place[1] not in hidden}


@dataclass(slots=True)
class Book:
    """The sheets of a file, its formats by code, and how much was put in.

    Attributes:
        file: The name of the file, for messages.
        from_1904: Whether its numbers of days count from 1 January 1904.
    """

    file: str
    grids: list[Grid] = field(default_factory=list)
    formats: dict[str, int] = field(default_factory=lambda: {"General": 0})
    n_cells: int = 0
    from_1904: bool = False

    def add(self, name: str, state: str = "visible") -> Grid:
        """Begin a sheet.

        Raises:
            FileProblem: there are more than any workbook has use for.
        """
        if len(self.grids) >= MOST_SHEETS:
            raise self.too_large(f"over {MOST_SHEETS} tables")
        self.grids.append(Grid(name or f"Sheet{len(self.grids) + 1}", state))
        return self.grids[-1]

    def style(self, code: str) -> int:
        """Return the number of a format."""
        return self.formats.setdefault(code, len(self.formats))

    def check(self, row: int, column: int, n_cells: int = 1) -> None:
        """Count cells and refuse what no sheet holds.

        Raises:
            FileProblem: there are too many, or one stands where no sheet has a cell.
        """
        self.n_cells += n_cells
        if row >= LAST_ROW:
            raise self.too_large(f"a cell in row {row + 1:,}")
        if column >= limits.COLUMNS:
            raise self.too_large(f"a cell in column {column + 1:,}")
        if self.n_cells > limits.SHEET_CELLS:
            raise self.too_large(f"over {limits.SHEET_CELLS:,} cells")

    def too_large(self, what: str) -> FileProblem:
        """Return the problem of a file that says it has more than a table holds."""
        return FileProblem(
            f"“{self.file}” has, or says that it has, {what}, as no table does. Open it in Excel or LibreOffice, "
            "copy the table alone into a new workbook, save that as .xlsx and try again.",
            code="too_large",
        )


def cell(row: int, column: int, kind: str, value: str, style: int = 0) -> str:
    """Return the XML of a cell: "s" a text, "n" a number, "b" yes or no, "e" an error, "f" a formula without value."""
    head = f'<c r="{_LETTERS[column]}{row + 1}" s="{style}"'
    if kind == "s" and value.isascii() and value.isprintable() and not _SIGNS.search(value):  # most
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    if kind == "s":
        value = escape(_NOT_XML.sub("\ufffd", value), quote=False)
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    if kind == "f":
        return f"{head}><f>{escape(_NOT_XML.sub('', value), quote=False)}</f></c>"
    return f'{head} t="{kind}"><v>{value}</v></c>'


def workbook_of(book: Book) -> io.BytesIO:
    """Return the sheets as an Excel workbook."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, text in _frame(book):
            archive.writestr(name, text)
        for number, grid in enumerate(book.grids, 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for piece in _sheet(grid):
                    part.write(piece.encode("utf-8", "replace"))
    made.seek(0)
    return made


def _frame(book: Book) -> Iterator[tuple[str, str]]:
    """Yield the parts of a workbook beside its sheets."""
    numbers = range(1, len(book.grids) + 1)
    sheets = "".join(
        f'<sheet name="{escape(_NOT_XML.sub("", grid.name))}" sheetId="{n}" state="{grid.state}" r:id="rId{n}"/>'
        for n, grid in zip(numbers, book.grids, strict=True)
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_TYPES}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    codes = [code for code in book.formats if code != "General"]
    formats = "".join(
        f'<numFmt numFmtId="{n}" formatCode="{escape(_NOT_XML.sub("", code))}"/>'
        for n, code in enumerate(codes, 164)
    )
    cells = '<xf numFmtId="0"/>' + "".join(
        f'<xf numFmtId="{n}"/>' for n in range(164, 164 + len(codes))
    )
    yield "[Content_Types].xml", "<Types/>"
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_TYPES}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    days = '<workbookPr date1904="1"/>' if book.from_1904 else ""
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_SPACE}" xmlns:r="{_TYPES}">{days}<sheets>{sheets}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'<Relationships xmlns="{_RELATIONS}">{related}<Relationship Id="rId0" Type="{_TYPES}/styles" '
        'Target="styles.xml"/></Relationships>',
    )
    yield (
        "xl/styles.xml",
        f'<styleSheet xmlns="{_SPACE}"><numFmts>{formats}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>',
    )


def _sheet(grid: Grid) -> Iterator[str]:
    hidden = "".join(
        f'<col min="{n + 1}" max="{n + 1}" hidden="1"/>' for n in sorted(grid.hidden_columns)
    )
    yield f'<worksheet xmlns="{_SPACE}">' + (f"<cols>{hidden}</cols>" if hidden else "")
    yield "<sheetData>"
    for row in sorted(grid.cells.keys() | grid.hidden_rows):
        mark = ' hidden="1"' if row in grid.hidden_rows else ""
        yield f'<row r="{row + 1}"{mark}>' + "".join(grid.cells.get(row, ())) + "</row>"
    yield "</sheetData>"
    if grid.merges:
        yield "<mergeCells>"
        for top, bottom, left, right in grid.merges:
            place = f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"
            yield f'<mergeCell ref="{place}"/>'
        yield "</mergeCells>"
    yield "</worksheet>"
