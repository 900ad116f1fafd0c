"""The test of minimum contributions: mandated streams whole in the funds, agreed minimums kept."""

from collections.abc import Iterator

from commissionplanner.budget.results import PoolBudget, Years
from commissionplanner.budget.verdict import Check, Figure, named, state_of
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import PPM, format_pounds, sum_known, times_ppm
from commissionplanner.model.plan import display_name


def minimums(budget: PoolBudget) -> Check:
    """Minimum contributions are met (T11).

    Of a mandated stream, what it is allocated is in the plan's funds. Where a minimum is assumed
    for a partner or stream, as an amount or a rise on the year before, this fund is given it: the
    Better Care Fund asks that of the NHS for adult social care.
    """
    plan = budget.seen.plan
    rows = [row for row in plan.contributions.values() if row.pool_id == budget.pool.id]
    keys = {row.stream_id for row in rows if row.is_mandated and row.stream_id}
    keys |= {
        stream.id
        for row in rows
        if (stream := plan.funding_streams.get(row.stream_id or "")) and stream.is_mandated_minimum
    }
    least, given, short, bare = _mandated(budget, keys)
    asked = list(_asked(budget))
    for name, wanted_p, given_p in asked:
        if wanted_p is None or given_p is None:
            bare.append(name)
        elif given_p < wanted_p:
            short.append(f"{name} by {format_pounds(wanted_p - given_p)}")
    parts = [f"Less than the minimum: {named(short)}."] if short else []
    if bare:
        parts.append(f"The minimum is not known: {named(bare)}.")
    none = "No contribution of the fund is recorded as a mandated minimum, and none is assumed."
    met = "Every minimum is met in the years that are known."
    there = bool(keys or asked)
    return Check(
        11, "Minimum contributions are met", state_of(wrong=short, unknown=bare or not there),
        " ".join(parts) or (met if there else none),
        (Figure("Minimum", least), Figure("Given", given)),
    )  # fmt: skip


def _asked(budget: PoolBudget) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield each minimum that is assumed: its name and year, what it asks, what is given."""
    plan, seen = budget.seen.plan, budget.seen
    for row in sorted(plan.assumptions.values(), key=lambda row: row.id):
        if row.key != "minimum_contribution" or row.scenario_id not in seen.chain:
            continue
        if row.pool_id not in (None, budget.pool.id):
            continue
        who = display_name(plan.organisations.get(row.partner_id or ""))
        what = display_name(plan.funding_streams.get(row.stream_id or ""))
        given = _given(budget, row)
        for n, year in enumerate(budget.years):
            if row.year == year or (row.year is None and (n or row.amount_p is not None)):
                name = f"{', '.join(part for part in (who, what) if part) or 'All'} in {year}"
                yield name, _least(row, given, n), given[n]


def _given(budget: PoolBudget, row: Assumption) -> Years:
    lines = [
        line.amounts_p
        for line in budget.contributions
        if not line.in_kind
        and row.partner_id in (None, line.partner_id)
        and row.stream_id in (None, line.stream_id)
    ]
    return tuple(sum_known(years[n] for years in lines) for n in range(len(budget.years)))


def _least(row: Assumption, given: Years, n: int) -> int | None:
    if row.amount_p is not None:
        return row.amount_p
    before_p = given[n - 1] if n else None
    if row.rate_ppm is None or before_p is None:
        return None
    return times_ppm(before_p, PPM + row.rate_ppm)


def _mandated(budget: PoolBudget, keys: set[str]) -> tuple[Years, Years, list[str], list[str]]:
    """Return what is to be given and what is, by year, and what is short or not known."""
    plan, short, bare = budget.seen.plan, list[str](), list[str]()
    least, given = list[int | None](), list[int | None]()
    for year in budget.years:
        wanted, put = list[int | None](), list[int | None]()
        for key in sorted(keys):
            name = f"{display_name(plan.funding_streams.get(key))} in {year}"
            rows = [a for a in plan.allocations.values() if (a.stream_id, a.year) == (key, year)]
            minimum = sum_known(row.amount_p for row in rows)
            found = sum_known(
                c.amount_p for c in plan.contributions.values()
                if (c.stream_id, c.year) == (key, year) and not c.in_kind
            )  # fmt: skip
            wanted.append(minimum)
            put.append(found)
            if minimum is None:
                bare.append(name)
            elif (found or 0) < minimum:
                short.append(f"{name} by {format_pounds(minimum - (found or 0))}")
        least.append(sum_known(wanted))
        given.append(sum_known(put))
    return tuple(least), tuple(given), short, bare
