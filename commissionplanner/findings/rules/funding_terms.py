"""Rules about the terms of money: recurrence, ring-fences, ends, drift, who gains."""

from collections.abc import Iterator
from typing import Final

from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import SPENDING_TABLES, Subject, listed, rule
from commissionplanner.findings.measures.money import benefit_shares, prevention_share
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Contribution, FundingStream, ServiceCost
from commissionplanner.model.money import PPM, format_pounds, format_ppm, sum_known
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.schools_money import pooling_gaps
from commissionplanner.model.years import FinancialYear

FAMILY: Final = "Funding"
STUDY: Final = "WAVE Trust, What's missing?, Funding"
FALL: Final = Limit(
    rule="FUN-006",
    name="fall",
    label="Least fall of the share",
    unit="ppm",
    usual=10_000,
)  # less is noise of rounding and timing
APART: Final = Limit(
    rule="FUN-007",
    name="difference",
    label="Least difference of cost share and benefit share",
    unit="ppm",
    usual=500_000,
)


@rule(
    "FUN-003",
    level="warning",
    title="Lasting service on money that ends",
    why="When the money ends the service does, whether or not it works. Preventive services are "
    "often begun so.",
    worked_out="In the year spoken of a cost line marked recurrent draws on a stream that is for a "
    "fixed term or once only.",
    fix="Find recurrent money, or plan how the service ends.",
    tables=SPENDING_TABLES,
    family=FAMILY,
    barrier="funding",
    source=STUDY,
)
def lasting_on_ending(plan: Plan) -> Iterator[Subject]:
    """Find services with recurrent costs paid from fixed-term or one-off streams."""
    index, year = index_of(plan), index_of(plan).year()
    for service in plan.services.values():
        ending = ending_lines(index, service.id)
        if ending:
            facts = {display_name(stream): words.pounds(line.amount_p) for stream, line in ending}
            yield Subject(
                table="services",
                key=service.id,
                facts={"Year": str(year), **facts},
                amount_p=sum_known(line.amount_p for _, line in ending),
                organisation_ids=index.commissioners(service),
            )


def ending_lines(index: Index, service_id: str) -> list[tuple[FundingStream, ServiceCost]]:
    """Return this year's recurrent costs of a service on money that ends, each with its stream."""
    year, streams = index.year(), index.plan.funding_streams
    lines = index.planned.get((service_id, year), ()) if year else ()
    return [
        (stream, line)
        for line in lines
        if line.is_recurrent and (stream := streams.get(line.stream_id or ""))
        if stream.recurrence in ("fixed_term", "one_off")
    ]


@rule(
    "FUN-004",
    level="problem",
    title="Money where its conditions do not allow it",
    why="Ring-fenced money spent outside its fence may have to be paid back.",
    worked_out="A stream with a ring-fence or conditions lists the services it may pay for and "
    "pays for another; or a stream that may not be pooled contributes to a pooled fund. Schools "
    "money, as the dedicated schools grant is, may be in one only on lines within the schools "
    "budget, with the basis and the schools forum's reference recorded; where neither legal basis "
    "nor whether it may be pooled is recorded, the name of the stream tells.",
    fix="Pay the line from another stream, align instead of pooling, record the basis and the "
    "forum's reference and which lines are schools budget, or correct the conditions.",
    tables=(*SPENDING_TABLES, "contributions", "pools", "pool_services"),
    family=FAMILY,
)
def outside_the_fence(plan: Plan) -> Iterator[Subject]:
    """Find streams paying for services or pools that their recorded conditions leave out."""
    outside: dict[str, dict[str, str]] = {}
    years: dict[str, dict[FinancialYear | None, int]] = {}

    def note(row: ServiceCost | Contribution, stream: FundingStream) -> None:
        by_year = years.setdefault(stream.id, {})
        by_year[row.year] = by_year.get(row.year, 0) + (row.amount_p or 0)

    fenced = {key: s for key, s in plan.funding_streams.items() if s.eligible_service_ids}
    for line in plan.service_costs.values() if fenced else ():
        stream = fenced.get(line.stream_id or "")
        if stream and _is_outside(stream, line.service_id) and line.measure in ("budget", None):
            name = display_name(plan.services.get(line.service_id or ""))
            outside.setdefault(stream.id, {})[name] = "not among its eligible services"
            note(line, stream)
    for row in plan.contributions.values():
        stream, pool = (
            plan.funding_streams.get(row.stream_id or ""),
            plan.pools.get(row.pool_id or ""),
        )
        pooled = pool is not None and pool.fund_type == "pooled"
        gaps = pooling_gaps(plan, row, stream) if stream and pool and pooled else ()
        if stream and gaps:
            outside.setdefault(stream.id, {})[display_name(pool)] = "; ".join(gaps)
            note(row, stream)
    for key, facts in outside.items():
        holder = plan.funding_streams[key].holder_id or ""
        yield Subject(
            table="funding_streams",
            key=key,
            facts=facts,
            amount_p=max(years[key].values()) or None,
            organisation_ids=tuple(listed([holder])),
        )


def _is_outside(stream: FundingStream, service_id: str | None) -> bool:
    fenced = stream.ring_fence in ("conditions", "ring_fenced", "inner")
    listed_ids = stream.eligible_service_ids
    return bool(fenced and listed_ids and service_id and service_id not in listed_ids)


@rule(
    "FUN-005",
    level="warning",
    title="Stream ends before the service",
    why="A service that outlasts its grant is cut when the grant ends, unless somebody plans for "
    "it now.",
    worked_out="A stream with a last year pays for a service whose planned end, or whose recorded "
    "cost from the same stream, is in a later year.",
    fix="Record what pays afterwards, or plan the end of the service.",
    tables=SPENDING_TABLES,
    family=FAMILY,
    barrier="funding",
    source=STUDY,
)
def stream_ends_first(plan: Plan) -> Iterator[Subject]:
    """Find services that go on after the end of a stream that pays for them."""
    index = index_of(plan)
    for service in plan.services.values():
        facts: dict[str, str] = {}
        amounts: list[int] = []
        for stream, line, until in _outlasted(index, service.id):
            facts[display_name(stream)] = (
                f"ends with {stream.end_year}; the service goes on to {until}"
            )
            amounts.append(line.amount_p or 0)
        if facts:
            yield Subject(
                table="services",
                key=service.id,
                facts=facts,
                amount_p=max(amounts),
                organisation_ids=index.commissioners(service),
            )


def streams_that_end(index: Index, service_id: str) -> list[FundingStream]:
    """Return the streams of a service that end before it does, each once."""
    found = {stream.id: stream for stream, _, _ in _outlasted(index, service_id)}
    return list(found.values())


def _outlasted(
    index: Index, service_id: str
) -> Iterator[tuple[FundingStream, ServiceCost, FinancialYear]]:
    """Yield a service's streams that end before it, the cost drawn, and the service's last year."""
    ending, years = _ending(index), index.years_by_service.get(service_id, ())
    if not ending or not years:
        return
    service, costs = index.plan.services[service_id], index.planned_by_service[service_id]
    until = FinancialYear.of(service.end_on) if service.end_on else years[-1]
    for year in years:
        for line in costs[year]:
            stream = ending.get(line.stream_id or "")
            last = stream.end_year if stream else None
            if stream and last and year <= last < until:
                yield stream, line, until


def _ending(index: Index) -> dict[str, FundingStream]:
    """Return the streams with a last year, worked out once."""
    if "ending streams" not in index.kept:
        index.kept["ending streams"] = {
            key: stream
            for key, stream in index.plan.funding_streams.items()
            if stream.end_year and not stream.is_open_ended
        }
    found: dict[str, FundingStream] = index.kept["ending streams"]
    return found


@rule(
    "FUN-006",
    level="warning",
    title="Prevention's share falls",
    why="Leaders said that statutory, reactive spending is put before prevention as money "
    "shrinks. A plan shows it before it happens.",
    worked_out="The share of planned spending on primary and secondary prevention in the last "
    "planned year with costs is lower by one point in a hundred or more than in the year spoken "
    "of.",
    fix="Protect preventive services in later years, or say in the plan why the share falls.",
    tables=SPENDING_TABLES,
    limits=(FALL,),
    family=FAMILY,
    barrier="curative_culture",
    source=STUDY,
)
def prevention_falls(plan: Plan) -> Iterator[Subject]:
    """Find a plan whose prevention share is lower at its end than now."""
    index = index_of(plan)
    found, year = prevention_share(index), index.year()
    later = [y for y, v in found.by_year.items() if v is not None and year and y > year]
    if found.value is None or not later:
        return
    last = max(later)
    share = found.by_year[last] or 0
    if found.value - share >= FALL.of(plan):
        yield Subject(
            table="about",
            key=plan.id,
            facts={str(year): format_ppm(found.value), str(last): format_ppm(share)},
            amount_p=found.amount_p,
        )


@rule(
    "FUN-007",
    level="advice",
    title="Who pays gains little",
    why="The study's leaders pointed to incentives weighted against prevention: the body that "
    "pays is not the one that saves.",
    worked_out="For a service whose benefits are shared out, a body's share of the cost exceeds "
    "its share of the benefit by half of the whole or more.",
    fix="Share the cost as the benefit falls: pool it, or agree a contribution.",
    tables=(
        *SPENDING_TABLES,
        "benefits",
        "benefit_shares",
        "pools",
        "pool_members",
        "contributions",
    ),
    limits=(APART,),
    family=FAMILY,
    barrier="slow_returns",
    source=STUDY,
)
def wrong_pocket(plan: Plan) -> Iterator[Subject]:
    """Find services where a payer bears far more of the cost than it gains."""
    index, year = index_of(plan), index_of(plan).year()
    for key, gains in benefit_shares(index).items():
        paid = index.funders(key, year) if year and key in plan.services else {}
        whole = sum(paid.values())
        for body, amount_p in sorted(paid.items()) if whole > 0 else ():
            cost_ppm, gain_ppm = amount_p * PPM // whole, gains.get(body, 0)
            if cost_ppm - gain_ppm >= APART.of(plan):
                name = display_name(plan.organisations.get(body)) or words.NOT_KNOWN
                said = f"pays {format_ppm(cost_ppm, 0)}, gains {format_ppm(gain_ppm, 0)}"
                yield Subject(
                    table="services",
                    key=key,
                    facts={"Year": str(year), name: said, "Cost": format_pounds(whole)},
                    amount_p=whole,
                    organisation_ids=(body,),
                )
                break
