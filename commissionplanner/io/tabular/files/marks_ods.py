"""What calamine hides in an OpenDocument sheet, found by one streaming pass over its XML."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers.expat import ParserCreate

from commissionplanner.io import limits
from commissionplanner.io.tabular.files.found_marks import MOST_MARKS, CellFormats, Marks

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_ROW_REPEATS: Final = 10_000


def scan_ods(source: str | io.BytesIO, sheet: str | None) -> Marks:
    """Return the marks of one sheet, by name, or of the first."""
    pass_over = _Pass(sheet)
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = pass_over.start
    parser.EndElementHandler = pass_over.end
    parser.CharacterDataHandler = pass_over.text
    parser.EntityDeclHandler = _refuse_entities
    with zipfile.ZipFile(source) as archive:
        with archive.open("content.xml") as file:
            plain = not _has_marks(file)
        if not plain:
            with archive.open("content.xml") as file:
                parser.ParseFile(file)
    pass_over.formats.sum_up()
    return pass_over.marks


_SIGNS: Final = (
    b":visibility=",
    b'value-type="error',
    b"value-type='error",
    b"dde-source",
    b'value-type="percentage',
    b"display-factor=",
)
_PIECE: Final = 1 << 20
_FOREIGN: Final = re.compile(rb""":currency=["'](?!GBP)""")
_SPANS: Final = re.compile(rb""":number-(?:rows|columns)-spanned=["'](?!1["'])""")
_DIGITS: Final = re.compile(rb""":value=["']\d{1,15}["'][^>]*>\s*<(?:\w+:)?p>(?:0\d|\d+[-/]\d)""")
"""A number shown with zeros before it, or in groups: as a sheet shows codes."""


def _has_marks(file: IO[bytes]) -> bool:
    """Whether anything in the XML could be a mark: most sheets have none and need no parsing."""
    rest = b""
    while piece := file.read(_PIECE):
        if b"\0" in piece:  # not UTF-8
            return True
        rest += piece
        cut = rest.rfind(b"<")
        if _could_mark(rest[:cut]):
            return True
        rest = rest[cut:]
    return _could_mark(rest)


def _could_mark(xml: bytes) -> bool:
    if any(sign in xml for sign in _SIGNS):
        return True
    if any(pattern.search(xml) for pattern in (_DIGITS, _FOREIGN, _SPANS)):
        return True
    at = xml.find(b":formula=")
    while at >= 0:
        tag = xml[xml.rfind(b"<", 0, at) : xml.find(b">", at)]
        if (
            b"value-type=" not in tag
            or b"file:" in tag
            or b"DDE" in tag.upper()
            or b':value="0"' in tag
        ):
            return True
        at = xml.find(b":formula=", at + 1)
    return False


_SHOWN_ERROR: Final = re.compile(r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!)|Err:\d{3}")


def _may_be_error(attributes: dict[str, str]) -> bool:
    """Whether a cell may show an error over a stored 0, as older programs write it."""
    return _TABLE + "formula" in attributes and attributes.get(_OFFICE + "value") == "0"


_SHOWN_DIGITS: Final = re.compile(r"0\d{1,14}|\d{1,9}(?:[-/ ]\d{1,9}){1,3}")


_SHOWN_AMOUNT: Final = re.compile(r"[^\d.]{0,4}\d{1,3}(?:,\d{3})*[^\d.,]{0,6}")
_NOT_DIGITS: Final = re.compile(r"\D")


def _form_of(shown: str, number: str) -> str:
    """Return the format by which a text shows a whole number with zeros, in groups or divided, or ""."""
    plain = _NOT_DIGITS.sub("", shown)
    for factor in (1_000, 1_000_000) if _SHOWN_AMOUNT.fullmatch(shown) else ():
        if int(plain) and int(number) != int(plain) == round(int(number) / factor):
            return f"scaled:{factor}"
    if not _SHOWN_DIGITS.fullmatch(shown) or int(re.sub("[-/ ]", "", shown)) != int(number):
        return ""
    form = re.sub(r"\d", "0", shown)
    return f"digits:{len(form) if form.isdigit() else form}"


def _refuse_entities(*_: object) -> None:
    raise ValueError("A spreadsheet declares no entities of its own.")


@dataclass(slots=True)
class _Pass:
    """Where the pass is in the sheet; rows and columns count from 0."""

    wanted: str | None
    marks: Marks = field(default_factory=lambda: Marks(read=True))
    inside: bool = False
    done: bool = False
    row: int = 0
    column: int = 0
    row_repeats: int = 1
    headings: int = 0
    shown: list[str] | None = None
    may_be_error: bool = False
    is_sure: bool = True
    number: str = ""
    repeats: int = 1
    formats: CellFormats = field(init=False)

    def __post_init__(self) -> None:
        """Begin without formats."""
        self.formats = CellFormats(self.marks, {})

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if name == _TABLE + "table" and not self.done:
            self.inside = self.wanted in (None, attributes.get(_TABLE + "name"))
        elif name == _OFFICE + "dde-source":
            self.marks.dde = True
        elif not self.inside:
            return
        elif name == _TABLE + "table-column":
            self._column(attributes)
        elif name == _TABLE + "table-row":
            self._row(attributes)
        elif name in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
            self._cell(attributes)

    def end(self, name: str) -> None:
        """End an element."""
        if not self.inside:
            return
        if name == _TABLE + "table":
            self.inside, self.done = False, True
        elif name == _TABLE + "table-row":
            self.row += self.row_repeats
        elif name == _TABLE + "table-cell" and self.shown is not None:
            self._end_cell("".join(self.shown).strip())
            self.shown = None

    def _end_cell(self, shown: str) -> None:
        """Note an error that is shown, or the zeros of a number."""
        first = self.column - self.repeats
        if self.may_be_error and (self.is_sure or _SHOWN_ERROR.fullmatch(shown)):
            if len(self.marks.errors) < limits.ERROR_CELLS:
                self.marks.errors[(self.row, first)] = shown or "#VALUE!"
        elif self.number and (form := _form_of(shown, self.number)):
            self._add(first, form)

    def _add(self, first: int, form: str) -> None:
        """Note the format of a cell, and of those that repeat it."""
        for row in range(self.row, self.row + min(self.row_repeats, _ROW_REPEATS)):
            for column in range(first, first + min(self.repeats, limits.COLUMNS)):
                self.formats.add(row, column, form)

    def text(self, content: str) -> None:
        """Keep what a cell shows, where it matters."""
        if self.shown is not None and len(self.shown) < 10:
            self.shown.append(content)

    def _column(self, attributes: dict[str, str]) -> None:
        repeats = int(attributes.get(_TABLE + "number-columns-repeated", "1"))
        if attributes.get(_TABLE + "visibility") in ("collapse", "filter"):
            self.marks.hidden_columns.append((self.headings, self.headings + repeats - 1))
        self.headings += repeats

    def _row(self, attributes: dict[str, str]) -> None:
        self.row_repeats = int(attributes.get(_TABLE + "number-rows-repeated", "1"))
        self.column = 0
        if attributes.get(_TABLE + "visibility") in ("collapse", "filter"):
            hidden = range(self.row, self.row + min(self.row_repeats, _ROW_REPEATS))
            self.marks.hidden_rows.extend(hidden[: MOST_MARKS - len(self.marks.hidden_rows)])

    def _cell(self, attributes: dict[str, str]) -> None:
        kind = attributes.get(_OFFICE + "value-type")
        self.is_sure = attributes.get(_CALC + "value-type") == "error"
        self.may_be_error = self.is_sure or _may_be_error(attributes)
        down, across = (
            int(attributes.get(f"{_TABLE}number-{what}-spanned", "1"))
            for what in ("rows", "columns")
        )
        if max(down, across) > 1 and len(self.marks.merges) < limits.MERGES:
            last = (self.row + down - 1, self.column + across - 1)
            self.marks.merges.append(((self.row, self.column), last))
        self.repeats = int(attributes.get(_TABLE + "number-columns-repeated", "1"))
        currency = attributes.get(_OFFICE + "currency", "GBP")
        if kind == "currency" and currency != "GBP":
            self._add(self.column, f"foreign:{currency}")
        elif kind == "percentage":
            self._add(self.column, "percent")
        number = attributes.get(_OFFICE + "value", "") if kind == "float" else ""
        self.number = number if re.fullmatch(r"\d{1,15}", number) else ""
        self.shown = [] if self.may_be_error or self.number else None
        if _TABLE + "formula" in attributes:
            self.marks.n_formulas += 1
            if kind is None and not self.may_be_error and len(self.marks.unvalued) < MOST_MARKS:
                self.marks.unvalued.append((self.row, self.column))
            formula = attributes[_TABLE + "formula"]
            self.marks.n_linked += "'file:" in formula
            self.marks.dde = self.marks.dde or "DDE(" in formula.upper()
        self.column += self.repeats
