"""Parts of a text in a cell that are raised or struck out: without their looks, 12000¹ would be 120001.

What is raised is written in raised signs, and what is struck out in square brackets, as in `pages`.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from html import escape, unescape
from typing import IO, Final

from commissionplanner.io import limits

RAISED: Final = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_PIECE: Final = 1 << 20
_SIGNS: Final = (b"vertAlign", b"<strike", b":strike", b":text-position=", b"line-through-style=")
_PART: Final = re.compile(r"(?:.*/)?(?:sharedstrings|worksheets/[^/]+)\.xml", re.IGNORECASE)
_LARGE_SHEET: Final = 32 * limits.MEGABYTE
"""Texts with looks of their own stand in a sheet itself only where few programs write them."""
_RUN: Final = re.compile(
    rb"<((?:\w+:)?)r>\s*<\1rPr\b(.{0,2000}?)</\1rPr>(.{0,99000}?)</\1r>", re.DOTALL
)
_TEXT: Final = re.compile(rb"(<(?:\w+:)?t(?:\s[^>]*)?>)([^<]*)(?=<)")
_RUN_RAISED: Final = re.compile(rb"""vertAlign\s+val=["']superscript["']""")
_RUN_STRUCK: Final = re.compile(rb"""<(?:\w+:)?strike\s*(?:/>|>|val=["'](?:1|true|on)["'])""")
_STYLE: Final = re.compile(
    rb"""<style:style\b[^>]*?\bstyle:name=["']([^"']+)["'][^>]*>(.{0,4000}?)</style:style>""",
    re.DOTALL,
)
_STYLE_RAISED: Final = re.compile(rb""":text-position=["'](?:super|[1-9]\d*%)""")
_STYLE_STRUCK: Final = re.compile(rb""":text-line-through-style=["'](?!none)""")
_SPAN: Final = re.compile(rb"""(<text:span text:style-name=["']([^"']+)["'][^>]*>)([^<]*)(?=<)""")


def with_raised(source: str | io.BytesIO) -> str | io.BytesIO:
    """Return an Excel workbook as it is, or a copy in memory in which no such look is lost."""
    try:
        with zipfile.ZipFile(source) as archive:
            parts = {info.filename for info in archive.infolist() if _is_raised(archive, info)}
            found = _copy(archive, parts) if parts else source
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, EOFError, RuntimeError):
        found = source  # damaged: whoever opens it says so
    if isinstance(found, io.BytesIO):
        found.seek(0)
    return found


def _copy(archive: zipfile.ZipFile, parts: set[str]) -> io.BytesIO:
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        for info in archive.infolist():
            with archive.open(info) as old, made.open(info.filename, "w", force_zip64=True) as new:
                for piece in _whole_texts(old):
                    new.write(_RUN.sub(_run, piece) if info.filename in parts else piece)
    return copy


def _whole_texts(file: IO[bytes]) -> Iterator[bytes]:
    """Yield XML in pieces that end with a text or a cell, unless one is very long."""
    rest = b""
    while piece := file.read(_PIECE):
        rest += piece
        cut = max(rest.rfind(b"</si>"), rest.rfind(b"</c>"), len(rest) - 8 * _PIECE, 0)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _is_raised(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    """Whether a part of a workbook has texts of which some are raised or struck out."""
    is_large = info.file_size > _LARGE_SHEET and "worksheets" in info.filename.lower()
    if is_large or not _PART.fullmatch(info.filename):
        return False
    with archive.open(info) as file:
        return _may_be_raised(file)


def _may_be_raised(file: IO[bytes]) -> bool:
    rest = b""
    while piece := file.read(_PIECE):
        piece = rest + piece
        if any(sign in piece for sign in _SIGNS):
            return True
        rest = piece[-40:]
    return False


def _run(found: re.Match[bytes]) -> bytes:
    raised, struck = _RUN_RAISED.search(found[2]), _RUN_STRUCK.search(found[2])
    if not raised and not struck:
        return found[0]
    shown = _TEXT.sub(lambda text: text[1] + _marked(text[2], bool(raised), bool(struck)), found[3])
    return b"<" + found[1] + b"r>" + shown + b"</" + found[1] + b"r>"


def _marked(text: bytes, is_raised: bool, is_struck: bool) -> bytes:
    words = unescape(text.decode("utf-8", "replace"))
    return escape(marked(words, is_raised, is_struck), quote=False).encode()


def marked(words: str, is_raised: bool, is_struck: bool) -> str:
    """Return a part of a text with raised signs, or in brackets."""
    words = words.translate(RAISED) if is_raised else words
    return f"[{words}]" if is_struck and words.strip() else words


class Spans:
    """The styles of an OpenDocument sheet by which parts of a text are raised or struck out."""

    def __init__(self) -> None:
        self._styles: dict[bytes, tuple[bool, bool]] = {}

    def look_for(self, xml: bytes) -> None:
        """Note the styles that a piece of the sheet defines, before any text is in one."""
        if not any(sign in xml for sign in _SIGNS):
            return
        for name, body in _STYLE.findall(xml):
            raised, struck = _STYLE_RAISED.search(body), _STYLE_STRUCK.search(body)
            if raised or struck:
                self._styles[name] = bool(raised), bool(struck)

    def __bool__(self) -> bool:
        return bool(self._styles)

    def with_signs(self, xml: bytes) -> bytes:
        """Return the XML of a sheet with raised signs and brackets in its texts."""
        return _SPAN.sub(self._span, xml) if self._styles else xml

    def _span(self, found: re.Match[bytes]) -> bytes:
        style = self._styles.get(found[2])
        return found[0] if style is None else found[1] + _marked(found[3], *style)
