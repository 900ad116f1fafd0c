"""What a course of action is worth: present values, ratios, payback, optimism, additionality.

All amounts are in real terms, by year from the base year, which is not discounted. Nothing here
knows of a plan; `gains` lays a plan's costs beside its benefits. Source: HM Treasury, The Green
Book (5 February 2026), chapters 5 and 6; optimism bias: HM Treasury and Mott MacDonald (2002);
additionality: English Partnerships, Additionality Guide (3rd edition, 2008), chapter 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from commissionplanner.budget.discounting import Step, discount_factors, present_value_p
from commissionplanner.model.money import PPM, Pence, round_ratio, split


@dataclass(frozen=True, slots=True)
class Appraisal:
    """Costs and benefits by year, brought to today.

    Attributes:
        costs_p: Pence by year, in real terms.
        benefits_p: The same of benefits.
        factors: The discount factor of each year, exact.
        apart: Of the benefits, those discounted by factors of their own, with these: health
            effects are discounted more slowly.
    """

    costs_p: tuple[Pence, ...]
    benefits_p: tuple[Pence, ...]
    factors: tuple[Fraction, ...]
    apart: tuple[tuple[tuple[Pence, ...], tuple[Fraction, ...]], ...] = ()

    @property
    def cost_pv_p(self) -> Pence:
        """Present value of the costs."""
        return present_value_p(self.costs_p, self.factors)

    @property
    def benefit_pv_p(self) -> Pence:
        """Present value of the benefits."""
        return sum(self._benefits_today())

    def _benefits_today(self) -> list[Pence]:
        """Return the present value of each year's benefits."""
        rest = [
            p - sum(amounts[n] for amounts, _ in self.apart) for n, p in enumerate(self.benefits_p)
        ]
        return [
            sum(
                present_value_p([amounts[n]], [factors[n]])
                for amounts, factors in ((rest, self.factors), *self.apart)
            )
            for n in range(len(rest))
        ]

    @property
    def net_pv_p(self) -> Pence:
        """Net present value: benefits less costs."""
        return self.benefit_pv_p - self.cost_pv_p

    @property
    def ratio(self) -> Fraction | None:
        """Benefits to costs, of present values; None where there are no costs to divide by."""
        return Fraction(self.benefit_pv_p, self.cost_pv_p) if self.cost_pv_p else None

    @property
    def net_p(self) -> tuple[Pence, ...]:
        """Benefits less costs by year, not discounted."""
        return tuple(b - c for b, c in zip(self.benefits_p, self.costs_p, strict=True))

    def cumulative_p(self, *, discounted: bool = False) -> tuple[Pence, ...]:
        """Return net benefits added up to each year: the return-lag curve."""
        if not discounted:
            return tuple(accumulate(self.net_p))
        costs = (present_value_p([p], [f]) for p, f in zip(self.costs_p, self.factors, strict=True))
        pairs = zip(self._benefits_today(), costs, strict=True)
        return tuple(accumulate(benefit - cost for benefit, cost in pairs))

    def payback(self, *, discounted: bool = False) -> int | None:
        """Return the first year, from 0, by the end of which what was put in has come back.

        None: not within the horizon, or nothing is put in.
        """
        sums = self.cumulative_p(discounted=discounted)
        spent = accumulate(self.costs_p)
        return next(
            (n for n, (net, put_in) in enumerate(zip(sums, spent, strict=True))
             if net >= 0 and put_in > 0),
            None,
        )  # fmt: skip


def appraise(
    costs_p: Sequence[Pence],
    benefits_p: Sequence[Pence],
    steps: Sequence[Step],
    apart: Sequence[tuple[Sequence[Pence], Sequence[Step]]] = (),
) -> Appraisal:
    """Return costs and benefits with the discount factors of a schedule.

    Args:
        costs_p: Pence by year from the base year, in real terms.
        benefits_p: The same of all benefits.
        steps: The schedule of rates.
        apart: Of the benefits, those with schedules of their own.

    Raises:
        ValueError: they have not the same number of years, or no rate holds for a year.
    """
    if len(costs_p) != len(benefits_p):
        raise ValueError("Costs and benefits have not the same years.")
    last, n_years = max(len(costs_p) - 1, 0), len(costs_p)
    return Appraisal(
        tuple(costs_p),
        tuple(benefits_p),
        discount_factors(steps, last)[:n_years],
        tuple((tuple(p), discount_factors(own, last)[:n_years]) for p, own in apart),
    )


def equivalent_annual_p(present_p: Pence, factors: Sequence[Fraction]) -> Pence:
    """Return the equal sum a year, from year 1, whose present value this is.

    Args:
        present_p: A present value.
        factors: Discount factors from year 0; as many years are paid as come after it.

    Raises:
        ValueError: there is no year after the base.
    """
    if len(factors) < 2:
        raise ValueError("There is no year to spread the value over.")
    exact = Fraction(present_p) / sum(factors[1:])
    return round_ratio(exact.numerator, exact.denominator)


def optimism_bias_ppm(
    parts: Sequence[tuple[int, int]], mitigation: Sequence[tuple[int, int]] = ()
) -> int:
    """Return the uplift on capital costs for optimism, in parts per million.

    Args:
        parts: For each kind of work, its share of the costs and the upper bound of its kind,
            both in parts per million.
        mitigation: For each cause of bias, how much it contributes and how far it is dealt with,
            both in parts per million; what is dealt with comes off.

    Raises:
        ValueError: the shares do not make the whole, or more is dealt with than there is.
    """
    if sum(share for share, _ in parts) != PPM:
        raise ValueError("The shares of the kinds of work do not make 100%.")
    upper = sum((Fraction(share * bound, PPM) for share, bound in parts), Fraction(0))
    dealt = sum((Fraction(cause * factor, PPM * PPM) for cause, factor in mitigation), Fraction(0))
    if not 0 <= dealt <= 1:
        raise ValueError("More of the bias is dealt with than there is.")
    exact = upper * (1 - dealt)
    return round_ratio(exact.numerator, exact.denominator)


def with_optimism_p(amount_p: Pence, bias_ppm: int) -> Pence:
    """Return a cost with its uplift for optimism."""
    return amount_p + round_ratio(amount_p * bias_ppm, PPM)


@dataclass(frozen=True, slots=True)
class Additionality:
    """What of a gross effect is lost or added on the way to a net one, in parts per million.

    Attributes:
        leakage_ppm: Gone to people outside the group it is for.
        displacement_ppm: Taken from others in the group.
        substitution_ppm: One thing done in the place of another.
        multiplier_ppm: Further effects; 1,000,000 for none.
    """

    leakage_ppm: int = 0
    displacement_ppm: int = 0
    substitution_ppm: int = 0
    multiplier_ppm: int = PPM

    def of(self, gross: Fraction) -> Fraction:
        """Return the net effect of a gross one."""
        for lost in (self.leakage_ppm, self.displacement_ppm, self.substitution_ppm):
            gross *= Fraction(PPM - lost, PPM)
        return gross * Fraction(self.multiplier_ppm, PPM)


def net_additional(
    gross: Fraction,
    ways: Additionality,
    reference: Fraction = Fraction(0),
    reference_ways: Additionality | None = None,
) -> Fraction:
    """Return what is truly added: the net effect less that of doing nothing (deadweight)."""
    return ways.of(gross) - (reference_ways or ways).of(reference)


def in_real_terms(
    amounts_p: Sequence[Pence], index_milli: Sequence[int], base: int = 0
) -> tuple[Pence, ...]:
    """Return cash amounts in the prices of one of their years, rounded to the penny each.

    Args:
        amounts_p: Cash by year.
        index_milli: The price index of the same years, in thousandths.
        base: Position of the year in whose prices they are told.
    """
    return tuple(
        round_ratio(p * index_milli[base], index)
        for p, index in zip(amounts_p, index_milli, strict=True)
    )


def shares_of(amounts_p: Mapping[str, Pence]) -> dict[str, Fraction]:
    """Return each body's share of the whole; nothing where the whole is nil or less."""
    whole = sum(amounts_p.values())
    return {key: Fraction(p, whole) for key, p in amounts_p.items()} if whole > 0 else {}


def net_winner_ppm(paid_p: Mapping[str, Pence], gained_p: Mapping[str, Pence]) -> int | None:
    """Return how far those who gain are not those who pay: Σ |share gained − share paid| / 2.

    0: each gains as it pays; 1,000,000: who pays gains nothing. None where nothing is paid or
    nothing gained.
    """
    paid, gained = shares_of(paid_p), shares_of(gained_p)
    if not paid or not gained:
        return None
    bodies = paid.keys() | gained.keys()
    apart = sum(
        (abs(gained.get(b, Fraction(0)) - paid.get(b, Fraction(0))) for b in bodies), Fraction(0)
    )
    exact = apart * PPM / 2
    return round_ratio(exact.numerator, exact.denominator)


def rebalanced_p(paid_p: Mapping[str, Pence], gained_p: Mapping[str, Pence]) -> dict[str, Pence]:
    """Return what each body would give more (or less) if each paid in the share in which it gains.

    The parts make nil: it is a draft for partners to talk about, not a sum anyone owes. Bodies
    that pay nothing now are left out, as they are not at the table; those at it share by what
    they gain. Nothing where none of them gains.
    """
    bodies = sorted(key for key, p in paid_p.items() if p > 0)
    weights = [max(gained_p.get(key, 0), 0) for key in bodies]
    if not any(weights):
        return {}
    wanted = split(sum(paid_p[key] for key in bodies), weights)
    return {key: share - paid_p[key] for key, share in zip(bodies, wanted, strict=True)}
