"""What a column of each kind of file may become: fields of the kind's records."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from commissionplanner.io.mapping.fields.gist import Gist, gist_of
from commissionplanner.io.mapping.fields.headings import squashed
from commissionplanner.io.mapping.fields.known_headings import known_headings, known_paths
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
    {"import_id", "source_cell", "field_sources", "created_by", "created_at", "data_confidence", "audience",
     "colour", "service_id", "contract_id", "month", "links_confirmed_by", "links_confirmed_on",
     "contact_id", "lead_id", "outcome_ids", "pool_id", "eligible_service_ids"}
)  # fmt: skip
_SHARED: Final = frozenset({"note", "valid_from_on", "valid_to_on"})


@dataclass(frozen=True, slots=True)
class Target:
    """Something that a column may become.

    Attributes:
        key: Name of the field; with a dot, a field of the organisation that the first names.
        table: The table the field is of.
        spec: The field's spec, which says how its cells are read.
        headings: Headings that mean it, without spaces and marks, best first.
        gists: What those headings say, best first.
        paths: Where it stands in files flattened from records within records, best first.
    """

    key: str
    table: str
    spec: FieldSpec
    headings: tuple[str, ...]
    gists: tuple[Gist, ...] = ()
    paths: tuple[str, ...] = ()

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
            first, more = known_headings(kind, spec.name)
            if spec.name in _NOT_COLUMNS and not more:
                continue
            if spec.name in _SHARED and not more:
                continue
            forms = _forms((*first, *spec.headings), more)
            gists = _gists(kind, (*first, *spec.headings, *more))
            paths = known_paths(kind, spec.name)
            found.setdefault(spec.name, Target(spec.name, table, spec, forms, gists, paths))
    for target in _aside(kind):
        found[target.key] = replace(target, paths=known_paths(kind, target.key))
    return found


def _forms(own: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squashed(heading) for heading in (*own, *more) if heading))


def _gists(kind: str, headings: tuple[str, ...]) -> tuple[Gist, ...]:
    return tuple(g for g in dict.fromkeys(gist_of(heading, kind) for heading in headings) if g)


def _code(name: str, label: str) -> FieldSpec:
    return FieldSpec(name=name, kind=Kind.CODE, label=label)


_CODES: Final = (
    ("identifier", "number", ("identifier", "id", "registration number", "registration no", "reg no", "reg number")),
    ("company_no", "company number", ("company number", "registered company number", "company no")),
    ("charity_no", "charity number", ("charity number", "registered charity number", "charity no", "registered charity no",
      "charity registration number", "charity reg no", "reg charity no", "charity commission number")),
    ("ods_code", "ODS code", ("ods code", "ods")),
    ("ons_code", "ONS code", ("ons code", "gss code")),
)  # fmt: skip
_NAMED: Final[Mapping[str, tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]]] = {
    "contracts": (
        ("provider_id", "Supplier's", ("supplier", "recipient org", "provider", "recipient", "beneficiary", "beneficiarys"),
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


_REGISTERED: Final = ("registration number", "registration no", "registration numbers")
"""Of the supplier, where it does not say whose: the Transparency Code asks for it beside them."""


def _codes_of(kind: str) -> tuple[Target, ...]:
    """Return the columns that hold codes of the organisations which other columns name."""
    found = []
    for key, whose, before, alone in _NAMED.get(kind, ()):
        for name, label, headings in _CODES:
            forms = [f"{word} {heading}" for word in before for heading in headings]
            if name == "ons_code":
                forms += [f"{word} code" for word in before]
            if name in alone:
                forms += [*headings, *(_REGISTERED if name == "charity_no" else ())]
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
                   _forms(("min_age", "age from", "minimum age", "lower age", "eligibility_minimum_age", "youngest age", "age min", "from age", "suitable from age", "minimum age (years)"), ())),
            Target("max_age", "services", FieldSpec(name="max_age", kind=Kind.COUNT, label="Oldest age"),
                   _forms(("max_age", "age to", "maximum age", "upper age", "eligibility_maximum_age", "oldest age", "age max", "to age", "suitable to age", "maximum age (years)"), ())),
        )  # fmt: skip
    return codes


def reads_as(target: Target) -> Kind:
    """Return how the cells of a column are read."""
    return target.spec.kind
