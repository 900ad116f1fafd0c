"""What a column of each kind of file may become: fields of the kind's records."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from commissionplanner.io.mapping.gist import Gist, gist_of
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

_FIRST: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("organisations", "name"): ("official-name", "organisation name", "provider name", "org name", "name",
                                "organisation", "trust name", "school name", "charity name"),
    ("organisations", "short_name"): ("short name", "nice-name", "abbreviation"),
    ("contracts", "total_value_p"): ("total contract value", "total value", "lifetime value", "whole life value",
                                     "awarded value", "contract award value"),
    ("contracts", "term_months"): ("initial contract period (months)", "initial term", "contract term (initial)"),
}  # fmt: skip
"""Headings that come before those the fields list, where a file may have several of them."""

_MORE: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("contracts", "note"): ("notes", "note", "comments", "comment"),
    ("contracts", "ref"): ("contract ref no", "agreement reference", "award id", "ocid",
                           "contract reference no", "agreement number", "grant ref", "grant reference", "grant id",
                           "register number", "unique reference", "procurement reference", "tender reference", "po number"),
    ("contracts", "title"): ("contract description", "agreement title", "title of contract", "project title", "tender title", "awards title",
                           "contracts title", "procurement title", "contract title/description", "scheme",
                           "project", "name of grant", "service title"),
    ("contracts", "commissioner_id"): ("commissioning body", "lead commissioner", "buyer organisation",
                                       "council", "purchaser", "partner", "client", "awarding body", "funder",
                                       "funding body", "grant maker", "contracting body", "local authority",
                                       "co-ordinating commissioner", "coordinating commissioner",
                                       "awarded by", "buying organisation", "publisher", "buyer name",
                                       "awarding authority", "contracting authority name"),
    ("contracts", "notice_months"): ("notice", "notice period (months)"),
    ("contracts", "provider_id"): ("organisation commissioned", "grantee", "awarded to", "service provider",
                                   "provider organisation", "supplier company", "company", "delivery partner",
                                   "supplier name and details", "suppliers name", "beneficiary", "awarded supplier name",
                                   "beneficiary name", "recipient name", "recipient organisation", "name of organisation",
                                   "supplier details", "contractor name", "successful supplier", "winning supplier",
                                   "name of recipient", "main provider", "lead provider", "supplier(s) name"),
    ("contracts", "total_value_p"): ("total amount", "total contract sum", "grant amount", "estimated total value", "amount of grant", "value amount",
                                     "awards value amount", "price", "contract price", "total cost", "award amount",
                                     "grant awarded", "grant value", "contract amount", "total grant",
                                     "value over term", "contract sum", "total award"),
    ("contracts", "start_on"): ("date start", "from date", "commencement", "contract commencement date", "funding start",
                                "grant start", "start of contract", "contract from", "period start date", "starts",
                                "start date of contract", "contract start", "grant start date", "valid from",
                                "effective from", "term start"),
    ("contracts", "current_end_on"): ("date end", "finish", "finish date", "end of contract", "until",
                                      "to date", "expires on", "funding end", "contract expiry", "grant end", "contract to", "period end date",
                                      "ends", "end date of contract", "grant end date", "valid to", "effective to",
                                      "term end", "contract finish", "current expiry date", "end date (current)"),
    ("contracts", "max_end_on"): ("end date with extensions", "final end date", "ultimate end date",
                                  "end date inc extensions", "end incl extensions", "extension end",
                                  "extension end date", "extension available to", "extended to", "maximum extension date",
                                  "maximum end", "latest possible end", "contractperiod_maxextentdate",
                                  "period_maxextentdate", "end date including extension options", "option to extend until",
                                  "max end date including extensions", "max end date including extension options",
                                  "end date including all extensions"),
    ("contracts", "term_months"): ("months", "length (months)", "length of contract", "term months",
                                   "term (years)", "contract term (years)", "duration (years)",
                                   "total contract period (months)", "initial contract term", "length (years)",
                                   "time period for which the grant has been given", "grant period",
                                   "contract duration", "duration of contract", "grant duration", "term of contract",
                                   "contract length (months)", "contract duration (months)"),
    ("contracts", "description"): ("purpose of grant", "purpose of the grant", "summary of the purpose of the grant",
                                   "purpose", "details", "scope", "goods/services", "summary",
                                     "description of the goods and/or services", "description of goods and services"),
    ("contracts", "is_sme"): ("supplier is sme", "small or medium sized enterprise"),
    ("contracts", "is_vcse"): ("supplier is vcse", "voluntary or community sector organisation"),
    ("contracts", "department"): ("dept", "department responsible", "client department", "service area", "local authority department", "team", "portfolio", "division"),
    ("contracts", "service_ids"): ("service line", "service name"),
    ("contracts", "route"): ("process", "procedure", "procedure type", "procurement process", "route", "award procedure",
                             "tender process"),
    ("contracts", "award_on"): ("awards date", "award decision date", "date of contract award"),
    ("contracts", "extension_terms"): ("options to extend", "extension option", "extension options available", "contract extension",
                                       "extension period", "extension details", "extension available", "maximum extension",
                                       "extension options and terms",
                                       "possible extensions"),
    ("services", "note"): ("notes", "comments", "comments (optional)"),
    ("services", "end_on"): ("ends", "finish date", "planned end"),
    ("services", "start_on"): ("starts", "commenced"),
    ("services", "name"): ("scheme", "title", "service title", "project", "project name", "description of line", "line description"),
    ("services", "ref"): ("id", "scheme ref", "code", "line"),
    ("services", "age_bands"): ("age", "cohort", "age banding"),
    ("services", "provider_ids"): ("who provides it", "provided by whom", "supplier", "delivery organisation"),
    ("services", "lead_commissioner_id"): ("la name", "local authority", "authority", "council", "who commissions it", "la",
                                           "commissioning organisation", "commissioner organisation", "lead organisation",
                                           "lead agency", "lead body", "responsible organisation"),
    ("services", "payer_id"): ("paid by", "payer", "funded by organisation", "paying organisation", "who pays"),
    ("services", "stream_id"): ("source of funding", "funding stream", "funding source", "funded by",
                                "fund", "grant", "budget source", "paid from"),
    ("services", "year"): ("financial year", "year", "fy", "time_period"),
    ("services", "measure"): ("measure", "budget or actual"),
    ("services", "is_recurrent"): ("recurrent", "is recurrent"),
    ("services", "certainty"): ("certainty",),
    ("services", "amount_p"): ("amount", "value", "annual budget", "spend", "annual value", "net budget",
                               "gross budget", "total cost", "total", "planned spend", "expenditure amount",
                               "net expenditure", "gross expenditure", "net", "gross", "current budget", "base budget"),
    ("funding", "note"): ("notes", "comments", "conditions and notes"),
    ("funding", "name"): ("stream", "name", "grant title", "title", "budget", "funding line", "description"),
    ("funding", "ref"): ("ref", "reference", "code", "grant reference", "id", "project reference"),
    ("funding", "holder_id"): ("recipient org:name", "authority", "local authority", "la name", "lead authority",
                               "organisation", "who holds it", "budget held by", "recipient organisation"),
    ("funding", "payer_id"): ("who pays", "source", "department", "from", "paid by organisation", "donor"),
    ("funding", "recurrence"): ("recurrent/non-recurrent", "recurrent or non-recurrent", "r/nr", "rec/non-rec"),
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
    ("spend", "description"): ("expense description", "details", "summary of purpose", "summary of purpose of expenditure",
                               "transaction description", "invoice description"),
    ("spend", "area"): ("directorate", "department", "cost centre description", "service", "cost centre", "service label"),
    ("spend", "type"): ("merchant category", "subjective", "subjective description", "category", "expenditure type"),
    ("spend", "reference"): ("invoice number", "payment reference", "transaction no", "document number", "transaction id"),
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
        gists: What those headings say, best first.
    """

    key: str
    table: str
    spec: FieldSpec
    headings: tuple[str, ...]
    gists: tuple[Gist, ...] = ()

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
            first = _FIRST.get((kind, spec.name), ())
            forms = _forms((*first, *spec.headings), more)
            gists = _gists(kind, (*first, *spec.headings, *more))
            found.setdefault(spec.name, Target(spec.name, table, spec, forms, gists))
    for target in _aside(kind):
        found[target.key] = target
    return found


def _forms(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squashed(heading) for heading in (*own, *more) if heading))


def _gists(kind: str, headings: tuple[str, ...]) -> tuple[Gist, ...]:
    return tuple(g for g in dict.fromkeys(gist_of(heading, kind) for heading in headings) if g)


def _code(name: str, label: str) -> FieldSpec:
    return FieldSpec(name=name, kind=Kind.CODE, label=label)


_CODES: Final = (
    ("identifier", "number", ("identifier", "id")),
    ("company_no", "company number", ("company number", "registered company number", "company no")),
    ("charity_no", "charity number", ("charity number", "registered charity number", "charity no")),
    ("ods_code", "ODS code", ("ods code", "ods")),
    ("ons_code", "ONS code", ("ons code", "gss code")),
)  # fmt: skip
_NAMED: Final[Mapping[str, tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]]] = {
    "contracts": (
        ("provider_id", "Supplier's", ("supplier", "recipient org", "provider", "recipient"),
         ("company_no", "charity_no", "ods_code")),
        ("commissioner_id", "Commissioner's", ("funding org", "buyer", "commissioner"), ()),
    ),
    "services": (
        ("lead_commissioner_id", "Commissioner's", ("new_la", "la", "local authority", "commissioner"), ("ons_code",)),
        ("provider_ids", "Provider's", ("provider",), ("ods_code",)),
    ),
    "funding": (("holder_id", "Holder's", ("recipient", "holder", "local authority", "la"), ("ons_code",)),),
    "spend": (("supplier_id", "Supplier's", ("supplier", "beneficiary"), ()),),
}  # fmt: skip
"""Of the organisations that a column names: whose the code is, before which words, and which codes
are theirs where the heading does not say whose."""


def _codes_of(kind: str) -> tuple[Target, ...]:
    """Return the columns that hold codes of the organisations which other columns name."""
    found = []
    for key, whose, before, alone in _NAMED.get(kind, ()):
        for name, label, headings in _CODES:
            forms = [f"{word} {heading}" for word in before for heading in headings]
            if name == "ons_code":
                forms += [f"{word} code" for word in before]
            if name in alone:
                forms += [*headings, *(("registration number",) if name == "charity_no" else ())]
            spec = _code(name, f"{whose} {label}")
            found.append(Target(f"{key}.{name}", "organisations", spec, _forms(tuple(forms), ())))
    return tuple(found)


def _aside(kind: str) -> tuple[Target, ...]:
    """Columns that say more of an organisation, or tie a row to another."""
    codes = _codes_of(kind)
    if kind == "services":
        return (
            *codes,
            Target("ref.continues", "services", _code("continues", "Continues the row"),
                   _forms(("import_id_reference", "parent id", "parent ref", "continues"), ())),
            Target("min_age", "services", FieldSpec(name="min_age", kind=Kind.COUNT, label="Youngest age"),
                   _forms(("min_age", "age from", "minimum age", "lower age"), ())),
            Target("max_age", "services", FieldSpec(name="max_age", kind=Kind.COUNT, label="Oldest age"),
                   _forms(("max_age", "age to", "maximum age", "upper age"), ())),
        )  # fmt: skip
    return codes


def reads_as(target: Target) -> Kind:
    """Return how the cells of a column are read."""
    return target.spec.kind
