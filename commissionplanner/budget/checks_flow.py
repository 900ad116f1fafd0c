"""Tests of the money by year: does it balance, is it sure, does it last, is it shown in full."""

from collections.abc import Iterator, Sequence

from commissionplanner.budget.results import PoolBudget, Years
from commissionplanner.budget.verdict import Check, Figure, by_year, named, state_of
from commissionplanner.model.entities import Allocation, Contribution, ServiceCost
from commissionplanner.model.money import format_pounds, sum_known
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

StreamYears = dict[tuple[str, FinancialYear], int]
"""Pence by stream and year."""


def balances(budget: PoolBudget) -> Check:
    """Money in is what is applied: expenditure and contingency, in every year (T1)."""
    totals = budget.totals
    applied = tuple(
        None if spent is None or held is None else spent + held
        for spent, held in zip(totals.expenditure_p, totals.contingency_p, strict=True)
    )
    known = [
        not (totals.unknown_contributions[n] + totals.unknown_expenditure[n])
        and applied[n] is not None
        and totals.contributions_p[n] is not None
        for n in range(len(budget.years))
    ]
    apart = tuple(
        (totals.contributions_p[n] or 0) - (applied[n] or 0) if known[n] else None
        for n in range(len(budget.years))
    )
    wrong = any(apart)
    words = (
        f"Money in less money applied: {by_year(budget.years, apart)}."
        if wrong
        else "Money in is money applied, to the penny, in every year that is known."
    )
    return Check(
        1, "Money in, money applied, and spending with contingency are one sum in every year",
        state_of(wrong=wrong, unknown=not all(known)), words + _gaps(budget, known),
        (
            Figure("Money in", totals.contributions_p),
            Figure("Applied", applied),
            Figure("Expenditure", totals.expenditure_p),
            Figure("Contingency", totals.contingency_p),
            Figure("In less applied", apart),
        ), "POO-001",
    )  # fmt: skip


def _gaps(budget: PoolBudget, known: Sequence[bool]) -> str:
    left = [str(year) for year, here in zip(budget.years, known, strict=True) if not here]
    return f" Not judged, because an amount is not known: {', '.join(left)}." if left else ""


def sure(budget: PoolBudget) -> Check:
    """Nothing is spent beyond confirmed money without being flagged (T3)."""
    totals = budget.totals
    unknown = [
        totals.balance_p["confirmed"][n] is None or bool(totals.unknown_expenditure[n])
        for n in range(len(budget.years))
    ]
    short = tuple(None if p is None else max(0, -p) for p in totals.balance_p["confirmed"])
    twice = tuple(_promised_twice(budget))
    parts = []
    if any(short):
        parts.append(f"Spending beyond confirmed money: {by_year(budget.years, short)}.")
    if twice:
        parts.append(f"More is planned from a stream than it brings: {named(list(twice))}.")
    words = " ".join(parts) or "Confirmed money covers spending in every year that is known."
    return Check(
        3, "No spending beyond confirmed money, and no money promised twice",
        state_of(wrong=parts, unknown=any(unknown)),
        words + _gaps(budget, [not gap for gap in unknown]),
        (
            Figure("Confirmed", totals.certain_p["confirmed"]),
            Figure("With indicative", totals.certain_p["with_indicative"]),
            Figure("Beyond confirmed", short),
        ), "FUN-002" if twice else "POO-001",
    )  # fmt: skip


def _promised_twice(budget: PoolBudget) -> Iterator[str]:
    """Name each stream of the fund and year from which more is drawn than it brings."""
    plan = budget.seen.plan
    streams = {line.stream_id for line in budget.contributions if line.stream_id}
    brought, drawn = brought_by_streams(plan, streams), StreamYears()
    for cost in plan.service_costs.values():
        if cost.pool_id is None and cost.measure in ("budget", None):
            _add(drawn, cost, streams)
    for given in plan.contributions.values():
        if not given.in_kind:
            _add(drawn, given, streams)
    for (key, year), amount_p in sorted(drawn.items()):
        over_p = amount_p - brought.get((key, year), amount_p)
        if over_p > 0 and year in budget.years:
            name = display_name(plan.funding_streams.get(key))
            yield f"{name} in {year} by {format_pounds(over_p)}"


def brought_by_streams(plan: Plan, streams: set[str]) -> StreamYears:
    """Return what streams are known to bring, whatever the certainty, by stream and year."""
    found = StreamYears()
    for row in plan.allocations.values():
        _add(found, row, streams)
    return found


def _add(
    sums: StreamYears,
    row: Allocation | ServiceCost | Contribution,
    streams: set[str],
) -> None:
    if row.stream_id in streams and row.stream_id and row.year and row.amount_p is not None:
        place = (row.stream_id, row.year)
        sums[place] = sums.get(place, 0) + row.amount_p


def lasting(budget: PoolBudget) -> Check:
    """Recurrent spending is paid from recurrent money (T4).

    Money worked out from the year before is recurrent; so is money that is not said to be
    one-off, but the answer is then not known unless it stands without it.
    """
    columns = range(len(budget.years))
    spent = _recurrent_costs(budget)
    money = tuple(
        sum_known(
            line.amounts_p[n]
            for line in budget.contributions
            if not line.one_off and not line.in_kind
        )
        for n in columns
    )
    gap = tuple(
        None if spent[True][n] is None else max(0, (spent[True][n] or 0) - (money[n] or 0))
        for n in columns
    )
    unsaid = [bool(spent[None][n]) for n in columns]
    unsaid_money = [
        row
        for row in budget.seen.plan.contributions.values()
        if row.pool_id == budget.pool.id and row.is_recurrent is None and row.amount_p
    ]
    words = (
        f"Recurrent spending beyond recurrent money: {by_year(budget.years, gap)}."
        if any(gap)
        else "No recurrent spending beyond recurrent money is recorded."
    )
    if any(unsaid):
        words += f" Costs not said to be recurrent or not: {by_year(budget.years, spent[None])}."
    if unsaid_money:
        words += f" {counted(len(unsaid_money), 'contribution does', 'contributions do')} not say."
    return Check(
        4, "Recurrent spending is paid from recurrent money",
        state_of(wrong=any(gap), unknown=any(unsaid) or unsaid_money or not any(spent[True])),
        words,
        (
            Figure("Recurrent spending", spent[True]),
            Figure("Recurrent money", money),
            Figure("Recurrent gap", gap),
        ), "FUN-003",
    )  # fmt: skip


def _recurrent_costs(budget: PoolBudget) -> dict[bool | None, Years]:
    """Return costs by year: recurrent, once only, and not said."""
    column_of = {year: n for n, year in enumerate(budget.years)}
    found: dict[bool | None, list[int | None]] = {
        kind: [None] * len(budget.years) for kind in (True, False, None)
    }

    def add(n: int, amount_p: int, *, recurrent: bool | None) -> None:
        found[recurrent][n] = (found[recurrent][n] or 0) + amount_p

    recorded = set()
    for line in budget.expenditure:
        for n, origin in enumerate(line.origins if not line.in_kind else ()):
            if origin == "projected":
                add(n, line.amounts_p[n] or 0, recurrent=True)
            elif origin == "recorded":
                recorded.add((line.service_id, n))
    for cost in budget.seen.plan.service_costs.values():
        column = column_of.get(cost.year) if cost.year else None
        if cost.pool_id != budget.pool.id or cost.measure not in ("budget", None) or cost.in_kind:
            continue
        if column is not None and (cost.service_id, column) in recorded:
            add(column, cost.amount_p or 0, recurrent=cost.is_recurrent)
    return {kind: tuple(row) for kind, row in found.items()}


def full_years(budget: PoolBudget) -> Check:
    """The full-year effect of what begins in a year is shown in the next (T5)."""
    plan = budget.seen.plan
    effect: list[int | None] = [None] * len(budget.years)
    wrong: list[str] = []
    for line in budget.expenditure:
        service = plan.services.get(line.service_id)
        start = service.start_on if service else None
        for n, year in enumerate(budget.years[:-1]):
            if start is None or not year.first_day < start <= year.last_day:
                continue
            now_p, then_p = line.amounts_p[n], line.amounts_p[n + 1]
            partial = line.bases_p[n] == now_p  # no full year is given
            if line.origins[n + 1] == "projected" and line.origins[n] == "recorded" and partial:
                wrong.append(f"{display_name(service)} in {budget.years[n + 1]}")
            elif now_p is not None and then_p is not None:
                effect[n + 1] = (effect[n + 1] or 0) + then_p - now_p
    given = tuple(_given_effects(budget))
    words = (
        "A part of a year is carried forward as if it were a whole one: "
        f"{named(wrong)}. Record the cost of the full year."
        if wrong
        else "No cost of part of a year is carried forward as if it were a whole one."
    )
    return Check(
        5, "What begins in a year is shown in full in the next",
        state_of(wrong=wrong, unknown=False), words,
        (
            Figure("Full-year effect on costs", tuple(effect)),
            Figure("Full-year effect in money in", given),
        ),
    )  # fmt: skip


def _given_effects(budget: PoolBudget) -> Iterator[int | None]:
    rows = [r for r in budget.seen.plan.contributions.values() if r.pool_id == budget.pool.id]
    for year in budget.years:
        yield sum_known(row.full_year_effect_p for row in rows if row.year == year)
