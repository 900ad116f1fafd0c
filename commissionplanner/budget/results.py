"""A pool's budget under one scenario: money in, money out, the gap, who would bear what."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commissionplanner.budget.contributions import ContributionLine, contribution_lines
from commissionplanner.budget.expenditure import ExpenditureLine, service_lines
from commissionplanner.budget.exposure import Exposure, exposure
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
    """

    rates_ppm: tuple[int | None, ...]
    amounts_p: Years
    assumption_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums by year over what is known; None where nothing of it is known.

    Attributes:
        certain_p: Contributions of at least each level of certainty.
        balance_p: Those less spending and contingency; below nil is a gap. A contingency that
            is not known is left out, which `unknown_contingency` says.
        unknown_contributions: How many contributions are not known.
        unknown_expenditure: How many costs are not known.
        unknown_contingency: Whether the contingency is not known.
    """

    contributions_p: Years
    expenditure_p: Years
    contingency_p: Years
    certain_p: Mapping[str, Years]
    balance_p: Mapping[str, Years]
    unknown_contributions: tuple[int, ...]
    unknown_expenditure: tuple[int, ...]
    unknown_contingency: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class PoolBudget:
    """A pool's budget under one scenario.

    Attributes:
        seen: The plan as the scenario sees it.
        contributions: In order of partner (the host first) and stream.
        expenditure: In order of the services' names.
        notes: What could not be read or needs saying, in sentences.
    """

    seen: View
    pool: Pool
    years: tuple[FinancialYear, ...]
    contributions: tuple[ContributionLine, ...]
    expenditure: tuple[ExpenditureLine, ...]
    contingency: Contingency
    totals: Totals
    exposure: Exposure
    notes: tuple[str, ...]

    def partner_totals(self) -> dict[str | None, Years]:
        """Return known contributions by partner and year, in the order of the lines."""
        found: dict[str | None, Years] = {}
        for line in self.contributions:
            rows = [c.amounts_p for c in self.contributions if c.partner_id == line.partner_id]
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
    money_in = _in_order(seen.plan, pool, contribution_lines(seen, pool_id, assumptions))
    money_out = service_lines(seen, pool_id, assumptions)
    spent = _sums([line.amounts_p for line in money_out], len(seen.plan.years))
    held = _contingency(seen.plan, pool, assumptions, spent)
    return PoolBudget(
        seen=seen,
        pool=pool,
        years=seen.plan.years,
        contributions=money_in,
        expenditure=money_out,
        contingency=held,
        totals=_totals(money_in, money_out, spent, held),
        exposure=exposure(seen.plan, pool, money_in, money_out),
        notes=(*seen.notes, *_notes(seen, money_in, money_out)),
    )


def _in_order(
    plan: Plan, pool: Pool, lines: tuple[ContributionLine, ...]
) -> tuple[ContributionLine, ...]:
    def place(line: ContributionLine) -> tuple[bool, str, str, str, bool]:
        partner = display_name(plan.organisations.get(line.partner_id or ""))
        stream = display_name(plan.funding_streams.get(line.stream_id or ""))
        host = line.partner_id == pool.host_id
        key = line.partner_id or "~"
        return (not host, partner.casefold(), key, stream.casefold(), line.one_off)

    return tuple(sorted(lines, key=place))


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
    for n, year in enumerate(years):
        said: Assumption | None = next((a for a in fitting if a.year in (None, year)), None)
        rate = pool.contingency_ppm if said is None else said.rate_ppm
        fixed = None if said is None else said.amount_p
        rates.append(rate if fixed is None else None)
        amounts.append(_held(spent[n], rate) if fixed is None else fixed)
        ids.append("" if said is None else said.id)
    return Contingency(tuple(rates), tuple(amounts), tuple(ids))


def _held(spent_p: int | None, rate_ppm: int | None) -> int | None:
    return None if spent_p is None or rate_ppm is None else times_ppm(spent_p, rate_ppm)


def _totals(
    money_in: Sequence[ContributionLine],
    money_out: Sequence[ExpenditureLine],
    spent: Years,
    held: Contingency,
) -> Totals:
    n_years = len(spent)
    given = _sums([line.amounts_p for line in money_in], n_years)
    certain = {
        level: tuple(
            None if given[n] is None else _at_least(money_in, n, rank) for n in range(n_years)
        )
        for rank, level in enumerate(LEVELS)
    }
    balance = {
        level: tuple(
            _balance(certain[level][n], spent[n], held.amounts_p[n]) for n in range(n_years)
        )
        for level in LEVELS
    }
    return Totals(
        contributions_p=given,
        expenditure_p=spent,
        contingency_p=held.amounts_p,
        certain_p=certain,
        balance_p=balance,
        unknown_contributions=_unknown(money_in, n_years),
        unknown_expenditure=_unknown(money_out, n_years),
        unknown_contingency=tuple(
            rate is None and amount is None
            for rate, amount in zip(held.rates_ppm, held.amounts_p, strict=True)
        ),
    )


def _unknown(lines: Iterable[ContributionLine | ExpenditureLine], n_years: int) -> tuple[int, ...]:
    rows = [line.unknown for line in lines]
    return tuple(sum(row[n] for row in rows) for n in range(n_years))


def _at_least(lines: Sequence[ContributionLine], n: int, rank: int) -> int:
    """Add the contributions of a year that are at least so sure; the last level is all."""
    sure = CERTAINTIES[: rank + 1]
    everything = rank == len(CERTAINTIES) - 1
    return sum(c.amounts_p[n] or 0 for c in lines if everything or c.certainty[n] in sure)


def _balance(given_p: int | None, spent_p: int | None, held_p: int | None) -> int | None:
    if given_p is None or spent_p is None:
        return None
    return given_p - spent_p - (held_p or 0)


def _notes(
    seen: View, money_in: Sequence[ContributionLine], money_out: Sequence[ExpenditureLine]
) -> Iterator[str]:
    for n, year in enumerate(seen.plan.years):
        unsure = sum(c.amounts_p[n] is not None and c.certainty[n] is None for c in money_in)
        if unsure == 1:
            yield f"In {year} one contribution has no certainty recorded. It counts as assumed."
        elif unsure:
            yield f"In {year} {unsure} contributions have no certainty recorded. They count as assumed."
    nowhere = sum(all(p is None for p in line.amounts_p) for line in money_out)
    if nowhere == 1:
        yield "One service in the fund has no known cost in any year. It is not counted as nil."
    elif nowhere:
        yield f"{nowhere} services in the fund have no known cost in any year. They are not counted as nil."
