"""What one file says was paid and another says was received: proposed, and decided here."""

from typing import cast

from commissionplanner.app.usecases import transfers
from commissionplanner.app.usecases.transfers import Proposal
from commissionplanner.edits.records import DeleteRecords
from commissionplanner.model.entities import Record, TransferMatch
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import full_name
from commissionplanner.model.words import NOT_KNOWN
from commissionplanner.ui.models.columns import Shown
from commissionplanner.ui.models.plan_table import PlanTable
from commissionplanner.ui.sources.listing import Listing, column, with_table
from commissionplanner.ui.workspace import Workspace

_SAID = (
    "One partner’s file records these as paid, another’s as received. Where they are one transfer, the "
    "money counts once, at the body that had it first. Nothing is taken as one until you say so."
)
_NOTHING = (
    "No payment in one file matches income in another. Name who pays a stream and who holds it, and "
    "matches are found."
)
_STATES = {None: "To decide", "one_transfer": "One transfer", "different": "Different money"}


def _of(record: Record) -> TransferMatch:
    return cast("TransferMatch", record)


def _body(shown: Shown, key: str | None) -> str:
    return full_name(shown.plan.organisations.get(key or ""))


def _pounds(amount_p: int | None) -> str:
    return NOT_KNOWN if amount_p is None else format_pounds(amount_p)


def _gap(record: Record) -> str:
    row = _of(record)
    if row.paid_p is None or row.received_p is None:
        return NOT_KNOWN
    return format_pounds(row.received_p - row.paid_p)


def _open(_shown: Shown, record: Record) -> str:
    return "" if _of(record).state else "warning"


_COLUMNS = (
    column("payer", "Paid by", 150, lambda s, r: _body(s, _of(r).payer_id), weight=500),
    column("receiver", "Received by", 150, lambda s, r: _body(s, _of(r).receiver_id)),
    column("year", "Year", 78, lambda _s, r: str(_of(r).year or "")),
    column("paid", "Paid", 110, lambda _s, r: _pounds(_of(r).paid_p), is_number=True),
    column("received", "Received", 110, lambda _s, r: _pounds(_of(r).received_p), is_number=True),
    column("gap", "Difference", 90, lambda _s, r: _gap(r), is_number=True),
    column("state", "Decision", 104, lambda _s, r: _STATES.get(_of(r).state, ""), tone=_open),
    column("why", "Why they match", 254, lambda _s, r: _of(r).why),
    column("reason", "Reason", 140, lambda _s, r: _of(r).reason),
)


class Transfers(Listing):
    """Proposals first, then what was decided."""

    def __init__(self, workspace: Workspace) -> None:
        model = PlanTable("transfers", _COLUMNS, workspace.shown(), lambda *_: False)
        super().__init__(workspace, model, "Transfers", _SAID, _NOTHING)
        self._open: dict[str, Proposal] = {}
        self.undecide = self.add_button("Decide again", self._decide_again)
        self.different = self.add_button("Different money…", lambda: self._decide("different"))
        self.one = self.add_button("One transfer…", lambda: self._decide("one_transfer"), "primary")

    def refresh(self) -> None:
        """Show what is proposed and what was decided, as the plan is now."""
        plan = self.workspace.plan
        edits = [
            (p, transfers.decide(plan, p, "different").match) for p in transfers.proposals(plan)
        ]
        self._open = {match.id: proposal for proposal, match in edits}
        rows = {match.id: _undecided(match) for _, match in edits} | dict(plan.transfers)
        shown = with_table(self.workspace.shown(), "transfers", rows)
        keys = [*self._open, *(key for key in sorted(plan.transfers) if key not in self._open)]
        self.show_rows(shown, keys)

    def said_of(self, record: Record) -> str:
        """Return why the two sides match, in full."""
        return _of(record).why

    def show_chosen(self) -> None:
        """Offer what fits the row: a proposal is decided, a decision is taken back."""
        super().show_chosen()
        key = self.view.current_key
        if not key:
            return
        if key in self._open:
            self.undecide.disable("This is not decided yet.")
        else:
            for button in (self.one, self.different):
                button.disable("This is decided. Press Decide again first.")

    def _decide(self, state: str) -> None:
        proposal, plan = self._open.get(self.view.current_key), self.workspace.plan
        if proposal is None:
            return
        one = state == "one_transfer"
        self.ask_who(
            "One transfer" if one else "Different money",
            f"{proposal.why} {'It will count once.' if one else 'Both will count.'}",
            "It is one transfer" if one else "They are different",
            lambda reason, by: transfers.decide(plan, proposal, state, reason, by),
        )

    def _decide_again(self) -> None:
        key = self.view.current_key
        if key in self.workspace.plan.transfers:
            self.workspace.do(DeleteRecords("transfers", (key,)))


def _undecided(match: TransferMatch) -> TransferMatch:
    from dataclasses import replace

    return replace(match, state=None, decided_on=None)
