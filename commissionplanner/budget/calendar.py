"""Parts of a year: money by days or by whole months, school years, instalments, full-year effects.

A yearly amount for part of a year differs by the way it is counted: £120,000 a year from 1 October
is £59,835.62 by days (182 of 365) and £60,000 by months (6 of 12). Which one holds is the
agreement's to say, so both are here and neither is chosen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from commissionplanner.model.money import Pence, round_ratio, split
from commissionplanner.model.years import (
    FinancialYear,
    add_months,
    overlap_days,
    share_over_years,
)

MONTHS = 12
SCHOOL_MONTHS = (7, 5)
"""Months of a school year, 1 September to 31 August, in the first and second financial year."""
_EQUAL = {"monthly": 12, "quarterly": 4, "four_equal": 4, "termly": 3, "lump_sum": 1}


def part_by_days(annual_p: Pence, start: date, end: date, year: FinancialYear) -> Pence:
    """Return the part of a yearly amount that a term has in a year, by days, both ends counted."""
    return round_ratio(annual_p * overlap_days(start, end, year), year.days)


def part_by_months(annual_p: Pence, start: date, end: date, year: FinancialYear) -> Pence:
    """Return the part of a yearly amount that a term has in a year, by the months it touches.

    A month counts where the term holds at least one of its days, so that a term begun on the
    first and ended on the last of a month counts it whole.
    """
    return round_ratio(annual_p * months_in(start, end, year), MONTHS)


def months_in(start: date, end: date, year: FinancialYear) -> int:
    """Return in how many months of a year a term holds at least a day, 0 to 12."""
    first, last = max(start, year.first_day), min(end, year.last_day)
    if last < first:
        return 0
    return (last.year - first.year) * MONTHS + last.month - first.month + 1


def share_by_months(amount_p: Pence, start: date, end: date) -> dict[FinancialYear, Pence]:
    """Share an amount over the years of a term by months; the parts make the whole.

    Raises:
        ValueError: the term ends before it starts.
    """
    return share_over_years(amount_p, start, end, months_in)


def school_year(amount_p: Pence, first: FinancialYear) -> dict[FinancialYear, Pence]:
    """Share a school year's money (September of `first` to August) over two financial years: 7 to 5."""
    now, then = split(amount_p, SCHOOL_MONTHS)
    return {first: now, first.plus(1): then}


def instalments(amount_p: Pence, pattern: str) -> tuple[Pence, ...]:
    """Return the payments of a year under a term of `payment_pattern`; they make the whole.

    Payment in arrears has no instalments that can be known beforehand: one, for the whole.
    """
    return split(amount_p, [1] * _EQUAL.get(pattern, 1))


@dataclass(frozen=True, slots=True)
class Payment:
    """One instalment.

    Attributes:
        due_on: The day it is due.
    """

    due_on: date
    amount_p: Pence


def payments(
    amount_p: Pence, pattern: str, year: FinancialYear, first_on: date | None = None
) -> tuple[Payment, ...]:
    """Return when a year's money is paid, and how much each time; the parts make the whole.

    Twelve months apart by one, quarters by three, terms by four from the first payment; the first
    is due on the first day of the year where no day is given. In arrears: once, on the last day.
    """
    parts = instalments(amount_p, pattern)
    if pattern == "arrears":
        return (Payment(first_on or year.last_day, amount_p),)
    start, apart = first_on or year.first_day, MONTHS // len(parts)
    return tuple(Payment(add_months(start, apart * n), p) for n, p in enumerate(parts))


def school_counts(
    rate_p: Pence, this_january: int, next_january: int, weights: Sequence[int] = (5, 7)
) -> Pence:
    """Return a grant by children counted in two Januaries: 5/12 of the first and 7/12 of the next.

    The January before the financial year counts for April to August, the next for September to
    March. Rounded once to the penny. Source: DfE, dedicated schools grant technical note, early
    years block (3 and 4 year olds, before termly counts).

    Args:
        rate_p: Pence a child counted and year.
        this_january: Children counted before the year; thousandths may be given if the rate is
            then of a thousandth.
        next_january: Children counted in the year.
        weights: Months that each counts for; they need not be of twelve.
    """
    first, second = weights
    return round_ratio(rate_p * (this_january * first + next_january * second), first + second)


def by_terms(rate_p: Pence, counts: Sequence[int], weights: Sequence[int]) -> Pence:
    """Return a grant by children counted each term, each term with its weight (weeks or days).

    Rounded once to the penny.

    Raises:
        ValueError: there are not as many counts as weights, or the weights are nil.
    """
    if len(counts) != len(weights) or sum(weights) <= 0:
        raise ValueError("Give one weight for each term's count, not all nil.")
    pairs = zip(counts, weights, strict=True)
    return round_ratio(rate_p * sum(count * weight for count, weight in pairs), sum(weights))


def like_for_like_ppm(before_p: Pence, after_p: Pence, joined_p: Pence = 0) -> int | None:
    """Return how a grant has grown without what it took in, in parts per million.

    A grant that takes in others has not grown by them: what joined is taken off first. None where
    there was nothing before.

    Args:
        before_p: The year before.
        after_p: The year.
        joined_p: The baseline adjustment: money moved in (a minus: moved out).
    """
    if before_p <= 0:
        return None
    return round_ratio((after_p - joined_p - before_p) * 1_000_000, before_p)


def full_year_effect(annual_p: Pence, in_year_p: Pence) -> Pence:
    """Return what the next year has beyond what this one had; of a saving, a minus."""
    return annual_p - in_year_p
