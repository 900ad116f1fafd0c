"""Services held wholly by one body: who funds, commissions and provides them, and what leaves.

The measures of a network's ties are in `measures`.
"""

from dataclasses import dataclass

from commissionplanner.analysis.graph import Network, network
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.model.entities import Service
from commissionplanner.model.money import Pence
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class House:
    """A service that one body funds, commissions and provides, with no link outside recorded."""

    service: Service
    organisation_id: str
    amount_p: Pence | None


def houses(plan: Plan, year: FinancialYear | None) -> tuple[House, ...]:
    """Return the services held wholly by one body, as far as the plan's records go.

    Funder, commissioner and provider must all be recorded. A service whose function the law
    gives to one body alone is left out.
    """
    index, linked = index_of(plan), linked_outside(network(plan, year))
    found = []
    for service in plan.services.values():
        if service.id in linked or service.is_sole_duty:
            continue
        body = _sole_body(index, service, year)
        if body:
            found.append(House(service, body, index.planned_p(service.id, year)))
    return tuple(found)


def _sole_body(index: Index, service: Service, year: FinancialYear | None) -> str | None:
    years = (year,) if year else index.years_by_service.get(service.id, ())
    funders = {key for each in years for key in index.funders(service.id, each)}
    commissioners, providers = index.commissioners(service), index.providers(service)
    if not funders or not commissioners or not providers:
        return None
    bodies = funders | set(commissioners) | set(providers)
    return next(iter(bodies)) if len(bodies) == 1 else None


def linked_outside(net: Network) -> frozenset[str]:
    """Return the services with a tie, not of money, to another body: recorded or by agreement."""
    groups, found = [node.group for node in net.nodes], set[int]()
    for at, to, kind, *_ in net.edges:
        one, other = groups[at], groups[to]
        if one != other and one and other and kind != "funds":
            found.update((at, to))
    outward = (net.nodes[at] for at in found)
    return frozenset(node.key for node in outward if node.table == "services")
