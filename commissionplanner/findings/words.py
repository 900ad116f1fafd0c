"""How findings write days, years, money and lists."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from commissionplanner.model import words
from commissionplanner.model.money import Pence, format_pounds
from commissionplanner.model.years import FinancialYear

NOT_KNOWN: Final = words.NOT_KNOWN
day = words.day_text
counted = words.counted


def pounds(amount_p: Pence | None) -> str:
    """Write pence as pounds; "Not known" for none."""
    return NOT_KNOWN if amount_p is None else format_pounds(amount_p)


def number(value: int) -> str:
    """Write a whole number, a true minus before it."""
    return f"{value:,}".replace("-", "\u2212")


def years(found: Iterable[FinancialYear]) -> str:
    """Write years as runs: "2026/27, 2028/29 to 2030/31"."""
    return _runs(tuple([year.start for year in found]))


@lru_cache(
    maxsize=10_000
)  # the years of one plan make few runs, and thousands of findings name them
def _runs(starts: tuple[int, ...]) -> str:
    runs: list[tuple[int, int]] = []
    for start in sorted(set(starts)):
        if runs and runs[-1][1] + 1 == start:
            runs[-1] = runs[-1][0], start
        else:
            runs.append((start, start))
    ends = ((FinancialYear(first), FinancialYear(last)) for first, last in runs)
    return ", ".join(str(one) if one == other else f"{one} to {other}" for one, other in ends)


def some(names: Sequence[str], most: int = 6) -> str:
    """Write a list of names, saying how many more there are beyond the first few."""
    shown = ", ".join(names[:most])
    left = len(names) - most
    return f"{shown} and {left:,} more" if left > 0 else shown
