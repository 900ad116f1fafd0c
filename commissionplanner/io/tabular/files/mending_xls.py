"""Records of an old Excel workbook (.xls) that its reader takes otherwise than Excel; set right in memory.

The reader takes the letters of Excel 97 and later, which have two bytes, by the code page that stands
beside them: of a file of Spreadsheet::WriteExcel "Hi" came out with a NUL after each letter. It takes
a format by its number where Excel has one built in under that number, whatever the file says that it
is: Gnumeric and Apple Numbers number their own from 50, so that 14.06 became 14 January 1900 and days
became numbers. It passes over formulas with the record number of Excel 3 and 4, as Numbers writes.

Records: Microsoft, [MS-XLS] sections 2.4.21 (BOF), 2.4.52 (CodePage), 2.4.126 (Format), 2.4.127
(Formula), 2.4.353 (XF); older numbers: OpenOffice.org's Documentation of the Excel File Format, 5.50.
"""

import io
import mmap
import re
import struct
from typing import Final

from commissionplanner.io.tabular.files.marks_xls import stream_of

_CODE_PAGE, _FORMAT, _STYLE, _FORMULA, _FILE_PASS = 0x42, 0x41E, 0xE0, 0x06, 0x2F
_OLD_FORMULAS: Final = (0x206, 0x406)
_EXCEL_97: Final = b"\0\x06"
"""The version that workbooks of Excel 97 to 2003 begin with."""
_TWO_BYTES: Final = 1200
"""The code page of UTF-16."""
_PAGES: Final = {367: 1252, 0x8000: 10_000, 0x8001: 1252}
"""Code pages of older workbooks that the reader does not know by their number."""
_OWN: Final = range(164, 383)
"""Numbers of formats that a file has of its own, as its reader takes them."""
_USUAL: Final = frozenset((*range(14), *range(37, 45), *_OWN))
"""Numbers under which the reader takes a format for what it is, or Excel itself writes it down."""
_SUSPECTS: Final = re.compile(
    rb"\x42\x00\x02\x00(?!\xb0\x04)|\x1e\x04[\x05-\xff][\x00\x01][\x0e-\x24\x2d-\xa3]\x00",
    re.DOTALL,
)
"""Another code page, or a format numbered as none that Excel itself writes down (5 to 8 and 37 to 44)."""
_NUMBER: Final = struct.Struct("<H")


def with_usual_records(source: str | io.BytesIO) -> str | io.BytesIO:
    """Return the workbook as it is, or a copy in which what its reader mistakes is set right."""
    if not _is_suspect(source):
        return source
    import olefile  # type: ignore[import-untyped]  # it has no types

    if isinstance(source, str):
        with open(source, "rb") as file:
            copy = io.BytesIO(file.read())
    else:
        copy = io.BytesIO(source.getvalue())
    try:
        ole = olefile.OleFileIO(copy, write_mode=True)
        name, content = stream_of(ole)
        mended = _mended(content)
        if mended == content:
            return source
        ole.write_stream(name, mended)
    except (OSError, ValueError, IndexError, struct.error, NotImplementedError):
        return source  # damaged: whoever opens it says so
    copy.seek(0)
    return copy


def _is_suspect(source: str | io.BytesIO) -> bool:
    if isinstance(source, io.BytesIO):
        return bool(_SUSPECTS.search(source.getbuffer()))
    with (
        open(source, "rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        return bool(_SUSPECTS.search(content))


def _mended(content: bytes) -> bytes:
    changed = bytearray(content)
    is_new = content[4:6] == _EXCEL_97
    formats: dict[int, int] = {}
    styles: list[int] = []
    at = 0
    while at + 4 <= len(content):  # of all parts, the sheets too
        kind, length = struct.unpack_from("<HH", content, at)
        body = at + 4
        number = int.from_bytes(content[body : body + 2], "little")
        if kind == _FILE_PASS:
            return content  # locked: what follows is no plain record
        if kind in _OLD_FORMULAS and length >= 22:
            _NUMBER.pack_into(changed, at, _FORMULA)
        elif kind == _CODE_PAGE and length == 2:
            _NUMBER.pack_into(changed, body, _TWO_BYTES if is_new else _PAGES.get(number, number))
        elif kind == _FORMAT and length > 2:
            formats[number] = body
        elif kind == _STYLE and length >= 4:
            styles.append(body + 2)
        at = body + length
    _renumber(changed, formats, styles)
    return bytes(changed)


def _renumber(changed: bytearray, formats: dict[int, int], styles: list[int]) -> None:
    """Give formats numbers of their own; `formats` are where they stand by number."""
    free = (number for number in _OWN if number not in formats)
    moved = dict(zip((number for number in formats if number not in _USUAL), free, strict=False))
    for number, place in formats.items():
        _NUMBER.pack_into(changed, place, moved.get(number, number))
    for place in styles:
        (number,) = _NUMBER.unpack_from(changed, place)
        _NUMBER.pack_into(changed, place, moved.get(number, number))
