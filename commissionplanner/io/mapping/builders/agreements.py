"""Agreements between partners: one row, one agreement."""

from typing import Any

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.values.convert import OpenEnd
from commissionplanner.io.mapping.values.sheet import plain_values


def build(context: Context) -> None:
    """Draft an agreement for every row that comes in."""
    sheet = context.sheet
    columns = sheet.plain_columns("agreements")
    for position in context.rows():
        values = plain_values(columns, position)
        found = sheet.found_at(columns, position)
        parties = _parties(context, position)
        if parties:
            values["party_ids"] = parties
        if isinstance(values.get("end_on"), OpenEnd):
            found += (("end_on", values.pop("end_on").text),)
        if sheet.has("service_ids"):
            row = sheet.row(position)
            ids = (context.service(n, row) for n in context.names_in("service_ids", position))
            values["service_ids"] = tuple(dict.fromkeys(key for key in ids if key))
        key = context.drafts.nth_id("agreements", *_key_of(values))
        context.drafts.put(Draft("agreements", key, values, found, sheet.row(position)))


def _parties(context: Context, position: int) -> tuple[str, ...]:
    """Return the parties a cell names; commas part them where every part is known or a body."""
    names = context.names_in("party_ids", position) if context.sheet.has("party_ids") else []
    if len(names) == 1 and "," in names[0]:
        parts = [
            part.strip() for part in names[0].replace(" and ", ", ").split(",") if part.strip()
        ]
        names = parts if len(parts) > 1 else names
    row = context.sheet.row(position)
    ids = (context.matcher.resolve_name(name, "", row) for name in names)
    return tuple(dict.fromkeys(key for key in ids if key))


def _key_of(values: dict[str, Any]) -> tuple[str, ...]:
    ref = same_name(values.get("ref") or "")
    if ref:
        return ("ref", ref)
    return (
        "row",
        same_name(values.get("name") or ""),
        str(values.get("kind") or ""),
        *values.get("party_ids", ()),
    )
