"""Organisations: registers of councils, trusts, boards and providers."""

from typing import Any

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.names.codes import charity_no, company_no
from commissionplanner.io.mapping.values.sheet import plain_values
from commissionplanner.io.mapping.values.suppliers import Named
from commissionplanner.io.mapping.values.words import is_no_name
from commissionplanner.model.entities import ORGANISATION_CODES


def build(context: Context) -> None:
    """Draft the organisation of every row that comes in; rows of one name are one body."""
    sheet = context.sheet
    columns = sheet.plain_columns("organisations")
    _leave_out_blank(context)
    for position in context.rows():
        values = plain_values(columns, position)
        name = str(values.pop("name", "") or "")
        name = "" if is_no_name(name) else name
        codes = {code: str(values.pop(code)) for code in ORGANISATION_CODES if values.get(code)}
        if "company_no" in codes:
            codes["company_no"] = company_no(codes["company_no"]) or codes["company_no"]
        if "charity_no" in codes:
            codes["charity_no"] = charity_no(codes["charity_no"]) or codes["charity_no"]
        parent = context.organisation("parent_id", "", position)
        if parent:
            values["parent_id"] = parent
        row = sheet.row(position)
        named = Named(" ".join(name.split()))
        key = context.matcher.resolve(named, row=row, codes=codes, fills_only=False)
        if key is None:
            key = context.drafts.nth_id("organisations", "row", sheet.table.file, str(row))
        _describe(context, key, row, values, sheet.found_at(columns, position))
        known = context.drafts.get("organisations", key)
        for name in ("type", "sector"):
            if known is not None and known.values.get(name):
                context.settled.add((name, position))


def _leave_out_blank(context: Context) -> None:
    """Leave out rows in which no column that comes in says anything: each would be a body without a name."""
    sheet = context.sheet
    if "name" not in sheet.single:
        return
    columns = sheet.plain_columns("organisations")
    gone = {
        position
        for position in sheet.kept
        if not sheet.carried_value("parent_id", position)
        and not any(
            value and not (key == "name" and is_no_name(str(value)))
            for key, value in plain_values(columns, position).items()
        )
    }
    why = "None of the columns that come in says anything in it."
    sheet.leave_out(dict.fromkeys(sorted(gone), why), is_faulty=True)


def _describe(
    context: Context, key: str, row: int, values: dict[str, Any], found: tuple[tuple[str, str], ...]
) -> None:
    """Put what the file says on the draft: it is better known than what a name suggests."""
    draft = context.drafts.put(Draft("organisations", key, {}, (), row))
    draft.fills_only = False
    for name, value in values.items():
        if name in ("type", "sector", "area", "valid_to_on") and name not in draft.told:
            draft.values[name] = value
            draft.told |= {name}
        else:
            draft.values.setdefault(name, value)
    if {"type", "sector"} <= draft.told:
        draft.values.pop("data_confidence", None)
    known = {pair[0] for pair in draft.found}
    draft.found += tuple(p for p in found if p[0] not in known and not draft.values.get(p[0]))
