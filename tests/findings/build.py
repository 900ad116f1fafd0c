"""Small plans for tests of findings."""

from datetime import date

from commissionplanner.model.entities import (
    TABLES,
    About,
    Allocation,
    Contract,
    FundingStream,
    Organisation,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

AS_AT = date(2026, 11, 23)
Y26, Y27, Y28 = (FinancialYear(year) for year in (2026, 2027, 2028))
TABLE_OF = {table.entity: name for name, table in TABLES.items()}


def plan_of(*records, as_at=AS_AT, first=Y26, years=2):
    """A plan of these records, each in its table."""
    about = About(id="plan", title="A plan", as_at_on=as_at, first_year=first, year_count=years)
    tables = {name: {} for name in TABLES}
    for record in (about, *records):
        tables[TABLE_OF[type(record)]][record.id] = record
    return Plan(**tables)


def organisation(key, name="", **said):
    said = {"type": "unitary", "sector": "local_authority", "roles": ("commissioner",)} | said
    return Organisation(id=key, name=name or key.title(), **said)


def contract(key="c1", *, days=None, **said):
    """A contract from 1 April 2026, of so many days where that is given."""
    start = said.pop("start_on", date(2026, 4, 1))
    if days is not None:
        said["current_end_on"] = date.fromordinal(start.toordinal() + days - 1)
    said = {"title": key, "total_value_p": 100_00, "commissioner_id": "council"} | said
    return Contract(id=key, start_on=start, **said)


def service(key="s1", **said):
    said = {"lead_commissioner_id": "council", "provider_ids": ("provider",)} | said
    return Service(id=key, name=key, **said)


def cost(service_id="s1", year=Y26, amount_p=100_00, key="", **said):
    key = key or f"cost-{service_id}-{year}-{said.get('payer_id')}-{said.get('stream_id')}"
    said = {"measure": "budget"} | said
    return ServiceCost(id=key, service_id=service_id, year=year, amount_p=amount_p, **said)


def stream(key="grant", **said):
    said = {"name": key, "payer_id": "state", "holder_id": "council"} | said
    return FundingStream(id=key, **said)


def allocation(stream_id="grant", year=Y26, amount_p=100_00, certainty="confirmed"):
    return Allocation(
        id=f"a-{stream_id}-{year}-{certainty}",
        stream_id=stream_id,
        year=year,
        amount_p=amount_p,
        certainty=certainty,
    )


def levels(plan, rule_id):
    """The levels of what one rule finds, as a list in order of record id."""
    from commissionplanner.findings import registry
    from commissionplanner.findings.base import RULES

    found = registry.run_rule(plan, RULES[rule_id])
    return [finding.level for finding in sorted(found, key=lambda f: (f.table, f.key))]
