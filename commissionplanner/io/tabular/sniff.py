"""What a file is, by its content; its name is not believed."""

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commissionplanner.io.problems import FileProblem

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS: Final = (
    "Open it in Excel or LibreOffice, save it as an Excel workbook (.xlsx) and try again."
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is.

    Attributes:
        kind: "xlsx", "xlsb", "xls", "ods" or "text".
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
    _refuse_other(path, head)
    return Sniffed("text")


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
    entry = {name: name.encode("utf-16-le") + b"\0\0" for name in known}
    return {name for name, raw in entry.items() if _at_entry(content, raw, (len(name) + 1) * 2)}


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
            lower = {name.lower() for name in names}
            kind = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, ValueError, EOFError) as error:
        raise FileProblem(
            f"“{path.name}” is damaged or only partly copied. Ask for it again, or open it in Excel, "
            "let Excel repair it, and save it anew.",
            code="damaged",
        ) from error
    if kind.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        return Sniffed("ods")
    if kind:
        raise FileProblem(_is_a(path, "an OpenDocument file, but not a spreadsheet"))
    return _sniff_parts(path, lower)


def _sniff_parts(path: Path, lower: set[str]) -> Sniffed:
    if any(name.endswith("xl/workbook.bin") for name in lower):
        return Sniffed("xlsb")
    if any(name.startswith("xl/") for name in lower):
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
    raise FileProblem(
        f"“{path.name}” is a zip folder, not a spreadsheet. Unpack it and choose the spreadsheet inside."
    )


def _mimetype(archive: zipfile.ZipFile) -> str:
    info = archive.getinfo("mimetype")
    if info.file_size > 200:
        return ""
    return archive.read(info).decode("ascii", "replace").strip()


_OTHERS: Final = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a rich text document"),
    (b"Rar!", "a packed archive"),
    (b"7z\xbc\xaf", "a packed archive"),
    (b"\x1f\x8b", "a packed archive"),
    (b"SQLite format 3", "a database or a plan, not a spreadsheet"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)


def _refuse_other(path: Path, head: bytes) -> None:
    for mark, name in _OTHERS:
        if head.startswith(mark):
            raise FileProblem(_is_a(path, name))
    text = head[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype html", b"<html", b"<table")) or b"<html" in text:
        raise FileProblem(f"“{path.name}” is a web page, whatever its name says. {_SAVE_AS}")
    if text.startswith(b"<"):
        raise FileProblem(f"“{path.name}” is an XML file. {_SAVE_AS}")
    if not head.strip(b" \t\r\n\xef\xbb\xbf\0"):
        raise FileProblem(f"“{path.name}” has no text in it. Ask for it again.")
    marked = head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff"))
    if not marked and _is_binary(head):
        raise FileProblem(f"“{path.name}” is not a spreadsheet or a text file. {_SAVE_AS}")


def _is_binary(head: bytes) -> bool:
    """Whether control bytes are common; UTF-16 without a mark has a zero at every other byte."""
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if max(odd, even) > len(head) // 4 and min(odd, even) <= len(head) // 100:
        return False
    controls = sum(head.count(byte) for byte in range(32) if byte not in (0, 9, 10, 12, 13, 26, 27))
    return controls * 20 > len(head) or head.count(0) * 10 > len(head)


def _is_a(path: Path, what: str) -> str:
    return (
        f"“{path.name}” is {what}. Tables are read from Excel (.xlsx, .xls, .xlsb), "
        "OpenDocument (.ods) and text (.csv) files. Ask for the spreadsheet that it was made from."
    )
