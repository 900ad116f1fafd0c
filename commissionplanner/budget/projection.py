"""Amounts carried forward over years by uplift, growth and efficiency. Exact, in whole pence.

The order is uplift, growth, efficiency; the compound method rounds to the penny after each,
the additive one adds the three rates and rounds once, so that a reader can check any cell
from the one to its left. Halves go away from zero, as a spreadsheet's ROUND does.
"""

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


@dataclass(frozen=True, slots=True)
class Projection:
    """Amounts by line and year.

    Attributes:
        amount_p: Pence, shape (lines, years); 0 where not known.
        known: Where there is an amount.
        projected: Where it was worked out from the year before.
    """

    amount_p: Pence
    known: Mask
    projected: Mask


def round_ratio(numerator: Pence, denominator: int) -> Pence:
    """Divide whole numbers, halves going away from zero."""
    magnitude = (np.abs(numerator) + denominator // 2) // denominator
    result: Pence = np.sign(numerator) * magnitude
    return result


def times(amount_p: Pence, factor_ppm: Rates) -> Pence:
    """Multiply by a factor in parts per million and round to the penny.

    Raises:
        OverflowError: an amount is beyond £40 billion.
    """
    if np.any(np.abs(amount_p) > CEILING_P):
        raise OverflowError("An amount is beyond £40 billion, the most that one figure may be.")
    return round_ratio(amount_p * factor_ppm, PPM)


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
    if additive:
        after = times(before_p, PPM + together)
    else:
        after = times(before_p, PPM + uplift_ppm)
        after = times(after, PPM + growth_ppm)
        after = times(after, PPM - efficiency_ppm)
    if np.any(np.abs(after) > CEILING_P):
        raise OverflowError("An amount grows beyond £40 billion, the most that one figure may be.")
    return after


def project(
    amount_p: Pence,
    known: Mask,
    stands: Mask,
    rates: YearRates,
    *,
    additive: bool,
    change_p: Pence | None = None,
) -> Projection:
    """Carry each line forward into the years where nothing stands.

    A year in which something stands keeps it, known or not. Any other is worked out from the
    year before where that is known and the rates are, and is otherwise not known.

    Args:
        amount_p: Pence recorded, shape (lines, years); 0 where not known.
        known: Where there is a recorded amount.
        stands: Where the record is not to be worked out anew; the first year always stands.
        rates: The rates into each year from the one before.
        additive: Whether the rates are added first.
        change_p: Recurrent change of each year, added before the rates; none where left out.

    Raises:
        OverflowError: as `grow`.
    """
    amount_p, known = amount_p.copy(), known.copy()
    changes_p = np.zeros_like(amount_p) if change_p is None else change_p
    projected = np.zeros(known.shape, dtype=np.bool_)
    for year in range(1, amount_p.shape[1]):
        here = ~stands[:, year] & known[:, year - 1] & rates.known[:, year]
        after = grow(
            np.where(here, amount_p[:, year - 1] + changes_p[:, year], 0),
            np.where(here, rates.uplift_ppm[:, year], 0),
            np.where(here, rates.growth_ppm[:, year], 0),
            np.where(here, rates.efficiency_ppm[:, year], 0),
            additive=additive,
        )
        amount_p[:, year] = np.where(stands[:, year], amount_p[:, year], np.where(here, after, 0))
        known[:, year] = np.where(stands[:, year], known[:, year], here)
        projected[:, year] = here
    return Projection(amount_p, known, projected)
