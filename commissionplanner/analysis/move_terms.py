"""What moving a contract's end does to its money and its options."""

import re
from datetime import date, timedelta
from itertools import accumulate

from commissionplanner.analysis import contracts as terms
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import Pence, round_ratio
from commissionplanner.model.years import FinancialYear, add_months, share_by_days

_TERMS = re.compile(r"\d{1,2}(?:\s*\+\s*\d{1,2})+")


def change_by_year_p(contract: Contract, to_on: date) -> dict[FinancialYear, Pence] | None:
    """Return what another end adds to what is committed now, by financial year and by days.

    The days between the two ends × the yearly value ÷ 365; where only a total is recorded, × the
    total ÷ the days that it is for (those up to the last option where it includes them). Below nil
    for an earlier end. None where the value, or the end, is not known. The years make the whole.
    """
    end, start = contract.committed_end_on, contract.start_on
    if end is None or start is None or end < start or not terms.is_spend(contract):
        return None
    if to_on == end:
        return {}
    first, last = min(end, to_on) + timedelta(1), max(end, to_on)
    days = (last - first).days + 1
    if contract.annual_value_p is not None:
        amount_p = round_ratio(contract.annual_value_p * days, 365)
    elif contract.total_value_p is not None:
        amount_p = round_ratio(contract.total_value_p * days, _days_of_total(contract, start, end))
    else:
        return None
    return share_by_days(amount_p if to_on > end else -amount_p, first, last)


def _days_of_total(contract: Contract, start: date, end: date) -> int:
    whole = contract.max_end_on if contract.value_includes_options else None
    return (max(whole or end, end) - start).days + 1


def total_after_p(contract: Contract, change_p: Pence | None) -> Pence | None:
    """Return a recorded total with what a move changes; None where it is to stay as it is.

    It stays where none is recorded, where the change is not known, and where it includes the
    options already.
    """
    if contract.total_value_p is None or change_p is None or contract.value_includes_options:
        return None
    return contract.total_value_p + change_p


def options_used(contract: Contract, end: date, to_on: date) -> int | None:
    """Return how many of the options left an extension uses up; None where their number is unknown.

    By the years of the option terms ("3+1+1") where they fit the number of options recorded,
    else as if those left were of equal length. One begun counts.
    """
    left, last = contract.extensions_available, contract.max_end_on
    if left is None or last is None or last <= end:
        return None
    ends = _ends_of_options(contract, end, last, left)
    return min(sum(each < to_on for each in ends) + 1, left)


def _ends_of_options(contract: Contract, end: date, last: date, left: int) -> list[date]:
    """Return the last day of each option left, in order."""
    found = _TERMS.search(contract.extension_terms)
    years = [int(part) for part in found[0].split("+")] if found else []
    after = accumulate(years[-left:]) if left and len(years) > left else ()
    ends = [add_months(end, 12 * years) for years in after]
    if ends and abs((ends[-1] - last).days) <= 1:
        return ends
    days = (last - end).days
    return [end + timedelta(days * number // left) for number in range(1, left + 1)]
