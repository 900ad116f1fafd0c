"""Edits of a partner round: answers taken, and a body left out of it."""

from dataclasses import dataclass, replace

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet
from commissionplanner.model.entities import PartnerReturn, PartnerRound
from commissionplanner.model.plan import Plan, full_name


@dataclass(frozen=True, slots=True)
class AnswerRound:
    """Put a body's answers to a round in the place of those it gave before."""

    round_id: str
    organisation_id: str
    answers: tuple[PartnerReturn, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; refused where the round does not ask this body."""
        asked = _round(plan, self.round_id)
        name = full_name(plan.organisations.get(self.organisation_id)) or self.organisation_id
        if self.organisation_id not in asked.asked_ids:
            raise EditRefused(f"“{asked.title}” does not ask {name}. Add it to those asked first.")
        if not self.answers:
            raise EditRefused("No question is answered. Answer one at least.")
        before = {
            key: row
            for key, row in plan.partner_returns.items()
            if row.round_id == self.round_id and row.organisation_id == self.organisation_id
        }
        after = {row.id: row for row in self.answers}
        changes = tuple(
            Change("partner_returns", key, before.get(key), after.get(key))
            for key in sorted(before.keys() | after.keys())
            if before.get(key) != after.get(key)
        )
        return ChangeSet(f"Answers of {name} to “{asked.title}”", changes)


@dataclass(frozen=True, slots=True)
class LeaveOutOfRound:
    """Wait for a body no longer; what it has answered already is not shown."""

    round_id: str
    organisation_id: str
    why: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the change; none where the body is left out already; refused without a reason."""
        asked = _round(plan, self.round_id)
        name = full_name(plan.organisations.get(self.organisation_id)) or self.organisation_id
        if self.organisation_id not in asked.asked_ids:
            raise EditRefused(f"“{asked.title}” does not ask {name}.")
        if not self.why.strip():
            raise EditRefused("Say why it is left out; readers of the round will ask.")
        if self.organisation_id in asked.left_out_ids:
            return ChangeSet("")
        after = replace(
            asked,
            left_out_ids=(*asked.left_out_ids, self.organisation_id),
            left_out_why=(*asked.left_out_why, f"{name}: {' '.join(self.why.split())}"),
        )
        change = Change("partner_rounds", asked.id, asked, after)
        return ChangeSet(f"Leave {name} out of “{asked.title}”", (change,))


def _round(plan: Plan, round_id: str) -> PartnerRound:
    asked = plan.partner_rounds.get(round_id)
    if asked is None:
        raise EditRefused("This partner round is no longer in the plan.")
    return asked
