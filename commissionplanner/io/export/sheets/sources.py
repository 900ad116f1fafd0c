"""The Sources sheet: every import, with rows and money in, so that figures can be traced."""

from commissionplanner.io.export.cells import Sheet, span
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.sheets import differences, origins
from commissionplanner.model.entities import ImportBatch

_HEADINGS = (
    "File", "Sheet", "Kind", "From", "Rows read", "Rows in", "Rows left out", "Cells to fix",
    "Money in", "SHA-256 of the file",
)  # fmt: skip
_WIDTHS = (40.0, 20.0, 18.0, 48.0, 11.0, 11.0, 11.0, 11.0, 20.0, 68.0)


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet."""
    sheet.widths(_WIDTHS)
    sheet.text(0, 0, "Sources", "title")
    sheet.text(
        1,
        0,
        "The spreadsheets that were imported; beneath them every figure with its sheet and cell.",
        "subtitle",
    )
    rows = sorted(content.plan.imports.values(), key=lambda b: (b.file_name, b.sheet, b.id))
    if not rows:
        sheet.text(3, 0, "Nothing was imported. Figures were entered by hand.", "plain")
        return
    sheet.texts(3, 0, _HEADINGS, "head")
    names = Names(content.plan)
    for row, batch in enumerate(rows, 4):
        _row(sheet, names, row, batch)
    last = 3 + len(rows)
    sheet.texts(last + 1, 0, ("All files", "", "", ""), "text_total")
    for column, name in ((4, "rows_read"), (5, "rows_accepted"), (6, "rows_left_out")):
        total = sum(getattr(batch, name) or 0 for batch in rows)
        where = span(4, column, last, column)
        sheet.formula(last + 1, column, f"=SUM({where})", total, "count_total")
    origins.fill(sheet, content, differences.fill(sheet, content, last + 4))
    sheet.freeze(4, 1)
    sheet.repeat(3, 3)


def _row(sheet: Sheet, names: Names, row: int, batch: ImportBatch) -> None:
    sheet.text(row, 0, batch.file_name)
    sheet.text(row, 1, batch.sheet)
    sheet.text(row, 2, label("import_kind", batch.kind))
    sheet.text(row, 3, names.of("organisations", batch.sender_id, "Not said"))
    for column, number in enumerate(
        (batch.rows_read, batch.rows_accepted, batch.rows_left_out, batch.problem_count), 4
    ):
        sheet.count(row, column, number)
    if batch.amount_in_p is None:
        sheet.text(row, 8, "No money column", "word")
    else:
        sheet.money(row, 8, batch.amount_in_p)
    sheet.text(row, 9, batch.file_sha256, "code")
