"""What the services of a pool cost by year: as recorded, and worked out where nothing is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import repeat
from operator import add
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.arrays import CostLines, expenditure_lines, is_planned, standing
from commissionplanner.budget.kept import Kept
from commissionplanner.budget.pieces import PART_YEAR, SCHOOL_YEAR
from commissionplanner.budget.projection import Mask, Pence, Projection, project
from commissionplanner.budget.rates import LineChoices, LineRates, rate_choices, rates_of
from commissionplanner.budget.row_state import Done, Regrown, RowChange, RowState
from commissionplanner.budget.rows import Once, Rows
from commissionplanner.budget.scenarios import Assumptions, View
from commissionplanner.budget.service_facts import service_facts
from commissionplanner.model.joins import is_ring_fenced
from commissionplanner.model.plan import Plan

_KEPT = Kept()
_MADE = {PART_YEAR: "part_year", SCHOOL_YEAR: "school_year"}


@dataclass(frozen=True, slots=True)
class ExpenditureLine:
    """What a service of the pool costs, year by year.

    Attributes:
        lead_id: The partner that leads it in the pool, else the service's lead commissioner.
        is_excluded: Whether it is left out of the risk share.
        amounts_p: Pence by year; None where not known.
        origins: By year: "recorded", "projected" (worked out from the year before),
            "not_running" (nil, because the service has not begun or has ended), "one_off" (nil,
            because what it cost came once), "part_year" (of a full year's amount),
            "school_year" (of school years' amounts), "not_known".
        unknown: By year, how many amounts are not known.
        rates: The rates into each year; used where the origin is "projected".
        bases_p: By year, what goes on into the next: what is recurrent, as of a full year.
        in_kind: Whether the line holds staff, rooms or goods, which are never added to cash.
    """

    service_id: str
    lead_id: str | None
    is_excluded: bool
    amounts_p: tuple[int | None, ...]
    origins: tuple[str, ...]
    unknown: tuple[int, ...]
    rates: LineRates
    bases_p: tuple[int, ...] = ()
    in_kind: bool = False


@dataclass(frozen=True, slots=True)
class Schemes:
    """What a pool says of its services, a row a line of costs, whatever the amounts.

    Attributes:
        order: Rows in the order of the services' names.
        lead_ids: Of each row; "" where nobody is named.
        leads: The same, each once.
        lead_at: The place of each row's among them.
        excluded: Which are left out of the risk share.
        uncommitted: Which may be reduced to cover an overspend.
    """

    order: NDArray[np.intp]
    lead_ids: tuple[str, ...]
    leads: tuple[str, ...]
    lead_at: NDArray[np.intp]
    excluded: Mask
    uncommitted: Mask

    def place_of(self, row: int) -> int:
        """Return where a row stands in the order of names."""
        return int(np.flatnonzero(self.order == row)[0])


class Sums(NamedTuple):
    """Sums over lines by year, cash or in kind.

    Attributes:
        amount_p: Pence that are known.
        n_known: How many lines have a known amount.
        n_unknown: How many amounts are not known.
    """

    amount_p: tuple[int, ...]
    n_known: tuple[int, ...]
    n_unknown: tuple[int, ...]

    def moved(self, step: RowChange) -> "Sums":
        """Return the sums after one line has moved by so much."""
        amount_p, n_known, n_unknown = self
        return Sums(
            tuple(map(add, amount_p, step.amount_p)),
            tuple(map(add, n_known, step.n_known)) if step.n_known else n_known,
            tuple(map(add, n_unknown, step.n_unknown)) if step.n_unknown else n_unknown,
        )

    @property
    def years(self) -> tuple[int | None, ...]:
        """Pence by year; None where nothing is known."""
        if 0 not in self.n_known:
            return self.amount_p
        pairs = zip(self.amount_p, self.n_known, strict=True)
        return tuple(p if there else None for p, there in pairs)


def sums_of(amount_p: Pence, known: Mask, unknown: NDArray[np.int64], rows: Mask) -> Sums:
    """Return the sums of some rows; amounts that are not known are 0."""
    if not rows.all():
        amount_p, known, unknown = amount_p[rows], known[rows], unknown[rows]
    return Sums(
        tuple(amount_p.sum(axis=0).tolist()),
        tuple(int(np.count_nonzero(year)) for year in known.T),
        tuple(unknown.sum(axis=0).tolist()),
    )


class Spending(NamedTuple):
    """What a pool spends as arrays, a row a line: a tuple, as each typed figure makes several.

    Attributes:
        held: The lines as recorded.
        done: What they come to by year.
        make_schemes: Gives what the pool says of the services, which no sum needs.
        choices: The rates of each line.
        patch: Rows that stand otherwise than in the arrays, because a record changed since.
        totals: The sums in cash and in kind, the patch with them; None where not added up yet.
    """

    held: CostLines
    done: Projection
    make_schemes: Callable[[], Schemes]
    choices: LineChoices
    patch: Mapping[int, RowState | Regrown] = MappingProxyType({})
    totals: tuple[Sums, Sums] | None = None


class MoneyOut(Spending):
    """What a pool spends, and its lines, each put together when looked at."""

    def sums(self, *, in_kind: bool = False) -> Sums:
        """Return what is spent by year, in cash or in kind."""
        if self.totals is not None:
            return self.totals[in_kind]
        return sums_of(
            self.amount_p, self.known, self.unknown, ~self.cash if in_kind else self.cash
        )

    def summed(self) -> "MoneyOut":
        """Return the same with its sums worked out."""
        return self._replace(totals=(self.sums(), self.sums(in_kind=True)))

    def patched(self, row: int, step: RowChange) -> "MoneyOut":
        """Return the same with a row that stands otherwise, and its sums with it."""
        cash, kind = self.totals or (self.sums(), self.sums(in_kind=True))
        totals = (
            (cash, kind.moved(step)) if self.held.found.in_kind[row] else (cash.moved(step), kind)
        )
        patch = {**self.patch, row: step.after}
        return MoneyOut(self.held, self.done, self.make_schemes, self.choices, patch, totals)

    @cached_property
    def schemes(self) -> Schemes:
        """What the pool says of the services."""
        return self.make_schemes()

    @cached_property
    def lines(self) -> Rows[ExpenditureLine]:
        """The lines, in the order of the services' names."""
        order = self.schemes.order
        return Rows(len(order), lambda n: self._line(int(order[n])))

    @cached_property
    def cash(self) -> Mask:
        """Which rows are cash."""
        return ~np.array(self.held.found.in_kind, dtype=np.bool_).reshape(-1)

    @cached_property
    def amount_p(self) -> Pence:
        """Pence, shape (lines, years), in the order of the rows; 0 where not known."""
        if not self.patch:
            return self.done.amount_p
        amount_p = self.done.amount_p.copy("K")
        for row in self.patch:
            amount_p[row] = self.state(row).done.amount_p
        return amount_p

    @cached_property
    def known(self) -> Mask:
        """Where there is an amount."""
        if not self.patch:
            return self.done.known
        known = self.done.known.copy("K")
        for row in self.patch:
            known[row] = self.state(row).done.known
        return known

    @cached_property
    def unknown(self) -> NDArray[np.int64]:
        """How many amounts are not known, shape (lines, years)."""
        done, found = self.done, self.held.found.unknown
        if done.known.all() and not found.any():
            unknown = np.zeros_like(found)
        else:
            unknown = np.where(done.known & ~done.projected, found, ~done.known)
        for row in self.patch:
            unknown[row] = self.state(row).gaps()
        return unknown

    def state(self, row: int) -> RowState:
        """Return one row as it stands."""
        held, done = self.patch.get(row), self.done
        if isinstance(held, RowState):
            return held
        before = Done(
            done.amount_p[row].tolist(), done.known[row].tolist(), done.projected[row].tolist(),
            done.base_p[row].tolist(), done.lasts[row].tolist(),
        )  # fmt: skip
        return held.state(before) if held else RowState(self.held.recorded(row), before)

    def _line(self, row: int) -> ExpenditureLine:
        found, state = self.held.found, self.state(row)
        amounts, known, _, bases, _ = state.done
        return ExpenditureLine(
            service_id=found.lines[row].service_id or "",
            lead_id=self.schemes.lead_ids[row] or None,
            is_excluded=bool(self.schemes.excluded[row]),
            amounts_p=tuple(a if k else None for a, k in zip(amounts, known, strict=True)),
            origins=tuple(_origins(state, found.made[row].tolist())),
            unknown=tuple(state.gaps()),
            rates=self.choices[row],
            bases_p=tuple(bases),
            in_kind=found.in_kind[row],
        )


def _origins(state: RowState, made: Sequence[int]) -> Iterator[str]:
    _, known, projected, _, lasts = state.done
    for n, there in enumerate(known):
        if projected[n]:
            yield "projected" if lasts[n] else "one_off"
        elif not there:
            yield "not_known"
        elif not state.recorded.running[n]:
            yield "not_running"
        else:
            yield _MADE.get(made[n], "recorded")


def money_out(seen: View, pool_id: str, assumptions: Assumptions) -> MoneyOut:
    """Return what each service of a pool costs.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    held = expenditure_lines(seen, pool_id)
    found = held.found
    choices = rate_choices(assumptions, found.lines, found.years)
    stands = standing(found, rolls_all=True) if seen.rolls_all else held.stands
    done = project(
        found.amount_p,
        held.known,
        stands,
        rates_of(choices, len(found.years)),
        additive=seen.additive,
        base_p=found.base_p,
        lasts=held.lasts,
    )
    schemes = Once(partial(schemes_of, seen, pool_id, held))
    return MoneyOut(held, done, schemes, choices).summed()


def with_schemes(out: MoneyOut, seen: View, pool_id: str, service_id: str) -> MoneyOut:
    """Return the same after a cost came or went, by which a service may be ring-fenced or not."""
    if not any(map(is_ring_fenced, seen.plan.funding_streams.values())):
        return out
    again = partial(_fenced_again, out.schemes, seen.plan, pool_id, service_id, out.held)
    return out._replace(make_schemes=Once(again))


def _fenced_again(
    before: Schemes, plan: Plan, pool_id: str, service_id: str, held: CostLines
) -> Schemes:
    """Return what a pool says of its services, said of one anew."""
    own = {key: row for key, row in plan.pool_services.items() if row.service_id == service_id}
    costs = {key: row for key, row in plan.service_costs.items() if row.service_id == service_id}
    few = replace(plan, pool_services=own, service_costs=costs)
    at = [rows[service_id] for rows in (held.cash_row, held.kind_row) if service_id in rows]
    excluded = before.excluded.copy()
    excluded[at] = _schemes(few, pool_id, [service_id]).excluded
    return replace(before, excluded=excluded)


def service_lines(seen: View, pool_id: str, assumptions: Assumptions) -> Rows[ExpenditureLine]:
    """Return what each service of a pool costs, in order of the services' names.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    return money_out(seen, pool_id, assumptions).lines


def schemes_of(seen: View, pool_id: str, held: CostLines) -> Schemes:
    """Return what a pool says of its services, kept while the plan says the same."""
    plan = seen.plan
    costs = plan.service_costs if _is_drawn_otherwise(seen) else seen.base.service_costs
    parts = (
        plan.services,
        plan.pool_services,
        plan.funding_streams,
        costs,
        held.service_ids,
        pool_id,
    )
    return _KEPT.get(parts, lambda: _schemes(plan, pool_id, held.service_ids))


def _is_drawn_otherwise(seen: View) -> bool:
    """Whether a scenario sees a cost in another pool or from another stream."""
    before, after = seen.base.service_costs, seen.plan.service_costs
    return any(
        (before[key].stream_id, before[key].pool_id) != (after[key].stream_id, after[key].pool_id)
        for key in seen.overridden.get("service_costs", ())
        if key in before and key in after
    )


def _schemes(plan: Plan, pool_id: str, keys: Sequence[str]) -> Schemes:
    terms = {
        row.service_id: row
        for row in sorted(plan.pool_services.values(), key=lambda row: row.id, reverse=True)
        if row.pool_id == pool_id
    }
    facts = service_facts(plan)
    names = list(map(facts.names.get, keys, repeat("")))
    order = sorted(range(len(keys)), key=names.__getitem__)  # of equal names, by id as they stand
    fenced = _fenced(plan, pool_id)
    leads = list(map(facts.leads.get, keys, repeat("")))
    excluded = [fenced.get(key, False) for key in keys] if fenced else [False] * len(keys)
    uncommitted = [False] * len(keys)
    for n, key in enumerate(keys) if terms else ():
        held = terms.get(key)
        if held is not None:
            leads[n] = held.lead_id or leads[n]
            excluded[n] = excluded[n] if held.is_excluded is None else held.is_excluded
            uncommitted[n] = bool(held.is_uncommitted)
    each = {key: n for n, key in enumerate(dict.fromkeys(leads))}
    return Schemes(
        order=np.array(order, np.intp),
        lead_ids=tuple(leads),
        leads=tuple(each),
        lead_at=np.array([each[key] for key in leads], np.intp),
        excluded=np.array(excluded, np.bool_),
        uncommitted=np.array(uncommitted, np.bool_),
    )


def _fenced(plan: Plan, pool_id: str) -> dict[str, bool]:
    """Tell of each service whether all its costs in a pool come from ring-fenced money."""
    tied = {key for key, stream in plan.funding_streams.items() if is_ring_fenced(stream)}
    if not tied:
        return {}
    found: dict[str, bool] = {}
    for cost in plan.service_costs.values():
        if is_planned(cost, pool_id) and cost.service_id:
            found[cost.service_id] = found.get(cost.service_id, True) and cost.stream_id in tied
    return found


def sums_by(keys: Sequence[str], place: NDArray[np.intp], amount_p: Pence) -> dict[str, list[int]]:
    """Return the sums by key and year of amounts, shape (lines, years).

    Args:
        keys: What is summed by, each once.
        place: The place of each line's key among them.
        amount_p: Pence.
    """
    sums = np.zeros((len(keys), amount_p.shape[1]), dtype=np.int64)
    if len(place):
        order = np.argsort(place, kind="stable")
        there, starts = np.unique(place[order], return_index=True)
        sums[there] = np.add.reduceat(amount_p[order], starts, axis=0)
    return {key: sums[n].tolist() for n, key in enumerate(keys) if (place == n).any()}
