"""Fixes of findings about services and what pays for them."""

from commissionplanner.analysis.index import index_of
from commissionplanner.edits.records import SetFields
from commissionplanner.findings.base import Finding
from commissionplanner.findings.fix_parts import Fix, named, setting
from commissionplanner.findings.measures.practice import in_post
from commissionplanner.findings.rules.funding_terms import ending_lines, streams_that_end
from commissionplanner.model.plan import Plan, display_name


def not_lasting(plan: Plan, finding: Finding) -> Fix | None:
    """Say that the costs drawn on money that ends are for the time of that money."""
    lines = ending_lines(index_of(plan), finding.key)
    label = "The cost ends with its money"
    says = "Records that the cost is not recurrent: it is planned for the time of its money only."
    edit = SetFields("service_costs", tuple(line.id for _, line in lines), {"is_recurrent": False})
    place = ("services", finding.key)
    return Fix(label, says, named(plan, place, label, edit)) if lines else None


def stream_goes_on(plan: Plan, finding: Finding) -> Fix | None:
    """Say that the one stream which ends first has no end."""
    found = streams_that_end(index_of(plan), finding.key)
    if len(found) != 1:
        return None
    (stream,) = found
    says = (
        f"Records that “{display_name(stream)}” has no last year. Make it only where its giver "
        "says so; for every service that it pays for."
    )
    values = {"is_open_ended": True}
    return setting(plan, ("funding_streams", stream.id), "The stream has no end", says, values)


def led_by_one(plan: Plan, finding: Finding) -> Fix | None:
    """Say that the body recorded as leading commissions for the others."""
    service = plan.services.get(finding.key)
    body = plan.organisations.get(service.lead_commissioner_id or "") if service else None
    if service is None or body is None:
        return None
    says = f"Records that {display_name(body)} commissions it for all who pay, as lead."
    values = {"commissioning_mode": "lead"}
    return setting(plan, ("services", service.id), "One body leads for all", says, values)


def sole_duty(plan: Plan, finding: Finding) -> Fix | None:
    """Say that the law gives the service to one body alone."""
    body = display_name(plan.organisations.get((finding.organisation_ids or ("",))[0]))
    says = f"Records that the law gives this to {body} alone. Make it only where it does."
    values = {"is_sole_duty": True}
    return setting(plan, ("services", finding.key), "The law gives it to one body", says, values)


def leads(plan: Plan, finding: Finding) -> Fix | None:
    """Name the lead, where one accountable lead of the commissioner is in post, and no more."""
    index, service = index_of(plan), plan.services.get(finding.key)
    bodies = set(index.commissioners(service)) if service else set()
    found = [
        role for role in plan.role_holders.values()
        if role.role == "accountable_lead" and not role.is_deputy and in_post(index, role)
        and role.person_id in plan.persons and bodies & set(index.tops_of(role.organisation_ids))
    ]  # fmt: skip
    if len(found) != 1:
        return None
    person = display_name(plan.persons.get(found[0].person_id or ""))
    says = f"Records {person}, the one accountable lead of its commissioner in post, as its lead."
    return setting(
        plan, ("services", finding.key), f"Name {person}", says, {"lead_id": found[0].id}
    )
