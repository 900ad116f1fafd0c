"""Comma-separated and other delimited text, read row by row; runs in the reading process.

A row is a row as a spreadsheet program would number it: line ends inside quotes do not count,
blank lines do.
"""

import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from commissionplanner.io import limits
from commissionplanner.io.problems import FileProblem
from commissionplanner.io.tabular.files.encodings import (
    ESCAPED,
    HALVES,
    find_encoding,
    joined_halves,
)

_DELIMITERS: Final = ",;\t|~^"
_RULE: Final = re.compile(":?-{2,}:?")
_FOREIGN: Final = re.compile("[\u00c0-\u00ff]{3,}")
_GARBLED: Final = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]|\u00e2\u20ac[^\\w\\s]?"
)
"""Signs of UTF-8 that was taken for Windows-1252 and saved again: “Â£”, “Ã©”."""
_DOS_POUND: Final = re.compile("\u0153\\s?\\d[\\d,.]*")
"""The pound sign of DOS (code page 850) read as Windows-1252."""
_ENTITY: Final = re.compile(r"&(?:amp|pound|nbsp|quot|#\d{2,5});")
_OTHER_ENDS: Final = re.compile("[\x0b\x1e\x85\u2028\u2029]")
_OTHER_STROKE: Final = re.compile(r"\\(?![\"\\])")
_DOS_END: Final = "\x1a"
_UTF_7: Final = re.compile(r"\+[AI][A-Za-z0-9+/]{2,}-")
"""One or more signs as UTF-7 writes them (RFC 2152): those of Latin, or of money and punctuation."""
_UTF_7_SIGNS: Final = re.compile("[\x20-\x7e\xa0-\u024f\u2010-\u203a\u20a0-\u20bf]+")


@dataclass(slots=True)
class TextNotes:
    """What was noticed while reading: (code, row or None, number or text).

    Attributes:
        quote: The sign around texts.
        spaced: Whether a space stands between a delimiter and a quotation mark.
        wrapped: Whether each line stands in quotation marks as one cell, and its cells in it.
    """

    encoding: str = ""
    delimiter: str = ","
    quote: str = '"'
    spaced: bool = False
    wrapped: bool = False
    found: list[tuple[str, int | None, str]] = field(default_factory=list)

    def add(self, code: str, row: int | None, detail: str = "") -> None:
        """Remember one thing, up to a sensible number of them."""
        if len(self.found) < 5_000:
            self.found.append((code, row, detail))


_SEP: Final = re.compile(r"sep=(.)\s*\Z", re.IGNORECASE)


def find_delimiter(lines: list[str]) -> str:
    """Return the sign that parts the columns in the first lines; a comma where none does.

    The lines are read with each sign; the one that gives most rows of one width, and not
    width one, wins. Of equal ones the earlier in the list does.
    """
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
            rows = [row if _is_whole(row) else [] for row in rows]
        except csv.Error:
            continue
        width, times = _common_width(rows)
        score = times / len(rows) * min(width, 4) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _is_whole(row: list[str]) -> bool:
    """Whether no cell was cut in the middle of its quotes, as by a wrong delimiter."""
    return not any(cell.count('"') % 2 for cell in row)


def _common_width(rows: list[list[str]]) -> tuple[int, int]:
    """Return the commonest width and how many rows have it; the wider of equal ones."""
    counts = Counter(map(len, rows))
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


class _Lines:
    """The physical lines of a text, remembering those of the record being read."""

    def __init__(self, source: Iterator[str], notes: TextNotes) -> None:
        self._source = source
        self._notes = notes
        self.held: list[str] = []
        self.record = 0
        self._is_foreign = False
        self._is_utf_7 = False
        self._is_garbled = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._source)
        if self._notes.wrapped:
            line = _unwrapped(line)
        if "\0" in line:
            code = "nul" if line.strip("\0\r\n") else "nul_line"
            self._notes.add(code, self.record + 1)
            line = line.replace("\0", "")
        if _DOS_END in line and not line.strip(_DOS_END + "\r\n"):
            line = ""  # by which old programs mark the end of a text
        if "&" in line and not self._is_garbled and (found := _ENTITY.search(line)):
            self._garbled("entity", found[0])
        if not line.isascii():
            line = self._looked_through(line)
        elif not self._is_utf_7 and ("+A" in line or "+I" in line):
            self._look_for_utf_7(line)
        self.held.append(line)
        return line

    def _look_for_utf_7(self, line: str) -> None:
        """Note the first signs written as UTF-7 does, which few programs can read."""
        for found in _UTF_7.findall(line):
            try:
                signs = found.encode("ascii").decode("utf-7")
            except UnicodeDecodeError:
                continue
            if _UTF_7_SIGNS.fullmatch(signs):
                self._is_utf_7 = True
                self._notes.add("utf_7", self.record + 1, f"{found}” for “{signs}")
                return

    def _garbled(self, code: str, detail: str) -> None:
        """Note once that signs of a text were changed before it came here."""
        self._is_garbled = True
        self._notes.add(code, self.record + 1, detail)

    def _looked_through(self, line: str) -> str:
        """Note what in a line seems to be in another encoding; read single bytes as Windows-1252."""
        if HALVES.search(line):
            line = HALVES.sub(lambda found: joined_halves(found[0]), line)
        if ESCAPED.search(line):
            line = ESCAPED.sub(_in_windows, line)
            self._notes.add("other_encoding", self.record + 1)
        if "\ufffd" in line:
            self._notes.add("undecodable", self.record + 1)
        if not self._is_garbled and (found := _GARBLED.search(line)):
            self._garbled("garbled", found[0])
        if not self._is_garbled and (found := _DOS_POUND.search(line)):
            self._garbled("dos", found[0])
        guessed = self._notes.encoding == "cp1252" and not self._is_foreign
        if guessed and (found := _FOREIGN.search(line)):
            self._is_foreign = True
            self._notes.add("other_alphabet", self.record + 1, found[0])
        return line

    def give_back(self) -> str:
        """Return the first held line; the others will be read again."""
        first, *rest = self.held
        self.held = []
        self._source = itertools.chain(rest, self._source)
        return first


def _in_windows(found: re.Match[str]) -> str:
    """Return a byte that is no UTF-8 as the sign that it is in Windows-1252."""
    return bytes([ord(found[0]) & 0xFF]).decode("cp1252", "replace")


def read_rows(path: Path, notes: TextNotes) -> Iterator[list[str]]:
    """Yield the rows of a text file, noting in `notes` what is wrong with them.

    A quotation mark that is never closed, or is followed by more text, does not swallow the
    rows after it: its line is taken as it stands and is noted.

    Raises:
        FileProblem: one cell is larger than any real one.
    """
    notes.encoding = find_encoding(path)
    errors = "surrogateescape" if notes.encoding.startswith("utf-8") else "replace"
    with path.open("r", encoding=notes.encoding, errors=errors, newline="") as file:
        lines, skipped = _start(file, notes)
        if skipped:
            yield []
            lines.record = 1
        yield from _records(lines, notes, path.name)


def _start(file: IO[str], notes: TextNotes) -> tuple[_Lines, bool]:
    """Find the delimiter from the first lines, which are then read again."""
    first = list(itertools.islice(file, 40))
    if len(first) == 1 and len(_OTHER_ENDS.findall(first[0])) > 1:  # it has no line ends but these
        first = [f"{line}\n" for line in _OTHER_ENDS.split(first[0])]
        file = io.StringIO("")
    if _are_wrapped([line for line in first if line.strip()]):
        notes.wrapped = True
        notes.add("wrapped", None)
    named = _SEP.match(first[0]) if first else None
    if named:
        first = first[1:]
    if named and any(named[1] in line for line in first):
        notes.delimiter = named[1]
    else:
        shown = [_unwrapped(line) if notes.wrapped else line for line in first]
        notes.delimiter = find_delimiter([line for line in shown if line.strip()])
    _find_quotes([] if notes.wrapped else first, notes)
    return _Lines(itertools.chain(first, file), notes), bool(named)


_WRAPPED: Final = re.compile(r'"(?:[^"]|"")*"\s*')
_CELLS: Final = 3
"""So many cells at least a line has that was saved as one."""


def _are_wrapped(lines: list[str]) -> bool:
    """Whether each line is one cell in quotation marks that holds a whole row, all of one width."""
    if len(lines) < _CELLS or not all(map(_WRAPPED.fullmatch, lines)):
        return False
    inner = [_unwrapped(line) for line in lines]
    rows = csv.reader(inner, delimiter=find_delimiter(inner))
    try:
        widths = {len(row) for row in rows}
    except csv.Error:
        return False
    return len(widths) == 1 and min(widths) >= _CELLS


def _unwrapped(line: str) -> str:
    """Return a line without the quotation marks around it, those within it single again."""
    body = line.rstrip("\r\n")
    if not _WRAPPED.fullmatch(body):
        return line
    return body.rstrip()[1:-1].replace('""', '"') + line[len(body) :]


def _find_quotes(first: list[str], notes: TextNotes) -> None:
    """Find what stands around texts, from the first lines."""
    parts = [line.strip().split(notes.delimiter) for line in first if line.strip()]
    around = [part.strip() for line in parts for part in line]
    single = [part for part in around if len(part) > 1 and part[0] == part[-1] == "'"]
    if len(parts) > 1 and len(single) * 10 >= len(around) * 9:
        notes.quote = "'"
    notes.spaced = any(f"{notes.delimiter} {notes.quote}" in line for line in first)


def _records(lines: _Lines, notes: TextNotes, name: str) -> Iterator[list[str]]:
    csv.field_size_limit(limits.CELL_CHARACTERS)
    while True:
        reader = csv.reader(
            lines,
            delimiter=notes.delimiter,
            quotechar=notes.quote,
            skipinitialspace=notes.spaced,
            strict=True,
        )
        try:
            for row in reader:
                lines.held.clear()
                lines.record += 1
                yield [] if notes.delimiter == "|" and _is_rule(row) else row
            return
        except csv.Error as error:
            row_number = lines.record + 1
            if "field larger" in str(error) and len(lines.held) == 1:
                raise _too_long(name, row_number) from error
            yield _literal(lines, notes, row_number, str(error))
            lines.record += 1


def _is_rule(row: list[str]) -> bool:
    """Whether a row is the line of dashes below the headings of a table in Markdown."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return len(cells) > 1 and all(map(_RULE.fullmatch, cells))


def _literal(lines: _Lines, notes: TextNotes, row: int, error: str) -> list[str]:
    """Take one line as it stands, after a quotation mark that makes no sense."""
    n_held = len(lines.held)
    first = lines.give_back()
    escaped = _escaped(first, notes) if '\\"' in first else None
    if escaped is not None:
        notes.add("escaped_quote", row)
        return escaped
    lenient = next(csv.reader([first], delimiter=notes.delimiter), [])
    whole_line = "\n" not in "".join(lenient)
    if n_held == 1 and whole_line and "unexpected end" not in error:
        notes.add("stray_quote", row)
        return lenient
    notes.add("unclosed_quote", row)
    plain = csv.reader([first], delimiter=notes.delimiter, quoting=csv.QUOTE_NONE)
    return [text.strip('"') for text in next(plain, [])]


def _escaped(line: str, notes: TextNotes) -> list[str] | None:
    r"""Return the cells of a line whose quotation marks are written \" within texts; None where they are not."""
    if _OTHER_STROKE.search(line):
        return None  # a stroke before another letter stands for itself, as in a path
    reader = csv.reader(
        [line], delimiter=notes.delimiter, escapechar="\\", doublequote=False, strict=True
    )
    try:
        return next(reader, None)
    except csv.Error:
        return None


def _too_long(name: str, row: int) -> FileProblem:
    return FileProblem(
        f"Row {row} of “{name}” has a cell of over {limits.CELL_CHARACTERS:,} characters. "
        "Check that row for a missing quotation mark or delimiter.",
        code="too_large",
    )
