"""Edits that settle which of two files' values holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import ChangeSet, changed
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import Value, is_of_kind, spec_by_name
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import counted


@dataclass(frozen=True, slots=True)
class SettleDisagreements:
    """Choose the earlier or the other value of some disagreements, with the reason.

    Attributes:
        keys: Of the disagreements.
        chosen: "earlier" or "other".
        reason: Why; required.
        on: The day it was settled, None where that is not known.
        values: The chosen value of each, by its id, read from what it keeps.
        by_id: Of the person who settled it.
    """

    keys: tuple[str, ...]
    chosen: str
    reason: str
    on: date | None = None
    values: Mapping[str, Value] = field(default_factory=dict)
    by_id: str | None = None

    def changes(self, plan: Plan) -> ChangeSet:
        """Return each record's field and what was decided; refused whole where one cannot be."""
        why = " ".join(self.reason.split())
        if not why:
            raise EditRefused("Say why this value is chosen; readers of the plan will ask.")
        joined = ChangeSet(f"Settle {counted(len(set(self.keys)), 'disagreement')}")
        now: dict[tuple[str, str], dict[str, Value]] = {}
        for key in dict.fromkeys(self.keys):
            row = plan.disagreements.get(key)
            if row is None:
                raise EditRefused("That disagreement is no longer in the plan.")
            after = replace(
                row, chosen=self.chosen, reason=why, settled_on=self.on, settled_by=self.by_id
            )
            joined = joined.merged_with(ChangeSet("", changed(row, after, "disagreements")))
            if key in self.values:
                place = (row.record_table, row.record_id)
                now.setdefault(place, {})[row.field] = self.values[key]
        for (table, record_id), values in now.items():
            joined = joined.merged_with(_set(plan, table, record_id, values))
        return joined


def _set(plan: Plan, table: str, record_id: str, values: Mapping[str, Value]) -> ChangeSet:
    record = plan.record(table, record_id) if table in TABLES else None
    if record is None:
        raise EditRefused("What this disagreement is about is no longer in the plan.")
    known = spec_by_name(TABLES[table].entity)
    for name, value in values.items():
        if name not in known or not is_of_kind(known[name], value):
            raise EditRefused(f"“{value}” does not fit “{name}”.")
    return ChangeSet("", changed(record, record.with_found(**values), table))
