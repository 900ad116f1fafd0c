"""A pool's budget under one scenario: money in, money out, the gap, who would bear what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import sub
from typing import NamedTuple

import numpy as np

from commissionplanner.budget.contributions import ContributionLine, MoneyIn, money_in
from commissionplanner.budget.expenditure import (
    ExpenditureLine,
    MoneyOut,
    money_out,
    sums_by,
    sums_of,
)
from commissionplanner.budget.exposure import Exposure, Shared, exposure
from commissionplanner.budget.rows import Rows
from commissionplanner.budget.scenarios import Assumptions, Line, View, view
from commissionplanner.model.entities import Assumption, Pool
from commissionplanner.model.joins import CERTAINTIES
from commissionplanner.model.money import times_ppm
from commissionplanner.model.plan import Plan, display_name
from commissionplanner.model.years import FinancialYear

LEVELS = ("confirmed", "with_indicative", "with_assumed")
"""Balances, from the surest money to all that is known."""

Years = tuple[int | None, ...]
"""Pence by year; None where not known."""


@dataclass(frozen=True, slots=True)
class Contingency:
    """What is held back, year by year.

    Attributes:
        rates_ppm: Share of planned spending; None where an amount is given or nothing is known.
        amounts_p: Pence; None where not known.
        assumption_ids: The assumption that says it; "" where the fund itself does.
        fixed: Whether an amount is given.
    """

    rates_ppm: tuple[int | None, ...]
    amounts_p: Years
    assumption_ids: tuple[str, ...]
    fixed: tuple[bool, ...]


class Totals(NamedTuple):
    """Sums by year over what is known, in cash; None where nothing of it is known.

    Attributes:
        certain_p: Contributions of at least each level of certainty.
        balance_p: Those less spending and contingency; below nil is a gap. A contingency that
            is not known is left out, which `unknown_contingency` says.
        unknown_contributions: How many contributions are not known.
        unknown_expenditure: How many costs are not known.
        unknown_contingency: Whether the contingency is not known.
        in_kind_in_p: Contributions in kind: shown apart, never set against cash.
        in_kind_out_p: Costs met in kind.
    """

    contributions_p: Years
    expenditure_p: Years
    contingency_p: Years
    certain_p: Mapping[str, Years]
    balance_p: Mapping[str, Years]
    unknown_contributions: tuple[int, ...]
    unknown_expenditure: tuple[int, ...]
    unknown_contingency: tuple[bool, ...]
    in_kind_in_p: Years = ()
    in_kind_out_p: Years = ()


class WorkedOut(NamedTuple):
    """A pool's budget under one scenario: a tuple, as each typed figure makes several.

    Attributes:
        seen: The plan as the scenario sees it.
        in_: Money in as arrays, for sums over thousands of lines.
        out: Money out likewise.
    """

    seen: View
    pool: Pool
    years: tuple[FinancialYear, ...]
    in_: MoneyIn
    out: MoneyOut
    contingency: Contingency
    totals: Totals


class PoolBudget(WorkedOut):
    """A pool's budget under one scenario. Lines and exposure are put together when looked at."""

    @cached_property
    def given_order(self) -> list[int]:
        """Rows of money in, in order of partner (the host first) and stream."""
        plan, host_id, places = self.seen.plan, self.pool.host_id, self.in_.places

        def place(n: int) -> tuple[bool, str, str, str, bool, bool]:
            partner_id, stream_id, one_off, in_kind, _ = places[n]
            partner = display_name(plan.organisations.get(partner_id))
            stream = display_name(plan.funding_streams.get(stream_id))
            not_host = (partner_id or None) != host_id
            return (
                not_host, partner.casefold(), partner_id or "~", stream.casefold(), one_off, in_kind,
            )  # fmt: skip

        return sorted(range(len(places)), key=place)

    @cached_property
    def contributions(self) -> Sequence[ContributionLine]:
        """Money in, in order of partner (the host first) and stream."""
        order, lines = self.given_order, self.in_.lines
        return Rows(len(order), lambda n: lines[order[n]])

    @property
    def expenditure(self) -> Sequence[ExpenditureLine]:
        """Costs, in order of the services' names."""
        return self.out.lines

    @cached_property
    def exposure(self) -> Exposure:
        """Who would bear what if spending were over or under plan."""
        return exposure(self.seen.plan, self.pool, _shared(self.in_, self.out))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """What could not be read or needs saying, in sentences."""
        return (*self.seen.notes, *_notes(self))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PoolBudget):
            return NotImplemented
        names = (
            "seen", "pool", "years", "contributions", "expenditure", "contingency", "totals",
            "exposure", "notes",
        )  # fmt: skip
        return all(getattr(self, name) == getattr(other, name) for name in names)

    __hash__ = None  # type: ignore[assignment] # compared by contents

    def partner_totals(self) -> dict[str | None, Years]:
        """Return known contributions in cash by partner and year, in the order of the lines."""
        found: dict[str | None, Years] = {}
        for line in self.contributions:
            if line.in_kind:
                continue
            rows = [
                c.amounts_p
                for c in self.contributions
                if c.partner_id == line.partner_id and not c.in_kind
            ]
            found.setdefault(line.partner_id, _sums(rows, len(self.years)))
        return found


def pool_budget(plan: Plan, pool_id: str, scenario_id: str | None = None) -> PoolBudget:
    """Work out a pool's budget; no scenario is the base.

    Raises:
        KeyError: the plan has no such pool or scenario.
        OverflowError: an amount grows beyond £40 billion, or a rate is beyond ±100 %.
    """
    seen = view(plan, scenario_id)
    pool = seen.plan.pools[pool_id]
    assumptions = Assumptions(seen)
    given, out = money_in(seen, pool_id, assumptions), money_out(seen, pool_id, assumptions)
    held = _contingency(seen.plan, pool, assumptions, out.sums().years)
    return PoolBudget(
        seen=seen,
        pool=pool,
        years=seen.plan.years,
        in_=given,
        out=out,
        contingency=held,
        totals=_totals(given, out, held),
    )


def with_money_in(budget: PoolBudget, given: MoneyIn) -> PoolBudget:
    """Return a budget with other money in, and its totals."""
    return budget._replace(in_=given, totals=_totals(given, budget.out, budget.contingency))


def with_spending(budget: PoolBudget, seen: View, out: MoneyOut) -> PoolBudget:
    """Return a budget with other spending, and what of contingency and totals follows from it."""
    _, pool, years, given, before, held, totals = budget
    given_p, _, _, certain, _, gaps, _, unclear, kind_in, kind = totals
    spent = out.sums()
    spent_p = spent.years
    if held.rates_ppm.count(None) < len(spent_p):  # else nothing of it follows what is spent
        held = _following(held, spent_p)
    if out.totals is None or before.totals is None or out.totals[1] is not before.totals[1]:
        kind = out.sums(in_kind=True).years
    return PoolBudget(
        seen, pool, years, given, out, held,
        Totals(
            given_p, spent_p, held.amounts_p, certain, _balances(certain, spent_p, held.amounts_p),
            gaps, spent.n_unknown, unclear, kind_in, kind,
        ),
    )  # fmt: skip


def _following(held: Contingency, spent: Years) -> Contingency:
    """Return the contingency as it follows from what is spent."""
    amounts = tuple(
        amount if is_fixed else _held(spent_p, rate)
        for amount, is_fixed, spent_p, rate in zip(
            held.amounts_p, held.fixed, spent, held.rates_ppm, strict=True
        )
    )
    return Contingency(held.rates_ppm, amounts, held.assumption_ids, held.fixed)


def _shared(money: MoneyIn, out: MoneyOut) -> Shared:
    """Return what the terms of a risk share rest on: cash, and costs that are not left out."""
    kept = out.cash & ~out.schemes.excluded
    partners = tuple(dict.fromkeys(money.partner_ids))
    partner_at = np.array([partners.index(key) for key in money.partner_ids], np.intp)
    free = kept & out.schemes.uncommitted
    amount_p = np.where(out.known, out.amount_p, 0)
    return Shared(
        shared_p=sums_of(out.amount_p, out.known, out.unknown, kept).years,
        led_p=sums_by(out.schemes.leads, out.schemes.lead_at[kept], amount_p[kept]),
        given_p=sums_by(
            partners,
            partner_at[money.cash],
            np.where(money.known, money.amount_p, 0)[money.cash],
        ),
        unknown=tuple(money.unknown[money.cash].sum(axis=0).tolist()),
        uncommitted_p=tuple(amount_p[free].sum(axis=0).tolist()),
        marked=bool(free.any()),
        partner_ids=tuple(dict.fromkeys(key for key in money.partner_ids if key)),
    )


def _sums(rows: Sequence[Years], n_years: int) -> Years:
    """Add known amounts by year; None where none is known."""
    known = [[row[n] for row in rows if row[n] is not None] for n in range(n_years)]
    return tuple(sum(p for p in column if p is not None) if column else None for column in known)


def _contingency(plan: Plan, pool: Pool, assumptions: Assumptions, spent: Years) -> Contingency:
    """An assumption about the contingency holds before the fund's own rate."""
    years = plan.years
    fitting = assumptions.fitting("contingency", Line(pool_id=pool.id))
    rates: list[int | None] = []
    amounts: list[int | None] = []
    ids: list[str] = []
    fixed: list[bool] = []
    for n, year in enumerate(years):
        said: Assumption | None = next((a for a in fitting if a.year in (None, year)), None)
        rate = pool.contingency_ppm if said is None else said.rate_ppm
        given_p = None if said is None else said.amount_p
        rates.append(rate if given_p is None else None)
        amounts.append(_held(spent[n], rate) if given_p is None else given_p)
        ids.append("" if said is None else said.id)
        fixed.append(given_p is not None)
    return Contingency(tuple(rates), tuple(amounts), tuple(ids), tuple(fixed))


def _held(spent_p: int | None, rate_ppm: int | None) -> int | None:
    return None if spent_p is None or rate_ppm is None else times_ppm(spent_p, rate_ppm)


def _totals(money: MoneyIn, out: MoneyOut, held: Contingency) -> Totals:
    spent = out.sums()
    given, certain, gaps, in_kind = _given(money)
    spent_p = spent.years
    return Totals(
        contributions_p=given,
        expenditure_p=spent_p,
        contingency_p=held.amounts_p,
        certain_p=certain,
        balance_p=_balances(certain, spent_p, held.amounts_p),
        unknown_contributions=gaps,
        unknown_expenditure=spent.n_unknown,
        unknown_contingency=tuple(
            rate is None and amount is None
            for rate, amount in zip(held.rates_ppm, held.amounts_p, strict=True)
        ),
        in_kind_in_p=in_kind,
        in_kind_out_p=out.sums(in_kind=True).years,
    )


def _given(money: MoneyIn) -> tuple[Years, Mapping[str, Years], tuple[int, ...], Years]:
    """Return money in by year: all of it, by level of certainty, what is not known, in kind."""
    cash = sums_of(money.amount_p, money.known, money.unknown, money.cash)
    given = cash.years
    certain, last = dict[str, Years](), Years()
    for rank, level in enumerate(LEVELS):
        sure_p = _at_least(money, rank, cash.amount_p)
        sure = tuple(None if p is None else sure_p[n] for n, p in enumerate(given))
        last = certain[level] = last if sure == last else sure
    in_kind = sums_of(money.amount_p, money.known, money.unknown, ~money.cash)
    return given, certain, cash.n_unknown, in_kind.years


def _at_least(money: MoneyIn, rank: int, everything: tuple[int, ...]) -> tuple[int, ...]:
    """Add the contributions of each year that are at least so sure; the last level is all."""
    if rank == len(CERTAINTIES) - 1:
        return everything
    here = money.known & (money.rank <= rank) & money.cash.reshape(-1, 1)
    return tuple(np.where(here, money.amount_p, 0).sum(axis=0).tolist())


def _balances(certain: Mapping[str, Years], spent: Years, held: Years) -> Mapping[str, Years]:
    """Return by level of certainty what money in leaves after spending and contingency."""
    gone = spent if held.count(None) == len(held) else tuple([
        None if spent_p is None else spent_p + (held_p or 0)
        for spent_p, held_p in zip(spent, held, strict=True)
    ])  # fmt: skip
    found: dict[str, Years] = {}
    last: Years | None = None
    left: Years = ()
    for level, given in certain.items():
        if given is not last:  # often all money is equally sure
            last, left = given, _less(given, gone)
        found[level] = left
    return found


def _less(given: Years, gone: Years) -> Years:
    """Take one from the other by year; None where either is not known."""
    if None not in given and None not in gone:
        return tuple(map(sub, given, gone))
    if given.count(None) == len(given):
        return given
    return tuple([
        None if given_p is None or gone_p is None else given_p - gone_p
        for given_p, gone_p in zip(given, gone, strict=True)
    ])  # fmt: skip


def _unsure_words(unsure: Mapping[FinancialYear, int]) -> str:
    """Say once, of all years, how many contributions have no certainty recorded."""
    most, first, last = max(unsure.values()), min(unsure), max(unsure)
    if len(unsure) == 1:
        when, many = f"In {first}", str(most)
    else:
        gap = last.start - first.start + 1 > len(unsure)
        when = f"In {'some years' if gap else 'every year'} from {first} to {last}"
        many = str(most) if most == min(unsure.values()) else f"up to {most}"
    if most == 1:
        return f"{when}, one contribution has no certainty recorded. It counts as assumed."
    return f"{when}, {many} contributions have no certainty recorded. They count as assumed."


def _notes(budget: PoolBudget) -> Iterator[str]:
    money, out = budget.in_, budget.out
    none = len(CERTAINTIES)
    unsure_of = [
        sum(line.amounts_p[n] is not None and line.certainty[n] is None for line in money.lines)
        for n in range(len(budget.years))
    ] if (money.rank == none).any() else [0] * len(budget.years)  # fmt: skip
    unsure = {year: n for year, n in zip(budget.years, unsure_of, strict=True) if n}
    if unsure:
        yield _unsure_words(unsure)
    nowhere = int((~out.known.any(axis=1)).sum())
    if nowhere == 1:
        yield "One service in the fund has no known cost in any year. It is not counted as nil."
    elif nowhere:
        yield f"{nowhere} services in the fund have no known cost in any year. They are not counted as nil."
