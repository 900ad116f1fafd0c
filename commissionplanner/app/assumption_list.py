"""What a scenario assumes, its own and what holds from what it is built on, to look at and change. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from commissionplanner.app import wording
from commissionplanner.budget.scenarios import view
from commissionplanner.edits.base import Edit, EditRefused
from commissionplanner.edits.records import AddRecords, SetFields
from commissionplanner.model.entities import Assumption
from commissionplanner.model.fields import Value, spec_by_name
from commissionplanner.model.ids import NewId
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

FIGURES = {"percent": "rate_ppm", "pounds": "amount_p"}
"""The field that holds the figure of a unit; of any other a number."""
SCOPES = (
    ("services", "service_id"),
    ("funding_streams", "stream_id"),
    ("organisations", "partner_id"),
    ("pools", "pool_id"),
)
COLUMNS = (
    ("what", "Assumption"), ("scope", "For"), ("year", "Year"), ("figure", "Value"),
    ("low_ppm", "Low"), ("high_ppm", "High"), ("source", "Source"), ("owner_id", "Owner"),
    ("made_on", "Date"), ("confidence_grade", "Grade"), ("where", "Held by"),
)  # fmt: skip
TYPED = frozenset({"figure", "low_ppm", "high_ppm", "source", "made_on", "confidence_grade"})
"""Columns that are typed into; the others are changed in a window."""


@dataclass(frozen=True, slots=True)
class Held:
    """An assumption in force, and whether the scenario itself holds it."""

    row: Assumption
    is_own: bool

    @property
    def figure(self) -> str:
        """The field that holds its figure."""
        row = self.row
        for name in ("amount_p", "number_milli"):
            if getattr(row, name) is not None:
                return name
        if row.rate_ppm is not None or row.unit is None:
            return "rate_ppm"
        return FIGURES.get(row.unit, "number_milli")

    @property
    def place(self) -> tuple[object, ...]:
        """What it speaks of: key, scope and year."""
        row = self.row
        return (row.key, row.pool_id, row.service_id, row.stream_id, row.partner_id, row.year)


def held_assumptions(plan: Plan, scenario_id: str | None, pool_id: str) -> tuple[Held, ...]:
    """Return what is assumed for a fund under a scenario, in the order of the vocabulary.

    Where the scenario and what it is built on speak of the same thing, the nearest holds.

    Raises:
        KeyError: the plan has no such scenario.
    """
    found: dict[tuple[object, ...], Held] = {}
    for link in view(plan, scenario_id).chain:
        for key in sorted(plan.assumptions):
            row = plan.assumptions[key]
            if row.scenario_id == link and row.pool_id in (None, pool_id):
                held = Held(row, is_own=link == scenario_id)
                found.setdefault(held.place, held)
    order = {term.code: n for n, term in enumerate(vocabulary("assumption_key").terms)}
    return tuple(
        sorted(
            found.values(),
            key=lambda h: (order.get(h.row.key or "", len(order)), scope_of(plan, h.row).casefold(),
                           str(h.row.year or ""), h.row.id),
        )
    )  # fmt: skip


def scope_of(plan: Plan, row: Assumption) -> str:
    """Return what an assumption holds for: "Portage", or "Everything"."""
    for table, name in SCOPES:
        key = getattr(row, name)
        if key:
            return display_name(plan.record(table, key)) or key
    return "Everything"


def texts_of(plan: Plan, held: Held) -> dict[str, str]:
    """Return what each column says of an assumption; empty where nothing is recorded."""
    row, specs = held.row, spec_by_name(Assumption)
    scenario = plan.scenarios.get(row.scenario_id or "")
    figure = specs[held.figure]
    texts = {
        "what": vocabulary("assumption_key").label_of(row.key or "") or "Not said",
        "scope": scope_of(plan, row),
        "year": str(row.year or "Every year"),
        "figure": wording.value_text(plan, figure, getattr(row, held.figure), "")
        or wording.NOT_KNOWN,
        "where": display_name(scenario) if scenario else "The plan",
    }
    for name in ("low_ppm", "high_ppm", "source", "owner_id", "made_on", "confidence_grade"):
        texts[name] = wording.value_text(plan, specs[name], getattr(row, name))
    return texts


def typed_edit(
    plan: Plan, scenario_id: str | None, held: Held, column: str, text: str, new_id: NewId
) -> Edit:
    """Return the edit that what was typed into a column means.

    An assumption that holds from elsewhere is left there; the scenario gets one of its own.

    Raises:
        EditRefused: it does not fit, or the scenario is locked.
    """
    name = held.figure if column == "figure" else column
    value = wording.typed_value(plan, spec_by_name(Assumption)[name], text)
    return set_edit(plan, scenario_id, held, {name: value}, new_id)


def set_edit(
    plan: Plan, scenario_id: str | None, held: Held, values: Mapping[str, Value], new_id: NewId
) -> Edit:
    """Return the edit that sets fields of an assumption in a scenario.

    Raises:
        EditRefused: the scenario is locked.
    """
    check_lock(plan, scenario_id)
    if held.is_own:
        return SetFields("assumptions", (held.row.id,), values)
    own = replace(held.row, id=new_id(), scenario_id=scenario_id, import_id=None, field_sources=())
    return AddRecords("assumptions", (own.with_found(**values),))


def check_lock(plan: Plan, scenario_id: str | None) -> None:
    """Refuse a change of what a locked scenario assumes.

    Raises:
        EditRefused: it is locked.
    """
    scenario = plan.scenarios.get(scenario_id or "")
    if scenario is not None and scenario.is_locked:
        raise EditRefused(f"“{display_name(scenario)}” is locked. Unlock it under Scenario… first.")
