"""How far the gap may move when all assumptions with a range move at once: many seeded draws.

A draw takes each assumption from its range (triangular: low, as assumed, high) and works out the
gap. Assumptions are shared drivers: all lines they hold for move together, because pay and prices
do. Drawn for each line apart, the shocks cancel and the risk looks far smaller than it is; that is
offered for comparison only. These are chances, not accounts: worked out in floating point from
pence, and rounded where shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.contributions import ContributionLine
from commissionplanner.budget.expenditure import MoneyOut
from commissionplanner.budget.rates import Choice, LineRates
from commissionplanner.budget.results import PoolBudget
from commissionplanner.budget.scenarios import RATE_KEYS
from commissionplanner.model.entities import Assumption
from commissionplanner.model.money import PPM, Pence
from commissionplanner.progress import Progress

Floats = NDArray[np.float64]
PERCENTILES = (5, 25, 50, 75, 95)
DRAWS = 10_000


@dataclass(frozen=True, slots=True)
class Fan:
    """What the balance may be, by year.

    Attributes:
        seed: What the draws began from; the same seed gives the same figures.
        draws: How many there were.
        shared: Whether an assumption moves all its lines together.
        drivers: Ids of the assumptions that were drawn.
        percentiles_p: The balance of each year at each of `PERCENTILES`; below nil is a gap;
            None where it is not known.
        gap_ppm: By year, in how many draws of a million there is a gap; None likewise.
    """

    seed: int
    draws: int
    shared: bool
    drivers: tuple[str, ...]
    percentiles_p: Mapping[int, tuple[Pence | None, ...]]
    gap_ppm: tuple[int | None, ...]


def fan(
    budget: PoolBudget,
    ranged: Sequence[Assumption],
    seed: int,
    draws: int = DRAWS,
    *,
    shared: bool = True,
    progress: Progress | None = None,
) -> Fan:
    """Draw the assumptions of a budget many times and return how its balance spreads.

    Args:
        budget: The budget.
        ranged: Assumptions with a figure, a low and a high.
        seed: What the draws begin from.
        draws: How many.
        shared: Whether an assumption moves all its lines together.
        progress: Told of each group of lines; a cancel takes effect there.

    Raises:
        CancelledError: it was stopped.
    """
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn = _Drawn(chance, {row.id: row for row in ranged}, draws)
    balance = np.zeros((len(budget.years), draws))
    sides = (
        (1.0, list(_groups(budget.contributions, shared=shared))),
        (-1.0, list(_cost_groups(budget.out, shared=shared))),
    )
    for sign, groups in sides:
        sums = np.zeros_like(balance)
        for done, group in enumerate(groups):
            if progress is not None:
                progress.step(done, len(groups), "Drawing assumptions")
            if not shared:
                drawn.renew()
            _carry(sums, group, drawn, additive=budget.seen.additive)
        balance += sign * sums
        if sign < 0:
            balance -= _held(budget, sums, drawn)
    cuts = np.rint(np.percentile(balance, PERCENTILES, axis=1))
    gaps = (balance < 0).sum(axis=1) * PPM // draws
    known = [p is not None for p in budget.totals.balance_p["with_assumed"]]
    return Fan(
        seed=seed,
        draws=draws,
        shared=shared,
        drivers=tuple(row.id for row in ranged),
        percentiles_p={
            percent: _where(known, row) for percent, row in zip(PERCENTILES, cuts, strict=True)
        },
        gap_ppm=_where(known, gaps),
    )


def _where(known: Sequence[bool], row: Floats) -> tuple[int | None, ...]:
    return tuple(int(p) if here else None for here, p in zip(known, row, strict=True))


class _Drawn:
    """The rates of each draw by assumption, drawn once each (or anew for each line)."""

    def __init__(
        self, chance: np.random.Generator, rows: Mapping[str, Assumption], draws: int
    ) -> None:
        self._chance, self._rows, self._draws = chance, rows, draws
        self._held: dict[str, Floats] = {}
        self._kinds: dict[int, tuple[LineRates, list[tuple[Choice, ...]], list[int]]] = {}
        self.renew()

    def renew(self) -> None:
        """Draw all anew, in the order of their ids, so that the same seed gives the same."""
        self._held = {key: self._draw(self._rows[key]) for key in sorted(self._rows)}

    def _draw(self, row: Assumption) -> Floats:
        low, rate, high = sorted((row.low_ppm or 0, row.rate_ppm or 0, row.high_ppm or 0))
        if low == high:
            return np.full(self._draws, rate / PPM)
        return _triangular(self._chance.random(self._draws), low / PPM, rate / PPM, high / PPM)

    def factors(
        self, rates: LineRates, rolled: Sequence[bool], *, additive: bool
    ) -> list[Floats | float | None]:
        """Return what an amount is multiplied by into each year that is worked out of the last.

        Most years have the same rates, which are compared once for all lines that share them.
        """
        kind = self._kinds.get(id(rates))
        if kind is None:
            by_year = list(zip(*(rates[key] for key in RATE_KEYS), strict=True))
            kind = self._kinds[id(rates)] = (rates, by_year, [by_year.index(c) for c in by_year])
        _, by_year, firsts = kind
        made = dict[int, Floats | float]()
        for first in {first for first, rolls in zip(firsts, rolled, strict=True) if rolls}:
            made[first] = _factor(*map(self.of, by_year[first]), additive=additive)
        return [made[f] if rolls else None for f, rolls in zip(firsts, rolled, strict=True)]

    def of(self, choice: Choice) -> Floats | float:
        """Return the rate of each draw; a weighted one from its parts, its shares as drawn too."""
        if not choice.parts:
            return self.rate(choice.assumption_id, choice.rate_ppm)
        total: Floats | float = 0.0
        left: Floats | float = 1.0
        for part in choice.parts:
            share = self.rate(part.share_id, part.share_ppm) if part.share_id else left
            left = left - share
            total = total + share * self.rate(part.rate_id, part.rate_ppm)
        return total

    def rate(self, assumption_id: str, rate_ppm: int | None) -> Floats | float:
        """Return the rate of each draw; the figure as assumed where it is not drawn."""
        return self._held.get(assumption_id, (rate_ppm or 0) / PPM)


@dataclass(frozen=True, slots=True)
class _Group:
    """Lines whose sums move alike: the same rates, worked out in the same years."""

    rates: LineRates
    rolled: tuple[bool, ...]
    amounts_p: Sequence[int]
    bases_p: Sequence[int]
    changes_p: Sequence[int] = ()
    extras_p: Sequence[int] = ()
    planned_p: Sequence[int] = ()


def _groups(lines: Iterable[ContributionLine], *, shared: bool) -> Iterator[_Group]:
    found: dict[object, list[ContributionLine]] = {}
    for number, line in enumerate(lines):
        if line.in_kind:
            continue
        rolled = tuple(origin == "rolled" for origin in line.origins)
        ids = tuple(line.rates[key] for key in RATE_KEYS)
        found.setdefault((ids, rolled) if shared else number, []).append(line)
    for held in found.values():
        yield _Group(
            rates=held[0].rates,
            rolled=tuple(origin == "rolled" for origin in held[0].origins),
            amounts_p=_added(line.amounts_p for line in held),
            bases_p=_added(line.bases_p for line in held),
            changes_p=_added(line.changes_p for line in held),
            extras_p=_added(line.extras_p for line in held),
            planned_p=_added(line.planned_p for line in held),
        )


def _cost_groups(out: MoneyOut, *, shared: bool) -> Iterator[_Group]:
    """Yield the costs in groups, straight from the arrays, as there may be thousands."""
    projected, base_p = out.done.projected, out.done.base_p
    if out.patch:
        projected, base_p = projected.copy(), base_p.copy()
        for row in out.patch:
            done = out.state(row).done
            projected[row], base_p[row] = done.projected, done.base_p
    rows = np.flatnonzero(out.cash)
    pattern = projected[rows] @ (1 << np.arange(projected.shape[1]))
    kind = out.choices.of_line[rows] if shared else np.arange(len(rows))
    _, first, group = np.unique(
        np.stack([kind, pattern]), axis=1, return_index=True, return_inverse=True
    )
    sums = [np.zeros((len(first), projected.shape[1]), np.int64) for _ in range(2)]
    for total, amounts in zip(sums, (np.where(out.known, out.amount_p, 0), base_p), strict=True):
        np.add.at(total, group.reshape(-1), amounts[rows])
    for n, row in enumerate(rows[first].tolist()):
        yield _Group(
            rates=out.choices[row],
            rolled=tuple(projected[row].tolist()),
            amounts_p=sums[0][n].tolist(),
            bases_p=sums[1][n].tolist(),
        )


def _triangular(even: Floats, low: float, mode: float, high: float) -> Floats:
    """Turn even draws between 0 and 1, which it uses up, into draws from a triangle.

    By its inverse: what lies below the mode, cut off there, and what lies above it beyond it. To
    pick one or the other for each draw takes longer than both.
    """
    width = high - low
    found = even * (width * (mode - low))
    np.sqrt(found, out=found)
    found += low
    np.minimum(found, mode, out=found)
    np.subtract(1, even, out=even)
    even *= width * (high - mode)
    np.sqrt(even, out=even)
    np.subtract(high, even, out=even)
    np.maximum(even, mode, out=even)
    even -= mode
    found += even
    return found


def _added(rows: Iterable[Sequence[int | None]]) -> Sequence[int]:
    return [sum(p or 0 for p in column) for column in zip(*rows, strict=True)]


def _carry(sums: Floats, group: _Group, drawn: _Drawn, *, additive: bool) -> None:
    """Add a group's amounts in every draw to the sums by year."""
    base: Floats | float = 0.0
    factors = drawn.factors(group.rates, group.rolled, additive=additive)
    for n, recorded_p in enumerate(group.amounts_p):
        extra, total = group.extras_p[n] if group.extras_p else 0, sums[n]
        factor = factors[n]
        if factor is not None:
            change, planned = (row[n] if row else 0 for row in (group.changes_p, group.planned_p))
            if change:
                base = base + change
            if isinstance(base, float):
                base = base * factor
            else:
                base *= factor
            if planned:
                base = base + planned
            total += base
        else:
            base = float(group.bases_p[n])
            total += float(recorded_p - extra)
        if extra:
            total += extra


def _factor(
    up: Floats | float, more: Floats | float, less: Floats | float, *, additive: bool
) -> Floats | float:
    """Return what three rates multiply by, spared where one is nil in every draw."""
    if additive:
        return 1 + up + more - less
    factor: Floats | float = 1 + up
    for rate in (more, -less):
        if not isinstance(rate, float):
            factor = factor * (1 + rate)
        elif rate:
            factor *= 1 + rate
    return factor


def _held(budget: PoolBudget, spent: Floats, drawn: _Drawn) -> Floats:
    """Return the contingency of every year and draw."""
    held = np.zeros_like(spent)
    contingency = budget.contingency
    for n, rate_ppm in enumerate(contingency.rates_ppm):
        if rate_ppm is None:
            held[n] = contingency.amounts_p[n] or 0
        else:
            held[n] = spent[n] * drawn.rate(contingency.assumption_ids[n], rate_ppm)
    return held
