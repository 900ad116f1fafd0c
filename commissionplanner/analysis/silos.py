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
        body = _sole_body(index, service, year)
        if body and service.id not in linked and not service.is_sole_duty:
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
    found = set()
    for edge in net.edges:
        one, other = net.nodes[edge.source], net.nodes[edge.target]
        if edge.kind != "funds" and one.group and other.group and one.group != other.group:
            found |= {node.key for node in (one, other) if node.table == "services"}
    return frozenset(found)
