"""In which encoding a text is written: by its mark, else by what its bytes can be."""

import codecs
import re
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PROVES: Final = 40
"""So many letters of one byte each prove that a text is not in UTF-16."""
ESCAPED: Final = re.compile("[\udc80-\udcff]")
"""Bytes that are no UTF-8, as "surrogateescape" keeps them."""
HALVES: Final = re.compile("(?:\udced[\udca0-\udcbf][\udc80-\udcbf])+")
"""Halves of a character as UTF-8 should not write them, but some databases and programs do (CESU-8)."""
_WIDER: Final = re.compile("[^\x00-\x7f\udc80-\udcff]")


def marked_encoding(head: bytes) -> str:
    """Return the encoding that the first bytes name, or "" where they name none, or name a wrong one."""
    found = next((name for mark, name in _MARKS if head.startswith(mark)), "")
    return (
        ""
        if found == "utf-16" and len(head) > _PROVES and head[2:].isascii() and b"\0" not in head
        else found
    )


def wide_encoding(head: bytes) -> str:
    """Return which UTF-16 a text without a mark is in, or "" for one of single bytes.

    Every stretch of it has a zero at every other byte, as Latin letters do; or, in other
    alphabets, at least some, and ends of lines at the places where such a text has them.
    """
    even = len(head) // 2 * 2
    for name, at, end in (("utf-16-le", 1, b"\n\0"), ("utf-16-be", 0, b"\0\n")):
        if len(head) < 4 or head[1 - at :: 2].count(0) * 100 > len(head):
            continue
        if _least_zeros(head[at::2], 32) > 0.5:
            return name
        has_lines = end in (head[n : n + 2] for n in range(0, even, 2))
        if has_lines and _least_zeros(head[at::2], 48) > 0 and _decodes(head[:even], name):
            return name
    return ""


def _least_zeros(halves: bytes, length: int) -> float:
    """Return the least share of zeros in stretches of a length; a rest at the end does not count."""
    stretches = [halves[n : n + length] for n in range(0, len(halves), length)]
    return min(part.count(0) / len(part) for part in (stretches[:-1] or stretches))


def joined_halves(found: str) -> str:
    """Return the characters that `HALVES` stand for; a half alone is U+FFFD."""
    raw = bytes(ord(sign) & 0xFF for sign in found)
    halves = raw.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return halves.decode("utf-16-le", "replace")


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(content)
    except UnicodeDecodeError:
        return False
    return True


def find_encoding(path: Path) -> str:
    """Return the encoding: by byte order mark, then UTF-16, then UTF-8, then Windows-1252.

    Where most of what is beyond ASCII is UTF-8 and some bytes are not, it is UTF-8: whoever
    reads it sees those bytes as `ESCAPED`.
    """
    with path.open("rb") as file:
        head = file.read(4096)
        found = marked_encoding(head) or wide_encoding(head)
        if found:
            return found
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        good = bad = 0
        while chunk := file.read(_CHUNK):
            text = decoder.decode(chunk)
            if not text.isascii():
                halves = len(HALVES.findall(text))
                bad += len(ESCAPED.findall(text)) - 3 * halves
                good += len(_WIDER.findall(text)) + halves
        bad += len(ESCAPED.findall(decoder.decode(b"", final=True)))
    return "cp1252" if bad > good else "utf-8"
