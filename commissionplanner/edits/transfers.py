"""Edits that decide whether a payment and an income are one transfer."""

from dataclasses import dataclass, replace

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import TransferMatch
from commissionplanner.model.plan import Plan

_LABELS = {
    "one_transfer": "Confirm a transfer",
    "different": "Keep a payment and an income apart",
}


@dataclass(frozen=True, slots=True)
class DecideTransfer:
    """Record that a payment and an income are one transfer, or different money.

    Attributes:
        match: What is decided, with its state; its id is the decision's.
        reason: Why; "" says nothing more than the match itself.
    """

    match: TransferMatch
    reason: str = ""

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one decision; refused where either side is no longer in the plan."""
        match = replace(self.match, reason=" ".join(self.reason.split()))
        if match.state not in _LABELS:
            raise EditRefused("Say whether it is one transfer or different money.")
        if match.received_id not in plan.allocations:
            raise EditRefused("The income is no longer in the plan.")
        rows = _rows(plan, match.paid_table)
        if not match.paid_ids or not all(key in rows for key in match.paid_ids):
            raise EditRefused("The payment is no longer in the plan.")
        held = plan.transfers.get(match.id)
        if held == match:
            return ChangeSet("")
        return ChangeSet(_LABELS[match.state], (Change("transfers", match.id, held, match),))


def _rows(plan: Plan, table: str) -> frozenset[str]:
    if table not in ("payments", "contributions", "service_costs", "allocations"):
        return frozenset()
    return frozenset(plan.table(table))
