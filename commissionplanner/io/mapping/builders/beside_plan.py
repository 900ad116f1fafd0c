"""Amounts that are ten, a hundred or a thousand times what the plan holds of the same, or such a part of it: asked about."""

from typing import Any, Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.model.entities import TABLES
from commissionplanner.model.money import Pence, format_pounds
from commissionplanner.model.series import is_slip, is_thousandfold
from commissionplanner.model.words import counted

KEEP, TAKE = "keep_earlier", "take_these"
_AMOUNTS: Final = {
    "contracts": ("total_value_p", "annual_value_p"),
    "allocations": ("amount_p",),
    "service_costs": ("amount_p",),
}
_FEWEST: Final = 3
_MOST: Final = 0.8
"""So many amounts at least, and so large a share of those that both have, are no change but another unit."""

Odd = tuple[Draft, str, Pence]
"""A draft, the field of its amount, and what the plan holds in it."""


def settle_beside_plan(context: Context, table: str) -> None:
    """Ask whether such amounts are taken; by default not where nearly all of a file's are so.

    What is not taken is left as the plan has it, and the totals of the file stay as they are.
    """
    found, compared = found_beside_plan(context, table)
    if not found:
        return
    context.has_known = True
    draft, name, before_p = found[0]
    text = (
        f"{counted(len(found), 'amount')} of this file, beside what the plan holds of the same "
        f"{TABLES[table].plural}, differ as if by a digit or by thousands, such as row {draft.row or 0:,}: "
        f"{format_pounds(draft.values[name])}, before {format_pounds(before_p)}. Keep what the plan holds, or take "
        "these? A column in thousands can be said to be so where its heading stands."
    )
    is_unit = len(found) >= max(_FEWEST, compared * _MOST)
    default = KEEP if is_unit else TAKE
    if context.asker.ask("beside_plan", text, (KEEP, TAKE), default) == TAKE:
        return
    for draft, name, _ in found:
        del draft.values[name]


def found_beside_plan(context: Context, table: str) -> tuple[list[Odd], int]:
    """Return the amounts that are so, and how many amounts the file and the plan both have."""
    found: list[Odd] = []
    compared = 0
    for draft in context.drafts.of(table):
        record: Any = context.plan.record(table, draft.id)
        for name in _AMOUNTS[table] if record is not None else ():
            now_p, before_p = draft.values.get(name), getattr(record, name)
            if now_p and before_p:
                compared += 1
                if is_slip(now_p, before_p) or is_thousandfold(now_p, before_p):
                    found.append((draft, name, before_p))
    return found, compared
