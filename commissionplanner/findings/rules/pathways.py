"""Rules about pathways: services twice, and hand-offs with nowhere to go."""

from collections.abc import Iterator
from typing import Final

from commissionplanner.analysis.duplicates import like_pairs
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import SPENDING_TABLES, Subject, listed, rule
from commissionplanner.model.entities import Link, Service
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import sum_known
from commissionplanner.model.plan import Plan, display_name

FAMILY: Final = "Network"


@rule(
    "NET-004",
    level="advice",
    title="Two services for the same people",
    why="Where commissioning is not joined up, two bodies buy the same help side by side.",
    worked_out="Two services with the same ages, the same outcome area and the same area served, "
    "all recorded, running, and alike in prevention, targeting and level, with no commissioner in "
    "common and no link, pool or agreement between them. The pounds are those planned for both.",
    fix="Look at them side by side: commission together, or say how they differ.",
    tables=("services", "service_costs", "links", "pool_services", "agreements", "organisations",
            "about"),
    family=FAMILY,
    barrier="not_joined_up",
    source="WAVE Trust, What's missing?, Other factors",
)  # fmt: skip
def twice_provided(plan: Plan) -> Iterator[Subject]:
    """Find pairs of services alike in ages, outcome and area, of different commissioners."""
    index = index_of(plan)
    for one, other in like_pairs(index):
        yield _pair(index, one, other)


def _pair(index: Index, one: Service, other: Service) -> Subject:
    year = index.year()
    both_p = sum_known(index.planned_p(s.id, year) for s in (one, other))
    bodies = (*index.commissioners(one), *index.commissioners(other))
    return Subject(
        table="services",
        key=one.id,
        facts={
            "Beside": display_name(other),
            "Outcome area": one.outcome_area,
            "Area served": one.area,
            "Cost of both": words.pounds(both_p),
        },
        amount_p=both_p,
        organisation_ids=tuple(listed(bodies)),
    )


@rule(
    "NET-006",
    level="warning",
    title="Hand-off with nowhere to go",
    why="A child referred to a service that is not there waits, or is lost between services.",
    worked_out="A recorded hand-off whose far end is not named, is not in the plan, or is a service "
    "whose planned end has passed. Where the far end is missing it is a note until the links of the "
    "organisation that hands over were confirmed complete.",
    fix="Name where people go, or commission what is missing.",
    tables=("links", "contracts", "pools", *SPENDING_TABLES),
    family=FAMILY,
    barrier="not_joined_up",
)
def nowhere_to_go(plan: Plan) -> Iterator[Subject]:
    """Find hand-offs that lead to no service that runs."""
    index = index_of(plan)
    for link in plan.links.values():
        said = _far_end(plan, link) if link.kind == "refers" else ""
        if said:
            service = plan.services.get(link.from_id)
            bodies = (*index.providers(service), *index.commissioners(service)) if service else ()
            body = plan.organisations.get(bodies[0]) if bodies else None
            sure = links_confirmed(body)
            known = sure or link.to_id in plan.services  # that a service has ended is recorded
            facts = {"From": display_name(service) or words.NOT_KNOWN, "To": said}
            cost_p = index.planned_p(service.id, index.year()) if service else None
            if cost_p is not None:
                facts["Planned for it"] = f"{words.pounds(cost_p)} a year"
            if not known and body is not None:
                facts["Whom to ask"] = display_name(body)
            yield Subject(
                table="links",
                key=link.id,
                facts=facts,
                level="" if known else "note",
                title="" if known else "Where people go on to is not recorded",
                organisation_ids=tuple(listed(bodies)),
            )


def _far_end(plan: Plan, link: Link) -> str:
    """Say why a hand-off leads nowhere; "" where it leads to something."""
    if not link.to_id:
        return "not named"
    known = link.to_table in ("services", "organisations", "pools", "funding_streams")
    if not known or plan.record(link.to_table, link.to_id) is None:
        return "not in the plan"
    service, as_at = plan.services.get(link.to_id), plan.header.as_at_on
    if service is not None and as_at and service.end_on and service.end_on < as_at:
        return f"{display_name(service)}, which ended on {words.day(service.end_on)}"
    return ""
