"""A plan: its tables of records. Immutable, so that a job may read it while it is edited."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from commissionplanner.model.entities import (
    TABLES,
    About,
    Action,
    Agreement,
    Allocation,
    Assumption,
    BenefitLine,
    BenefitShare,
    Boundary,
    BoundaryMember,
    Contract,
    Contribution,
    Decision,
    Disagreement,
    EvidenceItem,
    FundingStream,
    HeldRow,
    ImportBatch,
    ImportProfile,
    Link,
    LocalTerm,
    NameMatch,
    Narrative,
    Organisation,
    Outcome,
    OutcomeTarget,
    Override,
    PartnerReturn,
    PartnerRound,
    Payment,
    Person,
    Pool,
    PoolMember,
    PoolService,
    Population,
    Position,
    PracticeNote,
    Record,
    Request,
    Reserve,
    Response,
    RiskShare,
    RiskShareTerm,
    RoleHolder,
    SavedView,
    Scenario,
    SealedVersion,
    Service,
    ServiceCost,
    SignOff,
    Succession,
    System,
    Threshold,
    TransferMatch,
    Variance,
    Waiver,
)
from commissionplanner.model.years import FinancialYear

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


def _table() -> Any:
    return field(default_factory=lambda: _NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Every table by name, each a mapping of id to record. The order of rows means nothing."""

    about: Mapping[str, About] = _table()
    organisations: Mapping[str, Organisation] = _table()
    boundaries: Mapping[str, Boundary] = _table()
    boundary_members: Mapping[str, BoundaryMember] = _table()
    successions: Mapping[str, Succession] = _table()
    persons: Mapping[str, Person] = _table()
    role_holders: Mapping[str, RoleHolder] = _table()
    services: Mapping[str, Service] = _table()
    service_costs: Mapping[str, ServiceCost] = _table()
    outcomes: Mapping[str, Outcome] = _table()
    outcome_targets: Mapping[str, OutcomeTarget] = _table()
    population: Mapping[str, Population] = _table()
    evidence: Mapping[str, EvidenceItem] = _table()
    practice_notes: Mapping[str, PracticeNote] = _table()
    funding_streams: Mapping[str, FundingStream] = _table()
    allocations: Mapping[str, Allocation] = _table()
    contracts: Mapping[str, Contract] = _table()
    payments: Mapping[str, Payment] = _table()
    agreements: Mapping[str, Agreement] = _table()
    systems: Mapping[str, System] = _table()
    pools: Mapping[str, Pool] = _table()
    pool_members: Mapping[str, PoolMember] = _table()
    pool_services: Mapping[str, PoolService] = _table()
    contributions: Mapping[str, Contribution] = _table()
    risk_shares: Mapping[str, RiskShare] = _table()
    risk_share_terms: Mapping[str, RiskShareTerm] = _table()
    variances: Mapping[str, Variance] = _table()
    reserves: Mapping[str, Reserve] = _table()
    scenarios: Mapping[str, Scenario] = _table()
    assumptions: Mapping[str, Assumption] = _table()
    overrides: Mapping[str, Override] = _table()
    benefits: Mapping[str, BenefitLine] = _table()
    benefit_shares: Mapping[str, BenefitShare] = _table()
    links: Mapping[str, Link] = _table()
    decisions: Mapping[str, Decision] = _table()
    actions: Mapping[str, Action] = _table()
    waivers: Mapping[str, Waiver] = _table()
    thresholds: Mapping[str, Threshold] = _table()
    responses: Mapping[str, Response] = _table()
    partner_rounds: Mapping[str, PartnerRound] = _table()
    partner_returns: Mapping[str, PartnerReturn] = _table()
    narratives: Mapping[str, Narrative] = _table()
    local_terms: Mapping[str, LocalTerm] = _table()
    imports: Mapping[str, ImportBatch] = _table()
    import_profiles: Mapping[str, ImportProfile] = _table()
    held_rows: Mapping[str, HeldRow] = _table()
    disagreements: Mapping[str, Disagreement] = _table()
    transfers: Mapping[str, TransferMatch] = _table()
    requests: Mapping[str, Request] = _table()
    name_matches: Mapping[str, NameMatch] = _table()
    signoffs: Mapping[str, SignOff] = _table()
    sealed_versions: Mapping[str, SealedVersion] = _table()
    positions: Mapping[str, Position] = _table()
    saved_views: Mapping[str, SavedView] = _table()

    def table(self, name: str) -> Mapping[str, Record]:
        """Return a table by name.

        Raises:
            KeyError: there is no such table.
        """
        if name not in TABLES:
            raise KeyError(name)
        found: Mapping[str, Record] = getattr(self, name)
        return found

    def with_table(self, name: str, rows: Mapping[str, Any]) -> "Plan":
        """Return a plan with one table exchanged."""
        if name not in TABLES:
            raise KeyError(name)
        return replace(self, **{name: rows})

    def in_order(self) -> "Plan":
        """Return the plan with its records in order of id, as a file holds them; itself if they are."""
        moved = {}
        for name in TABLES:
            rows = self.table(name)
            keys = sorted(rows)
            if keys != list(rows):
                moved[name] = {key: rows[key] for key in keys}
        return replace(self, **moved) if moved else self  # type: ignore[arg-type] # rows of each

    def record(self, table: str, record_id: str) -> Record | None:
        """Return a record, or None where the plan has none of that id."""
        return self.table(table).get(record_id)

    def at(self, day: date | None) -> "Plan":
        """Return the plan as at another day; the plan itself for None."""
        if day is None:
            return self
        about = replace(self.header, as_at_on=day)
        return replace(self, about={**self.about, about.id: about})

    @property
    def header(self) -> About:
        """What the plan says of itself; a blank one where it says nothing."""
        for about in self.about.values():
            return about
        return About(id="plan")

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The years planned, in order."""
        return self.header.years

    @property
    def year(self) -> FinancialYear | None:
        """The year to speak of: that of the as-at date if planned, else the first; None for none.

        A plan that plans no years speaks of the year of its as-at date.
        """
        header = self.header
        if header.as_at_on is not None:
            now = FinancialYear.of(header.as_at_on)
            if now in header.years or not header.years:
                return now
        return header.first_year

    @property
    def id(self) -> str:
        """The plan's permanent id."""
        return self.header.id


if {item.name for item in fields(Plan)} != set(TABLES):  # a table named in one place only
    raise AssertionError("Plan and TABLES name different tables.")


_NAMED_BY: Final = ("short_name", "name", "title", "subject", "aim", "ref")
_NAMES: Final[dict[type, tuple[str, ...]]] = {}  # those that a record of each kind has


def display_name(record: Record | None) -> str:
    """Return what a record is called on screen; "" for none."""
    if record is None:
        return ""
    kind = type(record)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(name for name in _NAMED_BY if hasattr(kind, name))
    for name in _NAMES[kind]:
        value = getattr(record, name)
        if value:
            return str(value)
    return record.id


def full_name(record: Record | None) -> str:
    """Return a record's full name: like `display_name`, the short one last."""
    for name in ("name", "title", "subject", "aim", "short_name", "ref"):
        value = getattr(record, name, "")
        if value:
            return str(value)
    return record.id if record is not None else ""
