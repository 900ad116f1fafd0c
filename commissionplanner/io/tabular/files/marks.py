"""What calamine hides in an Excel workbook, found by one pass over the XML of a sheet.

Error cells, formulas without a stored value, hidden rows and columns, formats, notes. The pass
holds one piece of a sheet at a time, so a large one costs time but no memory; it runs in a
reading process of its own, beside the one that reads the values.
"""

import codecs
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import unescape
from typing import IO, Any, Final

from commissionplanner.io import limits
from commissionplanner.io.tabular.cells import column_index, plain_number
from commissionplanner.io.tabular.files.found_marks import (
    MOST_MARKS,
    CellFormats,
    Marks,
    Place,
    message_of,
)
from commissionplanner.io.tabular.files.frames import write_message
from commissionplanner.io.tabular.files.grids import Grid
from commissionplanner.io.tabular.files.package_parts import (
    day_styles,
    find_sheet_part,
    read_notes,
    struck_styles,
    style_kinds,
)

_PIECE: Final = 1 << 20
_LONGEST_ROW: Final = 32 << 20
_FORMAT_SAMPLE: Final = 4 << 20


def send_marks(source: str | io.BytesIO, request: dict[str, Any], out: IO[bytes]) -> None:
    """Make the pass over one sheet and send what was found."""
    if request["kind"] == "xls":
        from commissionplanner.io.tabular.files.marks_xls import scan_xls

        write_message(out, message_of(scan_xls(source, request.get("sheet"))))
        return
    if request["kind"] == "xlsb":
        from commissionplanner.io.tabular.files.marks_xlsb import scan_xlsb

        write_message(out, message_of(scan_xlsb(source, request.get("sheet"))))
        return
    if request["kind"] == "ods":
        from commissionplanner.io.tabular.files.marks_ods import scan_ods

        write_message(out, message_of(scan_ods(source, request.get("sheet"))))
        return
    write_message(out, message_of(_scan_xlsx(source, request.get("sheet"))))


def marks_of_made(source: io.BytesIO, grid: Grid) -> Marks:
    """Return the marks of a sheet of a workbook that was made of a page or an XML spreadsheet."""
    source.seek(0)
    marks = _scan_xlsx(source, grid.name)
    marks.hidden_cells = sorted(grid.hidden_cells)[:MOST_MARKS]
    return marks


def _scan_xlsx(source: str | io.BytesIO, sheet: str | None) -> Marks:
    with zipfile.ZipFile(source) as archive:
        part = find_sheet_part(archive, sheet)
        if part is None:
            return Marks()
        styles, struck, marks = style_kinds(archive), struck_styles(archive), Marks(read=True)
        try:
            with archive.open(part) as file:
                scan = _Scan(marks, CellFormats(marks, styles, struck), day_styles(archive))
                scan.run(_pieces(file))
        except _UnusualError:
            from commissionplanner.io.tabular.files.marks_careful import scan_carefully

            marks = Marks(read=True)
            with archive.open(part) as file:
                scan_carefully(file, marks, CellFormats(marks, styles, struck))
        marks.notes = read_notes(archive, part)
    return marks


class _UnusualError(Exception):
    """The XML is written in a way that the search for patterns may misread."""


def _pieces(file: Any) -> Iterator[bytes]:
    first = file.read(_PIECE)
    if first[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        decoder = codecs.getincrementaldecoder("utf-16")()
        while first:
            yield decoder.decode(first).encode()
            first = file.read(_PIECE)
    while first:
        yield first
        first = file.read(_PIECE)


_REF: Final = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_ERROR_VALUE: Final = re.compile(rb"<v[^>]*>([^<]{1,20})<")
_COLS: Final = re.compile(rb"<col\b([^>]*)>")


class _Scan:
    """One pass: pieces of XML are cut at the ends of rows and searched."""

    def __init__(self, marks: Marks, formats: CellFormats, days: frozenset[int]) -> None:
        self.marks = marks
        self._days = days
        self._formats = formats
        self._seen = 0
        self._n_rows = 0
        self._row_seen = bytearray(1 << 20)
        self._prefix = b""
        self._in_data = False

    def run(self, pieces: Iterator[bytes]) -> None:
        """Search all pieces and sum up."""
        rest = b""
        for piece in pieces:
            buffer = self._without_prefix(rest + piece)
            cut = max(buffer.rfind(b"</row>"), buffer.rfind(b"<row "))
            if cut <= 0:
                if len(buffer) > _LONGEST_ROW:
                    raise MemoryError
                rest = buffer
                continue
            self._search(buffer[:cut])
            rest = buffer[cut:]
        self._search(rest)
        self._formats.sum_up()

    def _without_prefix(self, buffer: bytes) -> bytes:
        """Return the XML without the prefix that all its tags have, as in ``<x:row>``."""
        if not self._in_data and (found := _DATA.search(buffer)):
            self._prefix = found[1] or b""
        if not self._prefix:
            return buffer
        opening, closing = b"<" + self._prefix, b"</" + self._prefix
        return buffer.replace(opening, b"<").replace(closing, b"</")

    def _check_usual(self, buffer: bytes) -> list[bytes]:
        """Return the names of all cells.

        Raises:
            _UnusualError: some are written otherwise than nearly all programs write them.
        """
        start = 0
        if not self._in_data and (found := _DATA.search(buffer)):
            self._in_data, start = True, found.end()
        cells = _CELL.findall(buffer, start)
        if (
            len(cells) != buffer.count(b"<c ", start) + buffer.count(b"<c>", start)
            or buffer.count(b"</v>") != buffer.count(b"</v></c>")
            or any(sign in buffer[start:] for sign in _UNUSUAL)
            or ((b'= "' in buffer or b' ="' in buffer) and _LOOSE.search(buffer))
        ):
            raise _UnusualError
        return cells

    def _search(self, buffer: bytes) -> None:
        if not self._seen:
            self._read_columns(buffer)
        cells = self._check_usual(buffer)
        if b't="e"' in buffer or b"t='e'" in buffer:
            self._find_errors(buffer)
        if b"<f" in buffer:
            self._find_formulas(buffer)
        if b"hidden=" in buffer or b' ht="0"' in buffer:
            self._find_hidden(buffer)
        self._n_rows += buffer.count(b"<row")
        formats = self._formats
        if formats.are_all_told or (formats.styles and self._seen < _FORMAT_SAMPLE):
            for found in _STYLED.finditer(buffer):
                if formats.tells(style := int(found[3])):
                    formats.note(int(found[2]) - 1, column_index(found[1].decode("ascii")), style)
        if self._days and b"<v>-" in buffer:
            self._find_days_below(buffer)
        self._find_far(buffer)
        self._find_faults(buffer, cells)
        self._seen += len(buffer)

    def _read_columns(self, buffer: bytes) -> None:
        start = buffer.find(b"sheetData")
        self.marks.rows_hidden = bool(_ALL_HIDDEN.search(buffer, 0, max(start, 0)))
        for found in _COLS.finditer(buffer, 0, start if start > 0 else len(buffer)):
            if re.search(rb"""\s(?:hidden=["'](?:1|true)|width=["']0)["']""", found[1]):
                first, last = (_number(found[1], name) for name in (b"min", b"max"))
                if first and last:
                    self.marks.hidden_columns.append((first - 1, last - 1))

    def _find_errors(self, buffer: bytes) -> None:
        for found in re.finditer(rb"""\bt=(?:"e"|'e')""", buffer):
            start = buffer.rfind(b"<", 0, found.start())
            tag = buffer[start : buffer.find(b">", found.start())]
            place = _place(tag) if tag.startswith(b"<c ") else None
            if place is None or len(self.marks.errors) >= limits.ERROR_CELLS:
                continue
            end = found.end() if tag.endswith(b"/") else buffer.find(b"</c>", found.end())
            value = _ERROR_VALUE.search(buffer, found.end(), end)
            text = unescape(value[1].decode("ascii", "replace")) if value else "#VALUE!"
            self.marks.errors[place] = text

    def _find_formulas(self, buffer: bytes) -> None:
        self.marks.n_formulas += len(re.findall(rb"<f[\s>/]", buffer))
        for found in _FORMULA_ALONE.finditer(buffer):
            place = _place(found[1])
            text_result = re.search(rb"""\bt=["']str["']""", found[1]) and found[3]
            if place and not text_result and len(self.marks.unvalued) < MOST_MARKS:
                self.marks.unvalued.append(place)
        if b"[" in buffer:
            self.marks.n_linked += len(_LINKED.findall(buffer))
        if b"|" in buffer and _DDE.search(buffer):
            self.marks.dde = True

    def _find_hidden(self, buffer: bytes) -> None:
        for found in _HIDDEN_ROW.finditer(buffer):
            number = _number(found[0], b"r")
            if not number:
                before = buffer[: found.start()]
                number = self._n_rows + before.count(b"<row") + 1
            if len(self.marks.hidden_rows) < MOST_MARKS:
                self.marks.hidden_rows.append(number - 1)

    def _find_days_below(self, buffer: bytes) -> None:
        """Find negative numbers in the format of days or times, of which a reader makes midnight."""
        for found in _BELOW.finditer(buffer):
            place = _place(found[0])
            if place and int(found[1]) in self._days and len(self.marks.texts) < MOST_MARKS:
                self.marks.texts[place] = plain_number(float(found[2]))

    def _find_far(self, buffer: bytes) -> None:
        far = _FAR.findall(buffer)
        if far:
            self.marks.far = b"".join(far[-1]).decode("ascii")

    def _find_faults(self, buffer: bytes, cells: list[bytes]) -> None:
        """Find rows and cells that stand there twice, of which one would be lost, and lost texts."""
        if len(cells) != len(set(cells)):
            filled = Counter(cells) - Counter(_EMPTY.findall(buffer))
            if twice := next((cell for cell, count in filled.items() if count > 1), None):
                self.marks.fault = f"cell {twice.decode()} stands in it twice"
        if b"<v>-" in buffer and (found := _NO_TEXT.search(buffer)):
            self.marks.fault = f"{_named(found[0])} refers to a text that is not there"
        if b"&" in buffer and (broken := _BROKEN_NUMBER.search(buffer)):
            self.marks.fault = f"the value of {_named(broken[0])} is broken up"
        numbers = list(map(int, _ROW_NUMBER.findall(buffer)))
        if numbers and self._follow(numbers[0], numbers):
            return
        for number in numbers:
            if number > len(self._row_seen):
                self.marks.fault = f"row {number:,} is further down than a sheet goes"
                continue
            at = number - 1 if 0 < number <= len(self._row_seen) else 0
            if number and self._row_seen[at]:
                self.marks.fault = f"row {number:,} stands in it twice"
            self._row_seen[at] = number > 0

    def _follow(self, first: int, numbers: list[int]) -> bool:
        """Whether rows stand one after the other where none stood, as nearly always."""
        last = first + len(numbers)
        if first < 1 or last > len(self._row_seen) or numbers != list(range(first, last)):
            return False
        if self._row_seen.find(1, first - 1, last - 1) >= 0:
            return False
        self._row_seen[first - 1 : last - 1] = b"\1" * len(numbers)
        return True


_FORMULA_ALONE: Final = re.compile(
    rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>([^<]*)</f>)\s*"
    rb"(<v\s*/>|<v[^>]*></v>)?\s*</c>"
)
_BELOW: Final = re.compile(
    rb"""<c r="[A-Z]{1,3}\d{1,7}" s="(\d{1,6})"(?: t="n")?>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?<v>"""
    rb"""(-\d{1,15}(?:\.\d{1,20})?)</v>"""
)
_LINKED: Final = re.compile(rb"<f[^>]*>[^<]*\[\d+\][^<]*</")
_DDE: Final = re.compile(rb"<f[^>]*>[^<|]*\|[^<!]*![^<]*</")
_ALL_HIDDEN: Final = re.compile(rb"""<sheetFormatPr\b[^>]*\szeroHeight=["'](?:1|true)["']""")
_HIDDEN_ROW: Final = re.compile(
    rb"""<row\b[^>]*\s(?:hidden=["'](?:1|true)["']|ht=["']0["'])[^>]*>"""
)
_STYLED: Final = re.compile(rb"""<c r="([A-Z]{1,3})(\d{1,7})" s="(\d+)"[^/>]*>""")
"""A cell with a style and something in it; a sheet may have millions without."""
_BROKEN_NUMBER: Final = re.compile(
    rb"""<c\b(?![^>]*\bt=["'](?:str|inlineStr|e)["'])[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)?<v[^>]*>[^<&]{0,40}&"""
)
"""A number of which a sign is written by its code, of which the reader of values takes only the beginning."""
_NO_TEXT: Final = re.compile(rb"""<c\b[^>]*\bt=["']s["'][^>]*>\s*<v>-""")
_CELL: Final = re.compile(rb"""<c r="([A-Z]{1,3}\d{1,7})\"""")
_EMPTY: Final = re.compile(rb"""<c r="([A-Z]{1,3}\d{1,7})"[^>]*(?:/>|></c>)""")
_DATA: Final = re.compile(rb"<(\w+:)?sheetData\b")
_UNUSUAL: Final = (b"<!", b"<?", b"<sheetData", b"<c\n", b"<c\r", b"<c\t", b"<c/", b"<c>")
_LOOSE: Final = re.compile(rb"<c\s[^>]*?\st(?:\s+=|\s*=\s+)")
_ROW_NUMBER: Final = re.compile(rb"""<row\b[^>]*?\sr=["'](\d{1,7})["']""")
_FAR: Final = re.compile(rb"""<c r="([A-Z]{3})(\d+)\"""")


def _number(tag: bytes, name: bytes) -> int:
    """Return a whole number among the attributes of a tag, or 0."""
    found = re.search(rb"\b" + name + rb"""=["'](\d{1,9})["']""", tag)
    return int(found[1]) if found else 0


def _named(buffer: bytes) -> str:
    """Name the last cell of a piece of XML: "cell B2"."""
    found = _REF.search(buffer, max(buffer.rfind(b"<c "), buffer.rfind(b":c "), 0))
    return f"cell {found[1].decode()}{found[2].decode()}" if found else "a cell"


def _place(tag: bytes) -> Place | None:
    found = _REF.search(tag)
    return (int(found[2]) - 1, column_index(found[1].decode("ascii"))) if found else None
