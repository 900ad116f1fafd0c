"""Write the slip of an import to a file of its own, for whoever sent the spreadsheet."""

from pathlib import Path

from commissionplanner.app.import_slip import slip_of
from commissionplanner.io.export.content import DATE_WHERE_NONE, marking
from commissionplanner.io.export.furniture import Furniture
from commissionplanner.io.export.slip import slip_csv, slip_workbook
from commissionplanner.io.store.atomic import replace_file
from commissionplanner.io.store.canonical import plan_digest
from commissionplanner.model.entities import ImportBatch
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import long_day


def export_slip(plan: Plan, batch: ImportBatch, path: Path) -> None:
    """Write a slip as a workbook, or as a table of text where the name ends in .csv.

    Raises:
        FileProblem: it could not be written; what was there is as it was.
    """
    lines = slip_of(plan, batch).as_lines(batch)
    if path.suffix.lower() == ".csv":
        replace_file(path, slip_csv(lines), _taken)
        return
    header = plan.header
    day = header.as_at_on
    furniture = Furniture(
        title=f"Slip of the import of {batch.file_name}",
        marking=marking(header),
        state="",
        digest=plan_digest(plan),
        as_at=f"As at {long_day(day)}" if day else "",
        made_on=day or DATE_WHERE_NONE,
    )
    replace_file(path, slip_workbook(lines, furniture), _taken)


def _taken(found: bytes) -> None:
    """Take a file as read back: `replace_file` has compared it with what was written."""
    del found
