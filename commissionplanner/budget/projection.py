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

from commissionplanner.model.money import CEILING_P, PPM

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
    magnitude = (np.abs(numerator) + denominator // 2) // denominator
    result: Pence = np.sign(numerator) * magnitude
    return result


_HALF = PPM // 2
_SAFE_P = CEILING_P // 8
"""No three factors of a year make more of it than one figure may be."""
_TOO_FAR = "A yearly change is more than 100%."
_TOO_LARGE = "An amount grows beyond £40 billion, the most that one figure may be."


class _Growth:
    """Carries amounts from year to year by their rates.

    What can be told of all years at once is told once: whether a rate is beyond ±100 %, whether
    any is not nil, whether anything is below nil, and how large an amount can have grown. As long
    as none can be too large, none is looked at for it.
    """

    def __init__(self, rates: YearRates, start_p: Sequence[Pence], *, additive: bool) -> None:
        together = rates.uplift_ppm + rates.growth_ppm - rates.efficiency_ppm
        self._steps = (
            (together,) if additive else (rates.uplift_ppm, rates.growth_ppm, -rates.efficiency_ppm)
        )
        self._most = [np.abs(step).max(axis=0, initial=0).tolist() for step in self._steps]
        each = {id(p): p for p in start_p}.values()  # what goes on may be the amounts themselves
        ends = [(int(p.min(initial=0)), int(p.max(initial=0))) for p in each]
        self._largest = max((max(-low, high) for low, high in ends), default=0)
        self._below = any(low < 0 for low, _ in ends)

    def grown(self, before_p: Pence, year: int) -> Pence:
        """Return the amounts a year later.

        Raises:
            OverflowError: a rate is beyond ±100 %, or an amount beyond £40 billion.
        """
        if any(most[year] > PPM for most in self._most):
            raise OverflowError(_TOO_FAR)
        after = before_p
        for step, most in zip(self._steps, self._most, strict=True):
            if not most[year]:
                continue  # a rate of nil changes nothing
            self._look(after)
            after = after * (PPM + (step[:, year] if len(step) > 1 else int(step[0, year])))
            if self._below:
                after = round_ratio(after, PPM)
            else:
                after += _HALF
                after //= PPM
            self._largest = self._largest * (PPM + most[year]) // PPM + 1
        self._look(after)
        return after

    def joined(self, more_p: int) -> None:
        """Note that amounts are larger or smaller by up to so much."""
        self._largest += more_p

    def _look(self, amount_p: Pence) -> None:
        """Look at the amounts themselves where one might be too large."""
        if self._largest > CEILING_P:
            self._largest = int(np.abs(amount_p).max(initial=0))
            if self._largest > CEILING_P:
                raise OverflowError(_TOO_LARGE)


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
        OverflowError: a rate is beyond ±100 %, or an amount beyond £40 billion.
    """
    work = _Years(amount_p, known, stands, base_p, lasts)
    joins = () if changes is None else (changes.change_p, changes.planned_p)
    growth = _Growth(rates, (work.amount_p, work.base_p, *joins), additive=additive)
    more_p = sum(int(np.abs(each).max(initial=0)) for each in joins)
    for year in range(1, amount_p.shape[1]):
        here = ~work.stands[year] & work.known[year - 1] & rates.known[:, year]
        everywhere = bool(here.all())
        if not everywhere and not here.any():
            work.rest(year)
            continue
        start_p = work.base_p[year - 1]
        if changes is not None:
            growth.joined(more_p)
            start_p = start_p + changes.change_p[:, year]
        after = growth.grown(start_p if everywhere else np.where(here, start_p, 0), year)
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
        self.known = np.array(known.T, order="C")
        self.stands = np.ascontiguousarray(stands.T)
        self.base_p = self._base_p(None if base_p is None else base_p.T)
        self.lasts = (
            np.ones(self.known.shape, np.bool_) if lasts is None else np.array(lasts.T, order="C")
        )
        self.projected = np.zeros(self.known.shape, dtype=np.bool_)

    def _base_p(self, base_p: Pence | None) -> Pence:
        """Return what goes on; the amounts themselves where the two will always be the same."""
        same = base_p is None or np.array_equal(self.amount_p, base_p)
        if same and not (self.known & ~self.stands).any():
            return self.amount_p
        return np.array(self.amount_p if base_p is None else base_p, order="C")

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


Factors = tuple[int, ...]
"""What an amount is multiplied by into a year, one after another, in parts per million."""


def factors_of(uplift_ppm: int, growth_ppm: int, efficiency_ppm: int, *, additive: bool) -> Factors:
    """Return what the rates of a year multiply by; rates of nil are left out.

    Raises:
        OverflowError: one is beyond ±100 %.
    """
    together = uplift_ppm + growth_ppm - efficiency_ppm
    steps = (together,) if additive else (uplift_ppm, growth_ppm, -efficiency_ppm)
    if any(abs(step) > PPM for step in steps):
        raise OverflowError(_TOO_FAR)
    return tuple(PPM + step for step in steps if step)


def carried_on(before_p: int, years: Sequence[Factors | None]) -> list[int]:
    """Return one amount in each of the years that follow, up to one whose rates are not known.

    Rounded after each factor, as `project` does many; in one run, because a typed figure waits for it.

    Raises:
        OverflowError: the amount grows beyond £40 billion.
    """
    found, half, whole = [], _HALF, PPM
    for factors in years:
        if factors is None:
            break
        if not 0 <= before_p <= _SAFE_P:
            before_p = _with_care(before_p, factors)
        elif len(factors) == 3:  # uplift, growth and efficiency, without a loop
            one, two, three = factors
            before_p = (before_p * one + half) // whole
            before_p = (before_p * two + half) // whole
            before_p = (before_p * three + half) // whole
        else:
            for factor in factors:
                before_p = (before_p * factor + half) // whole
        found.append(before_p)
    return found


def _with_care(before_p: int, factors: Factors) -> int:
    """Return an amount below nil, or one that may grow too large, a year later."""
    after = before_p
    for factor in factors:
        grown = after * factor
        after = (grown + _HALF) // PPM if grown >= 0 else -((_HALF - grown) // PPM)
        if not -CEILING_P <= after <= CEILING_P:
            raise OverflowError(_TOO_LARGE)
    return after
