"""On the Sources sheet: what files disagree on, and what was decided to be one transfer."""

import json

from commissionplanner.io import codec
from commissionplanner.io.export.cells import Sheet
from commissionplanner.io.export.content import Content, Names, label
from commissionplanner.io.export.request import held_words
from commissionplanner.model.entities import TABLES, Disagreement, TransferMatch
from commissionplanner.model.fields import FieldSpec, Kind, spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import Origin, source_words
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
    plan = content.recorded
    names = Names(plan)
    rows = [each for each in plan.disagreements.values() if _may_see_differ(content, each)]
    if rows:
        sheet.text(top, 0, "What files disagree on", "title")
        sheet.texts(top + 1, 0, _DIFFER, "head")
        for place, each in enumerate(sorted(rows, key=lambda row: row.id), top + 2):
            _differ(sheet, content, names, place, each)
        top += len(rows) + 4
    matches = [each for each in plan.transfers.values() if _may_see_match(content, each)]
    if matches:
        sheet.text(top, 0, "Paid by one, received by another", "title")
        sheet.texts(top + 1, 0, _MATCHED, "head")
        for place, match in enumerate(sorted(matches, key=lambda row: row.id), top + 2):
            _match(sheet, content, names, place, match)
        top += len(matches) + 4
    hidden = len(plan.disagreements) - len(rows) + len(plan.transfers) - len(matches)
    if hidden:
        content.withheld.note("Differences between files", count=hidden)
    return top


def _may_see_differ(content: Content, each: Disagreement) -> bool:
    """Whether the record that files disagree on may be seen, and what its values name."""
    plan = content.recorded
    if each.record_table not in TABLES:
        return False
    record = plan.record(each.record_table, each.record_id)
    spec = spec_by_name(TABLES[each.record_table].entity).get(each.field)
    if record is None or not content.may_see(record):
        return False
    if spec is None or not spec.table:
        return True
    if spec.table == "persons" and not content.viewer.reads_names:
        return False
    named = [key for kept in (each.earlier_value, each.other_value) for key in _keys(spec, kept)]
    return all(content.may_see(plan.record(spec.table, key)) for key in named)


def _may_see_match(content: Content, match: TransferMatch) -> bool:
    """Whether both sides of a transfer may be seen, and the figures that it joins."""
    plan = content.recorded
    parts = [
        plan.record("organisations", match.payer_id or ""),
        plan.record("organisations", match.receiver_id or ""),
        plan.record("allocations", match.received_id or ""),
    ]
    if match.paid_table in TABLES:
        parts += [plan.record(match.paid_table, key) for key in match.paid_ids]
    return all(content.may_see(part) for part in parts if part is not None)


def _keys(spec: FieldSpec, kept: str) -> tuple[str, ...]:
    """Return the ids that a kept value names."""
    try:
        value = codec.from_json(spec, json.loads(kept))
    except ValueError:
        return ()
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def _differ(sheet: Sheet, content: Content, names: Names, row: int, each: Disagreement) -> None:
    plan = content.recorded
    sheet.text(row, 0, names.of(each.record_table, each.record_id))
    spec = spec_by_name(TABLES[each.record_table].entity).get(each.field)
    sheet.text(row, 1, spec.label if spec else each.field)
    sheet.text(row, 2, _value(names, each, each.earlier_value))
    sheet.text(row, 3, source_words(plan, Origin(each.earlier_import_id or "", each.earlier_cell)))
    sheet.text(row, 6, _value(names, each, each.other_value))
    sheet.text(row, 7, source_words(plan, Origin(each.other_import_id or "", each.other_cell)))
    sheet.text(row, 8, label("disagreement_choice", each.chosen, "Open: the earlier holds"))
    who = names.staff(content.viewer, each.settled_by)
    sheet.text(row, 9, _why(each.reason, who, day_text(each.settled_on)))


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


def _match(sheet: Sheet, content: Content, names: Names, row: int, match: TransferMatch) -> None:
    sheet.text(row, 0, names.of("organisations", match.payer_id))
    sheet.text(row, 1, names.of("organisations", match.receiver_id))
    sheet.text(row, 2, str(match.year or "Not known"))
    sheet.text(row, 3, label("transfer_state", match.state))
    sheet.money(row, 7, match.paid_p)
    sheet.money(row, 8, match.received_p)
    who = names.staff(content.viewer, match.decided_by)
    sheet.text(row, 9, _why(match.reason, who, day_text(match.decided_on)))


def _why(reason: str, who: str, on: str) -> str:
    return ". ".join(
        part for part in (reason.rstrip("."), f"Decided {on}" if reason else "", who) if part
    )
