"""Rules about how services and organisations are linked.

A missing link is evidence only where somebody confirmed that an organisation's links are
complete. Until then these are notes that say what is not recorded and whom to ask.
"""

from collections.abc import Iterator
from typing import Final

from commissionplanner.analysis import silos
from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import NETWORK_TABLES, Subject, rule
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Organisation
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.plan import Plan, display_name

FAMILY: Final = "Network"
STUDY: Final = "WAVE Trust, What's missing?, Organisation culture"
FEWEST_LINKS: Final = Limit(
    rule="NET-002",
    name="links",
    label="Fewest links that are judged",
    unit="count",
    usual=5,
)  # with fewer, one link more or less turns the index round


@rule(
    "NET-001",
    level="warning",
    title="Held by one organisation",
    why="Leaders told the study that territorial thinking and silo working are common and are "
    "the antithesis of an integrated approach. A service with no link outside cannot be planned "
    "with anyone.",
    worked_out="One organisation, its directorates together, funds, commissions and provides the "
    "service, and the plan records no link, agreement, pool or contract to another. All three "
    "must be recorded. A function that the law gives to one body alone is left out. It is a "
    "warning where the organisation's links were confirmed complete; until then it is a note.",
    fix="Record the links there are. Where there are none, ask who else serves the same people.",
    tables=NETWORK_TABLES,
    family=FAMILY,
    barrier="silo_working",
    source=STUDY,
)
def held_by_one(plan: Plan) -> Iterator[Subject]:
    """Find services that one body funds, commissions and provides, with no link outside."""
    index = index_of(plan)
    for house in silos.houses(plan, index.year()):
        body = plan.organisations.get(house.organisation_id)
        confirmed = links_confirmed(body)
        name = display_name(body) or words.NOT_KNOWN
        facts = {
            "Funds, commissions and provides": name,
            "Links outside": "none" if confirmed else "none recorded",
        }
        yield Subject(
            table="services",
            key=house.service.id,
            facts={**facts, **_confirmation(body)},
            amount_p=house.amount_p,
            level="" if confirmed else "note",
            title="" if confirmed else "Links outside are not recorded",
            organisation_ids=(house.organisation_id,),
        )


@rule(
    "NET-002",
    level="advice",
    title="More links inside than chance gives",
    why="The study found a desire to remain in one's comfort zone. Where most links stay inside, "
    "hand-offs and plans do too.",
    worked_out="Links of an organisation, its directorates and its services, counted inside and "
    "outside; what only says whose a service is does not count. Five links or more, more inside "
    "than outside, and the E-I index (outside less inside, over both) below what chance gives "
    "for its size. The planned pounds of the services it leads are shared evenly over their links. "
    "It is a note until its links were confirmed complete.",
    fix="Record the links outside; then look at which services have none.",
    tables=NETWORK_TABLES,
    limits=(FEWEST_LINKS,),
    family=FAMILY,
    barrier="silo_working",
    source="Krackhardt and Stern, Social Psychology Quarterly 51 (1988)",
)
def inward_looking(plan: Plan) -> Iterator[Subject]:
    """Find organisations with more links inside than outside, and than chance gives."""
    from commissionplanner.analysis import measures
    from commissionplanner.analysis.joining import joined, money_ei

    net = network(plan, index_of(plan).year())
    groups = [node.group for node in net.nodes]
    ties = measures.ties_of(len(groups), net.ties())
    fewest = FEWEST_LINKS.of(plan)
    pounds = money_ei(joined(index_of(plan), net, ties), net)[1]
    for group, found in measures.ei_by_group(groups, ties).items():
        body = plan.organisations.get(str(group))
        above = found.above_expected
        inward = found.inside > found.outside and above is not None and above < 0
        if body is None or not inward or found.inside + found.outside < fewest:
            continue
        confirmed = links_confirmed(body)
        facts = {
            "Links": f"{found.inside} inside, {found.outside} outside",
            "E-I index": _signed(found.index),
            "By chance": _signed(found.expected),
        }
        outside_p, inside_p = int(pounds[body.id].outside), int(pounds[body.id].inside)
        if outside_p + inside_p:
            facts["Its services’ planned pounds"] = (
                f"{words.pounds(outside_p)} on links outside, {words.pounds(inside_p)} inside"
            )
        yield Subject(
            table="organisations",
            key=body.id,
            facts={**facts, **_confirmation(body)},
            amount_p=outside_p + inside_p or None,
            level="" if confirmed else "note",
            title="" if confirmed else "Links outside are not recorded",
            organisation_ids=(body.id,),
        )


def _confirmation(body: Organisation | None) -> dict[str, str]:
    if body is not None and links_confirmed(body):
        by, on = body.links_confirmed_by, words.day(body.links_confirmed_on)
        return {"Links confirmed": f"by {by} on {on}"}
    return {"Whom to ask": display_name(body) or words.NOT_KNOWN}


def _signed(value: float | None) -> str:
    return words.NOT_KNOWN if value is None else f"{value:+.2f}".replace("-", "\u2212")
