"""Which rates carry a line from one year into the next, and what they are made of.

An uplift may be assumed as one figure, or be weighted from pay, the national living wage and
other prices: share of pay × change of pay + share at the living wage × its change + the rest ×
change of other prices. The order of a year is price, volume, efficiency.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.projection import Factors, YearRates, factors_of
from commissionplanner.budget.scenarios import RATE_KEYS, Assumptions, Line, choose
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import PPM, round_ratio
from commissionplanner.model.years import FinancialYear

WEIGHTED = (("pay_share", "pay_award"), ("living_wage_share", "living_wage"))
"""Shares of cost and the change of each; what they leave changes as `non_pay`."""
RATED_KEYS = (
    *RATE_KEYS, "pay_share", "pay_award", "living_wage_share", "living_wage", "non_pay",
)  # fmt: skip
"""Every assumption that a yearly change is worked out by."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a weighted uplift.

    Attributes:
        share_ppm: Its share of cost.
        rate_ppm: Its change in the year.
        share_id: The assumption of the share; "" for the rest.
        rate_id: The assumption of the change.
    """

    share_ppm: int
    rate_ppm: int
    share_id: str
    rate_id: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The assumption that holds for a line, key and year.

    Attributes:
        rate_ppm: None where it was assumed without a figure; 0 where nobody assumed anything.
        assumption_id: "" where nobody assumed anything; of a weighted uplift, the share of pay.
        parts: What a weighted uplift is made of.
    """

    rate_ppm: int | None = 0
    assumption_id: str = ""
    parts: tuple[Part, ...] = ()


LineRates = Mapping[str, tuple[Choice, ...]]
"""For each key of `RATE_KEYS`, the choice of each year."""


@dataclass(frozen=True)
class LineChoices:
    """The rates of each line; lines for which the same assumptions hold share theirs."""

    kinds: tuple[LineRates, ...]
    of_line: NDArray[np.intp]

    def __getitem__(self, row: int) -> LineRates:
        return self.kinds[int(self.of_line[row])]

    @cached_property
    def _compound(self) -> list[list[Factors | None]]:
        return [_factors(kind, additive=False) for kind in self.kinds]

    @cached_property
    def _additive(self) -> list[list[Factors | None]]:
        return [_factors(kind, additive=True) for kind in self.kinds]

    def factors(self, row: int, *, additive: bool) -> Sequence[Factors | None]:
        """Return what a line is multiplied by into each year; None where not known."""
        kinds = self._additive if additive else self._compound
        return kinds[int(self.of_line[row])]


def _factors(kind: LineRates, *, additive: bool) -> list[Factors | None]:
    found = list[Factors | None]()
    for choices in zip(*(kind[key] for key in RATE_KEYS), strict=True):
        rates = [choice.rate_ppm for choice in choices]
        known = [rate for rate in rates if rate is not None]
        found.append(factors_of(*known, additive=additive) if len(known) == len(rates) else None)
    return found


def rates_of(choices: LineChoices, n_years: int) -> YearRates:
    """Return the rates chosen as arrays, by kind of line, shape (kinds, years)."""
    shape = (len(choices.kinds), n_years)
    arrays = {key: np.zeros(shape, dtype=np.int64) for key in RATE_KEYS}
    known = np.ones(shape, dtype=np.bool_)
    for row, line in enumerate(choices.kinds):
        for key in RATE_KEYS:
            for column, choice in enumerate(line[key]):
                if choice.rate_ppm is None:
                    known[row, column] = False
                elif choice.rate_ppm:
                    arrays[key][row, column] = choice.rate_ppm
    made = YearRates(arrays["uplift"], arrays["growth"], arrays["efficiency"], known)
    return made.spread(choices.of_line)


def weighted_ppm(parts: Sequence[tuple[int, int]]) -> int:
    """Return an uplift from shares of cost and their changes, in parts per million.

    Rounded once, halves away from zero. 70 % pay at 3 % and 30 % other at 2 % is 2.7 %.

    Raises:
        ValueError: the shares do not make 100 %.
    """
    if sum(share for share, _ in parts) != PPM:
        raise ValueError("The shares of cost do not make 100%.")
    return round_ratio(sum(share * rate for share, rate in parts), PPM)


def rate_choices(
    assumptions: Assumptions, lines: Sequence[Line], years: tuple[FinancialYear, ...]
) -> LineChoices:
    """Return the rates of each line; lines for which the same assumptions hold share them."""
    of_line = np.zeros(len(lines), dtype=np.intp)
    if lines and not assumptions.names_any:
        return LineChoices((_line_rates(assumptions, lines[0], years),), of_line)
    kinds: list[LineRates] = []
    place_of: dict[tuple[str | None, ...], int] = {}
    for row, line in enumerate(lines):
        asked = assumptions.asked_of(line)
        place = place_of.get(asked)
        if place is None:
            place = place_of[asked] = len(kinds)
            kinds.append(_line_rates(assumptions, line, years))
        of_line[row] = place
    return LineChoices(tuple(kinds), of_line)


def _line_rates(
    assumptions: Assumptions, line: Line, years: tuple[FinancialYear, ...]
) -> LineRates:
    found = {key: _choices(assumptions.fitting(key, line), years) for key in RATE_KEYS}
    shares = assumptions.best("pay_share", line, years)
    if any(share is not None for share in shares):
        found["uplift"] = tuple(_uplifts(assumptions, line, years, found["uplift"]))
    return found


def _choices(
    fitting: tuple[Assumption, ...], years: tuple[FinancialYear, ...]
) -> tuple[Choice, ...]:
    return tuple(
        Choice(row.rate_ppm, row.id) if row else Choice() for row in choose(fitting, years)
    )


def _uplifts(
    assumptions: Assumptions,
    line: Line,
    years: tuple[FinancialYear, ...],
    plain: tuple[Choice, ...],
) -> Iterator[Choice]:
    """Yield the weighted uplift where shares are assumed and no plain one is as near."""
    keys = [key for pair in WEIGHTED for key in pair]
    held = {key: assumptions.best(key, line, years) for key in (*keys, "uplift", "non_pay")}
    for n, choice in enumerate(plain):
        share, one = held["pay_share"][n], held["uplift"][n]
        nearer = share is not None and (
            one is None or assumptions.rank(share) < assumptions.rank(one)
        )
        yield _weighted({key: rows[n] for key, rows in held.items()}) if nearer else choice


def _weighted(rows: Mapping[str, Assumption | None]) -> Choice:
    parts, left = list[Part](), PPM
    named = rows["pay_share"].id if rows["pay_share"] else ""
    for share_key, rate_key in WEIGHTED:
        share, rate = rows[share_key], rows[rate_key]
        if share is None:
            continue
        if share.rate_ppm is None or rate is None or rate.rate_ppm is None:
            return Choice(None, named)
        parts.append(Part(share.rate_ppm, rate.rate_ppm, share.id, rate.id))
        left -= share.rate_ppm
    rest = rows["non_pay"]
    if left < 0 or (left and (rest is None or rest.rate_ppm is None)):
        return Choice(None, named)
    if left and rest is not None:
        parts.append(Part(left, rest.rate_ppm or 0, "", rest.id))
    return Choice(weighted_ppm([(p.share_ppm, p.rate_ppm) for p in parts]), named, tuple(parts))
