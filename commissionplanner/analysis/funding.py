"""What streams bring against what is planned from them, year by year."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from commissionplanner.analysis.index import Index
from commissionplanner.model.entities import Contract, FundingStream, ServiceCost
from commissionplanner.model.joins import CERTAINTIES, certainty_of
from commissionplanner.model.money import Pence, split
from commissionplanner.model.years import FinancialYear

KINDS = ("short", "none", "assumed", "unstated", "indicative")
"""How a year may lack cover, gravest first: confirmed but short, no funding recorded, assumed
only, paid by somebody but from no stream recorded, indicative only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamYear:
    """What a stream brings in a year and what is planned from it.

    Attributes:
        confirmed_p, indicative_p, assumed_p: Known amounts by certainty; an amount whose
            certainty is not said counts as assumed.
        recorded: Whether there is any allocation with a known amount.
        drawn_p: Known costs and contributions planned from it, those in kind left out.
        lack: How what is planned from it is not covered, one of `KINDS`; "" where it is.
    """

    confirmed_p: Pence
    indicative_p: Pence
    assumed_p: Pence
    recorded: bool
    drawn_p: Pence
    lack: str

    @property
    def total_p(self) -> Pence:
        """Everything known to come, whatever its certainty."""
        return self.confirmed_p + self.indicative_p + self.assumed_p


_NOTHING: Final = StreamYear(
    confirmed_p=0, indicative_p=0, assumed_p=0, recorded=False, drawn_p=0, lack="none"
)


def stream_year(index: Index, stream_id: str, year: FinancialYear) -> StreamYear:
    """Return what a stream brings in a year and what is planned from it, worked out once."""
    return _stream_years(index).get(stream_id, {}).get(year.start, _NOTHING)


def _stream_years(index: Index) -> "_StreamYears":
    kept: _StreamYears | None = index.kept.get("stream years")
    if kept is None:
        kept = index.kept["stream years"] = defaultdict(dict)
        for stream_id, year in {
            **index.allocations,
            **index.drawn,
            **index.contributions_by_stream,
        }:
            kept[stream_id][year.start] = _stream_year(index, stream_id, year)
    return kept


_StreamYears = dict[str, dict[int, StreamYear]]
"""By stream and by the calendar year in which the year begins."""


def _stream_year(index: Index, stream_id: str, year: FinancialYear) -> StreamYear:
    sums = dict.fromkeys(CERTAINTIES, 0)
    recorded = False
    for allocation in index.allocations.get((stream_id, year), ()):
        if allocation.amount_p is not None:
            sums[certainty_of(index.plan, allocation) or "assumed"] += allocation.amount_p
            recorded = True
    drawn_p = sum(c.amount_p or 0 for c in index.drawn.get((stream_id, year), ()))
    drawn_p += sum(
        c.amount_p or 0
        for c in index.contributions_by_stream.get((stream_id, year), ())
        if not c.in_kind
    )
    return StreamYear(
        confirmed_p=sums["confirmed"],
        indicative_p=sums["indicative"],
        assumed_p=sums["assumed"],
        recorded=recorded,
        drawn_p=drawn_p,
        lack=_lack(sums, drawn_p) if recorded else "none",
    )


def _lack(sums: Mapping[str, Pence], drawn_p: Pence) -> str:
    total_p = sum(sums.values())
    if total_p < drawn_p and total_p == sums["confirmed"]:
        return "short"
    if sums["confirmed"] >= drawn_p:
        return ""
    return "indicative" if sums["indicative"] >= sums["assumed"] else "assumed"


class Gap(NamedTuple):
    """A year of a service that is not covered by confirmed money.

    Attributes:
        year: The year.
        kind: One of `KINDS`.
        amount_p: Pence of the service's cost that it concerns; None where not known.
    """

    year: FinancialYear
    kind: str
    amount_p: Pence | None


def gaps(index: Index, service_id: str) -> list[Gap]:
    """Return the planned years of a service that confirmed money does not cover, and how.

    A line met from a pool is the pool's business. A year without any cost after one with a cost
    (from the year before the plan on) is not covered either, unless the service's planned end has
    passed or that cost is recorded as one that does not recur.
    """
    found: list[Gap] = []
    costs, planned = index.planned_by_service.get(service_id, {}), index.plan.years
    streams = _stream_years(index)
    for year in planned:
        lines = costs.get(year)
        if lines is None:
            found += _after_its_costs(index, service_id, planned[0].plus(-1), year)
            continue
        for line in lines:
            if line.pool_id or not (kind := _kind(streams, line, year.start)):
                continue
            amount_p = line.amount_p
            if kind == "short":
                amount_p = _share_of_shortage(index, line.stream_id or "", line.id, year)
            if kind != "short" or amount_p:
                found.append(Gap(year, kind, amount_p))
    return found


def _after_its_costs(
    index: Index, service_id: str, oldest: FinancialYear, year: FinancialYear
) -> Iterator[Gap]:
    service = index.plan.services.get(service_id)
    before = [y for y in index.years_by_service.get(service_id, ()) if oldest <= y < year]
    ended = service is not None and service.end_on and service.end_on < year.first_day
    last = index.planned_by_service.get(service_id, {}).get(before[-1], ()) if before else ()
    came_once = bool(last) and all(line.is_recurrent is False for line in last)
    if before and not ended and not came_once:
        yield Gap(year, "none", index.planned_p(service_id, before[-1]))


def _kind(streams: "_StreamYears", line: ServiceCost, start: int) -> str:
    """Return how a cost line is not covered in its year, one of `KINDS`; "" where it is."""
    if line.stream_id is not None:
        years = streams.get(line.stream_id)
        return years[start].lack if years and start in years else _NOTHING.lack
    kind = line.certainty or ("unstated" if line.payer_id else "none")
    return "" if kind == "confirmed" else kind


def _share_of_shortage(index: Index, stream_id: str, line_id: str, year: FinancialYear) -> Pence:
    """Return a line's part of a stream's shortage; 0 where it is not planned from it."""
    place = ("shares of shortage", stream_id, year)
    parts: dict[str, Pence] | None = index.kept.get(place)
    if parts is None:
        held = stream_year(index, stream_id, year)
        parts = index.kept[place] = _shares_of_shortage(index, stream_id, held, year)
    return parts.get(line_id, 0)


def _shares_of_shortage(
    index: Index, stream_id: str, held: StreamYear, year: FinancialYear
) -> dict[str, Pence]:
    """Share a stream's shortage over its lines by amount; return the part of each by its id."""
    lines = index.drawn.get((stream_id, year), ())
    weights = [max(0, other.amount_p or 0) for other in lines]
    rest_p = max(0, held.drawn_p - sum(weights))  # what pools draw
    if sum(weights) + rest_p == 0:
        return {}
    parts = split(held.drawn_p - held.total_p, [*weights, rest_p])
    return {other.id: part for other, part in zip(lines, parts, strict=False)}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of the money behind a contract for the years it commits.

    Attributes:
        streams: The streams it is paid from.
        ended: Years for which every stream is known to have ended.
        fallen: Years for which confirmed money is known, is less than the year before, and is
            less than what is planned from it.
        uncertain: Years with money that is only indicative or assumed.
        missing: Years for which nothing is recorded.
    """

    streams: tuple[FundingStream, ...]
    ended: tuple[FinancialYear, ...]
    fallen: tuple[FinancialYear, ...]
    uncertain: tuple[FinancialYear, ...]
    missing: tuple[FinancialYear, ...]


def streams_of(index: Index, contract: Contract) -> tuple[FundingStream, ...]:
    """Return the streams a contract is paid from: as recorded, else those of its services' costs."""
    keys: Iterable[str] = contract.stream_ids
    if not keys:
        keys = dict.fromkeys(key for each in contract.service_ids for key in _drawn_by(index, each))
    held = index.plan.funding_streams
    return tuple([held[key] for key in keys if key in held])


def _drawn_by(index: Index, service_id: str) -> Iterable[str]:
    """Return the streams of a service's cost lines in years with an amount, the first first."""
    costs = index.planned_by_service.get(service_id, {})
    years = index.years_by_service.get(service_id, ())
    return dict.fromkeys([x.stream_id for year in years for x in costs[year] if x.stream_id])


def outlook(index: Index, contract: Contract, years: tuple[FinancialYear, ...]) -> Outlook:
    """Return what is known of a contract's money in the years given."""
    streams = streams_of(index, contract)
    ended, fallen, uncertain, missing = [], [], [], []
    for year in years:
        states = [_state(index, stream, year) for stream in streams]
        if states and all(state == "ended" for state in states):
            ended.append(year)
        elif "fallen" in states:
            fallen.append(year)
        elif "uncertain" in states and "confirmed" not in states:
            uncertain.append(year)
        elif "confirmed" not in states:
            missing.append(year)
    return Outlook(streams, tuple(ended), tuple(fallen), tuple(uncertain), tuple(missing))


def _state(index: Index, stream: FundingStream, year: FinancialYear) -> str:
    """Return how a stream stands in a year, worked out once: many contracts are paid from it."""
    place = "state", stream.id, year
    found: str | None = index.kept.get(place)
    if found is None:
        found = index.kept[place] = _made_state(index, stream, year)
    return found


def _made_state(index: Index, stream: FundingStream, year: FinancialYear) -> str:
    held = stream_year(index, stream.id, year)
    if not held.recorded:
        over = stream.end_year is not None and stream.end_year < year
        return "ended" if over and not stream.is_open_ended else "missing"
    if held.total_p > held.confirmed_p:
        return "uncertain"
    before = stream_year(index, stream.id, year.plus(-1))
    less = before.recorded and held.confirmed_p < before.total_p
    return "fallen" if less and held.confirmed_p < held.drawn_p else "confirmed"
