"""Scenarios of a fund side by side: what they assume otherwise and what comes of it. No Qt here."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from commissionplanner.app import wording
from commissionplanner.budget.benefits import benefits
from commissionplanner.budget.gains import Gains, gains
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import Assumptions, Line, View, scenario_name
from commissionplanner.findings import headlines
from commissionplanner.model.entities import TABLES
from commissionplanner.model.fields import FieldSpec, spec_by_name
from commissionplanner.model.joins import is_preventive
from commissionplanner.model.money import PPM, format_ppm, format_short, round_ratio
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary
from commissionplanner.model.words import NOT_KNOWN, counted

MOST = 4
"""Scenarios beside each other."""
AS_RECORDED = "As recorded"


@dataclass(frozen=True, slots=True)
class Column:
    """A scenario compared; `scenario_id` None is the plan as recorded."""

    scenario_id: str | None
    name: str
    note: str
    budget: PoolBudget
    worth: Gains


@dataclass(frozen=True, slots=True)
class Row:
    """One thing in which scenarios differ.

    Attributes:
        label: What it is.
        texts: What each scenario says, in the order of the columns.
        gaps: Which of them are a shortfall.
        best: Position of the best; None where better or worse means nothing, or two are alike.
        how: Where the figure comes from, in a sentence.
        about: The records that it tells of: table and id.
    """

    label: str
    texts: tuple[str, ...]
    gaps: tuple[bool, ...] = ()
    best: int | None = None
    how: str = ""
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios side by side: only what differs, and how many lines are alike."""

    columns: tuple[Column, ...]
    assumed: tuple[Row, ...]
    results: tuple[Row, ...]
    alike: int


def column(plan: Plan, budget: PoolBudget) -> Column:
    """Return a scenario of a fund as a column."""
    key = budget.seen.scenario_id
    scenario = plan.scenarios.get(key or "")
    note = vocabulary("scenario_kind").label_of(scenario.kind or "") if scenario else ""
    name = scenario_name(plan, key) if key else AS_RECORDED
    return Column(key, name, note or ("The plan itself" if not key else ""), budget, gains(budget))


def compare(columns: Sequence[Column]) -> Comparison:
    """Lay columns beside each other, leaving out in what they do not differ."""
    views = [one.budget.seen for one in columns]
    assumed = list(_assumed(views, columns[0].budget.pool.id if columns else ""))
    results = list(_results(columns))
    differ = [_differing(rows) for rows in (assumed, results)]
    alike = len(assumed) + len(results) - sum(map(len, differ))
    return Comparison(tuple(columns), tuple(differ[0]), tuple(differ[1]), alike)


def assumed_otherwise(views: Sequence[View], pool_id: str) -> tuple[Row, ...]:
    """Return what scenarios of a fund assume or tell differently from each other."""
    return tuple(_differing(list(_assumed(views, pool_id))))


def _differing(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if len(set(row.texts)) > 1]


def _assumed(views: Sequence[View], pool_id: str) -> Iterator[Row]:
    yield Row("Rates are", tuple("Added up" if v.additive else "Compounded" for v in views))
    yield Row(
        "Roll forward",
        tuple(
            "Every year after the first" if v.rolls_all else "Years with no figure" for v in views
        ),
    )
    yield Row(
        "Money in rolls forward", tuple("Yes" if v.rolls_contributions else "No" for v in views)
    )
    held = [Assumptions(view) for view in views]
    for key, line in _places(views, pool_id):
        label = vocabulary("assumption_key").label_of(key)
        about = _about(line)
        texts = tuple(_said(one, key, line, view) for one, view in zip(held, views, strict=True))
        names = "".join(
            f", {display_name(views[0].plan.record(*place)) or place[1]}" for place in about
        )
        how = "From the assumptions of the plan and the scenario."
        yield Row(f"{label}{names}", texts, how=how, about=about)
    yield from _overrides(views, pool_id)


def _places(views: Sequence[View], pool_id: str) -> list[tuple[str, Line]]:
    """Return what any of the scenarios assumes something of, in a fixed order."""
    found = {
        (row.key, Line(pool_id, row.service_id, row.stream_id, row.partner_id))
        for view in views
        for row in view.plan.assumptions.values()
        if row.key and row.scenario_id in view.chain and row.pool_id in (None, pool_id)
    }
    terms = [term.code for term in vocabulary("assumption_key").terms]
    order = {code: n for n, code in enumerate(terms)}
    return sorted(
        found,
        key=lambda place: (
            order.get(place[0], len(order)),
            *(
                part or ""
                for part in (place[1].service_id, place[1].stream_id, place[1].partner_id)
            ),
        ),
    )


def _about(line: Line) -> tuple[tuple[str, str], ...]:
    """Return the one record that an assumption is for, if it is for one."""
    scopes = (
        ("services", line.service_id),
        ("funding_streams", line.stream_id),
        ("organisations", line.partner_id),
    )
    return tuple((table, key) for table, key in scopes if key)[:1]


def _said(held: Assumptions, key: str, line: Line, view: View) -> str:
    """Return what is assumed over the years: "2.4%", "2.0% to 3.0%", or that nothing is."""
    rows = [row for row in held.best(key, line, view.plan.years) if row is not None]
    if not rows:
        return "Nothing assumed"
    rates = [row.rate_ppm for row in rows if row.rate_ppm is not None]
    if rates:
        low, high = min(rates), max(rates)
        return wording.rate_text(low) + (f" to {wording.rate_text(high)}" if high != low else "")
    amounts = [row.amount_p for row in rows if row.amount_p is not None]
    if amounts:
        return format_short(max(amounts))
    numbers = [row.number_milli for row in rows if row.number_milli is not None]
    if not numbers:
        return NOT_KNOWN
    unit = " months" if rows[0].unit == "months" else ""
    return wording.thousandths_text(max(numbers)) + unit


def _overrides(views: Sequence[View], pool_id: str) -> Iterator[Row]:
    """Yield what is told otherwise; the years of one line are one row, from first to last."""
    fund = display_name(views[0].plan.pools.get(pool_id)) if views else ""
    told: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    about: dict[tuple[str, str], list[tuple[str, str]]] = {}
    seen = {
        (row.table_name, row.record_id, row.field_name)
        for view in views
        for row in view.plan.overrides.values()
        if row.scenario_id in view.chain
    }
    for table_name, record_id, field_name in sorted(seen, key=lambda p: _by_year(views[0].plan, p)):
        spec = spec_by_name(TABLES[table_name].entity).get(field_name)
        if spec is None:
            continue
        record = views[0].plan.table(table_name).get(record_id)
        name = wording.record_name(views[0].plan, table_name, record_id)
        year = getattr(record, "year", None)
        name = name.replace(f", {year}", "", 1) if year else name
        name = name.replace(f", {fund}", "", 1) if fund else name  # which all of it is about
        place = (name, spec.label.lower())
        told.setdefault(place, []).append(
            tuple(_value(view, table_name, record_id, spec) for view in views)
        )
        about.setdefault(place, []).extend(_told_of(views, table_name, record_id, spec))
    for place, years in told.items():
        texts = tuple(_first_to_last([row[n] for row in years]) for n in range(len(views)))
        name = ": ".join(place)
        how = "Told otherwise by a scenario."
        yield Row(name, texts, how=how, about=tuple(dict.fromkeys(about[place])))


def _told_of(
    views: Sequence[View], table_name: str, record_id: str, spec: FieldSpec
) -> Iterator[tuple[str, str]]:
    """Yield the record told otherwise, and those that its values name."""
    yield table_name, record_id
    for view in views if spec.table else ():
        value = getattr(view.plan.table(table_name).get(record_id), spec.name, None)
        for key in value if isinstance(value, tuple) else (value,):
            if key:
                yield spec.table, str(key)


def _by_year(plan: Plan, place: tuple[str, str, str]) -> tuple[str, ...]:
    record = plan.table(place[0]).get(place[1])
    return (place[0], str(getattr(record, "year", None) or ""), *place[1:])


def _value(view: View, table_name: str, record_id: str, spec: FieldSpec) -> str:
    record = view.plan.table(table_name).get(record_id)
    return wording.value_text(view.plan, spec, getattr(record, spec.name, None)) or NOT_KNOWN


def _first_to_last(texts: Sequence[str]) -> str:
    first, last = texts[0], texts[-1]
    return first if len(set(texts)) == 1 else f"{first} to {last}"


Figure = Callable[[Column], int | None]


@dataclass(frozen=True, slots=True)
class _Result:
    """A line of results: what it is, how it is found and written, where it comes from."""

    label: str
    of: Figure
    how: str
    write: Callable[[int], str] = format_short
    up: bool = True


def _results(columns: Sequence[Column]) -> Iterator[Row]:
    years = columns[0].budget.years if columns else ()
    over, last = f"over {counted(len(years), 'year')}", str(years[-1]) if years else ""
    for line in _lines(over, last):
        yield _figures(columns, line)


def _lines(over: str, last: str) -> tuple[_Result, ...]:
    return (
        _Result(f"Gap {over}", _sum_of("with_assumed"),
                "Money in less money out and contingency; a minus is a gap."),
        _Result(f"Gap on confirmed money {over}", _sum_of("confirmed"),
                "Counting confirmed money in only."),
        _Result(f"Gap in {last}", _last_gap, f"Of {last} alone."),
        _Result(f"Money in {over}", lambda c: _total(c.budget.totals.contributions_p),
                "What is known of it."),
        _Result(f"Money out {over}", lambda c: _total(c.budget.totals.expenditure_p),
                "What services cost, of what is known.", up=False),
        _Result(f"Prevention share in {last}", _prevention,
                "Cost of primary and secondary prevention in that of services with a tier.",
                format_ppm),
        _Result("Single-year exposure", _single,
                "Value of single-year contracts, whole plan.", up=False),
        _Result(f"Cashable benefit {over}", _cashable,
                "The part of benefits that can be taken from a budget."),
        _Result("Net present value",
                lambda c: c.worth.public.net_pv_p if c.worth.services else None,
                "Benefits less costs of the services with benefits, brought to today."),
        _Result("Benefit for each pound", _ratio,
                "Present value of all benefits over that of costs.",
                lambda n: f"£{n / 1000:,.2f}"),
    )  # fmt: skip


def _figures(columns: Sequence[Column], line: _Result) -> Row:
    values = [line.of(one) for one in columns]
    known = [value for value in values if value is not None]
    best = None
    if len(known) == len(values) and len(set(known)) > 1:
        wanted = max(known) if line.up else min(known)
        best = values.index(wanted) if values.count(wanted) == 1 else None
    texts = tuple(NOT_KNOWN if value is None else line.write(value) for value in values)
    is_gap = line.label.startswith("Gap")
    gaps = tuple(is_gap and value is not None and value < 0 for value in values)
    return Row(line.label, texts, gaps, best, line.how)


def _total(amounts_p: Sequence[int | None]) -> int | None:
    known = [p for p in amounts_p if p is not None]
    return sum(known) if known else None


def _sum_of(level: str) -> Figure:
    return lambda one: _total(one.budget.totals.balance_p[level])


def _last_gap(one: Column) -> int | None:
    balance = one.budget.totals.balance_p["with_assumed"]
    return balance[-1] if balance else None


def _prevention(one: Column) -> int | None:
    plan, n = one.budget.seen.plan, len(one.budget.years) - 1
    known = preventive = 0
    for line in one.budget.expenditure:
        service = plan.services.get(line.service_id)
        said = is_preventive(service) if service else None
        if said is not None and line.amounts_p[n] is not None:
            known += line.amounts_p[n] or 0
            preventive += (line.amounts_p[n] or 0) if said else 0
    return round_ratio(preventive * PPM, known) if known > 0 else None


def _single(one: Column) -> int | None:
    found = headlines.of(one.budget.seen.plan)
    return next((line.value for line in found if line.id == "single_year"), None)


def _cashable(one: Column) -> int | None:
    found = benefits(one.budget.seen, [line.service_id for line in one.budget.expenditure])
    rows = [each.cashable_p for each in found]
    if not rows or any(p is None for row in rows for p in row):
        return None
    return sum(p or 0 for row in rows for p in row)


def _ratio(one: Column) -> int | None:
    ratio = one.worth.public.ratio
    if ratio is None or not one.worth.services:
        return None
    return round_ratio(ratio.numerator * 1000, ratio.denominator)


def in_words(found: Comparison) -> str:
    """Return how much is compared and how much is alike, for the status bar."""
    lines = counted(found.alike, "line")
    return f"{len(found.columns)} compared · {lines} alike, not shown · costs are cash prices"
