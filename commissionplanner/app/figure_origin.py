"""Where one figure of a fund came from: the formula in words, its inputs, their sources. No Qt here."""

from collections.abc import Iterator
from dataclasses import dataclass

from commissionplanner.app import wording
from commissionplanner.app.origins import origin_words
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import RATE_KEYS
from commissionplanner.budget.words import how, percent
from commissionplanner.model.entities import Record
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import origin_of
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN

WORKED_OUT = ("projected", "rolled")


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
    return _contingency(budget, n) if line is None else _line(budget, line, n)


def _line(budget: PoolBudget, line: ContributionLine | ExpenditureLine, n: int) -> Origin:
    plan, year = budget.seen.plan, budget.years[n]
    name = _name(plan, line)
    worked_out = line.origins[n] in WORKED_OUT
    inputs = tuple(_rolled(budget, line, n) if worked_out else _recorded(budget, line, n))
    figure = NOT_KNOWN if line.amounts_p[n] is None else format_pounds(line.amounts_p[n] or 0)
    return Origin(f"{name}, {year}", figure, how(line, n, additive=budget.seen.additive), inputs)


def _name(plan: Plan, line: ContributionLine | ExpenditureLine) -> str:
    if isinstance(line, ContributionLine):
        stream = display_name(plan.funding_streams.get(line.stream_id or ""))
        partner = display_name(plan.organisations.get(line.partner_id or "")) or "Partner not known"
        return f"{stream or 'Stream not recorded'}, from {partner}"
    return display_name(plan.services.get(line.service_id)) or line.service_id


def _rolled(
    budget: PoolBudget, line: ContributionLine | ExpenditureLine, n: int
) -> Iterator[Input]:
    before_p = line.amounts_p[n - 1]
    yield Input(
        f"The year before, {budget.years[n - 1]}",
        NOT_KNOWN if before_p is None else format_pounds(before_p),
        how(line, n - 1, additive=budget.seen.additive),
    )
    if isinstance(line, ContributionLine) and line.changes_p[n]:
        yield Input("Recurrent change", format_pounds(line.changes_p[n]), "The line's terms")
    by_id = budget.seen.plan.assumptions
    for key in RATE_KEYS:
        choice = line.rates[key][n]
        label = vocabulary("assumption_key").label_of(key)
        source = _assumed(budget, by_id.get(choice.assumption_id or ""))
        yield Input(label, percent(choice.rate_ppm or 0), source)
    if isinstance(line, ContributionLine) and line.extras_p[n]:
        yield Input(
            "Full-year effect less client income", format_pounds(line.extras_p[n]),
            "The line's terms",
        )  # fmt: skip


def _assumed(budget: PoolBudget, row: Record | None) -> str:
    """Return what an assumption says of itself: scope, source, owner, day."""
    if row is None:
        return "Nobody assumed anything; it counts as nil."
    plan = budget.seen.plan
    held = plan.scenarios.get(getattr(row, "scenario_id", None) or "")
    parts = [f"Scenario “{display_name(held)}”" if held else "The plan as recorded"]
    parts += [text for text in (getattr(row, "source", ""),) if text]
    owner = getattr(row, "owner_id", None)
    if owner:
        parts.append(wording.record_name(plan, "role_holders", owner))
    day = getattr(row, "made_on", None)
    if day:
        parts.append(wording.day_text(day))
    return " · ".join(parts)


def _recorded(
    budget: PoolBudget, line: ContributionLine | ExpenditureLine, n: int
) -> Iterator[Input]:
    plan, year = budget.seen.plan, budget.years[n]
    if isinstance(line, ContributionLine):
        rows: list[Record] = [
            row
            for row in plan.contributions.values()
            if (row.pool_id, row.partner_id, row.stream_id, row.year)
            == (budget.pool.id, line.partner_id, line.stream_id, year)
        ]
        table = "contributions"
    else:
        rows = [
            cost
            for cost in plan.service_costs.values()
            if (cost.pool_id, cost.service_id, cost.year) == (budget.pool.id, line.service_id, year)
            and cost.measure in ("budget", None)
        ]
        table = "service_costs"
    for row in sorted(rows, key=lambda row: row.id):
        amount_p = getattr(row, "amount_p", None)
        value = NOT_KNOWN if amount_p is None else format_pounds(amount_p)
        yield Input("Recorded", value, _source(plan, table, row))


def _source(plan: Plan, table: str, row: Record) -> str:
    """Say where a record's amount came from: file, sheet and cell, or that it was typed."""
    spec = spec_by_name(type(row))["amount_p"]
    return origin_words(plan, spec, origin_of(plan, table, row, "amount_p"))


def _contingency(budget: PoolBudget, n: int) -> Origin:
    held, spent_p = budget.contingency, budget.totals.expenditure_p[n]
    amount_p, rate = held.amounts_p[n], held.rates_ppm[n]
    by_id = budget.seen.plan.assumptions.get(held.assumption_ids[n])
    source = _assumed(budget, by_id) if by_id else "The fund itself"
    inputs = [Input("What services cost", NOT_KNOWN if spent_p is None else format_pounds(spent_p))]
    if rate is not None:
        inputs.append(Input("Rate", percent(rate), source))
    figure = NOT_KNOWN if amount_p is None else format_pounds(amount_p)
    formula = "What services cost × rate, rounded to the penny." if rate is not None else source
    return Origin(f"Contingency, {budget.years[n]}", figure, formula, tuple(inputs))
