"""Indicators that stand beside the first of a barrier: changes, value that ends, doubles, demand."""

from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.duplicates import like_pairs
from commissionplanner.analysis.index import Index
from commissionplanner.findings.definitions import Measure, covered_ppm, indicator, share_ppm
from commissionplanner.findings.measures.money import (
    poolable_by_year,
    put_in_by_year,
    put_in_years,
    share_of,
    shares,
)
from commissionplanner.findings.measures.network import shared_pairs, sharing
from commissionplanner.model.entities import Service
from commissionplanner.model.joins import is_preventive
from commissionplanner.model.money import Pence, times_ppm
from commissionplanner.model.years import FinancialYear

SPAN: Final = 3
"""Years over which a change of the prevention share is told."""

NO_EFFECT: Final = "NE"
COMMON: Final = ("nhs_number", "upn")
"""Identifiers that more than one body holds of the same child."""

_Values = dict[FinancialYear, int | None]


@indicator(
    "prevention_change", "funding", "Change of the prevention share", "ppm", up_is_good=True,
    words="more (or less) of spending is preventive than three years before",
    formula="Prevention share − the same three years before, in points; only years with a share at "
    "both ends.",
    close="Protect preventive money year by year.",
)  # fmt: skip
def prevention_change(index: Index) -> Measure:
    """ΔPS over three financial years."""
    found = shares(index, is_preventive)
    by_year: _Values = {}
    for year, value in found.by_year.items():
        before = found.by_year.get(year.plus(-SPAN))
        if value is not None and before is not None:
            by_year[year] = value - before
    now = index.year()
    value = by_year.get(now) if now else None
    covered = found.coverage_ppm if value is not None else 0
    return Measure(value=value, coverage_ppm=covered, by_year=by_year)


@indicator(
    "no_effect", "evidence_base", "Money on programmes without effect", "ppm", up_is_good=False,
    words="of rated money is on programmes rated as of no effect",
    formula="Cost of services rated NE (found not effective) ÷ cost of services with a rating.",
    close="Look at what these programmes are for; change or replace them.",
)  # fmt: skip
def no_effect(index: Index) -> Measure:
    """Share of rated pounds on programmes rated NE."""

    def without(service: Service) -> bool | None:
        rating = service.eif_evidence
        return None if rating in (None, "not_assessed") else rating == NO_EFFECT

    return shares(index, without)


@indicator(
    "value_ending", "short_termism", "Contract value that ends", "pence", up_is_good=False,
    words="of contract value a year ends within the year",
    formula="Yearly value of contracts whose committed term ends in the year, by year. Frameworks "
    "are left out; so are contracts without a known end or value.",
    close="Decide on extensions in time, and spread the ends.",
)  # fmt: skip
def value_ending(index: Index) -> Measure:
    """Cliff-edge pounds by financial year."""
    ends: dict[FinancialYear, Pence] = dict.fromkeys(index.plan.header.all_years, 0)
    now, items, known, whole = index.year(), 0, 0, 0
    for contract in index.plan.contracts.values():
        if not terms.is_spend(contract):
            continue
        whole += 1
        value_p, end = terms.yearly_value_p(contract), contract.committed_end_on
        if value_p is None or end is None:
            continue
        known += 1
        year = FinancialYear.of(end)
        items += year == now
        if year in ends:
            ends[year] += value_p
    by_year: _Values = dict(ends) if known else {}
    value = by_year.get(now) if now else None
    return Measure(
        value=value, coverage_ppm=covered_ppm(known, whole), by_year=by_year, items=items
    )


@indicator(
    "aligned_share", "budgets_not_integrated", "Aligned of what could be", "ppm", up_is_good=True,
    words="of money that may be pooled or aligned is in an aligned fund",
    formula="Contributions to aligned funds ÷ allocations of streams that may be pooled or aligned, "
    "by year. Shown apart from what is pooled: each body keeps its own money.",
    close="Agree which aligned money could be pooled.",
)  # fmt: skip
def aligned_share(index: Index) -> Measure:
    """Σ aligned ÷ Σ money of streams with poolable other than no."""
    put_in = put_in_by_year(index, "aligned")
    could, said, whole = poolable_by_year(index)
    by_year = share_of(put_in, could, put_in_years(index))
    now = index.year()
    if now is None:
        return Measure()
    return Measure(
        value=by_year.get(now), coverage_ppm=covered_ppm(said.get(now, 0), whole.get(now, 0)),
        by_year=by_year, amount_p=put_in.get(now), whole_p=could.get(now),
    )  # fmt: skip


@indicator(
    "duplicates", "not_joined_up", "Pairs of like services bought apart", "count", up_is_good=False,
    words="pairs of services alike in ages, outcome and area, with no tie recorded",
    formula="Pairs of services with the same ages, outcome area and area served, of different "
    "commissioners, with no link, pool or agreement between them, over services of which all of "
    "these are recorded.",
    close="Look at them side by side: commission together, or say how they differ.",
)  # fmt: skip
def duplicates(index: Index) -> Measure:
    """Duplicate pairs, as NET-004 finds them."""
    services = index.plan.services.values()
    told = sum(
        bool(s.age_bands and s.outcome_area and s.area and s.lead_commissioner_id) for s in services
    )
    found = list(like_pairs(index)) if told else []
    return Measure(
        value=len(found) if told else None, coverage_ppm=covered_ppm(told, len(services)),
        items=len(found),
    )  # fmt: skip


@indicator(
    "common_identifier", "it_incompatible", "Pairs with a common identifier", "ppm",
    up_is_good=True,
    words="of pairs that share a service use an identifier that both hold",
    formula="Pairs of organisations that share a service and whose live information-sharing "
    "agreement uses the NHS number or the UPN ÷ pairs whose agreement says what it uses.",
    close="Agree on the NHS number, or the UPN, in the next agreement.",
)  # fmt: skip
def common_identifier(index: Index) -> Measure:
    """Share of pairs with a common identifier, over pairs for which one is recorded."""
    pairs, live = shared_pairs(index), sharing(index)
    said = {
        pair: {a.identifier for a in held if a.identifier}
        for pair, held in live.items()
        if pair in pairs and any(a.identifier for a in held)
    }
    common = sum(bool(used & set(COMMON)) for used in said.values())
    return Measure(
        value=share_ppm(common, len(said)), coverage_ppm=covered_ppm(len(said), len(pairs)),
        items=len(said) - common,
    )  # fmt: skip


@indicator(
    "demand_cost", "demand", "Cost of rising demand", "pence", up_is_good=False,
    words="more a year for what the law requires",
    formula="Cost of required services × the growth assumed for each in the next year, by year.",
    close="Record growth by service, and test what earlier help would avoid.",
)  # fmt: skip
def demand_cost(index: Index) -> Measure:
    """Demand growth × statutory cost: for each year, what the year after it costs more."""
    rates = _Growth(index)
    by_year: _Values = {}
    now, items, covered = index.year(), 0, 0
    for year, spend in index.spend.items():
        required = [(s, p) for s, p in spend if s.statutory in ("statutory", "mixed")]
        told = [
            (p, rate) for s, p in required if (rate := rates.of(s.id, year.plus(1))) is not None
        ]
        if told:
            by_year[year] = sum(times_ppm(p, rate) for p, rate in told)
        if year == now:
            items = len(told)
            covered = covered_ppm(sum(p for p, _ in told), sum(p for _, p in required))
    value = by_year.get(now) if now else None
    return Measure(value=value, coverage_ppm=covered, by_year=by_year, items=items)


class _Growth:
    """The growth assumed in the base plan: a service's own before all services'."""

    def __init__(self, index: Index) -> None:
        self._rates: dict[tuple[str | None, FinancialYear | None], int] = {}
        for row in index.plan.assumptions.values():
            base = row.scenario_id is None and row.pool_id is None
            if base and row.key == "growth" and row.rate_ppm is not None:
                self._rates.setdefault((row.service_id, row.year), row.rate_ppm)

    def of(self, service_id: str, year: FinancialYear) -> int | None:
        """Return the rate for a service in a year; None where none is assumed."""
        for place in ((service_id, year), (service_id, None), (None, year), (None, None)):
            if place in self._rates:
                return self._rates[place]
        return None
