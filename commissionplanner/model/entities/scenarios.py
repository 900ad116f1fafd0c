"""Scenarios over the base plan, what they assume, and who benefits."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear


@entity
class Scenario(Record):
    """A what-if: the base plan with its own assumptions and overrides."""

    name: str = f.text("Scenario", required=True)
    parent_id: str | None = f.ref("Built on", "scenarios")
    kind: str | None = f.term("Kind", "scenario_kind", required=True)
    method: str | None = f.term(
        "Rates are", "rate_method", help="Compounded one after another, or added up."
    )
    roll_forward: str | None = f.term(
        "Roll forward", "roll_forward",
        help="Only years with no figure, or every year after the first.",
    )  # fmt: skip
    rolls_contributions: bool | None = f.flag(
        "Roll money in forward", help="Money rolled forward counts as assumed."
    )
    is_locked: bool | None = f.flag("Locked")
    audience: str | None = f.term("Audience", "audience")


@entity
class Assumption(Record):
    """One thing assumed, for the base (no scenario) or one scenario.

    The narrowest that fits holds: the scenario's own before its parent's before the base's,
    for a service, stream or partner before all, for a year before every year.
    """

    scenario_id: str | None = f.ref(
        "Scenario", "scenarios", help="Left empty, it holds for the plan itself."
    )
    key: str | None = f.term("Assumption", "assumption_key", required=True)
    year: FinancialYear | None = f.year(
        "Year", help="Left empty, it holds for every year after the first."
    )
    pool_id: str | None = f.ref("For the fund", "pools")
    service_id: str | None = f.ref("For the service", "services")
    stream_id: str | None = f.ref("For the stream", "funding_streams")
    partner_id: str | None = f.ref("For the partner", "organisations")
    unit: str | None = f.term("Unit", "assumption_unit")
    rate_ppm: int | None = f.rate("Rate")
    amount_p: int | None = f.money("Amount")
    number_milli: int | None = f.quantity("Number", unit="thousandths")
    low_ppm: int | None = f.rate("Low")
    high_ppm: int | None = f.rate("High")
    source: str = f.text("Source", required=True)
    owner_id: str | None = f.ref("Owner", "role_holders", required=True)
    made_on: date | None = f.day("Date", required=True)
    confidence_grade: int | None = f.count("Confidence grade", help="1 (best) to 6.")


@entity
class Override(Record):
    """A field of a record that a scenario sees with another value."""

    scenario_id: str | None = f.ref("Scenario", "scenarios", required=True)
    table_name: str = f.code("Table", required=True)
    record_id: str = f.code("Record", required=True)
    field_name: str = f.code("Field", required=True)
    value: str = f.text("Value", help="As the plan file writes it; empty means not known.")


@entity
class BenefitLine(Record):
    """One benefit of a service, from population to pounds a year."""

    service_id: str | None = f.ref("Service", "services", required=True)
    scenario_id: str | None = f.ref("Scenario", "scenarios")
    name: str = f.text("Benefit", required=True)
    population: int | None = f.count("Population", unit="people")
    affected_ppm: int | None = f.rate("Affected")
    engagement_ppm: int | None = f.rate("Engaged")
    retention_ppm: int | None = f.rate("Retained")
    impact_ppm: int | None = f.rate("Impact")
    deadweight_ppm: int | None = f.rate(
        "Deadweight", help="Of the impact, what would have come about anyway."
    )
    leakage_ppm: int | None = f.rate(
        "Leakage", help="Goes to people it is not meant for. Left empty: not applied."
    )
    displacement_ppm: int | None = f.rate(
        "Displacement", help="Taken from others it is meant for. Left empty: not applied."
    )
    substitution_ppm: int | None = f.rate(
        "Substitution", help="One thing done in place of another. Left empty: not applied."
    )
    multiplier_ppm: int | None = f.rate(
        "Economic multiplier", help="Further effects: 110% adds a tenth. Left empty: not applied."
    )
    unit_value_p: int | None = f.money("Value of one")
    price_year: FinancialYear | None = f.year("Prices of")
    lag_profile: tuple[str, ...] = f.texts(
        "Lag profile", help="Percent of the full effect by year, such as 0, 50, 100."
    )
    drop_off_ppm: int | None = f.rate("Drop-off a year")
    benefit_class: str | None = f.term("Class", "benefit_class", required=True)
    cashable: str | None = f.term("Cashable", "cashable")
    cashability_ppm: int | None = f.rate("Cashable part")
    discount_schedule: str | None = f.term(
        "Discounting", "discount_schedule",
        help="Left empty: as the plan's. Health effects valued in QALYs have their own.",
    )  # fmt: skip
    confidence_grade: int | None = f.count("Confidence grade", help="1 (best) to 6.")
    source: str = f.text("Source")


@entity
class BenefitShare(Record):
    """The part of a benefit that reaches one body; the parts make 100 %."""

    benefit_id: str | None = f.ref("Benefit", "benefits", required=True)
    organisation_id: str | None = f.ref("Body", "organisations")
    body: str = f.text("Body, where it is not in the plan")
    share_ppm: int | None = f.rate("Share", required=True)
