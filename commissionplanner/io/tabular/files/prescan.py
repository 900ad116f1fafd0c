"""Looks at a zipped workbook from outside, with the standard library, before anything opens it."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem

_PEEK: Final = 512 * 1024
_LOCAL_HEAD: Final = 30
"""Bytes before the name and the content of a part (PKWARE APPNOTE 4.3.7)."""
_SHEET: Final = re.compile(rb"""<(?:\w+:)?sheet\s[^>]*?\bname=["']([^"']*)["']""")
_CONNECTION: Final = re.compile(rb"""<(?:\w+:)?connection\s[^>]*?\bname=["']([^"']*)["']""")
_EMBEDDED: Final = re.compile(
    r"(?:^|/)(?:embeddings|activex)/(?!_rels/)[^/]+\.(?!xml|rels)\w+\Z|(?:^|/)object \d+\Z"
)
_ODS_SOURCE: Final = re.compile(
    rb"""<(?:\w+:)?(?:table-source|cell-range-source)\s[^>]*?\bhref=["']([^"']*)["']"""
)
_ODS_DATABASE: Final = re.compile(
    rb"""<(?:\w+:)?database-source-\w+\s[^>]*?\bdatabase-name=["']([^"']*)["']"""
)
_TARGET: Final = re.compile(rb"""\bTarget=["']([^"']*)["']""")


@dataclass(slots=True)
class Package:
    """What a file carries beside cells.

    Attributes:
        links: Names of other workbooks that its formulas refer to.
        connections: Names of what it fetches data from when it is opened: queries, databases, pages.
        embedded: Names of files and objects within it.
        drawn: Texts of text boxes that may say what amounts are in.
        stale: It is set not to recalculate by itself, so stored results may be old.
        n_worksheets: Parts that are worksheets; 0 where not known.
        sheets: Names of its sheets, for xlsx.
    """

    macros: bool = False
    links: list[str] = field(default_factory=list)
    connections: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    dde: bool = False
    stale: bool = False
    n_worksheets: int = 0
    sheets: list[str] = field(default_factory=list)


def prescan(source: Path | io.BytesIO, name: str, kind: str) -> Package:
    """Refuse a bomb in words, and note macros, links and the like.

    Raises:
        FileProblem: its parts are too many, too large or packed as no workbook is, it is
            encrypted inside the zip, or it is damaged.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
            _check_sizes(name, parts)
            _check_places(name, parts)
            _check_beginning(name, archive, parts)
            _check_entities(name, archive, parts)
            return _package(archive, parts, kind)
    except NotImplementedError as error:
        raise FileProblem(
            f"“{name}” is packed in a way that is not known here and that no spreadsheet program uses. Open it in Excel or "
            "LibreOffice, save it anew as .xlsx and try again.",
            code="damaged",
        ) from error
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        raise _damaged(name) from error
    except RuntimeError as error:  # zipfile's word for a part with a password
        raise FileProblem(
            f"“{name}” has parts locked with a password. Save it without a password and try again.",
            code="password",
        ) from error


def _damaged(name: str) -> FileProblem:
    return FileProblem(
        f"“{name}” is damaged or only partly copied. Ask for it again, or open it in Excel, let "
        "Excel repair it, and save it anew.",
        code="damaged",
    )


def _check_sizes(name: str, parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > limits.ZIP_PARTS:
        raise _too_large(name, f"it consists of {len(parts):,} parts")
    if any(part.flag_bits & 1 for part in parts):
        raise RuntimeError
    for part in parts:
        size = f"one part of it unpacks to {part.file_size // limits.MEGABYTE:,} MB"
        text = "sharedstrings" in part.filename.lower()
        if part.file_size > (limits.ZIP_TEXT_BYTES if text else limits.ZIP_PART_BYTES):
            raise _too_large(name, size)
        packed = max(part.compress_size, 1)
        if part.file_size > limits.ZIP_RATIO_FROM and part.file_size > packed * limits.ZIP_RATIO:
            raise _too_large(name, f"{size} from {packed // 1024:,} KB, as no table does")
    total = sum(part.file_size for part in parts)
    if total > limits.ZIP_TOTAL_BYTES:
        raise _too_large(name, f"it unpacks to {total // limits.MEGABYTE:,} MB")


def _check_places(name: str, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that lie over one another, and one that is there twice."""
    known: set[str] = set()
    for part in parts:
        lower = part.filename.lower().replace("\\", "/")
        if lower in known:
            raise _mixed_up(name, f"it holds the part “{part.filename[:80]}” twice")
        known.add(lower)
    end = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < end:
            raise _mixed_up(name, f"the part “{part.filename[:80]}” lies over another")
        end = part.header_offset + _LOCAL_HEAD + part.compress_size


def _check_beginning(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a package before whose parts another one stands, which some programs would open instead."""
    first = min((part.header_offset for part in parts), default=0)
    if first and archive.fp is not None:
        archive.fp.seek(0)
        if archive.fp.read(4) == b"PK\x03\x04":
            raise _mixed_up(name, "it is two files one after the other")


_MAIN_PARTS: Final = re.compile(
    r"(?:.*/)?(?:workbook|styles|sharedstrings|content|sheet\d*)\.xml", re.IGNORECASE
)
_DECLARES: Final = re.compile(rb"<!ENTITY\b")
_PROLOGUE: Final = 4_096
_MOST_LOOKED_AT: Final = 200


def _check_entities(name: str, archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse a part that declares abbreviations of its own: a few of them can stand for gigabytes."""
    main = [part for part in parts if _MAIN_PARTS.fullmatch(part.filename)]
    for part in main[:_MOST_LOOKED_AT]:
        with archive.open(part) as file:
            head = file.read(_PROLOGUE)
        if _DECLARES.search(head.replace(b"\0", b"")):
            raise FileProblem(
                f"“{name}” was not opened because its part “{part.filename[:80]}” declares abbreviations (XML entities) "
                "of its own, as no spreadsheet program writes and as files do that are made to fill the memory. Ask for "
                "it again, saved anew by Excel or LibreOffice.",
                code="damaged",
            )


def _mixed_up(name: str, why: str) -> FileProblem:
    return FileProblem(
        f"“{name}” was not opened because {why}, so that it may show other contents here than elsewhere. Open it in "
        "Excel, check the table, save it anew and try again.",
        code="damaged",
    )


def _too_large(name: str, why: str) -> FileProblem:
    return FileProblem(
        f"“{name}” was not opened because {why}. Copy the table alone into a new workbook, save it "
        "and try again.",
        code="too_large",
    )


def _package(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: str) -> Package:
    names = {part.filename: part for part in parts}
    package = Package(macros=_has_macros(names))
    for name, part in names.items():
        lower = name.lower()
        if re.fullmatch(r"(?:.*/)?worksheets/[^/]+\.(?:xml|bin)", lower):
            package.n_worksheets += 1
        elif _EMBEDDED.search(lower):
            package.embedded.append(re.split("/", name)[-1] or name)
        elif re.search(r"/drawing[1-9]\.xml\Z", lower):
            package.drawn.extend(_drawn(_peek(archive, part)))
        elif lower.endswith("xl/connections.xml"):
            package.connections.extend(_names(_CONNECTION, _peek(archive, part)))
        elif lower.endswith(("xl/connections.bin", "xl/model/item.data")):
            package.connections.append("data model" if lower.endswith(".data") else "connections")
        elif "externallinks/_rels/" in lower:
            package.links.extend(_targets(_peek(archive, part)))
        elif "externallinks/" in lower and b"ddeLink" in _peek(archive, part):
            package.dde = True
        elif lower.endswith("xl/workbook.xml") and kind == "xlsx":
            about = _peek(archive, part)
            package.stale = _is_manual(about)
            package.sheets = _names(_SHEET, about)
    if kind == "ods":
        package.n_worksheets = 0
        _look_into_ods(archive, names, package)
    return package


def _look_into_ods(
    archive: zipfile.ZipFile, names: dict[str, zipfile.ZipInfo], package: Package
) -> None:
    """Note what an OpenDocument sheet takes from elsewhere, by the beginning of its content."""
    if "content.xml" in names:
        about = _peek(archive, names["content.xml"])
        for target in _names(_ODS_SOURCE, about):
            package.links.append(_file_of(target))
        package.connections.extend(_names(_ODS_DATABASE, about))


_DRAWN: Final = re.compile(rb"<a:t(?:\s[^<>]{0,100})?>([^<]{1,300})<")
_MOST_DRAWN: Final = 20


def _drawn(xml: bytes) -> list[str]:
    """Return the lines of text boxes that speak of thousands or millions."""
    lines = (b"".join(_DRAWN.findall(line)) for line in xml.split(b"</a:p>"))
    texts = [unescape(line.decode("utf-8", "replace")) for line in lines]
    return [t for t in texts if re.search("000|thousand|million|£ ?[km]", t, re.I)][:_MOST_DRAWN]


def _names(pattern: re.Pattern[bytes], xml: bytes) -> list[str]:
    return [unescape(raw.decode("utf-8", "replace")) for raw in pattern.findall(xml)]


def _has_macros(names: dict[str, zipfile.ZipInfo]) -> bool:
    return any(
        name.lower().endswith("vbaproject.bin")
        or (name.startswith(("Basic/", "Scripts/")) and not name.endswith("/"))
        or "macrosheets/" in name.lower()
        for name in names
    )


def _peek(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    with archive.open(part) as file:
        return file.read(_PEEK)


def _targets(rels: bytes) -> list[str]:
    """Return the file names, without folders, that relations point to."""
    return [_file_of(target) for target in _names(_TARGET, rels)]


def _file_of(target: str) -> str:
    return re.split(r"[/\\]", target.replace("%20", " "))[-1] or target


def _is_manual(workbook: bytes) -> bool:
    return bool(re.search(rb"""<(?:\w+:)?calcPr\b[^>]*\bcalcMode=["']manual["']""", workbook))
