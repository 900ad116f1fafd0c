"""Small plans with a pool, for tests of sums and workbooks. Every figure is given by the test."""

from datetime import date

from commissionplanner.model.entities import (
    About,
    Contribution,
    FundingStream,
    Organisation,
    Pool,
    PoolMember,
    PoolService,
    RiskShare,
    RiskShareTerm,
    Service,
    ServiceCost,
)
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

FIRST = FinancialYear(2026)


def table(*records):
    return {record.id: record for record in records}


def year(n):
    return FIRST.plus(n)


def given(partner, stream, amounts, certainty="confirmed", pool="pool", **more):
    """Contributions of one partner from one stream, a year each; "absent" leaves a year out."""
    sure = [certainty] * len(amounts) if isinstance(certainty, str | None) else certainty
    return [
        Contribution(
            id=f"{pool}-{partner}-{stream}-{n}",
            pool_id=pool,
            partner_id=partner,
            stream_id=stream,
            year=year(n),
            amount_p=amount,
            certainty=sure[n],
            **more,
        )
        for n, amount in enumerate(amounts)
        if amount != "absent"
    ]


def spent(service, amounts, pool="pool", **more):
    """Costs of one service that a pool meets, a year each; "absent" leaves a year out."""
    return [
        ServiceCost(
            id=f"{pool}-{service}-{n}",
            pool_id=pool,
            service_id=service,
            year=year(n),
            amount_p=amount,
            measure="budget",
            **more,
        )
        for n, amount in enumerate(amounts)
        if amount != "absent"
    ]


def risk(method, under=None, terms=(), **more):
    """A risk share of the pool, and its terms: keyword arguments of each."""
    share = RiskShare(
        id="risk", pool_id="pool", method_over=method, method_under=under or method, **more
    )
    rows = [RiskShareTerm(id=f"term-{n}", risk_share_id="risk", **t) for n, t in enumerate(terms)]
    return share, rows


def pool_plan(
    *,
    years=3,
    contributions=(),
    costs=(),
    services=("svc-a", "svc-b"),
    contingency_ppm=0,
    sharing=None,
    leads=None,
    **tables,
):
    """A plan of a council (the host), an ICB and a school trust with one pool."""
    share, rows = sharing or risk("proportional")
    leads = leads or {}
    made = {
        "about": table(
            About(
                id="plan",
                title="A small place",
                as_at_on=date(2026, 6, 1),
                first_year=FIRST,
                year_count=years,
                audience="partners",
            )
        ),
        "organisations": table(
            Organisation(id="council", name="Council", is_partner=True),
            Organisation(id="icb", name="Integrated care board", short_name="ICB", is_partner=True),
            Organisation(id="school", name="School trust", is_partner=True),
        ),
        "funding_streams": table(
            *(
                FundingStream(id=key, name=name)
                for key, name in (("base", "Base budget"), ("core", "Core allocation"))
            )
        ),
        "services": table(*(Service(id=key, name=f"Service {key}") for key in services)),
        "pools": table(
            Pool(
                id="pool",
                name="Best start pool",
                host_id="council",
                fund_type="pooled",
                contingency_ppm=contingency_ppm,
            )
        ),
        "pool_members": table(
            PoolMember(id="m1", pool_id="pool", organisation_id="council"),
            PoolMember(id="m2", pool_id="pool", organisation_id="icb"),
        ),
        "pool_services": table(
            *(
                PoolService(id=f"in-{key}", pool_id="pool", service_id=key, **leads.get(key, {}))
                for key in services
            )
        ),
        "contributions": table(*contributions),
        "service_costs": table(*costs),
        "risk_shares": table(share),
        "risk_share_terms": table(*rows),
    }
    return Plan(**{**made, **tables})
