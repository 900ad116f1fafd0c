"""Payments that the plan holds one by one and a file would add as sums by month, or the other way round."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.model.money import format_pounds

Parties = Callable[[int], dict[str, Any]]
"""Returns who pays and who is paid in the row at a position."""
Month = tuple[str, str]
"""A supplier and a month: "2025-04"."""
_LEAVE_OUT, _AS_WELL = "leave_out", "as_well"


def leave_out_held(context: Context, parties: Parties, *, as_sums: bool) -> None:
    """Ask about rows whose supplier and month the plan holds in the other form; left out where the sums agree.

    Lists of single months and a list of the whole year would otherwise count each payment twice.

    Args:
        context: Its sheet loses the rows that are left out.
        parties: Of a row.
        as_sums: Whether the rows are to be kept as sums by month.
    """
    held = _held(context, one_by_one=as_sums)
    if not held:
        return
    rows: defaultdict[Month, list[int]] = defaultdict(list)
    sums: defaultdict[Month, int] = defaultdict(int)
    for position in context.sheet.kept:
        found, day = parties(position), context.sheet.value("paid_on", position)
        month = found.get("supplier_id", ""), f"{day:%Y-%m}" if day else ""
        if any(
            found.get("payer_id") in (None, payer) or not payer for payer in held.get(month, ())
        ):
            rows[month].append(position)
            sums[month] += context.sheet.value("amount_p", position) or 0
    if not rows:
        return
    alike = sum(sums[month] == sum(held[month].values()) for month in rows)
    text = (
        f"The plan holds payments to {len({name for name, _ in rows}):,} suppliers in months of this file already, "
        f"{'one by one' if as_sums else 'as sums by month'}: {format_pounds(sum(sums.values()))} in this file, of "
        f"{len(rows):,} sums by supplier and month {alike:,} agree to the penny. Leave these rows out, or count them as well?"
    )
    default = _LEAVE_OUT if alike * 2 > len(rows) else _AS_WELL
    if context.asker.ask("months_held", text, (_LEAVE_OUT, _AS_WELL), default) == _LEAVE_OUT:
        reason = "The plan holds the payments of this supplier and month already."
        context.sheet.leave_out({p: reason for found in rows.values() for p in found})


def _held(context: Context, *, one_by_one: bool) -> dict[Month, dict[str, int]]:
    """Return what the plan holds by supplier and month, each by payer ("" for none), in pence."""
    found: dict[Month, dict[str, int]] = {}
    for supplier, month, payer, amount_p in _amounts(context, one_by_one):
        own = found.setdefault((supplier, month), {})
        own[payer] = own.get(payer, 0) + amount_p
    return found


def _amounts(context: Context, one_by_one: bool) -> Iterator[tuple[str, str, str, int]]:
    for payment in context.plan.payments.values():
        if bool(payment.month) == one_by_one:
            continue
        month = payment.month or (f"{payment.paid_on:%Y-%m}" if payment.paid_on else "")
        if month:
            yield payment.supplier_id or "", month, payment.payer_id or "", payment.amount_p or 0
