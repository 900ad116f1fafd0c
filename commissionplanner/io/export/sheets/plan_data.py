"""The Plan data sheet: the plan itself, a record a row, so that it can be read back whole.

It is written whole or not at all: a part of a plan, read back, would pass for all of it.
"""

from commissionplanner.analysis.partner_round import hidden_returns
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content
from commissionplanner.io.plan_workbook import COUNT, DIGEST, HEADINGS, record_row
from commissionplanner.model.entities import TABLES

_SAID = (
    "This is the plan itself, a record a row, so that it can be read back without loss: import it "
    "with --as plan. It is not for editing, and edits made on the other sheets are not read from here."
)
_NAMES_FOR = ("my_organisation", "partners")


def fill(sheet: Sheet, content: Content) -> None:
    """Write the sheet."""
    sheet.widths([26.0, 40.0, 120.0])
    sheet.text(0, 0, "Plan data", "title")
    hidden = _hidden(content)
    if hidden:
        content.withheld.note("Records in Plan data", count=hidden)
        said = (
            f"Withheld from the audience “{content.viewer.label}”: {hidden:,} of the plan's records. "
            "So none stands here, and this workbook cannot be read back as a plan."
        )
        row = sheet.paragraph(1, said, "subtitle")
        sheet.freeze(row, 0)
    else:
        row = _records(sheet, content, sheet.paragraph(1, _SAID, "subtitle"))
    sheet.print_only(row - 1, len(HEADINGS) - 1)


def _hidden(content: Content) -> int:
    """Return how many records the audience may not see; who is who is for partners at most."""
    plan, viewer = content.recorded, content.viewer
    count = sum(not viewer.may_see(row) for name in TABLES for row in plan.table(name).values())
    if viewer.audience not in _NAMES_FOR:
        count += sum(viewer.may_see(person) for person in plan.persons.values())
    if viewer.audience != "my_organisation":
        unread = (plan.partner_returns[key] for key in hidden_returns(plan))
        count += sum(viewer.may_see(row) for row in unread)
    return count


def _records(sheet: Sheet, content: Content, row: int) -> int:
    """Write all records; return the row of the headings."""
    tables = [(name, content.recorded.table(name)) for name, t in TABLES.items() if not t.is_kept]
    number = sum(len(records) for _, records in tables)
    for name, said in ((COUNT, f"{number:,}"), (DIGEST, content.digest)):
        sheet.text(row, 0, name, "strong")
        sheet.text(row, 1, said, "plain")
        row += 1
    sheet.texts(row, 0, HEADINGS, "head")
    sheet.freeze(row + 1, 0)
    place = row
    for name, records in tables:
        for key in sorted(records):
            place += 1
            sheet.texts(place, 0, record_row(name, records[key]), "plain")
    return row
