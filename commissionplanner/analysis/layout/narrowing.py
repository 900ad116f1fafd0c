"""Which services a view is narrowed to, and the plan with nothing but these.

What is true of the whole plan, whether a service is a silo or an organisation looks inward, is
not asked of a narrowed one: it would seem so for want of what was left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from commissionplanner.analysis.graph import network
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.analysis.layout.boundaries import single_years
from commissionplanner.analysis.layout.options import Options
from commissionplanner.model.entities import Service
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.years import FinancialYear

Key = tuple[str, str]
Levels = Mapping[Key, frozenset[str]]
"""Levels of the findings about each thing, by table and id."""
Test = Callable[[Service], bool]
_WAYS: Final = {"up": ("up",), "down": ("down",), "both": ("up", "down")}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A plan with what is shown only.

    Attributes:
        plan: The plan to draw.
        services: Which services are shown.
        said: "16 of 67 services are shown."; "" where all are.
    """

    plan: Plan
    services: frozenset[str]
    said: str


def narrowed(
    plan: Plan, options: Options, year: FinancialYear | None, levels: Levels | None = None
) -> Narrowed:
    """Return the plan with what the options show only.

    Args:
        plan: The whole plan.
        options: The filters.
        year: The year whose costs and contracts count.
        levels: Levels of findings about services; without, no service has any.
    """
    tests = list(_tests(plan, options, year, levels or {}))
    kept = frozenset(
        key for key, service in plan.services.items() if all(test(service) for test in tests)
    )
    if not tests:
        return Narrowed(_of_kinds(plan, options), kept, "")
    said = f"{len(kept):,} of {len(plan.services):,} services are shown."
    return Narrowed(_of_kinds(_with_services(plan, kept, options), options), kept, said)


def is_count(words: str) -> bool:
    """Tell whether a sentence is the one that says how many services are shown."""
    return words.endswith(" services are shown.")


def _tests(
    plan: Plan, options: Options, year: FinancialYear | None, levels: Levels
) -> Iterator[Test]:
    index = index_of(plan)
    if options.organisations:
        bodies = frozenset(index.top(key) or key for key in options.organisations)
        yield lambda one: bool(bodies & _bodies(index, one, year))
    for held, name in (
        (options.tiers, "prevention_tier"),
        (options.statutory, "statutory"),
        (options.evidence, "eif_evidence"),
    ):
        if held:
            yield lambda one, held=held, name=name: (getattr(one, name) or "") in held  # type: ignore[misc]  # a default binds the loop's value
    if options.age_bands:
        bands = frozenset(options.age_bands)
        yield lambda one: bool(bands & set(one.age_bands or ("",)))
    if options.single != "any":
        singles, wanted = single_years(index, year), options.single == "only"
        yield lambda one: singles.get(one.id, (False, 0))[0] == wanted
    if options.levels:
        asked = frozenset(options.levels)
        yield lambda one: bool(asked & levels.get(("services", one.id), frozenset()))
    if options.text.strip():
        words = options.text.casefold().strip()
        yield lambda one: words in f"{full_name(one)} {one.short_name}".casefold()
    if options.around is not None:
        near = around(plan, options.around, options.way, options.steps, year)
        yield lambda one: ("services", one.id) in near


def _bodies(index: Index, service: Service, year: FinancialYear | None) -> frozenset[str]:
    paying = index.funders(service.id, year) if year is not None else {}
    return frozenset((*index.commissioners(service), *index.providers(service), *paying))


def around(
    plan: Plan, thing: Key, way: str, steps: int, year: FinancialYear | None
) -> frozenset[Key]:
    """Return what a thing is joined to through so many links, and itself.

    Up is where money and referrals come from, down where they go. An organisation stands for its
    directorates too.
    """
    net, index = network(plan, year), index_of(plan)
    ends: dict[str, dict[int, set[int]]] = {"up": defaultdict(set), "down": defaultdict(set)}
    for edge in net.edges:
        ends["down"][edge.source].add(edge.target)
        ends["up"][edge.target].add(edge.source)
    start = {net.place[thing]} if thing in net.place else set()
    if thing[0] == "organisations":
        start |= {
            at for key, at in net.place.items()
            if key[0] == "organisations" and index.top(key[1]) == thing[1]
        }  # fmt: skip
    found = set(start)
    for direction in _WAYS[way]:
        edge_of, front = ends[direction], set(start)
        seen = set(start)
        for _ in range(steps):
            front = {other for at in front for other in edge_of[at]} - seen
            seen |= front
        found |= seen
    return frozenset((net.nodes[at].table, net.nodes[at].key) for at in found) | {thing}


def _with_services(plan: Plan, kept: frozenset[str], options: Options) -> Plan:
    """Return a plan with some services, their costs, contracts and ties, and what pays for them."""
    costs = {k: c for k, c in plan.service_costs.items() if c.service_id in kept}
    schemes = {k: s for k, s in plan.pool_services.items() if s.service_id in kept}
    pools = {c.pool_id for c in costs.values()} | {s.pool_id for s in schemes.values()}
    given = {k: c for k, c in plan.contributions.items() if c.pool_id in pools}
    streams = {c.stream_id for c in costs.values()} | {c.stream_id for c in given.values()}
    if options.around is not None and options.around[0] == "funding_streams":
        streams.add(options.around[1])
    contracts = {k: c for k, c in plan.contracts.items() if kept & set(c.service_ids)}
    links = {
        k: one for k, one in plan.links.items()
        if all(table != "services" or key in kept
               for table, key in ((one.from_table, one.from_id), (one.to_table, one.to_id)))
    }  # fmt: skip
    held: dict[str, Mapping[str, Any]] = {
        "services": {k: s for k, s in plan.services.items() if k in kept},
        "service_costs": costs,
        "pool_services": schemes,
        "contributions": given,
        "pools": {k: p for k, p in plan.pools.items() if k in pools},
        "funding_streams": {k: s for k, s in plan.funding_streams.items() if k in streams},
        "contracts": contracts,
        "links": links,
    }
    for name, rows in held.items():
        plan = plan.with_table(name, rows)
    return plan


def _of_kinds(plan: Plan, options: Options) -> Plan:
    """Return a plan without the kinds of things that are not asked for."""
    if not options.kinds:
        return plan
    for table in ("funding_streams", "pools", "services"):
        if table not in options.kinds:
            plan = plan.with_table(table, {})
    return plan
