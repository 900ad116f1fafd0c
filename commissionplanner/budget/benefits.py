"""What services are expected to bring, by year, by class and by the body that gains.

    gross  = population × affected × engaged × retained × impact
    net    = gross × (1 − deadweight) × (1 − leakage) × (1 − displacement) × (1 − substitution)
             × multiplier
    year t = net × value of one × lag(t) × (1 − drop-off)^t × (1 − correction)

t counts from 0 in the plan's first year; the correction for optimism follows the confidence
grade. Source: HM Treasury, supporting public service transformation: cost benefit analysis
guidance (April 2014), the method of the New Economy model; additionality: English Partnerships,
Additionality Guide (3rd edition, 2008), chapter 4, what would come about anyway being lessened
and multiplied as the effect is. What a line does not say of these is not applied. Amounts are in the prices of the
line's own year and are not discounted here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commissionplanner.budget.appraisal import Additionality, net_additional
from commissionplanner.budget.scenarios import View
from commissionplanner.budget.tables import benefit_corrections
from commissionplanner.model.entities import BenefitLine
from commissionplanner.model.fields import spec_by_name
from commissionplanner.model.money import PPM, round_ratio, split
from commissionplanner.model.plan import Plan

Years = tuple[int | None, ...]

_NEEDED = ("population", "unit_value_p", "deadweight_ppm", "drop_off_ppm", "confidence_grade")
_RATES = ("affected_ppm", "engagement_ppm", "retention_ppm", "impact_ppm")


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit by year.

    Attributes:
        amounts_p: Pence; None where an input is not known.
        by_body: Pence by body; a key is an organisation's id, the name of a body outside the
            plan, or "" for the part that nobody is recorded to gain. The parts make the whole.
        cashable_p: The part that can be taken from a budget; None where that is not known.
    """

    line: BenefitLine
    amounts_p: Years
    by_body: Mapping[str, Years]
    cashable_p: Years


def benefits(seen: View, service_ids: Iterable[str]) -> tuple[Benefit, ...]:
    """Return the benefits of services, as a scenario sees them, in order of service and name."""
    wanted = frozenset(service_ids)
    rows = [
        row
        for row in seen.plan.benefits.values()
        if row.service_id in wanted and row.scenario_id in seen.chain
    ]
    rows.sort(key=lambda row: (row.service_id or "", row.name, row.id))
    return tuple(_benefit(seen.plan, row) for row in rows)


def _benefit(plan: Plan, row: BenefitLine) -> Benefit:
    n_years = len(plan.years)
    full = _full_year(row)
    lag = _lag(row.lag_profile, n_years)
    keep = None if row.drop_off_ppm is None else Fraction(PPM - row.drop_off_ppm, PPM)
    amounts: list[int | None] = []
    for t in range(n_years):
        if full is None or lag is None or keep is None:
            amounts.append(None)
        else:
            exact = full * lag[t] * keep**t
            amounts.append(round_ratio(exact.numerator, exact.denominator))
    cashable = tuple(
        None
        if p is None or row.cashability_ppm is None
        else round_ratio(p * row.cashability_ppm, PPM)
        for p in amounts
    )
    return Benefit(row, tuple(amounts), _by_body(plan, row, amounts), cashable)


def _full_year(row: BenefitLine) -> Fraction | None:
    """Return the pence of a full year's effect, corrected for optimism; None: not known."""
    rates = [getattr(row, name) for name in _RATES]
    known = (row.population, row.unit_value_p, row.deadweight_ppm, *rates)
    if any(value is None for value in known) or row.confidence_grade is None:
        return None
    correction = benefit_corrections().get(row.confidence_grade)
    if correction is None:
        return None
    gross = Fraction((row.population or 0) * (row.unit_value_p or 0))
    for rate in (*rates, PPM - correction):
        gross *= Fraction(rate, PPM)
    anyway = gross * Fraction(row.deadweight_ppm or 0, PPM)
    return net_additional(gross, _ways(row), anyway)


def unsaid(row: BenefitLine) -> tuple[str, ...]:
    """Return the labels of what a line does not say, or not so that it can be read."""
    labels = spec_by_name(BenefitLine)
    missing = [name for name in (*_NEEDED, *_RATES) if getattr(row, name) is None]
    if _lag(row.lag_profile, 1) is None:
        missing.append("lag_profile")
    return tuple(labels[name].label for name in missing)


def _ways(row: BenefitLine) -> Additionality:
    """Return what is lost or added beside deadweight; what is not said is not applied."""
    return Additionality(
        leakage_ppm=row.leakage_ppm or 0,
        displacement_ppm=row.displacement_ppm or 0,
        substitution_ppm=row.substitution_ppm or 0,
        multiplier_ppm=PPM if row.multiplier_ppm is None else row.multiplier_ppm,
    )


def lag_ppm(row: BenefitLine, n: int) -> int | None:
    """Return the share of the full effect in year number `n`; None: not known."""
    found = _lag(row.lag_profile, n + 1)
    exact = found[n] * PPM if found else None
    return None if exact is None else round_ratio(exact.numerator, exact.denominator)


def _lag(profile: Sequence[str], n_years: int) -> list[Fraction] | None:
    """Return the share of the full effect by year; the last holds on. None: not known."""
    said = [part.strip() for text in profile for part in re.split("[,;]", text)]
    try:
        shares = [Fraction(part.removesuffix("%").strip()) / 100 for part in said if part]
    except (ValueError, ZeroDivisionError):
        return None
    if not shares:
        return None
    return [shares[min(t, len(shares) - 1)] for t in range(n_years)]


def _by_body(plan: Plan, row: BenefitLine, amounts: Sequence[int | None]) -> dict[str, Years]:
    """Share each year out; what the shares leave short of 100 % is nobody's.

    Nothing is shared out where a share is not known or they make more than 100 %.
    """
    rows = sorted(
        (share for share in plan.benefit_shares.values() if share.benefit_id == row.id),
        key=lambda share: share.id,
    )
    weights: dict[str, int] = {}
    for share in rows:
        body = share.organisation_id or share.body
        if share.share_ppm is None or share.share_ppm < 0:
            return {}
        weights[body] = weights.get(body, 0) + share.share_ppm
    left = PPM - sum(weights.values())
    if left < 0:
        return {}
    weights[""] = weights.get("", 0) + left
    parts = [None if p is None else split(p, list(weights.values())) for p in amounts]
    found = {
        body: tuple(None if part is None else part[n] for part in parts)
        for n, body in enumerate(weights)
    }
    return {body: years for body, years in found.items() if body or any(years)}
