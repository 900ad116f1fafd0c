"""Parts of a budget as the command prints them: real terms, instalments, how the fund is set up."""

from collections.abc import Iterator
from typing import Any

from commissionplanner.budget.payments import schedules
from commissionplanner.budget.real_terms import prices_of
from commissionplanner.budget.results import LEVELS, PoolBudget
from commissionplanner.model.plan import Plan, full_name
from commissionplanner.model.vocab import vocabulary


def bearer(plan: Plan, partner_id: str | None) -> str | None:
    """Return what a partner is called; None for none."""
    return (full_name(plan.organisations.get(partner_id)) or partner_id) if partner_id else None


def real_terms(budget: PoolBudget) -> dict[str, Any]:
    """Return totals in the prices of one year, with the series of prices and its date."""
    prices, totals = prices_of(budget.seen, budget.pool.id), budget.totals
    rows = {
        "contributions_p": totals.contributions_p,
        "expenditure_p": totals.expenditure_p,
        "contingency_p": totals.contingency_p,
        "balance_p": totals.balance_p[LEVELS[-1]],
    }
    told = {key: list(prices.all_real_p(row, budget.years)) for key, row in rows.items()}
    base = str(prices.base) if prices.base else None
    return {"series": prices.series or None, "prices_of": base, "basis": prices.words, **told}


def payments(budget: PoolBudget) -> list[dict[str, Any]]:
    """Return the instalments of recorded contributions by day; they make each amount."""
    plan = budget.seen.plan
    return [
        {
            "partner": bearer(plan, each.contribution.partner_id),
            "contribution_id": each.contribution.id,
            "year": str(each.contribution.year),
            "pattern": each.pattern,
            "payments": [
                {"due_on": payment.due_on.isoformat(), "amount_p": payment.amount_p}
                for payment in each.payments
            ],
        }
        for each in schedules(budget)
    ]


def arrangement(budget: PoolBudget) -> dict[str, Any]:
    """Return how a fund is set up: kind, host, manager, VAT route, control, what is agreed.

    `terms` are the items that regulation 7(3) asks a section 75 agreement to contain, each with
    the agreements recorded to hold it; none is not recorded, which is not the same as missing.
    """
    plan, pool = budget.seen.plan, budget.pool
    manager = plan.role_holders.get(pool.manager_id or "")
    return {
        "fund_type": pool.fund_type,
        "basis": pool.basis,
        "host": bearer(plan, pool.host_id),
        "host_id": pool.host_id,
        "manager": full_name(plan.persons.get((manager.person_id if manager else "") or ""))
        or None,
        "manager_id": pool.manager_id,
        "vat_route": pool.vat_route.strip() or None,
        "control": pool.control,
        "terms": list(_terms(plan, pool.id)),
        "schemes": list(_schemes(budget)),
    }


def _terms(plan: Plan, pool_id: str) -> Iterator[dict[str, Any]]:
    held = [
        row
        for _, row in sorted(plan.agreements.items())
        if row.kind == "section_75" and pool_id in row.pool_ids
    ]
    for term in vocabulary("agreement_term").terms:
        names = [full_name(row) for row in held if term.code in row.terms_held]
        yield {"term": term.code, "label": term.label, "held_by": names}


def _schemes(budget: PoolBudget) -> Iterator[dict[str, Any]]:
    """Yield who leads and controls each service of the fund; its own control before the fund's."""
    plan, pool = budget.seen.plan, budget.pool
    said = {
        row.service_id: row
        for _, row in sorted(plan.pool_services.items(), reverse=True)
        if row.pool_id == pool.id
    }
    for line in budget.expenditure:
        row = said.get(line.service_id)
        yield {
            "service": full_name(plan.services.get(line.service_id)) or line.service_id,
            "service_id": line.service_id,
            "lead_id": line.lead_id,
            "control": (row.control if row else None) or pool.control,
            "left_out_of_risk_share": line.is_excluded,
            "in_schools_budget": row.in_schools_budget if row else None,
            "uncommitted": row.is_uncommitted if row else None,
        }
