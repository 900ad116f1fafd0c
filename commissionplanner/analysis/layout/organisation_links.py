"""The Organisation links view: each organisation a node, each pair of them one line."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from commissionplanner.analysis.graph import Network, network
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.layout.boundaries import boundaries
from commissionplanner.analysis.layout.content import (
    OTHERS,
    Container,
    Content,
    Inside,
    Tie,
)
from commissionplanner.analysis.layout.meters import meters
from commissionplanner.analysis.layout.palette import slots
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.years import FinancialYear

MOST_DRAWN = 60
Pair = tuple[str, str]


def organisation_links(
    plan: Plan, year: FinancialYear | None, inside: Inside = "provider"
) -> Content:
    """Return what the Organisation links view holds in a year.

    A line stands for every link between two bodies, their directorates and services included;
    its width is the money that goes between them.
    """
    index = index_of(plan)
    shown = year or index.year()
    if not plan.services and not plan.funding_streams:
        return boundaries(plan, year, inside)
    homes = _homes(index, inside)
    pairs = _pairs(network(plan, shown), homes)
    money = _money(index, shown, homes)
    drawn, left = _drawn(index, pairs, money)
    at = {key: number for number, key in enumerate(drawn)}
    colours = slots(plan)
    found = meters(index, shown, homes, inside)
    containers = tuple(
        Container(
            key=key,
            organisation_ids=(key,),
            name=display_name(plan.organisations[key]),
            slot=colours.get(key, OTHERS),
            amount_p=sum(p for pair, p in money.items() if key in pair),
            way="shared",
            services=sum(home == key for home in homes.values()),
            meter=found.get(key),
        )
        for key in drawn
    )
    ties = tuple(
        Tie(
            source=at[one], target=at[other], kinds=_named(pairs.get((one, other), Counter())),
            amount_p=money.get((one, other), 0),
        )
        for one, other in sorted(pairs.keys() | money.keys())
        if one in at and other in at
    )  # fmt: skip
    return Content(
        view="links", year=shown, inside=inside, containers=containers, ties=ties, hidden=left
    )


def _homes(index: Index, inside: Inside) -> Mapping[str, str]:
    found = {}
    for key, service in index.plan.services.items():
        bodies = index.providers(service) if inside == "provider" else index.commissioners(service)
        found[key] = bodies[0] if bodies else ""
    return found


def _pairs(net: Network, homes: Mapping[str, str]) -> Mapping[Pair, Counter[str]]:
    """Return the links between each pair of bodies, by kind."""
    found: dict[Pair, Counter[str]] = defaultdict(Counter)
    groups = [homes[n.key] if n.table == "services" else n.group for n in net.nodes]
    for edge in net.edges:
        one, other = groups[edge.source], groups[edge.target]
        bodies = one and other and not any(key.startswith("pool ") for key in (one, other))
        if bodies and one != other:
            found[(min(one, other), max(one, other))][edge.kind] += 1
    return found


def _money(
    index: Index, year: FinancialYear | None, homes: Mapping[str, str]
) -> Mapping[Pair, int]:
    """Return pence between each pair of bodies: what one pays for services at the other."""
    found: dict[Pair, int] = defaultdict(int)
    for (service, when), lines in index.planned.items():
        home = homes.get(service, "")
        for line in lines if when == year and home else ():
            pool = index.plan.pools.get(line.pool_id or "")
            payer = index.top(pool.host_id if pool else index.payer(line))
            if payer and payer != home and line.amount_p:
                found[(min(payer, home), max(payer, home))] += line.amount_p
    return found


def _drawn(
    index: Index, pairs: Mapping[Pair, Counter[str]], money: Mapping[Pair, int]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the organisations drawn, most linked first where not all can be, and what is left."""
    degree: Counter[str] = Counter()
    for (one, other), kinds in pairs.items():
        weight = 1 + sum(kinds.values()) + (money.get((one, other), 0) > 0)
        degree[one] += weight
        degree[other] += weight
    bodies = [key for key in index.plan.organisations if index.top(key) == key]
    linked = sorted((key for key in bodies if degree[key]), key=lambda key: (-degree[key], key))
    kept = linked[:MOST_DRAWN]
    said = []
    if len(bodies) > len(linked):
        said.append(f"{len(bodies) - len(linked):,} organisations have no link recorded.")
    if len(linked) > len(kept):
        said.append(f"{len(linked) - len(kept):,} organisations with fewer links are not drawn.")
    return tuple(kept), tuple(said)


def _named(kinds: Counter[str]) -> tuple[tuple[str, int], ...]:
    labels = vocabulary("link_kind")
    return tuple((labels.label_of(code).lower(), count) for code, count in kinds.most_common())
