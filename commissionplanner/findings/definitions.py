"""What an indicator is: the formula behind it, what that gives, and the list of all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from commissionplanner.analysis.index import Index
from commissionplanner.model.money import PPM, Pence, round_ratio
from commissionplanner.model.years import FinancialYear

Values = Mapping[FinancialYear, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a formula gave.

    Attributes:
        value: In the indicator's unit; None where nothing is known.
        coverage_ppm: Share of the plan (by pounds, else by records) that it could be worked
            out for.
        by_year: The value by year, where it has years.
        items: Records behind the figure.
        amount_p: Pounds behind the figure, in pence; None where not known or not about money.
        whole_p: The pounds that those are a share of, in pence; None where there are none.
        said: What the figure is for, where that is not what the formula says first.
        why: Why the value is not known, in a sentence, where more can be told than that nothing
            is recorded; "" otherwise.
    """

    value: int | None = None
    coverage_ppm: int = 0
    by_year: Values = field(default_factory=dict)
    items: int = 0
    amount_p: Pence | None = None
    whole_p: Pence | None = None
    said: str = ""
    why: str = ""


Formula = Callable[[Index], Measure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What the manual says of an indicator.

    Attributes:
        id: Permanent.
        barrier: Code of the vocabulary `barrier`.
        label: What it is called.
        unit: ppm (a share), pence, count, or months (in millionths).
        words: What the figure says, behind it on the tile.
        formula: How it is worked out.
        close: What would close it.
        up_is_good: Whether more is better; None where neither is.
        find: The function itself.
    """

    id: str
    barrier: str
    label: str
    unit: str
    words: str
    formula: str
    close: str
    up_is_good: bool | None
    find: Formula = field(repr=False)


DEFINITIONS: Final[dict[str, Definition]] = {}
"""Every indicator by id, in the order of barriers as they are listed."""


def indicator(
    key: str,
    barrier: str,
    label: str,
    unit: str,
    *,
    words: str,
    formula: str,
    close: str,
    up_is_good: bool | None = None,
) -> Callable[[Formula], Formula]:
    """Register the function below as an indicator."""

    def register(find: Formula) -> Formula:
        DEFINITIONS[key] = Definition(
            id=key, barrier=barrier, label=label, unit=unit, words=words, formula=formula,
            close=close, up_is_good=up_is_good, find=find,
        )  # fmt: skip
        return find

    return register


def share_ppm(part: int, whole: int) -> int | None:
    """Return a share in parts per million; None where there is no whole."""
    return round_ratio(part * PPM, whole) if whole > 0 else None


def covered_ppm(known: int, whole: int) -> int:
    """Return how much of a whole is known; nil where there is no whole."""
    return min(PPM, max(0, share_ppm(known, whole) or 0))
