"""Texts of an old Excel workbook of which a part is raised or struck out, as in `raised`, or very long.

Numbers of records and places of their parts: Microsoft, [MS-XLS] Excel Binary File Format,
sections 2.4.122 (Font), 2.4.149 (LabelSst), 2.4.265 (SST), 2.4.268 (String), 2.5.293 (XLUnicodeRichExtendedString).
"""

import contextlib
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from commissionplanner.io.tabular.files.raised import marked

FONT, TEXTS, MORE, TEXT_CELL = 0x31, 0xFC, 0x3C, 0xFD
_FORMULA, _RESULT = 0x06, 0x207
_SUPERSCRIPT: Final = 1
_STRUCK: Final = 0x08
_LEFT_OUT: Final = 4
"""No font has this number: those from it on are counted one further."""
Looks = dict[int, tuple[bool, bool]]


def looks_of(fonts: list[bytes]) -> Looks:
    """Return, by number of the font, whether it is raised and whether it is struck out."""
    found: Looks = {}
    for at, body in enumerate(fonts):
        if len(body) >= 10:
            _, options, _, _, script = struct.unpack_from("<HHHHH", body)
            if script == _SUPERSCRIPT or options & _STRUCK:
                number = at + (at >= _LEFT_OUT)
                found[number] = script == _SUPERSCRIPT, bool(options & _STRUCK)
    return found


class _Parts:
    """The bytes of a record and of those that go on with it."""

    def __init__(self, parts: list[bytes]) -> None:
        self._parts = parts
        self._part, self._at = 0, 0

    def take(self, length: int) -> bytes:
        """Return so many bytes, from the next part too.

        Raises:
            IndexError: there are not so many.
        """
        found = b""
        while len(found) < length:
            piece = self._parts[self._part][self._at : self._at + length - len(found)]
            found += piece
            self._at += len(piece)
            if len(found) < length:
                self._part, self._at = self._part + 1, 0
        return found

    def letters(self, count: int, *, wide: bool) -> str:
        """Return so many letters; each further part says anew whether they have two bytes."""
        text = ""
        while count:
            if self._at >= len(self._parts[self._part]):
                self._part, self._at = self._part + 1, 0
                wide = bool(self.take(1)[0] & 1)
            size = 2 if wide else 1
            here = min(count, max(1, (len(self._parts[self._part]) - self._at) // size))
            text += self.take(here * size).decode("utf-16-le" if wide else "latin-1", "replace")
            count -= here
        return text


def texts_of(parts: list[bytes], looks: Looks) -> dict[int, str]:
    """Return, by number, the shared texts of which a part is raised or struck out, with its signs."""
    found: dict[int, str] = {}
    if not looks or not parts:
        return found
    try:
        for number, (text, runs) in enumerate(_texts(_Parts(parts))):
            if any(font in looks for _, font in runs):
                ends = [*runs, (len(text), 0)]
                found[number] = text[: runs[0][0]] + "".join(
                    marked(text[start:end], *looks.get(font, (False, False)))
                    for (start, font), (end, _) in pairwise(ends)
                )
    except (IndexError, struct.error):
        return found  # cut off: whoever reads the values says so
    return found


def _texts(parts: _Parts) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield each shared text with where each of its fonts begins."""
    _, count = struct.unpack("<II", parts.take(8))
    for _ in range(count):
        length, options = struct.unpack("<HB", parts.take(3))
        n_runs = int.from_bytes(parts.take(2), "little") if options & 8 else 0
        n_more = int.from_bytes(parts.take(4), "little") if options & 4 else 0
        text = parts.letters(length, wide=bool(options & 1))
        raw = parts.take(4 * n_runs)
        yield text, [struct.unpack_from("<HH", raw, 4 * at) for at in range(n_runs)]
        parts.take(n_more)


class LongResults:
    """Texts that formulas give and that go on in further records, of which the reader takes the first.

    Attributes:
        texts: The whole texts by row and column.
    """

    def __init__(self) -> None:
        self.texts: dict[tuple[int, int], str] = {}
        self._place = (0, 0)
        self._parts: list[bytes] = []

    def take(self, kind: int, body: bytes) -> None:
        """Take in the next record of a sheet."""
        if kind == MORE and self._parts:
            self._parts.append(body)
            return
        if len(self._parts) > 1:
            self._keep()
        self._parts = [body] if kind == _RESULT else []
        if kind == _FORMULA and len(body) >= 4:
            self._place = struct.unpack_from("<HH", body)

    def _keep(self) -> None:
        parts = _Parts(self._parts)
        with contextlib.suppress(IndexError, struct.error):  # cut off: what was read of it stays
            length, options = struct.unpack("<HB", parts.take(3))
            self.texts[self._place] = parts.letters(length, wide=bool(options & 1))
