"""The XML of an OpenDocument sheet written as its reader needs it, with nothing of its texts lost.

The reader gives up before white space or a comment between cells, as files have that people or scripts
laid out, takes a text in CDATA for none, and a cell with a text but without a kind it knows for blank.
OpenDocument 1.3 part 3, 19.389 (office:value-type) and 9.1.4 (table-cell).
"""

import re
from html import escape
from typing import Final

_ASIDE: Final = re.compile(rb"<!--.*?-->|<\?(?!xml\s).*?\?>", re.DOTALL)
_CHARACTERS: Final = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_LAID_OUT: Final = re.compile(
    rb">\s+(?=</?(?:\w+:)?(?:covered-)?table(?:-(?:cell|row|column|header|rows|columns))?\b)"
    rb"|>\s+(?=<(?:\w+:)?p\b)"
)
_CELL: Final = re.compile(
    rb"<((?:\w+:)?(?:covered-)?table-cell)((?:\s[^<>]*?)?)(?<!/)>(?=\s*<(?:\w+:)?p\b)"
)
_ODD_CELL: Final = re.compile(
    rb"""table-cell(?=[\s>])(?![^<>]*office:value-type="string")"""
    rb"""(?![^<>]*office:value-type="(?:float|percentage|currency|date|time|boolean)"[^<>]*value=)"""
    rb"""[^<>]*(?<!/)>(?=\s*<(?:\w+:)?p\b)"""
)
"""A cell that may be one without a kind or value, which takes longer to say."""
_KIND: Final = re.compile(rb"""\s(?:office:)?value-type\s*=\s*["']([\w-]*)["']""")
_LONG_TIME: Final = re.compile(rb"""time-value=["']-?PT(?:2[4-9]|[3-9]\d|\d{3,9})H""")
"""A time of a day or longer, which the reader gives as it is written: PT27H17M54S."""
_TIME: Final = re.compile(rb"""\s(?:\w+:)?time-value=["'][^"']*["']""")
_VALUED: Final = {
    b"string": b"",
    b"float": b"value=",
    b"percentage": b"value=",
    b"currency": b"value=",
    b"date": b"date-value=",
    b"time": b"time-value=",
    b"boolean": b"boolean-value=",
}
"""Kinds of cells and where their value stands; without it the text is what they hold."""


def is_plain(xml: bytes) -> bool:
    """Whether a piece of a sheet is written as its reader needs it."""
    return not (
        b"<!" in xml
        or b"<?" in xml[1:]
        or _LAID_OUT.search(xml)
        or _LONG_TIME.search(xml)
        or (_ODD_CELL.search(xml) and any(_kind_for(cell[2]) for cell in _CELL.finditer(xml)))
    )


def plain(xml: bytes) -> bytes:
    """Return a piece of a sheet as its reader needs it."""
    if b"<!" in xml or b"<?" in xml[1:]:
        xml = _CHARACTERS.sub(_as_text, _ASIDE.sub(b"", xml))
    return _CELL.sub(_with_kind, _LAID_OUT.sub(_closed_up, xml))


def _as_text(found: re.Match[bytes]) -> bytes:
    return escape(found[1].decode("utf-8", "replace"), quote=False).encode()


def _closed_up(found: re.Match[bytes]) -> bytes:
    return found[0].rstrip()


def _kind_for(attributes: bytes) -> bytes:
    """Return the attributes of a cell that is to be read as its text, or nothing where its own hold."""
    kind = _KIND.search(attributes)
    if kind is None:
        return b' office:value-type="string"' + attributes
    is_long = _LONG_TIME.search(attributes)
    if kind[1] in _VALUED and _VALUED[kind[1]] in attributes and not is_long:
        return b""
    return _KIND.sub(b' office:value-type="string"', _TIME.sub(b"", attributes))


def _with_kind(found: re.Match[bytes]) -> bytes:
    attributes = _kind_for(found[2])
    return b"<" + found[1] + attributes + b">" if attributes else found[0]
