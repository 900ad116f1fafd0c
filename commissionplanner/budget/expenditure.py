"""What the services of a pool cost by year: as recorded, and worked out where nothing is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.arrays import CostLines, expenditure_lines, is_planned, standing
from commissionplanner.budget.kept import Kept
from commissionplanner.budget.pieces import PART_YEAR, SCHOOL_YEAR
from commissionplanner.budget.projection import Mask, Pence, Projection, project
from commissionplanner.budget.rates import LineChoices, LineRates, rate_choices, rates_of
from commissionplanner.budget.rows import Rows
from commissionplanner.budget.scenarios import Assumptions, View
from commissionplanner.model.entities import Service
from commissionplanner.model.joins import is_ring_fenced
from commissionplanner.model.plan import Plan, display_name

_KEPT, _NAMES = Kept(), Kept(2)
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


@dataclass(frozen=True, slots=True)
class Sums:
    """Sums over lines by year, cash or in kind.

    Attributes:
        amount_p: Pence that are known.
        n_known: How many lines have a known amount.
        n_unknown: How many amounts are not known.
    """

    amount_p: tuple[int, ...]
    n_known: tuple[int, ...]
    n_unknown: tuple[int, ...]

    @property
    def years(self) -> tuple[int | None, ...]:
        """Pence by year; None where nothing is known."""
        pairs = zip(self.amount_p, self.n_known, strict=True)
        return tuple(p if there else None for p, there in pairs)


def sums_of(amount_p: Pence, known: Mask, unknown: NDArray[np.int64], rows: Mask) -> Sums:
    """Return the sums of some rows."""
    if not rows.all():
        amount_p, known, unknown = amount_p[rows], known[rows], unknown[rows]
    arrays = (np.where(known, amount_p, 0), known, unknown)
    return Sums(*(tuple(each.sum(axis=0).tolist()) for each in arrays))


@dataclass(frozen=True, slots=True)
class RowState:
    """One line as recorded and worked out; lists are by year.

    Attributes:
        amount_p: Pence recorded; 0 where not known.
        base_p: Of them, pence that go on into the next year.
        n_known: How many known amounts a cell holds.
        n_lasting: How many of them go on.
        unknown: How many are not known.
        running: Whether the service is in being.
        done: What the line comes to: pence, known, worked out, what goes on, whether anything does.
    """

    amount_p: list[int]
    base_p: list[int]
    n_known: list[int]
    n_lasting: list[int]
    unknown: list[int]
    running: list[bool]
    done: tuple[list[int], list[bool], list[bool], list[int], list[bool]]


@dataclass(frozen=True)
class MoneyOut:
    """What a pool spends as arrays, a row a line, and the lines themselves.

    Attributes:
        held: The lines as recorded.
        done: What they come to by year.
        schemes: What the pool says of the services.
        choices: The rates of each line.
        stands: Where a record stands and is not worked out anew.
        patch: Rows that stand otherwise than in the arrays, because a record changed since.
        totals: The sums in cash and in kind, the patch with them; None where not added up yet.
    """

    held: CostLines
    done: Projection
    schemes: Schemes
    choices: LineChoices
    stands: Mask
    patch: Mapping[int, RowState] = field(default_factory=dict)
    totals: tuple[Sums, Sums] | None = None

    def sums(self, *, in_kind: bool = False) -> Sums:
        """Return what is spent by year, in cash or in kind."""
        if self.totals is not None:
            return self.totals[in_kind]
        return sums_of(
            self.amount_p, self.known, self.unknown, ~self.cash if in_kind else self.cash
        )

    def summed(self) -> "MoneyOut":
        """Return the same with its sums worked out."""
        return replace(self, totals=(self.sums(), self.sums(in_kind=True)))

    def patched(self, row: int, before: RowState, after: RowState) -> "MoneyOut":
        """Return the same with a row that stands otherwise, and its sums with it."""
        in_kind = self.held.found.in_kind[row]
        sums = [self.sums(), self.sums(in_kind=True)]
        figures = [list(each) for each in
                   (sums[in_kind].amount_p, sums[in_kind].n_known, sums[in_kind].n_unknown)]  # fmt: skip
        for state, sign in ((before, -1), (after, 1)):
            amounts, known, *_ = state.done
            for n, gaps in enumerate(unknown_of(state)):
                figures[0][n] += sign * amounts[n]
                figures[1][n] += sign * known[n]
                figures[2][n] += sign * gaps
        sums[in_kind] = Sums(*(tuple(each) for each in figures))
        patch = {**self.patch, row: after}
        return MoneyOut(
            self.held, self.done, self.schemes, self.choices, self.stands, patch, (sums[0], sums[1])
        )

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
        amount_p = self.done.amount_p.copy()
        for row, state in self.patch.items():
            amount_p[row] = state.done[0]
        return amount_p

    @cached_property
    def known(self) -> Mask:
        """Where there is an amount."""
        if not self.patch:
            return self.done.known
        known = self.done.known.copy()
        for row, state in self.patch.items():
            known[row] = state.done[1]
        return known

    @cached_property
    def unknown(self) -> NDArray[np.int64]:
        """How many amounts are not known, shape (lines, years)."""
        done = self.done
        unknown = np.where(done.known & ~done.projected, self.held.found.unknown, ~done.known)
        for row, state in self.patch.items():
            unknown[row] = unknown_of(state)
        return unknown

    def state(self, row: int) -> RowState:
        """Return one row as it stands."""
        if row in self.patch:
            return self.patch[row]
        found, done = self.held.found, self.done
        counts = (found.n_known, found.n_lasting, found.unknown, found.running)
        n_known, n_lasting, unknown, running = (each[row].tolist() for each in counts)
        worked = (done.amount_p, done.known, done.projected, done.base_p, done.lasts)
        amounts, known, projected, bases, lasts = (each[row].tolist() for each in worked)
        return RowState(
            found.amount_p[row].tolist(), found.base_p[row].tolist(),
            n_known, n_lasting, unknown, running, (amounts, known, projected, bases, lasts),
        )  # fmt: skip

    def _line(self, row: int) -> ExpenditureLine:
        found, state = self.held.found, self.state(row)
        amounts, known, _, bases, _ = state.done
        return ExpenditureLine(
            service_id=found.lines[row].service_id or "",
            lead_id=self.schemes.lead_ids[row] or None,
            is_excluded=bool(self.schemes.excluded[row]),
            amounts_p=tuple(a if k else None for a, k in zip(amounts, known, strict=True)),
            origins=tuple(_origins(state, found.made[row].tolist())),
            unknown=tuple(unknown_of(state)),
            rates=self.choices[row],
            bases_p=tuple(bases),
            in_kind=found.in_kind[row],
        )


def unknown_of(state: RowState) -> list[int]:
    """Return how many amounts of a row are not known, by year."""
    _, known, projected, *_ = state.done
    return [
        state.unknown[n] if there and not projected[n] else int(not there)
        for n, there in enumerate(known)
    ]


def _origins(state: RowState, made: Sequence[int]) -> Iterator[str]:
    _, known, projected, _, lasts = state.done
    for n, there in enumerate(known):
        if projected[n]:
            yield "projected" if lasts[n] else "one_off"
        elif not there:
            yield "not_known"
        elif not state.running[n]:
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
    stands = standing(found, rolls_all=seen.rolls_all)
    done = project(
        found.amount_p,
        found.known,
        stands,
        rates_of(choices, len(found.years)),
        additive=seen.additive,
        base_p=found.base_p,
        lasts=found.lasts,
    )
    return MoneyOut(held, done, schemes_of(seen, pool_id, held), choices, stands).summed()


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
    name_of = _NAMES.get((plan.services,), lambda: _names(plan))
    names = [name_of.get(key, "") for key in keys]
    order = sorted(range(len(keys)), key=names.__getitem__)  # of equal names, by id as they stand
    fenced = _fenced(plan, pool_id)
    services, nobody = plan.services, Service(id="none")
    leads = [services.get(key, nobody).lead_commissioner_id or "" for key in keys]
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


def _names(plan: Plan) -> dict[str, str]:
    """Return what services are sorted by: as `display_name`, in one case."""
    return {
        key: (service.short_name or service.name or display_name(service)).casefold()
        for key, service in plan.services.items()
    }


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
