"""Indicators about people and practice: leads, workforce, plain plans, pilots, the core offer."""

from datetime import timedelta

from commissionplanner.analysis import core_offer as offer
from commissionplanner.analysis.index import Index
from commissionplanner.findings.definitions import Measure, covered_ppm, indicator, share_ppm
from commissionplanner.findings.measures.money import shares
from commissionplanner.model.entities import RoleHolder, Service
from commissionplanner.model.money import PPM

TRAINED_FROM_PPM = 800_000
VACANT_FROM_PPM = 100_000


@indicator(
    "leads_named", "leadership", "Money with a named lead", "ppm", up_is_good=True,
    words="of planned spending has a lead and deputies in post",
    formula="Cost of services with a lead in post on the as-at date, and a deputy in post for "
    "each body that commissions them ÷ cost of all services. A post without its holder's name "
    "counts.",
    close="Name a lead for each service, and a deputy for each partner.",
)  # fmt: skip
def leads_named(index: Index) -> Measure:
    """Share of pounds with lead and deputies recorded. Whether they are recorded is known."""
    posts = [role for role in index.plan.role_holders.values() if in_post(index, role)]
    if not index.plan.role_holders:
        return Measure()
    held = {role.id for role in posts}
    led = {key for role in posts if role.role == "accountable_lead" for key in role.service_ids}
    deputies = [role for role in posts if role.is_deputy or role.role == "deputy_lead"]

    def led_and_deputised(service: Service) -> bool:
        has_lead = service.lead_id in held or service.id in led
        bodies = set(index.commissioners(service))
        covered = {
            body
            for role in deputies
            if not role.service_ids or service.id in role.service_ids
            for body in index.tops_of(role.organisation_ids)
        }
        return has_lead and bool(bodies) and bodies <= covered

    return shares(index, led_and_deputised)


def in_post(index: Index, role: RoleHolder) -> bool:
    """Whether a post is held on the as-at date, as far as its dates say."""
    as_at = index.plan.header.as_at_on
    if as_at is None:
        return True
    begun = role.start_on is None or role.start_on <= as_at
    return begun and (role.end_on is None or role.end_on >= as_at)


@indicator(
    "plan_legibility", "understanding", "Services that say what they are for", "ppm",
    up_is_good=True,
    words="of services state outcomes, how they work, and what practice says",
    formula="Services with an outcome, a theory of change, and a note from the front line in the "
    "last twelve months ÷ services for which any of these is recorded.",
    close="Write the outcome and how it comes about; ask the front line once a year.",
)  # fmt: skip
def plan_legibility(index: Index) -> Measure:
    """Share of services, counting those about which something is recorded."""
    heard = _heard(index)
    aimed = {key for o in index.plan.outcomes.values() for key in o.service_ids}
    whole = known = part = 0
    for service in index.plan.services.values():
        whole += 1
        outcome = bool(service.outcome_ids) or service.id in aimed
        told = outcome or service.theory_of_change is not None or service.id in heard
        known += told
        part += outcome and bool(service.theory_of_change) and service.id in heard
    return Measure(
        value=share_ppm(part, known), coverage_ppm=covered_ppm(known, whole), items=known - part
    )


def _heard(index: Index) -> set[str]:
    """Return the services with a note from practice in the year to the as-at date."""
    as_at = index.plan.header.as_at_on
    return {
        note.service_id
        for note in index.plan.practice_notes.values()
        if note.service_id
        and note.role == "front_line"
        and note.heard_on is not None
        and (as_at is None or as_at - timedelta(365) <= note.heard_on <= as_at)
    }


@indicator(
    "capacity_at_risk", "workforce", "Capacity at risk", "ppm", up_is_good=False,
    words="of staff are in services short of training or of people",
    formula="Staff (WTE) of services with under 80% trained or over 10% vacant ÷ staff of services "
    "for which either is recorded.",
    close="Train, fill posts, and take staff off fixed-term money.",
)  # fmt: skip
def capacity_at_risk(index: Index) -> Measure:
    """W = Σ wte[trained < 80 % or vacant > 10 %] ÷ Σ wte."""
    part = known = whole = items = told = 0
    for service in index.plan.services.values():
        whole += 1
        if service.staff_wte_milli is None:
            continue
        risk = _at_risk(service)
        if risk is None:
            continue
        told += 1
        known += service.staff_wte_milli
        part += service.staff_wte_milli if risk else 0
        items += risk
    return Measure(value=share_ppm(part, known), coverage_ppm=covered_ppm(told, whole), items=items)


def _at_risk(service: Service) -> bool | None:
    if service.trained_ppm is None and service.vacancy_ppm is None:
        return None
    return short_of_training(service) or short_of_people(service)


def short_of_training(service: Service) -> bool:
    """Whether fewer than 80% of its staff are recorded as trained."""
    return service.trained_ppm is not None and service.trained_ppm < TRAINED_FROM_PPM


def short_of_people(service: Service) -> bool:
    """Whether more than 10% of its posts are recorded as vacant."""
    return service.vacancy_ppm is not None and service.vacancy_ppm > VACANT_FROM_PPM


@indicator(
    "fixed_term_staff", "workforce", "Staff on fixed-term money", "ppm", up_is_good=False,
    words="of staff are paid from money that ends",
    formula="Staff (WTE) on fixed-term money ÷ staff of services for which that is recorded.",
    close="Move posts to recurrent money.",
)  # fmt: skip
def fixed_term_staff(index: Index) -> Measure:
    """Share of staff on fixed-term money, over services that say so."""
    told = [
        (s.staff_fixed_term_wte_milli, s.staff_wte_milli)
        for s in index.plan.services.values()
        if s.staff_fixed_term_wte_milli is not None and s.staff_wte_milli is not None
    ]
    part, whole = sum(fixed for fixed, _ in told), sum(all_of for _, all_of in told)
    return Measure(
        value=share_ppm(part, whole), items=sum(fixed > 0 for fixed, _ in told),
        coverage_ppm=covered_ppm(len(told), len(index.plan.services)),
    )  # fmt: skip


@indicator(
    "bounded_pilots", "risk_aversion", "Pilots with a stop rule", "ppm", up_is_good=True,
    words="of pilots have a stop rule and a decision date",
    formula="Decisions on pilots with a stop rule and the date of the decision ÷ decisions on "
    "pilots.",
    close="Write down when a pilot stops, and who decides on what day.",
)  # fmt: skip
def bounded_pilots(index: Index) -> Measure:
    """Pilots with a stop rule and a date ÷ pilots; None where there is no pilot."""
    decisions = list(index.plan.decisions.values())
    pilots = [d for d in decisions if d.is_pilot]
    bounded = [d for d in pilots if d.stop_rule and d.review_on]
    return Measure(
        value=share_ppm(len(bounded), len(pilots)), coverage_ppm=PPM if pilots else 0,
        items=len(pilots) - len(bounded),
    )  # fmt: skip


@indicator(
    "core_offer", "perinatal", "Core offer covered", "ppm", up_is_good=True,
    words="of core-offer lines recorded have a provider, a funder and an end date",
    formula="Lines of the early-years core offer with a service that has a provider, a funder in "
    "the year and an end that is not past (committed term, planned end, else confirmed money) ÷ "
    "lines of which anything is recorded. A line with nobody recorded is not known; one that "
    "nobody provides, as somebody confirmed, counts as not covered. Lines of other nations are "
    "left out, and so are all where the plan is for no early years.",
    close="Link a service to each line, or say that nobody provides it; fill who pays and until when.",
)  # fmt: skip
def core_offer(index: Index) -> Measure:
    """Lines that are whole ÷ lines of which anything is recorded."""
    rows = offer.core_offer(index.plan)
    known = sum(row.is_known for row in rows)
    whole = sum(row.state == "whole" for row in rows)
    blank = len(rows) - known
    return Measure(
        value=share_ppm(whole, known), coverage_ppm=covered_ppm(known, len(rows)),
        items=known - whole,
        said=f"nobody recorded for {blank:,} of {len(rows):,} lines" if known and blank else "",
    )  # fmt: skip


@indicator(
    "practice_voice", "practice_gap", "Services where practice has a voice", "ppm",
    up_is_good=True,
    words="of services have practice on the body that decides",
    formula="Services with a provider, practitioner or parent on the deciding body ÷ services for "
    "which it is recorded.",
    close="Give practice and parents a place where it is decided.",
)  # fmt: skip
def practice_voice(index: Index) -> Measure:
    """Share of services, over those that say."""
    services = list(index.plan.services.values())
    told = [s for s in services if s.practice_on_decision_body is not None]
    heard = sum(bool(s.practice_on_decision_body) for s in told)
    return Measure(
        value=share_ppm(heard, len(told)), coverage_ppm=covered_ppm(len(told), len(services)),
        items=len(told) - heard,
    )  # fmt: skip
