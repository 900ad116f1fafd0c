"""Contracts that two commissioners list: the same one in each one's register, or one of each."""

from typing import Final

from commissionplanner.io.mapping.builders.context import Context
from commissionplanner.io.mapping.builders.known_otherwise import (
    FURTHER,
    SAME,
    Sign,
    alone,
    of_record,
)
from commissionplanner.io.mapping.drafts import Draft
from commissionplanner.model.entities import Contract
from commissionplanner.model.plan import full_name
from commissionplanner.model.words import counted

_WHO: Final = ("title", "provider_id", "start_on")
_WHAT: Final = ("current_end_on", "total_value_p", "annual_value_p")
_FEWEST: Final = 2
"""So many of the last day and the values at least must be given and agree, with title, supplier and first day."""


def settle_joint(context: Context) -> None:
    """Ask whether contracts are those that another commissioner's register brought in; of each their own by default.

    They agree in title, supplier, term and value. Which commissioner the plan then names is asked as
    of any figure on which two files disagree; until it is answered nothing is lost.
    """
    pairs = found_joint(context)
    if not pairs:
        return
    context.has_known = True
    draft, other = pairs[0]
    other_body = context.plan.organisations.get(other.commissioner_id or "")
    count = counted(len(pairs), "contract of this file agrees", "contracts of this file agree")
    text = (
        f"{count} in title, supplier, term and value with one of “{full_name(other_body) if other_body else ''}”, such "
        f"as that of row {draft.row or 0:,}. Is it one contract that both list and that counts once, or one of each?"
    )
    decided = {
        known.record_id
        for known in context.plan.disagreements.values()
        if known.field == "commissioner_id"
    }
    is_decided = all(other.id in decided for _, other in pairs)
    note = (
        f"{count} with those that two commissioners list, as was said before." if is_decided else ""
    )
    default = SAME if is_decided else FURTHER
    if context.asker.told("joint_contracts", text, (FURTHER, SAME), default, note) == FURTHER:
        return
    context.drafts.take_for((draft, other.id) for draft, other in pairs)


def found_joint(context: Context) -> list[tuple[Draft, Contract]]:
    """Return the new contracts with those of other commissioners that agree with them, one with one."""
    drafts, contracts = context.drafts, context.plan.contracts
    if drafts.continues:
        return []
    others = {
        key: of_record(record)
        for key, record in contracts.items()
        if record.commissioner_id and ("contracts", key) not in drafts.held
    }
    held = alone(others, (*_WHO, *_WHAT), _are_enough)
    if not held:
        return []
    new = {draft.id: draft for draft in drafts.of("contracts") if draft.id not in contracts}
    own = {key: draft.values.get for key, draft in new.items()}
    coming = alone(own, (*_WHO, *_WHAT), _are_enough)
    pairs = [(new[key], contracts[held[sign]]) for sign, key in coming.items() if sign in held]
    return [pair for pair in pairs if _are_of_two(*pair)]


def _are_of_two(draft: Draft, other: Contract) -> bool:
    own = draft.values.get("commissioner_id")
    return bool(own) and own != other.commissioner_id and draft.values.get("kind") == other.kind


def _are_enough(sign: Sign) -> bool:
    what = sign[len(_WHO) :]
    return all(sign[: len(_WHO)]) and sum(value is not None for value in what) >= _FEWEST
