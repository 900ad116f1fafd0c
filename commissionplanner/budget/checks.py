"""The sixteen tests that a director of finance puts to a pool's budget, in their order.

They judge a budget as it was worked out, under any scenario. What the plan does not hold is not
known, which is neither right nor wrong. Source of the list: what audit and finance papers on
pooled funds ask for, as the help page on pools names them.
"""

from collections.abc import Mapping, Sequence

from commissionplanner.budget import checks_figures as figures
from commissionplanner.budget import checks_flow as flow
from commissionplanner.budget import checks_terms as terms
from commissionplanner.budget.checks_minimums import minimums
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.sensitivity import Swing
from commissionplanner.budget.verdict import Check


def checks(
    budget: PoolBudget,
    swings: Sequence[Swing] | None = None,
    turns: Mapping[str, int | None] | None = None,
) -> tuple[Check, ...]:
    """Return the sixteen, in order of their numbers.

    Args:
        budget: The budget as worked out.
        swings: What each assumption with a range does to the gap, the widest first; None where
            that has not been worked out, which is then said.
        turns: Of the widest three, by id: the figure at which the gap is nil; None for nowhere.
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
        terms.sensitive(swings, turns or {}),
    )
    return tuple(sorted(found, key=lambda check: check.number))
