"""Rules about pooled and aligned funds."""

from collections.abc import Iterator, Mapping
from typing import Final

from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, listed, rule
from commissionplanner.model.entities import Pool
from commissionplanner.model.money import Pence, format_pounds, times_ppm
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

FAMILY: Final = "Pools"
_Sums = Mapping[FinancialYear, tuple[Pence, int]]


@rule(
    "POO-001",
    level="warning",
    title="Contributions and spending differ",
    why="A fund that does not balance leaves one partner to find the rest, and no director of "
    "finance signs it.",
    worked_out="For each planned year with both recorded, contributions (those in kind left out, "
    "client income taken off) are laid beside the cost of services met from the fund and the "
    "contingency on it. A gap in the first planned year is a problem, in a later one a warning; "
    "money left over is advice. A year with an amount not known is named, not judged.",
    fix="Change contributions or costs until they agree, or record how the gap will be closed.",
    tables=("pools", "contributions", "service_costs", "pool_services", "organisations", "about"),
    family=FAMILY,
    barrier="budgets_not_integrated",
    source="NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, "
    "regulation 7",
)
def unbalanced(plan: Plan) -> Iterator[Subject]:
    """Find funds whose contributions differ from expenditure and contingency."""
    money_in, money_out = _sums_in(plan), _sums_out(plan)
    for pool in plan.pools.values():
        into, out = money_in.get(pool.id, {}), money_out.get(pool.id, {})
        facts: dict[str, str] = {}
        balances: dict[FinancialYear, Pence] = {}
        for year in plan.years:
            if year in into and year in out:
                facts |= _year_facts(pool, year, into[year], out[year], balances)
        if any(balances.values()):
            worst = min(balances.values())
            first = plan.years[0]
            gap_level = "problem" if balances.get(first, 0) < 0 else "warning"
            yield Subject(
                table="pools",
                key=pool.id,
                facts=facts,
                amount_p=abs(worst if worst < 0 else max(balances.values())),
                level=gap_level if worst < 0 else "advice",
                title="" if worst < 0 else "Money left over in the fund",
                organisation_ids=tuple(listed([pool.host_id or ""])),
            )


def _year_facts(
    pool: Pool,
    year: FinancialYear,
    into: tuple[Pence, int],
    out: tuple[Pence, int],
    balances: dict[FinancialYear, Pence],
) -> dict[str, str]:
    """Note a year's balance and return the words for it; none where they agree."""
    unknown = into[1] + out[1]
    if unknown:
        return {str(year): f"not judged: {words.counted(unknown, 'amount')} not known"}
    contingency_p = times_ppm(out[0], pool.contingency_ppm or 0)
    balance_p = into[0] - out[0] - contingency_p
    balances[year] = balance_p
    if not balance_p:
        return {}
    kind = "gap" if balance_p < 0 else "left over"
    return {
        str(year): f"{kind} {format_pounds(balance_p)}: {format_pounds(into[0])} in, "
        f"{format_pounds(out[0])} out, {format_pounds(contingency_p)} contingency"
    }


def _sums_in(plan: Plan) -> dict[str, _Sums]:
    found: dict[str, dict[FinancialYear, tuple[Pence, int]]] = {}
    for row in plan.contributions.values():
        if row.pool_id and row.year and not row.in_kind:
            income_p = 0 if row.net_of_income else row.client_income_p or 0
            amount_p = None if row.amount_p is None else row.amount_p - income_p
            _add(found, row.pool_id, row.year, amount_p)
    return dict(found)


def _sums_out(plan: Plan) -> dict[str, _Sums]:
    found: dict[str, dict[FinancialYear, tuple[Pence, int]]] = {}
    for row in plan.service_costs.values():
        if row.pool_id and row.year and row.measure in ("budget", None):
            _add(found, row.pool_id, row.year, row.amount_p)
    return dict(found)


def _add(
    sums: dict[str, dict[FinancialYear, tuple[Pence, int]]],
    pool_id: str,
    year: FinancialYear,
    amount_p: Pence | None,
) -> None:
    total_p, unknown = sums.setdefault(pool_id, {}).get(year, (0, 0))
    sums[pool_id][year] = (total_p + (amount_p or 0), unknown + (amount_p is None))
