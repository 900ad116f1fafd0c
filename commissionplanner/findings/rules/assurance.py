"""Rules about what a plan rests on: evidence, leads, decisions, duties, staff, ages."""

from collections.abc import Iterator, Mapping
from typing import Final

from commissionplanner.analysis.index import Index, index_of
from commissionplanner.findings import words
from commissionplanner.findings.base import SPENDING_TABLES, Subject, rule
from commissionplanner.findings.measures.practice import (
    in_post,
    short_of_people,
    short_of_training,
)
from commissionplanner.findings.thresholds import Limit
from commissionplanner.model.entities import Service
from commissionplanner.model.joins import is_rated, links_confirmed, with_evidence
from commissionplanner.model.money import format_ppm
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

STUDY: Final = "WAVE Trust, What's missing?"
MUCH: Final = Limit(
    rule="EVI-002",
    name="cost",
    label="Least cost a year that counts as much",
    unit="pence",
    usual=50_000_000,
)
EARLY: Final = ("2", "2+", "NL2", "NE")


@rule(
    "EVI-001",
    level="advice",
    title="Money with no evidence recorded",
    why="The second barrier that leaders named is the evidence base: not known, or not trusted.",
    worked_out="A service with a cost in the year spoken of, preventive or reactive alike, that no "
    "evidence item names and that has no rating. What the law requires is left out: it is "
    "required by law, not without evidence. An item that is a law or a lever is no evidence.",
    fix="Record the study, rating or local evaluation that it stands on.",
    tables=(*SPENDING_TABLES, "evidence"),
    family="Evidence",
    barrier="evidence_base",
    source=f"{STUDY}, Evidence base",
)
def no_evidence(plan: Plan) -> Iterator[Subject]:
    """Find services with money and nothing recorded of whether they work."""
    index = index_of(plan)
    named = with_evidence(plan)
    for service, amount_p in _spending(index):
        bare = not is_rated(service) and service.id not in named
        if bare and service.statutory != "statutory":
            tier = vocabulary("prevention_tier").label_of(service.prevention_tier)
            facts = {"Prevention": tier or words.NOT_KNOWN, "Cost": words.pounds(amount_p)}
            yield _subject(index, service, facts, amount_p)


@rule(
    "EVI-002",
    level="advice",
    title="Much money, early evidence",
    why="Leaders asked for a robust base in economic value and effective interventions before "
    "money moves.",
    worked_out="A service with £500,000 or more in the year spoken of and a rating below 3. Rated "
    "NE, found to have no effect, is a warning.",
    fix="Evaluate it, or move towards a programme with better evidence.",
    tables=SPENDING_TABLES,
    limits=(MUCH,),
    family="Evidence",
    barrier="evidence_base",
    source=f"{STUDY}, Evidence base",
)
def early_evidence(plan: Plan) -> Iterator[Subject]:
    """Find services with much money and a rating below 3."""
    index, much_p = index_of(plan), MUCH.of(plan)
    for service, amount_p in _spending(index):
        if service.eif_evidence in EARLY and amount_p >= much_p:
            rating = vocabulary("eif_evidence").label_of(service.eif_evidence)
            facts = {"Rating": rating, "Cost": words.pounds(amount_p)}
            level = "warning" if service.eif_evidence == "NE" else ""
            yield _subject(index, service, facts, amount_p, level)


@rule(
    "LEA-001",
    level="warning",
    title="No named lead in post is recorded",
    why="A lack of consistent, committed leadership is a barrier that leaders named themselves.",
    worked_out="A service with a cost in the year spoken of, and no accountable lead recorded who "
    "is in post on the as-at date.",
    fix="Name the post that answers for the service, and who holds it.",
    tables=(*SPENDING_TABLES, "role_holders"),
    family="Leadership",
    barrier="leadership",
    source=f"{STUDY}, Leadership",
)
def no_lead(plan: Plan) -> Iterator[Subject]:
    """Find services with money and no lead in post."""
    index = index_of(plan)
    posts = [role for role in plan.role_holders.values() if in_post(index, role)]
    held = {role.id for role in posts}
    led = {key for role in posts if role.role == "accountable_lead" for key in role.service_ids}
    for service, amount_p in _spending(index):
        if service.lead_id in held or service.id in led:
            continue
        gone = plan.role_holders.get(service.lead_id or "")
        said = f"left on {words.day(gone.end_on)}" if gone and gone.end_on else "none recorded"
        yield _subject(index, service, {"Accountable lead": said}, amount_p)


@rule(
    "GOV-001",
    level="warning",
    title="No record that all affected agreed",
    why="The study names decisions taken without consulting across partnerships as a barrier.",
    worked_out="An approval that affects two organisations or more, where the plan holds no record "
    "that all of them agreed. It is a note until the links of the organisation that took it were "
    "confirmed complete.",
    fix="Ask the partners named and record the minute.",
    tables=("decisions", "organisations"),
    family="Governance",
    barrier="decisions_alone",
    source=f"{STUDY}, Organisational culture",
)
def not_agreed(plan: Plan) -> Iterator[Subject]:
    """Find approvals without a record that every partner affected agreed."""
    index = index_of(plan)
    for decision in plan.decisions.values():
        affected, agreed = index.tops_of(decision.affected_ids), index.tops_of(decision.agreed_ids)
        missing = [key for key in affected if key not in agreed]
        if decision.type not in ("approve", None) or len(affected) < 2 or not missing:
            continue
        body = index.organisation(index.top(decision.organisation_id))
        sure = links_confirmed(body)
        names = words.some([display_name(plan.organisations.get(key)) or key for key in missing])
        yield Subject(
            table="decisions",
            key=decision.id,
            facts={
                "Taken by": decision.body or words.NOT_KNOWN,
                "On": words.day(decision.decided_on),
                "The plan holds no record that these agreed": names,
            },
            amount_p=None if decision.amount_p is None else abs(decision.amount_p),
            level="" if sure else "note",
            title="" if sure else "Agreement of partners not recorded",
            organisation_ids=tuple(missing),
        )


@rule(
    "GOV-002",
    level="advice",
    title="No duty recorded",
    why="Leaders missed clear direction. Where the law asks for a service, saying so protects it.",
    worked_out="A service marked as required by law, wholly or in part, names no duty or policy.",
    fix="Name the act, regulation or policy that asks for the service.",
    tables=("services", "service_costs", "organisations", "about"),
    family="Governance",
    barrier="guidance",
    source=f"{STUDY}, Government guidance and direction",
)
def no_duty(plan: Plan) -> Iterator[Subject]:
    """Find services required by law without the law being named."""
    index = index_of(plan)
    for service in plan.services.values():
        if service.statutory in ("statutory", "mixed") and not service.duty.strip():
            said = vocabulary("statutory_status").label_of(service.statutory)
            amount_p = index.planned_p(service.id, index.year())
            yield _subject(index, service, {"Required by law": said}, amount_p)


@rule(
    "WRK-001",
    level="advice",
    title="Staff short of training or of people",
    why="Leaders told the study that teams can lack the knowledge, skills and qualifications the "
    "early years need.",
    worked_out="Fewer than 80% of the staff trained, or more than 10% of posts vacant; a warning "
    "where both.",
    fix="Plan training and recruitment with the provider, and put it into the contract.",
    tables=("services", "service_costs", "organisations", "about"),
    family="Workforce",
    barrier="workforce",
    source=f"{STUDY}, Workforce training, knowledge and skills",
)
def workforce_risk(plan: Plan) -> Iterator[Subject]:
    """Find services short of trained staff or of staff."""
    index = index_of(plan)
    for service in plan.services.values():
        trained, vacant = service.trained_ppm, service.vacancy_ppm
        untrained, empty = short_of_training(service), short_of_people(service)
        if untrained or empty:
            facts = {
                "Trained": words.NOT_KNOWN if trained is None else format_ppm(trained),
                "Vacant": words.NOT_KNOWN if vacant is None else format_ppm(vacant),
            }
            amount_p = index.planned_p(service.id, index.year())
            yield _subject(
                index, service, facts, amount_p, "warning" if untrained and empty else ""
            )


@rule(
    "AGE-001",
    level="advice",
    title="Nothing recorded for an age",
    why="Some leaders feared that a focus on adults leaves children out; a stage with nothing is "
    "where help comes too late.",
    worked_out="An age band the plan says it is for, for which no service is recorded; or a stage of "
    "life within those ages with none, where services record stages.",
    fix="Commission for the age named, or say that it is out of scope.",
    tables=("services", "about"),
    family="Ages",
    barrier="adult_focus",
    source=f"{STUDY}, Other factors",
)
def empty_age(plan: Plan) -> Iterator[Subject]:
    """Find ages and stages in scope without a service."""
    scope = plan.header.age_bands
    services = plan.services.values()
    if not scope or not plan.services:
        return
    ages = {band for service in services for band in service.age_bands}
    stages = {stage for service in services for stage in service.life_stages}
    bands = [band for band in scope if band not in ages]
    wanted = [stage for band in scope for stage in _STAGES.get(band, ())]
    empty = [stage for stage in wanted if stage not in stages] if stages else []
    facts = {}
    if bands:
        facts["Ages with no service"] = _labels("age_band", bands)
    if empty:
        facts["Stages with no service"] = _labels("life_stage", empty)
    if facts:
        yield Subject(table="about", key=plan.id, facts=facts)


_STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "pre_birth": ("preconception", "pregnancy"),
    "age_0_2": ("birth", "infancy"),
    "age_2_5": ("early_childhood",),
    "age_5_11": ("primary_school",),
    "age_11_18": ("adolescence",),
    "age_18_25": ("young_adulthood",),
}


def _labels(name: str, codes: list[str]) -> str:
    return ", ".join(vocabulary(name).label_of(code) for code in codes)


def _spending(index: Index) -> Iterator[tuple[Service, int]]:
    """Yield services with a cost in the year spoken of."""
    yield from ((service, amount_p) for service, amount_p in index.spending if amount_p > 0)


def _subject(
    index: Index, service: Service, facts: dict[str, str], amount_p: int | None, level: str = ""
) -> Subject:
    return Subject(
        table="services",
        key=service.id,
        facts=facts,
        amount_p=amount_p,
        level=level,
        organisation_ids=index.commissioners(service),
    )
