"""Rules about sharing information: agreements missing or out of date, systems apart."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache, partial
from typing import Final

from commissionplanner.analysis.graph import shares_information
from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import SPENDING_TABLES, Subject, rule
from commissionplanner.model.entities import Agreement, Link, System
from commissionplanner.model.joins import links_confirmed
from commissionplanner.model.money import format_pounds
from commissionplanner.model.plan import Plan, display_name

FAMILY: Final = "Information"
STUDY: Final = "WAVE Trust, What's missing?, Information sharing"
JOINING: Final = frozenset({"fhir", "api"})


@rule(
    "INF-001",
    level="warning",
    title="Hand-off with no live sharing agreement recorded",
    why="Leaders told the study that people are not confident that shared information is secure. "
    "Without an agreement a hand-off carries less than it should.",
    worked_out="A recorded hand-off between services with no provider in common, and no live "
    "information-sharing agreement (signed, not ended) with a provider of each among its parties. "
    "It is a note until somebody said that there is none, or the links of the organisation that hands "
    "over were confirmed complete.",
    fix="Record the agreement there is, or ask both information leads to make one.",
    tables=("links", "contracts", "agreements", *SPENDING_TABLES),
    family=FAMILY,
    barrier="information_confidence",
    source=STUDY,
)
def no_agreement(plan: Plan) -> Iterator[Subject]:
    """Find hand-offs across organisations that no live agreement covers."""
    index = index_of(plan)
    under: dict[str, set[str]] = defaultdict(set)  # the live agreements of each body
    for agreement in _live(plan):
        for party in index.tops_of(agreement.party_ids):
            under[party].add(agreement.id)
    names = cache(partial(_names, plan))  # few bodies hand over to few others, thousands of times
    for link, (one, other) in _hand_offs(index):
        if not one or not other or not set(one).isdisjoint(other):
            continue
        held = {key for each in one for key in under.get(each, ())} if under else ()
        if held and any(not under.get(each, set()).isdisjoint(held) for each in other):
            continue
        said_none = bool(link.has_no_agreement)
        sure = said_none or links_confirmed(plan.organisations.get(one[0]))
        facts = _named(index, link)
        facts["From"], facts["To"] = names(one), names(other)
        if said_none:
            facts["Agreement"] = "None, as a partner said"
        if not sure:
            facts["Whom to ask"] = names(one[:1])
        yield Subject(
            table="links",
            key=link.id,
            facts=facts,
            level="" if sure else "note",
            title="" if sure else "Sharing agreement not recorded",
            organisation_ids=(*one, *other),
        )


def _live(plan: Plan) -> Iterator[Agreement]:
    for agreement in plan.agreements.values():
        if shares_information(agreement, plan):
            yield agreement


def _hand_offs(index: Index) -> Iterator[tuple[Link, tuple[tuple[str, ...], tuple[str, ...]]]]:
    services = index.plan.services
    for link in index.plan.links.values():
        if link.kind != "refers" or not link.from_table == link.to_table == "services":
            continue
        one, other = services.get(link.from_id), services.get(link.to_id)
        if one and other:
            yield link, (index.providers(one), index.providers(other))


def _named(index: Index, link: Link) -> dict[str, str]:
    one, other = index.service_names[link.from_id], index.service_names[link.to_id]
    return {"Hand-off": f"{one} to {other}", **_planned(index, (link.from_id, link.to_id))}


def _planned(index: Index, services: tuple[str, ...]) -> dict[str, str]:
    """Say what services are planned to cost in the year spoken of, each once."""
    now_p = index.now_p
    known = [now_p[key] for key in dict.fromkeys(services) if key in now_p]
    return {"Planned for the services": f"{format_pounds(sum(known))} a year"} if known else {}


def _names(plan: Plan, keys: tuple[str, ...]) -> str:
    return words.some([display_name(plan.organisations.get(key)) or key for key in keys])


@rule(
    "INF-002",
    level="advice",
    title="Sharing agreement to be renewed",
    why="An agreement that has run out gives nobody confidence to share.",
    worked_out="An information-sharing agreement whose last day has passed is a warning; one whose "
    "review date has passed, advice.",
    fix="Review it with its parties and record the new dates.",
    tables=("agreements", *SPENDING_TABLES),
    family=FAMILY,
    barrier="information_confidence",
    source=STUDY,
)
def out_of_date(plan: Plan) -> Iterator[Subject]:
    """Find sharing agreements past their end or review date."""
    as_at = plan.header.as_at_on
    for agreement in plan.agreements.values():
        if as_at is None or agreement.kind != "information_sharing":
            continue
        ended, due = _before(agreement.end_on, as_at), _before(agreement.review_on, as_at)
        if ended or due:
            yield Subject(
                table="agreements",
                key=agreement.id,
                facts={
                    "Expires": words.day(agreement.end_on),
                    "Review": words.day(agreement.review_on),
                    "Parties": _names(plan, agreement.party_ids),
                }
                | _planned(index_of(plan), agreement.service_ids),
                level="warning" if ended else "",
                title="Sharing agreement has expired" if ended else "",
                organisation_ids=agreement.party_ids,
            )


def _before(day: date | None, as_at: date) -> bool:
    return day is not None and day < as_at


@rule(
    "INF-003",
    level="advice",
    title="Systems that do not join",
    why="The study names IT systems that are incompatible or do not translate shared data well.",
    worked_out="A recorded hand-off between two services whose record systems are recorded, are "
    "different, and have no joining standard (FHIR or another interface) in common; and no live "
    "agreement of both says that the systems join one way or live.",
    fix="Ask both suppliers for a common standard; agree an identifier meanwhile.",
    tables=("links", "contracts", "systems", "agreements", *SPENDING_TABLES),
    family=FAMILY,
    barrier="it_incompatible",
    source=STUDY,
)
def systems_apart(plan: Plan) -> Iterator[Subject]:
    """Find hand-offs between services on systems that share no standard."""
    index, used = index_of(plan), _systems(plan)
    if not used:
        return
    joined = [
        set(index.tops_of(agreement.party_ids))
        for agreement in _live(plan)
        if agreement.interoperability in ("2", "3")
    ]
    for link, (one, other) in _hand_offs(index):
        mine, theirs = used.get(link.from_id, ()), used.get(link.to_id, ())
        agreed = any(held & set(one) and held & set(other) for held in joined)
        if mine and theirs and not agreed and not _talk(mine, theirs):
            facts = _named(index, link)
            facts["Systems"] = f"{_listed(mine)}; {_listed(theirs)}"
            yield Subject(table="links", key=link.id, facts=facts, organisation_ids=(*one, *other))


def _systems(plan: Plan) -> dict[str, list[System]]:
    found: dict[str, list[System]] = defaultdict(list)
    for system in plan.systems.values():
        for key in system.service_ids:
            found[key].append(system)
    return found


def _talk(mine: list[System], theirs: list[System]) -> bool:
    if {system.id for system in mine} & {system.id for system in theirs}:
        return True
    ours = {code for system in mine for code in system.standards}
    return bool(ours & {code for system in theirs for code in system.standards} & JOINING)


def _listed(systems: list[System]) -> str:
    return ", ".join(display_name(system) for system in systems)
