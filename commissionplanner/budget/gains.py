"""Who pays for a pool and who gains by it, and whether it is worth it: costs beside benefits.

Only services whose benefits are recorded are weighed: the cost of the others would be laid
beside nothing. In a pool money loses its identity, so each partner pays for a service in the
share in which it puts money in. Money is brought to the prices of one year by the series of prices
that the plan names or the inflation it assumes, then discounted by the dated schedule it names or
the rate it assumes. Only fiscal benefits reach a body's
budget; the others count for the public, not for the payer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from commissionplanner.budget.appraisal import (
    Appraisal,
    appraise,
    net_winner_ppm,
    optimism_bias_ppm,
    rebalanced_p,
    with_optimism_p,
)
from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.benefits import Benefit, Years, benefits, unsaid
from commissionplanner.budget.discounting import Step, present_value_p
from commissionplanner.budget.real_terms import Prices, prices_of
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import Assumptions, Line
from commissionplanner.budget.tables import (
    capital_bounds,
    discount_schedules,
    schedule_names,
    vintage,
)
from commissionplanner.model.money import PPM, Pence, format_ppm, split
from commissionplanner.model.words import counted as counted_words

BODY_CLASSES = ("fiscal",)
"""Classes of benefit that reach a body's budget."""


@dataclass(frozen=True, slots=True)
class Gains:
    """What a pool costs and brings, by year and by body, in the prices of its first year.

    Attributes:
        public: All benefits against the costs.
        fiscal: Only those that reach a body's budget, against the costs.
        services: Ids of the services that are weighed.
        paid_p: What each partner pays of their cost, by year; "" where no partner is recorded.
        gained_p: Fiscal benefits by body and year; "" for what nobody is recorded to gain.
        net_winner_ppm: How far those who gain are not those who pay, 0 to 1,000,000.
        rebalanced_p: What each partner would give more or less, over all the years, if each
            paid in the share in which it gains; they make nil.
        basis: How the figures are made, in sentences: prices, discounting, vintage.
        left_out: What is not in them, in sentences.
    """

    services: tuple[str, ...]
    public: Appraisal
    fiscal: Appraisal
    paid_p: Mapping[str, tuple[Pence, ...]]
    gained_p: Mapping[str, tuple[Pence, ...]]
    net_winner_ppm: int | None
    rebalanced_p: Mapping[str, Pence]
    basis: tuple[str, ...]
    left_out: tuple[str, ...]


def gains(budget: PoolBudget) -> Gains:
    """Lay a pool's costs beside the benefits of its services."""
    assumed = Assumptions(budget.seen)
    prices = prices_of(budget.seen, budget.pool.id)
    steps, rates = _steps(budget, assumed)
    found = benefits(budget.seen, [line.service_id for line in budget.expenditure])
    counted = [
        _in_prices(each, prices) for each in found if all(p is not None for p in each.amounts_p)
    ]
    fiscal = [each for each in counted if each.line.benefit_class in BODY_CLASSES]
    services = tuple(sorted({each.line.service_id or "" for each in counted}))
    raised, bias_words = _raised(budget, services, assumed)
    costs = tuple(p or 0 for p in prices.all_real_p(raised, budget.years))
    paid = _paid(budget, costs)
    gained = _gained(fiscal, len(costs))
    public = appraise(costs, _sums(counted, len(costs)), steps, _apart(counted))
    paid_now = {key: present_value_p(row, public.factors) for key, row in paid.items() if key}
    gained_now = {key: present_value_p(row, public.factors) for key, row in gained.items() if key}
    return Gains(
        services=services,
        public=public,
        fiscal=appraise(costs, _sums(fiscal, len(costs)), steps, _apart(fiscal)),
        paid_p=paid,
        gained_p=gained,
        net_winner_ppm=net_winner_ppm(paid_now, gained_now),
        rebalanced_p=rebalanced_p(paid_now, gained_now),
        basis=(prices.words, rates, *bias_words, f"Optimism by: {vintage('cba_grades')}."),
        left_out=tuple(_left_out(budget, found, services, prices)),
    )


def pockets(found: Gains) -> dict[tuple[str, str], tuple[Pence, ...]]:
    """Return the wrong-pockets matrix: by payer and body that gains, pence by year.

    What a body gains in a year is laid to those who pay in the share in which they pay in that
    year, or, where nobody does, over all years; the parts make the whole. Where nobody pays at
    all the payer is "".
    """
    payers = sorted(found.paid_p)
    whole = [max(0, sum(found.paid_p[key])) for key in payers]
    sums: dict[tuple[str, str], list[Pence]] = {}
    for body, years in found.gained_p.items():
        for n, gained_p in enumerate(years):
            here = [max(0, found.paid_p[key][n]) for key in payers]
            weights = here if any(here) else whole
            names, shares = (payers, weights) if any(weights) else ([""], [1])
            for key, part in zip(names, split(gained_p, shares), strict=True):
                sums.setdefault((key, body), [0] * len(years))[n] = part
    return {place: tuple(row) for place, row in sums.items() if any(row)}


def _in_prices(each: Benefit, prices: Prices) -> Benefit:
    """Return a benefit in the base year's prices; as it is where the series does not reach."""
    own = each.line.price_year
    if own is None or own == prices.base or prices.real_p(0, own) is None:
        return each

    def real(years: Years) -> Years:
        return tuple(prices.real_p(p, own) for p in years)

    amounts = real(each.amounts_p)
    shared = {body: real(years) for body, years in each.by_body.items()}
    return replace(
        each,
        amounts_p=amounts,
        by_body=_made_whole(shared, amounts),
        cashable_p=real(each.cashable_p),
    )


def _made_whole(shared: Mapping[str, Years], amounts: Years) -> Mapping[str, Years]:
    """Share each year's amount again by what the bodies had, so that the parts make it."""
    rows: dict[str, list[int | None]] = {body: [] for body in shared}
    for n, whole_p in enumerate(amounts):
        weights = [abs(years[n] or 0) for years in shared.values()]
        parts = split(whole_p or 0, weights) if any(weights) else (0,) * len(weights)
        for body, part in zip(rows, parts, strict=True):
            rows[body].append(part)
    return {body: tuple(row) for body, row in rows.items()}


def _apart(found: Iterable[Benefit]) -> list[tuple[tuple[Pence, ...], tuple[Step, ...]]]:
    """Return the benefits that have a schedule of their own, with its rates."""
    schedules = discount_schedules()
    return [
        (tuple(p or 0 for p in each.amounts_p), schedules[each.line.discount_schedule])
        for each in found
        if each.line.discount_schedule in schedules and each.line.discount_schedule
    ]


def _raised(
    budget: PoolBudget, services: Sequence[str], assumed: Assumptions
) -> tuple[list[Pence], tuple[str, ...]]:
    """Return what services cost by year, raised for optimism, and how that was done.

    Running costs by the rate assumed; capital by the bound of its kind, less what is dealt with.
    """
    line = Line(pool_id=budget.pool.id)
    rate, dealt = (_rate(assumed, key, line) for key in ("optimism_bias", "bias_mitigation"))
    capital, extra = [0] * len(budget.years), [0] * len(budget.years)
    for cost in budget.seen.plan.service_costs.values():
        bound = capital_bounds().get(cost.capital_kind or "")
        here = cost.service_id in services and cost.year in budget.years and not cost.in_kind
        if bound is None or not here or not is_planned(cost, budget.pool.id) or not cost.amount_p:
            continue
        n = budget.years.index(cost.year)
        capital[n] += cost.amount_p
        bias = optimism_bias_ppm([(PPM, bound)], [(PPM, dealt)])
        extra[n] += with_optimism_p(cost.amount_p, bias) - cost.amount_p
    raised = [
        with_optimism_p(p - capital[n], rate) + capital[n] + extra[n]
        for n, p in enumerate(_costs(budget, services))
    ]
    words = [f"Costs are raised by {format_ppm(rate)} for optimism."] if rate else []
    if any(capital):
        less = f", less {format_ppm(dealt)} dealt with" if dealt else ""
        words.append(f"Capital is raised by: {vintage('optimism_bias')}{less}.")
    return raised, tuple(words)


def _costs(budget: PoolBudget, services: Sequence[str]) -> list[Pence]:
    """Return what services cost in cash by year; what is not known is left out, which is said."""
    weighed = [
        line.amounts_p
        for line in budget.expenditure
        if line.service_id in services and not line.in_kind
    ]
    return [sum(row[n] or 0 for row in weighed) for n in range(len(budget.years))]


def _rate(assumed: Assumptions, key: str, line: Line) -> int:
    held = assumed.fitting(key, line)
    return next((row.rate_ppm for row in held if row.rate_ppm is not None), 0)


def _steps(budget: PoolBudget, assumed: Assumptions) -> tuple[tuple[Step, ...], str]:
    held = assumed.fitting("discount_rate", Line(pool_id=budget.pool.id))
    rate = next((row.rate_ppm for row in held if row.rate_ppm is not None), None)
    if rate is not None:
        return (Step(1, None, rate),), f"Discounted at {rate / 10_000:g}% a year, as assumed."
    chosen = budget.seen.plan.header.discount_schedule or "standard"
    name = chosen if chosen in discount_schedules() else "standard"
    return discount_schedules()[name], f"Discounted by: {schedule_names()[name]}."


def _paid(budget: PoolBudget, costs: Sequence[Pence]) -> dict[str, tuple[Pence, ...]]:
    """Share the costs of each year by what partners put in; the parts make the whole."""
    given = {key or "": row for key, row in budget.partner_totals().items()}
    rows: dict[str, list[Pence]] = {key: [] for key in given}
    for n, cost_p in enumerate(costs):
        weights = [max(row[n] or 0, 0) for row in given.values()]
        parts = split(cost_p, weights) if any(weights) else (0,) * len(weights)
        for key, part in zip(rows, parts, strict=True):
            rows[key].append(part)
    return {key: tuple(row) for key, row in rows.items()}


def _gained(found: Iterable[Benefit], n_years: int) -> dict[str, tuple[Pence, ...]]:
    sums: dict[str, list[Pence]] = {}
    for each in found:
        shared = each.by_body or {"": each.amounts_p}
        for body, years in shared.items():
            row = sums.setdefault(body, [0] * n_years)
            for n, p in enumerate(years):
                row[n] += p or 0
    return {body: tuple(row) for body, row in sums.items()}


def _sums(found: Iterable[Benefit], n_years: int) -> list[Pence]:
    sums = [0] * n_years
    for each in found:
        for n, p in enumerate(each.amounts_p):
            sums[n] += p or 0
    return sums


def _left_out(
    budget: PoolBudget, found: Sequence[Benefit], services: Sequence[str], prices: Prices
) -> Iterator[str]:
    unknown = [each.line for each in found if any(p is None for p in each.amounts_p)]
    if unknown:
        lines = [f"{line.name} ({', '.join(unsaid(line))} not recorded)" for line in unknown]
        yield f"Not known, and not counted as nil: {'; '.join(lines)}."
    others = {
        str(own)
        for each in found
        if (own := each.line.price_year) is not None and own != prices.base
        and (prices.is_plain or prices.real_p(0, own) is None)
    }  # fmt: skip
    if others:
        yield f"Benefits told in the prices of {', '.join(sorted(others))} are taken as they are."
    beyond = [str(year) for year in budget.years if prices.real_p(0, year) is None]
    if beyond:
        yield f"Costs of {', '.join(beyond)} are left out: the price index does not reach them."
    weighed = [line for line in budget.expenditure if line.service_id in services]
    if sum(sum(line.unknown) for line in weighed):
        yield "Some costs are not known. They are not counted as nil."
    if not services:
        yield "No benefit of a service in the fund is known."
    elif len(budget.expenditure) > len(weighed):
        rest = counted_words(len(budget.expenditure) - len(weighed), "service")
        yield f"{rest} of the fund with no benefit known: neither cost nor benefit is weighed."
