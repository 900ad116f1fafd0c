"""Rules about pooled and aligned funds."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from commissionplanner.findings import words
from commissionplanner.findings.base import Subject, listed, rule
from commissionplanner.model.entities import Pool
from commissionplanner.model.money import Pence, format_pounds
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

if TYPE_CHECKING:
    from commissionplanner.budget.results import PoolBudget

FAMILY: Final = "Pools"


@rule(
    "POO-001",
    level="warning",
    title="Contributions and spending differ",
    why="A fund that does not balance leaves one partner to find the rest, and no director of "
    "finance signs it.",
    worked_out="For each planned year of the base plan, contributions of every certainty are laid "
    "beside the cost of services met from the fund, recorded or projected, and the contingency. A "
    "gap in the first planned year is a problem, in a later one a warning; money left over is "
    "advice. A year with an amount not known is named, not judged.",
    fix="Change contributions or costs until they agree, or record how the gap will be closed.",
    tables=(
        "pools",
        "contributions",
        "service_costs",
        "pool_services",
        "organisations",
        "about",
        "services",
        "assumptions",
        "scenarios",
        "funding_streams",
        "allocations",
        "risk_shares",
        "risk_share_terms",
        "reserves",
    ),
    family=FAMILY,
    barrier="budgets_not_integrated",
    source="NHS Bodies and Local Authorities Partnership Arrangements Regulations 2000, "
    "regulation 7",
)
def unbalanced(plan: Plan) -> Iterator[Subject]:
    """Find funds whose contributions differ from expenditure and contingency."""
    from commissionplanner.budget.results import pool_budget

    for pool in plan.pools.values():
        try:
            found = pool_budget(plan, pool.id)
        except OverflowError:
            facts = {"Not judged": "an amount or rate is beyond what a plan can hold"}
            yield _subject(pool, facts, None, "warning", "The fund could not be worked out")
            continue
        balances, facts = _judge(found)
        if not any(balances.values()):
            continue
        worst = min(balances.values())
        if worst >= 0:
            largest = max(balances.values())
            yield _subject(pool, facts, largest, "advice", "Money left over in the fund")
        else:
            first = balances.get(plan.years[0], 0) < 0
            yield _subject(pool, facts, -worst, "problem" if first else "warning", "")


def _subject(
    pool: Pool, facts: Mapping[str, str], amount_p: Pence | None, level: str, title: str
) -> Subject:
    return Subject(
        table="pools",
        key=pool.id,
        facts=facts,
        amount_p=amount_p,
        level=level,
        title=title,
        organisation_ids=tuple(listed([pool.host_id or ""])),
    )


def _judge(found: "PoolBudget") -> tuple[dict[FinancialYear, Pence], dict[str, str]]:
    """Return the balance of each year that is wholly known, and the words for each year."""
    totals, balances, facts = found.totals, dict[FinancialYear, Pence](), dict[str, str]()
    for n, year in enumerate(found.years):
        into, out = totals.contributions_p[n], totals.expenditure_p[n]
        unknown = totals.unknown_contributions[n] + totals.unknown_expenditure[n]
        if unknown:
            facts[str(year)] = f"not judged: {words.counted(unknown, 'amount')} not known"
        elif into is not None and out is not None:
            held_p = totals.contingency_p[n] or 0
            held = "not known" if totals.unknown_contingency[n] else format_pounds(held_p)
            balance_p = balances[year] = into - out - held_p
            if balance_p:
                kind = "gap" if balance_p < 0 else "left over"
                facts[str(year)] = (
                    f"{kind} {format_pounds(balance_p)}: {format_pounds(into)} in, "
                    f"{format_pounds(out)} out, contingency {held}"
                )
    return balances, facts
