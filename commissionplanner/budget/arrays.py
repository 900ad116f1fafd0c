"""What a pool's records say, as arrays: a row a line, a column a year, pence and what is known.

A cell may hold several records (two payers of one service). Known amounts are added; how many
are not known is counted beside them, so that no sum passes off a part as the whole. Counts, not
marks, are kept, so that one record can be taken out of a cell again and another put in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.kept import Kept
from commissionplanner.budget.pieces import RECORDED, Piece, pieces_of_cost
from commissionplanner.budget.projection import Mask, Pence
from commissionplanner.budget.row_state import Recorded
from commissionplanner.budget.rows import Rows
from commissionplanner.budget.scenarios import Line, View
from commissionplanner.budget.service_facts import service_facts
from commissionplanner.model.entities import Service, ServiceCost
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

Counts = NDArray[np.int64]
_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a budget by year. All arrays are of shape (lines, years).

    Attributes:
        lines: What each is about.
        in_kind: Of each, whether it is staff, rooms or goods rather than cash.
        years: The planned years.
        amount_p: Pence; 0 where not known.
        base_p: Pence that go on into the next year: what is recurrent, as of a full year.
        n_known: How many known amounts a cell holds.
        n_lasting: How many of them go on.
        unknown: How many amounts of a cell are not known.
        running: Where the line is in being; outside it nothing is spent.
        made: How the amount came about, a code of `pieces`.
    """

    lines: Sequence[Line]
    in_kind: tuple[bool, ...]
    years: tuple[FinancialYear, ...]
    amount_p: Pence
    base_p: Pence
    n_known: Counts
    n_lasting: Counts
    unknown: Counts
    running: Mask
    made: Counts

    @property
    def known(self) -> Mask:
        """Where at least one amount is known, or the line is not in being."""
        return (self.n_known > 0) | ~self.running

    @property
    def stands(self) -> Mask:
        """Where there is a record, or a fact that makes the amount nil."""
        return (self.n_known + self.unknown > 0) | ~self.running

    @property
    def lasts(self) -> Mask:
        """Where something goes on into the next year."""
        return self.n_lasting > 0

    def copied(self) -> "Lines":
        """Return lines whose amounts may be changed without changing these."""
        arrays = (self.amount_p, self.base_p, self.n_known, self.n_lasting, self.unknown)
        amount_p, base_p, n_known, n_lasting, unknown = (each.copy("K") for each in arrays)
        return Lines(
            self.lines, self.in_kind, self.years, amount_p, base_p, n_known, n_lasting, unknown,
            self.running.copy("K"), self.made.copy("K"),
        )  # fmt: skip


def blank(
    lines: Sequence[Line], years: tuple[FinancialYear, ...], in_kind: tuple[bool, ...] = ()
) -> Lines:
    """Return lines about which nothing is recorded; in cash where not said otherwise.

    The lines of one year lie side by side, because sums go over lines and growth over years.
    """
    shape = (len(years), len(lines))
    amount_p, base_p, n_known, n_lasting, unknown, made = (
        np.zeros(shape, dtype=np.int64).T for _ in range(6)
    )
    running = np.ones(shape, dtype=np.bool_).T
    kinds = in_kind or (False,) * len(lines)
    return Lines(lines, kinds, years, amount_p, base_p, n_known, n_lasting, unknown, running, made)


def put(found: Lines, row: int, column: int, piece: Piece, times: int = 1) -> None:
    """Add one piece of a record to a cell, or take it out with `times` of −1."""
    if piece.amount_p is None:
        found.unknown[row, column] += times
        return
    found.amount_p[row, column] += times * piece.amount_p
    found.base_p[row, column] += times * piece.base_p
    found.n_known[row, column] += times
    found.n_lasting[row, column] += times * piece.lasts
    if piece.made != RECORDED:
        found.made[row, column] = piece.made


@dataclass(frozen=True)
class CostLines:
    """The planned costs of a pool with where each line lies.

    Attributes:
        found: The lines.
        service_ids: The service of each row.
        cash_row: Rows of costs in cash by service.
        kind_row: Rows of costs in kind by service.
    """

    found: Lines
    service_ids: tuple[str, ...]
    cash_row: Mapping[str, int]
    kind_row: Mapping[str, int]

    @cached_property
    def known(self) -> Mask:
        """As of the lines, asked for by every scenario; once they are filled."""
        return self.found.known

    @cached_property
    def stands(self) -> Mask:
        """Likewise."""
        return self.found.stands

    @cached_property
    def lasts(self) -> Mask:
        """Likewise."""
        return self.found.lasts

    def recorded(self, row: int) -> Recorded:
        """Return what is recorded of one row."""
        found = self.found
        return Recorded(
            found.amount_p[row].tolist(), found.base_p[row].tolist(), found.n_known[row].tolist(),
            found.n_lasting[row].tolist(), found.unknown[row].tolist(), found.running[row].tolist(),
        )  # fmt: skip

    def row(self, cost: ServiceCost | None) -> int | None:
        """Return the row that a cost belongs to."""
        if cost is None:
            return None
        rows = self.kind_row if cost.in_kind else self.cash_row
        return rows.get(cost.service_id or "")


def expenditure_lines(seen: View, pool_id: str) -> CostLines:
    """Return the planned costs (measure: budget) of a pool, a line a service, by service id.

    Services named in the pool without any cost are there too: their costs are not known. In a
    year that lies wholly outside a service's own dates nothing is spent, unless a cost is
    recorded for it. What a scenario says otherwise of single costs is exchanged in the base's
    own lines, not read anew.
    """
    plan, base = seen.plan, seen.base
    if plan.service_costs is base.service_costs:
        return _kept_lines(plan, pool_id)
    of_base = _kept_lines(plan.with_table("service_costs", base.service_costs), pool_id)
    pairs = [
        (base.service_costs.get(key), plan.service_costs.get(key))
        for key in sorted(seen.overridden.get("service_costs", ()))
    ]
    exchanged = with_costs(plan, pool_id, of_base, pairs)
    return _cost_lines(plan, pool_id) if exchanged is None else exchanged


def with_costs(
    plan: Plan,
    pool_id: str,
    held: CostLines,
    pairs: list[tuple[ServiceCost | None, ServiceCost | None]],
) -> CostLines | None:
    """Return lines in which some costs are exchanged for others.

    None where they would need other lines, or tell of a cell how it came about anew.
    """
    found = held.found.copied()
    for before, after in pairs:
        for cost, times in ((before, -1), (after, 1)):
            if cost is None or not is_planned(cost, pool_id):
                continue
            row = held.row(cost)
            pieces = pieces_of_cost(plan, cost)
            if row is None or any(piece.made != RECORDED for piece in pieces):
                return None
            for piece in pieces:
                if piece.year in found.years:
                    put(found, row, found.years.index(piece.year), piece, times)
    touched = {held.row(cost) for pair in pairs for cost in pair if cost is not None}
    for at in sorted(row for row in touched if row is not None):
        _rest(found, at, plan.services.get(held.service_ids[at]))
    return replace(held, found=found)


def is_planned(cost: ServiceCost, pool_id: str) -> bool:
    """Whether a cost is one that a pool plans to meet."""
    return cost.pool_id == pool_id and cost.measure in ("budget", None) and bool(cost.service_id)


def _kept_lines(plan: Plan, pool_id: str) -> CostLines:
    parts = (plan.service_costs, plan.services, plan.pool_services, plan.about, pool_id)
    return _KEPT.get(parts, lambda: _cost_lines(plan, pool_id))


def _cost_lines(plan: Plan, pool_id: str) -> CostLines:
    costs = [
        cost for cost in plan.service_costs.values()
        if cost.pool_id == pool_id and cost.service_id and cost.measure in ("budget", None)
    ]  # fmt: skip
    in_kind = {cost.service_id or "" for cost in costs if cost.in_kind}
    paid = [cost for cost in costs if not cost.in_kind] if in_kind else costs
    cash = dict.fromkeys([cost.service_id or "" for cost in paid])  # near enough in order to sort
    named = {
        row.service_id for row in plan.pool_services.values()
        if row.pool_id == pool_id and row.service_id
    }  # fmt: skip
    cash |= dict.fromkeys(named - in_kind)
    ids = sorted(cash)
    kinds = (False,) * len(ids)
    if in_kind:
        both = sorted([*((key, False) for key in cash), *((key, True) for key in in_kind)])
        ids, kinds = [key for key, _ in both], tuple(kind for _, kind in both)
    lines = Rows(len(ids), lambda n: Line(pool_id=pool_id, service_id=ids[n]))
    kind_row = {key: n for n, key in enumerate(ids) if kinds[n]}
    cash_row = dict(zip(ids, range(len(ids)), strict=True))
    if in_kind:
        cash_row = {key: n for n, key in enumerate(ids) if not kinds[n]}
    held = CostLines(blank(lines, plan.years, kinds), tuple(ids), cash_row, kind_row)
    _fill(plan, held, costs)
    for key in service_facts(plan).dated:
        for rows in (cash_row, kind_row):
            if key in rows:
                _rest(held.found, rows[key], plan.services[key])
    return held


def _fill(plan: Plan, held: CostLines, costs: list[ServiceCost]) -> None:
    """Add costs to their cells; plain ones all at once, as there may be tens of thousands."""
    found, row_of = held.found, held.cash_row
    n_years, n_lines = len(found.years), len(held.service_ids)
    first = found.years[0].start if found.years else 0
    plain = [
        cost for cost in costs
        if cost.amount_p is not None and cost.full_year_p is None and cost.year_basis is None
        and cost.year is not None and not cost.in_kind
    ]  # fmt: skip
    if len(plain) < len(costs):
        usual = set(map(id, plain))
        for cost in costs:
            if id(cost) not in usual:
                _put_pieces(plan, held, cost)
    columns = np.array([cost.year.start for cost in plain if cost.year], np.int64) - first
    rows = np.array([row_of[cost.service_id or ""] for cost in plain], np.int64)
    amount_p = np.array([cost.amount_p for cost in plain], np.int64)
    lasts = np.array([cost.is_recurrent is not False for cost in plain], np.bool_)
    here = (columns >= 0) & (columns < n_years)
    if not here.all():
        columns, rows, amount_p, lasts = columns[here], rows[here], amount_p[here], lasts[here]
    at = columns * n_lines + rows
    counts = np.bincount(at, minlength=n_years * n_lines)
    found.n_known.T.reshape(-1)[:] += counts
    for array, values in (
        (found.amount_p, amount_p), (found.base_p, amount_p * lasts), (found.n_lasting, lasts),
    ):  # fmt: skip
        if counts.max(initial=0) > 1:  # several costs of one cell
            np.add.at(array.T.reshape(-1), at, values)
        else:
            array.T.reshape(-1)[at] += values


def _put_pieces(plan: Plan, held: CostLines, cost: ServiceCost) -> None:
    row, years = held.row(cost), held.found.years
    for piece in pieces_of_cost(plan, cost):
        if piece.year in years and row is not None:
            put(held.found, row, years.index(piece.year), piece)


def _rest(found: Lines, row: int, service: Service | None) -> None:
    """Note the years in which a service is not running."""
    found.running[row] = True
    if service is None:
        return
    for column, year in enumerate(found.years):
        over = service.end_on is not None and service.end_on < year.first_day
        early = service.start_on is not None and service.start_on > year.last_day
        if (over or early) and not found.stands[row, column]:
            found.running[row, column] = False


def standing(found: Lines, *, rolls_all: bool) -> Mask:
    """Return where a record stands and is not worked out anew.

    Args:
        found: The lines as recorded.
        rolls_all: Whether only the first known year of each line stands, with those before it
            and those in which it is not running.
    """
    if not rolls_all:
        return found.stands
    seen_before = np.zeros(found.running.shape, dtype=np.bool_)
    seen_before[:, 1:] = np.logical_or.accumulate(found.known & found.running, axis=1)[:, :-1]
    return ~seen_before | ~found.running
