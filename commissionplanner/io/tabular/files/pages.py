"""Tables of a web page, which many council and finance systems send as .xls.

Rows and columns are laid out as HTML (section 4.9.12, forming a table) lays them out; what scripts
would do is not done and nothing is fetched. Runs in the reading process.
"""

import codecs
import re
from html import escape, unescape
from pathlib import Path
from typing import Final

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.encodings import (
    find_encoding,
    marked_encoding,
    wide_encoding,
)
from commissionplanner.io.tabular.files.grids import Book, Grid, cell
from commissionplanner.io.tabular.files.page_cells import (
    PLAIN,
    About,
    Styles,
    attributes_of,
    shown_cell,
)
from commissionplanner.io.tabular.files.raised import RAISED

_TOKEN: Final = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|title|template|comment)\b[^>]{0,2000}>(.*?)(?:</\1\s*>|\Z)"
    r"""|<(t[dh])((?:\s[^"'<>]*(?:"[^"<>]{0,400}"[^"'<>]*)*+)?)>([^<]*)</\3\s*>"""
    r"""|<([/!?]?)([a-zA-Z][\w:-]*)((?:[^"'<>]|"[^"]{0,4000}"|'[^']{0,4000}'|["'])*+)>""",
    re.DOTALL | re.IGNORECASE,
)
"""A comment, what a page does not show, a whole cell of nothing but text (as most are), or a tag."""
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_BREAKS: Final = frozenset("br p div li h1 h2 h3 h4 h5 h6 hr tr ul ol dd dt option".split())
_STRUCK: Final = frozenset("del s strike".split())
_UNENDED: Final = frozenset(
    "br hr img input wbr link meta col area base embed source track".split()
)
_NO_TEXT: Final = frozenset("hidden checkbox radio button submit reset image file password".split())
_END: Final = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_TAIL: Final = 4_000
"""So near its end a page says that it is whole."""
_DEEPEST: Final = 40
"""Tables within tables; a page laid out by tables has some five."""
_MOST_ASIDE: Final = 20
"""So many lines before a table are kept, for they may say what its amounts are in."""


def read_page(path: Path, name: str) -> Book:
    """Return the tables of a web page, one a sheet, each below the lines that stand before it.

    Raises:
        FileProblem: it has no table, or says it has more than a sheet holds.
    """
    page = _Page(Book(name))
    page.read(_text_of(path))
    book = page.finished()
    if not book.grids:
        raise FileProblem(
            f"“{name}” is a web page without a table that has anything in it, whatever its name says. If its sheets "
            "are in a folder beside it, or behind a log-in, open it there and save it as an Excel workbook (.xlsx).",
            code="no_data",
        )
    return book


def _text_of(path: Path) -> str:
    content = path.read_bytes()
    head = content[:8192]
    encoding = marked_encoding(head) or wide_encoding(head)
    if not encoding:
        declared = _CHARSET.search(head)
        encoding = declared[1].decode("ascii", "replace").lower() if declared else ""
        try:
            codecs.lookup(encoding)
            content.decode(encoding)
        except (LookupError, UnicodeDecodeError, ValueError):
            encoding = find_encoding(path)
    return content.decode(encoding, "replace")


class _Table:
    """A table being read; rows and columns count from 0."""

    def __init__(self, grid: Grid, row: int) -> None:
        self.grid = grid
        self.row = row - 1
        self.column = 0
        self.below: dict[int, int] = {}
        self.given: About | None = None
        self.pieces: list[str] = []
        self.n_columns = 0
        self.rows_hidden = False
        self.rows_begun = 0


class _Page:
    """Where the reading is: the tables that are open, one within another."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._styles = Styles()
        self._open: list[_Table] = []
        self._aside: list[str] = []
        self._grids: list[tuple[_Table, Grid]] = []
        self._unseen = ("", 0)
        self._is_raised = False
        self._is_ended = False

    def read(self, text: str) -> None:
        """Go through a page from its first sign to its last."""
        self._is_ended = _END.search(text, max(len(text) - _TAIL, 0)) is not None
        at = 0
        for found in _TOKEN.finditer(text):
            if found.start() > at:
                self._say(text[at : found.start()])
            at = found.end()
            if found[1]:
                if found[1].lower() == "style":
                    self._styles.add(found[2])
            elif found[3]:
                self._whole_cell(found[4], found[5])
            elif found[7] and found[6] in ("", "/"):
                self._tag(found[7].lower(), found[8], is_end=found[6] == "/")
        self._say(text[at:])

    def finished(self) -> Book:
        """Close what is open and return the sheets that have something in them.

        Raises:
            FileProblem: it ends within a table, so that cells and rows may be missing.
        """
        broken_at = self._open[0].row + 1 if self._open and not self._is_ended else 0
        while self._open:
            self._end_table()
        kept = [grid for table, grid in self._grids if any(grid.cells.values())]
        if kept and broken_at:
            raise FileProblem(
                f"“{self._book.file}” is a web page that breaks off within a table, at row {broken_at:,}, so "
                "that the rest is missing. Ask for it again, or open it in Excel, check its last rows and save it as "
                "an Excel workbook (.xlsx).",
                code="damaged",
            )
        if kept and (lines := self._lines()):
            row = max(kept[-1].cells) + 2
            for number, line in enumerate(lines, row):
                self._book.check(number, 0)
                kept[-1].cells[number] = [cell(number, 0, "s", line)]
        self._book.grids[:] = kept
        for number, grid in enumerate(kept, 1):
            grid.name = f"Table {number}"
        return self._book

    def _say(self, text: str) -> None:
        if not self._open:
            if not text.isspace():
                self._aside.append(text)
        elif self._open[-1].given is not None and not self._unseen[0]:
            self._open[-1].pieces.append(text.translate(RAISED) if self._is_raised else text)

    def _tag(self, name: str, given: str, *, is_end: bool) -> None:
        if name == "table":
            if is_end:
                self._end_table()
            else:
                self._start_table()
        elif not self._open:
            if name in _BREAKS:
                self._aside.append("\n")
        elif name in ("td", "th"):
            self._end_cell()
            if not is_end:
                self._start_cell(self._styles.about(given))
        elif name == "tr":
            self._end_cell()
            if not is_end:
                self._start_row(self._styles.about(given))
        elif name in ("thead", "tbody", "tfoot"):
            self._end_cell()
            self._open[-1].rows_hidden = not is_end and self._styles.about(given).hidden
        elif name == "col" and not is_end:
            self._columns(self._styles.about(given))
        elif self._open[-1].given is not None:
            self._within(name, given, is_end=is_end)

    def _within(self, name: str, given: str, *, is_end: bool) -> None:
        """Take in a tag within a cell: what is not shown is none of it, and what is raised or struck out is marked."""
        unseen, depth = self._unseen
        pieces = self._open[-1].pieces
        if unseen:
            depth += (name == unseen) * (-1 if is_end else 1)
            self._unseen = (unseen, depth) if depth else ("", 0)
        elif name in _BREAKS:
            pieces.append("<br>")
        elif name == "sup":
            self._is_raised = not is_end
        elif name in _STRUCK:
            pieces.append("]" if is_end else "[")
        elif name == "input":
            about = attributes_of(given)
            if about.get("type", "").lower() not in _NO_TEXT:
                pieces.append(escape(about.get("value", "")))
        elif given and not is_end and name not in _UNENDED and self._styles.about(given).hidden:
            self._unseen = (name, 1)

    def _lines(self) -> list[str]:
        """Return the lines that stand outside tables since the last one, and forget them."""
        text = unescape("".join(self._aside))
        self._aside.clear()
        lines = [" ".join(line.split()) for line in text.split("\n")]
        return [line for line in lines if line][-_MOST_ASIDE:]

    def _start_table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise self._book.too_large(f"over {_DEEPEST} tables one within another")
        grid = self._book.add("")
        lines = [] if self._open else self._lines()
        for number, line in enumerate(lines):
            grid.cells[number] = [cell(number, 0, "s", line)]
        table = _Table(grid, len(lines))
        self._open.append(table)
        self._grids.append((table, grid))

    def _end_table(self) -> None:
        if not self._open:
            return
        self._end_cell()
        table = self._open.pop()
        table.grid.settle_hidden()
        last = table.row
        table.grid.merges = [
            (top, min(bottom, last), left, right)
            for top, bottom, left, right in table.grid.merges
            if min(bottom, last) > top or right > left
        ]

    def _start_row(self, given: About) -> None:
        table = self._open[-1]
        table.row += 1
        table.rows_begun += 1
        table.column = 0
        if table.below:
            table.below = {at: last for at, last in table.below.items() if last >= table.row}
        self._book.check(table.row, 0, 0)
        if table.rows_hidden or given.hidden:
            table.grid.hidden_rows.add(table.row)

    def _columns(self, given: About) -> None:
        table, span = self._open[-1], given.across
        self._book.check(0, table.n_columns + span - 1, span)
        if given.hidden:
            table.grid.hidden_columns.update(range(table.n_columns, table.n_columns + span))
        table.n_columns += span

    def _start_cell(self, given: About) -> None:
        table = self._open[-1]
        if table.rows_begun == 0:
            self._start_row(PLAIN)
        table.given, table.pieces = given, []
        self._unseen, self._is_raised = ("", 0), False

    def _whole_cell(self, given: str, text: str) -> None:
        """Take in a cell of nothing but text at once, for a large page has many."""
        if not self._open:
            self._say(text)
            return
        self._end_cell()
        self._start_cell(self._styles.about(given) if given else PLAIN)
        self._open[-1].pieces.append(text)
        self._end_cell()

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.given is None:
            return
        given, table.given = table.given, None
        column = table.column
        while column in table.below:
            column += 1
        table.column = column + given.across
        self._lay_out(table, column, given)
        made = shown_cell("".join(table.pieces), given)
        if made is not None:
            kind, value, code = made
            made_cell = cell(table.row, column, kind, value, self._book.style(code))
            table.grid.cells.setdefault(table.row, []).append(made_cell)

    def _lay_out(self, table: _Table, column: int, given: About) -> None:
        """Note over which rows and columns a cell reaches, and whether it is hidden."""
        across, down = given.across, given.down
        self._book.check(table.row + down - 1, column + across - 1, across)
        if down > 1:
            table.below.update(dict.fromkeys(range(column, column + across), table.row + down - 1))
        if across > 1 or down > 1:
            area = (table.row, table.row + down - 1, column, column + across - 1)
            table.grid.merges.append(area)
        if given.hidden:
            table.grid.hidden_cells.add((table.row, column))
