"""Organisations, the boundaries they work within, who follows whom, and their people."""

from datetime import date
from typing import Final

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear

ORGANISATION_CODES: Final = ("ods_code", "ons_code", "company_no", "charity_no")
"""The fields that each tell one body from every other, where they are filled."""


@entity
class Organisation(Record):
    """A body that funds, commissions, provides or hosts; or a directorate of one."""

    name: str = f.text(
        "Organisation",
        required=True,
        headings=(
            "organisation name", "organisation", "organization", "name of organisation", "body",
            "authority", "local authority", "partner", "entity", "org name", "provider name",
            "official-name", "name", "la name", "trust name", "icb24nm", "organisationlabel",
        ),
    )  # fmt: skip
    short_name: str = f.text("Short name", headings=("short name", "nice-name", "abbreviation"))
    type: str | None = f.term(
        "Type",
        "organisation_type",
        required=True,
        headings=("organisation type", "org type", "type", "local-authority-type-name",
                  "local-authority-type", "provision type"),
    )  # fmt: skip
    sector: str | None = f.term(
        "Sector", "sector", required=True, headings=("sector", "organisation sector")
    )
    parent_id: str | None = f.ref(
        "Part of", "organisations", help="Set for a directorate or department.",
        headings=("parent organisation", "directorate of", "part of"),
    )  # fmt: skip
    is_partner: bool | None = f.flag(
        "Partner in this plan",
        help="Money between two partners is a transfer: shown, and counted once.",
        headings=("partner in plan", "is partner"),
    )
    ods_code: str = f.code(
        "ODS code", headings=("ods code", "organisation code", "ods", "icb24cdh", "org code")
    )
    ons_code: str = f.code(
        "ONS code",
        headings=("ons code", "gss code", "gss-code", "statistical-geography", "icb24cd"),
    )
    company_no: str = f.code(
        "Company number",
        headings=("company number", "supplier registered company number", "company no",
                  "companies house number", "recipient org:company number"),
    )  # fmt: skip
    charity_no: str = f.code(
        "Charity number",
        headings=("charity number", "registration number", "charity no", "registered charity no",
                  "recipient org:charity number"),
    )  # fmt: skip
    vat_recovery: str | None = f.term("VAT recovery", "vat_recovery")
    roles: tuple[str, ...] = f.terms("Roles", "organisation_role", required=True,
                                     headings=("role", "roles"))  # fmt: skip
    area: str = f.text("Area", headings=("region", "area", "government office region", "gor"))
    links_confirmed_by: str = f.text(
        "Links confirmed by",
        help="Until somebody confirms that its links are complete, a missing one proves nothing.",
    )
    links_confirmed_on: date | None = f.day("Links confirmed on")
    colour: int | None = f.count("Colour", help="Its place in the palette, from 1; set by use.",
                                 in_digest=False)  # fmt: skip
    contact_id: str | None = f.ref("Contact", "persons")


@entity
class Boundary(Record):
    """An area or partnership that organisations work within."""

    name: str = f.text("Boundary", required=True)
    kind: str | None = f.term("Kind", "boundary_kind", required=True)
    geometry_codes: tuple[str, ...] = f.texts("ONS codes")
    governance_body: str = f.text("Governing body")
    decision_rule: str | None = f.term("Decides by", "decision_rule")


@entity
class BoundaryMember(Record):
    """An organisation's part in a boundary or partnership."""

    boundary_id: str | None = f.ref("Boundary", "boundaries", required=True)
    organisation_id: str | None = f.ref("Organisation", "organisations", required=True)
    population_share_ppm: int | None = f.rate("Share of population")


@entity
class Succession(Record):
    """One body that follows another, wholly or in part; many to many."""

    from_id: str | None = f.ref("From", "organisations", required=True)
    to_id: str | None = f.ref("To", "organisations", required=True)
    effective_on: date | None = f.day("Takes effect on", required=True)
    legal_order: str = f.text("Legal order")
    share_by: str | None = f.term("Shared by", "succession_share")
    share_ppm: int | None = f.rate("Share")
    contract_ids: tuple[str, ...] = f.refs("Contracts named", "contracts")
    amount_p: int | None = f.money("Amount")


@entity
class Person(Record):
    """Somebody named in the plan. Names are kept here only, so that one can be erased."""

    name: str = f.text("Name", required=True, personal=True, in_digest=False)
    email: str = f.text("E-mail", personal=True, in_digest=False)
    organisation_id: str | None = f.ref("Organisation", "organisations")
    post: str = f.text("Post")


@entity
class RoleHolder(Record):
    """A post that somebody holds: sponsor, joint commissioner, lead."""

    role: str | None = f.term("Role", "role_kind", required=True)
    person_id: str | None = f.ref("Person", "persons")
    organisation_ids: tuple[str, ...] = f.refs("Employed by", "organisations", required=True)
    service_ids: tuple[str, ...] = f.refs("For services", "services")
    pool_id: str | None = f.ref("For the pool", "pools")
    is_deputy: bool | None = f.flag("Deputy")
    start_on: date | None = f.day("From")
    end_on: date | None = f.day("To")


@entity
class System(Record):
    """A record system that services keep people's information in."""

    name: str = f.text("System", required=True)
    supplier: str = f.text("Made by")
    owner_id: str | None = f.ref("Owner", "organisations", required=True)
    standards: tuple[str, ...] = f.terms("Standards", "system_standard")
    service_ids: tuple[str, ...] = f.refs("Used by services", "services")


@entity
class Population(Record):
    """How many people of an age band live in an area in a year."""

    area: str = f.text("Area", required=True)
    boundary_id: str | None = f.ref("Boundary", "boundaries")
    organisation_id: str | None = f.ref("Organisation", "organisations")
    age_band: str | None = f.term("Age band", "age_band", required=True)
    year: FinancialYear | None = f.year("Year", required=True)
    people: int | None = f.count("People", unit="people", required=True)
    source: str = f.text("Source")
