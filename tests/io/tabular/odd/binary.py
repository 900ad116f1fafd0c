"""Binary workbooks, written record by record: .xlsb, and .xls as Excel 95 left them.

Records: Microsoft, [MS-XLSB] section 2.1.4 and [MS-XLS] section 2.3.
"""

import struct
from dataclasses import dataclass

from .case import HEADINGS, ROWS, Case, written
from .excel import package

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Error:
    """A cell that shows an error, by its number: 23 is #REF!."""

    code: int


REF = Error(23)
TABLE = (HEADINGS, *ROWS, ("A4", "Elm", "01/07/2026", REF))


def record(kind: int, body: bytes = b"") -> bytes:
    """One record: its kind and its length in sevens of bits, then its body."""
    number = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return number + bytes([len(body) & 0x7F | 0x80, len(body) >> 7]) + body


def text(letters: str) -> bytes:
    """A text after its length."""
    return struct.pack("<I", len(letters)) + letters.encode("utf-16-le")


def cell(column: int, value: str | Error) -> bytes:
    """One cell of a binary sheet."""
    head = struct.pack("<II", column, 0)
    if isinstance(value, Error):
        return record(3, head + bytes([value.code]))
    return record(6, head + text(value))


def row(number: int, *, hidden: bool = False) -> bytes:
    """The head of one row, counted from 0."""
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 16 * hidden, 0, 0))


def sheet(rows=TABLE, extra: bytes = b"") -> bytes:
    """A sheet whose third row and second column are hidden."""
    lines = (
        row(n, hidden=n == 2) + b"".join(cell(place, value) for place, value in enumerate(values))
        for n, values in enumerate(rows)
    )
    columns = record(60, struct.pack("<IIIIH", 1, 1, 2304, 0, 1))
    size = record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, 3))
    added = record(
        1, struct.pack("<IIB", 0, 0, 0)
    )  # as in what is added to Excel, where it is no cell
    return (
        record(129) + size + columns + record(145) + b"".join(lines) + extra + record(146) + added
    )


def parts(content: bytes) -> dict[str, str | bytes]:
    """The parts of a binary workbook with one sheet."""
    relation = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/%s" Target="%s"/></Relationships>'
    bundle = record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Data"))
    return {
        "_rels/.rels": relation % ("officeDocument", "xl/workbook.bin"),
        "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": relation % ("worksheet", "worksheets/sheet1.bin"),
        "xl/worksheets/sheet1.bin": content,
    }


def _old(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _old_cell(number: int, place: int, value: str | Error) -> bytes:
    head = struct.pack("<HHH", number, place, 0)
    if isinstance(value, Error):
        return _old(0x205, head + bytes([value.code, 1]))
    return _old(0x204, head + struct.pack("<H", len(value)) + value.encode("cp1252"))


def excel_95(name: bytes = b"Vertr\xe4ge") -> bytes:
    """A workbook as Excel 95 wrote it."""
    about = _old(0x42, struct.pack("<H", 1252))
    first = _old(0x809, struct.pack("<HHHH", 0x500, 5, 0, 0)) + about
    size = len(first) + 4 + 7 + len(name) + 4
    bound = _old(0x85, struct.pack("<IHB", size, 0, len(name)) + name)
    cells = b"".join(
        _old_cell(n, place, value) for n, values in enumerate(TABLE) for place, value in enumerate(values)
    )  # fmt: skip
    hidden = _old(0x208, struct.pack("<HHHHHHI", 2, 0, 4, 0, 0, 0, 0x20))
    data = _old(0x809, struct.pack("<HHHH", 0x500, 0x10, 0, 0)) + hidden + cells + _old(0x0A)
    return _compound("Book", first + bound + _old(0x0A) + data)


def _compound(name: str, content: bytes) -> bytes:
    """A compound file with one stream ([MS-CFB] sections 2.2 to 2.6)."""
    stream = content.ljust(4096, b"\0")
    n_sectors = -(-len(stream) // 512)
    none, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    )
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    chain = [table, end, *range(3, n_sectors + 2), end]
    chain += [none] * (128 - len(chain))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.encode("utf-16-le")
        about = struct.pack("<HBBIII", len(text) + 2, kind, 1, none, none, child)
        return text.ljust(64, b"\0") + about + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, none, 2, len(stream))
    sectors = head.ljust(512, b"\xff"), struct.pack("<128I", *chain), folder.ljust(512, b"\0")
    return b"".join(sectors) + stream.ljust(n_sectors * 512, b"\0")


CASES = [
    Case("a binary workbook", package(parts(sheet()), "odd.xlsb"), 4, "#REF!"),
    Case("a workbook of excel 95", written("odd.xls", excel_95()), 4, "#REF!"),
    Case("a binary workbook cut short", package(parts(sheet()[:-40]), "odd.xlsb"), None),
]
