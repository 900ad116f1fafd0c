"""A plan as one scenario sees it: its overrides, how it rolls forward, what it assumes.

A scenario is the base plan and what it says otherwise, so that one which changes nothing
gives the base's own figures.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from commissionplanner.model.entities import TABLES, Assumption, Override, Scenario
from commissionplanner.model.fields import FieldSpec, Kind, Value, spec_by_name
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

RATE_KEYS = ("uplift", "growth", "efficiency")
"""Assumptions that carry an amount from one year into the next, in this order."""

_SCOPES = ("service_id", "stream_id", "partner_id")


class View(NamedTuple):
    """A plan as one scenario sees it.

    Attributes:
        plan: The plan with the scenario's overrides made.
        of_base: The plan without them; None where there are none.
        scenario_id: None for the base.
        chain: Scenarios whose assumptions hold, nearest first; None, the base, is last.
        additive: Whether rates are added up before they are applied once.
        rolls_all: Whether every year after the first is worked out anew.
        rolls_contributions: Whether money in is rolled forward too; it then counts as assumed.
        notes: What could not be read, in words.
        overridden: By table, the ids of records that it sees otherwise than the base.
    """

    plan: Plan
    scenario_id: str | None = None
    chain: tuple[str | None, ...] = (None,)
    additive: bool = False
    rolls_all: bool = False
    rolls_contributions: bool = False
    notes: tuple[str, ...] = ()
    of_base: Plan | None = None
    overridden: Mapping[str, frozenset[str]] = MappingProxyType({})

    @property
    def base(self) -> Plan:
        """The plan without the scenario's overrides."""
        return self.plan if self.of_base is None else self.of_base

    @property
    def name(self) -> str:
        """What the scenario is called; "Base plan" for none."""
        return scenario_name(self.plan, self.scenario_id)


def scenario_name(plan: Plan, scenario_id: str | None) -> str:
    """Return what a scenario is called; "Base plan" for none."""
    return display_name(plan.scenarios.get(scenario_id)) if scenario_id else "Base plan"


def view(plan: Plan, scenario_id: str | None = None) -> View:
    """Return the plan as a scenario sees it; None is the base.

    Raises:
        KeyError: the plan has no such scenario.
    """
    if scenario_id is None:
        return View(plan)
    line = tuple(_ancestors(plan, scenario_id))
    seen, notes = plan, list[str]()
    for scenario in reversed(line):
        seen = _overridden(seen, scenario, notes)
    return View(
        plan=seen,
        scenario_id=scenario_id,
        chain=(*(scenario.id for scenario in line), None),
        additive=_first(line, "method") == "additive",
        rolls_all=_first(line, "roll_forward") == "all",
        rolls_contributions=bool(_first(line, "rolls_contributions")),
        notes=tuple(notes),
        of_base=plan,
        overridden=overridden_places(plan, [scenario.id for scenario in line]),
    )


def overridden_places(plan: Plan, chain: Collection[str | None]) -> Mapping[str, frozenset[str]]:
    """Return by table the ids of records that scenarios see otherwise than the base."""
    found: dict[str, set[str]] = {}
    for row in plan.overrides.values():
        if row.scenario_id and row.scenario_id in chain:
            found.setdefault(row.table_name, set()).add(row.record_id)
    return {table: frozenset(keys) for table, keys in found.items()}


def contract_views(plan: Plan) -> tuple[tuple[str, Plan], ...]:
    """Return name and plan of each scenario in which contracts differ from the base."""
    made = ((scenario_name(plan, key), view(plan, key).plan) for key in plan.scenarios)
    return tuple((name, seen) for name, seen in made if seen.contracts != plan.contracts)


def _ancestors(plan: Plan, scenario_id: str) -> Iterator[Scenario]:
    """Yield the scenario and those it is built on; a loop ends where it closes."""
    seen: set[str] = set()
    scenario: Scenario | None = plan.scenarios[scenario_id]
    while scenario is not None and scenario.id not in seen:
        seen.add(scenario.id)
        yield scenario
        scenario = plan.scenarios.get(scenario.parent_id or "")


def _first(line: tuple[Scenario, ...], name: str) -> object:
    return next((v for s in line if (v := getattr(s, name)) is not None), None)


def _overridden(plan: Plan, scenario: Scenario, notes: list[str]) -> Plan:
    tables: dict[str, dict[str, object]] = {}
    own = [row for row in plan.overrides.values() if row.scenario_id == scenario.id]
    for row in sorted(own, key=lambda row: row.id):
        problem = _make(plan, row, tables)
        if problem:
            notes.append(f"Scenario “{display_name(scenario)}”: {problem}")
    for name, rows in tables.items():
        plan = plan.with_table(name, rows)
    return plan


def _make(plan: Plan, row: Override, tables: dict[str, dict[str, object]]) -> str:
    """Make one override; return what is wrong with it, or ""."""
    table = TABLES.get(row.table_name)
    spec = spec_by_name(table.entity).get(row.field_name) if table else None
    record = plan.table(row.table_name).get(row.record_id) if table else None
    if table is None or spec is None or record is None:
        return f"an override names nothing in the plan ({row.table_name}, {row.field_name})."
    rows = tables.setdefault(row.table_name, dict(plan.table(row.table_name)))
    try:
        value = read_value(spec, row.value)
    except ValueError:
        return f"“{row.value}” does not fit “{spec.label}” of “{display_name(record)}”."
    present = rows.get(row.record_id, record)
    rows[row.record_id] = present.with_found(**{spec.name: value})  # type: ignore[attr-defined] # rows of a table are records
    return ""


def read_value(spec: FieldSpec, text: str) -> Value:
    """Read a field's value as the plan file writes it; empty text means not known.

    Raises:
        ValueError: the text does not fit the field.
    """
    if not text:
        return spec.empty
    if spec.kind in (Kind.MONEY, Kind.COUNT, Kind.QUANTITY, Kind.RATE):
        return int(text)
    if spec.kind is Kind.DAY:
        return date.fromisoformat(text)
    if spec.kind is Kind.YEAR:
        return FinancialYear.parse(text)
    if spec.kind is Kind.FLAG:
        return _flag(text)
    if spec.kind in (Kind.TERMS, Kind.REFS, Kind.TEXTS):
        return tuple(str(item) for item in json.loads(text))
    return text


def _flag(text: str) -> bool:
    words = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}
    if text.casefold() not in words:
        raise ValueError(text)
    return words[text.casefold()]


@dataclass(frozen=True, slots=True)
class Line:
    """What a line of a budget is about, for choosing the assumptions that hold for it."""

    pool_id: str | None = None
    service_id: str | None = None
    stream_id: str | None = None
    partner_id: str | None = None


class Assumptions:
    """The assumptions of a view, ready to be asked which holds where.

    The narrowest that fits holds: the scenario's own before its parent's before the base's, for
    a service, stream or partner before a fund before all, for a year before every year; then
    the latest made.
    """

    def __init__(self, seen: View) -> None:
        self._order = {scenario: n for n, scenario in enumerate(seen.chain)}
        self._by_scope: dict[tuple[str, tuple[str | None, ...]], list[Assumption]] = {}
        for row in seen.plan.assumptions.values():
            if row.scenario_id in self._order and row.key:
                scope = tuple(getattr(row, name) for name in _SCOPES)
                self._by_scope.setdefault((row.key, scope), []).append(row)
        self._named = {part for _, scope in self._by_scope for part in scope}

    def asked_of(self, line: Line) -> tuple[str | None, ...]:
        """Return what of a line decides which assumptions hold: the fund, and what one names."""
        parts = (line.service_id, line.stream_id, line.partner_id)
        return (line.pool_id, *(part if part in self._named else None for part in parts))

    def fitting(self, key: str, line: Line) -> tuple[Assumption, ...]:
        """Return the assumptions that could hold for a line, best first, of every year."""
        ways = [
            (service, stream, partner)
            for service in {line.service_id, None}
            for stream in {line.stream_id, None}
            for partner in {line.partner_id, None}
        ]
        found = [
            row
            for scope in ways
            for row in self._by_scope.get((key, scope), ())
            if row.pool_id in (None, line.pool_id)
        ]
        return tuple(sorted(found, key=self._rank))

    def _rank(self, row: Assumption) -> tuple[int, int, int, int, int, str]:
        scopes = sum(getattr(row, name) is not None for name in _SCOPES)
        made = row.made_on.toordinal() if row.made_on else 0
        place = self._order[row.scenario_id]
        return (place, -scopes, row.pool_id is None, row.year is None, -made, row.id)

    def best(
        self, key: str, line: Line, years: tuple[FinancialYear, ...]
    ) -> tuple[Assumption | None, ...]:
        """Return, for each year, the assumption that holds; None where there is none."""
        return choose(self.fitting(key, line), years)

    @property
    def names_any(self) -> bool:
        """Whether any assumption is for one service, stream or partner alone."""
        return bool(self._named - {None})

    def rank(self, row: Assumption) -> tuple[int, int, int]:
        """Return how near an assumption is: the scenario, then how narrow; less is nearer."""
        place, scopes, any_fund, *_ = self._rank(row)
        return (place, scopes, any_fund)


def choose(
    fitting: tuple[Assumption, ...], years: tuple[FinancialYear, ...]
) -> tuple[Assumption | None, ...]:
    """Pick for each year the first that speaks of it.

    One without a year speaks of every year after the first.
    """
    return tuple(
        next((a for a in fitting if a.year == year or (a.year is None and n > 0)), None)
        for n, year in enumerate(years)
    )
