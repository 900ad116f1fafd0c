"""Rules about working together: no joint work, one body that all depends on, areas and ends apart."""

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from commissionplanner.analysis import contracts as terms
from commissionplanner.analysis.areas import mismatches
from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import NETWORK_TABLES, SPENDING_TABLES, Subject, rule
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Contract
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import format_ppm, sum_known
from commissionplanner.model.plan import Plan, display_name

if TYPE_CHECKING:
    from commissionplanner.analysis.bodies import SinglePoint

STUDY: Final = "WAVE Trust, What's missing?, Other factors"
APART: Final = Limit(
    rule="CON-015",
    name="days",
    label="Most days between the first end and the last",
    unit="days",
    usual=366,
)
CUT_OFF: Final = 3
MISMATCH: Final = Limit(
    rule="NET-007",
    name="share",
    label="Least share of people outside the other area",
    unit="ppm",
    usual=100_000,
)


@rule(
    "CON-015",
    level="advice",
    title="Ends are not aligned",
    why="Contracts of one fund or one pathway that end years apart are re-commissioned one by one, "
    "and never as a whole.",
    worked_out="The committed ends of the running contracts of a fund's services, or of services "
    "of one outcome area that hand over to each other, lie more than 366 days apart.",
    fix="Bring the ends together at the next extension, so that the whole can be looked at once.",
    tables=("contracts", "services", "links", "pools", "pool_services", "service_costs",
            "organisations", "about"),
    limits=(APART,),
    family="Contracts",
    barrier="not_joined_up",
)  # fmt: skip
def ends_apart(plan: Plan) -> Iterator[Subject]:
    """Find funds and pathways whose contracts end far apart."""
    index, as_at = index_of(plan), plan.header.as_at_on
    if as_at is None:
        return
    running: dict[str, list[Contract]] = {
        key: [c for c in found if terms.runs_on(c, as_at) and terms.committed_days(c)]
        for key, found in index.contracts_by_service.items()
    }
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    for service, pools in index.pools_by_service.items():
        for pool in pools:
            held[("pools", pool)].add(service)
    for pathway in _pathways(plan):
        held[("services", min(pathway))] |= pathway
    for (table, key), services in held.items():
        contracts = {c.id: c for service in services for c in running.get(service, ())}
        yield from _apart(table, key, list(contracts.values()), APART.of(plan))


def _pathways(plan: Plan) -> Iterator[set[str]]:
    """Yield the services of one outcome area that hand over to each other, two or more."""
    from commissionplanner.analysis.measures import components

    keys = sorted(plan.services)
    at = {key: n for n, key in enumerate(keys)}
    areas = {key: s.outcome_area for key, s in plan.services.items() if s.outcome_area}
    ties = []
    for link in plan.links.values():
        area = areas.get(link.from_id) if link.kind == "refers" else None
        if area and area == areas.get(link.to_id):
            ties.append((at[link.from_id], at[link.to_id]))
    parts: dict[int, set[str]] = defaultdict(set)
    for key, part in zip(keys, components(len(keys), ties).tolist(), strict=True):
        parts[part].add(key)
    yield from (part for part in parts.values() if len(part) > 1)


def _apart(table: str, key: str, contracts: list[Contract], most_days: int) -> Iterator[Subject]:
    ends = sorted((c.committed_end_on, c.title) for c in contracts if c.committed_end_on)
    if len(ends) < 2 or (ends[-1][0] - ends[0][0]).days <= most_days:
        return
    yield Subject(
        table=table,
        key=key,
        facts={
            "First end": f"{words.day(ends[0][0])}, {ends[0][1]}",
            "Last end": f"{words.day(ends[-1][0])}, {ends[-1][1]}",
            "Contracts": str(len(contracts)),
        },
        amount_p=sum_known(terms.yearly_value_p(contract) for contract in contracts),
    )


@rule(
    "NET-003",
    level="advice",
    title="No joint work recorded for the same people",
    why="Strict professional and organisational boundaries hinder partnership, leaders told the "
    "study.",
    worked_out="Two partners in the plan commission or provide services for the same ages in the "
    "same area, both recorded, and no service, link, agreement, pool or contract ties them. It is "
    "a note until the links of both were confirmed complete.",
    fix="Record the work they share, or bring them together over one service.",
    tables=NETWORK_TABLES,
    family="Network",
    barrier="strict_boundaries",
    source=STUDY,
)
def no_joint_work(plan: Plan) -> Iterator[Subject]:
    """Find partners that serve the same people without a tie, at the first of each pair."""
    index = index_of(plan)
    served = _served(index)
    tied = _tied(plan, index) if len(served) > 1 else set()
    for one in sorted(served):
        apart = [
            other
            for other in sorted(served)
            if other > one and served[one] & served[other] and (one, other) not in tied
        ]
        bodies = [plan.organisations[key] for key in (one, *apart)]
        if apart:
            sure = all(links_confirmed(body) for body in bodies)
            facts = {"With": words.some([display_name(body) for body in bodies[1:]])}
            facts |= _same_people(index, served, one, apart)
            if not sure:
                facts["Whom to ask"] = display_name(bodies[0])
            yield Subject(
                table="organisations",
                key=one,
                facts=facts,
                level="" if sure else "note",
                title="" if sure else "Joint work is not recorded",
                organisation_ids=(one, *apart),
            )


def _same_people(
    index: Index, served: dict[str, set[tuple[str, str]]], one: str, apart: list[str]
) -> dict[str, str]:
    """Say how many services are for the people that both serve, and what they are planned to cost."""
    shared = served[one] & set().union(*(served[other] for other in apart))
    found = [
        service
        for service in index.plan.services.values()
        if {one, *apart} & {*index.commissioners(service), *index.providers(service)}
        and any((service.area.casefold(), band) in shared for band in service.age_bands)
    ]
    cost_p = sum_known(index.planned_p(service.id, index.year()) for service in found)
    cost = f", {words.pounds(cost_p)} a year" if cost_p is not None else ""
    return {"For the same people": f"{words.counted(len(found), 'service')}{cost}"}


def _served(index: Index) -> dict[str, set[tuple[str, str]]]:
    """Return the ages and areas that each partner commissions or provides for."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for service in index.plan.services.values():
        for key in (*index.commissioners(service), *index.providers(service)):
            body = index.organisation(key)
            if body is not None and body.is_partner and service.area:
                found[key] |= {(service.area.casefold(), band) for band in service.age_bands}
    return found


def _tied(plan: Plan, index: Index) -> set[tuple[str, str]]:
    """Return the pairs of bodies with any tie: of the network, or over one service or pool."""
    net = network(plan, index.year())
    groups = [(net.nodes[a].group, net.nodes[b].group) for a, b in net.ties()]
    together = [(*index.commissioners(s), *index.providers(s)) for s in plan.services.values()]
    together += list(index.pool_partners.values())
    together += [index.tops_of(a.party_ids) for a in plan.agreements.values()]
    groups += [(a, b) for held in together for a in held for b in held]
    return {(min(pair), max(pair)) for pair in groups}


@rule(
    "NET-005",
    level="advice",
    title="All depends on one body",
    why="Where one body or post is the only way between others, its leaving parts them.",
    worked_out="Bodies tied over services, links, agreements and funds (contracts without a service "
    "left out): without this one, three or more of those it joins have no way left to the largest "
    "part of the rest. So also a post that two or more bodies employ together and that alone joins "
    "them. The pounds are those planned for the services that the bodies cut off commission or "
    "provide, each service once. It is a note until the body’s links (for a post: those of all who "
    "employ it) were confirmed complete.",
    fix="Tie two of the parts directly, or agree what happens if the body or post goes.",
    tables=(*NETWORK_TABLES, "role_holders", "persons"),
    family="Network",
    barrier="silo_working",
)
def single_point(plan: Plan) -> Iterator[Subject]:
    """Find bodies and joint posts whose going would part the others."""
    from commissionplanner.analysis import bodies as between

    index = index_of(plan)
    among = between.bodies(index)
    for point in between.single_points(index, among, CUT_OFF):
        yield _single(plan, point, (point.key,), "All depends on one body")
    for point in between.single_posts(index, among):
        employers = index.tops_of(plan.role_holders[point.key].organisation_ids)
        yield _single(plan, point, employers, "All depends on one post")


def _single(plan: Plan, point: "SinglePoint", answerable: tuple[str, ...], title: str) -> Subject:
    cut = words.counted(len(point.cut_off), "body", "bodies")
    names = [display_name(plan.organisations.get(key)) or key for key in point.cut_off]
    facts = {"Without it": f"{cut} cut off from the rest", "Cut off": words.some(sorted(names))}
    if point.amount_p is not None:
        facts["Planned for their services"] = f"{words.pounds(point.amount_p)} a year"
    unsure = [key for key in answerable if not links_confirmed(plan.organisations.get(key))]
    if unsure:
        asked = [display_name(plan.organisations.get(key)) or key for key in unsure]
        facts["Whom to ask"] = words.some(asked)
    return Subject(
        table=point.table,
        key=point.key,
        facts=facts,
        amount_p=point.amount_p,
        level="note" if unsure else "",
        title="Other ways between bodies are not recorded" if unsure else title,
        organisation_ids=answerable,
    )


@rule(
    "NET-007",
    level="advice",
    title="Areas do not match",
    why="Bodies with different boundaries plan for different people, and money for one part of a "
    "place goes to another.",
    worked_out="Of the people of one body's areas, one in ten or more live outside the area of the "
    "other body that holds most of them. Areas are compared by the small areas recorded. The pounds "
    "are those planned for services that both commission or provide, each service once.",
    fix="Plan by the smallest area that both share, and say how shared money is divided.",
    tables=("boundaries", "boundary_members", "population", "contracts", *SPENDING_TABLES),
    limits=(MISMATCH,),
    family="Network",
    barrier="strict_boundaries",
    source=STUDY,
)
def areas_differ(plan: Plan) -> Iterator[Subject]:
    """Find bodies whose areas hold many people outside another's, at the wider of the two."""
    wider: dict[str, list[tuple[int, str]]] = defaultdict(list)
    least = MISMATCH.of(plan)
    for pair in mismatches(index_of(plan))[0]:
        part, key, other = max(
            (pair.one_ppm, pair.one, pair.other), (pair.other_ppm, pair.other, pair.one)
        )
        if part >= least:
            wider[key].append((part, other))
    index = index_of(plan)
    for key, others in sorted(wider.items()):
        said = {
            display_name(plan.organisations.get(other)) or other: f"{format_ppm(part)} outside"
            for part, other in sorted(others, reverse=True)
        }
        crossing_p = _crossing_p(index, key, {other for _, other in others})
        if crossing_p is not None:
            said["Services of both"] = f"{words.pounds(crossing_p)} a year planned"
        yield Subject(
            table="organisations",
            key=key,
            facts=said,
            organisation_ids=(key, *(other for _, other in others)),
        )


def _crossing_p(index: Index, key: str, others: set[str]) -> int | None:
    """Return what services of a body and any of the others are planned to cost, each once."""
    return sum_known(
        amount_p
        for service, amount_p in index.spending
        if key in (held := {*index.commissioners(service), *index.providers(service)})
        and others & held
    )
