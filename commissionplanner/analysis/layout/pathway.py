"""The Pathway view: services by life stage, who hands over to whom, and under which agreement."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from commissionplanner.analysis.layout.boundaries import agreed_of, boundaries
from commissionplanner.analysis.layout.content import (
    OTHERS,
    Agreed,
    Content,
    HandOff,
    Inside,
    Member,
    Stage,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear

WHOLE: Final = "whole_childhood"
LAST: Final = "parenthood"
"""A stage beside the child's: who names others too stands with those."""
BEST: Final[tuple[Agreed, ...]] = ("live", "expired", "unsaid", "none")
UNSAID: Final = "Stage not recorded"
MOST: Final = 30
"""Services up to which those without any hand-off are drawn too."""
MOST_DRAWN: Final = 80
OPENED: Final = 400
ALL: Final = "all services"
TERMS: Final = tuple(
    (term.code, term.label)
    for term in vocabulary("life_stage").terms
    if term.code != WHOLE and not term.retired
)
BAND: Final = (WHOLE, vocabulary("life_stage").label_of(WHOLE))
Ties = Mapping[tuple[int, int], Agreed]


def pathway(
    plan: Plan,
    year: FinancialYear | None,
    inside: Inside = "provider",
    opened: Collection[str] = (),
) -> Content:
    """Return what the Pathway shows in a year.

    Args:
        plan: The plan.
        year: The year shown; None shows that of the plan's as-at date, else its first.
        inside: Whether a service stands with its provider or its commissioner.
        opened: `ALL` draws services without a hand-off too.
    """
    held = boundaries(plan, year, inside)
    services = {n: one for n, one in enumerate(held.members) if one.table == "services"}
    stages, named = _stages(plan)
    ties = _ties(plan, services)
    drawn = _drawn(services, ties, opened)
    at = {n: number for number, n in enumerate(drawn)}
    members = tuple(_member(held, services[n], named[services[n].key]) for n in drawn)
    pairs = [(at[a], at[b], agreed) for (a, b), agreed in ties.items() if a in at and b in at]
    bodies = [services[n].container for n in drawn]
    return Content(
        view="pathway",
        year=held.year,
        inside=inside,
        containers=stages,
        members=members,
        hand_offs=tuple(
            HandOff(source=members[a].container, target=members[b].container, agreed=agreed,
                    pairs=((a, b),))
            for a, b, agreed in pairs
            if bodies[a] != bodies[b]
        ),
        within=tuple((a, b) for a, b, _ in pairs if bodies[a] == bodies[b]),
        hidden=_hidden(len(services) - len(drawn), len(ties) - len(pairs)),
    )  # fmt: skip


def _member(held: Content, one: Member, named: tuple[int, ...]) -> Member:
    """Return a service as it stands in its first stage."""
    body = held.containers[one.container]
    first = named[0] if named else len(TERMS) + 1
    return replace(
        one, container=first, group="", aside=one.aside or body.name, slot=body.slot,
        stages=named if first < len(TERMS) else (),
    )  # fmt: skip


def _stages(plan: Plan) -> tuple[tuple[Stage, ...], Mapping[str, tuple[int, ...]]]:
    """Return the stages in order with the two bands, and those that each service names.

    A service for parents stands there only if it names no stage of the child.
    """
    at = {code: number for number, (code, _) in enumerate((*TERMS, BAND))}
    counts: Counter[int] = Counter()
    found: dict[str, tuple[int, ...]] = {}
    for key, service in plan.services.items():
        named = sorted({at[code] for code in service.life_stages if code in at})
        counts.update(named or [len(TERMS) + 1])
        if at[WHOLE] in named:
            found[key] = (at[WHOLE],)
        else:
            found[key] = tuple(sorted(named, key=lambda n: (n == at[LAST], n)))
    names = [*TERMS, BAND, ("", UNSAID)]
    stages = tuple(
        Stage(key=f"stage {code}", organisation_ids=(), name=label, slot=OTHERS,
              services=counts[n], is_band=n >= len(TERMS), table="")
        for n, (code, label) in enumerate(names)
    )  # fmt: skip
    return stages, found


def _ties(plan: Plan, services: Mapping[int, Member]) -> Ties:
    """Return who refers to whom, by position, with the agreement behind it."""
    at = {one.key: n for n, one in services.items()}
    found: dict[tuple[int, int], Agreed] = {}
    for link in plan.links.values():
        both = link.from_table == link.to_table == "services"
        if link.kind != "refers" or not both or not {link.from_id, link.to_id} <= at.keys():
            continue
        pair = at[link.from_id], at[link.to_id]
        if pair[0] != pair[1]:
            agreed = agreed_of(plan, link.agreement_id)
            found[pair] = min(found.get(pair, agreed), agreed, key=BEST.index)
    return found


def _drawn(services: Mapping[int, Member], ties: Ties, opened: Collection[str]) -> list[int]:
    """Return the services drawn: all of few, else those that hand over, most first, in order."""
    if len(services) <= MOST:
        return sorted(services)
    degree = Counter(end for pair in ties for end in pair)
    ranked = sorted(
        services, key=lambda n: (-degree[n], -(services[n].amount_p or 0), services[n].key)
    )
    linked = [n for n in ranked if degree[n]]
    kept = set(linked[:MOST_DRAWN] if linked else ranked[:MOST])
    if ALL in opened:
        kept = set(ranked[:OPENED])
    return sorted(kept)


def _hidden(services: int, ties: int) -> tuple[str, ...]:
    said = []
    if services:
        some = counted(services, "service")
        said.append(f"{some} with no hand-off, or the fewest: not drawn.")
    if ties:
        said.append(f"{counted(ties, 'hand-off')} of these: not drawn.")
    return tuple(said)
