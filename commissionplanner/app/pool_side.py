"""What stands beside a pool's grid: who bears what, the agreement, what is assumed. No Qt here."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from commissionplanner.app import wording
from commissionplanner.budget.exposure import PERCENTS
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.risk_share import NotWorkedOutError, Terms, share_variance
from commissionplanner.budget.scenarios import RATE_KEYS, Assumptions, Line
from commissionplanner.budget.words import percent
from commissionplanner.model.entities import Agreement, Assumption, Pool
from commissionplanner.model.money import format_short, split
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.vocab import vocabulary

SHOWN = (-10, -5, 5, 10, 20)
"""Percentages in view; all of `PERCENTS` are in the table twin."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """What one bearer would bear.

    Attributes:
        name: Short name of the partner, "Nobody" or "Reserve".
        partner_id: None unless it is a partner.
        by_percent: Pence at each percentage; None where it is not worked out.
        passed: Percentages at which the partner's own share would pass its cap.
    """

    name: str
    partner_id: str | None
    by_percent: dict[int, int | None]
    passed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who would bear what in one year.

    Attributes:
        how: How it is shared, in words.
        warnings: Caps passed, and what nobody would bear.
        reason: Why nothing is worked out; "" where it is.
    """

    how: str
    bearers: tuple[Bearer, ...]
    warnings: tuple[str, ...]
    reason: str


def sharing(budget: PoolBudget, n: int) -> Sharing:
    """Return who would bear what in year number `n`."""
    plan, shares = budget.seen.plan, budget.exposure
    reasons = {shares.reasons.get((p, budget.years[n])) for p in PERCENTS} - {None}
    over = _over_caps(budget, n)
    rows: dict[tuple[str, str | None], dict[int, int | None]] = {}
    for borne in shares.borne:
        rows.setdefault((borne.bearer, borne.partner_id), {})[borne.percent] = borne.amounts_p[n]
    bearers = []
    for (kind, partner), amounts in rows.items():
        name = display_name(plan.organisations.get(partner or "")) or kind.capitalize()
        passed = frozenset(p for p, key in over if key == partner and partner)
        if kind == "partner" or any(amounts.values()):
            bearers.append(Bearer(name, partner, amounts, passed))
    return Sharing(
        how=_how(budget, n) + _apart(budget, n),
        bearers=tuple(bearers),
        warnings=tuple(_warnings(budget, n, over)),
        reason=" ".join(sorted(str(r) for r in reasons)) if reasons else "",
    )


def _over_caps(budget: PoolBudget, n: int) -> dict[tuple[int, str], int]:
    """Return, by percentage and partner, by how much its share by contribution passes its cap."""
    found: dict[tuple[int, str], int] = {}
    for percents in PERCENTS:
        terms = budget.exposure.terms(percents)[n]
        variance_p = budget.exposure.variances_p[percents][n]
        if variance_p is None or terms.method is None or not terms.caps_p:
            continue
        if percents < 0 and terms.method != "capped":
            continue  # caps limit what a partner pays, not what it gets back
        method = "proportional" if terms.method == "capped" else terms.method
        try:
            free = share_variance(replace(terms, method=method), variance_p)
        except NotWorkedOutError:
            continue
        for partner, cap_p in terms.caps_p.items():
            excess_p = abs(free.parts_p.get(partner, 0)) - cap_p
            if excess_p > 0:
                found[percents, partner] = excess_p
    return found


def _warnings(budget: PoolBudget, n: int, over: dict[tuple[int, str], int]) -> Iterator[str]:
    plan = budget.seen.plan
    first: dict[str, int] = {}
    for percents, partner in sorted(over, key=lambda place: abs(place[0])):
        first.setdefault(partner, percents)
    for partner, percents in first.items():
        terms = budget.exposure.terms(percents)[n]
        name = display_name(plan.organisations.get(partner)) or partner
        yield (
            f"At {_signed(percents)} the share of {name} passes its cap of "
            f"{format_short(terms.caps_p[partner])} by {format_short(over[percents, partner])}."
            + _rest(plan, terms, partner, over=percents > 0)
        )
    for borne in budget.exposure.borne:
        amount_p = borne.amounts_p[n]
        if borne.bearer == "nobody" and amount_p:
            yield (
                f"At {_signed(borne.percent)} {format_short(abs(amount_p))} would have no bearer."
            )


def _rest(plan: Plan, terms: Terms, partner: str, *, over: bool) -> str:
    if terms.method != "capped" or terms.residual_bearer_id in (None, partner):
        return ""
    name = display_name(plan.organisations.get(terms.residual_bearer_id or ""))
    verb = "bears" if over else "keeps"
    return f" {name} {verb} the rest." if name else ""


def _signed(percents: int) -> str:
    return f"+{percents}%" if percents > 0 else f"\u2212{-percents}%"


def percent_head(percents: int) -> str:
    """Return the head of a column of the exposure: "+5%"."""
    return _signed(percents)


def _how(budget: PoolBudget, n: int) -> str:
    terms, under = budget.exposure.terms_over[n], budget.exposure.terms_under[n]
    if terms.method is None and under.method is None:
        return "No risk share is recorded for the year."
    over_parts, under_parts = _parts(terms), _parts(under)
    own = under.method == terms.method and _own_terms(terms) != _own_terms(under)
    if under.method == terms.method and not own:
        return f"Over- and underspend: {_method(terms, over_parts)}."
    again = "" if under_parts == over_parts else under_parts
    said = f"Overspend: {_method(terms, over_parts)}. Underspend: {_method(under, again)}"
    return f"{said}, with terms of its own." if own and under_parts == over_parts else f"{said}."


def _apart(budget: PoolBudget, n: int) -> str:
    """Say what of the spending of year number `n` is not shared; "" where all of it is."""
    shared_p, spent_p = budget.exposure.shared_p[n], budget.totals.expenditure_p[n]
    if shared_p is None or spent_p is None or budget.exposure.rules[n] is None:
        return ""
    left_p = spent_p - shared_p
    if left_p <= 0:
        return ""
    return f" {format_short(left_p)} of spending is not shared: ring-fenced, or left out."


def _own_terms(terms: Terms) -> tuple[object, ...]:
    """Return what is agreed of shares, caps and bands, of that which the method uses."""
    used = {terms.method, terms.fallback}
    return (
        terms.shares_ppm if "fixed_percent" in used else None,
        terms.caps_p if "capped" in used else None,
        terms.bands if "banded" in used else None,
    )


def _method(terms: Terms, parts: str) -> str:
    if terms.method is None:
        return "not recorded"
    said = vocabulary("risk_share_method").label_of(terms.method)
    return said[0].lower() + said[1:] + (f", {parts}" if parts else "")


def _parts(terms: Terms) -> str:
    """Return the partners' shares, the host's first, as the method has them."""
    if terms.method == "fixed_percent":
        known = [terms.shares_ppm.get(key) for key in terms.partners]
        words = ["not known" if share is None else percent(share) for share in known]
        return _listed(words)
    weights = [terms.contributions_p.get(key, 0) for key in terms.partners]
    if terms.method not in ("proportional", "capped") or terms.unknown_contributions:
        return ""
    if not any(weights) or min(weights) < 0:
        return ""
    return _listed([f"{part}%" for part in split(100, weights)])


def _listed(words: list[str]) -> str:
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


@dataclass(frozen=True, slots=True)
class Check:
    """A line about the agreement: how it stands, and in words."""

    level: str
    text: str


def agreement_of(plan: Plan, pool: Pool) -> Agreement | None:
    """Return the agreement recorded for a pool: of several, the one under its legal basis."""
    found = [a for a in plan.agreements.values() if pool.id in a.pool_ids]
    found.sort(key=lambda a: (a.kind != "section_75", a.id))
    return found[0] if found else None


def agreement_checks(plan: Plan, pool: Pool) -> tuple[Check, ...]:
    """Return what the plan records of a pool's agreement: its terms, notice and dates."""
    agreement = agreement_of(plan, pool)
    if agreement is None:
        return (Check("warning", "No agreement is recorded for this fund"),)
    return (*_terms(pool, agreement), *_dates(plan, pool, agreement))


def _terms(pool: Pool, agreement: Agreement) -> Iterator[Check]:
    if pool.basis != "s75":
        return
    for term in vocabulary("agreement_term").terms:
        held = term.code in agreement.terms_held
        yield Check("good" if held else "advice", term.label + ("" if held else ": not recorded"))


def _dates(plan: Plan, pool: Pool, agreement: Agreement) -> Iterator[Check]:
    as_at = plan.header.as_at_on
    notice = pool.notice_months if pool.notice_months is not None else agreement.notice_months
    if notice is None:
        yield Check("warning", "How the fund ends: notice not known")
    else:
        yield Check(
            "good", f"How the fund ends: {notice} month{'’s' if notice == 1 else 's’'} notice"
        )
    for day, past, ahead in (
        (agreement.review_on, "Review date passed", "Review on"),
        (agreement.end_on, "Agreement ended", "Agreement ends"),
    ):
        if day is None:
            yield Check("warning", f"{ahead}: not known")
        elif as_at is not None and day < as_at:
            yield Check("warning", f"{past} {wording.day_text(day)}")
        else:
            yield Check("good", f"{ahead} {wording.day_text(day)}")
    if agreement.signed_on is None and pool.signed_on is None:
        yield Check("warning", "Signed: not known")


@dataclass(frozen=True, slots=True)
class Assumed:
    """A rate in force for a whole pool: by year, and which records say so.

    Attributes:
        rates_ppm: By year; None where it was assumed without a figure, or does not apply.
        rows: The record of each year; None where nobody assumed anything.
    """

    key: str
    label: str
    rates_ppm: tuple[int | None, ...]
    rows: tuple[Assumption | None, ...]

    @property
    def words(self) -> str:
        """The rates in few words: "2.4%", or "2% to 3%", or "none assumed"."""
        known = sorted({rate for rate in self.rates_ppm if rate is not None})
        if not known:
            return "none assumed"
        if len(known) == 1:
            return percent(known[0])
        return f"{percent(known[0])} to {percent(known[-1])}"


def assumed(budget: PoolBudget) -> tuple[Assumed, ...]:
    """Return uplift, growth, efficiency and contingency of a whole pool, year by year."""
    asked = Assumptions(budget.seen)
    line = Line(pool_id=budget.pool.id)
    found = []
    for key in RATE_KEYS:
        rows = asked.best(key, line, budget.years)
        rates = tuple(row.rate_ppm if row else None for row in rows)
        found.append(Assumed(key, vocabulary("assumption_key").label_of(key), rates, rows))
    by_id = budget.seen.plan.assumptions
    held = tuple(by_id.get(key) for key in budget.contingency.assumption_ids)
    label = vocabulary("assumption_key").label_of("contingency")
    return (*found, Assumed("contingency", label, budget.contingency.rates_ppm, held))


def method_words(budget: PoolBudget) -> str:
    """Say how the rates are put together, and for which years."""
    how = "added up" if budget.seen.additive else "one after another"
    which = "every year after the first" if budget.seen.rolls_all else "years with no amount"
    return f"{budget.seen.name}: rates {how}, for {which}."
