"""Who pays for a pool and who gains by it, and whether it is worth it: costs beside benefits.

Only services whose benefits are recorded are weighed: the cost of the others would be laid
beside nothing. In a pool money loses its identity, so each partner pays for a service in the
share in which it puts money in. Money is brought to the prices of the plan's first year by the inflation that is assumed, then
discounted by the schedule or the rate that is assumed. Only fiscal benefits reach a body's
budget; the others count for the public, not for the payer.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commissionplanner.budget.appraisal import (
    Appraisal,
    appraise,
    net_winner_ppm,
    rebalanced_p,
    with_optimism_p,
)
from commissionplanner.budget.benefits import Benefit, benefits
from commissionplanner.budget.discounting import Step, present_value_p
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import Assumptions, Line
from commissionplanner.budget.tables import discount_schedules, vintage
from commissionplanner.model.money import PPM, Pence, format_ppm, round_ratio, split
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
    index, prices = _index(budget, assumed)
    steps, rates = _steps(budget, assumed)
    bias_ppm = _bias(budget, assumed)
    found = benefits(budget.seen, [line.service_id for line in budget.expenditure])
    counted = [each for each in found if all(p is not None for p in each.amounts_p)]
    fiscal = [each for each in counted if each.line.benefit_class in BODY_CLASSES]
    services = tuple(sorted({each.line.service_id or "" for each in counted}))
    costs = _real([with_optimism_p(p, bias_ppm) for p in _costs(budget, services)], index)
    paid = _paid(budget, costs)
    gained = _gained(fiscal, len(costs))
    public = appraise(costs, _sums(counted, len(costs)), steps)
    paid_now = {key: present_value_p(row, public.factors) for key, row in paid.items() if key}
    gained_now = {key: present_value_p(row, public.factors) for key, row in gained.items() if key}
    return Gains(
        services=services,
        public=public,
        fiscal=appraise(costs, _sums(fiscal, len(costs)), steps),
        paid_p=paid,
        gained_p=gained,
        net_winner_ppm=net_winner_ppm(paid_now, gained_now),
        rebalanced_p=rebalanced_p(paid_now, gained_now),
        basis=(prices, rates, *_bias_words(bias_ppm), f"Optimism by: {vintage('cba_grades')}."),
        left_out=tuple(_left_out(budget, found, services)),
    )


def _costs(budget: PoolBudget, services: Sequence[str]) -> list[Pence]:
    """Return what services cost by year; what is not known is left out, which is said."""
    weighed = [line.amounts_p for line in budget.expenditure if line.service_id in services]
    return [sum(row[n] or 0 for row in weighed) for n in range(len(budget.years))]


def _bias(budget: PoolBudget, assumed: Assumptions) -> int:
    held = assumed.fitting("optimism_bias", Line(pool_id=budget.pool.id))
    return next((row.rate_ppm for row in held if row.rate_ppm is not None), 0)


def _bias_words(bias_ppm: int) -> tuple[str, ...]:
    return (f"Costs are raised by {format_ppm(bias_ppm)} for optimism.",) if bias_ppm else ()


def _index(budget: PoolBudget, assumed: Assumptions) -> tuple[list[int], str]:
    """Return the price index of each year, the first 1,000,000,000, and what it rests on."""
    held = assumed.best("inflation", Line(pool_id=budget.pool.id), budget.years)
    index = [1_000_000_000]
    for row in held[1:]:
        rate = row.rate_ppm if row and row.rate_ppm is not None else 0
        index.append(round_ratio(index[-1] * (PPM + rate), PPM))
    if any(row is not None and row.rate_ppm is not None for row in held[1:]):
        return index, f"In the prices of {budget.years[0]}, by the inflation assumed in the plan."
    return index, "No inflation is assumed in the plan: cash is taken as real."


def _steps(budget: PoolBudget, assumed: Assumptions) -> tuple[tuple[Step, ...], str]:
    held = assumed.fitting("discount_rate", Line(pool_id=budget.pool.id))
    rate = next((row.rate_ppm for row in held if row.rate_ppm is not None), None)
    if rate is not None:
        return (Step(1, None, rate),), f"Discounted at {rate / 10_000:g}% a year, as assumed."
    return discount_schedules()["standard"], f"Discounted by: {vintage('discount_rates')}."


def _real(amounts_p: Sequence[Pence], index: Sequence[int]) -> tuple[Pence, ...]:
    return tuple(
        round_ratio(p * index[0], level) for p, level in zip(amounts_p, index, strict=True)
    )


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
    budget: PoolBudget, found: Sequence[Benefit], services: Sequence[str]
) -> Iterator[str]:
    unknown = [each.line.name for each in found if any(p is None for p in each.amounts_p)]
    if unknown:
        yield f"Not known, and not counted as nil: {', '.join(unknown)}."
    base = budget.years[0] if budget.years else None
    prices = {str(each.line.price_year) for each in found
              if each.line.price_year is not None and each.line.price_year != base}  # fmt: skip
    if prices:
        yield f"Benefits told in the prices of {', '.join(sorted(prices))} are taken as they are."
    weighed = [line for line in budget.expenditure if line.service_id in services]
    if sum(sum(line.unknown) for line in weighed):
        yield "Some costs are not known. They are not counted as nil."
    if not services:
        yield "No benefit of a service in the fund is known."
    elif len(budget.expenditure) > len(weighed):
        others = counted_words(len(budget.expenditure) - len(weighed), "service")
        yield f"{others} of the fund with no benefit known: neither cost nor benefit is weighed."
