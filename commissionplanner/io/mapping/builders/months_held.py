"""Payments that the plan holds one by one, or of another list, and a file would add as sums by month; or the other way round."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final

from commissionplanner.io.mapping.answers.profiles import stem_of
from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.model.money import format_pounds

Parties = Mapping[int, Mapping[str, Any]]
"""Who pays and who is paid in each row, by position."""
Month = tuple[str, str]
"""A supplier and a month: "2025-04"."""
_AGREEING, _ALL, _NONE = "those_that_agree", "all_of_them", "none_of_them"
_MOST: Final = 0.5
_SELDOM: Final = 10


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
    """Ask about rows whose supplier and month the plan holds in another form or of another list; left out where they agree.

    Lists of single months and a list of the whole year would otherwise count each payment twice.

    Args:
        context: Its sheet loses the rows that are left out.
        parties: Of the rows.
        earlier: The import of which this list is a later version: its sums are set right.
        as_sums: Whether the rows are to be kept as sums by month.
    """
    singles = _Singles(context) if as_sums else None
    held = _sums_held(context, earlier if as_sums else "")
    if not held and not singles:
        return
    agreeing: list[int] = []
    groups: defaultdict[Month, list[int]] = defaultdict(list)
    for position in context.sheet.kept:
        month, payer = month_of(context, parties, position), parties[position].get("payer_id")
        if singles and singles.has(context, position, month[0], payer):
            agreeing.append(position)
        elif any(payer in (None, other) or not other for other in held.get(month, ())):
            groups[month].append(position)
    others: list[int] = []
    are_parts = True
    for month, rows in groups.items():
        own_p, held_p = _sum_p(context, rows), sum(held[month].values())
        (agreeing if own_p == held_p else others).extend(rows)
        are_parts = are_parts and abs(own_p) <= abs(held_p)
    _ask(context, sorted(agreeing), sorted(others), are_parts=are_parts)


def _ask(context: Context, agreeing: list[int], others: list[int], *, are_parts: bool) -> None:
    """Ask which rows are left out: those that agree, and with nearly all of these the few that are parts of a sum."""
    if not agreeing and not others:
        return
    text = (
        f"The plan holds payments of the same suppliers and months as {len(agreeing) + len(others):,} rows of this "
        f"file: {len(agreeing):,} ({format_pounds(_sum_p(context, agreeing))}) agree with it to the penny, "
        f"{len(others):,} ({format_pounds(_sum_p(context, others))}) do not. Which of them are left out, so as not to "
        "count twice?"
    )
    choices = {_AGREEING: agreeing, _ALL: sorted((*agreeing, *others)), _NONE: []}
    default = _AGREEING if agreeing else _NONE
    if others and are_parts and len(others) * _SELDOM <= len(agreeing):
        default = _ALL
    left = choices[context.asker.ask("months_held", text, tuple(choices), default)]
    reason = "The plan holds the payments of this supplier and month already."
    context.sheet.leave_out(dict.fromkeys(left, reason))


def _sum_p(context: Context, rows: Iterable[int]) -> int:
    return sum(context.sheet.value("amount_p", position) or 0 for position in rows)


def _sums_held(context: Context, earlier: str) -> dict[Month, dict[str, int]]:
    """Return the sums that the plan holds by supplier and month, by payer ("" for none), but for an earlier version's."""
    found: dict[Month, dict[str, int]] = {}
    for payment in context.plan.payments.values():
        if payment.month and not (earlier and payment.import_id == earlier):
            own = found.setdefault((payment.supplier_id or "", payment.month), {})
            payer = payment.payer_id or ""
            own[payer] = own.get(payer, 0) + (payment.amount_p or 0)
    return found


class _Singles:
    """The payments that the plan holds one by one, each of which one row may be."""

    def __init__(self, context: Context) -> None:
        self._payers: defaultdict[tuple[str, Any, Any], list[str]] = defaultdict(list)
        for payment in context.plan.payments.values():
            if not payment.month:
                sign = payment.supplier_id or "", payment.paid_on, payment.amount_p
                self._payers[sign].append(payment.payer_id or "")

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._payers)

    def has(self, context: Context, position: int, supplier: str, payer: str | None) -> bool:
        """Whether a row is one of those left, which then is left no more."""
        sheet = context.sheet
        sign = supplier, sheet.value("paid_on", position), sheet.value("amount_p", position)
        left = self._payers.get(sign, [])
        fitting = next((held for held in left if not payer or not held or held == payer), None)
        if fitting is None:
            return False
        left.remove(fitting)
        return True
