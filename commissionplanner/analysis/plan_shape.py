"""How a plan's bodies hold together: who leads, what the core is, who takes part in what."""

from dataclasses import dataclass

from commissionplanner.analysis import measures
from commissionplanner.analysis.bodies import Bodies
from commissionplanner.analysis.index import Index
from commissionplanner.model.money import Pence


@dataclass(frozen=True, slots=True)
class Shape:
    """Measures of the bodies of a plan and of the services they take part in.

    Attributes:
        centralisation: Freeman's degree centralisation of bodies; None below three.
        core: Bodies of the innermost core, in order.
        core_links: With how many others of the core each of them is tied at the least.
        assortativity: How far bodies of a sector are tied with their like; None where undefined.
        taking_part: Density of bodies × services, a tie where a body commissions or provides;
            None where there are none.
        projected: Density of the same bodies, tied where they share a service: far higher,
            because a projection counts a service once for each pair.
        funded: Services whose funders are known in the year.
        single_funder: How many of them one body funds alone (its HHI is 1).
        single_funder_p: What those are planned to cost, in pence.
    """

    centralisation: float | None
    core: tuple[str, ...]
    core_links: int
    assortativity: float | None
    taking_part: float | None
    projected: float | None
    funded: int
    single_funder: int
    single_funder_p: Pence


def shape(index: Index, among: Bodies) -> Shape:
    """Return the shape of a plan in the year spoken of."""
    ready = measures.ties_of(len(among.keys), among.ties)
    sectors = [getattr(index.organisation(key), "sector", None) or "" for key in among.keys]
    cores = measures.core_numbers(ready.count, ready)
    pairs, n_bodies, n_services = _taking_part(index)
    funded, single, single_p = _funding(index)
    return Shape(
        centralisation=measures.degree_centralisation(ready.count, ready),
        core=tuple(among.keys[n] for n in measures.k_core(ready.count, ready)),
        core_links=int(cores.max(initial=0)),
        assortativity=measures.assortativity(sectors, ready),
        taking_part=measures.two_mode_density(n_bodies, n_services, pairs),
        projected=measures.density(n_bodies, measures.project(n_bodies, pairs)[0]),
        funded=funded,
        single_funder=single,
        single_funder_p=single_p,
    )


def _taking_part(index: Index) -> tuple[list[tuple[int, int]], int, int]:
    """Return the bodies of each service as pairs of positions, and how many there are of both."""
    at: dict[str, int] = {}
    pairs = []
    held = [{*index.commissioners(s), *index.providers(s)} for s in index.plan.services.values()]
    for n, bodies in enumerate(held):
        pairs += [(at.setdefault(key, len(at)), n) for key in sorted(bodies)]
    return pairs, len(at), len(held)


def _funding(index: Index) -> tuple[int, int, Pence]:
    """Return how many services have known funders, how many one alone, and what those cost."""
    year, funded, single, single_p = index.year(), 0, 0, 0
    for service, amount_p in index.spending:
        amounts = index.funders(service.id, year) if year else {}
        pooled = any(amount == 0 for amount in amounts.values())  # whose pound cannot be told
        found = None if pooled else measures.hhi(list(amounts.values()))
        funded += bool(amounts)
        if found == 1:
            single, single_p = single + 1, single_p + amount_p
    return funded, single, single_p
