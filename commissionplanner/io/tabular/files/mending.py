"""Small faults of a zipped workbook that its reader cannot take, set right in memory.

Parts written in UTF-16 become UTF-8, ends of lines in OpenDocument texts are kept, and counts of
shared strings that promise more than the part can hold, for which a reader would reserve memory,
are taken out, and so is a size of a sheet that names no cells; an OpenDocument sheet packed without
its type gets one. Runs in the reading process.
"""

import codecs
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.plain_ods import is_plain, plain
from commissionplanner.io.tabular.files.raised import Spans

_PIECE: Final = 1 << 20
_HEAD: Final = 2_048
_SHORTEST: Final = 5
"""Bytes of the shortest shared string, ``<si/>``."""
_DECLARED: Final = re.compile(rb"""^\s*<\?xml[^>]*?encoding=["']([\w.\-]+)["']""")
_COUNTS: Final = re.compile(rb"""(<(?:\w+:)?sst\b[^>]*?)\s(?:unique)?[cC]ount=["']\d*["']""")
_NUMBER: Final = re.compile(rb"""[cC]ount=["'](\d+)["']""")
_DIMENSION: Final = re.compile(
    rb"""<(?:\w+:)?dimension\s(?:[^>]*?\s)?ref=["']([^"'<>]*)["'][^>]*?(?:/>|>\s*</(?:\w+:)?dimension\s*>)"""
)
"""Which cells of a sheet are filled, as it says itself: nobody needs it, but the reader stops at nonsense."""
_AREA: Final = re.compile(rb"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?")
_REPEATS: Final = re.compile(rb"""number-rows-repeated=["'](\d{1,12})["']""")
_ROW_END: Final = re.compile(rb"</(?:\w+:)?table-row\s*>")
_FILLED: Final = re.compile(rb":p\b|<p\b|value-type=|[:\s](?:string-)?value=")


_CONTENT, _MIMETYPE = "content.xml", "mimetype"
_SPREADSHEET: Final = "application/vnd.oasis.opendocument.spreadsheet"


def mended(source: str | io.BytesIO) -> str | io.BytesIO:
    """Return the workbook as it is, or a copy in memory where a part of it needs mending.

    One that is damaged comes back as it is: whoever opens it says so.
    """
    try:
        found = _mended(source)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, EOFError, RuntimeError):
        found = source
    if isinstance(found, io.BytesIO):
        found.seek(0)
    return found


_KEY_PARTS: Final = re.compile(r"(?:.*/)?(?:workbook|styles|sharedstrings)\.(?:xml|bin)\Z")


def check_whole(source: str | io.BytesIO, name: str) -> None:
    """Read the texts and styles to their end, for the reader of the values does not check their sums.

    Raises:
        FileProblem: one of them is not as it was written.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            for info in archive.infolist():
                if _KEY_PARTS.match(info.filename.lower()):
                    with archive.open(info) as file:
                        while file.read(_PIECE):
                            pass
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _damaged(name) from error
    except (OSError, ValueError, NotImplementedError, RuntimeError):
        return  # whoever opens it says so


def _damaged(name: str) -> FileProblem:
    return FileProblem(
        f"“{name}” is damaged: a part of it is not as it was written. Ask for it again, or open it in Excel, let Excel "
        "repair it, and save it anew.",
        code="damaged",
    )


def _mended(source: str | io.BytesIO) -> str | io.BytesIO:
    with zipfile.ZipFile(source) as archive:
        parts = {info.filename: _fault(archive, info) for info in archive.infolist()}
        untyped = _CONTENT in parts and _MIMETYPE not in parts
        if not any(parts.values()) and not untyped:
            return source
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            if untyped:
                made.writestr(_MIMETYPE, _SPREADSHEET, zipfile.ZIP_STORED)
            for name, fault in parts.items():
                with archive.open(name) as old, made.open(name, "w", force_zip64=True) as new:
                    for piece in _pieces(old, fault):
                        new.write(piece)
    return copy


def _fault(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Return "" for a sound part, the encoding of one to be turned into UTF-8, "counts" or "dimension"."""
    if not info.filename.lower().endswith((".xml", ".rels")):
        return ""
    with archive.open(info) as file:
        head = file.read(_HEAD)
    if head[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return "utf-32"
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return "utf-16"
    if head[:4] in (b"<\0?\0", b"\0<\0?"):
        return "utf-16-le" if head[0] else "utf-16-be"
    declared = _DECLARED.match(head)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name not in ("utf-8", "utf8", "us-ascii", "ascii", "utf-16", "utf-7") and _is_known(name):
        return name
    lies = any(
        int(n) * _SHORTEST > info.file_size for n in _NUMBER.findall(head.partition(b"<si")[0])
    )
    if lies and b"sst" in head:
        return "counts"
    size = _DIMENSION.search(head)
    return "dimension" if size and not _AREA.fullmatch(size[1]) else ""


def _is_known(encoding: str) -> bool:
    try:
        codecs.lookup(encoding)
    except LookupError:
        return False
    return True


def _pieces(file: IO[bytes], fault: str) -> Iterator[bytes]:
    first = file.read(_PIECE)
    if fault == "counts":
        head = _COUNTS.sub(rb"\1", _COUNTS.sub(rb"\1", first[:_HEAD]))
        first = head + first[_HEAD:]
    if fault == "dimension":
        first = _DIMENSION.sub(b"", first, count=1)
    decoder = None
    if fault not in ("", "counts", "dimension"):
        decoder = codecs.getincrementaldecoder(fault)("replace")
    is_first = True
    while first:
        piece = first if decoder is None else decoder.decode(first).encode("utf-8", "replace")
        if decoder is not None and is_first:
            piece = re.sub(rb"""(<\?xml[^>]*?) encoding=["'][\w.\-]+["']""", rb"\1", piece, count=1)
        yield piece
        is_first = False
        first = file.read(_PIECE)


_ERROR: Final = re.compile(
    rb"""(<(?:\w+:)?c\b[^>]*?\bt=["']e["'][^>]*>(?:<(?:\w+:)?f\b[^>]*/>|<(?:\w+:)?f\b[^>]*>[^<]*</(?:\w+:)?f>)?"""
    rb"""<(?:\w+:)?v>)(?!(?:#REF!|#N/A|#DIV/0!|#VALUE!|#NAME\?|#NUM!|#NULL!)<)[^<]{1,40}(?=<)"""
)


def with_known_errors(source: str | io.BytesIO) -> io.BytesIO:
    """Return a copy in which errors that are newer than the reader, such as #SPILL!, are #VALUE!.

    What they really are the pass over the marks finds in the file itself.
    """
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(source) as archive,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for info in archive.infolist():
            is_sheet = "worksheets/" in info.filename.lower()
            with archive.open(info) as old, made.open(info.filename, "w", force_zip64=True) as new:
                rest = b""
                while piece := old.read(_PIECE):
                    rest += piece
                    cut = max(rest.rfind(b"<c "), rest.rfind(b":c "), 0) if is_sheet else len(rest)
                    new.write(_ERROR.sub(rb"\1#VALUE!", rest[:cut]) if is_sheet else rest[:cut])
                    rest = rest[cut:]
                new.write(_ERROR.sub(rb"\1#VALUE!", rest) if is_sheet else rest)
    copy.seek(0)
    return copy


_BREAK: Final = re.compile(
    rb"<(?:\w+:)?(line-break|tab)(?:\s[^<>]*?)?(?:/>|>\s*</(?:\w+:)?(?:line-break|tab)\s*>)"
)


def with_breaks(source: str | io.BytesIO, name: str) -> str | io.BytesIO:
    """Return an OpenDocument sheet in which the ends of lines and the tabs in a text are themselves.

    The reader leaves their elements out, so that "Falls<text:line-break/>service" became one word;
    what is raised or struck out is told too, and the text of a drawing over a cell is none of its own.

    Raises:
        FileProblem: it says of a filled row that it stands very many times.
    """
    spans = Spans()
    if not _look_through(source, name, spans):
        if isinstance(source, io.BytesIO):
            source.seek(0)
        return source
    copy = io.BytesIO()
    with (
        zipfile.ZipFile(source) as archive,
        zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made,
    ):
        for info in archive.infolist():
            with archive.open(info) as old, made.open(info.filename, "w", force_zip64=True) as new:
                for piece in _whole_rows(old):
                    is_content = info.filename == "content.xml"
                    new.write(
                        spans.with_signs(_BREAK.sub(_sign, plain(_undrawn(piece))))
                        if is_content
                        else piece
                    )
    copy.seek(0)
    return copy


_DRAWN_TEXT: Final = re.compile(rb"<draw:[\w-]+(?:\s[^<>]*)?>\s*<text:p\b")
_DRAWING: Final = re.compile(rb"<(/?)draw:[\w-]+(?:\s[^<>]*?)?(/?)>")


def _undrawn(xml: bytes) -> bytes:
    """Return the XML of a sheet without drawings, which stand within the cell that they are tied to."""
    if b"<draw:" not in xml:
        return xml
    kept, at, depth = [], 0, 0
    for found in _DRAWING.finditer(xml):
        if depth == 0 and not found[1]:
            kept.append(xml[at : found.start()])
        depth += 0 if found[2] else -1 if found[1] else 1
        if depth == 0:
            at = found.end()
        elif depth < 0:
            return xml  # cut within a drawing
    return b"".join(kept) + xml[at:] if depth == 0 else xml


def _sign(found: re.Match[bytes]) -> bytes:
    return b"\t" if found[1] == b"tab" else b"\n"


def _whole_rows(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the XML of a sheet in pieces that end with a row, unless a row is very long."""
    rest = b""
    while piece := file.read(_PIECE):
        rest += piece
        cut = max(rest.rfind(b"table-row>"), len(rest) - 8 * _PIECE, 0)
        yield rest[:cut]
        rest = rest[cut:]
    yield rest


def _look_through(source: str | io.BytesIO, name: str, spans: Spans) -> bool:
    """Whether there is anything in its texts that a reader leaves out; see `with_breaks`."""
    has_breaks = False
    try:
        with zipfile.ZipFile(source) as archive, archive.open("content.xml") as file:
            for xml in _whole_rows(file):
                _refuse_repeats(xml, name)
                spans.look_for(xml)
                is_broken = b"line-break" in xml or b"text:tab" in xml
                has_breaks = has_breaks or is_broken or _DRAWN_TEXT.search(xml) is not None
                has_breaks = has_breaks or not is_plain(xml)
    except (OSError, ValueError, KeyError, EOFError, RuntimeError):
        return False  # whoever opens it says so
    except (zipfile.BadZipFile, zlib.error) as error:
        raise _damaged(name) from error
    return has_breaks or bool(spans)


def _refuse_repeats(xml: bytes, name: str) -> None:
    for found in _REPEATS.finditer(xml):
        count = int(found[1])
        if count <= limits.REPEATED_ROWS:
            continue
        start = xml.find(b">", found.end())
        end = _ROW_END.search(xml, start)
        is_bare = xml[start - 1 : start] == b"/"
        if not is_bare and _FILLED.search(xml, start, end.start() if end else len(xml)):
            raise FileProblem(
                f"“{name}” says that one of its rows stands {count:,} times, as in no table. Open it in "
                "LibreOffice or Excel, delete the rows below the table, save it and try again.",
                code="too_large",
            )
