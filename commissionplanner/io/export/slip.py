"""The slip of an import as a file of its own: a workbook, or a table of text."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Final

from commissionplanner.io.export.cells import Book, Furniture
from commissionplanner.io.plan_folder import safe_text

Line = tuple[str, str, str]
"""What it is about, what, and what is said of it."""

_HEADINGS: Final = ("Part", "What", "Said")
_WIDTHS: Final = (26.0, 44.0, 80.0)


def slip_workbook(lines: Sequence[Line], furniture: Furniture) -> bytes:
    """Return a slip as the bytes of a workbook with one sheet."""
    book = Book(furniture)
    sheet = book.sheet("Slip")
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, furniture.title, "title")
    sheet.texts(2, 0, _HEADINGS, "head")
    for row, line in enumerate(lines, 3):
        sheet.texts(row, 0, line)
    sheet.freeze(3, 0)
    sheet.repeat(2, 2)
    sheet.filter(2, 0, 2 + len(lines), len(_HEADINGS) - 1)
    return book.bytes()


def slip_csv(lines: Sequence[Line]) -> bytes:
    """Return a slip as a table of text: every field in quotes, nothing that could be a formula."""
    out = StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_HEADINGS)
    for line in lines:
        writer.writerow([safe_text(part) for part in line])
    return ("\ufeff" + out.getvalue()).encode("utf-8")
