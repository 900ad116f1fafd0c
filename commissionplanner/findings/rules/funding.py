"""Rules about money: years not covered, streams promised twice, funding split."""

from collections.abc import Iterator, Mapping
from typing import Final

from commissionplanner.analysis import funding
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, listed, rule
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Service
from commissionplanner.model.money import format_pounds, sum_known
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

FAMILY: Final = "Funding"
SPLIT_FROM: Final = Limit(
    rule="FUN-008",
    name="cost",
    label="Least cost a year that an arrangement is worth",
    unit="pence",
    usual=10_000_000,
)  # below it an arrangement costs more than it saves

_GAP_WORDS: Final[Mapping[str, tuple[str, str, str]]] = {
    "short": ("problem", "Confirmed but short", "Confirmed money is short in {}"),
    "none": ("warning", "No funding recorded", "No funding recorded for {}"),
    "assumed": ("advice", "Assumed only", "Funding is only assumed in {}"),
    "unstated": ("advice", "Paid for, no stream recorded", "No stream recorded for {}"),
    "indicative": ("note", "Indicative only", "Funding is indicative in {}"),
}


@rule(
    "FUN-001",
    level="warning",
    title="A year is not covered",
    why="Leaders named funding as the first barrier to prevention. A year without confirmed "
    "money is where a preventive service is cut first.",
    worked_out="Each planned year of each service: its cost lines are laid beside what their "
    "streams bring. Confirmed money that is less than what is planned from the stream is a "
    "problem; nothing recorded a warning; assumed money, or a payer without a stream, advice; "
    "indicative money a note. What a pool meets is judged with the pool. A year without a cost "
    "after one with a cost counts as nothing recorded, unless the service is planned to end or that "
    "cost does not recur.",
    fix="Record the stream and its certainty for the years named, or plan what ends.",
    tables=("services", "service_costs", "funding_streams", "allocations", "contributions",
            "organisations", "about"),
    family=FAMILY,
    barrier="funding",
    source="WAVE Trust, What's missing?, Funding",
)  # fmt: skip
def year_not_covered(plan: Plan) -> Iterator[Subject]:
    """Find services with planned years that confirmed money does not cover."""
    index = index_of(plan)
    for service in plan.services.values():
        by_kind: dict[str, list[funding.Gap]] = {}
        for gap in funding.gaps(index, service.id):
            by_kind.setdefault(gap.kind, []).append(gap)
        if not by_kind:
            continue
        worst = min(by_kind, key=funding.KINDS.index)
        level, _, title = _GAP_WORDS[worst]
        by_year: dict[FinancialYear, int] = {}
        for gap in by_kind[worst]:
            if gap.amount_p is not None:
                by_year[gap.year] = by_year.get(gap.year, 0) + gap.amount_p
        yield Subject(
            table="services",
            key=service.id,
            facts=_gap_facts(by_kind),
            amount_p=max(by_year.values(), default=None),
            level=level,
            title=title.format(words.years(gap.year for gap in by_kind[worst])),
            organisation_ids=index.commissioners(service),
        )


def _gap_facts(by_kind: Mapping[str, list[funding.Gap]]) -> dict[str, str]:
    facts = {}
    for kind in sorted(by_kind, key=funding.KINDS.index):
        known_p = sum_known([gap.amount_p for gap in by_kind[kind]])
        money = "" if known_p is None else f" ({format_pounds(known_p)} in all)"
        facts[_GAP_WORDS[kind][1]] = words.years(gap.year for gap in by_kind[kind]) + money
    return facts


@rule(
    "FUN-002",
    level="problem",
    title="More is planned from a stream than it brings",
    why="The same pound cannot pay for two things, so something in the plan is not paid for.",
    worked_out="In a year, the known costs and contributions planned from a stream exceed what "
    "it brings, whatever the certainty. It is a problem where all of the money is confirmed, a "
    "warning where some of it may still change. Years without a known allocation are FUN-001's.",
    fix="Lower what is planned from it, name another stream, or correct the allocation.",
    tables=("funding_streams", "allocations", "service_costs", "contributions", "organisations"),
    family=FAMILY,
    barrier="funding",
)
def over_allocated(plan: Plan) -> Iterator[Subject]:
    """Find streams from which more is planned in a year than they bring."""
    index = index_of(plan)
    over: dict[str, dict[FinancialYear, funding.StreamYear]] = {}
    for stream_id, year in {**index.drawn, **index.contributions_by_stream}:
        held = funding.stream_year(index, stream_id, year)
        if held.recorded and held.drawn_p > held.total_p:
            over.setdefault(stream_id, {})[year] = held
    for stream_id, years in over.items():
        stream = plan.funding_streams.get(stream_id)
        if stream is None:
            continue
        facts = {
            str(year): f"{format_pounds(held.drawn_p)} planned, {format_pounds(held.total_p)} comes"
            for year, held in sorted(years.items())
        }
        settled = any(held.total_p == held.confirmed_p for held in years.values())
        yield Subject(
            table="funding_streams",
            key=stream_id,
            facts=facts,
            level="problem" if settled else "warning",
            amount_p=max(held.drawn_p - held.total_p for held in years.values()),
            organisation_ids=tuple(listed((stream.holder_id or "", stream.payer_id or ""))),
        )


@rule(
    "FUN-008",
    level="advice",
    title="Several funders, no joint arrangement recorded",
    why="The study found budgets kept apart, “territorialism rather than thinking about total "
    "resource”. Where several bodies already pay for one service, pooling or a lead is within "
    "reach.",
    worked_out="In the year spoken of, two or more organisations pay for the service (directorates "
    "and streams of one body are one funder), together £100,000 or more, and the plan records no "
    "pool, no aligned fund, no lead or delegated commissioning and no agreement for the service.",
    fix="Put it into a pooled or aligned fund, or name a lead commissioner in an agreement.",
    tables=("services", "service_costs", "funding_streams", "organisations", "pools",
            "pool_services", "pool_members", "contributions", "agreements", "about"),
    limits=(SPLIT_FROM,),
    family=FAMILY,
    barrier="budgets_not_integrated",
    source="WAVE Trust, What's missing?, Other factors",
)  # fmt: skip
def split_funding(plan: Plan) -> Iterator[Subject]:
    """Find services that several bodies pay for without an arrangement between them."""
    index, year = index_of(plan), index_of(plan).year()
    if year is None:
        return
    agreed = _agreed_services(plan)
    for service in plan.services.values():
        if _is_arranged(index, service) or service.id in agreed:
            continue
        paid = {key: p for key, p in index.funders(service.id, year).items() if p > 0}
        if len(paid) < 2 or sum(paid.values()) < SPLIT_FROM.of(plan):
            continue
        largest = sorted(paid.items(), key=lambda pair: (-pair[1], pair[0]))
        facts = {_name(plan, key): format_pounds(p) for key, p in largest}
        yield Subject(
            table="services",
            key=service.id,
            facts={"Year": str(year), **facts},
            amount_p=sum(paid.values()),
            organisation_ids=tuple(key for key, _ in largest),
        )


def _is_arranged(index: Index, service: Service) -> bool:
    lead = service.commissioning_mode in ("lead", "delegated")
    return lead or service.id in index.pools_by_service


_JOINT: Final = frozenset(
    {"section_75", "section_256", "section_76", "section_10", "lead", "collaboration"}
)


def _agreed_services(plan: Plan) -> frozenset[str]:
    joint = (a for a in plan.agreements.values() if a.kind in _JOINT)
    return frozenset(key for agreement in joint for key in agreement.service_ids)


def _name(plan: Plan, key: str) -> str:
    return display_name(plan.organisations.get(key)) or "An organisation not in the plan"
