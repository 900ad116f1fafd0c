"""Decide whether what one file says was paid and another says was received is one transfer."""

from commissionplanner.analysis.transfers import Proposal, proposals
from commissionplanner.edits.transfers import DecideTransfer
from commissionplanner.model.entities import TransferMatch
from commissionplanner.model.ids import derived_id
from commissionplanner.model.plan import Plan

__all__ = ["Proposal", "decide", "proposals"]


def decide(
    plan: Plan, proposal: Proposal, state: str, reason: str = "", by_id: str | None = None
) -> DecideTransfer:
    """Return the edit that records a decision, as at the plan's own day.

    Args:
        plan: As it is.
        proposal: What is decided.
        state: "one_transfer", or "different" for money that only looks the same.
        reason: Why.
        by_id: Of the person who decided it; None where that is not recorded.
    """
    ids = proposal.paid.ids
    match = TransferMatch(
        id=derived_id(plan.id, "transfers", proposal.received.id, *ids),
        payer_id=proposal.payer_id,
        receiver_id=proposal.receiver_id,
        year=proposal.year,
        paid_table=proposal.paid.table,
        paid_ids=ids,
        paid_p=proposal.paid.amount_p,
        received_id=proposal.received.id,
        received_p=proposal.received.amount_p,
        state=state,
        why=proposal.why,
        decided_by=by_id,
        decided_on=plan.header.as_at_on,
    )
    return DecideTransfer(match, reason)
