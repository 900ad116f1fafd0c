"""Funding streams and what they bring, year by year."""

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear


@entity
class FundingStream(Record):
    """A grant, budget or allocation that pays for services."""

    ref: str = f.code("Reference", headings=("index code", "grant code", "budget code",
                                             "grant programme:code"))  # fmt: skip
    name: str = f.text(
        "Funding stream",
        required=True,
        headings=("funding stream", "source of funding", "grant", "grant name", "funding source",
                  "fund name", "grant programme:title", "budget code", "fund", "income source",
                  "programme"),
    )  # fmt: skip
    short_name: str = f.text("Short name", help="Used on the map.", headings=("short name",))
    payer_id: str | None = f.ref(
        "Paid by", "organisations", required=True,
        headings=("payer", "paid by", "funder", "funding organisation", "funding body",
                  "funding org:name", "awarding body"),
    )  # fmt: skip
    holder_id: str | None = f.ref(
        "Held by", "organisations", required=True,
        headings=("holder", "held by", "recipient", "budget holder", "received by",
                  "accountable body"),
    )  # fmt: skip
    legal_basis: str | None = f.term("Legal basis", "legal_basis", required=True,
                                     headings=("legal basis",))  # fmt: skip
    start_year: FinancialYear | None = f.year("First year", required=True,
                                              headings=("start year", "from year"))  # fmt: skip
    end_year: FinancialYear | None = f.year("Last year", required=True,
                                            headings=("end year", "to year"))  # fmt: skip
    is_open_ended: bool | None = f.flag("No planned end", help="Recurrent money has no last year.")
    confirmed_to_year: FinancialYear | None = f.year(
        "Confirmed to", required=True, headings=("confirmed to", "confirmed until")
    )
    recurrence: str | None = f.term("Recurrence", "recurrence", required=True,
                                    headings=("recurrence", "recurrent"))  # fmt: skip
    ring_fence: str | None = f.term("Ring-fence", "ring_fence", required=True,
                                    headings=("ring-fence", "ring fence", "ringfence"))  # fmt: skip
    eligible_rule: str = f.text("May be spent on", headings=("conditions", "eligible spend"))
    eligible_service_ids: tuple[str, ...] = f.refs("Eligible services", "services")
    carry_forward: str | None = f.term("Carry forward", "carry_forward", required=True,
                                       headings=("carry forward",))  # fmt: skip
    payment_pattern: str | None = f.term("Paid", "payment_pattern", required=True,
                                         headings=("payment pattern", "instalments"))  # fmt: skip
    revenue_capital: str | None = f.term("Revenue or capital", "revenue_capital", required=True,
                                         headings=("revenue or capital",))  # fmt: skip
    poolable: str | None = f.term("May be pooled", "poolable", required=True,
                                  headings=("poolable", "may be pooled"))  # fmt: skip
    is_mandated_minimum: bool | None = f.flag("Mandated minimum")
    source: str = f.text("Source", help="Letter, determination or circular.")
    audience: str | None = f.term("Audience", "audience")


@entity
class Allocation(Record):
    """What a stream brings to a recipient in a year."""

    stream_id: str | None = f.ref("Funding stream", "funding_streams", required=True)
    recipient_id: str | None = f.ref("Recipient", "organisations")
    year: FinancialYear | None = f.year(
        "Year", required=True, headings=("financial year", "year", "fy", "period")
    )
    amount_p: int | None = f.money(
        "Amount", required=True,
        headings=("allocation", "amount", "award", "income", "approved budget", "estimate",
                  "budget", "total", "funding", "amount awarded"),
    )  # fmt: skip
    price_basis: str | None = f.term("Prices", "price_basis", required=True)
    price_year: FinancialYear | None = f.year("Prices of", help="For real terms.")
    certainty: str | None = f.term(
        "Certainty", "certainty", required=True, headings=("certainty", "status", "confirmed?")
    )
    recurrent_amount_p: int | None = f.money("Recurrent part", headings=("recurrent amount",))
    revenue_amount_p: int | None = f.money("Revenue", headings=("rdel", "revenue"))
    capital_amount_p: int | None = f.money("Capital", headings=("cdel", "capital"))
    adjustment: str | None = f.term(
        "Change from the year before", "allocation_adjustment",
        help="A grant that takes in other grants has not grown.",
    )  # fmt: skip
    baseline_adjustment_p: int | None = f.money("Baseline adjustment")
