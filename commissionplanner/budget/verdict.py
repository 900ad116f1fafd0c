"""What a check of a budget found: in order, worth attention, or not to be told."""

from dataclasses import dataclass

from commissionplanner.budget.results import Years
from commissionplanner.model.money import format_pounds
from commissionplanner.model.years import FinancialYear

OK, ATTENTION, NOT_KNOWN = "ok", "attention", "not_known"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of figures that a check rests on: pence by planned year; None where not known."""

    label: str
    amounts_p: Years


@dataclass(frozen=True, slots=True)
class Check:
    """One of the tests that a director of finance puts to a budget.

    Attributes:
        number: 1 to 16.
        title: What is asked, as a statement that should hold.
        state: "ok", "attention" or "not_known" (the plan does not hold what is needed).
        words: What was found, in sentences with figures.
        figures: What it rests on, by planned year.
        rule: The finding that says the same with its records; "" where there is none.
    """

    number: int
    title: str
    state: str
    words: str
    figures: tuple[Figure, ...] = ()
    rule: str = ""


def state_of(*, wrong: object, unknown: object) -> str:
    """Return the state: what is wrong comes before what is not known."""
    if wrong:
        return ATTENTION
    return NOT_KNOWN if unknown else OK


def by_year(years: tuple[FinancialYear, ...], amounts_p: Years) -> str:
    """Write the amounts that are known and not nil: "2027/28 £5.00; 2028/29 £7.00"."""
    pairs = zip(years, amounts_p, strict=True)
    return "; ".join(f"{year} {format_pounds(p)}" for year, p in pairs if p)


def named(names: list[str], most: int = 3) -> str:
    """Name the first few, each once and in order, and say how many more there are."""
    each = list(dict.fromkeys(names))
    text = ", ".join(each[:most])
    return f"{text} and {len(each) - most:,} more" if len(each) > most else text
