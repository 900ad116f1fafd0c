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
    joined, as_at = _joined(index), index.plan.header.as_at_on
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
            if not together and frozenset((one.id, other.id)) not in joined:
                yield one, other


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _joined(index: Index) -> set[frozenset[str]]:
    """Return the pairs of services that a link, a pool or an agreement joins."""
    found = {frozenset((link.from_id, link.to_id)) for link in index.plan.links.values()}
    together: dict[str, list[str]] = defaultdict(list)
    for service, pools in index.pools_by_service.items():
        for pool in pools:
            together[pool].append(service)
    held = (*together.values(), *(a.service_ids for a in index.plan.agreements.values()))
    for services in held:
        found |= {frozenset(pair) for pair in combinations(services, 2)}
    return found
