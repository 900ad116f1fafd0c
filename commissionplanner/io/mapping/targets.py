"""What a column of each kind of file may become: fields of the kind's records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from commissionplanner.io.mapping.headings import squashed
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import FieldSpec, Kind, specs

KINDS: Final = ("contracts", "services", "funding", "organisations", "spend", "agreements")
"""The kinds of file, in the order of preference where two are as likely."""

MAIN_TABLE: Final[Mapping[str, str]] = {
    "contracts": "contracts", "services": "services", "funding": "funding_streams",
    "organisations": "organisations", "spend": "payments", "agreements": "agreements",
}  # fmt: skip
"""The table that a row of a file of a kind becomes a record of."""

_TABLES: Final[Mapping[str, tuple[str, ...]]] = {
    "contracts": ("contracts",),
    "services": ("services", "service_costs"),
    "funding": ("funding_streams", "allocations"),
    "organisations": ("organisations",),
    "spend": ("payments",),
    "agreements": ("agreements",),
}

_NOT_COLUMNS: Final = frozenset(
    {"import_id", "source_cell", "created_by", "created_at", "data_confidence", "audience",
     "colour", "service_id", "contract_id", "month", "links_confirmed_by", "links_confirmed_on",
     "contact_id", "lead_id", "outcome_ids", "pool_id", "eligible_service_ids"}
)  # fmt: skip
_SHARED: Final = frozenset({"note", "valid_from_on", "valid_to_on"})

_MORE: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("contracts", "note"): ("notes", "note", "comments", "comment"),
    ("contracts", "ref"): ("contract ref no", "agreement reference", "award id", "ocid",
                           "contract reference no", "agreement number"),
    ("contracts", "title"): ("contract description", "agreement title", "title of contract", "project title"),
    ("contracts", "commissioner_id"): ("commissioning body", "lead commissioner", "buyer organisation",
                                       "council", "purchaser", "partner", "client"),
    ("contracts", "provider_id"): ("organisation commissioned", "grantee", "awarded to", "service provider",
                                   "provider organisation", "supplier company", "company", "delivery partner"),
    ("contracts", "total_value_p"): ("total amount", "total contract sum", "grant amount",
                                     "value over term", "contract sum", "total award"),
    ("contracts", "start_on"): ("date start", "from date", "commencement", "contract commencement date",
                                "grant start", "start of contract"),
    ("contracts", "current_end_on"): ("date end", "finish", "finish date", "end of contract", "until",
                                      "to date", "expires on", "contract expiry", "grant end"),
    ("contracts", "max_end_on"): ("end date with extensions", "final end date", "ultimate end date",
                                  "end date inc extensions", "end incl extensions",
                                  "maximum end", "latest possible end"),
    ("contracts", "term_months"): ("months", "length (months)", "length of contract", "term months",
                                   "term (years)", "contract term (years)", "duration (years)",
                                   "total contract period (months)", "initial term"),
    ("contracts", "extension_terms"): ("options to extend", "extension option", "extension options available"),
    ("services", "note"): ("notes", "comments", "comments (optional)"),
    ("services", "end_on"): ("ends", "finish date", "planned end"),
    ("services", "start_on"): ("starts", "commenced"),
    ("services", "name"): ("scheme", "title", "service title", "project", "project name", "description of line"),
    ("services", "ref"): ("id", "scheme ref", "code", "line"),
    ("services", "age_bands"): ("age", "cohort", "age banding"),
    ("services", "provider_ids"): ("who provides it", "provided by whom", "supplier", "delivery organisation"),
    ("services", "lead_commissioner_id"): ("la name", "local authority", "authority", "council", "who commissions it",
                                           "commissioning organisation", "commissioner organisation"),
    ("services", "payer_id"): ("paid by", "payer", "funded by organisation", "paying organisation", "who pays"),
    ("services", "stream_id"): ("source of funding", "funding stream", "funding source", "funded by",
                                "fund", "grant", "budget source", "paid from"),
    ("services", "year"): ("financial year", "year", "fy", "time_period"),
    ("services", "measure"): ("measure", "budget or actual"),
    ("services", "is_recurrent"): ("recurrent", "is recurrent"),
    ("services", "certainty"): ("certainty",),
    ("services", "amount_p"): ("amount", "value", "annual budget", "spend", "annual value", "net budget",
                               "gross budget", "total cost", "total", "planned spend"),
    ("funding", "note"): ("notes", "comments", "conditions and notes"),
    ("funding", "name"): ("stream", "name", "grant title", "title", "budget", "funding line", "description"),
    ("funding", "ref"): ("ref", "reference", "code", "grant reference", "id", "project reference"),
    ("funding", "holder_id"): ("recipient org:name", "authority", "local authority", "la name", "lead authority",
                               "organisation", "who holds it", "budget held by", "recipient organisation"),
    ("funding", "payer_id"): ("who pays", "source", "department", "from", "paid by organisation", "donor"),
    ("funding", "recipient_id"): ("paid to",),
    ("funding", "amount_p"): ("value", "total allocation", "total funding", "allocation (£)", "sum"),
    ("funding", "source"): ("letter", "determination", "source document"),
    ("organisations", "valid_from_on"): ("start-date", "start date", "opened", "registration date", "open date",
                                         "date opened", "established"),
    ("organisations", "valid_to_on"): ("end-date", "end date", "closed", "date closed", "close date"),
    ("organisations", "note"): ("notes", "comments"),
    ("organisations", "name"): ("supplier", "provider", "charity name", "school name", "name of provider",
                                "establishment name", "agency", "department", "organisation title"),
    ("spend", "payer_id"): ("authority", "local authority", "organisation name", "department family", "council"),
    ("spend", "supplier_id"): ("supplier name", "beneficiary", "vendor name", "merchant name", "payee name", "paid to",
                               "creditor", "company", "creditor name"),
    ("spend", "paid_on"): ("transaction date", "invoice date", "date paid", "date of payment", "posting date"),
    ("spend", "amount_p"): ("net", "amount paid", "payment amount", "invoice amount", "total", "gross amount",
                            "amount gbp", "sum of amount", "amount (exc vat)", "net value"),
    ("spend", "description"): ("expense description", "details", "summary of purpose"),
    ("agreements", "ref"): ("reference", "ref", "id", "agreement reference", "number"),
    ("agreements", "name"): ("agreement", "name", "title", "agreement name", "agreement title", "name of agreement"),
    ("agreements", "kind"): ("kind", "type", "agreement type", "type of agreement"),
    ("agreements", "party_ids"): ("parties", "partners", "between", "organisations", "signatories", "parties to it"),
    ("agreements", "service_ids"): ("services", "for services", "service", "services covered"),
    ("agreements", "purpose"): ("purpose", "description", "aim", "aims"),
    ("agreements", "signed_on"): ("signed", "date signed", "signed on", "signature date"),
    ("agreements", "start_on"): ("start", "start date", "starts", "from", "commencement date"),
    ("agreements", "review_on"): ("review", "review date", "next review", "review due"),
    ("agreements", "end_on"): ("end", "end date", "expires", "expiry", "expiry date", "to"),
    ("agreements", "notice_months"): ("notice", "notice period", "notice (months)"),
    ("agreements", "lawful_basis"): ("lawful basis", "legal basis", "gdpr basis"),
    ("agreements", "data_types"): ("information shared", "data shared", "data types", "data", "what is shared"),
    ("agreements", "identifier"): ("identifier", "person identifier"),
    ("agreements", "dpia"): ("dpia", "impact assessment", "dpia done"),
    ("agreements", "sharing_tier"): ("tier", "level of sharing"),
    ("agreements", "interoperability"): ("interoperability", "systems joined"),
    ("agreements", "note"): ("notes", "comments"),
}  # fmt: skip
"""Headings seen beside those that the fields themselves list."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a column may become.

    Attributes:
        key: Name of the field; with a dot, a field of the organisation that the first names.
        table: The table the field is of.
        spec: The field's spec, which says how its cells are read.
        headings: Headings that mean it, without spaces and marks, best first.
    """

    key: str
    table: str
    spec: FieldSpec
    headings: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the field is called on screen."""
        return self.spec.label


@cache
def targets_for(kind: str) -> Mapping[str, Target]:
    """Return everything that a column of a file of this kind may become, by key."""
    found: dict[str, Target] = {}
    for table in _TABLES[kind]:
        for spec in specs(TABLES[table].entity):
            more = _MORE.get((kind, spec.name), ())
            if spec.name in _NOT_COLUMNS and not more:
                continue
            if spec.name in _SHARED and not more:
                continue
            found.setdefault(spec.name, Target(spec.name, table, spec, _forms(spec.headings, more)))
    for target in _aside(kind):
        found[target.key] = target
    return found


def _forms(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squashed(heading) for heading in (*own, *more)))


def _code(name: str, label: str) -> FieldSpec:
    return FieldSpec(name=name, kind=Kind.CODE, label=label)


def _aside(kind: str) -> tuple[Target, ...]:
    """Columns that say more of an organisation, or tie a row to another."""
    if kind == "contracts":
        return (
            Target("provider_id.identifier", "organisations", _code("identifier", "Supplier's number"),
                   _forms(("recipient org:identifier", "supplier identifier", "supplier id"), ())),
            Target("provider_id.company_no", "organisations", _code("company_no", "Supplier's company number"),
                   _forms(("recipient org:company number", "supplier registered company number",
                           "company number", "supplier company number", "companies house number"), ())),
            Target("provider_id.charity_no", "organisations", _code("charity_no", "Supplier's charity number"),
                   _forms(("recipient org:charity number", "charity number", "registration number",
                           "supplier charity number", "registered charity number"), ())),
            Target("commissioner_id.identifier", "organisations", _code("identifier", "Commissioner's number"),
                   _forms(("funding org:identifier", "buyer identifier", "buyer id"), ())),
        )  # fmt: skip
    if kind == "services":
        return (
            Target("ref.continues", "services", _code("continues", "Continues the row"),
                   _forms(("import_id_reference", "parent id", "parent ref", "continues"), ())),
            Target("min_age", "services", FieldSpec(name="min_age", kind=Kind.COUNT, label="Youngest age"),
                   _forms(("min_age", "age from", "minimum age", "lower age"), ())),
            Target("max_age", "services", FieldSpec(name="max_age", kind=Kind.COUNT, label="Oldest age"),
                   _forms(("max_age", "age to", "maximum age", "upper age"), ())),
        )  # fmt: skip
    return ()


def reads_as(target: Target) -> Kind:
    """Return how the cells of a column are read."""
    return target.spec.kind
