"""What the plan says of itself: title, scope, years, as-at date, and its written parts."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear, year_range

MOST_YEARS = 10
MOST_EARLIER_YEARS = 5


@entity
class About(Record):
    """The one record about the whole plan. Its id is permanent and survives save-as."""

    title: str = f.text("Title", required=True)
    area: str = f.text("Area", help="The place the plan is for.")
    age_bands: tuple[str, ...] = f.terms("Ages", "age_band", help="Whom the plan is for.")
    services_in: str = f.text("Services in scope")
    services_out: str = f.text("Services out of scope")
    as_at_on: date | None = f.day(
        "As at",
        required=True,
        help="The day that findings and exports speak of. Never the computer's clock.",
    )
    first_year: FinancialYear | None = f.year("First year planned", required=True)
    year_count: int | None = f.count("Years planned", unit="years", help="Up to ten.")
    earlier_years: int | None = f.count(
        "Earlier years", unit="years", help="Up to five before the first, for trends."
    )
    horizon_months: int | None = f.count(
        "Look ahead", unit="months", help="How far ahead a decision counts as due."
    )
    marking: str | None = f.term("Marking", "marking", help="Printed on every page.")
    marking_text: str = f.text("Marking, own words")
    audience: str | None = f.term(
        "Audience", "audience", help="Who may see what carries no audience of its own."
    )
    version: str = f.text("Version", help="As the board papers name it.")
    core_offer_gaps: tuple[str, ...] = f.terms(
        "Core offer, provided by nobody", "core_offer",
        help="Lines that somebody asked about and that nobody provides: a gap, not a blank.",
    )  # fmt: skip
    deflator_series: str | None = f.term(
        "Price index", "deflator_series",
        help="The dated series by which cash is turned into real terms.",
    )  # fmt: skip
    real_terms_year: FinancialYear | None = f.year(
        "Real terms in prices of", help="Left empty: the first year planned."
    )
    discount_schedule: str | None = f.term(
        "Discounting", "discount_schedule",
        help="The dated schedule of rates by which later years count for less.",
    )  # fmt: skip
    chance_seed: int | None = f.count(
        "Seed of draws",
        help="What draws over the ranges of assumptions begin from: the same seed gives the same "
        "figures. Left empty: 2026.",
    )
    pro_rata: str | None = f.term(
        "Part of a year is counted", "pro_rata", help="Left empty: by days."
    )

    @property
    def years(self) -> tuple[FinancialYear, ...]:
        """The years planned, in order; none where the first is not known."""
        if self.first_year is None:
            return ()
        return year_range(self.first_year, min(self.year_count or 5, MOST_YEARS))

    @property
    def all_years(self) -> tuple[FinancialYear, ...]:
        """The earlier years and then those planned, in order."""
        if self.first_year is None:
            return ()
        before = min(self.earlier_years or 0, MOST_EARLIER_YEARS)
        return year_range(self.first_year.plus(-before), before) + self.years


@entity
class Narrative(Record):
    """One written part of the board paper."""

    part: str | None = f.term("Part", "narrative_part", required=True)
    text: str = f.text("Text", required=True)
    audience: str | None = f.term("Audience", "audience")


@entity
class LocalTerm(Record):
    """A term that this plan adds to a vocabulary."""

    vocabulary: str = f.code("Vocabulary", required=True)
    code: str = f.code("Code", required=True)
    label: str = f.text("Label", required=True)
    definition: str = f.text("Definition")


@entity
class Position(Record):
    """Where something stands on a map view, in map units, thousandths."""

    view: str = f.code("View", required=True)
    table_name: str = f.code("Table", required=True)
    record_id: str = f.code("Record", required=True)
    x: int | None = f.quantity("Across")
    y: int | None = f.quantity("Down")


@entity
class SavedView(Record):
    """A view of the map or a table, kept by name."""

    name: str = f.text("Name", required=True)
    page: str = f.code("Page", required=True)
    settings: str = f.text("Settings", help="What the view shows, as JSON.")
