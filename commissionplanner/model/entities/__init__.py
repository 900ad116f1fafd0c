"""The things a plan is made of, one table each. Frozen: an edit makes a new one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from commissionplanner.model.entities.about import (
    About,
    LocalTerm,
    Narrative,
    Position,
    SavedView,
)
from commissionplanner.model.entities.contracts import Agreement, Contract, Payment
from commissionplanner.model.entities.exchange import (
    Disagreement,
    HeldRow,
    PartnerReturn,
    PartnerRound,
    Request,
    TransferMatch,
)
from commissionplanner.model.entities.funding import Allocation, FundingStream
from commissionplanner.model.entities.governance import (
    Action,
    Decision,
    ImportBatch,
    ImportProfile,
    Link,
    NameMatch,
    Response,
    SealedVersion,
    SignOff,
    Threshold,
    Waiver,
)
from commissionplanner.model.entities.organisations import (
    ORGANISATION_CODES,
    Boundary,
    BoundaryMember,
    Organisation,
    Person,
    Population,
    RoleHolder,
    Succession,
    System,
)
from commissionplanner.model.entities.pools import (
    Contribution,
    Pool,
    PoolMember,
    PoolService,
    Reserve,
    RiskShare,
    RiskShareTerm,
    Variance,
)
from commissionplanner.model.entities.record import Record
from commissionplanner.model.entities.scenarios import (
    Assumption,
    BenefitLine,
    BenefitShare,
    Override,
    Scenario,
)
from commissionplanner.model.entities.services import (
    EvidenceItem,
    Outcome,
    OutcomeTarget,
    PracticeNote,
    Service,
    ServiceCost,
)
from commissionplanner.model.words import counted


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table of the plan.

    Attributes:
        name: Name in files, JSON and on `Plan`.
        entity: The record type its rows are.
        singular: What one row is called, lower case.
        plural: What many are called, lower case.
        in_digest: Whether its rows are part of the plan's canonical content.
        is_kept: Whether a row, once made, stays as it is: no edit changes or deletes it, and it
            stays in the plan file, as the history does, when tables are written out.
    """

    name: str
    entity: type[Record]
    singular: str
    plural: str
    in_digest: bool = True
    is_kept: bool = False

    def counted(self, count: int) -> str:
        """Write "1 service", "1,200 services"."""
        return counted(count, self.singular, self.plural)


_ALL: Final = (
    TableSpec("about", About, "plan", "plan"),
    TableSpec("organisations", Organisation, "organisation", "organisations"),
    TableSpec("boundaries", Boundary, "boundary", "boundaries"),
    TableSpec("boundary_members", BoundaryMember, "boundary member", "boundary members"),
    TableSpec("successions", Succession, "succession", "successions"),
    TableSpec("persons", Person, "person", "people", in_digest=False),
    TableSpec("role_holders", RoleHolder, "role", "roles"),
    TableSpec("services", Service, "service", "services"),
    TableSpec("service_costs", ServiceCost, "service cost", "service costs"),
    TableSpec("outcomes", Outcome, "outcome", "outcomes"),
    TableSpec("outcome_targets", OutcomeTarget, "outcome target", "outcome targets"),
    TableSpec("population", Population, "population figure", "population figures"),
    TableSpec("evidence", EvidenceItem, "evidence item", "evidence items"),
    TableSpec("practice_notes", PracticeNote, "practice note", "practice notes"),
    TableSpec("funding_streams", FundingStream, "funding stream", "funding streams"),
    TableSpec("allocations", Allocation, "allocation", "allocations"),
    TableSpec("contracts", Contract, "contract", "contracts"),
    TableSpec("payments", Payment, "payment", "payments"),
    TableSpec("agreements", Agreement, "agreement", "agreements"),
    TableSpec("systems", System, "system", "systems"),
    TableSpec("pools", Pool, "fund", "funds"),
    TableSpec("pool_members", PoolMember, "fund member", "fund members"),
    TableSpec("pool_services", PoolService, "service in a fund", "services in funds"),
    TableSpec("contributions", Contribution, "contribution", "contributions"),
    TableSpec("risk_shares", RiskShare, "risk share", "risk shares"),
    TableSpec("risk_share_terms", RiskShareTerm, "risk share term", "risk share terms"),
    TableSpec("variances", Variance, "variance", "variances"),
    TableSpec("reserves", Reserve, "reserve", "reserves"),
    TableSpec("scenarios", Scenario, "scenario", "scenarios"),
    TableSpec("assumptions", Assumption, "assumption", "assumptions"),
    TableSpec("overrides", Override, "scenario value", "scenario values"),
    TableSpec("benefits", BenefitLine, "benefit", "benefits"),
    TableSpec("benefit_shares", BenefitShare, "benefit share", "benefit shares"),
    TableSpec("links", Link, "link", "links"),
    TableSpec("decisions", Decision, "decision", "decisions"),
    TableSpec("actions", Action, "action", "actions"),
    TableSpec("waivers", Waiver, "accepted finding", "accepted findings"),
    TableSpec("thresholds", Threshold, "threshold", "thresholds"),
    TableSpec("responses", Response, "response", "responses"),
    TableSpec("partner_rounds", PartnerRound, "partner round", "partner rounds"),
    TableSpec("partner_returns", PartnerReturn, "partner's answer", "partners' answers"),
    TableSpec("narratives", Narrative, "written part", "written parts"),
    TableSpec("local_terms", LocalTerm, "local term", "local terms"),
    TableSpec("imports", ImportBatch, "import", "imports"),
    TableSpec("import_profiles", ImportProfile, "import profile", "import profiles"),
    TableSpec("held_rows", HeldRow, "held row", "held rows"),
    TableSpec("disagreements", Disagreement, "disagreement", "disagreements"),
    TableSpec("transfers", TransferMatch, "transfer", "transfers"),
    TableSpec("requests", Request, "request", "requests", in_digest=False),
    TableSpec("name_matches", NameMatch, "match of a name", "matches of names"),
    TableSpec("signoffs", SignOff, "sign-off", "sign-offs", in_digest=False),
    TableSpec(
        "sealed_versions", SealedVersion, "sealed version", "sealed versions",
        in_digest=False, is_kept=True,
    ),
    TableSpec("positions", Position, "map position", "map positions", in_digest=False),
    TableSpec("saved_views", SavedView, "saved view", "saved views", in_digest=False),
)  # fmt: skip

TABLES: Final[Mapping[str, TableSpec]] = {table.name: table for table in _ALL}
"""Every table of a plan by name, in the order that files and listings use."""

__all__ = [
    "ORGANISATION_CODES", "TABLES", "About", "Action", "Agreement", "Allocation", "Assumption",
    "BenefitLine", "BenefitShare", "Boundary", "BoundaryMember", "Contract", "Contribution", "Decision",
    "Disagreement", "EvidenceItem", "FundingStream", "HeldRow", "ImportBatch", "ImportProfile",
    "Link", "LocalTerm",
    "NameMatch", "Narrative", "Organisation", "Outcome", "OutcomeTarget", "Override", "PartnerReturn", "PartnerRound",
    "Payment", "Person", "Pool", "PoolMember", "PoolService", "Population", "Position",
    "PracticeNote", "Record", "Request", "Reserve", "Response", "RiskShare", "RiskShareTerm", "RoleHolder",
    "SavedView", "Scenario", "SealedVersion", "Service", "ServiceCost", "SignOff", "Succession", "System",
    "TableSpec", "Threshold", "TransferMatch", "Variance", "Waiver",
]  # fmt: skip
