"""Payments: each, or in long lists their sums by payer, supplier and month."""

from typing import Any, Final

from commissionplanner.io.mapping.builders.amounts import vat_of_file
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.corrected import settle_corrected
from commissionplanner.io.mapping.builders.known_otherwise import settle_known
from commissionplanner.io.mapping.builders.months_held import (
    Parties,
    earlier_list,
    leave_out_held,
    month_of,
)
from commissionplanner.io.mapping.builders.owner import owner_of_file
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.io.mapping.names.variants import same_name
from commissionplanner.io.mapping.values.sheet import plain_values

MOST_PAYMENTS: Final = 20_000
"""Longer lists are kept as sums by month, and the slip says so."""


def build(context: Context) -> None:
    """Draft the payments of the rows that come in."""
    context.main_money = "amount_p"
    owner = owner_of_file(context, "payer_id", "commissioner")
    basis = vat_of_file(context)
    said = {"vat_basis": basis} if basis else {}
    parties = _all_parties(context, owner)
    as_sums = len(parties) > MOST_PAYMENTS
    earlier = ""
    if as_sums and context.plan.payments:
        months = {month_of(context, parties, position) for position in parties}
        earlier = earlier_list(context, months)
    leave_out_held(context, parties, earlier, as_sums=as_sums)
    if as_sums:
        _sums(context, parties, said, earlier)
    else:
        _each(context, parties, said)


def _all_parties(context: Context, owner: str | None) -> Parties:
    """Return who pays and who is paid in each row, by position; rows of the same parties share one entry."""
    shared: dict[tuple[tuple[str, Any], ...], dict[str, Any]] = {}
    found = ((position, _parties(context, position, owner)) for position in context.rows())
    return {position: shared.setdefault((*own.items(),), own) for position, own in found}


def _parties(context: Context, position: int, owner: str | None) -> dict[str, Any]:
    found = {
        "payer_id": context.organisation("payer_id", "commissioner", position) or owner,
        "supplier_id": context.organisation("supplier_id", "provider", position),
    }
    return {name: key for name, key in found.items() if key}


def _each(context: Context, parties: Parties, said: dict[str, str]) -> None:
    sheet = context.sheet
    columns = sheet.plain_columns("payments")
    for position in sheet.kept:
        values = {**said, **plain_values(columns, position), **parties[position]}
        context.add_money("amount_p", values.get("amount_p"))
        parts = [
            str(values.get(n) or "") for n in ("payer_id", "supplier_id", "paid_on", "amount_p")
        ]
        key = context.drafts.nth_id("payments", *parts, same_name(values.get("reference") or ""))
        found = sheet.found_at(columns, position)
        context.drafts.put(Draft("payments", key, values, found, sheet.row(position)))
    settle_known(context, "payments")
    settle_corrected(context, "payments")


def _sums(context: Context, parties: Parties, said: dict[str, str], earlier: str) -> None:
    sheet = context.sheet
    sums: dict[tuple[str, str, str], int] = {}
    rows: dict[tuple[str, str, str], set[int]] = {}
    for position in sheet.kept:
        place = parties[position].get("payer_id", ""), *month_of(context, parties, position)
        amount_p = sheet.value("amount_p", position)
        context.add_money("amount_p", amount_p)
        sums[place] = sums.get(place, 0) + (amount_p or 0)
        rows.setdefault(place, set()).add(sheet.row(position))
    batch = context.plan.imports.get(earlier)
    source = batch.file_name if batch is not None else sheet.table.file
    for place, amount_p in sums.items():
        payer, supplier, month = place
        values = {"payer_id": payer, "supplier_id": supplier, "month": month, "amount_p": amount_p}
        known = said | {name: value for name, value in values.items() if value != ""}
        key = context.drafts.id_for("payments", "month", *place, source)
        draft = Draft("payments", key, known, (), min(rows[place]), rows=rows[place], is_sum=True)
        context.drafts.put(draft)
    context.asker.note(
        f"{len(sheet.kept):,} payments are kept as {len(sums):,} sums by payer, supplier and month."
    )
