"""Contracts as rows of terms on a calendar, grouped by who commissions, pathway, supplier or fund.

Successive contracts of one service and supplier stand on one line. What is not recorded stays
not known: nothing is drawn from a guess.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final, Literal

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.funding import streams_of
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.model.entities import Agreement, Contract
from commissionplanner.model.joins import certainty_of
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

Grouping = Literal["organisation", "service", "pathway", "supplier", "pool"]
_Naming = Callable[[Index, Contract], str]
Kind = Literal["committed", "single", "rolling", "no_end", "no_start", "reversed"]
NONE_RECORDED: Final = {
    "organisation": "No commissioner recorded",
    "service": "No service recorded",
    "pathway": "No stage of life recorded",
    "supplier": "No supplier recorded",
    "pool": "In no fund",
}


@dataclass(frozen=True, slots=True)
class Term:
    """One contract's term.

    Attributes:
        kind: How its end is known: committed for longer than a year, for a year or less, rolling
            on until notice, end or start not recorded, or an end before the start.
        option_to: The last day with every option taken, where it is later than the end.
        notice_on: The last day on which notice can be given; None where not recorded.
        value_p: Worth in a year, pence; None where not known and for a framework's ceiling.
        is_ceiling: Whether its value is a framework's ceiling, which is never summed.
    """

    contract_id: str
    kind: Kind
    start_on: date | None
    end_on: date | None
    option_to: date | None
    notice_on: date | None
    value_p: Pence | None
    is_ceiling: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the timeline.

    Attributes:
        name: The service's name, else the contract's title; the title beneath a service's name.
        slot_of: The organisation whose colour it has: who commissions it; "" where not recorded.
        terms: Its contracts in order of time, the latest last.
        rolled: How many terms of a year or less follow each other up to the latest, or how many
            times one contract's end was moved on by a year; 0 where fewer than two.
        gaps: Days without a contract between one term and the next; negative where they overlap;
            None where a date is missing.
        funded_to: The last day with confirmed money from the streams that pay; None: not known.
        agreement_to: The day on which the agreement for its service ends; None: not known.
    """

    name: str
    slot_of: str
    terms: tuple[Term, ...]
    rolled: int
    gaps: tuple[int | None, ...]
    funded_to: date | None
    agreement_to: date | None

    @property
    def latest(self) -> Term:
        """The last of its terms."""
        return self.terms[-1]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; `key` is the organisation, stage or fund, "" for none recorded."""

    key: str
    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All rows in their groups, and the day the plan speaks of."""

    groups: tuple[Group, ...]
    as_at: date | None

    def rows(self) -> Iterator[Row]:
        """Yield all rows in order."""
        for group in self.groups:
            yield from group.rows


def timeline(plan: Plan, grouping: Grouping = "organisation") -> Timeline:
    """Return the contracts of a plan as rows; one in two groups stands in both."""
    index = index_of(plan)
    facts = _Facts(index)
    name = _title_of if grouping == "service" else _name_of
    held: dict[str, list[Contract]] = defaultdict(list)
    for contract in plan.contracts.values():
        for key in _groups_of(index, contract, grouping):
            held[key].append(contract)
    groups = tuple(
        Group(key, _group_name(plan, grouping, key), tuple(_rows(facts, held[key], name)))
        for key in _ordered(plan, grouping, held)
    )
    return Timeline(groups, plan.header.as_at_on)


def _groups_of(index: Index, contract: Contract, grouping: Grouping) -> tuple[str, ...]:
    if grouping == "organisation":
        keys: Iterable[str | None] = (index.top(contract.commissioner_id),)
    elif grouping == "supplier":
        keys = index.tops_of(contract.all_provider_ids)
    elif grouping == "service":
        keys = [s for s in contract.service_ids if s in index.plan.services]
    elif grouping == "pool":
        keys = [p for s in contract.service_ids for p in index.pools_by_service.get(s, ())]
    else:
        services = (index.plan.services.get(s) for s in contract.service_ids)
        keys = [stage for service in services if service for stage in service.life_stages[:1]]
    return tuple(dict.fromkeys(key for key in keys if key)) or ("",)


def _group_name(plan: Plan, grouping: Grouping, key: str) -> str:
    if not key:
        return NONE_RECORDED[grouping]
    if grouping == "pathway":
        return vocabulary("life_stage").label_of(key)
    table = {"pool": "pools", "service": "services"}.get(grouping, "organisations")
    return display_name(plan.record(table, key)) or key


def _ordered(plan: Plan, grouping: Grouping, held: Iterable[str]) -> list[str]:
    """Return groups in the plan's order, or in that of the stages of life; none recorded last."""
    if grouping == "pathway":
        order = [term.code for term in vocabulary("life_stage").terms]
    elif grouping == "service":
        order = sorted(plan.services, key=lambda key: display_name(plan.services[key]).casefold())
    else:
        order = list(plan.pools if grouping == "pool" else plan.organisations)
    place = {key: at for at, key in enumerate(order)}
    return sorted(held, key=lambda key: (not key, place.get(key, len(place)), key))


class _Facts:
    """What rows need of the plan, worked out once."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.rolled: dict[str, int] = {}
        for chain in index.chains:
            last = chain.contracts[-1].id
            self.rolled[last] = max(self.rolled.get(last, 0), len(chain.contracts))
        self._ends: dict[str, list[date]] = defaultdict(list)
        for agreement in index.plan.agreements.values():
            for service in _services_of(index, agreement):
                if agreement.end_on:
                    self._ends[service].append(agreement.end_on)
        self._funded: dict[str, date | None] = {}

    def agreement_to(self, contract: Contract) -> date | None:
        """Return the first end of an agreement that has not passed, else the last that has."""
        ends = sorted(end for key in contract.service_ids for end in self._ends.get(key, ()))
        as_at = self.index.plan.header.as_at_on
        ahead = [end for end in ends if as_at is None or end >= as_at]
        return ahead[0] if ahead else (ends[-1] if ends else None)

    def funded_to(self, contract: Contract) -> date | None:
        """Return the last day for which any stream that pays has confirmed money."""
        known = [self._stream_to(stream.id) for stream in streams_of(self.index, contract)]
        return max((day for day in known if day is not None), default=None)

    def _stream_to(self, key: str) -> date | None:
        if key not in self._funded:
            years = self._confirmed_years.get(key, ())
            self._funded[key] = max(years).last_day if years else None
        return self._funded[key]

    @property
    def _confirmed_years(self) -> dict[str, list[FinancialYear]]:
        kept = self.index.kept.get("confirmed years by stream")
        if kept is None:
            kept = defaultdict(list)
            for (stream, year), rows in self.index.allocations.items():
                sure = (certainty_of(self.index.plan, row) == "confirmed" for row in rows)
                if any(each and row.amount_p for each, row in zip(sure, rows, strict=True)):
                    kept[stream].append(year)
            self.index.kept["confirmed years by stream"] = kept
        found: dict[str, list[FinancialYear]] = kept
        return found


def funded_to(index: Index, contract: Contract) -> date | None:
    """Return the last day for which any stream that pays a contract has confirmed money."""
    return _Facts(index).funded_to(contract)


def _services_of(index: Index, agreement: Agreement) -> Iterator[str]:
    yield from agreement.service_ids
    for row in index.plan.pool_services.values():
        if row.pool_id in agreement.pool_ids and row.service_id:
            yield row.service_id


def _rows(facts: _Facts, contracts: list[Contract], name: _Naming) -> Iterator[Row]:
    lines: dict[tuple[object, ...], list[list[Contract]]] = defaultdict(list)
    for contract in sorted(contracts, key=_in_time):
        fitting = lines[_line_of(contract)]
        run = next((run for run in reversed(fitting) if _follows(run[-1], contract)), None)
        if run is None:
            fitting.append([contract])
        else:
            run.append(contract)
    for runs in sorted(lines.values(), key=lambda runs: name(facts.index, runs[0][-1]).casefold()):
        yield from (_row(facts, run, name(facts.index, run[-1])) for run in runs)


def _in_time(contract: Contract) -> tuple[date, date, str]:
    return contract.start_on or date.min, contract.committed_end_on or date.max, contract.id


def _line_of(contract: Contract) -> tuple[object, ...]:
    """Return what contracts of one arrangement have in common; its own id where nothing says."""
    supplier = contract.provider_id
    if supplier and contract.service_ids:
        return supplier, tuple(sorted(contract.service_ids))
    title = terms.same_title(contract.title)
    if supplier and title and contract.commissioner_id:
        return supplier, contract.commissioner_id, title
    return (contract.id,)


def _follows(before: Contract, after: Contract) -> bool:
    """Whether one comes after the other in time, overlapping by a month at most."""
    gap = _gap(before, after)
    return gap is not None and gap >= -terms.LONGEST_GAP_DAYS


def _gap(before: Contract, after: Contract) -> int | None:
    end = before.committed_end_on
    if end is None or after.start_on is None or terms.is_rolling(before):
        return None
    return (after.start_on - end).days - 1


def _name_of(index: Index, contract: Contract) -> str:
    services = [index.plan.services[s] for s in contract.service_ids if s in index.plan.services]
    if len(services) == 1:
        return display_name(services[0])
    return display_name(contract) or contract.id


def _title_of(_index: Index, contract: Contract) -> str:
    """Return a contract's title: beneath its service's name, that would say nothing."""
    return display_name(contract) or contract.id


def _row(facts: _Facts, run: list[Contract], name: str) -> Row:
    latest = run[-1]
    rolled = facts.rolled.get(latest.id, 0)
    if terms.extended_by_years(latest):
        rolled = max(rolled, (latest.extensions_taken or 0) + 1)
    return Row(
        name=name,
        slot_of=facts.index.top(latest.commissioner_id) or "",
        terms=tuple(term_of(contract) for contract in run),
        rolled=rolled,
        gaps=tuple(_gap(a, b) for a, b in pairwise(run)),
        funded_to=facts.funded_to(latest),
        agreement_to=facts.agreement_to(latest),
    )


def term_of(contract: Contract) -> Term:
    """Return a contract's term as it stands on the calendar."""
    end, latest = contract.committed_end_on, contract.max_end_on
    return Term(
        contract_id=contract.id,
        kind=_kind(contract),
        start_on=contract.start_on,
        end_on=end,
        option_to=latest if end and latest and latest > end else None,
        notice_on=terms.decide_by(contract),
        value_p=terms.yearly_value_p(contract),
        is_ceiling=not terms.is_spend(contract),
    )


def _kind(contract: Contract) -> Kind:
    if contract.start_on is None:
        return "no_start"
    if terms.is_rolling(contract):
        return "rolling"
    days = contract.term_days
    if days is None:
        return "no_end"
    if days < 1:
        return "reversed"
    return "single" if days <= terms.SINGLE_YEAR_DAYS else "committed"
