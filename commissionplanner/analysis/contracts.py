"""Contracts in time: committed terms, yearly value, single years and terms rolled over.

Sources: the three end dates follow the contract register of the NHS Business Services
Authority; a single year is a committed term of 366 days or fewer, both days counted.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from commissionplanner.model.entities import Contract
from commissionplanner.model.money import Pence, round_ratio
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, add_months, share_by_days, year_range

SINGLE_YEAR_DAYS = 366  # a term of one leap year is still a single year
PART_YEAR_DAYS = 330
ONE_OFF_DAYS = 90
LONGEST_GAP_DAYS = 31  # between terms that count as one arrangement carried on
CLIFF_PPM = 250_000  # a quarter of the value in one quarter of a year
CLIFF_CONTRACTS = 3
_YEAR_OR_NUMBER = re.compile(r"\d+")
_NOT_WORD = re.compile(r"[\W_]+")


def is_rolling(contract: Contract) -> bool:
    """Whether it runs on until notice is given, so that no end date is missing."""
    return contract.term_kind in ("rolling", "open_ended")


def committed_days(contract: Contract) -> int | None:
    """Return the days of the committed term, both ends counted.

    None where a date is not known, where it ends before it starts, and for one that rolls on
    until notice, which has no term to measure.
    """
    days = contract.term_days
    if days is None or days < 1 or is_rolling(contract):
        return None
    return days


def is_single_year(contract: Contract) -> bool | None:
    """Whether the committed term is 366 days or fewer; None where there is no term to measure."""
    days = committed_days(contract)
    return None if days is None else days <= SINGLE_YEAR_DAYS


def decide_by(contract: Contract) -> date | None:
    """Return the last day on which notice can be given: the end less the months of notice.

    None where the end or the notice is not recorded, and for one that rolls on.
    """
    end = contract.committed_end_on
    if end is None or contract.notice_months is None or is_rolling(contract):
        return None
    return add_months(end, -contract.notice_months)


def term_words(days: int) -> str:
    """Return the kind of term in words: one-off, part-year, single year, or a longer term."""
    if days < ONE_OFF_DAYS:
        return "one-off"
    if days < PART_YEAR_DAYS:
        return "part-year"
    return "single year" if days <= SINGLE_YEAR_DAYS else "longer than a year"


def is_spend(contract: Contract) -> bool:
    """Whether its value is spend: a framework's ceiling is not."""
    return contract.value_kind != "framework_ceiling"


def yearly_value_p(contract: Contract) -> Pence | None:
    """Return what a contract is worth in a year, in pence.

    The yearly value where recorded. Otherwise the total, whole for a term of a year or less
    and by days (× 365 ÷ days of the term) for a longer one. None where neither value, or the
    term that the total is for, is known, and for a framework's ceiling.
    """
    if not is_spend(contract):
        return None
    if contract.annual_value_p is not None:
        return contract.annual_value_p
    days = committed_days(contract)
    if contract.total_value_p is None or days is None:
        return None
    if days <= SINGLE_YEAR_DAYS:
        return contract.total_value_p
    return round_ratio(contract.total_value_p * 365, days)


def value_by_year_p(contract: Contract) -> Mapping[FinancialYear, Pence]:
    """Return the value of the committed term by financial year, by days; the parts make it.

    The total where recorded, else the yearly value × days ÷ 365. Empty where not known.
    """
    days, end = committed_days(contract), contract.committed_end_on
    if days is None or contract.start_on is None or end is None or not is_spend(contract):
        return {}
    total_p = contract.total_value_p
    if total_p is None and contract.annual_value_p is not None:
        total_p = round_ratio(contract.annual_value_p * days, 365)
    return {} if total_p is None else share_by_days(total_p, contract.start_on, end)


def committed_years(contract: Contract) -> tuple[FinancialYear, ...]:
    """Return the financial years that the committed term lies in; none where it is not known."""
    end = contract.committed_end_on
    if committed_days(contract) is None or contract.start_on is None or end is None:
        return ()
    first, last = FinancialYear.of(contract.start_on), FinancialYear.of(end)
    return year_range(first, last.start - first.start + 1)


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms of a year or less that follow each other, same supplier and same service.

    Attributes:
        contracts: In order of time.
        gaps: Days without a contract between one and the next; negative where they overlap.
        by_title: Whether they were matched by title, because no service is linked.
    """

    contracts: tuple[Contract, ...]
    gaps: tuple[int, ...]
    by_title: bool


def chains(plan: Plan) -> tuple[Chain, ...]:
    """Return every run of two or more such terms, the longest for each last contract."""
    found: dict[frozenset[str], Chain] = {}
    for (_, _, by_title), contracts in _groups(plan.contracts.values()).items():
        if len(contracts) > 1:
            for chain in _chains_of(contracts, by_title=by_title):
                found.setdefault(frozenset(c.id for c in chain.contracts), chain)
    return tuple(found.values())


def _groups(contracts: Iterable[Contract]) -> Mapping[tuple[str, str, bool], list[Contract]]:
    groups: dict[tuple[str, str, bool], list[Contract]] = defaultdict(list)
    for contract in contracts:
        days = committed_days(contract)
        if days is None or days > SINGLE_YEAR_DAYS:
            continue
        for supplier in contract.all_provider_ids:
            for service in contract.service_ids:
                groups[(supplier, service, False)].append(contract)
            title = same_title(contract.title)
            if contract.service_ids or days < ONE_OFF_DAYS:
                continue  # one-off purchases of one title are no arrangement carried on
            if title and contract.commissioner_id:
                groups[(supplier, f"{contract.commissioner_id}\n{title}", True)].append(contract)
    return groups


def same_title(title: str) -> str:
    """Return a title as it is compared over years: no case, marks, years or numbers."""
    return " ".join(_NOT_WORD.sub(" ", _YEAR_OR_NUMBER.sub(" ", title.casefold())).split())


def _chains_of(contracts: list[Contract], *, by_title: bool) -> Iterator[Chain]:
    open_runs: list[list[Contract]] = []
    for contract in sorted(contracts, key=lambda c: (_start(c), _end(c), c.id)):
        earliest = _start(contract) - timedelta(LONGEST_GAP_DAYS + 1)
        for run in [run for run in open_runs if _end(run[-1]) < earliest]:
            open_runs.remove(run)
            yield from _chain(run, by_title=by_title)
        fitting = [run for run in open_runs if _follows(run[-1], contract)]
        if fitting:
            max(fitting, key=len).append(contract)
        else:
            open_runs.append([contract])
    for run in open_runs:
        yield from _chain(run, by_title=by_title)


def _follows(before: Contract, after: Contract) -> bool:
    return abs(_gap(before, after)) <= LONGEST_GAP_DAYS and _end(after) > _end(before)


def _chain(run: list[Contract], *, by_title: bool) -> Iterator[Chain]:
    if len(run) > 1:
        gaps = tuple(_gap(a, b) for a, b in pairwise(run))
        yield Chain(tuple(run), gaps, by_title)


def _gap(before: Contract, after: Contract) -> int:
    return (_start(after) - _end(before)).days - 1


def _start(contract: Contract) -> date:
    return contract.start_on or date.min


def _end(contract: Contract) -> date:
    return contract.committed_end_on or date.min


def extended_by_years(contract: Contract) -> bool:
    """Whether its end was moved twice or more, by a year or less each time.

    The number of moves is as recorded; each is taken as an equal part of the days between the
    first end and the present one. False where either end is not known.
    """
    taken, first, now = (
        contract.extensions_taken, contract.initial_end_on, contract.current_end_on,
    )  # fmt: skip
    if taken is None or taken < 2 or first is None or now is None or now <= first:
        return False
    return (now - first).days <= SINGLE_YEAR_DAYS * taken


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much contract value stands on single years.

    Attributes:
        single_p: Yearly value of contracts of a year or less, pence.
        known_p: Yearly value of all contracts whose term and value are known, pence.
        known: How many those are.
        contracts: How many contracts there are, frameworks left out.
        single: How many are of a year or less, their value known or not.
        months_left_ppm: Months still committed, weighted by yearly value, in millionths of a
            month; None where no value is known or there is no as-at date.
    """

    single_p: Pence
    known_p: Pence
    known: int
    contracts: int
    single: int
    months_left_ppm: int | None


def exposure(contracts: Iterable[Contract], as_at: date | None) -> Exposure:
    """Return single-year exposure and spend-weighted tenure of contracts.

    Tenure is T = Σ v·m / Σ v over contracts that run on the as-at date: v the yearly value, m
    the months left committed (days ÷ 30.4375).
    """
    single_p = known_p = known = count = single = weight_p = days_p = 0
    for contract in contracts:
        if not is_spend(contract):
            continue
        count += 1
        short, value_p = is_single_year(contract), yearly_value_p(contract)
        single += bool(short)
        if short is None or value_p is None:
            continue
        known, known_p = known + 1, known_p + value_p
        single_p += value_p if short else 0
        if as_at is not None and _start(contract) <= as_at <= _end(contract):
            weight_p += value_p
            days_p += value_p * (_end(contract) - as_at).days
    left = round_ratio(days_p * 10**10, weight_p * 304_375) if weight_p > 0 else None
    return Exposure(single_p, known_p, known, count, single, left)


def runs_on(contract: Contract, day: date) -> bool | None:
    """Whether a contract runs on a day; None where its dates do not say."""
    end = contract.committed_end_on
    if contract.start_on is None or (end is None and not is_rolling(contract)):
        return None
    return contract.start_on <= day and (end is None or is_rolling(contract) or day <= end)


def runs_in(contract: Contract, year: FinancialYear) -> bool | None:
    """Whether a contract runs on any day of a year; None where its dates do not say."""
    end = contract.committed_end_on
    if contract.start_on is None or (end is None and not is_rolling(contract)):
        return None
    if contract.start_on.year > year.start + 1 or contract.start_on > year.last_day:
        return False
    return end is None or end >= year.first_day or is_rolling(contract)
