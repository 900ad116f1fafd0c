"""Where one figure of a fund came from: the formula in words, its inputs, their sources. No Qt here."""

from dataclasses import dataclass

from commissionplanner.app.origins import origin_words
from commissionplanner.budget import explain
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import origin_of
from commissionplanner.model.plan import Plan
from commissionplanner.model.words import NOT_KNOWN


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a figure: what it is, its value in words, and where that came from."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a figure came about.

    Attributes:
        title: The line and the year.
        figure: The figure, exact.
        formula: In words, as the budget worked it out.
        inputs: What went in, in the order of the formula.
    """

    title: str
    figure: str
    formula: str
    inputs: tuple[Input, ...]


def figure_origin(
    budget: PoolBudget, line: ContributionLine | ExpenditureLine | None, n: int
) -> Origin:
    """Return how a figure came about in year number `n`; no line is the contingency."""
    if line is None:
        found = explain.contingency(budget, n)
    elif isinstance(line, ContributionLine):
        found = explain.money_in(budget, line, n)
    else:
        found = explain.cost(budget, line, n)
    return as_origin(budget.seen.plan, found)


def as_origin(plan: Plan, found: explain.Explanation) -> Origin:
    """Return an explanation as the window shows it, typed and imported amounts told apart."""
    figure = NOT_KNOWN if found.amount_p is None else format_pounds(found.amount_p)
    inputs = tuple(Input(each.label, each.value, _source(plan, each)) for each in found.inputs)
    return Origin(found.what, figure, found.formula, inputs)


def _source(plan: Plan, each: explain.Input) -> str:
    """Say where an input came from: file, sheet and cell, or by whom it was typed and when."""
    table, key, name = each.place or ("", "", "")
    record = plan.record(table, key) if table else None
    if record is None:
        return each.source
    return origin_words(
        plan, spec_by_name(type(record))[name], origin_of(plan, table, record, name)
    )
