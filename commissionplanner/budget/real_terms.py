"""Cash in the prices of one year: which dated series of prices, which year, and the sum.

    real = cash × index of the base year ÷ index of its own year

A plan names its series; each has its date, which exports print. A year that the series does not
reach has no price index: its amounts are then not known in real terms, never taken as they are.
Series are by financial years only: figures by calendar years are never mixed in. Source: HM
Treasury, GDP deflators at market prices: user guide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commissionplanner.budget.scenarios import Assumptions, Line, View
from commissionplanner.budget.tables import deflator_names, deflators
from commissionplanner.model.money import PPM, round_ratio
from commissionplanner.model.years import FinancialYear

ASSUMED = "assumed"
Years = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """A price index by year, and how it is to be named.

    Attributes:
        series: Its code; "" where cash is taken as real.
        base: The year in whose prices money is told; None where the plan plans no years.
        index: By year, exact, to whatever base the series has.
        words: What it rests on and of which date, in a sentence.
        is_plain: Whether cash is taken as real, because nothing is said of prices.
    """

    series: str
    base: FinancialYear | None
    index: Mapping[FinancialYear, Fraction]
    words: str
    is_plain: bool = False

    def real_p(self, amount_p: int | None, year: FinancialYear | None) -> int | None:
        """Return an amount of a year in the prices of the base year, rounded to the penny.

        None where the amount is not known, or the series does not reach one of the two years.
        """
        if amount_p is None or self.is_plain:
            return amount_p
        top = self.index.get(self.base) if self.base else None
        own = self.index.get(year) if year else None
        if not top or not own:
            return None
        exact = amount_p * top / own
        return round_ratio(exact.numerator, exact.denominator)

    def all_real_p(self, amounts_p: Sequence[int | None], years: Sequence[FinancialYear]) -> Years:
        """Return amounts by year in the prices of the base year."""
        return tuple(self.real_p(p, year) for p, year in zip(amounts_p, years, strict=True))


def prices_of(seen: View, pool_id: str | None = None) -> Prices:
    """Return the prices by which a plan's cash is told in real terms, as a scenario sees it.

    The series that the plan names; where it names none, the inflation assumed in it; where that
    is not assumed either, cash is taken as real, which is said.
    """
    header = seen.plan.header
    base = header.real_terms_year or header.first_year
    series = header.deflator_series
    if series and series != ASSUMED:
        held = deflators().get(series, {})
        name = deflator_names().get(series, series)
        index = {year: Fraction(level, 1_000) for year, level in held.items()}  # as published
        words = f"In the prices of {base}, by {name}."
        beyond = [str(year) for year in (*seen.plan.years, base) if year and year not in index]
        if beyond:
            words += f" The series does not reach {', '.join(dict.fromkeys(beyond))}."
        return Prices(series, base, index, words)
    return _assumed(seen, pool_id, base)


def _assumed(seen: View, pool_id: str | None, base: FinancialYear | None) -> Prices:
    years = seen.plan.years
    held = Assumptions(seen).best("inflation", Line(pool_id=pool_id), years)
    if not any(row is not None and row.rate_ppm is not None for row in held[1:]):
        words = "No price index is chosen and no inflation assumed: cash is taken as real."
        return Prices("", base, {}, words, is_plain=True)
    index, level = dict[FinancialYear, Fraction](), Fraction(1)
    for n, (year, row) in enumerate(zip(years, held, strict=True)):
        rate = row.rate_ppm if n and row is not None and row.rate_ppm is not None else 0
        level *= Fraction(PPM + rate, PPM)
        index[year] = level
    words = f"In the prices of {base}, by the inflation assumed in the plan."
    return Prices(ASSUMED, base, index, words)
