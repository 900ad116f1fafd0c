"""What a file is, by its content; its name is not believed."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.encodings import marked_encoding, wide_encoding
from commissionplanner.io.tabular.files.plain_texts import text_that_is_no_table

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS: Final = (
    "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) and try again."
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is.

    Attributes:
        kind: "xlsx", "xlsb", "xls", "ods", "page" (a web page), "xml2003" or "text".
        encrypted: It needs a password.
    """

    kind: str
    encrypted: bool = False


def sniff(path: Path) -> Sniffed:
    """Say what a file is, from its first bytes and, for a zip, its parts.

    Raises:
        FileProblem: it is nothing that can be read as a table; the message says what it is.
    """
    head = _head(path)
    if not head:
        raise FileProblem(f"“{path.name}” is empty: it has 0 bytes. Ask for it again.")
    if head.startswith(_OLE):
        return _sniff_ole(path)
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _sniff_zip(path)
    return Sniffed(_refuse_other(path, head) or "text")


def _head(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise FileProblem(f"“{path.resolve().name}” is a folder. Choose a spreadsheet in it.")
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise FileProblem(f"“{path.name}” is not a file. Choose a spreadsheet.")
        with path.open("rb") as file:
            return file.read(8192)
    except FileNotFoundError:
        raise FileProblem(f"“{path.name}” is not there. Check its name and folder.") from None
    except OSError as error:
        raise FileProblem(
            f"“{path.name}” cannot be opened: {error.strerror}. Close it elsewhere, or check that you may read it."
        ) from error


def _sniff_ole(path: Path) -> Sniffed:
    """Tell an old workbook from a locked new one and from a Word document, by its streams."""
    with path.open("rb") as file:
        names = _directory_names(file.read(64 * 1024 * 1024))
    if "EncryptedPackage" in names:
        return Sniffed("xlsx", encrypted=True)
    if names & {"Workbook", "Book"}:
        return Sniffed("xls")
    if "WordDocument" in names:
        raise FileProblem(_is_a(path, "a Word document"))
    if "PowerPoint Document" in names:
        raise FileProblem(_is_a(path, "a PowerPoint presentation"))
    raise FileProblem(
        f"“{path.name}” is an old Office file without a workbook in it, or a damaged one. {_SAVE_AS}"
    )


def _directory_names(content: bytes) -> set[str]:
    """Find the names of the streams that we know; their directory may be anywhere."""
    known = ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document")
    return {
        name
        for name in known
        for written in (name, name.upper())  # some programs write WORKBOOK
        if _at_entry(content, written.encode("utf-16-le") + b"\0\0", (len(name) + 1) * 2)
    }


def _at_entry(content: bytes, raw: bytes, length: int) -> bool:
    """Whether a name stands at the start of a directory entry with its own length."""
    at = content.find(raw)
    while at >= 0:
        if at % 128 == 0 and content[at + 64 : at + 66] == length.to_bytes(2, "little"):
            return True
        at = content.find(raw, at + 1)
    return False


def _sniff_zip(path: Path) -> Sniffed:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            lower = {name.lower().replace("\\", "/") for name in names}
            kind = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError) as error:
        raise FileProblem(
            f"“{path.name}” is damaged or only partly copied. Ask for it again, or open it in Excel, "
            "let Excel repair it, and save it anew.",
            code="damaged",
        ) from error
    if kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return Sniffed("ods")
    if kind.startswith("application/vnd.oasis.opendocument"):
        raise FileProblem(_is_a(path, "an OpenDocument file, but not a spreadsheet"))
    if kind:
        raise FileProblem(_is_a(path, f"no spreadsheet but a file of the kind {kind[:60]}"))
    return _sniff_parts(path, lower)


def _sniff_parts(path: Path, lower: set[str]) -> Sniffed:
    if any(name.endswith("workbook.bin") for name in lower):
        return Sniffed("xlsb")
    if any(name.startswith("xl/") or name.endswith("worksheets/sheet1.xml") for name in lower):
        return Sniffed("xlsx")
    if "content.xml" in lower:
        return Sniffed("ods")
    if any(name.startswith("word/") for name in lower):
        raise FileProblem(_is_a(path, "a Word document"))
    if any(name.startswith("ppt/") for name in lower):
        raise FileProblem(_is_a(path, "a PowerPoint presentation"))
    if "index/document.iwa" in lower or any(name.endswith(".iwa") for name in lower):
        raise FileProblem(
            f"“{path.name}” is an Apple Numbers file. In Numbers choose Export to, Excel, and use that file."
        )
    if "[content_types].xml" in lower:
        raise FileProblem(f"“{path.name}” is put together as no workbook of Excel is. {_SAVE_AS}")
    if not lower:
        raise FileProblem(f"“{path.name}” has nothing in it. Ask for it again.", code="damaged")
    raise FileProblem(
        f"“{path.name}” is a zip folder, not a spreadsheet. Unpack it and choose the spreadsheet inside."
    )


def _mimetype(archive: zipfile.ZipFile) -> str:
    info = archive.getinfo("mimetype")
    if info.file_size > 200:
        return ""
    return archive.read(info).decode("ascii", "replace").strip()


_BLANK: Final = b" \t\r\n\xef\xbb\xbf\0"
_OTHERS: Final = (
    (b"%PDF", "a PDF"),
    (b"%!PS", "a PostScript document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text document"),
    (b"Rar!", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"\x1f\x8b", "a packed archive"),
    (b"BZh", "a packed archive"),
    (b"\xfd7zXZ", "a packed archive"),
    (b"SQLite format 3", "a database or a plan, not a spreadsheet"),
    (b"\0\x01\0\0Standard ", "an Access database"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"[InternetShortcut]", "a link to a page of the web, not the page itself"),
    (b"version https://git-lfs", "a pointer to a file that is kept elsewhere"),
)
_OLD_TABLES: Final = (
    (re.compile(rb"ID;P.*[\r\n]+[PFBCEO](?:;|\s)"), "a SYLK file"),
    (re.compile(rb"TABLE\s+0,1\s"), "a DIF file"),
    (re.compile(rb"[\x03\x30\x83\x8b\xf5][\x00-\xff][\x01-\x0c][\x01-\x1f].{7}\0{17}", re.S), "a dBase file"),
    (re.compile(rb"\x09[\x00\x02\x04][\x04-\x08]\0"), "an Excel file of version 4 or older"),
    (re.compile(rb"\0\0[\x02\x1a]\0\x06?"), "a Lotus 1-2-3 file"),
)  # fmt: skip
"""Tables that only a spreadsheet program still opens, by how they begin."""
_PAGES: Final = (
    b"<!doctype html",
    b"<html",
    b"<table",
    b"<meta",
    b"<head",
    b"<style",
    b"<body",
    b"<div",
)
_JSON: Final = re.compile(rb"""(?:\[\s*)?\{\s*["}]|\[\s*\[\s*["\d\[]""")
_LINE_OF_TABLE: Final = re.compile(rb"<[^!?<>][^<>\r\n]*>[^<>\r\n]*</[^<>\r\n]*>\s*[,;\t|]")
"""A first cell that is marked up, such as a link to a page, and a sign between columns after it."""
_MAIL: Final = re.compile(
    rb"(?:[\w-]+: .*?^)?MIME-Version:", re.DOTALL | re.MULTILINE | re.IGNORECASE
)
_MAINFRAME: Final = frozenset(
    byte
    for first, last in ((0x81, 0x89), (0x91, 0x99), (0xA2, 0xA9), (0xC1, 0xC9), (0xD1, 0xD9), (0xE2, 0xE9), (0xF0, 0xF9))
    for byte in range(first, last + 1)
)  # fmt: skip
"""Letters and digits in EBCDIC, whose space is 0x40 (IBM code pages 37, 500 and 1047)."""


def _refuse_other(path: Path, head: bytes) -> str:
    """Refuse what is no table; return "page" or "xml2003" for marked-up text, else ""."""
    if path.name.startswith("~$"):
        raise FileProblem(
            f"“{path.name}” is only the mark that Excel leaves while “{path.name[2:]}” is open. Choose that file."
        )
    if not head.strip(_BLANK):
        head = _past_blanks(path)
    encoding = marked_encoding(head) or wide_encoding(head)
    if encoding.startswith("utf-16"):
        head = head.decode(encoding, "replace").encode("utf-8", "replace")
    start = head.lstrip(_BLANK)
    for mark, name in _OTHERS:
        if start.startswith(mark) or head.startswith(mark):
            raise FileProblem(_is_a(path, name))
    if kind := _marked_up(path, start):
        return kind
    for pattern, name in _OLD_TABLES:
        if pattern.match(head):
            raise FileProblem(f"“{path.name}” is {name}. {_SAVE_AS}")
    _refuse_text(path, start)
    if not encoding and _is_mainframe(head):
        raise FileProblem(
            f"“{path.name}” is a text of a mainframe (EBCDIC). Ask for it in UTF-8, as a .csv file."
        )
    if not encoding and _is_binary(head.rstrip(b"\0")):
        raise FileProblem(f"“{path.name}” is not a spreadsheet or a text file. {_SAVE_AS}")
    return ""


def _refuse_text(path: Path, start: bytes) -> None:
    if _JSON.match(start):
        raise FileProblem(_is_a(path, "a JSON file"))
    if what := text_that_is_no_table(start.decode("utf-8", "replace")):
        raise FileProblem(_is_a(path, what))


def _past_blanks(path: Path) -> bytes:
    """Return what comes first after blank lines that fill the beginning of a file."""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if piece.strip(_BLANK):
                return piece.lstrip(_BLANK)[:8192]
    raise FileProblem(f"“{path.name}” has no text in it. Ask for it again.")


def _marked_up(path: Path, start: bytes) -> str:
    """Return "xml2003" or "page" where it is one, and refuse other XML and e-mails."""
    text = start[:4096].lower()
    if text.startswith(b"<") and b"urn:schemas-microsoft-com:office:spreadsheet" in text:
        return "xml2003"
    if text.startswith(_PAGES) or (text.startswith(b"<") and b"<html" in text):
        return "page"
    if text.startswith(b"<") and b"urn:oasis:names:tc:opendocument" in text:
        raise FileProblem(
            f"“{path.name}” is a flat OpenDocument file (.fods). Open it in LibreOffice, save it as an Excel workbook "
            "(.xlsx) or as .ods and try again."
        )
    if text.startswith(b"<") and not _LINE_OF_TABLE.match(text):
        raise FileProblem(f"“{path.name}” is an XML file. {_SAVE_AS}")
    if _MAIL.match(start[:4096]):
        raise FileProblem(_is_a(path, "an e-mail; its attachments must be saved by themselves"))
    return ""


def _is_mainframe(head: bytes) -> bool:
    """Whether most of what is no space are letters and digits of EBCDIC, and spaces are its own."""
    spaces = head.count(0x40)
    letters = sum(byte in _MAINFRAME for byte in head)
    return letters * 2 > len(head) - spaces and head.count(0x20) * 50 < len(head) < spaces * 100


def _is_binary(head: bytes) -> bool:
    """Whether control bytes are common."""
    controls = sum(
        head.count(byte) for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 26, 27)
    )
    return controls * 20 > len(head) or head.count(0) * 10 > len(head)


def _is_a(path: Path, what: str) -> str:
    return (
        f"“{path.name}” is {what}. Tables are read from Excel (.xlsx, .xls, .xlsb), "
        "OpenDocument (.ods) and text (.csv) files. Ask for the spreadsheet that it was made from."
    )
