"""Fills the inspector with whatever is selected: its values, money by year, findings, links."""

from collections.abc import Iterable
from functools import partial
from typing import Final, cast

from commissionplanner.analysis.index import index_of
from commissionplanner.app import wording
from commissionplanner.app.import_matches import found_as, separate
from commissionplanner.app.origins import origin_lines
from commissionplanner.model.entities import TABLES, Contract, FundingStream, Record, Service
from commissionplanner.model.fields import is_known, spec_by_name
from commissionplanner.model.joins import certainty_of, is_for_named_services, least_sure
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.years import FinancialYear
from commissionplanner.ui import inspector_contract, inspector_service, record_tables
from commissionplanner.ui.focus import Thing
from commissionplanner.ui.theme_marks import Certainty
from commissionplanner.ui.widgets.badges import Badge
from commissionplanner.ui.widgets.buttons import Button
from commissionplanner.ui.widgets.chart_bars import CertaintyBars
from commissionplanner.ui.widgets.inspector import Inspector
from commissionplanner.ui.workspace import Workspace

_FIRST: Final = {
    "contracts": ("provider_id", "commissioner_id", "service_ids", "stream_ids", "kind"),
    "services": (
        "lead_commissioner_id", "provider_ids", "age_bands", "prevention_tier", "tier_reason",
        "statutory",
        "duty", "eif_evidence", "lead_id",
    ),
    "funding_streams": (
        "payer_id", "holder_id", "legal_basis", "recurrence", "ring_fence", "confirmed_to_year",
        "end_year", "carry_forward", "poolable",
    ),
    "organisations": ("type", "sector", "roles", "is_partner", "parent_id", "ods_code", "ons_code",
                      "links_confirmed_on"),
    "agreements": ("kind", "party_ids", "purpose", "signed_on", "review_on", "end_on", "dpia"),
    "pools": ("host_id", "basis", "fund_type", "start_on", "end_on", "notice_months"),
    "evidence": ("kind", "eif_rating", "published_year", "country", "service_ids", "finding"),
}  # fmt: skip
_PAGES: Final = {
    "contracts": "contracts", "services": "services", "funding_streams": "funding",
    "organisations": "organisations", "agreements": "agreements", "evidence": "evidence",
    "pools": "pools", "imports": "sources",
}  # fmt: skip
_WIDE_P: Final = 100_000_000  # a million pounds
_MOST_FINDINGS = 6
_MOST_NAMES = 12
_MOST_ORIGINS = 40


def page_of(table: str) -> str:
    """Return the page on which a table's records are listed; "" for none."""
    if table in record_tables.WHY:
        return "records"
    return _PAGES.get(table, "")


class InspectorView(Inspector):
    """The inspector of the window, filled from the plan."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._shown: tuple[object, Plan, object] | None = None

    def show_thing(self, thing: Thing, page: str) -> bool:
        """Show a record in full; False where the plan no longer has it.

        Args:
            thing: What is selected.
            page: The page shown, which gets no button to itself.
        """
        plan, results = self._workspace.plan, self._workspace.results
        record = plan.record(thing.table, thing.key)
        if record is None:
            return False
        asked, shown = (thing, page, self._workspace.focus.lens), self._shown
        if shown is not None and shown[0] == asked and shown[1] is plan and shown[2] is results:
            return True  # a page that is gone to tells of its selection twice
        self._shown = (asked, plan, results)
        kind = TABLES[thing.table].singular.capitalize()
        title = full_name(record)
        if title == record.id:
            title = wording.record_name(self._workspace.plan, thing.table, thing.key)
        self.clear(f"{kind} {getattr(record, 'ref', '')}".strip(), title)
        self._add_badges(thing)
        self._add_values(thing.table, record)
        if isinstance(record, Contract):
            inspector_contract.add_terms(self, self._workspace.plan, record)
        self._add_money(thing)
        self._add_findings(thing)
        if isinstance(record, Service):
            inspector_service.add_notes(self, self._workspace, record)
            inspector_service.add_library(self, self._workspace, record)
        self._add_names(thing, record)
        self._add_origin(thing.table, record)
        self._add_foot(thing, page)
        return True

    def _add_badges(self, thing: Thing) -> None:
        derived = self._workspace.results
        for finding in derived.by_record.get((thing.table, thing.key), ())[:3] if derived else ():
            self.add_badge(Badge(finding.title, finding.level, finding.level))

    def _add_values(self, table: str, record: Record) -> None:
        plan, unit = self._workspace.plan, self._workspace.focus.lens.unit
        known = spec_by_name(TABLES[table].entity)
        first = _FIRST.get(table, ())
        asked = set[str]()
        if isinstance(record, FundingStream) and is_for_named_services(record):
            first, asked = (*first, "eligible_service_ids"), {"eligible_service_ids"}
        quiet = {*_quiet(), *first}
        if isinstance(record, Contract):
            inspector_contract.add_lines(self, record)
            quiet |= inspector_contract.SAID
        more = [n for n in known if n not in quiet and _is_said(record, n)]
        found = dict(record.as_found)
        for name in (*first, *more):
            spec, value = known[name], getattr(record, name)
            text = wording.value_text(plan, spec, value, unit)
            if name in found:
                self.add_value(spec.label, f"“{found[name]}”", "problem")
            elif text and spec.unit == "pence":
                self.add_value(spec.label, f"{_pounds(text, unit)}")
            elif text or spec.required or name in asked:
                shown = self.add_value(spec.label, text or None)
                if isinstance(shown, Button):
                    shown.clicked.connect(partial(self._fill, table, record.id, name))

    def _fill(self, table: str, key: str, name: str) -> None:
        from commissionplanner.ui.dialogs.fill_field import fill_field

        fill_field(self._workspace, table, key, name, self.window())

    def _add_money(self, thing: Thing) -> None:
        amounts = _by_year(self._workspace, thing)
        if not amounts:
            return
        unit = self._workspace.focus.lens.unit
        if unit == "£" and max(p or 0 for _, p, _ in amounts) >= _WIDE_P:
            unit = "k"  # figures side by side would run into each other
        self.add_section(f"Money, {wording.unit_words(unit)} a year")
        bars = CertaintyBars("Money by year")
        years, amounts_p, certainties = zip(*amounts, strict=True)
        bars.show_data([year.short for year in years], amounts_p, certainties, unit=unit)
        self.add(bars)

    def _add_findings(self, thing: Thing) -> None:
        derived = self._workspace.results
        found = derived.by_record.get((thing.table, thing.key), ()) if derived else ()
        if not found:
            return
        self.add_section("Findings")
        for finding in found[:_MOST_FINDINGS]:
            badge = Badge(
                f"{finding.rule} {finding.title}", finding.level, finding.level, click=True
            )
            badge.clicked.connect(
                lambda _=False, rule=finding.rule: self._workspace.focus.go(
                    f"findings:{rule}", thing
                )
            )
            self.add(badge)
            for label, words in list(finding.facts.items())[:3]:
                self.add_note(f"{label}: {words}")

    def _add_names(self, thing: Thing, record: Record) -> None:
        """Say by which other names files called this record; each match can be undone."""
        names = found_as(self._workspace.plan, thing.table, record)
        if not names:
            return
        self.add_section("Matched from names")
        for found in names[:_MOST_NAMES]:
            where = f" in {found.file}" if found.file else ""
            self.add_note(f"“{found.name}”{where}. {found.why}".strip())
            undo = Button("Undo this match", "quiet", height=24)
            undo.setAccessibleName(f"Undo the match with {found.name}")
            undo.setToolTip(
                "Makes a record of its own; no later import takes the name for this one."
            )
            undo.clicked.connect(lambda _=False, key=found.match_id: self._separate(key))
            self.add(undo)
        if len(names) > _MOST_NAMES:
            self.add_note(f"And {len(names) - _MOST_NAMES:,} more.")

    def _separate(self, match_id: str) -> None:
        self._workspace.do(separate(self._workspace.plan, match_id))

    def _add_origin(self, table: str, record: Record) -> None:
        """Say of each field which file and cell it came from, or when it was typed."""
        lines = origin_lines(self._workspace.plan, table, record)
        if not lines:
            return
        self.add_section("Where it came from")
        for name, words in lines[:_MOST_ORIGINS]:
            self.add_note(f"{name}: {words}")
        if len(lines) > _MOST_ORIGINS:
            self.add_note(f"And {len(lines) - _MOST_ORIGINS:,} more.")

    def _add_foot(self, thing: Thing, page: str) -> None:
        target = page_of(thing.table)
        buttons = []
        if target and target != page:
            buttons.append(_go("Open", "secondary", self._workspace, target, thing))
        if page != "map" and thing.table in ("services", "organisations", "funding_streams"):
            buttons.append(_go("Show on map", "primary", self._workspace, "map", thing))
        self.set_foot(*buttons)


def _go(label: str, kind: str, workspace: Workspace, page: str, thing: Thing) -> Button:
    button = Button(label, "primary" if kind == "primary" else "secondary")
    button.clicked.connect(lambda: workspace.focus.go(page, thing))
    return button


def _quiet() -> Iterable[str]:
    """Fields that the inspector leaves to the tables."""
    return (
        "import_id",
        "source_cell",
        "field_sources",
        "created_by",
        "created_at",
        "name",
        "title",
        "ref",
        "colour",
    )


def _is_said(record: Record, name: str) -> bool:
    return is_known(getattr(record, name)) or name in dict(record.as_found)


def _pounds(text: str, unit: str) -> str:
    digits = text.removeprefix("\u2212")
    sign = "" if digits == text else "\u2212"
    return f"{sign}£{digits}{'' if unit == '£' else unit}"


def _by_year(
    workspace: Workspace, thing: Thing
) -> list[tuple[FinancialYear, int | None, Certainty]]:
    """Return year, pence (None: not known) and certainty of a service's cost or a stream."""
    years = workspace.plan.years
    rows = [_amounts(workspace.plan, thing, year) for year in years]
    if not any(rows):
        return []
    made: list[tuple[FinancialYear, int | None, Certainty]] = []
    for year, here in zip(years, rows, strict=True):
        known = [p for p, _ in here if p is not None]
        whole = sum(known) if here and len(known) == len(here) else None
        sure = cast("Certainty", least_sure(c for _, c in here) or "confirmed")
        made.append((year, whole, sure if whole is not None else "unknown"))
    return made


def _amounts(plan: Plan, thing: Thing, year: FinancialYear) -> list[tuple[int | None, str]]:
    """Return pence and certainty of each cost line or allocation of a year."""
    index, place = index_of(plan), (thing.key, year)
    if thing.table == "services":
        return [(c.amount_p, c.certainty or "confirmed") for c in index.planned.get(place, ())]
    if thing.table == "funding_streams":
        rows = index.allocations.get(place, ())
        return [(a.amount_p, certainty_of(plan, a) or "assumed") for a in rows]
    return []
