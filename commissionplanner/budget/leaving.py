"""A partner leaves a fund: its last day, what it takes and leaves, and the gap by year.

Its share of what is held or owed is its share of the known contributions of the year in which it
leaves; an underspend goes by the fund's own rule. What cannot be told is None, and said.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from commissionplanner.budget.calendar import part_by_days
from commissionplanner.budget.exposure import reserve_p
from commissionplanner.budget.pieces import part_of
from commissionplanner.budget.results import PoolBudget, pool_budget
from commissionplanner.budget.risk_share import NotWorkedOutError, share_variance
from commissionplanner.budget.what_if import (
    Draft,
    NewId,
    NoScenarioError,
    overrides_of,
    with_draft,
)
from commissionplanner.model.entities import Contract, Scenario
from commissionplanner.model.money import Pence, split, sum_known
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.words import counted
from commissionplanner.model.years import FinancialYear, add_months

Years = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What it means that a partner leaves.

    Attributes:
        draft: The scenario.
        last_day: The last day on which it gives.
        lost_p: By year, recorded contributions that no longer come; None where one of the
            partner's in the year is not known.
        gap_p: By year, what is then missing in all; 0 for no gap; None where not known.
        carried_p: Of the gap, the part of each partner that stays, in the share in which it gives
            in the year; "" for a year in which no other gives. The parts make the gap.
        reserve_p: Its part of the fund's reserve; None where that is not known.
        underspend_p: Its part of the variance recorded for its last year: below nil is an
            underspend it takes; None where none is recorded or it cannot be shared.
        liabilities_p: Its part of what contracts of the fund's services are committed to after
            its last day, by days; None where no value is known.
        contract_ids: Contracts it holds for the fund's services beyond its last day, which
            another has to take over.
        vat_p: Where it is the host: VAT not recovered on those contracts, which a new host may
            bear otherwise; None where it is not the host or nothing is known.
        vat_change_p: What a new host recovers less of the VAT charged on those contracts, by year
            (a minus: more); None where that is not known or no new host is named.
        notes: What could not be told, in sentences.
    """

    draft: Draft
    last_day: date
    lost_p: Years
    gap_p: Years
    carried_p: Mapping[str, tuple[Pence, ...]]
    reserve_p: Pence | None
    underspend_p: Pence | None
    liabilities_p: Pence | None
    contract_ids: tuple[str, ...]
    vat_p: Pence | None
    vat_change_p: Years
    notes: tuple[str, ...]


def leave(
    plan: Plan,
    pool_id: str,
    partner_id: str,
    name: str,
    new_id: NewId,
    *,
    notice_on: date,
    last_day: date | None = None,
    new_host_id: str | None = None,
) -> Leaving:
    """Draft a scenario in which a partner leaves.

    Args:
        plan: The plan.
        pool_id: The fund.
        partner_id: Who leaves.
        name: What the scenario is called.
        new_id: Gives ids.
        notice_on: The day on which it gives notice.
        last_day: Its last day, run-off counted; None: when the fund's notice has run.
        new_host_id: Who buys from then on, where it is the host that leaves.

    Raises:
        NoScenarioError: there is no notice to count by, or the partner gives nothing that ends.
        OverflowError: an amount grows beyond what can be added up.
    """
    budget = pool_budget(plan, pool_id)
    ends = last_day or _notice_over(budget, notice_on)
    if ends < notice_on:
        raise NoScenarioError("The last day is before the day of notice.")
    amounts, lost = _ended(budget, partner_id, ends)
    if not amounts:
        raise NoScenarioError("The partner gives nothing to the fund after that day.")
    scenario = Scenario(id=new_id(), name=name, kind="other")
    rows = overrides_of(scenario.id, "contributions", plan.contributions, amounts, new_id)
    draft = Draft(scenario, rows)
    after = pool_budget(with_draft(plan, draft), pool_id, scenario.id)
    gap = _gap(after)
    held, committed = _contracts(budget, partner_id, ends)
    owed, n = sum_known(_after(plan, row, ends) for row in committed), _column(budget, ends)
    vat_p = sum_known(row.vat_not_recovered_p for row in held)
    return Leaving(
        draft=draft,
        last_day=ends,
        lost_p=lost,
        gap_p=gap,
        carried_p=_carried(after, partner_id, gap),
        reserve_p=_part(budget, partner_id, n, reserve_p(plan, pool_id, budget.years[n])),
        underspend_p=_underspend(budget, partner_id, n),
        liabilities_p=_part(budget, partner_id, n, owed),
        contract_ids=tuple(row.id for row in held),
        vat_p=vat_p if budget.pool.host_id == partner_id else None,
        vat_change_p=_vat_change(budget, held, partner_id, new_host_id, ends),
        notes=tuple(_notes(budget, partner_id, committed, lost)),
    )


def _gap(after: PoolBudget) -> Years:
    """Return what is missing by year; a year with an amount not known has no gap that is known."""
    totals = after.totals
    return tuple(
        None
        if p is None or totals.unknown_contributions[n] or totals.unknown_expenditure[n]
        else max(0, -p)
        for n, p in enumerate(totals.balance_p["with_assumed"])
    )


def _notice_over(budget: PoolBudget, notice_on: date) -> date:
    months = budget.pool.notice_months
    if months is None:
        name = display_name(budget.pool)
        raise NoScenarioError(f"The notice of “{name}” is not recorded. Give the last day.")
    return add_months(notice_on, months)  # the corresponding day, as notice is counted


def _column(budget: PoolBudget, ends: date) -> int:
    """Return the number of the planned year of a day, the nearest where it is in none."""
    n = sum(year <= FinancialYear.of(ends) for year in budget.years) - 1
    return max(0, n)


def _ended(budget: PoolBudget, partner_id: str, ends: date) -> tuple[dict[str, Pence], Years]:
    """Return the amounts of the contributions that end, and what is lost by year."""
    amounts: dict[str, Pence] = {}
    lost: list[int | None] = [0] * len(budget.years)
    column_of = {year: n for n, year in enumerate(budget.years)}
    for row in budget.seen.plan.contributions.values():
        of_partner = (row.pool_id, row.partner_id) == (budget.pool.id, partner_id)
        if not of_partner or row.year not in column_of or row.year.last_day <= ends:
            continue
        n = column_of[row.year]
        if row.amount_p is None:
            lost[n] = None
            continue
        amounts[row.id] = part_of(
            budget.seen.plan, row.amount_p, row.year.first_day, ends, row.year
        )
        before_p = lost[n]
        if before_p is not None and not row.in_kind:
            lost[n] = before_p + row.amount_p - amounts[row.id]
    return amounts, tuple(lost)


def _weights(budget: PoolBudget, n: int, without: str = "") -> dict[str, Pence]:
    """Return what each partner is known to give in a year, the host first and then by id."""
    terms = budget.exposure.terms_over[n]
    return {
        key: max(0, terms.contributions_p.get(key, 0)) for key in terms.partners if key != without
    }


def _part(budget: PoolBudget, partner_id: str, n: int, whole_p: Pence | None) -> Pence | None:
    weights = _weights(budget, n)
    if whole_p is None or not any(weights.values()):
        return None
    shares = split(whole_p, list(weights.values()))
    return dict(zip(weights, shares, strict=True)).get(partner_id, 0)


def _carried(after: PoolBudget, partner_id: str, gap: Years) -> dict[str, tuple[Pence, ...]]:
    found: dict[str, list[Pence]] = {}
    for n, gap_p in enumerate(gap):
        weights = {key: p for key, p in _weights(after, n, partner_id).items() if p}
        shares = split(gap_p or 0, list(weights.values()) or [1])
        for key, part in zip(weights or {"": 1}, shares, strict=True):
            found.setdefault(key, [0] * len(gap))[n] = part
    return {key: tuple(row) for key, row in found.items() if any(row)}


def _underspend(budget: PoolBudget, partner_id: str, n: int) -> Pence | None:
    whole_p = sum_known(
        row.amount_p
        for row in budget.seen.plan.variances.values()
        if (row.pool_id, row.year) == (budget.pool.id, budget.years[n])
    )
    if whole_p is None:
        return None
    terms = (budget.exposure.terms_over if whole_p > 0 else budget.exposure.terms_under)[n]
    try:
        return share_variance(terms, whole_p).parts_p.get(partner_id, 0)
    except NotWorkedOutError:
        return None


def _contracts(
    budget: PoolBudget, partner_id: str, ends: date
) -> tuple[list[Contract], list[Contract]]:
    """Return the contracts committed beyond a day: those the partner holds, and all of the fund's."""
    services = {line.service_id for line in budget.expenditure}
    rows = [
        row
        for _, row in sorted(budget.seen.plan.contracts.items())
        if services & set(row.service_ids) and row.committed_end_on and row.committed_end_on > ends
    ]
    return [row for row in rows if row.commissioner_id == partner_id], rows


def _after(plan: Plan, row: Contract, ends: date) -> Pence | None:
    """Return what a contract is committed to after a day, by days or by months as the plan is."""
    end = row.committed_end_on
    if row.annual_value_p is None or end is None:
        return None
    first = max(ends + timedelta(days=1), row.start_on or ends)
    year, total_p = FinancialYear.of(first), 0
    while year.first_day <= end:
        total_p += part_of(plan, row.annual_value_p, first, end, year)
        year = year.plus(1)
    return total_p


_RECOVERED = {"full": 1, "none": 0}
"""Of the VAT charged, how much comes back; in part is not told in figures."""


def _vat_change(
    budget: PoolBudget, held: list[Contract], old_id: str, new_id: str | None, ends: date
) -> Years:
    """Return the VAT that no longer comes back, by year, by days after the last day."""
    nothing = (None,) * len(budget.years)
    if new_id is None or budget.pool.host_id != old_id:
        return nothing
    organisations = budget.seen.plan.organisations
    kinds = [organisations[key].vat_recovery for key in (old_id, new_id) if key in organisations]
    shares = [_RECOVERED.get(kind or "") for kind in kinds]
    if len(shares) < 2 or shares[0] is None or shares[1] is None:
        return nothing
    lost = shares[0] - shares[1]
    return tuple(_vat_of(held, year, ends, lost) for year in budget.years)


def _vat_of(held: list[Contract], year: FinancialYear, ends: date, lost: int) -> Pence | None:
    parts = list[int | None]()
    for row in held:
        first = max(ends + timedelta(days=1), row.start_on or ends)
        last = row.committed_end_on or year.last_day
        part_p = part_by_days(row.vat_charged_p or 0, first, last, year)
        parts.append(None if row.vat_charged_p is None else lost * part_p)
    return sum_known(parts)


def _notes(
    budget: PoolBudget, partner_id: str, committed: list[Contract], lost: Years
) -> list[str]:
    notes = []
    unknown = [str(y) for y, p in zip(budget.years, lost, strict=True) if p is None]
    if unknown:
        notes.append(f"What it gives is not known in {', '.join(unknown)}.")
    bare = sum(row.annual_value_p is None for row in committed)
    if bare:
        said = counted(bare, "contract has", "contracts have")
        notes.append(f"{said} no yearly value; liabilities leave that out.")
    if budget.pool.host_id == partner_id:
        route = budget.pool.vat_route.strip() or "not recorded"
        notes.append(f"It is the host: a new host buys from then on. VAT route now: {route}.")
    return notes
