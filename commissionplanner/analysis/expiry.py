"""What ends when: the yearly value of contracts by the quarter in which their commitment ends."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from commissionplanner.analysis import contracts as terms
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import PPM, Pence
from commissionplanner.model.plan import Plan


@dataclass(frozen=True, slots=True)
class Quarter:
    """What ends in a quarter of a year.

    Attributes:
        first_day: Its first day: 1 January, April, July or October.
        value_p: Known yearly value of the contracts that end in it, pence.
        single_p: The part of it in contracts of a year or less.
        contracts: How many end in it, frameworks left out.
        unknown: How many of those have no known yearly value.
        is_cliff: Whether a quarter or more of the value that runs now ends in it, in three
            contracts or more.
    """

    first_day: date
    value_p: Pence
    single_p: Pence
    contracts: int
    unknown: int
    is_cliff: bool


@dataclass(frozen=True, slots=True)
class Expiry:
    """What ends by quarter.

    Attributes:
        quarters: Those in which anything ends, in order of time.
        running_p: Known yearly value of the contracts that run on the as-at date, pence; None
            without such a date, so that no cliff can be told.
        ceilings: How many frameworks were left out: a ceiling is not spend.
        without_end: How many contracts have no end on record and do not roll on.
        rolling: How many roll on until notice.
    """

    quarters: tuple[Quarter, ...]
    running_p: Pence | None
    ceilings: int
    without_end: int
    rolling: int

    @property
    def cliffs(self) -> tuple[Quarter, ...]:
        """The quarters in which much ends, the greatest first."""
        found = (quarter for quarter in self.quarters if quarter.is_cliff)
        return tuple(sorted(found, key=lambda quarter: -quarter.value_p))


def quarter_of(day: date) -> date:
    """Return the first day of the quarter that a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def expiry(
    plan: Plan, least_ppm: int = terms.CLIFF_PPM, fewest: int = terms.CLIFF_CONTRACTS
) -> Expiry:
    """Return what ends in which quarter, over all contracts of a plan.

    Args:
        plan: The plan.
        least_ppm: Share of the running value from which a quarter's end is much.
        fewest: Contracts that must end in it.
    """
    as_at = plan.header.as_at_on
    by_quarter: dict[date, list[Contract]] = defaultdict(list)
    ceilings = without_end = rolling = running_p = 0
    for contract in plan.contracts.values():
        if not terms.is_spend(contract):
            ceilings += 1
        elif terms.is_rolling(contract):
            rolling += 1
        elif contract.committed_end_on is None:
            without_end += 1
        elif terms.committed_days(contract) is not None or contract.start_on is None:
            by_quarter[quarter_of(contract.committed_end_on)].append(contract)
        if as_at is not None and terms.runs_on(contract, as_at):
            running_p += terms.yearly_value_p(contract) or 0
    known = running_p if as_at is not None else None
    quarters = []
    for day in sorted(by_quarter):
        contracts = by_quarter[day]
        ending = [] if as_at is None else [c for c in contracts if terms.runs_on(c, as_at)]
        ending_p = sum(terms.yearly_value_p(contract) or 0 for contract in ending)
        is_much = ending_p * PPM >= (known or 0) * least_ppm
        cliff = len(ending) >= fewest and bool(known) and is_much
        quarters.append(_quarter(day, contracts, is_cliff=cliff))
    return Expiry(tuple(quarters), known, ceilings, without_end, rolling)


def _quarter(first_day: date, contracts: list[Contract], *, is_cliff: bool) -> Quarter:
    values = [(contract, terms.yearly_value_p(contract)) for contract in contracts]
    return Quarter(
        first_day=first_day,
        value_p=sum(value or 0 for _, value in values),
        single_p=sum(value or 0 for c, value in values if terms.is_single_year(c)),
        contracts=len(contracts),
        unknown=sum(value is None for _, value in values),
        is_cliff=is_cliff,
    )
