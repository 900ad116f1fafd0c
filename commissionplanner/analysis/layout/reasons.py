"""Why a service is a silo, in three lines, and the one link that would join most."""

from collections import Counter
from dataclasses import dataclass

from commissionplanner.analysis import silos
from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import index_of
from commissionplanner.model.entities import Service
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import round_ratio
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class SiloReasons:
    """Why a service is a silo.

    Attributes:
        service_id: The service.
        lines: Icon and words, three at most.
        join_id: The service of another body whose link would join most; "" where there is none.
        foot: What joining it would do.
    """

    service_id: str
    lines: tuple[tuple[str, str], ...]
    join_id: str
    foot: str


def silo_reasons(plan: Plan, year: FinancialYear | None, service_id: str) -> SiloReasons | None:
    """Return why a service is a silo, or None where it is none."""
    houses = silos.houses(plan, year)
    house = next((h for h in houses if h.service.id == service_id), None)
    if house is None:
        return None
    index = index_of(plan)
    body = display_name(index.organisation(house.organisation_id))
    ties = _ties(plan, year)
    count = sum(service_id in pair for pair in ties)
    links = f"None of its {count} links leaves {body}" if count > 1 else "It has no link beyond it"
    if not links_confirmed(plan.organisations.get(house.organisation_id)):
        links = f"No link beyond {body} is recorded; nobody has confirmed that as complete"
    alike = _alike(plan, house.service, house.organisation_id)
    lines = [
        ("organisations", f"Paid for, bought and run by {body}"),
        ("unlink", links),
    ]
    if alike:
        bodies = len({home for _, home in alike})
        what = "1 service" if len(alike) == 1 else f"{len(alike)} services"
        where = "another body serves" if bodies == 1 else f"{bodies} other bodies serve"
        lines.append(("person", f"{what} of {where} the same ages"))
    join = _join(_of_other_bodies(plan, year, alike, house.service), ties, house.service)
    foot = ""
    known = [h.amount_p for h in houses if h.amount_p]
    if join is not None:
        foot = f"Joining it to {display_name(join)} would let two bodies plan it together"
        if house.amount_p and sum(known):
            part = round_ratio(100 * house.amount_p, sum(known))
            foot = f"Joining it to {display_name(join)} would cut silo money by {part}%"
    return SiloReasons(service_id, tuple(lines), join.id if join else "", foot)


def gravest_silo(plan: Plan, year: FinancialYear | None) -> str:
    """Return the silo with most money, of a body whose links are confirmed first; "" for none."""
    houses = silos.houses(plan, year)
    if not houses:
        return ""

    def weight(house: silos.House) -> tuple[bool, int, str]:
        body = plan.organisations.get(house.organisation_id)
        return links_confirmed(body), house.amount_p or 0, house.service.id

    return max(houses, key=weight).service.id


def _ties(plan: Plan, year: FinancialYear | None) -> frozenset[tuple[str, str]]:
    """Return the pairs of ids of things that are linked in any way."""
    net = network(plan, year)
    return frozenset((net.nodes[e.source].key, net.nodes[e.target].key) for e in net.edges)


def _alike(plan: Plan, service: Service, home: str) -> list[tuple[Service, str]]:
    """Return services of other bodies for some of the same ages, with their provider's body."""
    index, ages = index_of(plan), set(service.age_bands)
    found = []
    for other in plan.services.values():
        bodies = index.providers(other)
        if bodies and home not in bodies and ages & set(other.age_bands):
            found.append((other, bodies[0]))
    return found


def _of_other_bodies(
    plan: Plan, year: FinancialYear | None, alike: list[tuple[Service, str]], service: Service
) -> list[Service]:
    """Return those that the network counts with another body: only such a link ends a silo."""
    bodies = {node.key: node.group for node in network(plan, year).nodes}
    home = bodies.get(service.id)
    return [other for other, _ in alike if bodies.get(other.id) not in ("", None, home)]


def _join(
    candidates: list[Service], ties: frozenset[tuple[str, str]], service: Service
) -> Service | None:
    """Return the one with most links among those most like it: they would be joined with it."""
    if not candidates:
        return None
    degree = Counter(end for pair in ties for end in pair)
    ages, stages = set(service.age_bands), set(service.life_stages)

    def rank(other: Service) -> tuple[int, int, str]:
        shared = len(ages & set(other.age_bands)) + len(stages & set(other.life_stages))
        same = other.outcome_area == service.outcome_area != ""
        return (shared + 2 * same, degree[other.id], other.id)

    return max(candidates, key=rank)
