"""The Services page: what is provided, for whom, by whom, at what cost in the year shown."""

from typing import ClassVar, cast

from commissionplanner.analysis.index import index_of
from commissionplanner.analysis.layout.content import TIERS
from commissionplanner.app import wording
from commissionplanner.model.entities import Record, Service
from commissionplanner.model.joins import is_preventive
from commissionplanner.model.money import format_short
from commissionplanner.model.plan import Plan
from commissionplanner.ui.models.columns import Cell, Column, Shown, field_column, level_column
from commissionplanner.ui.table_kind import RowFilter, TableKind
from commissionplanner.ui.table_page import TablePage

_T = "services"


def _service(record: Record) -> Service:
    return cast("Service", record)


def _figures(plan: Plan) -> dict[str, object]:
    """Return the planned cost of each service and year; a cost not known makes the sum so."""
    index = index_of(plan)
    complete = (
        place
        for place, lines in index.planned.items()
        if all(line.amount_p is not None for line in lines)
    )
    return {"costs": {place: index.planned_p(*place) for place in complete}}


def _cost_p(shown: Shown, record: Record) -> int | None:
    found: int | None = shown.extra.get("costs", {}).get((record.id, shown.year))
    return found


def _cost_cell(shown: Shown, record: Record) -> Cell:
    cost_p = _cost_p(shown, record)
    if cost_p is None:
        return Cell(wording.NOT_KNOWN, "ink3", tip=f"No planned cost is recorded for {shown.year}.")
    return Cell(format_short(cost_p, shown.lens.unit))


def _tier_cell(shown: Shown, record: Record) -> Cell:
    del shown
    tier = _service(record).prevention_tier
    words = wording.NOT_KNOWN if tier in (None, "unknown") else (tier or "").capitalize()
    return Cell(words, "ink3" if words == wording.NOT_KNOWN else "", tier=TIERS.get(tier or "", 0))


def _found(label: str, rule: str) -> RowFilter:
    return RowFilter(
        label=label,
        test=lambda shown, record: any(
            f.rule == rule for f in shown.findings.get((_T, record.id), ())
        ),
    )


KIND = TableKind(
    table=_T,
    add_label="Add service",
    make=lambda _plan, key: Service(id=key, name="New service"),
    subtitle=lambda shown: f"{len(shown.plan.services):,} services",
    figures=_figures,
    columns=(
        level_column(_T),
        field_column(_T, "name", width=196, weight=500),
        field_column(_T, "lead_commissioner_id", width=114),
        field_column(_T, "provider_ids", width=130),
        field_column(_T, "age_bands", width=104),
        Column(
            key="prevention_tier", heading="Prevention", cell=_tier_cell, width=110,
            sort=lambda _s, r: TIERS.get(_service(r).prevention_tier or ""),
            field=field_column(_T, "prevention_tier").field,
        ),
        field_column(_T, "statutory", width=100),
        field_column(_T, "eif_evidence", width=84),
        Column(
            key="cost", heading="£ in the year", cell=_cost_cell, width=110, is_number=True,
            weight=600, sort=_cost_p, total=_cost_p,
            made_of="Add or change its lines under Records, Service costs.",
        ),
        *(
            field_column(_T, name, width=width, is_optional=True)
            for name, width in (
                ("short_name", 120), ("commissioning_mode", 120), ("targeting", 110),
                ("directorate_id", 130), ("duty", 160), ("tier_reason", 160), ("lead_id", 130), ("outcome_area", 130),
                ("area", 120), ("area_of_spend", 120), ("life_stages", 120), ("core_offer", 160), ("ref", 90),
                ("s251_line", 90), ("staff_wte_milli", 80), ("description", 240), ("note", 200),
            )
        ),
    ),
    filters=(
        RowFilter(
            label="Preventive",
            test=lambda _s, r: bool(is_preventive(_service(r))),
        ),
        RowFilter(label="Reactive", test=lambda _s, r: _service(r).prevention_tier == "reactive"),
        RowFilter(
            label="Required by law",
            test=lambda _s, r: _service(r).statutory in ("statutory", "mixed"),
        ),
        _found("Silo", "NET-001"),
        _found("Not fully funded", "FUN-001"),
        _found("To fix", "DAT-004"),
    ),
    empty=(
        "No services yet",
        "A service is something provided for people, whoever pays for it and runs it. With "
        "services the map can show who works with whom.",
    ),
)  # fmt: skip


class ServicesPage(TablePage):
    """Services."""

    key: ClassVar[str] = "services"
    title: ClassVar[str] = "Services"
    reads: ClassVar[frozenset[str]] = frozenset(
        {"services", "service_costs", "organisations", "about"}
    )
    kind = KIND
