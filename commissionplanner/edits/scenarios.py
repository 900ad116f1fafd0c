"""Edits of scenarios and of what they assume."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from commissionplanner.edits.base import EditRefused
from commissionplanner.model.changes import Change, ChangeSet, changed
from commissionplanner.model.entities import Assumption, Override, Scenario
from commissionplanner.model.fields import is_known, is_of_kind, spec_by_name
from commissionplanner.model.money import PPM, format_ppm
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

_FIGURES = frozenset({"rate_ppm", "amount_p", "number_milli"})
_FACTORS = frozenset({"uplift", "growth", "efficiency"})


@dataclass(frozen=True, slots=True)
class AddScenario:
    """Add a scenario, on its own or as a copy of what another assumes.

    Attributes:
        copied_from: A scenario whose assumptions and overrides the new one starts with.
        new_ids: Ids for the copies, enough of them; see `copies_of`.
    """

    scenario: Scenario
    copied_from: str | None = None
    new_ids: tuple[str, ...] = ()

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the additions; refused without a name or with one that is taken."""
        name = self.scenario.name.strip()
        if not name:
            raise EditRefused("A scenario needs a name.")
        if self.copied_from and len(self.new_ids) < copies_of(plan, self.copied_from):
            raise EditRefused("That scenario has changed meanwhile. Copy it again.")
        if name.casefold() in {row.name.casefold() for row in plan.scenarios.values()}:
            raise EditRefused(f"There is a scenario called “{name}” already.")
        changes = [Change("scenarios", self.scenario.id, None, self.scenario)]
        changes.extend(self._copies(plan))
        return ChangeSet(f"Add scenario “{name}”", tuple(changes))

    def _copies(self, plan: Plan) -> Iterator[Change]:
        if not self.copied_from:
            return
        ids = iter(self.new_ids)
        for assumption in _of(plan.assumptions, self.copied_from):
            row = replace(assumption, id=next(ids), scenario_id=self.scenario.id)
            yield Change("assumptions", row.id, None, row)
        for override in _of(plan.overrides, self.copied_from):
            copy = replace(override, id=next(ids), scenario_id=self.scenario.id)
            yield Change("overrides", copy.id, None, copy)


@dataclass(frozen=True, slots=True)
class AddDraft:
    """Add a scenario that was drafted, with what it sees otherwise."""

    scenario: Scenario
    overrides: tuple[Override, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the additions; refused as `AddScenario`, or where a record is no longer there."""
        added = AddScenario(self.scenario).changes(plan)
        if any(row.record_id not in plan.table(row.table_name) for row in self.overrides):
            raise EditRefused("The plan has changed meanwhile. Draft the scenario again.")
        rows = (Change("overrides", row.id, None, row) for row in self.overrides)
        return ChangeSet(added.label, (*added.changes, *rows))


Row = TypeVar("Row", Assumption, Override)


def _of(rows: Mapping[str, Row], scenario_id: str) -> list[Row]:
    return [rows[key] for key in sorted(rows) if rows[key].scenario_id == scenario_id]


def copies_of(plan: Plan, scenario_id: str) -> int:
    """Return how many ids a copy of a scenario needs besides its own."""
    return len(_of(plan.assumptions, scenario_id)) + len(_of(plan.overrides, scenario_id))


@dataclass(frozen=True, slots=True)
class SetAssumption:
    """Set a rate assumed by a scenario or the base, for a scope; makes the record where needed.

    Attributes:
        assumption: What is assumed: scenario, key, year, scope, figure, source. Its id is used
            only where the plan has no assumption of the same scenario, key, year and scope.
    """

    assumption: Assumption

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the one change; refused where the scenario is locked or a rate cannot be."""
        given = self.assumption
        if not given.key:
            raise EditRefused("Say what is assumed: uplift, growth, efficiency or another.")
        _check_rate(given)
        _check_scenario(plan, given.scenario_id)
        label = f"Set {vocabulary('assumption_key').label_of(given.key).lower()}"
        if given.rate_ppm is not None:
            label += f" to {format_ppm(given.rate_ppm, 2)}"
        before = next(
            (row for row in plan.assumptions.values() if _place(row) == _place(given)), None
        )
        if before is None:
            return ChangeSet(label, (Change("assumptions", given.id, None, given),))
        said = {
            name: getattr(given, name)
            for name in spec_by_name(Assumption)
            if name in _FIGURES or is_known(getattr(given, name))
        }
        return ChangeSet(label, changed(before, before.with_found(**said), "assumptions"))


@dataclass(frozen=True, slots=True)
class ChangeScenario:
    """Change how a scenario works: its name, method, what it rolls forward, whether locked."""

    scenario_id: str
    values: tuple[tuple[str, str | bool | None], ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the change; a locked scenario can only be unlocked."""
        scenario = plan.scenarios.get(self.scenario_id)
        if scenario is None:
            raise EditRefused("That scenario is no longer in the plan.")
        values = dict(self.values)
        if scenario.is_locked and set(values) != {"is_locked"}:
            raise EditRefused(f"“{display_name(scenario)}” is locked. Unlock it first.")
        known = spec_by_name(Scenario)
        for name, value in values.items():
            if name not in known or not is_of_kind(known[name], value):
                raise EditRefused(f"“{value}” does not fit “{name}”.")
        if _is_loop(plan, self.scenario_id, values.get("parent_id")):
            raise EditRefused("A scenario cannot be built on itself.")
        after = scenario.with_found(**values)
        return ChangeSet(
            f"Change scenario “{display_name(scenario)}”", changed(scenario, after, "scenarios")
        )


def _is_loop(plan: Plan, scenario_id: str, parent: object) -> bool:
    seen: set[str] = set()
    while isinstance(parent, str) and parent not in seen:
        if parent == scenario_id:
            return True
        seen.add(parent)
        row = plan.scenarios.get(parent)
        parent = row.parent_id if row else None
    return False


Place = tuple[str | FinancialYear | None, ...]


def _place(row: Assumption) -> Place:
    return (
        row.scenario_id, row.key, row.year,
        row.pool_id, row.service_id, row.stream_id, row.partner_id,
    )  # fmt: skip


def _check_rate(given: Assumption) -> None:
    rate = given.rate_ppm
    if given.key in _FACTORS and rate is not None and abs(rate) > PPM:
        raise EditRefused(f"{format_ppm(rate, 1)} a year is more than 100%. Check the rate.")


def _check_scenario(plan: Plan, scenario_id: str | None) -> None:
    if scenario_id is None:
        return
    scenario = plan.scenarios.get(scenario_id)
    if scenario is None:
        raise EditRefused("That scenario is no longer in the plan.")
    if scenario.is_locked:
        raise EditRefused(f"“{display_name(scenario)}” is locked. Unlock it first.")


def _chain(plan: Plan, scenario_id: str) -> tuple[str, ...]:
    """Return a scenario and what it is built on, nearest first; a loop ends where it closes."""
    found: list[str] = []
    key: str | None = scenario_id
    while key and key not in found and key in plan.scenarios:
        found.append(key)
        key = plan.scenarios[key].parent_id
    return tuple(found)


def ids_to_apply(plan: Plan, scenario_id: str) -> int:
    """Return how many ids `ApplyScenario` may need."""
    return sum(len(_of(plan.assumptions, key)) for key in _chain(plan, scenario_id))


@dataclass(frozen=True, slots=True)
class ApplyScenario:
    """Take a what-if into the plan: what it, and what it is built on, tells otherwise and assumes.

    The scenario stays. What it rolls forward otherwise is not taken over here.

    Attributes:
        seen: The plan as the scenario sees it (`budget.scenarios.view`).
        new_ids: Ids for the plan's own assumptions, enough of them; see `ids_to_apply`.
    """

    scenario_id: str
    seen: Plan
    new_ids: tuple[str, ...]

    def changes(self, plan: Plan) -> ChangeSet:
        """Return the changes; refused where the scenario says nothing other than the plan."""
        scenario = plan.scenarios.get(self.scenario_id)
        if scenario is None:
            raise EditRefused("That scenario is no longer in the plan.")
        if len(self.new_ids) < ids_to_apply(plan, self.scenario_id):
            raise EditRefused("That scenario has changed meanwhile. Apply it again.")
        chain = _chain(plan, self.scenario_id)
        changes = [*self._told(plan, chain), *self._assumed(plan, chain)]
        if not changes:
            raise EditRefused(f"“{display_name(scenario)}” says nothing other than the plan.")
        return ChangeSet(f"Apply scenario “{display_name(scenario)}”", tuple(changes))

    def _told(self, plan: Plan, chain: tuple[str, ...]) -> Iterator[Change]:
        rows = (row for key in chain for row in _of(plan.overrides, key))
        for table, key in sorted({(row.table_name, row.record_id) for row in rows}):
            before, after = plan.table(table).get(key), self.seen.table(table).get(key)
            if before is not None and after is not None and before != after:
                yield Change(table, key, before, after)

    def _assumed(self, plan: Plan, chain: tuple[str, ...]) -> Iterator[Change]:
        own = {_place(row): row for row in plan.assumptions.values() if row.scenario_id is None}
        ids, done = iter(self.new_ids), set[Place]()
        for row in (row for key in chain for row in _of(plan.assumptions, key)):
            base = replace(row, scenario_id=None)
            if _place(base) in done:
                continue  # the nearest has said it
            done.add(_place(base))
            before = own.get(_place(base))
            after = replace(base, id=before.id if before else next(ids))
            if before != after:
                yield Change("assumptions", after.id, before, after)
