"""Tests of the figures: savings and inflation once, movements explained, one unit."""

from itertools import pairwise

from commissionplanner.budget.benefits import benefits
from commissionplanner.budget.checks_flow import brought_by_streams
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.verdict import Check, Figure, named, state_of
from commissionplanner.model.money import PPM, sum_known
from commissionplanner.model.plan import display_name
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

MOVE_PPM = 100_000
"""A movement from one year to the next beyond which a reason is asked for: 10 %."""
UNIT_RATIO = 100
"""Neighbouring figures so many times apart are likely in other units: pence, £ or £k."""


def savings(budget: PoolBudget) -> Check:
    """Savings are counted once, and by class: cash or not (T6)."""
    found = benefits(budget.seen, [line.service_id for line in budget.expenditure])
    plan, columns = budget.seen.plan, range(len(budget.years))
    cash = tuple(sum_known(each.cashable_p[n] for each in found) for n in columns)
    both = tuple(
        sum_known(each.amounts_p[n] for each in found if each.cashable_p[n] is not None)
        for n in columns
    )
    other = tuple(None if both[n] is None else (both[n] or 0) - (cash[n] or 0) for n in columns)
    unclassed = [
        each for each in found
        if each.line.benefit_class == "fiscal" and any(p is None for p in each.cashable_p)
    ]  # fmt: skip
    efficient = {
        line.service_id
        for line in budget.expenditure
        for n in columns
        if line.origins[n] == "projected" and (line.rates["efficiency"][n].rate_ppm or 0) > 0
    }
    twice = [
        f"{display_name(plan.services.get(each.line.service_id or ''))} (as efficiency and as a "
        "benefit in cash)"
        for each in found
        if each.line.service_id in efficient and any(each.cashable_p)
    ]
    names = [(each.line.service_id, each.line.name.strip().casefold()) for each in found]
    twice += [
        f"{each.line.name} (recorded twice)"
        for each, name in zip(found, names, strict=True)
        if names.count(name) > 1
    ]
    words = f"Counted twice, perhaps: {named(twice)}." if twice else "No saving is counted twice."
    if unclassed:
        words += f" {counted(len(unclassed), 'fiscal benefit does', 'fiscal benefits do')} not say "
        words += "how much of it can be taken from a budget."
    return Check(
        6, "Savings are counted once, and those in cash apart",
        state_of(wrong=twice, unknown=unclassed), words,
        (Figure("Cash-releasing", cash), Figure("Not cash-releasing", other)),
    )  # fmt: skip


def inflation(budget: PoolBudget) -> Check:
    """Inflation is applied once: all in cash prices, and one uplift for a line and year (T7)."""
    plan, seen = budget.seen.plan, budget.seen
    streams = {line.stream_id for line in budget.contributions if line.stream_id}
    rows = [r for r in plan.allocations.values() if r.stream_id in streams]
    real = [row for row in rows if row.price_basis == "real" and row.year in budget.years]
    places = [
        (row.scenario_id, row.key, row.year, row.pool_id, row.service_id, row.stream_id,
         row.partner_id)
        for row in plan.assumptions.values()
        if row.key == "uplift" and row.scenario_id in seen.chain
        and row.pool_id in (None, budget.pool.id)
    ]  # fmt: skip
    doubled = len(places) - len(set(places))
    parts = []
    if real:
        names = [display_name(plan.funding_streams.get(row.stream_id or "")) for row in real]
        parts.append(f"Money in real terms stands beside costs in cash: {named(names)}.")
    if doubled:
        said = counted(doubled, "uplift stands", "uplifts stand")
        parts.append(f"{said} beside another for the same lines and years; the latest holds.")
    words = " ".join(parts) or (
        "Each amount is recorded or worked out from the year before with one uplift, never both."
    )
    amounts = tuple(sum_known(r.amount_p for r in real if r.year == y) for y in budget.years)
    return Check(
        7, "Inflation is applied once", state_of(wrong=parts, unknown=False), words,
        (Figure("Money in real terms", amounts),),
    )  # fmt: skip


def movements(budget: PoolBudget) -> Check:
    """A movement of more than 10 % from a year to the next has a reason (T12)."""
    explained = _explained(budget)
    moved: list[int | None] = [None] * len(budget.years)
    names: list[str] = []
    for line in _lines(budget):
        for n in range(1, len(budget.years)):
            if line.origins[n] != "recorded" or line.origins[n - 1] != "recorded":
                continue
            before_p, after_p = line.amounts_p[n - 1] or 0, line.amounts_p[n] or 0
            if abs(after_p - before_p) * PPM <= abs(before_p) * MOVE_PPM:
                continue
            if _place(line, budget.years[n]) not in explained:
                names.append(f"{_name(budget, line)} in {budget.years[n]}")
                moved[n] = (moved[n] or 0) + after_p - before_p
    words = (
        f"{counted(len(names), 'movement', 'movements')} of more than 10% without a reason: "
        f"{named(names)}. Write the reason in the note of the record."
        if names
        else "Every movement of more than 10% has a note, a recorded change or a rate behind it."
    )
    return Check(
        12, "Every movement of more than 10% from a year to the next is explained",
        state_of(wrong=names, unknown=False), words, (Figure("Not explained", tuple(moved)),),
    )  # fmt: skip


def _lines(budget: PoolBudget) -> tuple[ContributionLine | ExpenditureLine, ...]:
    return (*budget.contributions, *budget.expenditure)


_Place = tuple[str, str, str, FinancialYear]


def _place(line: ContributionLine | ExpenditureLine, year: FinancialYear) -> _Place:
    if isinstance(line, ExpenditureLine):
        return ("out", line.service_id, "", year)
    return ("in", line.partner_id or "", line.stream_id or "", year)


def _name(budget: PoolBudget, line: ContributionLine | ExpenditureLine) -> str:
    plan = budget.seen.plan
    if isinstance(line, ExpenditureLine):
        return display_name(plan.services.get(line.service_id)) or line.service_id
    partner = display_name(plan.organisations.get(line.partner_id or "")) or "No partner"
    stream = display_name(plan.funding_streams.get(line.stream_id or "")) or "no stream"
    return f"{partner}, {stream}"


def _explained(budget: PoolBudget) -> set[_Place]:
    """Return the lines and years for which the plan says why the amount moves."""
    plan, found = budget.seen.plan, set[_Place]()
    for cost in plan.service_costs.values():
        if cost.pool_id == budget.pool.id and cost.year and cost.note.strip():
            found.add(("out", cost.service_id or "", "", cost.year))
    for service in plan.services.values():
        if service.start_on is not None:
            began = FinancialYear.of(service.start_on)
            found |= {("out", service.id, "", year) for year in (began, began.plus(1))}
        if service.end_on is not None:
            found.add(("out", service.id, "", FinancialYear.of(service.end_on)))
    changed = {
        (row.stream_id, row.year)
        for row in plan.allocations.values()
        if row.adjustment or row.baseline_adjustment_p or row.note.strip()
    }
    for row in plan.contributions.values():
        said = row.note.strip() or row.adjustment_p or row.full_year_effect_p
        said = said or (row.stream_id, row.year) in changed
        if said and row.pool_id == budget.pool.id and row.year:
            found.add(("in", row.partner_id or "", row.stream_id or "", row.year))
    return found


def units(budget: PoolBudget) -> Check:
    """Figures are in one unit: none is a hundred times its neighbour or what its stream brings (T13)."""
    plan = budget.seen.plan
    names: list[str] = []
    for line in _lines(budget):
        known = [(n, p) for n, p in enumerate(line.amounts_p) if p]
        for (_, before_p), (n, after_p) in pairwise(known):
            if _far_apart(before_p, after_p):
                names.append(f"{_name(budget, line)} in {budget.years[n]}")
    streams = {line.stream_id for line in budget.contributions if line.stream_id}
    brought = brought_by_streams(plan, streams)
    for given in budget.contributions:
        for n, year in enumerate(budget.years):
            held_p, amount_p = brought.get((given.stream_id or "", year)), given.amounts_p[n]
            if held_p and amount_p and abs(amount_p) >= UNIT_RATIO * abs(held_p):
                names.append(f"{_name(budget, given)} in {year} against what the stream brings")
    words = (
        f"A hundred times or more apart, so perhaps in other units: {named(names)}."
        if names
        else "No figure is a hundred times its neighbour, or what its stream brings."
    )
    return Check(
        13, "All figures are in one unit", state_of(wrong=names, unknown=False), words
    )  # fmt: skip


def _far_apart(one_p: int, other_p: int) -> bool:
    low, high = sorted((abs(one_p), abs(other_p)))
    return high >= UNIT_RATIO * low
