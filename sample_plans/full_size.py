"""Make a large plan to measure with: 5,000 services, 20,000 links, ten years. Not a place.

Run as `python sample_plans/full_size.py OUT.cplan [SERVICES [LINKS]]`. The same sizes give the
same bytes: all choices come from one seed.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from commissionplanner.io.store.writer import build
from commissionplanner.model.entities import (
    About,
    Allocation,
    Contract,
    FundingStream,
    Link,
    Organisation,
    Record,
    Scenario,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear, year_range

SEED = "full size"
FIRST = FinancialYear(2026)
YEARS = year_range(FIRST, 10)
TIERS = ("primary", "secondary", "tertiary", "reactive", "enabling")
BANDS = ("pre_birth", "age_0_2", "age_2_5", "age_5_11", "age_11_18", "age_18_25")
SECTORS = (
    ("unitary", "local_authority"),
    ("icb", "nhs"),
    ("nhs_trust", "nhs"),
    ("vcse", "vcse"),
    ("private", "private"),
    ("school_trust", "education"),
)
TIES = ("refers", "refers", "refers", "shares_information", "shares_staff")


def large_plan(services: int = 5_000, links: int = 20_000) -> Plan:
    """Return a plan of that many services and links, with costs, money and contracts."""
    pick = random.Random(SEED)  # noqa: S311 repeatable, not secret
    about = About(
        id="full-size",
        title="Full-size plan",
        as_at_on=date(2026, 11, 2),
        first_year=FIRST,
        year_count=len(YEARS),
        earlier_years=0,
    )
    bodies = list(organisations(max(12, services // 25)))
    found = list(made_services(pick, services, bodies))
    streams = list(funding(max(6, services // 100), bodies))
    tables: dict[str, list[Record]] = {
        "about": [about],
        "organisations": [*bodies],
        "services": [*found],
        "funding_streams": [*streams],
        "allocations": [*allocations(pick, streams)],
        "service_costs": [*costs(pick, found, streams)],
        "contracts": [*contracts(pick, found)],
        "links": [*made_links(pick, found, links)],
        "scenarios": [Scenario(id="base", name="As now", kind="baseline", method="compound")],
    }
    plan = Plan()
    for name, rows in tables.items():
        plan = plan.with_table(name, {row.id: row for row in rows})
    return plan


def organisations(count: int) -> Iterator[Organisation]:
    """Yield organisations of every sector in turn."""
    for at in range(count):
        kind, sector = SECTORS[at % len(SECTORS)]
        yield Organisation(
            id=f"org-{at:04d}",
            name=f"Organisation {at:04d}",
            type=kind,
            sector=sector,
            roles=("commissioner", "provider", "funder"),
            is_partner=at < len(SECTORS),
            links_confirmed_by="Clerk" if at % 2 else "",
            links_confirmed_on=date(2026, 9, 1) if at % 2 else None,
        )


def made_services(pick: random.Random, count: int, bodies: list[Organisation]) -> Iterator[Service]:
    """Yield services, each with a commissioner and a provider."""
    for at in range(count):
        yield Service(
            id=f"service-{at:05d}",
            name=f"Service {at:05d}",
            lead_commissioner_id=pick.choice(bodies).id,
            commissioning_mode="single",
            provider_ids=(pick.choice(bodies).id,),
            age_bands=(pick.choice(BANDS),),
            prevention_tier=pick.choice(TIERS),
            statutory=pick.choice(("statutory", "discretionary")),
        )


def funding(count: int, bodies: list[Organisation]) -> Iterator[FundingStream]:
    """Yield funding streams, each held by one organisation."""
    for at in range(count):
        holder = bodies[at % len(bodies)].id
        yield FundingStream(
            id=f"stream-{at:03d}",
            name=f"Funding stream {at:03d}",
            payer_id=holder,
            holder_id=holder,
            legal_basis="budget",
            start_year=FIRST,
            is_open_ended=True,
            confirmed_to_year=FIRST,
            recurrence="recurrent",
            ring_fence="none",
            carry_forward="no",
            payment_pattern="monthly",
            revenue_capital="revenue",
            poolable="s75",
        )


def allocations(pick: random.Random, streams: list[FundingStream]) -> Iterator[Allocation]:
    """Yield what each stream brings in each year."""
    for stream in streams:
        for at, year in enumerate(YEARS):
            yield Allocation(
                id=f"{stream.id}-{year.start}",
                stream_id=stream.id,
                recipient_id=stream.holder_id,
                year=year,
                amount_p=pick.randrange(10**9, 10**10),
                price_basis="cash",
                certainty="confirmed" if at == 0 else "indicative" if at < 3 else "assumed",
            )


def costs(
    pick: random.Random, services: list[Service], streams: list[FundingStream]
) -> Iterator[ServiceCost]:
    """Yield each service's budget by year, from one stream."""
    for service in services:
        stream = pick.choice(streams)
        amount = pick.randrange(10**6, 2 * 10**8)
        for year in YEARS:
            yield ServiceCost(
                id=f"{service.id}-{year.start}",
                service_id=service.id,
                year=year,
                payer_id=stream.holder_id,
                stream_id=stream.id,
                amount_p=amount,
                measure="budget",
                is_recurrent=True,
                vat_basis="net",
            )
            amount += pick.randrange(0, amount // 20 + 1)


def contracts(pick: random.Random, services: list[Service]) -> Iterator[Contract]:
    """Yield one contract a service, some for a single year."""
    for service in services:
        end = date(2027 + pick.choice((0, 0, 1, 2, 4)), 3, 31)
        yield Contract(
            id=f"contract-{service.id}",
            ref=f"C-{service.id[8:]}",
            title=service.name,
            commissioner_id=service.lead_commissioner_id,
            provider_id=service.provider_ids[0],
            service_ids=(service.id,),
            annual_value_p=pick.randrange(10**6, 2 * 10**8),
            value_kind="committed",
            start_on=date(2026, 4, 1),
            current_end_on=end,
            notice_months=3,
            kind="la_contract",
        )


def made_links(pick: random.Random, services: list[Service], count: int) -> Iterator[Link]:
    """Yield ties between two different services, most of them hand-offs."""
    last = len(services) - 1
    for at in range(count):
        first = pick.randint(0, last)
        second = (first + pick.randint(1, last)) % (last + 1)
        yield Link(
            id=f"link-{at:05d}",
            from_table="services",
            from_id=services[first].id,
            to_table="services",
            to_id=services[second].id,
            kind=pick.choice(TIES),
            strength=str(pick.randint(1, 3)),
        )


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(build(large_plan(*map(int, sys.argv[2:]))).content)
