"""Rows that an earlier version of their list gave otherwise: corrected or handed on, and no further ones."""

from typing import Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.known_otherwise import Read, alone, is_same, of_record
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.model.entities import TABLES, Record
from commissionplanner.model.money import format_pounds

CORRECTIONS, FURTHER = "corrections", "further_ones"
_SIGNS: Final = {
    "payments": (
        ("reference", "supplier_id"),
        ("reference", "amount_p"),
        ("supplier_id", "paid_on"),
    ),
    "contracts": (
        ("title", "start_on"),
        ("provider_id", "start_on", "total_value_p"),
        ("provider_id", "start_on", "annual_value_p"),
    ),
}
"""What a row and the one that it stands for have in common, the surest first."""
_APART: Final = ("reference", "ref", "payer_id", "commissioner_id", "kind")
_AMOUNTS: Final = ("amount_p", "total_value_p", "annual_value_p")


def settle_corrected(context: Context, table: str) -> None:
    """Ask whether new rows stand for those that are gone from an earlier version of their list.

    Counted as further ones they would be counted twice: the wrong amount and the right one, the
    contract with its supplier of before and with that of now.
    """
    pairs = found_corrected(context, table)
    if not pairs:
        return
    context.has_known = True
    spec = TABLES[table]
    draft, before = pairs[0]
    now = next((n for n in _AMOUNTS if draft.values.get(n) is not None), "")
    amounts = [a for a in (getattr(before, now, None), draft.values.get(now)) if a is not None]
    shown = (
        f" ({' before, now '.join(dict.fromkeys(map(format_pounds, amounts)))})" if amounts else ""
    )
    if len(pairs) == 1:
        text = (
            f"{spec.counted(1)} of this file, row {draft.row or 0:,}{shown}, seems to stand for one that an earlier "
            f"version gave otherwise. Is it a correction of that, or a further {spec.singular}?"
        )
    else:
        text = (
            f"{spec.counted(len(pairs))} of this file, such as row {draft.row or 0:,}{shown}, seem to stand for those "
            f"that an earlier version gave otherwise. Are they corrections of those, or further {spec.plural}?"
        )
    if context.asker.ask("corrected", text, (CORRECTIONS, FURTHER), CORRECTIONS) == FURTHER:
        return
    context.drafts.take_for((draft, before.id) for draft, before in pairs)


def found_corrected(context: Context, table: str) -> list[tuple[Draft, Record]]:
    """Return the new rows with the records that they stand for: the only two of a sign, and of the same bodies."""
    drafts, held = context.drafts, context.plan.table(table)
    earlier = set() if drafts.continues else drafts.come_again(table)
    lost = {
        key: of_record(record)
        for key, record in held.items()
        if record.import_id in earlier
        and not getattr(record, "month", "")
        and (table, key) not in drafts.held
    }
    if not lost:
        return []
    new = {draft.id: draft for draft in drafts.of(table) if draft.id not in held}
    coming = {key: draft.values.get for key, draft in new.items()}
    found: list[tuple[Draft, Record]] = []
    for sign in _SIGNS[table]:
        before, now = alone(lost, sign), alone(coming, sign)
        for words, key in now.items():
            was = before.get(words, "")
            if was and _fits(coming[key], lost[was]):
                found.append((new[key], held[was]))
                del coming[key], lost[was]
    return sorted(found, key=lambda pair: pair[0].row or 0)


def _fits(now: Read, before: Read) -> bool:
    """Whether neither body nor reference tells a row from the record that it may stand for."""
    known = [(name, now(name), before(name)) for name in _APART]
    return all(is_same(name, one, other) for name, one, other in known if one and other)
