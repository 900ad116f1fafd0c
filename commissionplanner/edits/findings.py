"""Edits that answer a finding: accept it with a reason, make an action of it, respond to it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, added, changed
from commissionplanner.model.entities import TABLES, Action, Response, Threshold, Waiver
from commissionplanner.model.money import PPM
from commissionplanner.model.plan import Plan, display_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a finding is about: its rule and its record."""

    rule: str
    table: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptFinding:
    """Accept a finding with a reason, by somebody, until a review date.

    It returns when the facts accepted change or the review date has passed.

    Attributes:
        place: The finding.
        reason: Why it is accepted; needed.
        person_id: Who accepts it.
        on: The day it is accepted.
        review_on: The last day on which the acceptance holds.
        facts_digest: Digest of the facts accepted; "" accepts whatever they become.
        new_id: Id of the record to add, where none is there yet for this finding.
    """

    place: Place
    reason: str
    person_id: str | None
    on: date
    review_on: date
    facts_digest: str
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the acceptance; an earlier one of the same finding is renewed."""
        if not self.reason.strip():
            raise EditRefused("Say why the finding is accepted; readers of the plan will ask.")
        if self.review_on < self.on:
            raise EditRefused("The review date is before the day of acceptance.")
        _must_be(plan, "persons", self.person_id)
        label = f"Accept {self.place.rule} of {_about(plan, self.place)}"
        for waiver in plan.waivers.values():
            if _is_for(waiver, self.place):
                return ChangeSet(label, changed(waiver, self._on(waiver), "waivers"))
        blank = Waiver(
            id=self.new_id,
            rule=self.place.rule,
            record_table=self.place.table,
            record_id=self.place.key,
        )
        return ChangeSet(label, added("waivers", [self._on(blank)]))

    def _on(self, waiver: Waiver) -> Waiver:
        return waiver.with_found(
            reason=self.reason.strip(),
            accepted_by=self.person_id,
            accepted_on=self.on,
            review_on=self.review_on,
            facts_digest=self.facts_digest,
        )


@dataclass(frozen=True, slots=True)
class ReopenFinding:
    """Take back the acceptance of a finding."""

    place: Place

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the removal of what accepts it; none where nothing does."""
        gone = [w for w in plan.waivers.values() if _is_for(w, self.place)]
        return ChangeSet(
            f"Reopen {self.place.rule} of {_about(plan, self.place)}",
            tuple(Change("waivers", waiver.id, waiver, None) for waiver in gone),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeAction:
    """Make an action of a finding: who does what by when.

    Attributes:
        place: The finding.
        title: What will be done; needed.
        owner_id: The person who will do it; None where not yet known.
        organisation_id: Their organisation; None where not yet known.
        due_on: When it is to be done; None where not yet known.
        status: Code of the vocabulary `action_status`.
        new_id: Id of the record to add.
    """

    place: Place
    title: str
    owner_id: str | None
    organisation_id: str | None
    due_on: date | None
    status: str = "open"
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the new action."""
        if not self.title.strip():
            raise EditRefused("Say what will be done.")
        _must_be(plan, "persons", self.owner_id)
        _must_be(plan, "organisations", self.organisation_id)
        made = Action(
            id=self.new_id,
            title=self.title.strip(),
            rule=self.place.rule,
            record_table=self.place.table,
            record_id=self.place.key,
            owner_id=self.owner_id,
            organisation_id=self.organisation_id,
            due_on=self.due_on,
            status=self.status,
        )
        label = f"Make an action of {self.place.rule} of {_about(plan, self.place)}"
        return ChangeSet(label, added("actions", [made]))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetThreshold:
    """Set what a rule decides by in this plan, or go back to its usual value.

    Attributes:
        rule: The rule's id.
        name: The threshold's name within the rule.
        field: Field of the record that holds a value of its unit.
        value: The value; None for the usual one.
        new_id: Id of the record to add, where the plan sets none yet.
    """

    rule: str
    name: str
    field: Literal["rate_ppm", "amount_p", "number"]
    value: int | None
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the record set or taken out; none where nothing changes."""
        if self.value is not None and self.value < 0:
            raise EditRefused("A threshold cannot be below nil.")
        if self.field == "rate_ppm" and self.value is not None and self.value > PPM:
            raise EditRefused("A share cannot be more than 100%.")
        label = f"Set a threshold of {self.rule}"
        held = [r for r in plan.thresholds.values() if (r.rule, r.name) == (self.rule, self.name)]
        if self.value is None:
            return ChangeSet(label, tuple(Change("thresholds", r.id, r, None) for r in held))
        blank = held[0] if held else Threshold(id=self.new_id, rule=self.rule, name=self.name)
        after = blank.with_found(**{self.field: self.value})
        if not held:
            if self.new_id in plan.thresholds:
                raise EditRefused("Another threshold has that id already.")
            return ChangeSet(label, added("thresholds", [after]))
        return ChangeSet(label, changed(blank, after, "thresholds"))


@dataclass(frozen=True, slots=True)
class CloseAction:
    """Mark an action as done on a day."""

    action_id: str
    on: date

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the change of status; none where it is done already."""
        action = plan.actions.get(self.action_id)
        if action is None:
            raise EditRefused("That action is no longer in the plan.")
        if action.status == "done":
            return ChangeSet("Close an action")
        done = action.with_found(status="done", closed_on=self.on)
        return ChangeSet(f"Close “{display_name(action)}”", changed(action, done, "actions"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondToFinding:
    """Put what the organisation named says beside a finding; it is printed with it."""

    place: Place
    organisation_id: str
    text: str
    on: date
    new_id: str

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the response; an earlier one of the same organisation is exchanged."""
        if not self.text.strip():
            raise EditRefused("Write the response before it is kept.")
        _must_be(plan, "organisations", self.organisation_id)
        label = f"Respond to {self.place.rule} of {_about(plan, self.place)}"
        for held in plan.responses.values():
            same = (held.rule, held.record_id) == (self.place.rule, self.place.key)
            if same and held.organisation_id == self.organisation_id:
                after = held.with_found(text=self.text.strip(), made_on=self.on)
                return ChangeSet(label, changed(held, after, "responses"))
        made = Response(
            id=self.new_id,
            rule=self.place.rule,
            record_id=self.place.key,
            organisation_id=self.organisation_id,
            text=self.text.strip(),
            made_on=self.on,
        )
        return ChangeSet(label, added("responses", [made]))


def _is_for(waiver: Waiver, place: Place) -> bool:
    same = (waiver.rule, waiver.record_id) == (place.rule, place.key)
    return same and waiver.record_table in ("", place.table)


def _about(plan: Plan, place: Place) -> str:
    record = plan.record(place.table, place.key)
    if record is None:
        raise EditRefused(f"That {TABLES[place.table].singular} is no longer in the plan.")
    return f"“{display_name(record)}”"


def _must_be(plan: Plan, table: str, key: str | None) -> None:
    if key is not None and plan.record(table, key) is None:
        raise EditRefused(f"That {TABLES[table].singular} is no longer in the plan.")
