"""Edits of whose things are: who commissions or provides a service, who holds a stream."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import TABLES, Record, Service
from commissionplanner.model.joins import top
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import counted

Role = Literal["commissioner", "provider", "holder"]

ROLES: dict[Role, str] = {
    "commissioner": "lead commissioner", "provider": "provider", "holder": "holder",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeHome:
    """Let another organisation lead, provide or hold things.

    Attributes:
        table: "services", or "funding_streams" for the role of holder.
        keys: Ids of the things.
        role: What the organisation becomes.
        to: Its id; a directorate leads as part of its whole body.
        instead_of: A provider whose place it takes, its directorates with it; "" takes that of
            all providers. One that provides nothing here leaves the others as they are.
    """

    table: str
    keys: tuple[str, ...]
    role: Role
    to: str
    instead_of: str = ""

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; none where it is so already."""
        if self.to not in plan.organisations:
            raise EditRefused("That organisation is no longer in the plan.")
        if (self.role == "holder") != (self.table == "funding_streams"):
            raise EditRefused(f"A {TABLES[self.table].singular} has no {ROLES[self.role]}.")
        made = tuple(self._made(plan))
        body = display_name(plan.organisations[self.to])
        names = [display_name(plan.record(self.table, key)) for key in self.keys]
        one, many = TABLES[self.table].singular, TABLES[self.table].plural
        what = f"“{names[0]}”" if len(names) == 1 else counted(len(names), one, many)
        return ChangeSet(f"Change {ROLES[self.role]} of {what} to “{body}”", made)

    def _made(self, plan: Plan) -> Iterator[Change]:
        for key in self.keys:
            before = plan.record(self.table, key)
            if before is None:
                raise EditRefused(f"That {TABLES[self.table].singular} is no longer in the plan.")
            yield from changed(before, self._after(plan, before), self.table)

    def _after(self, plan: Plan, before: Record) -> Record:
        if not isinstance(before, Service):
            return before.with_found(holder_id=self.to)
        if self.role == "provider":
            return before.with_found(provider_ids=self._providers(plan, before))
        whole = top(plan, self.to)
        part = self.to if self.to != whole else before.directorate_id
        if part and top(plan, part) != whole:
            part = None
        after = before.with_found(lead_commissioner_id=whole, directorate_id=part)
        others = tuple(key for key in before.other_commissioner_ids if key != whole)
        return replace(after, other_commissioner_ids=others)

    def _providers(self, plan: Plan, service: Service) -> tuple[str, ...]:
        held = service.provider_ids
        leaving = [key for key in held if not self.instead_of or top(plan, key) == self.instead_of]
        if self.to in held and self.to not in leaving:
            return tuple(key for key in held if key not in leaving)
        if not leaving:
            return (*held, self.to)
        found = [self.to if key == leaving[0] else key for key in held if key not in leaving[1:]]
        return tuple(dict.fromkeys(found))
