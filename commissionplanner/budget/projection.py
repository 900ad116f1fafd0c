"""Amounts carried forward over years by uplift, growth and efficiency. Exact, in whole pence.

The order is uplift, growth, efficiency; the compound method rounds to the penny after each,
the additive one adds the three rates and rounds once, so that a reader can check any cell
from the one to its left. Halves go away from zero, as a spreadsheet's ROUND does. A planned change
in the prices of its own year joins after the rates and stays in the base.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commissionplanner.model.money import CEILING_P, PPM, times_ppm

Pence = NDArray[np.int64]
Rates = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class YearRates:
    """The rates of every line and year, in parts per million, each of shape (lines, years).

    Attributes:
        known: Where all three are known. A rate nobody assumed is nil and known; one that was
            assumed without a figure is not known.
    """

    uplift_ppm: Rates
    growth_ppm: Rates
    efficiency_ppm: Rates
    known: Mask

    def spread(self, of_line: NDArray[np.intp]) -> "YearRates":
        """Return the rates of many lines from those of few kinds of line.

        One kind for all stays one row, which every sum spreads by itself.
        """
        if len(self.known) == 1:
            return self
        return YearRates(
            self.uplift_ppm[of_line], self.growth_ppm[of_line], self.efficiency_ppm[of_line],
            self.known[of_line],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Projection:
    """Amounts by line and year.

    Attributes:
        amount_p: Pence, shape (lines, years); 0 where not known.
        known: Where there is an amount.
        projected: Where it was worked out from the year before.
        base_p: Pence that went on into the next year.
        lasts: Where something went on.
    """

    amount_p: Pence
    known: Mask
    projected: Mask
    base_p: Pence
    lasts: Mask


def round_ratio(numerator: Pence, denominator: int) -> Pence:
    """Divide whole numbers, halves going away from zero."""
    if numerator.size and numerator.min() >= 0:
        whole: Pence = (numerator + denominator // 2) // denominator
        return whole
    magnitude = (np.abs(numerator) + denominator // 2) // denominator
    result: Pence = np.sign(numerator) * magnitude
    return result


def times(amount_p: Pence, factor_ppm: Rates) -> Pence:
    """Multiply by a factor in parts per million and round to the penny.

    Raises:
        OverflowError: an amount is beyond £40 billion.
    """
    _check(amount_p, "An amount is beyond £40 billion, the most that one figure may be.")
    return round_ratio(amount_p * factor_ppm, PPM)


def _check(amount_p: Pence, words: str) -> None:
    if amount_p.size and (amount_p.max() > CEILING_P or amount_p.min() < -CEILING_P):
        raise OverflowError(words)


def grow(
    before_p: Pence,
    uplift_ppm: Rates,
    growth_ppm: Rates,
    efficiency_ppm: Rates,
    *,
    additive: bool,
) -> Pence:
    """Return the amounts a year later.

    Raises:
        OverflowError: a rate is beyond ±100 %, or an amount beyond £40 billion.
    """
    together = uplift_ppm + growth_ppm - efficiency_ppm
    checked = (together,) if additive else (uplift_ppm, growth_ppm, efficiency_ppm)
    if any(np.any(np.abs(rate) > PPM) for rate in checked):
        raise OverflowError("A yearly change is more than 100%.")
    steps = (together,) if additive else (uplift_ppm, growth_ppm, -efficiency_ppm)
    after = before_p
    for rate in steps:
        if np.any(rate):  # a rate of nil changes nothing
            after = times(after, PPM + rate)
    _check(after, "An amount grows beyond £40 billion, the most that one figure may be.")
    return after


@dataclass(frozen=True, slots=True)
class Changes:
    """What else joins a year that is worked out, each of shape (lines, years).

    Attributes:
        change_p: Recurrent change, added to the base before the rates.
        planned_p: Planned change in the prices of its own year, added after them.
    """

    change_p: Pence
    planned_p: Pence


def project(
    amount_p: Pence,
    known: Mask,
    stands: Mask,
    rates: YearRates,
    *,
    additive: bool,
    changes: Changes | None = None,
    base_p: Pence | None = None,
    lasts: Mask | None = None,
) -> Projection:
    """Carry each line forward into the years where nothing stands.

    A year in which something stands keeps it, known or not. Any other is worked out from what
    goes on from the year before where that is known and the rates are, and is otherwise not
    known. Where nothing goes on, because the money came once, the year is nil.

    Args:
        amount_p: Pence recorded, shape (lines, years); 0 where not known.
        known: Where there is a recorded amount.
        stands: Where the record is not to be worked out anew; the first year always stands.
        rates: The rates into each year from the one before; one row may hold for all lines.
        additive: Whether the rates are added first.
        changes: What joins each year besides; none where left out.
        base_p: Pence that go on from each year; the amounts where left out.
        lasts: Where something goes on; everywhere where left out.

    Raises:
        OverflowError: as `grow`.
    """
    work = _Years(amount_p, known, stands, base_p, lasts)
    for year in range(1, amount_p.shape[1]):
        here = ~work.stands[year] & work.known[year - 1] & rates.known[:, year]
        everywhere = bool(here.all())
        if not everywhere and not here.any():
            work.rest(year)
            continue
        start_p = work.base_p[year - 1]
        if changes is not None:
            start_p = start_p + changes.change_p[:, year]
        after = grow(
            start_p if everywhere else np.where(here, start_p, 0),
            rates.uplift_ppm[:, year],
            rates.growth_ppm[:, year],
            rates.efficiency_ppm[:, year],
            additive=additive,
        )
        if changes is not None:
            after = after + changes.planned_p[:, year]
        work.take(year, None if everywhere else here, after)
    return work.done()


class _Years:
    """What `project` works on: year by year, each year's lines side by side."""

    def __init__(
        self, amount_p: Pence, known: Mask, stands: Mask, base_p: Pence | None, lasts: Mask | None
    ) -> None:
        self.amount_p = np.array(amount_p.T, order="C")
        self.base_p = self.amount_p.copy() if base_p is None else np.array(base_p.T, order="C")
        self.known = np.array(known.T, order="C")
        self.stands = np.ascontiguousarray(stands.T)
        self.lasts = (
            np.ones(self.known.shape, np.bool_) if lasts is None else np.array(lasts.T, order="C")
        )
        self.projected = np.zeros(self.known.shape, dtype=np.bool_)

    def rest(self, year: int) -> None:
        """Nothing is worked out in a year: what stands is kept, the rest is not known."""
        self.known[year] &= self.stands[year]
        self.amount_p[year][~self.known[year]] = 0

    def take(self, year: int, here: Mask | None, after: Pence) -> None:
        """Put what was worked out into a year; None: for all lines."""
        if here is None:
            self.amount_p[year] = self.base_p[year] = after
            self.lasts[year] = self.lasts[year - 1]
            self.known[year] = self.projected[year] = True
            return
        self.rest(year)
        for target, source in (
            (self.amount_p, after), (self.base_p, after), (self.lasts, self.lasts[year - 1]),
        ):  # fmt: skip
            np.copyto(target[year], source, where=here)
        self.known[year] |= here
        self.projected[year] = here

    def done(self) -> Projection:
        """Return the result, a row a line."""
        return Projection(
            self.amount_p.T, self.known.T, self.projected.T, self.base_p.T, self.lasts.T
        )


Carried = tuple[list[int], list[bool], list[bool], list[int], list[bool]]
"""Of one line by year: pence, known, worked out, what goes on, whether anything does."""


def carry(
    amounts_p: Sequence[int],
    known: Sequence[bool],
    stands: Sequence[bool],
    bases_p: Sequence[int],
    lasts: Sequence[bool],
    rates: Sequence[tuple[int, int, int] | None],
    *,
    additive: bool,
) -> Carried:
    """Carry one line forward, as `project` does many.

    Args:
        amounts_p: Pence recorded by year; 0 where not known.
        known: Whether there is a recorded amount.
        stands: Whether the record is not to be worked out anew; the first year always stands.
        bases_p: Pence that go on from each year.
        lasts: Whether something goes on.
        rates: Uplift, growth and efficiency into each year; None where not known.
        additive: Whether the rates are added first.

    Raises:
        OverflowError: as `grow`.
    """
    amounts, there, bases, goes = list(amounts_p), list(known), list(bases_p), list(lasts)
    projected = [False] * len(amounts)
    for year in range(1, len(amounts)):
        rate = rates[year]
        if stands[year] or not there[year - 1] or rate is None:
            there[year] = there[year] and stands[year]
            amounts[year] = amounts[year] if there[year] else 0
            continue
        bases[year] = amounts[year] = _later(bases[year - 1], rate, additive=additive)
        there[year], projected[year], goes[year] = True, True, goes[year - 1]
    return amounts, there, projected, bases, goes


def _later(before_p: int, rate: tuple[int, int, int], *, additive: bool) -> int:
    uplift, growth, efficiency = rate
    steps = (uplift + growth - efficiency,) if additive else (uplift, growth, -efficiency)
    if any(abs(step) > PPM for step in steps):
        raise OverflowError("A yearly change is more than 100%.")
    after = before_p
    for step in steps:
        after = times_ppm(after, PPM + step)
    if abs(after) > CEILING_P:
        raise OverflowError("An amount grows beyond £40 billion, the most that one figure may be.")
    return after
