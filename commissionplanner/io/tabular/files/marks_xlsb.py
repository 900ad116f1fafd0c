"""What calamine hides in a binary Excel workbook (.xlsb), found by one pass over its records.

Numbers of records and places of their parts: Microsoft, [MS-XLSB] Excel Binary File Format,
sections 2.1.4 (records), 2.4.304 (BundleSh), 2.4.741 (RowHdr), 2.4.328 (ColInfo), 2.4.313
(CellError), 2.4.665 (FmlaError); BrtFmt and BrtXF among the styles.
"""

import io
import posixpath
import struct
import zipfile
from collections.abc import Iterator
from typing import Final

from commissionplanner.io import limits
from commissionplanner.io.tabular.cells import column_letter
from commissionplanner.io.tabular.files.found_marks import MOST_MARKS, CellFormats, Marks
from commissionplanner.io.tabular.files.marks_xls import ERRORS
from commissionplanner.io.tabular.files.package_parts import kind_of_format, relations_of

_ROW, _CELL_ERROR, _FORMULA_ERROR, _COLUMNS, _BUNDLE = 0, 3, 11, 60, 156
_FORMAT, _STYLE, _CELL_STYLES, _CELL_STYLES_END = 44, 47, 617, 618
_DATA_END: Final = 146
_FIRST_CELL, _LAST_CELL, _FIRST_FORMULA = 1, 11, 8
_LONG: Final = struct.Struct("<I")
_BOOK, _STYLES = "xl/workbook.bin", "xl/styles.bin"


def scan_xlsb(source: str | io.BytesIO, sheet: str | None) -> Marks:
    """Return the marks of one sheet, by name, or of the first."""
    with zipfile.ZipFile(source) as archive:
        part = _part_of(archive, sheet)
        if part is None:
            return Marks()
        marks = Marks(read=True)
        formats = CellFormats(marks, _style_kinds(archive))
        row, seen, rows = -1, set[int](), set[int]()
        for kind, body in _records(archive.read(part)):
            if kind == _DATA_END:
                break  # records of what is added to Excel have numbers of cells too
            if kind == _ROW and len(body) >= 12:
                row = _LONG.unpack_from(body)[0]
                seen.clear()
                if row in rows:
                    marks.fault = f"row {row + 1:,} stands in it twice"
                rows.add(row)
                if body[11] & 0x10 and len(marks.hidden_rows) < MOST_MARKS:
                    marks.hidden_rows.append(row)
            elif _FIRST_CELL <= kind <= _LAST_CELL and len(body) >= 8:
                column = _LONG.unpack_from(body)[0]
                if column in seen:
                    marks.fault = f"cell {column_letter(column)}{row + 1} stands in it twice"
                seen.add(column)
                _note_cell(marks, kind, body, (row, column))
                formats.note(row, column, int.from_bytes(body[4:7], "little"))
            elif kind == _COLUMNS and len(body) >= 18 and body[16] & 1:
                marks.hidden_columns.append(struct.unpack_from("<II", body))
        formats.sum_up()
    return marks


def _style_kinds(archive: zipfile.ZipFile) -> dict[int, str]:
    """Return, by number of the cell style, those that show "percent", "money" or digits."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    inside = False
    content = archive.read(_STYLES) if _STYLES in archive.namelist() else b""
    for kind, body in _records(content):
        inside = (inside or kind == _CELL_STYLES) and kind != _CELL_STYLES_END
        if kind == _FORMAT and len(body) >= 6:
            codes[int.from_bytes(body[:2], "little")] = _text(body, 2)[0]
        elif kind == _STYLE and inside:
            styles.append(int.from_bytes(body[2:4], "little"))
    kinds = ((n, kind_of_format(number, codes.get(number, ""))) for n, number in enumerate(styles))
    return {n: kind for n, kind in kinds if kind}


def _note_cell(marks: Marks, kind: int, body: bytes, place: tuple[int, int]) -> None:
    marks.n_formulas += kind >= _FIRST_FORMULA
    is_error = kind in (_CELL_ERROR, _FORMULA_ERROR) and len(body) > 8
    if is_error and len(marks.errors) < limits.ERROR_CELLS:
        marks.errors[place] = ERRORS.get(body[8], "#ERROR")


def _part_of(archive: zipfile.ZipFile, sheet: str | None) -> str | None:
    """Return the path of the part that holds a sheet."""
    known = {name.lower(): name for name in archive.namelist()}
    relations = relations_of(archive, _BOOK)
    for kind, body in _records(archive.read(_BOOK)):
        if kind == _BUNDLE:
            link, at = _text(body, 8)
            name, _ = _text(body, at)
            path = posixpath.normpath(relations.get(link, ("", ""))[1]).lower()
            if sheet in (None, name) and path in known:
                return known[path]
    return None


def _text(body: bytes, at: int) -> tuple[str, int]:
    """Return a text, which follows its length in letters of two bytes, and where it ends."""
    end = at + 4 + 2 * _LONG.unpack_from(body, at)[0]
    return body[at + 4 : end].decode("utf-16-le", "replace"), end


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, body) of the records; kind and length are written in sevens of bits."""
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (content[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < end and shift < 28:
            byte = content[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, content[at : at + length]
        at += length
