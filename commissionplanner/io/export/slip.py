"""The slip of an import as a file of its own: a workbook, or a table of text."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from commissionplanner.io.export.cells import Book, Sheet
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.io.plan_folder import safe_text

Line = tuple[str, str, str]
"""What it is about, what, and what is said of it."""

_HEADINGS: Final = ("Part", "What", "Said")
_WIDTHS: Final = (52.0, 78.0)
_NOTE: Final = 150
_SECTIONS: Final = {
    "Figures": "Figures", "Money before and after": "Money before and after", "Done": "What was done",
    "Held for later": "Rows held for later", "Row left out": "Rows left out", "Cell to fix": "Cells to fix",
    "Question and answer": "Questions and answers", "Column": "Columns, and what each became",
    "Assumed": "What was assumed",
}  # fmt: skip
"""Above the lines of a part; parts that are not here say what the file is, and stand first."""


def slip_workbook(lines: Sequence[Line], furniture: Furniture) -> bytes:
    """Return a slip as the bytes of a workbook with one sheet, a section a part."""
    book = Book(furniture)
    sheet = book.sheet("Slip")
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, furniture.title, "title")
    row, before = 2, ""
    for part, what, said in lines:
        section = _SECTIONS.get(part)
        if section is None:
            row = _file_line(sheet, row, part, what)
            continue
        if section != before:
            sheet.text(row + 1, 0, section, "heading")
            row, before = row + 2, section
        if said:
            style = "figure" if part == "Figures" else "text"
            sheet.texts(row, 0, (_named(part, what),))
            sheet.text(row, 1, said, style)
            row += 1
        else:
            row = sheet.paragraph(row, what, width=_NOTE)
    return book.bytes()


def _file_line(sheet: Sheet, row: int, part: str, what: str) -> int:
    """Write what is said of the file itself; return the next row. A text file has no sheet."""
    if not what:
        return row
    sheet.text(row, 0, part, "head")
    sheet.text(row, 1, what)
    return row + 1


def _named(part: str, what: str) -> str:
    return f"Row {what}" if part in ("Held for later", "Row left out") else what


def slip_csv(lines: Sequence[Line]) -> bytes:
    """Return a slip as a table of text: every field in quotes, nothing that could be a formula."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for line in lines:
        writer.writerow([safe_text(part) for part in line])
    return ("\ufeff" + out.getvalue()).encode("utf-8")
