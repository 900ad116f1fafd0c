"""Indicators about contracts: single years, tenure, and the levers in use."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.index import Index
from commissionplanner.findings.definitions import Measure, covered_ppm, indicator, share_ppm
from commissionplanner.model.entities import Contract
from commissionplanner.model.years import FinancialYear

LEVERS_USED = 2  # from here a contract steers


@indicator(
    "single_year_exposure", "short_termism", "Single-year exposure", "ppm", up_is_good=False,
    words="of contract value is on terms of a year or less",
    formula="Of contracts that run in the year: yearly value of those committed for 366 days or "
    "fewer ÷ yearly value of all whose term and value are known. Frameworks are left out. Where "
    "fewer than half run in the year spoken of, as in an old register, all are taken.",
    close="Lengthen the terms at the next review, with a break or funding clause.",
)  # fmt: skip
def single_year_exposure(index: Index) -> Measure:
    """SY = Σ v[committed term ≤ 366 days] ÷ Σ v."""
    contracts = tuple(index.plan.contracts.values())
    by_year = _shares(contracts, index.plan.header.all_years)
    now = index.year()
    running_now = [c for c in contracts if now is None or terms.runs_in(c, now) is not False]
    of_year = 2 * len(running_now) >= len(contracts)
    found = terms.exposure(running_now if of_year else contracts, None)
    value = share_ppm(found.single_p, found.known_p)
    return Measure(
        value=value,
        coverage_ppm=covered_ppm(found.known, found.contracts),
        by_year=by_year,
        items=found.single,
        amount_p=found.single_p if value is not None else None,
        whole_p=found.known_p if value is not None else None,
        said="" if of_year else "all contracts recorded, as few run in the year",
    )


def _shares(
    contracts: Iterable[Contract], years: Iterable[FinancialYear]
) -> dict[FinancialYear, int | None]:
    """Return the share of single years in each year in which any contract of known worth runs.

    As `exposure` of those that run in it; each contract is looked at once, not once a year: it is
    added at the first year it runs in and taken off after the last.
    """
    known: list[FinancialYear] = sorted(years, key=lambda year: year.start)
    firsts, lasts = [y.first_day for y in known], [y.last_day for y in known]
    single, whole, count = ([0] * (len(known) + 1) for _ in range(3))
    for contract in contracts:
        short, value_p = terms.is_single_year(contract), terms.yearly_value_p(contract)
        start, end = contract.start_on, contract.committed_end_on
        if short is None or value_p is None or start is None or end is None:
            continue
        if terms.is_spend(contract):
            for place, sign in ((bisect_left(lasts, start), 1), (bisect_right(firsts, end), -1)):
                single[place] += sign * value_p * short
                whole[place] += sign * value_p
                count[place] += sign
    sums = zip(known, accumulate(single), accumulate(whole), accumulate(count), strict=False)
    return {year: share_ppm(single_p, all_p) for year, single_p, all_p, n in sums if n}


@indicator(
    "tenure", "short_termism", "Committed time left", "months", up_is_good=True,
    words="committed on average, weighted by value",
    formula="Σ yearly value × months left committed ÷ Σ yearly value, over contracts that run on "
    "the as-at date.",
    close="Decide extensions before notice passes.",
)  # fmt: skip
def tenure(index: Index) -> Measure:
    """T = Σ v·m ÷ Σ v, m the months left committed."""
    as_at = index.plan.header.as_at_on
    if as_at is None:
        return Measure()
    rows = [c for c in index.plan.contracts.values() if terms.is_spend(c)]
    running = [c for c in rows if terms.runs_on(c, as_at)]
    found = terms.exposure(running, as_at)
    return Measure(
        value=found.months_left_ppm,
        coverage_ppm=covered_ppm(found.known, found.contracts),
        items=found.known,
    )


@indicator(
    "lever_use", "levers_unused", "Levers in use", "ppm", up_is_good=True,
    words="of contract value uses two levers or more",
    formula="Yearly value of contracts with two or more of outcome-linked payment, a term of three "
    "years, a joint specification, shared measures, an extension tied to outcomes ÷ yearly value "
    "of contracts for which levers are recorded.",
    close="Record the levers in use, and write two into the next contract.",
)  # fmt: skip
def lever_use(index: Index) -> Measure:
    """Share of pounds with two levers or more. A term of three years counts without being named."""
    part = known = whole = items = 0
    for contract in index.plan.contracts.values():
        value_p = terms.yearly_value_p(contract)
        if value_p is None:
            continue
        whole += value_p
        used = _levers(contract)
        if used is None:
            continue
        known += value_p
        if used >= LEVERS_USED:
            part, items = part + value_p, items + 1
    value = share_ppm(part, known)
    return Measure(
        value=value, coverage_ppm=covered_ppm(known, whole), items=items,
        amount_p=part if value is not None else None,
        whole_p=known if value is not None else None,
    )  # fmt: skip


def _levers(contract: Contract) -> int | None:
    """Return how many levers a contract uses; None where none is recorded."""
    if not contract.levers:
        return None
    days = terms.committed_days(contract)
    used = set(contract.levers)
    if days is not None and days >= 3 * 365:
        used.add("long_term")
    return len(used)
