"""What calamine hides in an old Excel workbook (.xls), found by one pass over its records.

Numbers of records and places of their parts: Microsoft, [MS-XLS] Excel Binary File Format,
sections 2.3 (records), 2.4.24 (BoolErr), 2.4.53 (ColInfo), 2.4.126 (Format), 2.4.127 (Formula),
2.4.175 (MulRk), 2.4.184 (Row), 2.4.271 (SupBook), 2.4.353 (XF).
"""

import io
import re
import struct
from collections.abc import Iterator
from typing import Any, Final

from commissionplanner.io import limits
from commissionplanner.io.tabular.cells import column_letter
from commissionplanner.io.tabular.files.found_marks import MOST_MARKS, CellFormats, Marks
from commissionplanner.io.tabular.files.package_parts import kind_of_format
from commissionplanner.io.tabular.files.raised_xls import (
    FONT,
    MORE,
    TEXT_CELL,
    TEXTS,
    LongResults,
    looks_of,
    texts_of,
)

_BOUND_SHEET, _BOF, _EOF = 0x85, 0x809, 0x0A
_FILE_PASS: Final = 0x2F
_MACRO_SHEET: Final = 1
"""What a sheet of macros, as Excel 4 had them, says that it is ([MS-XLS] 2.4.28)."""
_VALUES: Final = frozenset({0x06, 0xFD, 0x203, 0x204, 0x205, 0x27E})
"""Records of one cell with a value: Formula, LabelSst, Number, Label, BoolErr and RK."""
_SEVERAL: Final = 0xBD
"""The record of several numbers beside one another: row, first column, (style, number) of each, last column."""
_BOOL_ERROR, _FORMULA, _ROW, _COLUMNS = 0x205, 0x06, 0x208, 0x7D
_EMPTY_TEXT: Final = 3
"""What stands for an empty text as the result of a formula."""
_FORMAT, _STYLE = 0x41E, 0xE0
_OTHER_BOOK, _CONNECTION = 0x1AE, 0x876
_OWN_BOOK: Final = (b"\x01\x04", b"\x01\x3a")
"""Stands in place of a name for the workbook itself, and for functions added to Excel."""
_OBJECT: Final = re.compile("MBD[0-9A-Fa-f]{8}")
"""Storages of objects within a workbook."""
_EXCEL_5: Final = b"\0\x05"
"""The version that workbooks of Excel 5 and 95 begin with."""
_MANY: Final = 2_000_000
_SPARSE: Final = 20
"""A sheet of many places of which not one in so many is filled has a cell far from the others."""
_HEAD: Final = struct.Struct("<HH")
_PAIR: Final = struct.Struct("<HH")
_TEXT_CELL: Final = struct.Struct("<HHHI")
_CELL: Final = struct.Struct("<HHH")
ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


def scan_xls(source: str | io.BytesIO, sheet: str | None) -> Marks:
    """Return the marks of one sheet, by name, or of the first."""
    import olefile  # type: ignore[import-untyped]  # it has no types

    marks = Marks()
    with olefile.OleFileIO(source) as ole:
        marks.macros = ole.exists("_VBA_PROJECT_CUR")
        marks.embedded = sorted({str(each[0]) for each in ole.listdir() if _OBJECT.match(each[0])})
        _, content = stream_of(ole)
    _look_around(marks, content)
    start = _start_of(content, sheet)
    marks.read = start is not None
    if start is not None:
        _scan_sheet(marks, content, start)
    return marks


def _scan_sheet(marks: Marks, content: bytes, start: int) -> None:
    """Note what the records of one sheet say, which begin at `start`."""
    formats = CellFormats(marks, _style_kinds(content))
    empties: list[tuple[int, int]] = []
    filled: set[tuple[int, int]] = set()
    shared, results = _raised_texts(content), LongResults()
    n_texts = _count_of_texts(content)
    for kind, at, length in records_of(content, start):
        body = content[at : at + length]
        _note(marks, kind, body)
        results.take(kind, body)
        if kind == TEXT_CELL and len(body) >= _TEXT_CELL.size:
            row, column, _, number = _TEXT_CELL.unpack_from(body)
            if number in shared and len(marks.texts) < MOST_MARKS:
                marks.texts[(row, column)] = shared[number]
            if number >= n_texts:
                place = f"{column_letter(column)}{row + 1}"
                marks.fault = f"cell {place} refers to a text that is not there"
        if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == _EMPTY_TEXT:
            empties.append(_PAIR.unpack_from(body))
        for row, column, style in _cells(kind, body):
            formats.note(row, column, style)
            if (row, column) in filled:
                marks.fault = f"cell {column_letter(column)}{row + 1} stands in it twice"
            filled.add((row, column))
    formats.sum_up()
    marks.texts |= results.texts
    marks.far = _far(filled)
    if len(empties) == marks.n_formulas:  # a program that works nothing out wrote it
        marks.unvalued = empties[:MOST_MARKS]


def _raised_texts(content: bytes) -> dict[int, str]:
    """Return the shared texts of which a part is raised or struck out, by number."""
    fonts: list[bytes] = []
    parts: list[bytes] = []
    is_last = False
    for kind, at, length in records_of(content, 0):
        body = content[at : at + length]
        if kind == FONT:
            fonts.append(body)
        elif kind == TEXTS or (kind == MORE and is_last):
            parts.append(body)
        is_last = kind == TEXTS or (kind == MORE and is_last)
    return texts_of(parts, looks_of(fonts))


def _count_of_texts(content: bytes) -> int:
    """Return how many shared texts a workbook says that it has."""
    for kind, at, length in records_of(content, 0):
        if kind == TEXTS and length >= 8:
            return int.from_bytes(content[at + 4 : at + 8], "little")
    return 0


def _far(filled: set[tuple[int, int]]) -> str:
    """Return the last cell of a sheet of which hardly a place between is filled, or ""."""
    last = max(filled, default=(0, 0))
    width = max((column for _, column in filled), default=0) + 1
    n_places = (last[0] + 1) * width
    if n_places < _MANY or n_places < _SPARSE * len(filled):
        return ""
    return f"{column_letter(last[1])}{last[0] + 1}"


def _look_around(marks: Marks, content: bytes) -> None:
    """Note what a workbook takes from others, from other programs and from databases."""
    for kind, at, length in records_of(content, 0):
        body = content[at : at + length]
        if kind == _OTHER_BOOK and length > 5 and body[2:4] not in _OWN_BOOK:
            name = _text(body[2:])
            if body[:2] == b"\0\0":
                marks.dde = True
            else:
                marks.links.append(re.split(r"[\x00-\x1f\\/]", name)[-1] or name)
        elif kind == _BOUND_SHEET and length > 5 and body[5] == _MACRO_SHEET:
            marks.macros = True
        elif kind == _CONNECTION:
            marks.connections.append(f"connection {len(marks.connections) + 1}")


def _cells(kind: int, body: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield row, column and style of the cells with a value that a record holds."""
    if kind in _VALUES and len(body) >= _CELL.size:
        yield _CELL.unpack_from(body)
    elif kind == _SEVERAL and len(body) >= _CELL.size:
        row, first = _PAIR.unpack_from(body)
        for place, at in enumerate(range(4, len(body) - 7, 6)):
            yield row, first + place, int.from_bytes(body[at : at + 2], "little")


def _style_kinds(content: bytes) -> dict[int, str]:
    """Return, by number of the cell style, those that show "percent", "money" or digits."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    is_old = content[4:6] == _EXCEL_5
    for kind, at, length in records_of(content, 0):
        body = content[at : at + length]
        if kind == _FORMAT and length > 5:
            codes[int.from_bytes(body[:2], "little")] = _code(body, is_old=is_old)
        elif kind == _STYLE and length >= 4:
            styles.append(int.from_bytes(body[2:4], "little"))
    kinds = ((n, kind_of_format(number, codes.get(number, ""))) for n, number in enumerate(styles))
    return {n: kind for n, kind in kinds if kind}


def _code(body: bytes, *, is_old: bool) -> str:
    """Return the code of a format, which stands after its number."""
    if is_old:
        return body[3 : 3 + body[2]].decode("cp1252", "replace")
    return _text(body[2:])


def _text(body: bytes) -> str:
    """Return a text: its length in letters, one flag for two bytes a letter, then the letters."""
    letters = int.from_bytes(body[:2], "little")
    if body[2] & 1:
        return body[3 : 3 + 2 * letters].decode("utf-16-le", "replace")
    return body[3 : 3 + letters].decode("latin-1")


def stream_of(ole: Any) -> tuple[str, bytes]:
    """Return name and content of the stream that holds the sheets."""
    name = "Workbook" if ole.exists("Workbook") else "Book"
    return name, ole.openstream(name).read()


def is_locked(source: str | io.BytesIO) -> bool:
    """Whether a workbook has a password in a way that its reader does not know, as XOR obfuscation."""
    import olefile

    try:
        with olefile.OleFileIO(source) as ole:
            return any(kind == _FILE_PASS for kind, _, _ in records_of(stream_of(ole)[1], 0))
    except (OSError, ValueError, struct.error):
        return False


def records_of(content: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, place, length) of the records of one part, to its end; charts are skipped."""
    depth = 0
    while at + _HEAD.size <= len(content):
        kind, length = _HEAD.unpack_from(content, at)
        depth += (kind == _BOF) - (kind == _EOF)
        if depth == 1:
            yield kind, at + _HEAD.size, length
        at += _HEAD.size + length
        if kind == _EOF and depth <= 0:
            return


def _start_of(content: bytes, sheet: str | None) -> int | None:
    """Return where the part of a sheet begins."""
    is_old = content[4:6] == _EXCEL_5
    for kind, at, length in records_of(content, 0):
        if kind == _BOUND_SHEET and length >= 8:
            body = content[at : at + length]
            if sheet in (None, _old_name(body) if is_old else _name(body)):
                return int.from_bytes(body[:4], "little")
    return None


def _name(body: bytes) -> str:
    """Return a sheet's name: length, then one flag for two bytes a letter, then letters."""
    wide = body[7] & 1
    return body[8:].decode("utf-16-le" if wide else "latin-1", "replace")


def _old_name(body: bytes) -> str:
    """Return a sheet's name as Excel 5 and 95 write it: length, then letters of one byte."""
    return body[7 : 7 + body[6]].decode("cp1252", "replace")


def _note(marks: Marks, kind: int, body: bytes) -> None:
    if kind == _BOOL_ERROR and len(body) >= 8 and body[7] == 1:
        _error(marks, body, body[6])
    elif kind == _FORMULA and len(body) >= 14:
        marks.n_formulas += 1
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            _error(marks, body, body[8])
    elif kind == _ROW and len(body) >= 16 and body[12] & 0x20:
        if len(marks.hidden_rows) < MOST_MARKS:
            marks.hidden_rows.append(int.from_bytes(body[:2], "little"))
    elif kind == _COLUMNS and len(body) >= 10 and body[8] & 1:
        marks.hidden_columns.append(_PAIR.unpack_from(body))


def _error(marks: Marks, body: bytes, code: int) -> None:
    if len(marks.errors) < limits.ERROR_CELLS:
        marks.errors[_PAIR.unpack_from(body)] = ERRORS.get(code, "#ERROR")
