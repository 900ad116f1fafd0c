"""Services, what they cost, what they should achieve and what is known to work."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear


@entity
class Service(Record):
    """Something provided for a population, whoever pays for it and runs it."""

    ref: str = f.code("Reference", headings=("scheme id", "service id", "service ref", "ref",
                                             "reference", "import_id", "cost centre"))  # fmt: skip
    name: str = f.text(
        "Service",
        required=True,
        headings=("service", "service name", "scheme name", "activity", "line", "service line",
                  "cost centre description", "budget heading", "name", "programme",
                  "cypservicedescription"),
    )  # fmt: skip
    short_name: str = f.text("Short name", help="Used on the map.", headings=("short name",))
    description: str = f.text(
        "Description",
        headings=("description", "brief description of scheme", "description of scheme",
                  "short_description", "service description", "what it does"),
    )  # fmt: skip
    lead_commissioner_id: str | None = f.ref(
        "Commissioner",
        "organisations",
        required=True,
        headings=("commissioner", "lead commissioner", "commissioned by", "commissioning body"),
    )
    commissioning_mode: str | None = f.term(
        "Commissioned", "commissioning_mode", required=True,
        headings=("commissioning mode", "commissioning arrangement"),
    )  # fmt: skip
    other_commissioner_ids: tuple[str, ...] = f.refs("Other commissioners", "organisations")
    nhs_share_ppm: int | None = f.rate(
        "NHS share", headings=("% nhs (if joint commissioner)", "% nhs", "if joint % nhs")
    )
    la_share_ppm: int | None = f.rate(
        "Council share", headings=("% la (if joint commissioner)", "% la", "if joint % la")
    )
    provider_ids: tuple[str, ...] = f.refs(
        "Providers",
        "organisations",
        required=True,
        headings=("provider", "providers", "provided by", "delivered by", "organisation",
                  "provider name", "lead provider"),
    )  # fmt: skip
    directorate_id: str | None = f.ref(
        "Directorate", "organisations", headings=("directorate", "department", "team")
    )
    age_bands: tuple[str, ...] = f.terms(
        "Age bands", "age_band", required=True,
        headings=("age band", "age bands", "age group", "ages", "age range"),
    )  # fmt: skip
    life_stages: tuple[str, ...] = f.terms("Life stages", "life_stage")
    hcp_level: str | None = f.term("Healthy Child Programme level", "hcp_level")
    prevention_tier: str | None = f.term(
        "Prevention", "prevention_tier", required=True,
        headings=("prevention tier", "prevention", "tier"),
    )  # fmt: skip
    tier_reason: str = f.text(
        "Why this tier", help="What says that it prevents, or that it reacts.",
        headings=("why this tier", "tier reason", "reason for prevention tier"),
    )  # fmt: skip
    targeting: str | None = f.term("Targeting", "targeting", headings=("targeting", "need level"))
    statutory: str | None = f.term(
        "Statutory", "statutory_status", required=True,
        headings=("statutory", "statutory or discretionary", "statutory status"),
    )  # fmt: skip
    duty: str = f.text("Duty", help="The law or policy that asks for it.",
                       headings=("duty", "statutory duty", "legal duty"))  # fmt: skip
    is_sole_duty: bool | None = f.flag(
        "One body's by law",
        help="The law gives this function to one body alone; it is then no silo.",
        headings=("sole statutory function",),
    )
    core_offer: tuple[str, ...] = f.terms(
        "Core offer", "core_offer",
        help="The lines of the early-years core offer that this service provides; confirmed by hand.",
    )  # fmt: skip
    outcome_area: str = f.text("Outcome area", headings=("outcome area", "primary objective"))
    area: str = f.text("Area served", headings=("area served", "locality", "area"))
    area_of_spend: str | None = f.term(
        "Area of spend", "area_of_spend", headings=("area of spend",)
    )
    bcf_scheme_type: str | None = f.term(
        "Scheme type", "bcf_scheme_type", headings=("scheme type",)
    )
    bcf_sub_type: str = f.text("Scheme sub-type", headings=("sub types", "sub type"))
    s251_line: str = f.code("Section 251 line", headings=("linenumber", "line number", "s251 line"))
    eif_evidence: str | None = f.term(
        "Evidence", "eif_evidence", headings=("evidence rating", "eif rating", "eif evidence")
    )
    eif_cost: str | None = f.term("Cost rating", "eif_cost")
    new_existing: str | None = f.term(
        "New or existing", "new_existing",
        headings=("new/existing scheme", "new/ existing scheme", "new or existing scheme"),
    )  # fmt: skip
    annual_volume_milli: int | None = f.quantity(
        "Volume a year", unit="thousandths",
        headings=("annual volume", "planned outputs", "volume", "activity volume"),
    )  # fmt: skip
    volume_unit: str = f.text("Volume counted in", headings=("units", "unit", "output type"))
    staff_wte_milli: int | None = f.quantity(
        "Staff (WTE)", unit="thousandths", headings=("staff wte", "wte", "fte")
    )
    staff_fixed_term_wte_milli: int | None = f.quantity(
        "Staff on fixed-term money (WTE)", unit="thousandths"
    )
    vacancy_ppm: int | None = f.rate("Vacancies", headings=("vacancy %", "vacancy rate"))
    trained_ppm: int | None = f.rate("Trained", headings=("trained %", "staff trained"))
    lead_id: str | None = f.ref("Accountable lead", "role_holders")
    outcome_ids: tuple[str, ...] = f.refs("Outcomes", "outcomes")
    theory_of_change: bool | None = f.flag("Theory of change recorded")
    practice_on_decision_body: bool | None = f.flag(
        "Practice has a voice",
        help="A provider, practitioner or parent sits on the body that decides.",
    )
    is_poolable: bool | None = f.flag("May be pooled")
    start_on: date | None = f.day("Starts", headings=("start date", "visible_from"))
    end_on: date | None = f.day("Planned end", headings=("end date", "visible_to"))
    audience: str | None = f.term("Audience", "audience")


@entity
class ServiceCost(Record):
    """What a service costs in a year, by payer and stream."""

    service_id: str | None = f.ref("Service", "services", required=True)
    year: FinancialYear | None = f.year("Year", required=True)
    payer_id: str | None = f.ref(
        "Paid by", "organisations",
        headings=("payer", "paid by", "funder", "funded by", "funding organisation"),
    )  # fmt: skip
    stream_id: str | None = f.ref("From the stream", "funding_streams")
    pool_id: str | None = f.ref("Met from the pool", "pools")
    amount_p: int | None = f.money(
        "Amount", required=True,
        headings=("expenditure", "expenditure (£)", "planned expenditure", "cost", "annual cost",
                  "budget", "total expenditure", "totalexpenditure", "net current expenditure"),
    )  # fmt: skip
    measure: str | None = f.term("Measure", "cost_measure", required=True)
    certainty: str | None = f.term("Certainty", "certainty")
    is_recurrent: bool | None = f.flag("Recurrent")
    full_year_p: int | None = f.money(
        "Amount of a full year",
        help="Where this year has only part of one, or of a saving; later years go on from it. "
        "Without an amount, the part of the year in which the service runs is worked out from it.",
    )
    in_kind: bool | None = f.flag("In kind", help="Staff, rooms or goods: shown apart from cash.")
    year_basis: str | None = f.term("Kind of year", "year_basis")
    term_shares: tuple[str, ...] = f.texts(
        "Parts by term", help="Autumn, spring, summer: percent, hours or children counted."
    )
    capital_kind: str | None = f.term(
        "Kind of capital", "capital_kind", help="Raised for optimism by the bound of its kind."
    )
    vat_basis: str | None = f.term("VAT", "vat_basis")


@entity
class Outcome(Record):
    """Something the plan means to change, and how that is measured."""

    aim: str = f.text("Aim", required=True)
    measure: str = f.text("Measure", required=True)
    unit: str = f.text("Unit")
    baseline_milli: int | None = f.quantity("Baseline", unit="thousandths")
    baseline_year: FinancialYear | None = f.year("Baseline year")
    source: str = f.text("Source")
    service_ids: tuple[str, ...] = f.refs("Services", "services")


@entity
class OutcomeTarget(Record):
    """What an outcome should be in a year, and what it was."""

    outcome_id: str | None = f.ref("Outcome", "outcomes", required=True)
    year: FinancialYear | None = f.year("Year", required=True)
    target_milli: int | None = f.quantity("Target", unit="thousandths")
    actual_milli: int | None = f.quantity("Actual", unit="thousandths")


@entity
class EvidenceItem(Record):
    """A study, evaluation or judgement that bears on services."""

    title: str = f.text("Evidence", required=True)
    kind: str | None = f.term("Kind", "evidence_kind", required=True)
    country: str = f.text("Country")
    published_year: int | None = f.count("Published", unit="calendar year")
    eif_rating: str | None = f.term("Rating", "eif_evidence")
    service_ids: tuple[str, ...] = f.refs("Services", "services")
    url: str = f.text("Link")
    finding: str = f.text("What it found")
    library_id: str = f.code(
        "Library entry", help="The entry of the program's library that it was made from."
    )


@entity
class PracticeNote(Record):
    """What was heard from the front line, parents or providers, and what changed. No names."""

    service_id: str | None = f.ref("Service", "services", required=True)
    heard_on: date | None = f.day("Heard on", required=True)
    role: str | None = f.term("From", "practice_role")
    heard: str = f.text("What was heard", required=True)
    changed: str = f.text("What changed")
    audience: str | None = f.term("Audience", "audience")
