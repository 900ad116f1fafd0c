"""Payments that an earlier version of a list gave otherwise: corrected, and no further ones."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.known_otherwise import Read, Sign, is_same, of_record
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.model.entities import Payment
from commissionplanner.model.money import format_pounds

CORRECTIONS, FURTHER = "corrections", "further_ones"
_SIGNS: Final = (
    ("reference", "supplier_id"),
    ("reference", "amount_p"),
    ("supplier_id", "paid_on"),
)
"""What a payment and its correction have in common, the surest first."""
_APART: Final = ("reference", "payer_id")


def settle_corrected(context: Context) -> None:
    """Ask whether new payments stand for those that are gone from an earlier version of their list.

    Counted as further ones they would be counted twice: the wrong amount and the right one.
    """
    pairs = _pairs(context)
    if not pairs:
        return
    draft, before = pairs[0]
    amounts = [
        format_pounds(a) for a in (before.amount_p, draft.values.get("amount_p")) if a is not None
    ]
    count = (
        f"{len(pairs):,} payments of this file seem"
        if len(pairs) > 1
        else "A payment of this file seems"
    )
    text = (
        f"{count} to correct what an earlier version of it gave, such as row {draft.row or 0:,} "
        f"({', now '.join(dict.fromkeys(amounts))}). Corrections, or further payments?"
    )
    if context.asker.ask("corrected", text, (CORRECTIONS, FURTHER), CORRECTIONS) == FURTHER:
        return
    for draft, before in pairs:
        draft.id = before.id
    drafts = context.drafts
    drafts.held = {(draft.table, draft.id): draft for draft in drafts.held.values()}


def _pairs(context: Context) -> list[tuple[Draft, Payment]]:
    """Return the new payments with those that they stand for: the only two of a sign, and of the same bodies."""
    drafts, plan = context.drafts, context.plan
    earlier = set() if drafts.continues else drafts.come_again("payments")
    lost = {
        key: of_record(payment)
        for key, payment in plan.payments.items()
        if payment.import_id in earlier
        and not payment.month
        and ("payments", key) not in drafts.held
    }
    if not lost:
        return []
    new = {draft.id: draft for draft in drafts.of("payments") if draft.id not in plan.payments}
    coming = {key: draft.values.get for key, draft in new.items()}
    found: list[tuple[Draft, Payment]] = []
    for sign in _SIGNS:
        before, now = _alone(lost, sign), _alone(coming, sign)
        for words, key in now.items():
            was = before.get(words, "")
            if was and _fits(coming[key], lost[was]):
                found.append((new[key], plan.payments[was]))
                del coming[key], lost[was]
    return sorted(found, key=lambda pair: pair[0].row or 0)


def _alone(records: Mapping[str, Read], sign: tuple[str, ...]) -> dict[Sign, str]:
    """Return the ids of the records that no other has the sign of, by it."""
    found: defaultdict[Sign, list[str]] = defaultdict(list)
    for key, read in records.items():
        words = tuple(read(name) for name in sign)
        if all(word not in (None, "") for word in words):
            found[words].append(key)
    return {words: keys[0] for words, keys in found.items() if len(keys) == 1}


def _fits(now: Read, before: Read) -> bool:
    """Whether neither the payer nor the reference tells a payment from the one it may correct."""
    known = [(name, now(name), before(name)) for name in _APART]
    return all(is_same(name, one, other) for name, one, other in known if one and other)
