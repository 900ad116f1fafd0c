"""Any figure of a budget explained: the formula in words, what went in, and where that came from.

Nothing is put together before it is asked for. Each function answers for one kind of figure and
gives the same `Explanation`, so that a tooltip, the inspector and the workbook say the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from commissionplanner.budget.arrays import is_planned
from commissionplanner.budget.benefits import Benefit, lag_ppm
from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import ExpenditureLine
from commissionplanner.budget.exposure import Borne
from commissionplanner.budget.pieces import pieces_of_contribution, pieces_of_cost
from commissionplanner.budget.rates import Choice
from commissionplanner.budget.real_terms import prices_of
from commissionplanner.budget.results import LEVELS, PoolBudget
from commissionplanner.budget.scenarios import RATE_KEYS
from commissionplanner.budget.tables import benefit_corrections, capital_bounds, vintage
from commissionplanner.budget.words import how, percent
from commissionplanner.model.entities import BenefitLine, Contribution, Record, ServiceCost
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.money import format_pounds
from commissionplanner.model.origins import origin_of, source_words
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN, day_text

_LEVEL_WORDS = {
    "confirmed": "Confirmed contributions",
    "with_indicative": "Confirmed and indicative contributions",
    "with_assumed": "All contributions",
}


@dataclass(frozen=True, slots=True)
class Input:
    """Something that a figure was worked out from.

    Attributes:
        label: What it is.
        value: As a reader sees it: "£1,234.50", "2.4%"; "not known" where it is not.
        source: Where it came from: a file and cell, a document, who assumed it and when; "Typed by
            hand" where no file gave it, "Worked out" for a figure of the budget itself.
        place: Table, id and field of the record that says it; None for anything else.
    """

    label: str
    value: str
    source: str
    place: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a figure came about.

    Attributes:
        what: What the figure is, with its year.
        amount_p: The figure, pence; None where not known.
        formula: In words that a reader can check with the inputs.
        inputs: What went in, in the order of the formula.
        is_derived: Whether it is worked out rather than recorded.
    """

    what: str
    amount_p: int | None
    formula: str
    inputs: tuple[Input, ...]
    is_derived: bool


def money_in(budget: PoolBudget, line: ContributionLine, n: int) -> Explanation:
    """Explain what a partner gives from a stream in year number `n`."""
    plan = budget.seen.plan
    partner = display_name(plan.organisations.get(line.partner_id or "")) or "Partner not known"
    stream = display_name(plan.funding_streams.get(line.stream_id or "")) or "no stream"
    rows = [row for row in plan.contributions.values() if _is_of(budget, row, line)]
    return Explanation(
        what=f"{partner}, {stream}, {budget.years[n]}",
        amount_p=line.amounts_p[n],
        formula=how(line, n, additive=budget.seen.additive),
        inputs=tuple(_inputs(budget, line, n, rows)),
        is_derived=line.origins[n] != "recorded",
    )


def cost(budget: PoolBudget, line: ExpenditureLine, n: int) -> Explanation:
    """Explain what a service costs in year number `n`."""
    plan = budget.seen.plan
    rows = [
        row
        for row in plan.service_costs.values()
        if row.service_id == line.service_id
        and is_planned(row, budget.pool.id)
        and bool(row.in_kind) == line.in_kind
    ]
    return Explanation(
        what=f"{display_name(plan.services.get(line.service_id))}, {budget.years[n]}",
        amount_p=line.amounts_p[n],
        formula=how(line, n, additive=budget.seen.additive),
        inputs=tuple(_inputs(budget, line, n, rows)),
        is_derived=line.origins[n] != "recorded",
    )


def contingency(budget: PoolBudget, n: int) -> Explanation:
    """Explain the contingency of year number `n`: a share of gross spending, or an amount."""
    held, plan = budget.contingency, budget.seen.plan
    rate, year = held.rates_ppm[n], budget.years[n]
    said = plan.assumptions.get(held.assumption_ids[n])
    source = _assumed(plan, said.id) if said else f"The fund “{display_name(budget.pool)}”"
    spent_p = budget.totals.expenditure_p[n]
    if held.fixed[n]:
        inputs = (Input("Contingency", _pounds(held.amounts_p[n]), source),)
        return Explanation(
            f"Contingency, {year}",
            held.amounts_p[n],
            "The amount assumed.",
            inputs,
            is_derived=False,
        )
    parts = (
        Input(f"Planned spending, {year}", _pounds(spent_p), "Worked out"),
        Input("Contingency", NOT_KNOWN if rate is None else percent(rate), source),
    )
    return Explanation(
        f"Contingency, {year}", held.amounts_p[n],
        "Planned spending × contingency, rounded to the penny.", parts, is_derived=True,
    )  # fmt: skip


def balance(budget: PoolBudget, level: str, n: int) -> Explanation:
    """Explain a balance of year number `n`: money of a level less spending and contingency.

    Args:
        budget: The budget.
        level: One of `LEVELS`.
        n: The number of the year.
    """
    totals, year = budget.totals, budget.years[n]
    inputs = (
        Input(_LEVEL_WORDS[level], _pounds(totals.certain_p[level][n]), "Worked out"),
        Input("Planned spending", _pounds(totals.expenditure_p[n]), "Worked out"),
        Input("Contingency", _pounds(totals.contingency_p[n]), "Worked out"),
    )
    words = f"{_LEVEL_WORDS[level]} − planned spending − contingency; below nil is a gap."
    if totals.in_kind_in_p and any(totals.in_kind_in_p):
        words += " Money's worth in kind is not counted."
    return Explanation(
        f"Balance, {year}", totals.balance_p[level][n], words, inputs, is_derived=True
    )


def total_in(budget: PoolBudget, n: int, level: str = LEVELS[-1]) -> Explanation:
    """Explain the contributions of a level of certainty in year number `n`, by partner."""
    inputs = tuple(
        Input(_name(budget.seen.plan, key), _pounds(years[n]), "Worked out")
        for key, years in budget.partner_totals().items()
    )
    gaps = budget.totals.unknown_contributions[n]
    words = "The partners' known contributions in cash added up"
    if level != LEVELS[-1]:
        words = f"Of the partners' known contributions in cash, those that are {level.replace('_', ' ')}"
    return Explanation(
        f"Money in, {budget.years[n]}", budget.totals.certain_p[level][n],
        words + (f", without {gaps} not known." if gaps else "."), inputs, is_derived=True,
    )  # fmt: skip


def borne(budget: PoolBudget, found: Borne, n: int) -> Explanation:
    """Explain what a partner would bear at a variance of year number `n`."""
    held, year = budget.exposure, budget.years[n]
    terms = held.terms(found.percent)[n]
    label = vocabulary("risk_share_method").label_of(terms.method or "")
    cap_p = terms.caps_p.get(found.partner_id or "")
    rows = [
        Input("Planned spending that is shared", _pounds(held.shared_p[n]), "Worked out"),
        Input(f"Variance of {found.percent}%", _pounds(held.variances_p[found.percent][n]), "Worked out"),
        Input("Method", label or "not recorded", "The fund's risk share"),
    ]  # fmt: skip
    if found.partner_id:
        given_p = terms.contributions_p.get(found.partner_id)
        rows.append(Input("Its contributions", _pounds(given_p), "Worked out"))
    if cap_p is not None:
        rows.append(Input("Its cap", format_pounds(cap_p), "The fund's risk share"))
    reason = held.reasons.get((found.percent, year))
    words = reason or "The variance shared by the method; the parts of all bearers make the whole."
    name = _name(budget.seen.plan, found.partner_id) if found.partner_id else found.bearer
    return Explanation(
        f"{name} at {found.percent}%, {year}",
        found.amounts_p[n],
        words,
        tuple(rows),
        is_derived=True,
    )


_EFFECT = (
    ("affected_ppm", "{} affected"), ("engagement_ppm", "{} engaged"),
    ("retention_ppm", "{} retained"), ("impact_ppm", "{} impact"),
    ("deadweight_ppm", "(1 − {} deadweight)"), ("leakage_ppm", "(1 − {} leakage)"),
    ("displacement_ppm", "(1 − {} displacement)"), ("substitution_ppm", "(1 − {} substitution)"),
    ("multiplier_ppm", "{} economic multiplier"),
)  # fmt: skip


def benefit(budget: PoolBudget, each: Benefit, n: int) -> Explanation:
    """Explain what a benefit line brings in year number `n`, in the prices of its own year."""
    row, plan, year = each.line, budget.seen.plan, budget.years[n]
    said = [f"{row.population:,} people"] if row.population is not None else []
    said += [
        words.format(percent(getattr(row, name)))
        for name, words in _EFFECT
        if getattr(row, name) is not None
    ]
    if row.unit_value_p is not None:
        said.append(f"{format_pounds(row.unit_value_p)} each")
    lag = lag_ppm(row, n)
    said += [] if lag is None else [f"{percent(lag)} of the full effect in its year {n + 1}"]
    if row.drop_off_ppm:
        said.append(f"(1 − {percent(row.drop_off_ppm)} drop-off) to the power of {n}")
    correction = benefit_corrections().get(row.confidence_grade or 0)
    if correction:
        said.append(f"(1 − {percent(correction)} for confidence grade {row.confidence_grade})")
    words = " × ".join(said) + ", rounded to the penny."
    if each.amounts_p[n] is None:
        words = "Not known, as part of it is not recorded. It is not counted as nil."
    inputs = []
    for name in ("population", *(name for name, _ in _EFFECT), "unit_value_p"):
        if getattr(row, name) is not None:
            source = source_words(plan, origin_of(plan, "benefits", row, name)) or row.source
            spec = spec_by_name(type(row))[name]
            place = ("benefits", row.id, name)
            inputs.append(Input(spec.label, _as_said(row, name), source or "Typed by hand", place))
    return Explanation(
        f"{row.name}, {year}", each.amounts_p[n], words, tuple(inputs), is_derived=True
    )


def _as_said(row: BenefitLine, name: str) -> str:
    value = getattr(row, name)
    if name.endswith("_ppm"):
        return percent(value)
    return format_pounds(value) if name.endswith("_p") else f"{value:,}"


def real(budget: PoolBudget, amount_p: int | None, n: int) -> Explanation:
    """Explain an amount of year number `n` in real terms: cash × base index ÷ own index."""
    prices, year = prices_of(budget.seen, budget.pool.id), budget.years[n]
    rows = [Input(f"Cash of {year}", _pounds(amount_p), "Worked out")]
    for label, of_year in (("Index of the base year", prices.base), ("Index of the year", year)):
        level = prices.index.get(of_year) if of_year else None
        said = NOT_KNOWN if level is None else f"{float(level):g}"
        rows.append(Input(f"{label}, {of_year}", said, prices.words))
    words = (
        "Cash, taken as real."
        if prices.is_plain
        else "Cash × index of the base year ÷ index of the year, rounded to the penny."
    )
    return Explanation(
        f"Real terms, {year}", prices.real_p(amount_p, year), words, tuple(rows), is_derived=True
    )


def _is_of(budget: PoolBudget, row: Contribution, line: ContributionLine) -> bool:
    return row.pool_id == budget.pool.id and (
        row.partner_id or None, row.stream_id or None, row.is_recurrent is False, bool(row.in_kind),
    ) == (line.partner_id, line.stream_id, line.one_off, line.in_kind)  # fmt: skip


def _inputs(
    budget: PoolBudget,
    line: ContributionLine | ExpenditureLine,
    n: int,
    rows: Sequence[Contribution | ServiceCost],
) -> Iterator[Input]:
    if line.origins[n] in ("rolled", "projected"):
        before = budget.years[n - 1]
        whole = line.bases_p[n - 1] == line.amounts_p[n - 1]
        label = f"The year before, {before}" if whole else f"Goes on from {before}"
        words = how(line, n - 1, additive=budget.seen.additive)
        yield Input(label, _pounds(line.bases_p[n - 1]), words)
        for key in RATE_KEYS:
            yield from _rate(budget.seen.plan, key, line.rates[key][n])
    plan = budget.seen.plan
    members = [m for m in plan.pool_members.values() if m.pool_id == budget.pool.id]
    for row in sorted(rows, key=_by_id):
        pieces = (
            pieces_of_cost(plan, row)
            if isinstance(row, ServiceCost)
            else pieces_of_contribution(plan, row, members)
        )
        if any(piece.year == budget.years[n] for piece in pieces):
            yield from _recorded(plan, row)


def _by_id(row: Record) -> str:
    return row.id


_SAID = {
    "amount_p": "Recorded amount", "full_year_p": "Amount of a full year",
    "adjustment_p": "Recurrent change", "planned_change_p": "Planned change",
    "full_year_effect_p": "Full-year effect", "client_income_p": "Client income",
}  # fmt: skip


def _recorded(plan: Plan, row: Contribution | ServiceCost) -> Iterator[Input]:
    table = "service_costs" if isinstance(row, ServiceCost) else "contributions"
    for name, label in _SAID.items():
        amount_p = getattr(row, name, None)
        if amount_p is not None or name == "amount_p":
            source = source_words(plan, origin_of(plan, table, row, name)) or "Typed by hand"
            place = (table, row.id, name)
            yield Input(f"{label}, {row.year}", _pounds(amount_p), source, place)
    bound = capital_bounds().get(row.capital_kind or "") if isinstance(row, ServiceCost) else None
    if bound is not None:
        place = (table, row.id, "capital_kind")
        label = "Raised for optimism where it is weighed, at most by"
        yield Input(label, percent(bound), vintage("optimism_bias"), place)


def _rate(plan: Plan, key: str, choice: Choice) -> Iterator[Input]:
    label = vocabulary("assumption_key").label_of(key)
    value = NOT_KNOWN if choice.rate_ppm is None else percent(choice.rate_ppm)
    if not choice.parts:
        nobody = "Nobody assumed anything; it counts as nil."
        source = _assumed(plan, choice.assumption_id) if choice.assumption_id else nobody
        yield Input(label, value, source)
        return
    yield Input(label, value, "Weighted from its parts")
    for part in choice.parts:
        words = f"{percent(part.share_ppm)} of cost × {percent(part.rate_ppm)}"
        named = plan.assumptions.get(part.rate_id)
        of = vocabulary("assumption_key").label_of((named.key if named else "") or "")
        yield Input(of, words, _assumed(plan, part.rate_id))


def _assumed(plan: Plan, key: str) -> str:
    """Say who assumed something, from what and when."""
    row = plan.assumptions.get(key)
    if row is None:
        return "Not recorded"
    held = plan.scenarios.get(row.scenario_id or "")
    whose = f"Scenario “{display_name(held)}”" if held else "The plan as recorded"
    day = day_text(row.made_on) if row.made_on else ""
    parts = (whose, row.source.strip(), _owner(plan, row.owner_id), day)
    return " · ".join(part for part in parts if part)


def _owner(plan: Plan, key: str | None) -> str:
    holder: Record | None = plan.role_holders.get(key or "")
    person = plan.persons.get(getattr(holder, "person_id", None) or "") if holder else None
    return display_name(person) if person else ""


def _name(plan: Plan, key: str | None) -> str:
    return display_name(plan.organisations.get(key or "")) or "Partner not known"


def _pounds(amount_p: int | None) -> str:
    return NOT_KNOWN if amount_p is None else format_pounds(amount_p)
