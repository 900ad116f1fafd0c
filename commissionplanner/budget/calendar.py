"""Parts of a year: money by days or by whole months, school years, instalments, full-year effects.

A yearly amount for part of a year differs by the way it is counted: £120,000 a year from 1 October
is £59,835.62 by days (182 of 365) and £60,000 by months (6 of 12). Which one holds is the
agreement's to say, so both are here and neither is chosen.
"""

from datetime import date

from commissionplanner.model.money import Pence, round_ratio, split
from commissionplanner.model.years import FinancialYear, overlap_days, share_over_years

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


def full_year_effect(annual_p: Pence, in_year_p: Pence) -> Pence:
    """Return what the next year has beyond what this one had; of a saving, a minus."""
    return annual_p - in_year_p
