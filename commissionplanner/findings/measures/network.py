"""Indicators about who works with whom: silos, decisions, sharing, boundaries."""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from commissionplanner.analysis import silos
from commissionplanner.analysis.areas import mismatches
from commissionplanner.analysis.graph import network, shares_information
from commissionplanner.analysis.index import Index
from commissionplanner.analysis.partner_round import latest, pairs
from commissionplanner.findings.definitions import Measure, covered_ppm, indicator, share_ppm
from commissionplanner.model.entities import Agreement, Service
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import PPM, Pence, split
from commissionplanner.model.vocab import vocabulary

if TYPE_CHECKING:
    from commissionplanner.analysis.measures import Blocks

Pair = tuple[str, str]


@indicator(
    "held_by_one", "silo_working", "Services held by one organisation", "count", up_is_good=False,
    words="services with no link outside recorded",
    formula="Services that one organisation funds, commissions and provides, with no link outside, "
    "where its links were confirmed complete; the law's sole functions are left out.",
    close="Link or pool them with who else serves the same people.",
)  # fmt: skip
def held_by_one(index: Index) -> Measure:
    """Count only those whose organisation's links were confirmed; the rest is coverage."""
    confirmed = {key for key, body in index.plan.organisations.items() if links_confirmed(body)}
    found = silos.houses(index.plan, index.year())
    leads = [index.top(s.lead_commissioner_id) for s in index.plan.services.values()]
    sure = [house for house in found if house.organisation_id in confirmed]
    known = sum(lead in confirmed for lead in leads)
    amounts = [house.amount_p for house in sure if house.amount_p is not None]
    return Measure(
        value=len(sure) if known else None, coverage_ppm=covered_ppm(known, len(leads)),
        items=len(sure), amount_p=sum(amounts) if amounts else None,
    )  # fmt: skip


@indicator(
    "silo_index", "silo_working", "Money across sectors, less chance", "ppm", up_is_good=True,
    words="above (or below) what chance gives",
    formula="Each planned pound goes from who pays to who provides, shared evenly where several "
    "provide; a pool's pound crosses. (£ across sectors − £ within) ÷ all £, less the value if "
    "any two bodies were as likely to be tied.",
    close="Look at the pairs of sectors with no tie at all.",
)  # fmt: skip
def silo_index(index: Index) -> Measure:
    """EI = (Σ w across − Σ w within) ÷ Σ w on organisations by sector, less its expected value."""
    from commissionplanner.analysis import measures

    now, across, within, unknown = index.year(), 0, 0, 0
    for service, _ in index.spending:
        providers = [_sector(index, key) for key in index.providers(service)]
        for line in index.planned[(service.id, now)] if now else ():
            payer = "a pool" if line.pool_id else _sector(index, index.top(index.payer(line)))
            if not payer or not providers or not all(providers):
                unknown += line.amount_p or 0
                continue
            parts = split(line.amount_p or 0, [1] * len(providers))
            for part, provider in zip(parts, providers, strict=True):
                across += part if provider != payer else 0
                within += part if provider == payer else 0
    bodies = [key for key in index.plan.organisations if index.top(key) == key]
    sectors = [_sector(index, key) for key in bodies]
    expected = measures.expected_ei([sector for sector in sectors if sector])
    above = measures.EI(across, within, expected).above_expected
    return Measure(
        value=None if above is None else round(above * PPM),
        coverage_ppm=covered_ppm(across + within, across + within + unknown),
        items=len(sector_blocks(index).zero_cells()),
    )


def _sector(index: Index, key: str | None) -> str:
    body = index.organisation(key)
    return (body.sector if body else None) or ""


def sector_blocks(index: Index) -> "Blocks":
    """Return how densely sectors are tied: organisations with a tie, directly or by a service."""
    from commissionplanner.analysis.measures import block_density

    net = network(index.plan, index.year())
    bodies = [key for key in index.plan.organisations if index.top(key) == key]
    at = {key: n for n, key in enumerate(bodies)}
    ends = ((net.nodes[a].group, net.nodes[b].group) for a, b in net.ties())
    ties = {(min(at[a], at[b]), max(at[a], at[b])) for a, b in ends if {a, b} <= at.keys()}
    return block_density(
        [_sector(index, key) for key in bodies], [tie for tie in sorted(ties) if tie[0] != tie[1]]
    )


@indicator(
    "consultation_gap", "decisions_alone", "Decisions not agreed by all", "ppm", up_is_good=False,
    words="of decisions that affect partners hold no record that all agreed",
    formula="Decisions affecting two or more partners where not all affected are recorded as "
    "agreed ÷ all such decisions.",
    close="Ask the partners, and record the minute.",
)  # fmt: skip
def consultation_gap(index: Index) -> Measure:
    """U over decisions whose affected partners are recorded."""
    decisions = list(index.plan.decisions.values())
    told = [d for d in decisions if d.affected_ids]
    shared = [d for d in told if len(index.tops_of(d.affected_ids)) >= 2]
    alone = [
        d for d in shared if set(index.tops_of(d.affected_ids)) - set(index.tops_of(d.agreed_ids))
    ]
    amounts = [d.amount_p for d in alone if d.amount_p is not None]
    return Measure(
        value=share_ppm(len(alone), len(shared)), coverage_ppm=covered_ppm(len(told), len(decisions)),
        items=len(alone), amount_p=sum(amounts) if amounts else None,
    )  # fmt: skip


@indicator(
    "seen_by_both", "respect", "Links both sides report", "ppm", up_is_good=True,
    words="of reported links are reported by both sides",
    formula="Pairs of organisations that both said in the last partner round that they work together "
    "÷ pairs of which either said so; without a round, links reported by both ÷ links reported. No "
    "score of anyone.",
    close="Ask both sides in a partner round, under Records.",
)  # fmt: skip
def seen_by_both(index: Index) -> Measure:
    """Agreement of reports; what one of two did not say, and links nobody reported, are not known."""
    asked = latest(index.plan)
    if asked is not None:
        ties = [pair.tie for pair in pairs(index.plan, asked)]
        agreed, alone = ties.count("both"), ties.count("one")
        return Measure(
            value=share_ppm(agreed, agreed + alone),
            coverage_ppm=covered_ppm(len(ties) - ties.count("not_known"), len(ties)), items=alone,
        )  # fmt: skip
    links = list(index.plan.links.values())
    reported = [link for link in links if link.reported_by]
    both = [link for link in reported if len(index.tops_of(link.reported_by)) >= 2]
    return Measure(
        value=share_ppm(len(both), len(reported)),
        coverage_ppm=covered_ppm(len(reported), len(links)), items=len(reported) - len(both),
    )  # fmt: skip


@indicator(
    "sharing_covered", "information_confidence", "Sharing covered by agreement", "ppm",
    up_is_good=True,
    words="of shared service money has a live sharing agreement and an impact assessment",
    formula="Pairs of organisations that share a service, weighted by its cost: those with a live "
    "information-sharing agreement whose impact assessment is done or not needed ÷ all.",
    close="Sign or renew the agreements of the pairs without one.",
)  # fmt: skip
def sharing_covered(index: Index) -> Measure:
    """Agreement coverage. Where no agreement at all is recorded nothing is known."""
    pairs = shared_pairs(index)
    live = sharing(index)
    if not live or not pairs:
        return Measure()
    safe = {pair for pair, held in live.items() if any(a.dpia != "no" and a.dpia for a in held)}
    part = sum(weight for pair, weight in pairs.items() if pair in safe)
    return Measure(
        value=share_ppm(part, sum(pairs.values())), coverage_ppm=_weighed_ppm(index),
        items=len(set(pairs) - safe),
    )  # fmt: skip


@indicator(
    "systems_joined", "it_incompatible", "Systems that join", "ppm", up_is_good=True,
    words="of the way to live exchange, weighted by shared money",
    formula="Σ shared service £ of a pair × how its systems join (0 by hand to 3 live) ÷ 3, over "
    "pairs whose agreement says so.",
    close="Agree a common identifier and a way to exchange.",
)  # fmt: skip
def systems_joined(index: Index) -> Measure:
    """Σ w × interoperability ÷ 3, over pairs for which it is recorded."""
    pairs, part, known, items = shared_pairs(index), 0, 0, 0
    for pair, held in sharing(index).items():
        said = [int(a.interoperability) for a in held if a.interoperability in "0 1 2 3".split()]
        if said and pair in pairs:
            known += pairs[pair]
            part += pairs[pair] * max(said)
            items += max(said) < 3
    whole = sum(pairs.values())
    return Measure(
        value=share_ppm(part, 3 * known), coverage_ppm=covered_ppm(known, whole), items=items
    )


def shared_pairs(index: Index) -> Mapping[Pair, Pence]:
    """Return each pair of bodies that commission or provide a service together, with its cost."""
    found: dict[Pair, Pence] = {}
    for service, cost_p in index.spending:
        for pair in _pairs((*index.commissioners(service), *index.providers(service))):
            found[pair] = found.get(pair, 0) + cost_p
    return found


def _pairs(bodies: Iterable[str]) -> Iterable[Pair]:
    return combinations(sorted(set(bodies)), 2)


def sharing(index: Index) -> Mapping[Pair, list[Agreement]]:
    """Return the live information-sharing agreements of each pair of bodies."""
    found: dict[Pair, list[Agreement]] = {}
    for agreement in index.plan.agreements.values():
        if shares_information(agreement, index.plan):
            for pair in _pairs(index.tops_of(agreement.party_ids)):
                found.setdefault(pair, []).append(agreement)
    return found


def _weighed_ppm(index: Index) -> int:
    """Return how much of spending is on services whose bodies on both sides are recorded."""
    known = sum(p for s, p in index.spending if index.commissioners(s) and index.providers(s))
    return covered_ppm(known, sum(p for _, p in index.spending))


@indicator(
    "joint_share", "not_joined_up", "Commissioned together", "ppm", up_is_good=True,
    words="of planned spending is commissioned jointly, by a lead or by delegation",
    formula="Cost of services commissioned jointly, by a lead or delegated ÷ cost of services "
    "whose mode is recorded.",
    close="Commission together where two bodies buy for the same people.",
)  # fmt: skip
def joint_share(index: Index) -> Measure:
    """J = Σ E[joint or lead] ÷ Σ E."""
    from commissionplanner.findings.measures.money import shares

    def together(service: Service) -> bool | None:
        mode = service.commissioning_mode
        return None if mode is None else mode in ("joint", "lead", "delegated")

    return shares(index, together)


@indicator(
    "boundary_mismatch", "strict_boundaries", "Boundaries that do not match", "ppm",
    up_is_good=False,
    words="of people live where two bodies' areas do not meet",
    formula="For each pair of bodies with areas: 1 − Σ over one's areas of the largest part that "
    "lies in one area of the other ÷ its people; the mean over pairs, both ways. The pounds are "
    "those planned for services that two such bodies commission or provide together.",
    close="Plan by the smallest area both share.",
)  # fmt: skip
def boundary_mismatch(index: Index) -> Measure:
    """B over pairs of bodies whose areas are made of the same small areas with population."""
    pairs, whole = mismatches(index)
    found = [side for pair in pairs for side in (pair.one_ppm, pair.other_ppm)]
    apart = {frozenset((p.one, p.other)) for p in pairs if p.one_ppm or p.other_ppm}
    crossing = [
        cost_p
        for service, cost_p in index.spending
        if any(
            frozenset(pair) in apart
            for pair in _pairs((*index.commissioners(service), *index.providers(service)))
        )
    ]
    return Measure(
        value=sum(found) // len(found) if found else None,
        coverage_ppm=covered_ppm(len(pairs), whole), items=sum(part > 0 for part in found),
        amount_p=sum(crossing) if found else None,
        whole_p=sum(p for _, p in index.spending) if found else None,
    )  # fmt: skip


@indicator(
    "child_gap", "adult_focus", "Children's share of people less of pools", "ppm",
    up_is_good=False,
    words="more of the people than of the pooled money are children",
    formula="Share of people under 18 − share of pooled money on services for under-18s only; "
    "money for services of all ages counts by half.",
    close="Say in the pool which money is for children.",
)  # fmt: skip
def child_gap(index: Index) -> Measure:
    """A = child share of population − child share of pooled pounds."""
    now = index.year()
    child = whole = told = 0
    for (key, year), lines in index.planned.items():
        service = index.plan.services.get(key)
        pooled_p = sum(line.amount_p or 0 for line in lines if line.pool_id)
        if year != now or service is None or not pooled_p:
            continue
        whole += pooled_p
        part = _child_part(service)
        if part is not None:
            told, child = told + pooled_p, child + pooled_p * part // PPM
    young, everyone = _by_age(index)
    population, money = share_ppm(young, everyone), share_ppm(child, told)
    value = None if population is None or money is None else population - money
    return Measure(value=value, coverage_ppm=covered_ppm(told, whole) if everyone else 0)


_CHILD_BANDS = {"pre_birth", "age_0_2", "age_2_5", "age_5_11", "age_11_18"}


def _child_part(service: Service) -> int | None:
    """Return the share of a service that is for children; None where no age is recorded."""
    if not service.age_bands:
        return None
    child = sum(band in _CHILD_BANDS for band in service.age_bands)
    if child == len(service.age_bands):
        return PPM
    return PPM // 2 if child else 0


def _by_age(index: Index) -> tuple[int, int]:
    """Return people under 18 and everyone; (0, 0) unless every age from birth up is recorded."""
    bands = set(vocabulary("age_band").by_code) - {"pre_birth", "age_18_25"}
    rows = [r for r in index.plan.population.values() if r.people is not None]
    if not bands <= {r.age_band for r in rows}:
        return 0, 0
    young = sum(r.people or 0 for r in rows if r.age_band in _CHILD_BANDS)
    return young, sum(r.people or 0 for r in rows if r.age_band in bands | _CHILD_BANDS)
