"""Cells of a workbook: the only module that writes them.

Text is always written as text, so that nothing from a plan or a spreadsheet becomes a formula,
a link or a macro. Formulas are ours, in A1 references, each with the value we worked out: a
reader that does not calculate (a preview, a phone, Protected View) shows the right figure.
"""

import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from io import BytesIO
from typing import Any, Final

from commissionplanner.io.export.furniture import Furniture, grouped
from commissionplanner.io.export.page_breaks import pages_for_headings
from commissionplanner.io.export.styles import FONT, STYLES, WRAPPED
from commissionplanner.model.money import Pence
from commissionplanner.model.words import NOT_KNOWN

LONGEST_TEXT: Final = 32_767
"""Characters that a cell holds; libraries cut the rest without a word."""

MORE: Final = " [goes on at the end of the row]"
WITHHELD: Final = "Withheld"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SHEET_NAME_MARKS = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_PAGE_WIDTH_MARGIN = 0.4
_A4, _LINE, _PLAIN, _TALLEST = 9, 12.75, 15.0, 400.0  # points; no row is taller than 409
_USUAL_WIDTH, _FIT = 8.43, 1.05  # digits; letters are narrower, but lines break at words
_MOST_ROOM = 4_000  # characters that could ever be seen in the tallest row
_PAGE_POINTS, _PAGE_ROWS = 784.0, 32.6  # across A4 landscape between the margins; rows down it

Value = float | int | str


def clean(text: str) -> str:
    """Return text without control characters and lone surrogates, which a file cannot hold."""
    return text if text.isprintable() else _CONTROL.sub("\ufffd", text)


def split_long(text: str) -> tuple[str, ...]:
    """Split text that is too long for a cell; each part but the last says that more follows."""
    if len(text) <= LONGEST_TEXT // 2:
        return (text,)
    wide = any(ord(character) > 0xFFFF for character in text)  # counted as two
    if len(text) <= (LONGEST_TEXT // 2 if wide else LONGEST_TEXT):
        return (text,)
    step = (LONGEST_TEXT // 2 if wide else LONGEST_TEXT) - len(MORE)
    parts = [text[n : n + step] for n in range(0, len(text), step)]
    return (*(part + MORE for part in parts[:-1]), parts[-1])


def column_letter(column: int) -> str:
    """Return the letter of a column counted from 0."""
    letters = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def at(row: int, column: int, *, fixed: bool = False) -> str:
    """Return a cell's A1 reference from its row and column, both counted from 0."""
    if fixed:
        return f"${column_letter(column)}${row + 1}"
    return f"{column_letter(column)}{row + 1}"


def span(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """Return a range's A1 reference; rows and columns are counted from 0."""
    return f"{at(first_row, first_column)}:{at(last_row, last_column)}"


def pounds(amount_p: Pence | None) -> Value:
    """Return the value of a formula that works out an amount."""
    return NOT_KNOWN if amount_p is None else amount_p / 100


def money_width(amounts_p: Iterable[Pence | None], least: float = 15.0) -> float:
    """Return how wide a column must be, in characters, for amounts not to show as ####."""
    longest = max((abs(p) for p in amounts_p if p is not None), default=0)
    return max(least, len(f"-£{longest // 100:,}.00") * 1.08 + 2.0)


class Book:
    """A workbook being written in memory."""

    def __init__(self, furniture: Furniture) -> None:
        import xlsxwriter

        self._bytes = BytesIO()
        self.furniture = furniture
        made = datetime.combine(furniture.made_on, time(), UTC).replace(tzinfo=None)
        self.made = xlsxwriter.Workbook(
            self._bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
            },
        )
        self.made.formats[0].set_font_name(FONT)
        self.made.formats[0].set_font_size(10)
        self.made.set_properties({"title": clean(furniture.title), "created": made})
        self.made.set_calc_mode("auto")
        self._formats: dict[str, Any] = {}
        self._names: set[str] = set()
        self._sheets: list[Sheet] = []

    def style(self, name: str) -> Any:
        """Return a format, made once."""
        if name not in self._formats:
            self._formats[name] = self.made.add_format(
                {"font_name": FONT, "font_size": 10, **STYLES[name]}
            )
        return self._formats[name]

    def sheet(self, name: str) -> "Sheet":
        """Add a sheet; its name is made safe and unique."""
        safe = safe_sheet_name(name, self._names)
        self._names.add(safe.casefold())
        made = Sheet(self, self.made.add_worksheet(safe, _worksheet_class()), safe)
        self._sheets.append(made)
        return made

    def define(self, name: str, sheet: "Sheet", where: tuple[int, int, int, int]) -> None:
        """Give a range a name that formulas may use."""
        first_row, first_column, last_row, last_column = where
        start = at(first_row, first_column, fixed=True)
        end = at(last_row, last_column, fixed=True)
        one = (first_row, first_column) == (last_row, last_column)
        self.made.define_name(name, f"={sheet.prefix}{start if one else f'{start}:{end}'}")

    def bytes(self) -> bytes:
        """Close the workbook and return the file."""
        for sheet in self._sheets:
            sheet.keep_headings()
        self.made.close()
        return self._bytes.getvalue()


@cache
def _worksheet_class() -> type[Any]:
    """Return a sheet that takes formulas as they are.

    The library looks for some thirty newer functions in each formula, to mark them; ours have
    none, and the search takes half the time of writing a large workbook.
    """
    from xlsxwriter.worksheet import Worksheet

    class PlainWorksheet(Worksheet):  # type: ignore[misc] # the library has no types
        def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
            del expand_future_functions
            return formula.removeprefix("=")

    return PlainWorksheet


def safe_sheet_name(name: str, taken: set[str]) -> str:
    """Return a name that every spreadsheet program takes, unlike those taken (in lower case)."""
    body = _SHEET_NAME_MARKS.sub(" ", clean(name)).strip().strip("'").strip()[:31] or "Sheet"
    if body.casefold() == "history":
        body = "History of plan"
    found, number = body, 2
    while found.casefold() in taken:
        mark = f" ({number})"
        found, number = body[: 31 - len(mark)] + mark, number + 1
    return found


class Sheet:
    """One sheet. Rows and columns are counted from 0."""

    def __init__(self, book: Book, made: Any, name: str) -> None:
        self._book = book
        self._style = book.style
        self.made = made
        self.name = name
        quoted = name.replace("'", "''")
        self.prefix = f"'{quoted}'!" if re.search(r"[^A-Za-z]", name) else f"{name}!"
        self._widths: Sequence[float] = ()
        self._lines: dict[int, int] = {}
        self._ends: dict[int, int] = {}
        self._headings: set[int] = set()
        self._begins: list[int] = []
        self._again, self._is_one_page = 0, False
        self._set_page()

    def _set_page(self) -> None:
        made, furniture = self.made, self._book.furniture
        made.set_landscape()
        made.set_paper(_A4)
        made.fit_to_pages(1, 0)
        made.set_margins(_PAGE_WIDTH_MARGIN, _PAGE_WIDTH_MARGIN, 0.75, 0.7)
        made.hide_gridlines(2)
        title = _on_page(furniture.title, 60)
        marking = _on_page(furniture.marking, 30)
        plain, bold = f'&8&"{FONT},Regular"', f'&8&"{FONT},Bold"'
        state = _on_page(furniture.state, 48)
        made.set_header(f"&L{plain}{marking}&C{bold}{title}&R{plain}{state}")
        made.set_footer(
            f"&L&8Digest {grouped(furniture.digest)}&C&8{_on_page(furniture.as_at, 40)}"
            "&R&8&A, page &P of &N"
        )

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """Write text; what is too long for a cell goes on at the end of the row, and says so."""
        if style == "heading":
            self._headings.add(row)
        if style in WRAPPED:
            self._make_room(row, column, text)
        first, *more = split_long(clean(text))
        if first:
            self.made.write_string(row, column, first, self._style(style))
        else:
            self.made.write_blank(row, column, None, self._style(style))
        for part in more:
            place = self._ends.get(row, max(len(self._widths), column + 1))
            self._ends[row] = place + 1
            self.made.write_string(row, place, part, self._style(style))

    def _make_room(self, row: int, column: int, text: str) -> None:
        """Note how many lines a text takes, because not every program fits rows by itself."""
        width = self._widths[column] if column < len(self._widths) else _USUAL_WIDTH
        if len(text) <= width * _FIT and "\n" not in text:
            return
        room = max(1, int(width * _FIT))
        parts = text[:_MOST_ROOM].split("\n")
        lines = sum(len(textwrap.wrap(part, room)) or 1 for part in parts)
        if lines > self._lines.get(row, 1):
            self._lines[row] = lines
            self.made.set_row(row, min(_LINE * lines + 1.5, _TALLEST))

    def texts(self, row: int, column: int, texts: Sequence[str], style: str = "text") -> None:
        """Write texts in a row, from a column on."""
        for n, text in enumerate(texts):
            self.text(row, column + n, text, style)

    def money(self, row: int, column: int, amount_p: Pence | None, style: str = "money") -> None:
        """Write an amount in pounds; one that is not known as the words, which no sum counts."""
        if amount_p is None:
            self.made.write_string(row, column, NOT_KNOWN, self._style("not_known"))
        else:
            self.made.write_number(row, column, amount_p / 100, self._style(style))

    def rate(self, row: int, column: int, rate_ppm: int | None, style: str = "rate") -> None:
        """Write a rate; one that is not known as the words."""
        if rate_ppm is None:
            self.made.write_string(row, column, NOT_KNOWN, self._style("not_known"))
        else:
            self.made.write_number(row, column, rate_ppm / 1_000_000, self._style(style))

    def count(self, row: int, column: int, number: int | None, style: str = "count") -> None:
        """Write a whole number; nothing where it is not known."""
        if number is None:
            self.made.write_blank(row, column, None, self._style(style))
        else:
            self.made.write_number(row, column, number, self._style(style))

    def number(self, row: int, column: int, number: float, style: str) -> None:
        """Write a number that is neither money nor a count."""
        self.made.write_number(row, column, number, self._style(style))

    def day(self, row: int, column: int, day: date | None, found: str = "") -> None:
        """Write a date; where it is not known, what was found in its place, or the words."""
        if day is None or day.year < 1900:  # a spreadsheet has no earlier dates
            said = found or (day.isoformat() if day else NOT_KNOWN)
            self.made.write_string(row, column, clean(said), self._style("not_known"))
        else:
            self.made.write_datetime(
                row, column, datetime.combine(day, time(), UTC).replace(tzinfo=None),
                self._style("day"),
            )  # fmt: skip

    def formula(
        self, row: int, column: int, formula: str, value: Value, style: str = "money"
    ) -> None:
        """Write a formula of ours with the value that it gives: a number or a word."""
        self.made.write_formula(row, column, formula, self._style(style), value)

    def amount(
        self, row: int, column: int, formula: str, amount_p: Pence | None, style: str = "money"
    ) -> None:
        """Write a formula that works out an amount, or says that it is not known."""
        self.made.write_formula(row, column, formula, self._style(style), pounds(amount_p))

    def blank(self, row: int, column: int, style: str) -> None:
        """Write a cell that is only ruled."""
        self.made.write_blank(row, column, None, self._style(style))

    def paragraph(self, row: int, text: str, style: str = "plain", width: int = 118) -> int:
        """Write text in the first column, a row a line, without merging; return the next row."""
        for part in textwrap.wrap(clean(text), width) or [""]:
            self.text(row, 0, part, style)
            row += 1
        return row

    def widths(self, widths: Sequence[float]) -> None:
        """Set the widths of columns from the first, in characters."""
        self._widths = widths
        for column, width in enumerate(widths):
            self.made.set_column(column, column, width)

    def on_one_page(self) -> None:
        """Print the sheet on a single page."""
        self.made.fit_to_pages(1, 1)
        self._is_one_page = True

    def print_only(self, last_row: int, last_column: int) -> None:
        """Print only what stands up to a row and a column; the rest is for programs."""
        self.made.print_area(0, 0, last_row, last_column)

    def blocks(self, rows: Sequence[int]) -> None:
        """Begin a page at each row where the program allows that with all columns on one page."""
        self._begins = [row for row in rows if row]
        self.made.set_h_pagebreaks(self._begins)

    def breaks(self, rows: Sequence[int]) -> None:
        """Begin a page at each row, at the scale at which all columns fit one page across.

        Programs ignore such breaks on sheets that are set to fit a number of pages.
        """
        self.made.set_print_scale(round(100 * self._scale()))
        self._begins = list(rows)
        self.made.set_h_pagebreaks(self._begins)

    def keep_headings(self) -> None:
        """Begin a page at a heading that would stand alone at the foot of one."""
        if self._is_one_page or not self._headings or not self._widths:
            return
        more = pages_for_headings(
            self._headings, self._begins, self.made.dim_rowmax or 0, self.page_rows(),
            lambda row: max(1.0, self._lines.get(row, 1) * _LINE / _PLAIN), self._again,
        )  # fmt: skip
        if more:
            self.made.set_h_pagebreaks(sorted({*self._begins, *more}))

    def page_rows(self) -> int:
        """Return how many plain rows a page holds at the scale of `breaks`."""
        return int(_PAGE_ROWS / self._scale())

    def _scale(self) -> float:
        across = sum(7.6 * width + 5 for width in self._widths) * 0.75
        return max(10, min(100, int(100 * _PAGE_POINTS / across) - 1)) / 100

    def freeze(self, rows: int, columns: int) -> None:
        """Keep rows and columns in sight."""
        self.made.freeze_panes(rows, columns)

    def repeat(self, first_row: int, last_row: int) -> None:
        """Print rows again at the top of every page."""
        self._again = last_row - first_row + 1
        self.made.repeat_rows(first_row, last_row)

    def choices(self, row: int, column: int, words: Sequence[str]) -> None:
        """Let a cell take only these words."""
        self.made.data_validation(
            row, column, row, column, {"validate": "list", "source": list(words)}
        )

    def between(self, where: tuple[int, int, int, int], low: float, high: float) -> None:
        """Let cells take only numbers between two."""
        self.made.data_validation(
            *where,
            {
                "validate": "decimal",
                "criteria": "between",
                "minimum": low,
                "maximum": high,
                "error_title": "Out of range",
                "error_message": f"Enter a number from {low:g} to {high:g}.",
            },
        )

    def allow(self, row: int, column: int, rule: dict[str, Any]) -> None:
        """Let a cell take only what a rule of the spreadsheet program says."""
        self.made.data_validation(row, column, row, column, rule)

    def lock(self, hidden_row: int) -> None:
        """Let only input cells be changed; hide the first column and a row, which programs read."""
        self.made.protect("", {"format_columns": True, "format_rows": True})
        self.made.set_column(0, 0, None, None, {"hidden": True})
        self.made.set_row(hidden_row, None, None, {"hidden": True})

    def filter(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Put filter buttons on a row of headings."""
        self.made.autofilter(first_row, first_column, last_row, last_column)


def _on_page(text: str, longest: int) -> str:
    """Return text for the head or foot of a page: & doubled, cut with an ellipsis."""
    body = clean(" ".join(text.split()))
    short = body if len(body) <= longest else body[: longest - 1] + "…"
    return short.replace("&", "&&")
