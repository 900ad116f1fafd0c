"""Services that look alike and are bought apart: same ages, outcome and area, no tie between them."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from commissionplanner.analysis.index import Index
from commissionplanner.model.entities import Service

Pair = tuple[Service, Service]


def like_pairs(index: Index) -> Iterator[Pair]:
    """Yield pairs of running services alike in all that is recorded, of different commissioners.

    Services that do not say their ages, outcome area, area or commissioner are in no pair.
    """
    linked = {frozenset((link.from_id, link.to_id)) for link in index.plan.links.values()}
    shared, as_at = _shared(index), index.plan.header.as_at_on
    groups: dict[tuple[object, ...], list[Service]] = defaultdict(list)
    for service in index.plan.services.values():
        outcome, area = _plain(service.outcome_area), _plain(service.area)
        ended = as_at is not None and service.end_on is not None and service.end_on < as_at
        if service.age_bands and outcome and area and service.lead_commissioner_id and not ended:
            kind = service.prevention_tier, service.targeting, service.hcp_level
            groups[(frozenset(service.age_bands), outcome, area, *kind)].append(service)
    for services in groups.values():
        for one, other in combinations(sorted(services, key=lambda s: s.id), 2):
            together = set(index.commissioners(one)) & set(index.commissioners(other))
            joined = shared[one.id] & shared[other.id] or frozenset((one.id, other.id)) in linked
            if not together and not joined:
                yield one, other


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _shared(index: Index) -> dict[str, set[tuple[str, str]]]:
    """Return of each service the pools and agreements it is in.

    Not their pairs of services: a pool of 5,000 has twelve million.
    """
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for service, pools in index.pools_by_service.items():
        found[service] |= {("pool", pool) for pool in pools}
    for agreement in index.plan.agreements.values():
        for service in agreement.service_ids:
            found[service].add(("agreement", agreement.id))
    return found
