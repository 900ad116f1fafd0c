"""Pooled and aligned funds: members, money in, risk shares, reserves, variances."""

from datetime import date

from commissionplanner.model import fields as f
from commissionplanner.model.entities.record import Record, entity
from commissionplanner.model.years import FinancialYear


@entity
class Pool(Record):
    """A fund that partners plan together; in a pooled one money loses its identity."""

    name: str = f.text("Fund", required=True)
    basis: str | None = f.term("Legal basis", "fund_basis", required=True)
    fund_type: str | None = f.term("Kind of fund", "fund_type", required=True)
    host_id: str | None = f.ref("Host", "organisations", required=True)
    manager_id: str | None = f.ref("Pool manager", "role_holders")
    start_on: date | None = f.day("Starts", required=True)
    end_on: date | None = f.day("Ends", required=True)
    notice_months: int | None = f.count("Notice", unit="months", required=True)
    signed_on: date | None = f.day("Agreement signed")
    reporting: str | None = f.term(
        "Reports", "reporting", source="SI 2000/617, regulation 9: quarterly and annual."
    )
    control: str | None = f.term("Control", "fund_control")
    contingency_ppm: int | None = f.rate(
        "Contingency", help="Share of gross expenditure, held by the host, shown apart."
    )
    vat_route: str = f.text("VAT route")
    audience: str | None = f.term("Audience", "audience")


@entity
class PoolMember(Record):
    """A partner in a fund."""

    pool_id: str | None = f.ref("Fund", "pools", required=True)
    organisation_id: str | None = f.ref("Partner", "organisations", required=True)
    from_on: date | None = f.day("From")
    to_on: date | None = f.day("To")
    notice_given_on: date | None = f.day("Notice given")
    on_leaving: str = f.text("On leaving")


@entity
class PoolService(Record):
    """A service within a fund (a scheme): who leads it and controls it.

    What it costs the fund is in the service's costs that name the fund.
    """

    pool_id: str | None = f.ref("Fund", "pools", required=True)
    service_id: str | None = f.ref("Service", "services", required=True)
    lead_id: str | None = f.ref("Lead commissioner", "organisations")
    control: str | None = f.term("Control", "fund_control")
    is_excluded: bool | None = f.flag(
        "Left out of risk share",
        help="Left empty: a line paid wholly from ring-fenced money is left out.",
    )
    in_schools_budget: bool | None = f.flag(
        "Within the schools budget", help="Only there may dedicated schools grant be pooled."
    )
    is_uncommitted: bool | None = f.flag(
        "Not yet committed", help="May be reduced to cover an overspend, in the order agreed."
    )


@entity
class Contribution(Record):
    """What a partner puts into a fund from a stream in a year."""

    pool_id: str | None = f.ref("Fund", "pools", required=True)
    partner_id: str | None = f.ref("Partner", "organisations", required=True)
    stream_id: str | None = f.ref("Stream", "funding_streams")
    year: FinancialYear | None = f.year("Year", required=True)
    amount_p: int | None = f.money("Amount", required=True)
    certainty: str | None = f.term(
        "Certainty", "certainty",
        help="Where it is left empty, the stream's own certainty for the year holds.",
    )  # fmt: skip
    is_recurrent: bool | None = f.flag("Recurrent", required=True)
    adjustment_p: int | None = f.money(
        "Recurrent change in the year", help="Joins the base before the rates of the year."
    )
    planned_change_p: int | None = f.money(
        "Planned change",
        help="Agreed change in the prices of its own year: added after the rates, and stays.",
    )
    full_year_effect_p: int | None = f.money("Full-year effect")
    full_year_p: int | None = f.money(
        "Amount of a full year",
        help="Where this year has only part of one; later years go on from it. Without an amount, "
        "the part of the year in which the partner is a member is worked out from it.",
    )
    client_income_p: int | None = f.money("Client income")
    in_kind: bool | None = f.flag("In kind")
    instalments: str | None = f.term("Instalments", "payment_pattern")
    first_payment_on: date | None = f.day(
        "First payment", help="Left empty: the first day of the year."
    )
    year_basis: str | None = f.term(
        "Kind of year", "year_basis",
        help="A school year's money falls 7/12 in its first financial year and 5/12 in the next.",
    )  # fmt: skip
    term_shares: tuple[str, ...] = f.texts(
        "Parts by term", help="Autumn, spring, summer: percent, hours or children counted."
    )
    net_of_income: bool | None = f.flag("Net of client income")
    status: str | None = f.term("Status", "contribution_status", required=True)
    approved_by: str = f.text("Approved by", help="Decision and minute.")
    is_mandated: bool | None = f.flag("Mandated minimum")
    pooling_basis: str = f.text(
        "Basis for pooling", help="For schools money in a pooled fund: what allows it."
    )
    forum_reference: str = f.text(
        "Schools forum reference", help="Meeting and minute in which the forum agreed."
    )


@entity
class RiskShare(Record):
    """How a fund's over- and underspend are shared; two rules, not one."""

    pool_id: str | None = f.ref("Fund", "pools", required=True)
    from_year: FinancialYear | None = f.year("From")
    to_year: FinancialYear | None = f.year("To")
    method_over: str | None = f.term("Overspend", "risk_share_method", required=True)
    method_under: str | None = f.term("Underspend", "risk_share_method", required=True)
    residual_bearer_id: str | None = f.ref("Bears what caps leave", "organisations")
    residual_bearer_under_id: str | None = f.ref(
        "Keeps what caps leave", "organisations",
        help="Of an underspend. Left empty: who bears it of an overspend.",
    )  # fmt: skip
    fallback_method: str | None = f.term("Otherwise", "risk_share_method")
    fallback_under_method: str | None = f.term(
        "Otherwise, underspend", "risk_share_method", help="Left empty: as for an overspend."
    )
    underspend_destination: str | None = f.term("Underspend goes to", "underspend_destination")
    waterfall: tuple[str, ...] = f.texts("Order of cover")


@entity
class RiskShareTerm(Record):
    """One partner's terms within a risk share: its share, its cap, or a band's limits."""

    risk_share_id: str | None = f.ref("Risk share", "risk_shares", required=True)
    partner_id: str | None = f.ref("Partner", "organisations", required=True)
    applies_to: str | None = f.term("For", "variance_side", help="Left empty: for both.")
    share_ppm: int | None = f.rate("Share")
    cap_kind: str | None = f.term("Cap", "cap_kind")
    cap_p: int | None = f.money("Cap, amount")
    cap_ppm: int | None = f.rate("Cap, share of contribution")
    band_from_ppm: int | None = f.rate("Band from")
    band_to_ppm: int | None = f.rate("Band to")


@entity
class Variance(Record):
    """A difference from plan in a year, with its cause."""

    pool_id: str | None = f.ref("Fund", "pools", required=True)
    service_id: str | None = f.ref("Service", "services")
    year: FinancialYear | None = f.year("Year", required=True)
    amount_p: int | None = f.money("Amount", required=True, help="Positive is an overspend.")
    cause: str | None = f.term("Cause", "variance_cause", required=True)
    liable_id: str | None = f.ref("Liable partner", "organisations")


@entity
class Reserve(Record):
    """A fund's reserve in a year: opening + in − out = closing."""

    pool_id: str | None = f.ref("Fund", "pools", required=True)
    year: FinancialYear | None = f.year("Year", required=True)
    opening_p: int | None = f.money("Opening")
    in_p: int | None = f.money("In")
    out_p: int | None = f.money("Out")
    closing_p: int | None = f.money("Closing, as recorded")
