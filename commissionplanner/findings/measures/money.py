"""Indicators about money: prevention, evidence, duties, drift, pooling, benefits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from commissionplanner.analysis.evidence import STRONG, grade_of
from commissionplanner.analysis.index import Index
from commissionplanner.findings.definitions import Measure, covered_ppm, indicator, share_ppm
from commissionplanner.model.entities import Service
from commissionplanner.model.joins import (
    certainty_of,
    is_preventive,
    is_reactive,
    is_transfer,
    with_evidence,
)
from commissionplanner.model.money import PPM, Pence, format_ppm
from commissionplanner.model.years import FinancialYear

DRIFT_YEARS: Final = 3

Test = Callable[[Service], bool | None]
"""Whether a service counts; None where the plan does not say."""


def shares(index: Index, counts: Test, among: Test | None = None) -> Measure:
    """Return the share of planned spending on services that count, by year.

    Services of which it is not known are in neither part of the share, and lower the coverage.

    Args:
        index: The plan's joins.
        counts: Whether a service is in the numerator.
        among: Whether it is in the denominator at all; None takes every service.
    """
    by_year: dict[FinancialYear, int | None] = {}
    services = index.plan.services.values()
    judged = {s.id: counts(s) for s in services if among is None or among(s)}
    now, items, covered = index.year(), 0, 0
    amount_p = whole_p = None
    for year, spend in index.spend.items():
        part = known = whole = 0
        in_part = 0
        for service, cost_p in spend:
            if service.id not in judged:
                continue
            whole += cost_p
            said = judged[service.id]
            if said is not None:
                known += cost_p
                part += cost_p if said else 0
                in_part += said
        by_year[year] = share_ppm(part, known)
        if year == now:
            items, covered = in_part, covered_ppm(known, whole)
            amount_p, whole_p = (part, known) if known else (None, None)
    value = by_year.get(now) if now else None
    return Measure(
        value=value, coverage_ppm=covered, by_year=by_year, items=items, amount_p=amount_p,
        whole_p=whole_p,
    )  # fmt: skip


@indicator(
    "prevention_share", "funding", "Prevention share", "ppm", up_is_good=True,
    words="of planned spending is preventive",
    formula="Cost of services of primary and secondary prevention ÷ cost of all services whose "
    "tier is known, by year.",
    close="Move money to earlier help; fill the prevention tier of services without one.",
)  # fmt: skip
def prevention_share(index: Index) -> Measure:
    """PS = Σ E[tier is primary or secondary] ÷ Σ E."""
    return shares(index, is_preventive)


@indicator(
    "recurrent_gap", "funding", "Recurrent gap", "pence", up_is_good=False,
    words="recurrent spending beyond confirmed recurrent money",
    formula="Recurrent cost lines − confirmed recurrent allocations (transfers between partners "
    "left out), by year.",
    close="Confirm recurrent money, or end what one-off money pays for.",
)  # fmt: skip
def recurrent_gap(index: Index) -> Measure:
    """RG = recurrent spending − recurrent confirmed funding."""
    spend_p, funding_p, told = _recurrent_spend(index)
    years = sorted(set(spend_p) & set(funding_p))
    by_year: dict[FinancialYear, int | None] = {y: spend_p[y] - funding_p[y] for y in years}
    now = index.year()
    known, whole = told.get(now, (0, 0)) if now else (0, 0)
    value = by_year.get(now) if now else None
    return Measure(value=value, coverage_ppm=covered_ppm(known, whole), by_year=by_year)


_Told = dict[FinancialYear, tuple[Pence, Pence]]


def _recurrent_spend(
    index: Index,
) -> tuple[Mapping[FinancialYear, Pence], Mapping[FinancialYear, Pence], _Told]:
    spend_p: dict[FinancialYear, Pence] = {}
    told: _Told = {}
    for (_, year), lines in index.planned.items():
        for line in lines:
            if line.amount_p is None:
                continue
            known, whole = told.get(year, (0, 0))
            said = line.is_recurrent is not None
            told[year] = (known + (line.amount_p if said else 0), whole + line.amount_p)
            if said:  # a year in which no line says so is not nil
                spend_p[year] = spend_p.get(year, 0) + (line.amount_p if line.is_recurrent else 0)
    funding_p: dict[FinancialYear, Pence] = {}
    for (stream_id, year), rows in index.allocations.items():
        stream = index.plan.funding_streams.get(stream_id)
        for row in rows:
            if stream is None or is_transfer(index.plan, row):
                continue
            if certainty_of(index.plan, row) == "confirmed":
                part = row.recurrent_amount_p
                if part is None and stream.recurrence is not None:
                    part = row.amount_p if stream.recurrence == "recurrent" else 0
                if part is not None:
                    funding_p[year] = funding_p.get(year, 0) + part
    return spend_p, funding_p, told


@indicator(
    "evidence_weighted", "evidence_base", "Prevention on good evidence", "ppm", up_is_good=True,
    words="of preventive money is on programmes rated 3 or more",
    formula="Cost of preventive services rated 3 or better ÷ cost of preventive services with a "
    "rating.",
    close="Record ratings and local evaluations; move money from what does not work.",
)  # fmt: skip
def evidence_weighted(index: Index) -> Measure:
    """EW = Σ E[rating ≥ 3] ÷ Σ E[preventive programmes]."""

    def rated(service: Service) -> bool | None:
        rating = service.eif_evidence
        return None if rating in (None, "not_assessed") else rating in STRONG

    return shares(index, rated, is_preventive)


@indicator(
    "no_evidence", "evidence_base", "Money with no evidence recorded", "ppm", up_is_good=False,
    words="of money has no evidence recorded",
    formula="Cost of services that no evidence item names and that have no rating ÷ cost of all "
    "services; what the law requires is left out. Known for what has evidence, and for what says "
    "whether the law requires it.",
    close="Record the studies, ratings or local evaluations that the services stand on.",
)  # fmt: skip
def no_evidence(index: Index) -> Measure:
    """Share of money without evidence; where nothing says whether the law asks, it is not sure."""
    found = _bare(index, lambda _service: True)
    sides = []
    for words, among in (("preventive", is_preventive), ("reactive", is_reactive)):
        side = _bare(index, among)
        if side.value is not None:
            sides.append(f"{words} {format_ppm(side.value)}")
    return replace(found, said=", ".join(sides))


@indicator(
    "no_evidence_preventive", "evidence_base", "Preventive money with no evidence recorded", "ppm",
    up_is_good=False,
    words="of preventive money has no evidence recorded",
    formula="As money with no evidence recorded, over primary and secondary prevention.",
    close="Record the studies, ratings or local evaluations that the services stand on.",
)  # fmt: skip
def no_evidence_preventive(index: Index) -> Measure:
    """Share of preventive money without evidence."""
    return _bare(index, is_preventive)


@indicator(
    "no_evidence_reactive", "evidence_base", "Reactive money with no evidence recorded", "ppm",
    up_is_good=False,
    words="of reactive money has no evidence recorded",
    formula="As money with no evidence recorded, over tertiary and reactive services.",
    close="Record the studies, ratings or local evaluations that the services stand on.",
)  # fmt: skip
def no_evidence_reactive(index: Index) -> Measure:
    """Share of reactive money without evidence; what the law requires is left out of it."""
    return _bare(index, is_reactive)


def _bare(index: Index, among: Test) -> Measure:
    """Return the share of some services' money without evidence, duties left out."""
    named = with_evidence(index.plan)

    def in_question(service: Service) -> bool:
        return bool(among(service)) and service.statutory != "statutory"

    found = shares(index, lambda s: grade_of(s, named) in ("none", "open"), in_question)
    rows = [(s, p) for s, p in index.spending if in_question(s)]
    sure_p = sum(p for s, p in rows if grade_of(s, named) != "open")
    whole_p = sum(p for _, p in rows)
    if not sure_p:  # nothing says what the law requires: that is no share of 100%
        return Measure()
    return replace(found, coverage_ppm=covered_ppm(sure_p, whole_p))


@indicator(
    "mandate_gap", "guidance", "Mandate: reactive less preventive", "ppm", up_is_good=False,
    words="more of reactive than of preventive money is required by law",
    formula="Share of reactive money that a duty or mandated condition asks for − the same share "
    "of preventive money, where it is recorded.",
    close="Record the duties that ask for prevention, and use mandated minimums for it.",
)  # fmt: skip
def mandate_gap(index: Index) -> Measure:
    """M_react − M_prev, with M = Σ E[statutory or mandated condition] ÷ Σ E."""
    mandated = {s.id for s in index.plan.funding_streams.values() if s.is_mandated_minimum}

    def required(service: Service) -> bool | None:
        if service.statutory is not None:
            return service.statutory in ("statutory", "mixed")
        return True if _paid_from(index, service) & mandated else None

    react = shares(index, required, is_reactive)
    prevent = shares(index, required, is_preventive)
    by_year: dict[FinancialYear, int | None] = {}
    for year, value in react.by_year.items():
        other = prevent.by_year.get(year)
        by_year[year] = None if value is None or other is None else value - other
    now = index.year()
    return Measure(
        value=by_year.get(now) if now else None,
        coverage_ppm=min(react.coverage_ppm, prevent.coverage_ppm),
        by_year=by_year,
        items=react.items + prevent.items,
    )


def _paid_from(index: Index, service: Service) -> set[str]:
    years = index.years_by_service.get(service.id, ())
    lines = (line for year in years for line in index.planned[(service.id, year)])
    return {line.stream_id for line in lines if line.stream_id}


@indicator(
    "reactive_drift", "curative_culture", "Reactive drift", "pence", up_is_good=False,
    words="more growth in reactive than in preventive money over three years",
    formula="(Reactive spending − the same three years before) − (preventive spending − the same "
    "three years before), in real terms: in the prices of the plan's year for real terms, by the "
    "price index it names, else by the inflation it assumes. A year that the index does not reach "
    "is not compared. Where the plan says neither, cash is taken as real.",
    close="Protect preventive money when reactive costs rise.",
)  # fmt: skip
def reactive_drift(index: Index) -> Measure:
    """RD over three years in real terms; only years with spending and prices at both ends."""
    from commissionplanner.budget.real_terms import prices_of
    from commissionplanner.budget.scenarios import view

    prices = prices_of(view(index.plan))
    sums: dict[FinancialYear, tuple[Pence, Pence, Pence]] = {}
    unpriced = set[FinancialYear]()
    for year, spend in index.spend.items():
        react = sum(p for service, p in spend if is_reactive(service))
        prevent = sum(p for service, p in spend if is_preventive(service))
        known = sum(p for service, p in spend if is_preventive(service) is not None)
        real_p = prices.real_p(react - prevent, year)
        if known and real_p is not None:  # a year in which no service has a tier is not nil
            sums[year] = (real_p, known, sum(p for _, p in spend))
        elif known:
            unpriced.add(year)
    by_year: dict[FinancialYear, int | None] = {
        year: found[0] - sums[year.plus(-DRIFT_YEARS)][0]
        for year, found in sums.items()
        if year.plus(-DRIFT_YEARS) in sums
    }
    now = index.year()
    found = sums.get(now, (0, 0, 0)) if now else (0, 0, 0)
    value = by_year.get(now) if now else None
    said = prices.words[0].lower() + prices.words[1:].removesuffix(".")
    why = _why_no_drift(now, set(sums), unpriced) if value is None and now else ""
    covered = covered_ppm(found[1], found[2])
    return Measure(value=value, coverage_ppm=covered, by_year=by_year, said=said, why=why)


def _why_no_drift(
    now: FinancialYear, known: set[FinancialYear], unpriced: set[FinancialYear]
) -> str:
    """Say which of the two years compared lacks a price or spending with a tier."""
    ends = (now.plus(-DRIFT_YEARS), now)
    if beyond := [str(year) for year in ends if year in unpriced]:
        return f"The price index does not reach {' and '.join(beyond)}."
    bare = [str(year) for year in ends if year not in known]
    return f"No spending with a prevention tier is recorded for {' and '.join(bare)}."


@indicator(
    "net_winner", "slow_returns", "Who pays and who gains", "ppm", up_is_good=False,
    words="of benefit goes to bodies that do not pay for it",
    formula="For services with benefits shared out: Σ |share of benefit − share of cost| ÷ 2 over "
    "the bodies, weighted by cost. Nil: aligned; 100%: the payer gets nothing.",
    close="Share the cost as the benefit falls, or pool it.",
)  # fmt: skip
def net_winner(index: Index) -> Measure:
    """Net-winner index over services whose benefits are shared out and whose payers are known."""
    now = index.year()
    gains = benefit_shares(index)
    weight = total = whole = items = 0
    for service, cost_p in index.spending:
        whole += cost_p
        paid = index.funders(service.id, now) if now else {}
        shares_ppm = gains.get(service.id)
        if not shares_ppm or sum(paid.values()) <= 0:
            continue
        bodies = {*paid, *shares_ppm}
        apart = sum(
            abs(shares_ppm.get(b, 0) - (share_ppm(paid.get(b, 0), sum(paid.values())) or 0))
            for b in bodies
        )
        weight, total, items = weight + cost_p, total + cost_p * apart // 2, items + 1
    value = total // weight if weight else None
    return Measure(value=value, coverage_ppm=covered_ppm(weight, whole), items=items)


def benefit_shares(index: Index) -> Mapping[str, Mapping[str, int]]:
    """Return for each service the share of its fiscal benefits that reaches each body, ppm."""
    sums: dict[str, dict[str, int]] = {}
    for row in index.plan.benefit_shares.values():
        line = index.plan.benefits.get(row.benefit_id or "")
        if line is None or line.service_id is None or row.share_ppm is None:
            continue
        body = index.top(row.organisation_id) or f"body {row.body}"
        held = sums.setdefault(line.service_id, {})
        held[body] = held.get(body, 0) + row.share_ppm
    return {
        key: {body: part * PPM // sum(held.values()) for body, part in held.items()}
        for key, held in sums.items()
        if sum(held.values()) > 0
    }


@indicator(
    "pooled_share", "budgets_not_integrated", "Pooled of what could be", "ppm", up_is_good=True,
    words="of money that may be pooled is in a pool",
    formula="Contributions to pooled funds ÷ allocations of streams that may be pooled, by year; "
    "aligned money is shown apart.",
    close="Put streams that may be pooled into an agreed fund.",
)  # fmt: skip
def pooled_share(index: Index) -> Measure:
    """P = Σ pooled ÷ Σ money of streams with poolable other than no."""
    pooled = put_in_by_year(index, "pooled")
    could, said, whole = poolable_by_year(index)
    by_year = share_of(pooled, could, put_in_years(index))
    now = index.year()
    value = by_year.get(now) if now else None
    covered = covered_ppm(said.get(now, 0), whole.get(now, 0)) if now else 0
    rows = [c for c in index.plan.contributions.values() if c.year == now and c.amount_p]
    return Measure(
        value=value, coverage_ppm=covered, by_year=by_year, items=len({c.pool_id for c in rows}),
        amount_p=pooled.get(now) if now else None, whole_p=could.get(now) if now else None,
    )  # fmt: skip


_ByYear = dict[FinancialYear, Pence]


def put_in_years(index: Index) -> set[FinancialYear]:
    """Return the years of which any contribution is recorded: in others none is no nil."""
    rows = index.plan.contributions.values()
    return {row.year for row in rows if row.year is not None and row.amount_p is not None}


def share_of(
    part: _ByYear, whole: _ByYear, told: set[FinancialYear]
) -> dict[FinancialYear, int | None]:
    """Return shares by year; None in a year of which nothing is told."""
    return {y: share_ppm(part.get(y, 0), p) if y in told else None for y, p in whole.items()}


def put_in_by_year(index: Index, fund_type: str) -> _ByYear:
    """Return contributions in money to funds of a type, by year."""
    found: _ByYear = {}
    for row in index.plan.contributions.values():
        pool = index.plan.pools.get(row.pool_id or "")
        if pool and pool.fund_type == fund_type and row.year and row.amount_p and not row.in_kind:
            found[row.year] = found.get(row.year, 0) + row.amount_p
    return found


def poolable_by_year(index: Index) -> tuple[_ByYear, _ByYear, _ByYear]:
    """Return by year the money that may be pooled, that of which it is recorded, and all."""
    could: _ByYear = {}
    said: _ByYear = {}
    whole: _ByYear = {}
    for (stream_id, year), rows in index.allocations.items():
        stream = index.plan.funding_streams.get(stream_id)
        if stream is None:
            continue
        own = (row for row in rows if not is_transfer(index.plan, row))
        amount_p = sum(row.amount_p or 0 for row in own)
        whole[year] = whole.get(year, 0) + amount_p
        if stream.poolable is not None:
            said[year] = said.get(year, 0) + amount_p
            if stream.poolable != "no":
                could[year] = could.get(year, 0) + amount_p
    return could, said, whole
