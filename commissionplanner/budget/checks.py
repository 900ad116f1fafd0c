"""The sixteen tests that a director of finance puts to a pool's budget, in their order.

They judge a budget as it was worked out, under any scenario. What the plan does not hold is not
known, which is neither right nor wrong. Source of the list: what audit and finance papers on
pooled funds ask for, as the help page on pools names them.
"""

from commissionplanner.budget import checks_figures as figures
from commissionplanner.budget import checks_flow as flow
from commissionplanner.budget import checks_terms as terms
from commissionplanner.budget.checks_minimums import minimums
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.sensitivity import Sensitivity
from commissionplanner.budget.verdict import Check


def checks(budget: PoolBudget, moved: Sensitivity | None = None) -> tuple[Check, ...]:
    """Return the sixteen, in order of their numbers.

    Args:
        budget: The budget as worked out.
        moved: What moves its gap and its worth; None where that has not been worked out, which
            is then said.
    """
    found = (
        flow.balances(budget),
        terms.eligible(budget),
        flow.sure(budget),
        flow.lasting(budget),
        flow.full_years(budget),
        figures.savings(budget),
        figures.inflation(budget),
        terms.vat(budget),
        terms.risk(budget),
        terms.committed(budget),
        minimums(budget),
        figures.movements(budget),
        figures.units(budget),
        terms.shares(budget),
        terms.reserves(budget),
        terms.sensitive(moved),
    )
    return tuple(sorted(found, key=lambda check: check.number))
