"""A workbook as text, a line a cell: reference, type, formula, value, format."""

from io import BytesIO

import openpyxl


def cells(content, *, values=False):
    """Return {(sheet, reference): cell} of all cells that hold something."""
    book = openpyxl.load_workbook(BytesIO(content), data_only=values)
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def as_text(content):
    """Return every cell as a line, so that a change shows in a comparison."""
    values = cells(content, values=True)
    lines = []
    for place, cell in cells(content).items():
        formula = cell.value if cell.data_type == "f" else ""
        value = values[place].value if place in values else None
        lines.append(
            f"{place[0]}!{place[1]} {cell.data_type} {formula} {value!r} {cell.number_format}"
        )
    return "\n".join(lines) + "\n"
