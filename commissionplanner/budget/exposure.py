"""What each partner would bear if a pool's spending were over or under plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.risk_share import (
    Band,
    NotWorkedOutError,
    Sharing,
    Terms,
    in_order,
    share_variance,
)
from commissionplanner.model.entities import Pool, Reserve, RiskShare, RiskShareTerm
from commissionplanner.model.money import times_ppm
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

OTHERS = (("nobody", "unborne_p"), ("reserve", "reserve_p"), ("uncommitted", "uncommitted_p"))
"""Bearers that are no partners, and what of a sharing is theirs."""
PERCENTS = (-20, -10, -5, 5, 10, 20)
"""The variances shown, in percent of planned spending that is shared."""


@dataclass(frozen=True, slots=True)
class Borne:
    """What one bearer would bear at one variance, by year.

    Attributes:
        percent: The variance; positive is an overspend.
        bearer: "partner", "nobody" (what no partner bears under the terms recorded), "reserve"
            (what the fund's reserve covers) or "uncommitted" (schemes that are reduced).
        partner_id: None unless the bearer is a partner.
        amounts_p: Pence by year, signed as the variance; None where it is not worked out.
    """

    percent: int
    bearer: str
    partner_id: str | None
    amounts_p: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """What partners would bear, and why where it is not worked out.

    Attributes:
        shared_p: By year, planned spending that is shared; None where none is known.
        variances_p: By percent, the variance of each year.
        borne: By percent and bearer; the parts of a percent and year make the variance.
        reasons: By percent and year, why there is no figure.
        terms_over: By year, the terms for an overspend.
        terms_under: By year, the terms for an underspend.
        rules: By year, the id of the risk share that holds.
    """

    shared_p: tuple[int | None, ...]
    variances_p: Mapping[int, tuple[int | None, ...]]
    borne: tuple[Borne, ...]
    reasons: Mapping[tuple[int, FinancialYear], str]
    terms_over: tuple[Terms, ...]
    terms_under: tuple[Terms, ...]
    rules: tuple[str | None, ...]

    def terms(self, percent: int) -> tuple[Terms, ...]:
        """Return the terms of each year for a variance."""
        return self.terms_over if percent > 0 else self.terms_under

    def stated(self, n: int, variance_p: int, causes_p: Mapping[str, int] | None = None) -> Sharing:
        """Share a stated variance of year number `n`; an overspend is positive.

        Args:
            n: The number of the year.
            variance_p: Pence.
            causes_p: What of it falls to a liable partner, for a fund that shares by cause.

        Raises:
            NotWorkedOutError: the plan does not hold what the method needs.
        """
        terms = (self.terms_over if variance_p > 0 else self.terms_under)[n]
        return share_variance(replace(terms, causes_p=causes_p), variance_p)


@dataclass(frozen=True, slots=True)
class Shared:
    """What the terms of a risk share rest on, by year.

    Attributes:
        shared_p: Planned spending that is shared, in cash, without lines that are left out.
        led_p: The same by the partner that leads it; "" for no leader.
        given_p: Known contributions in cash by partner; "" for no partner.
        unknown: How many contributions in cash are not known.
        uncommitted_p: Of what is shared, schemes that may be reduced.
        marked: Whether any scheme is said to be uncommitted.
        partner_ids: Who contributes.
    """

    shared_p: tuple[int | None, ...]
    led_p: Mapping[str, Sequence[int]]
    given_p: Mapping[str, Sequence[int]]
    unknown: tuple[int, ...]
    uncommitted_p: tuple[int, ...]
    marked: bool
    partner_ids: tuple[str, ...]


def exposure(plan: Plan, pool: Pool, held: Shared) -> Exposure:
    """Work out what each partner would bear at each of `PERCENTS`, year by year."""
    years, shared = plan.years, held.shared_p
    rules = tuple(rule_of(plan, pool.id, year) for year in years)
    partners = in_order([*_members(plan, pool), *held.partner_ids], pool.host_id)
    over, under = (
        tuple(_terms(plan, pool, rules[n], n, held, partners, side) for n in range(len(years)))
        for side in ("over", "under")
    )
    made: dict[tuple[int, int], Sharing] = {}
    reasons: dict[tuple[int, FinancialYear], str] = {}
    for percent in PERCENTS:
        for n, year in enumerate(years):
            try:
                made[percent, n] = _share((over if percent > 0 else under)[n], shared[n], percent)
            except NotWorkedOutError as reason:
                reasons[percent, year] = str(reason)
    variances = {percent: tuple(variance_p(p, percent) for p in shared) for percent in PERCENTS}
    borne = tuple(_borne(partners, made, len(years)))
    ids = tuple(rule.id if rule else None for rule in rules)
    return Exposure(shared, variances, borne, reasons, over, under, ids)


def variance_p(spending_p: int | None, percent: int) -> int | None:
    """Return so many percent of planned spending; None where that is not known."""
    return None if spending_p is None else times_ppm(spending_p, percent * 10_000)


def _share(terms: Terms, shared_p: int | None, percent: int) -> Sharing:
    variance = variance_p(shared_p, percent)
    if variance is None:
        raise NotWorkedOutError("No cost of a service is known for the year.")
    if terms.method is None:
        raise NotWorkedOutError("The plan holds no risk share for the year.")
    return share_variance(terms, variance)


def partners_of(
    plan: Plan, pool: Pool, contributions: Sequence[ContributionLine]
) -> tuple[str, ...]:
    """Return the ids of a pool's host, members and contributors: the host first, then by id."""
    given = [line.partner_id for line in contributions if line.partner_id]
    return in_order([*_members(plan, pool), *given], pool.host_id)


def _members(plan: Plan, pool: Pool) -> list[str]:
    rows = (m for m in plan.pool_members.values() if m.pool_id == pool.id)
    return [m.organisation_id for m in rows if m.organisation_id]


def rule_of(plan: Plan, pool_id: str, year: FinancialYear) -> RiskShare | None:
    """Return the risk share that holds in a year: of several the one that began last."""
    fitting = [
        rule
        for rule in plan.risk_shares.values()
        if rule.pool_id == pool_id
        and (rule.from_year is None or rule.from_year <= year)
        and (rule.to_year is None or year <= rule.to_year)
    ]
    started = FinancialYear(0)
    return max(fitting, key=lambda rule: (rule.from_year or started, rule.id), default=None)


def _terms(
    plan: Plan,
    pool: Pool,
    rule: RiskShare | None,
    n: int,
    held: Shared,
    partners: tuple[str, ...],
    side: str,
) -> Terms:
    """Return the terms of year number `n` for an overspend or an underspend."""
    given = {key: row[n] for key, row in held.given_p.items()}
    if rule is None:
        return Terms(None, partners, given, held.unknown[n], host_id=pool.host_id)
    rows = [
        row
        for row in plan.risk_share_terms.values()
        if row.risk_share_id == rule.id and row.applies_to in (side, "both", None)
    ]
    rows.sort(key=lambda row: row.id)
    return Terms(
        method=rule.method_over if side == "over" else rule.method_under,
        partners=partners,
        contributions_p=given,
        unknown_contributions=held.unknown[n],
        led_p={key: row[n] for key, row in held.led_p.items()},
        spending_p=held.shared_p[n],
        shares_ppm={row.partner_id: row.share_ppm for row in rows if row.partner_id},
        caps_p=_caps(rows, given),
        bands=tuple(_bands(rows)),
        host_id=pool.host_id,
        residual_bearer_id=(side == "under" and rule.residual_bearer_under_id)
        or rule.residual_bearer_id,
        fallback=(side == "under" and rule.fallback_under_method) or rule.fallback_method,
        waterfall=rule.waterfall,
        reserve_p=reserve_p(plan, pool.id, plan.years[n]),
        uncommitted_p=held.uncommitted_p[n] if held.marked else None,
    )


def _caps(rows: Iterable[RiskShareTerm], contributions_p: Mapping[str, int]) -> dict[str, int]:
    """Return caps in pence; a percentage is of the partner's known contributions."""
    caps: dict[str, int] = {}
    for row in rows:
        if row.partner_id and row.cap_kind == "amount" and row.cap_p is not None:
            caps[row.partner_id] = max(0, row.cap_p)
        elif row.partner_id and row.cap_kind == "percent" and row.cap_ppm is not None:
            given = max(0, contributions_p.get(row.partner_id, 0))
            caps[row.partner_id] = times_ppm(given, max(0, row.cap_ppm))
    return caps


def _bands(rows: Iterable[RiskShareTerm]) -> Iterable[Band]:
    for row in rows:
        if row.partner_id and row.share_ppm is not None and row.band_from_ppm is not None:
            yield Band(row.partner_id, row.band_from_ppm, row.band_to_ppm, row.share_ppm)


def reserve_p(plan: Plan, pool_id: str, year: FinancialYear) -> int | None:
    """Return what a fund's reserve holds at the end of a year: opening + in − out.

    None where the opening is not known; a closing as recorded is not used, so that the sum can
    be checked against it.
    """
    rows: list[Reserve] = [
        row for row in plan.reserves.values() if row.pool_id == pool_id and row.year == year
    ]
    known = [row for row in rows if row.opening_p is not None]
    if not known:
        return None
    return sum((row.opening_p or 0) + (row.in_p or 0) - (row.out_p or 0) for row in known)


def _borne(
    partners: tuple[str, ...], made: Mapping[tuple[int, int], Sharing], n_years: int
) -> Iterable[Borne]:
    for percent in PERCENTS:
        year_by_year = [made.get((percent, n)) for n in range(n_years)]
        others = {key for s in year_by_year if s for key in s.parts_p} - set(partners)
        for partner in (*partners, *sorted(others)):
            amounts = tuple(s.parts_p.get(partner, 0) if s else None for s in year_by_year)
            yield Borne(percent, "partner", partner, amounts)
        for bearer, name in OTHERS:
            if any(s and getattr(s, name) for s in year_by_year):
                amounts = tuple(getattr(s, name) if s else None for s in year_by_year)
                yield Borne(percent, bearer, None, amounts)
