"""A plan as one scenario sees it after a few records changed, without making all of it anew."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from commissionplanner.budget.scenarios import View, overridden_places, view
from commissionplanner.model.changes import ChangeSet
from commissionplanner.model.entities import Contribution, Override, Record, ServiceCost
from commissionplanner.model.plan import Plan

FOLLOWED = ("service_costs", "contributions")
"""Tables whose records can be exchanged one by one."""

Pair = tuple[ServiceCost | None, ServiceCost | None]


Again = tuple[View, Sequence[Pair], bool]
"""What changes of a plan come to in a scenario: the plan as it sees it now; the costs it sees
otherwise, before and after, None for one that is not there; whether it sees money in otherwise."""


class Edit(NamedTuple):
    """What changes of a plan touch, looked up once for all scenarios.

    Attributes:
        changes: The changes.
        can_follow: Whether they touch nothing but records that can be exchanged one by one.
        overrides: Whether they touch what scenarios say otherwise.
        money_in: Whether they touch money in.
        costs: The costs they exchange, before and after.
    """

    changes: ChangeSet
    can_follow: bool
    overrides: bool
    money_in: bool
    costs: Sequence[Pair]


def edit_of(changes: ChangeSet) -> Edit:
    """Return what changes of a plan touch."""
    tables = changes.tables
    costs = [(c.before, c.after) for c in changes.changes if c.table == "service_costs"]
    return Edit(
        changes,
        tables.issubset(FOLLOWED),
        "overrides" in tables,
        "contributions" in tables,
        costs,  # type: ignore[arg-type] # rows of that table
    )


def seen_again(seen: View, plan: Plan, edit: Edit) -> Again | None:
    """Return what a scenario sees after changes; None where they cannot be followed.

    Args:
        seen: What it saw before them.
        plan: The plan after them, without the scenario's overrides.
        edit: What has changed between the two.
    """
    if seen.notes:
        return None  # what could not be read may be readable now
    if seen.overridden or edit.overrides:
        return _overridden(seen, plan, edit.changes)
    if not edit.can_follow:
        return None
    now = _with_plan(seen, plan, None if seen.of_base is None else plan, seen.overridden)
    return now, edit.costs, edit.money_in


def _with_plan(
    seen: View, plan: Plan, of_base: Plan | None, overridden: Mapping[str, frozenset[str]]
) -> View:
    return View(
        plan, seen.scenario_id, seen.chain, seen.additive, seen.rolls_all,
        seen.rolls_contributions, seen.notes, of_base, overridden,
    )  # fmt: skip


def _overridden(seen: View, plan: Plan, changes: ChangeSet) -> Again | None:
    """Return what is seen where some records are overridden, before or after."""
    touched = _touched(seen, changes)
    if touched is None:
        return None
    made = _only(plan, seen, touched)
    if made.notes:
        return None
    tables, costs = dict[str, dict[str, Record]](), list[Pair]()
    for name in {*seen.overridden, *touched}:
        rows = tables[name] = dict(seen.plan.table(name))
        for key in touched.get(name, ()):
            before, after = rows.pop(key, None), made.plan.record(name, key)
            if after is not None:
                rows[key] = after
            if name == "service_costs" and before is not after:
                costs.append((before, after))  # type: ignore[arg-type] # rows of that table
    places = seen.overridden
    if any(change.table == "overrides" for change in changes.changes):
        places = overridden_places(plan, seen.chain)
    now = replace(plan, **tables)  # type: ignore[arg-type] # rows of each table's kind
    of_base = None if seen.of_base is None else plan
    return _with_plan(seen, now, of_base, places), costs, "contributions" in touched


def _touched(seen: View, changes: ChangeSet) -> dict[str, set[str]] | None:
    """Return the records by table that a scenario may see otherwise; None: too many kinds."""
    touched: dict[str, set[str]] = {}
    for change in changes.changes:
        for row in (change.before, change.after):
            if isinstance(row, Override):
                if not row.scenario_id or row.scenario_id not in seen.chain:
                    continue
                place = (row.table_name, row.record_id)
            elif isinstance(row, ServiceCost | Contribution):
                place = (change.table, change.key)
            elif row is not None:
                return None
            else:
                continue
            if place[0] not in FOLLOWED:
                return None
            touched.setdefault(place[0], set()).add(place[1])
    return touched


def _only(plan: Plan, seen: View, touched: Mapping[str, set[str]]) -> View:
    """Return what a scenario sees of a plan that holds those records alone."""
    overrides = {
        key: row
        for key, row in plan.overrides.items()
        if row.record_id in touched.get(row.table_name, ()) and row.scenario_id in seen.chain
    }
    few = Plan(scenarios=plan.scenarios, overrides=overrides)
    for name, keys in touched.items():
        rows = plan.table(name)
        few = few.with_table(name, {key: rows[key] for key in keys if key in rows})
    return view(few, seen.scenario_id)
