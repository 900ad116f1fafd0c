"""From one balance to another by cause: between two scenarios, two versions, or two years.

Every step is a whole number of pence, and start and steps make the end. A step above nil is for
the better: the gap is smaller by it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.rates import LineRates
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.scenarios import RATE_KEYS
from commissionplanner.model.money import PPM, Pence, round_ratio
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

LEVEL = "with_assumed"
RECORDED = "Recorded costs"
_CAUSES = {"uplift": "Prices", "growth": "Demand", "efficiency": "Efficiency"}


@dataclass(frozen=True, slots=True)
class Step:
    """One cause of a change.

    Attributes:
        cause: In at most three words, but for names.
        amount_p: What it does to the balance; above nil is better.
    """

    cause: str
    amount_p: Pence


@dataclass(frozen=True, slots=True)
class Bridge:
    """From a start to an end: `start_p` + all steps = `end_p`.

    Attributes:
        start: What the start is called.
        end: What the end is called.
        unknown: Whether a figure on either side is not known and so left out.
        idle: Whether the end's scenario assumes rates that move no cost, because an amount is
            recorded for every year.
    """

    start: str
    end: str
    start_p: Pence
    steps: tuple[Step, ...]
    end_p: Pence
    unknown: bool
    idle: bool = False


def between(before: PoolBudget, after: PoolBudget, names: tuple[str, str] | None = None) -> Bridge:
    """Return what turns one budget's balance over all shared years into another's.

    The two may be of two scenarios or of two versions of a plan. Money in is told by partner,
    money out by services that came or went, by what is recorded, by price, demand and efficiency
    as they were applied, then the contingency.

    Args:
        before: The budget at the start.
        after: The budget at the end.
        names: What the two are called; as their scenarios where left out.
    """
    called = names or (before.seen.name, after.seen.name)
    years = [year for year in before.years if year in after.years]
    steps = [
        *_partners(before, after, years),
        *_services(before, after, years),
        Step("Contingency", _held(before, years) - _held(after, years)),
    ]
    made = _bridge(
        *called, _balance(before, years), _balance(after, years), steps,
        _has_unknown(before, years) or _has_unknown(after, years),
    )  # fmt: skip
    return replace(made, idle=_is_idle(after))


def _is_idle(budget: PoolBudget) -> bool:
    """Whether a budget's own scenario assumes rates, and no cost above nil is worked out by any."""
    seen = budget.seen
    rates = seen.scenario_id is not None and any(
        row.scenario_id == seen.scenario_id and row.key in RATE_KEYS and row.rate_ppm is not None
        for row in seen.plan.assumptions.values()
    )
    done = budget.out.done
    return rates and not (done.projected & (done.amount_p != 0)).any()  # nil stays nil at any rate


def between_versions(old: Plan, new: Plan, pool_id: str, scenario_id: str | None = None) -> Bridge:
    """Return what turns a fund's balance in one version of a plan into that in another.

    Raises:
        KeyError: one of the versions has no such fund or scenario.
        OverflowError: an amount grows beyond what can be added up.
    """
    one, other = old.header.version, new.header.version
    names = ("Earlier version", "This version")
    if one and other and one != other:
        names = (f"Version {one}", f"Version {other}")
    return between(
        pool_budget(old, pool_id, scenario_id), pool_budget(new, pool_id, scenario_id), names
    )


def over_years(budget: PoolBudget, first: FinancialYear, last: FinancialYear) -> Bridge:
    """Return what turns the balance of one year of a budget into that of a later one.

    Costs worked out from the year before are told by price, demand and efficiency, as they were
    applied; what is recorded for its own year is *Planned changes*.

    Raises:
        ValueError: one of the years is not in the budget, or they are not in order.
    """
    start, end = budget.years.index(first), budget.years.index(last)
    if start > end:
        raise ValueError("The later year comes first.")
    sums: dict[str, Pence] = {}
    for n in range(start + 1, end + 1):
        for cause, amount_p in _year_causes(budget, n):
            sums[cause] = sums.get(cause, 0) + amount_p
    years = [first, last]
    return _bridge(
        str(first), str(last), _balance(budget, [first]), _balance(budget, [last]),
        [Step(cause, amount_p) for cause, amount_p in sums.items()],
        _has_unknown(budget, years),
    )  # fmt: skip


def _bridge(
    start: str, end: str, start_p: Pence, end_p: Pence, steps: Iterable[Step], unknown: bool
) -> Bridge:
    held = tuple(step for step in steps if step.amount_p)
    left = end_p - start_p - sum(step.amount_p for step in held)
    if left:
        raise AssertionError("The steps of a bridge do not make its end.")
    return Bridge(start, end, start_p, held, end_p, unknown)


def _balance(budget: PoolBudget, years: Iterable[FinancialYear]) -> Pence:
    """Money in less money out and contingency, of what is known, also where one side is not."""
    sums = (
        (in_p or 0) - (out_p or 0) - (held_p or 0)
        for year, in_p, out_p, held_p in zip(
            budget.years, budget.totals.contributions_p, budget.totals.expenditure_p,
            budget.totals.contingency_p, strict=True,
        )
        if year in years
    )  # fmt: skip
    return sum(sums)


def _has_unknown(budget: PoolBudget, years: Iterable[FinancialYear]) -> bool:
    totals = budget.totals
    return any(
        totals.unknown_contributions[n]
        or totals.unknown_expenditure[n]
        or totals.unknown_contingency[n]
        for n, year in enumerate(budget.years)
        if year in years
    )


def _held(budget: PoolBudget, years: Iterable[FinancialYear]) -> Pence:
    pairs = zip(budget.years, budget.totals.contingency_p, strict=True)
    return sum(p or 0 for year, p in pairs if year in years)


def _partners(
    before: PoolBudget, after: PoolBudget, years: Iterable[FinancialYear]
) -> Iterator[Step]:
    one, other = (_by_partner(budget, years) for budget in (before, after))
    for key in sorted(one.keys() | other.keys()):
        name = _name(after.seen.plan, before.seen.plan, key) or "Partner not known"
        yield Step(f"Money in: {name}", other.get(key, 0) - one.get(key, 0))


def _by_partner(budget: PoolBudget, years: Iterable[FinancialYear]) -> dict[str, Pence]:
    sums: dict[str, Pence] = {}
    for line in budget.contributions:
        if line.in_kind:
            continue
        total = sum(p or 0 for y, p in zip(budget.years, line.amounts_p, strict=True) if y in years)
        sums[line.partner_id or ""] = sums.get(line.partner_id or "", 0) + total
    return sums


def _services(
    before: PoolBudget, after: PoolBudget, years: Iterable[FinancialYear]
) -> Iterator[Step]:
    one, other = (_by_service(budget, years) for budget in (before, after))
    came = sum(sum(causes.values()) for key, causes in other.items() if key not in one)
    went = sum(sum(causes.values()) for key, causes in one.items() if key not in other)
    yield Step("Services added", -came)
    yield Step("Services ended", went)
    for cause in (RECORDED, *_CAUSES.values()):
        changed = sum(other[key][cause] - one[key][cause] for key in one if key in other)
        yield Step(cause, -changed)


def _by_service(
    budget: PoolBudget, years: Iterable[FinancialYear]
) -> Mapping[str, Mapping[str, Pence]]:
    """Return what each service costs over years, by what brought it about."""
    found: dict[str, dict[str, Pence]] = {}
    for line in budget.expenditure:
        if line.in_kind:
            continue
        sums = found.setdefault(line.service_id, dict.fromkeys((RECORDED, *_CAUSES.values()), 0))
        for year, causes in zip(budget.years, _causes(budget, line), strict=True):
            for cause, amount_p in causes.items() if year in years else ():
                sums[cause] += amount_p
    return found


def _causes(budget: PoolBudget, line: ExpenditureLine) -> Iterator[Mapping[str, Pence]]:
    """Yield, year by year, a line's cost by what brought it about; the parts make the cost.

    A year that is worked out holds what the year before held and what its rates added.
    """
    held: dict[str, Pence] = {}
    for n, amount_p in enumerate(line.amounts_p):
        if line.origins[n] != "projected":
            held = {RECORDED: amount_p or 0}
        else:
            base_p = line.bases_p[n - 1]
            held = {**held, RECORDED: held[RECORDED] + base_p - (line.amounts_p[n - 1] or 0)}
            for cause, more_p in _rates(line.rates, n, base_p, additive=budget.seen.additive):
                held[cause] = held.get(cause, 0) + more_p
        yield dict(held)


def _name(plan: Plan, other: Plan, key: str) -> str:
    return display_name(plan.organisations.get(key) or other.organisations.get(key))


def _year_causes(budget: PoolBudget, n: int) -> Iterator[tuple[str, Pence]]:
    """Yield what changes the balance from the year before, by cause."""
    taken = _taken_in(budget, budget.years[n])
    for line in budget.contributions:
        if line.in_kind:
            continue
        name = display_name(budget.seen.plan.organisations.get(line.partner_id or ""))
        joined_p = taken.pop(line.stream_id or "", 0)
        moved_p = _moved(line, n)
        in_p = max(min(joined_p, moved_p), 0) if joined_p > 0 else min(max(joined_p, moved_p), 0)
        yield "Grants taken in", in_p
        yield f"Money in: {name or 'Partner not known'}", moved_p - in_p
    for service in budget.expenditure:
        if service.in_kind:
            continue
        now, then = service.amounts_p[n] or 0, service.amounts_p[n - 1] or 0
        if service.origins[n] == "projected":
            left, base_p = now, service.bases_p[n - 1]
            for cause, amount_p in _rates(service.rates, n, base_p, additive=budget.seen.additive):
                yield cause, -amount_p
                left -= amount_p
            yield "Planned changes", -(left - then)
        else:
            yield "Planned changes", -(now - then)
    held = budget.totals.contingency_p
    yield "Contingency", (held[n - 1] or 0) - (held[n] or 0)


def _taken_in(budget: PoolBudget, year: FinancialYear) -> dict[str, Pence]:
    """Return by stream what its allocation took in (a minus: gave away): that is no growth."""
    found: dict[str, Pence] = {}
    for row in budget.seen.plan.allocations.values():
        if row.year == year and row.stream_id and row.baseline_adjustment_p:
            found[row.stream_id] = found.get(row.stream_id, 0) + row.baseline_adjustment_p
    return found


def _moved(line: ContributionLine, n: int) -> Pence:
    return (line.amounts_p[n] or 0) - (line.amounts_p[n - 1] or 0)


def _rates(
    rates: LineRates, n: int, then_p: Pence, *, additive: bool
) -> Iterator[tuple[str, Pence]]:
    """Yield what each rate added, in the order and with the rounding of `projection`."""
    running, total = then_p, 0
    for key in RATE_KEYS:
        rate = rates[key][n].rate_ppm or 0
        total += -rate if key == "efficiency" else rate
        base, factor = (then_p, total) if additive else (running, total)
        after = round_ratio(base * (PPM + factor), PPM)
        yield _CAUSES[key], after - running
        running, total = after, total if additive else 0
