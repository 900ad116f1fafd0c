"""Present values and real terms. Factors are exact fractions, rounded only where they are shown.

Source: HM Treasury, The Green Book (5 February 2026), chapter 6. Only amounts in real terms are
discounted; the first year is the base and is not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commissionplanner.model.money import PPM, round_ratio
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class Step:
    """A rate that holds from one year after the base to another, both included.

    Attributes:
        to_year: None: without end.
    """

    from_year: int
    to_year: int | None
    rate_ppm: int


def discount_factors(steps: Sequence[Step], last_year: int) -> tuple[Fraction, ...]:
    """Return the factor of each year from the base, which is 1, to the last.

    Raises:
        ValueError: no rate holds for a year.
    """
    factors = [Fraction(1)]
    for year in range(1, last_year + 1):
        rate = next((s.rate_ppm for s in steps if _holds(s, year)), None)
        if rate is None:
            raise ValueError(f"There is no discount rate for year {year}.")
        factors.append(factors[-1] * PPM / (PPM + rate))
    return tuple(factors)


def _holds(step: Step, year: int) -> bool:
    return step.from_year <= year and (step.to_year is None or year <= step.to_year)


def present_value_p(amounts_p: Sequence[int], factors: Sequence[Fraction]) -> int:
    """Return the value today of amounts by year, rounded to the penny year by year."""
    return sum(_times(p, factor) for p, factor in zip(amounts_p, factors, strict=False))


def in_prices_of(
    amount_p: int,
    index_milli: Mapping[FinancialYear, int],
    year: FinancialYear,
    base: FinancialYear,
) -> int:
    """Return an amount of one year's prices in another's.

    Raises:
        KeyError: the price index has no figure for one of the years.
    """
    return round_ratio(amount_p * index_milli[base], index_milli[year])


def inflation_ppm(index_milli: Mapping[FinancialYear, int], year: FinancialYear) -> int:
    """Return the change of prices on the year before, in parts per million.

    Raises:
        KeyError: the price index has no figure for one of the years.
    """
    before = index_milli[year.plus(-1)]
    return round_ratio((index_milli[year] - before) * PPM, before)


def annuity(rate_ppm: int, years: int) -> Fraction:
    """Return the value today of one pound at the end of each year."""
    if rate_ppm == 0:
        return Fraction(years)
    rate = Fraction(rate_ppm, PPM)
    return (1 - (1 + rate) ** -years) / rate


def _times(amount_p: int, factor: Fraction) -> int:
    return round_ratio(amount_p * factor.numerator, factor.denominator)
