"""The list, on the Sources sheet, of every figure with its file, sheet and cell."""

from collections.abc import Iterator
from typing import Final

from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, owner_of
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.fields import FieldSpec, Kind, specs
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import origin_of, source_words
from commissionplanner.model.plan import Plan, full_name

_NOT_LISTED: Final = ("imports", "payments", "held_rows", "disagreements")
"""Payments are evidence and not figures of the plan; their import says where they came from."""

_HEADINGS: Final = ("Record", "", "Figure", "From", "", "", "", "", "Amount", "Typed by hand")


def fill(sheet: Sheet, content: Content, top: int) -> None:
    """Write the list from a row on; nothing where no figure came from a file."""
    found = list(_figures(content))
    if not found:
        return
    sheet.text(top, 0, "Where figures came from", "title")
    sheet.texts(top + 1, 0, _HEADINGS, "head")
    for row, (table, record, spec) in enumerate(found, top + 2):
        _row(sheet, content.recorded, row, table, record, spec)


def _figures(content: Content) -> Iterator[tuple[str, Record, FieldSpec]]:
    """Yield the amounts that came from files and that this audience may see."""
    plan = content.recorded
    for table, about in TABLES.items():
        money = [spec for spec in specs(about.entity) if spec.kind is Kind.MONEY]
        if table in _NOT_LISTED or not money:
            continue
        for record in plan.table(table).values():
            if not (record.import_id or record.field_sources) or not content.may_see(record):
                continue
            for spec in money:
                if getattr(record, spec.name) is not None:
                    yield table, record, spec


def _row(sheet: Sheet, plan: Plan, row: int, table: str, record: Record, spec: FieldSpec) -> None:
    owner = owner_of(plan, record)
    year = getattr(record, "year", None)
    origin = origin_of(plan, table, record, spec.name)
    sheet.text(row, 0, full_name(owner if owner is not None else record))
    sheet.text(row, 1, TABLES[table].singular)
    sheet.text(row, 2, f"{spec.label} {year}" if year else spec.label)
    sheet.text(row, 3, source_words(plan, origin) or "Typed by hand")
    sheet.money(row, 8, getattr(record, spec.name))
    if origin.is_typed:
        when = f" on {origin.typed_on}" if origin.typed_on else ""
        was = format_pounds(origin.was) if isinstance(origin.was, int) else "empty"
        sheet.text(row, 9, f"Typed by hand{when}; was {was}")
