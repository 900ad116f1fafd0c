"""From year to year to multi-year: what stands on single years, and what three years would need.

Nothing here says that a longer term is lawful or affordable: it lays side by side what is recorded
of the option, the notice, the clauses and the money, and says what is not.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis import funding
from commissionplanner.analysis.contracts import Exposure
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.model.entities import Contract
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, end_of_term, year_range

THREE_YEARS: Final = 36
TO_CHECK: Final = "to check with procurement"


@dataclass(frozen=True, slots=True)
class Case:
    """A contract that lives from year to year, and what a term of three years would need.

    Attributes:
        value_p: Pounds at stake: its yearly value in pence; None where not known.
        rolled: Terms of a year or less in a row, or one more than its end was moved on by years.
        longer_to: The last day of three years from its start; where that has passed or is its end
            already, of three years after its end.
        confirmed: Years up to then with confirmed money.
        uncertain: Years with money that is only indicative or assumed.
        ended: Years for which the money is known to end or to fall short.
        missing: Years for which no money is recorded.
        has_clause: Whether a break or funding clause is recorded; None where nobody said.
    """

    contract: Contract
    value_p: Pence | None
    rolled: int
    longer_to: date
    confirmed: tuple[FinancialYear, ...]
    uncertain: tuple[FinancialYear, ...]
    ended: tuple[FinancialYear, ...]
    missing: tuple[FinancialYear, ...]
    has_clause: bool | None

    @property
    def route(self) -> str:
        """How the longer term could come about, as far as the record says."""
        latest = self.contract.max_end_on
        if latest is not None and latest >= self.longer_to:
            return f"option on record; its terms {TO_CHECK}"
        if latest is not None and latest > (self.contract.committed_end_on or date.min):
            return f"option falls short: variation or new procurement, {TO_CHECK}"
        return f"no option on record: variation or new procurement, {TO_CHECK}"


def cases(plan: Plan) -> tuple[Case, ...]:
    """Return the contracts on single years or rolled over that have not ended, largest first.

    Those whose value is not known come last; frameworks are left out. Without an as-at date none
    counts as ended.
    """
    index, as_at = index_of(plan), plan.header.as_at_on
    rolled = _rolled(index)
    found = []
    for contract in plan.contracts.values():
        end = contract.committed_end_on
        if end is None or not terms.is_spend(contract) or terms.is_rolling(contract):
            continue
        if as_at is not None and end < as_at:
            continue
        if terms.is_single_year(contract) or contract.id in rolled:
            found.append(_case(index, contract, end, rolled.get(contract.id, 1)))
    return tuple(sorted(found, key=lambda c: (c.value_p is None, -(c.value_p or 0), c.contract.id)))


def _rolled(index: Index) -> dict[str, int]:
    found: dict[str, int] = {}
    for chain in index.chains:
        last = chain.contracts[-1].id
        found[last] = max(found.get(last, 0), len(chain.contracts))
    for contract in index.plan.contracts.values():
        if terms.extended_by_years(contract):
            times = (contract.extensions_taken or 0) + 1
            found[contract.id] = max(found.get(contract.id, 0), times)
    return found


def longer_end(contract: Contract, end: date) -> date:
    """Return the last day of three years from the start, or from the end where that is no gain."""
    if contract.start_on is not None:
        wanted = end_of_term(contract.start_on, THREE_YEARS)
        if wanted > end:
            return wanted
    return end_of_term(date.fromordinal(end.toordinal() + 1), THREE_YEARS)


def _case(index: Index, contract: Contract, end: date, rolled: int) -> Case:
    to = longer_end(contract, end)
    as_at = index.plan.header.as_at_on
    begin = max(day for day in (contract.start_on, as_at, date.min) if day is not None)
    first, last = FinancialYear.of(min(begin, to)), FinancialYear.of(to)
    years = year_range(first, last.start - first.start + 1)
    seen = funding.outlook(index, contract, years)
    ended = tuple(sorted(seen.ended + seen.fallen))
    apart = {*ended, *seen.uncertain, *seen.missing}
    clauses = (contract.break_clause, contract.funding_clause)
    return Case(
        contract=contract,
        value_p=terms.yearly_value_p(contract),
        rolled=rolled,
        longer_to=to,
        confirmed=tuple(year for year in years if year not in apart),
        uncertain=seen.uncertain,
        ended=ended,
        missing=seen.missing,
        has_clause=True if True in clauses else False if clauses == (False, False) else None,
    )


@dataclass(frozen=True, slots=True)
class BodyExposure:
    """What a commissioner has committed by year, and how much of it stands on single years.

    Attributes:
        organisation_id: The whole body; "" for contracts without a commissioner.
        single_p: Pence by year of the plan in terms of a year or less, by days.
        known_p: Pence by year in all terms whose dates and value are known.
        unknown: How many of its contracts with an end ahead lack dates or a value.
    """

    organisation_id: str
    single_p: tuple[Pence, ...]
    known_p: tuple[Pence, ...]
    unknown: int


def exposure_by_body(plan: Plan) -> tuple[BodyExposure, ...]:
    """Return single-year exposure by commissioner and year of the plan; the most exposed first."""
    index, years = index_of(plan), plan.years
    single: dict[str, dict[FinancialYear, int]] = defaultdict(lambda: defaultdict(int))
    known: dict[str, dict[FinancialYear, int]] = defaultdict(lambda: defaultdict(int))
    unknown: dict[str, int] = defaultdict(int)
    for contract in plan.contracts.values():
        if not terms.is_spend(contract):
            continue
        body = index.top(contract.commissioner_id) or ""
        values = terms.value_by_year_p(contract)
        if not values:
            unknown[body] += 1
        for year, value_p in values.items():
            known[body][year] += value_p
            if terms.is_single_year(contract):
                single[body][year] += value_p
    rows = [
        BodyExposure(
            body,
            tuple(single[body][year] for year in years),
            tuple(known[body][year] for year in years),
            unknown[body],
        )
        for body in sorted({*known, *unknown})
    ]
    rows = [row for row in rows if any(row.known_p) or row.unknown]
    return tuple(sorted(rows, key=lambda row: (-sum(row.single_p), row.organisation_id)))


def single_by_year_p(contracts: Iterable[Contract]) -> dict[FinancialYear, Pence]:
    """Return what contracts hold in terms of a year or less, by financial year and by days."""
    found: dict[FinancialYear, Pence] = defaultdict(int)
    for contract in contracts:
        if terms.is_single_year(contract):
            for year, value_p in terms.value_by_year_p(contract).items():
                found[year] += value_p
    return dict(sorted(found.items()))


def running_exposure(plan: Plan) -> Exposure:
    """Return the exposure of the contracts that run on the as-at date; of all without one."""
    return terms.exposure(_running(plan), plan.header.as_at_on)


def with_options(plan: Plan) -> Exposure:
    """Return the same of the same contracts, as if every option on record were taken."""
    return terms.exposure(map(extended, _running(plan)), plan.header.as_at_on)


def _running(plan: Plan) -> list[Contract]:
    as_at = plan.header.as_at_on
    return [c for c in plan.contracts.values() if as_at is None or terms.runs_on(c, as_at)]


def extended(contract: Contract) -> Contract:
    """Return a contract as if every option on record were taken, its yearly value as it is."""
    end, latest = contract.committed_end_on, contract.max_end_on
    if end is None or latest is None or latest <= end:
        return contract
    # a total is for the term as committed: its yearly value stays as it is
    value_p = terms.yearly_value_p(contract)
    return replace(contract, current_end_on=latest, annual_value_p=value_p, total_value_p=None)
