"""On the Sources sheet: what files disagree on, and what was decided to be one transfer."""

import json

from commissionplanner.io import codec
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.request import held_words
from commissionplanner.model.entities import TABLES, Disagreement, TransferMatch
from commissionplanner.model.fields import Kind, spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import Origin, source_words
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import day_text

_DIFFER = (
    "About",
    "Figure",
    "Earlier value",
    "From",
    "",
    "",
    "Other value",
    "From",
    "Chosen",
    "Reason",
)
_MATCHED = ("Paid by", "Received by", "Year", "Decision", "", "", "", "Paid", "Received", "Reason")


def fill(sheet: Sheet, content: Content, top: int) -> int:
    """Write both lists from a row on, those of them that hold anything; return the next row."""
    plan, viewer = content.recorded, content.viewer
    names = Names(content.recorded)
    rows = []
    for each in plan.disagreements.values():
        record = (
            plan.record(each.record_table, each.record_id) if each.record_table in TABLES else None
        )
        if record is not None and viewer.may_see(record):
            rows.append(each)
    if rows:
        sheet.text(top, 0, "What files disagree on", "title")
        sheet.texts(top + 1, 0, _DIFFER, "head")
        for place, each in enumerate(sorted(rows, key=lambda row: row.id), top + 2):
            _differ(sheet, plan, place, each)
        top += len(rows) + 4
    matches = sorted(plan.transfers.values(), key=lambda row: row.id)
    if matches:
        sheet.text(top, 0, "Paid by one, received by another", "title")
        sheet.texts(top + 1, 0, _MATCHED, "head")
        for place, match in enumerate(matches, top + 2):
            _match(sheet, names, place, match)
        top += len(matches) + 4
    return top


def _differ(sheet: Sheet, plan: Plan, row: int, each: Disagreement) -> None:
    names = Names(plan)
    sheet.text(row, 0, names.of(each.record_table, each.record_id))
    spec = spec_by_name(TABLES[each.record_table].entity).get(each.field)
    sheet.text(row, 1, spec.label if spec else each.field)
    sheet.text(row, 2, _value(names, each, each.earlier_value))
    sheet.text(row, 3, source_words(plan, Origin(each.earlier_import_id or "", each.earlier_cell)))
    sheet.text(row, 6, _value(names, each, each.other_value))
    sheet.text(row, 7, source_words(plan, Origin(each.other_import_id or "", each.other_cell)))
    sheet.text(row, 8, label("disagreement_choice", each.chosen, "Open: the earlier holds"))
    sheet.text(row, 9, _why(names, each.reason, each.settled_by, day_text(each.settled_on)))


def _value(names: Names, each: Disagreement, kept: str) -> str:
    spec = spec_by_name(TABLES[each.record_table].entity).get(each.field)
    if spec is None:
        return kept
    try:
        value = codec.from_json(spec, json.loads(kept))
    except ValueError:
        return kept
    if spec.kind is Kind.MONEY and isinstance(value, int):
        return format_pounds(value)
    return held_words(spec, value, names)


def _match(sheet: Sheet, names: Names, row: int, match: TransferMatch) -> None:
    sheet.text(row, 0, names.of("organisations", match.payer_id))
    sheet.text(row, 1, names.of("organisations", match.receiver_id))
    sheet.text(row, 2, str(match.year or "Not known"))
    sheet.text(row, 3, label("transfer_state", match.state))
    sheet.money(row, 7, match.paid_p)
    sheet.money(row, 8, match.received_p)
    sheet.text(row, 9, _why(names, match.reason, match.decided_by, day_text(match.decided_on)))


def _why(names: Names, reason: str, by: str | None, on: str) -> str:
    who = names.of("persons", by, "")
    return ". ".join(
        part for part in (reason.rstrip("."), f"Decided {on}" if reason else "", who) if part
    )
