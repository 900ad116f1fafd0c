"""Payments that the plan holds one by one, or of another list, and a file would add as sums by month; or the other way round."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.differing import stem_of
from commissionplanner.model.money import format_pounds

Parties = Mapping[int, Mapping[str, Any]]
"""Who pays and who is paid in each row, by position."""
Month = tuple[str, str]
"""A supplier and a month: "2025-04"."""
_LEAVE_OUT, _AS_WELL = "leave_out", "as_well"
_MOST: Final = 0.5


def month_of(context: Context, parties: Parties, position: int) -> Month:
    """Return the supplier and the month of a row, each "" where it is not known."""
    day = context.sheet.value("paid_on", position)
    return parties[position].get("supplier_id", ""), f"{day:%Y-%m}" if day else ""


def earlier_list(context: Context, months: Collection[Month]) -> str:
    """Return the import of sums by month of which this list is a later version; "" for none.

    It has the same name but for days and numbers, and most of its sums come again: a list of the
    next month has some late payments of the month before, which are no correction of that.
    """
    own = stem_of(context.sheet.table.file)
    had: Counter[str] = Counter()
    come: Counter[str] = Counter()
    for payment in context.plan.payments.values():
        if payment.month:
            had[payment.import_id or ""] += 1
            come[payment.import_id or ""] += (payment.supplier_id or "", payment.month) in months
    imports = context.plan.imports
    named = [key for key in had if key in imports and stem_of(imports[key].file_name) == own]
    return next((key for key in named if come[key] > had[key] * _MOST), "")


def leave_out_held(context: Context, parties: Parties, earlier: str, *, as_sums: bool) -> None:
    """Ask about rows whose supplier and month the plan holds in another form or of another list; left out where the sums agree.

    Lists of single months and a list of the whole year would otherwise count each payment twice.

    Args:
        context: Its sheet loses the rows that are left out.
        parties: Of the rows.
        earlier: The import of which this list is a later version: its sums are set right.
        as_sums: Whether the rows are to be kept as sums by month.
    """
    held = _held(context, earlier, as_sums)
    rows: defaultdict[Month, list[int]] = defaultdict(list)
    sums: defaultdict[Month, int] = defaultdict(int)
    for position in context.sheet.kept if held else ():
        month, payer = month_of(context, parties, position), parties[position].get("payer_id")
        if any(payer in (None, other) or not other for other in held.get(month, ())):
            rows[month].append(position)
            sums[month] += context.sheet.value("amount_p", position) or 0
    if not rows:
        return
    alike = sum(sums[month] == sum(held[month].values()) for month in rows)
    text = (
        f"The plan holds payments to {len({name for name, _ in rows}):,} suppliers in months of this file already: "
        f"{format_pounds(sum(sums.values()))} in this file, of {len(rows):,} sums by supplier and month {alike:,} agree "
        "to the penny. Leave these rows out, or count them as well?"
    )
    default = _LEAVE_OUT if alike * 2 > len(rows) else _AS_WELL
    if context.asker.ask("months_held", text, (_LEAVE_OUT, _AS_WELL), default) == _LEAVE_OUT:
        reason = "The plan holds the payments of this supplier and month already."
        context.sheet.leave_out({p: reason for found in rows.values() for p in found})


def _held(context: Context, earlier: str, as_sums: bool) -> dict[Month, dict[str, int]]:
    """Return what the plan holds by supplier and month, each by payer ("" for none), in pence."""
    found: dict[Month, dict[str, int]] = {}
    for supplier, month, payer, amount_p in _amounts(context, earlier, as_sums):
        own = found.setdefault((supplier, month), {})
        own[payer] = own.get(payer, 0) + amount_p
    return found


def _amounts(context: Context, earlier: str, as_sums: bool) -> Iterator[tuple[str, str, str, int]]:
    for payment in context.plan.payments.values():
        is_own = as_sums and payment.month and earlier and payment.import_id == earlier
        if is_own or not (payment.month or as_sums):
            continue
        month = payment.month or (f"{payment.paid_on:%Y-%m}" if payment.paid_on else "")
        if month:
            yield payment.supplier_id or "", month, payment.payer_id or "", payment.amount_p or 0
