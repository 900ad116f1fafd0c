"""Money into a pool by partner, stream and year, how sure it is, and how it rolls forward.

    recurrent(t)    = (recurrent(t−1) + change(t)) × rates
    contribution(t) = recurrent(t) + full-year effect(t) − client income(t)

One-off money is in lines of its own: it is not in next year's base. Source of the formula:
clause 9.3 of a published section 75 agreement (lawinsider.com, contributions to the pooled fund).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commissionplanner.budget.arrays import Lines, blank, put, standing
from commissionplanner.budget.kept import Kept
from commissionplanner.budget.pieces import PART_YEAR, SCHOOL_YEAR, pieces_of_contribution
from commissionplanner.budget.projection import Changes, Mask, Pence, Projection, project
from commissionplanner.budget.rates import LineChoices, LineRates, rate_choices, rates_of
from commissionplanner.budget.rows import Rows
from commissionplanner.budget.scenarios import Assumptions, Line, View
from commissionplanner.model.entities import Contribution
from commissionplanner.model.joins import CERTAINTIES, certainty_of, confirmed_to, least_sure
from commissionplanner.model.plan import Plan
from commissionplanner.model.years import FinancialYear

StreamCertainty = Mapping[tuple[str, FinancialYear], str]


@dataclass(frozen=True, slots=True)
class ContributionLine:
    """What a partner gives from a stream, year by year.

    Attributes:
        one_off: Whether the line holds money that is not recurrent.
        amounts_p: Pence by year; None where not known.
        certainty: By year, a code of the vocabulary; None where nobody recorded it.
        origins: By year: "recorded", "rolled" (worked out from the year before), "one_off" (nil,
            because the money came once), "elsewhere" (nil here, because the stream's money for the
            year is on another line), "part_year" (of a full year's amount), "school_year" (a
            school year's money), "not_known".
        unknown: By year, how many amounts are not known.
        rates: The rates into each year; used where the origin is "rolled".
        changes_p: By year, the recurrent change added before the rates.
        extras_p: By year, full-year effect less client income, added after them.
        planned_p: By year, the planned change added after the rates, which stays in the base.
        bases_p: By year, what goes on into the next.
        in_kind: Whether the line holds staff, rooms or goods, which are never added to cash.
    """

    partner_id: str | None
    stream_id: str | None
    one_off: bool
    amounts_p: tuple[int | None, ...]
    certainty: tuple[str | None, ...]
    origins: tuple[str, ...]
    unknown: tuple[int, ...]
    rates: LineRates
    changes_p: tuple[int, ...]
    extras_p: tuple[int, ...]
    planned_p: tuple[int, ...] = ()
    bases_p: tuple[int, ...] = ()
    in_kind: bool = False


@dataclass(frozen=True, slots=True)
class MoneyIn:
    """Money into a pool as arrays, a row a line, and the lines themselves.

    Attributes:
        lines: In the order of the rows.
        amount_p: Pence, shape (lines, years); 0 where not known.
        known: Where there is an amount.
        unknown: How many amounts are not known, shape (lines, years).
        rank: How sure each amount is, shape (lines, years): 0 confirmed, 1 indicative, 2 assumed,
            3 not recorded.
        cash: Which lines are cash.
        places: Of each line, partner and stream ("" where not recorded), whether it is one-off,
            whether in kind, and its number among those of different certainty.
    """

    lines: Rows[ContributionLine]
    amount_p: Pence
    known: Mask
    unknown: NDArray[np.int64]
    rank: NDArray[np.int64]
    cash: Mask
    places: Sequence[tuple[str, str, bool, bool, int]]

    @property
    def partner_ids(self) -> tuple[str, ...]:
        """The partner of each line; "" where not recorded."""
        return tuple(place[0] for place in self.places)


def stream_certainties(plan: Plan) -> StreamCertainty:
    """Return how sure each stream's money is by year; of several allocations the least sure."""
    found: dict[tuple[str, FinancialYear], str] = {}
    for row in plan.allocations.values():
        sure = certainty_of(plan, row)
        if row.stream_id and row.year and sure:
            place = (row.stream_id, row.year)
            found[place] = least_sure((found.get(place), sure)) or sure
    return found


def _certainty(plan: Plan, streams: StreamCertainty, row: Contribution) -> str | None:
    """Return how sure a contribution is: its own word, else its stream's for the year.

    Failing both, a year up to the one that the stream is confirmed to is confirmed. None where
    nothing is recorded.
    """
    if row.certainty in CERTAINTIES:
        return row.certainty
    if not row.stream_id or not row.year:
        return None
    held = streams.get((row.stream_id, row.year))
    return held or confirmed_to(plan, row.stream_id, row.year)


_KEPT = Kept()


def money_in(seen: View, pool_id: str, assumptions: Assumptions) -> MoneyIn:
    """Return the money into a pool, by partner, stream, one-off or not, in kind or not.

    Where a partner gives from one stream in one year with two certainties, each has its line.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    plan = seen.plan
    parts = (
        plan.contributions, plan.funding_streams, plan.allocations, plan.pool_members, plan.about,
        pool_id,
    )  # fmt: skip
    table = _KEPT.get(parts, lambda: _Table(plan, pool_id))
    choices = rate_choices(assumptions, table.found.lines, table.found.years)
    done = _rolled(seen, table, choices)
    known, extra_p = done.known | table.elsewhere, table.extra_p
    if seen.rolls_contributions:
        extra_p = np.where(done.projected, table.effect_p, np.where(table.found.known, extra_p, 0))
    else:
        extra_p = np.where(table.found.known, extra_p, 0)
    amount_p = np.where(known, done.amount_p + extra_p, 0)
    recorded = known & ~done.projected & (table.found.n_known > 0)
    unknown = np.where(recorded, table.found.unknown, ~known)
    rank = np.where(done.projected, CERTAINTIES.index("assumed"), table.rank)
    made = _Made(table, choices, done, amount_p, known, unknown)
    return MoneyIn(
        lines=Rows(len(table.places), made.line),
        amount_p=amount_p,
        known=known,
        unknown=unknown,
        rank=rank,
        cash=~np.array(table.found.in_kind, dtype=np.bool_).reshape(-1),
        places=table.places,
    )


def contribution_lines(
    seen: View, pool_id: str, assumptions: Assumptions
) -> Rows[ContributionLine]:
    """Return the lines of `money_in`, by partner and stream.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    return money_in(seen, pool_id, assumptions).lines


Slots = dict[tuple[str, str, bool, bool], dict[FinancialYear, list[str]]]
"""By partner, stream, one-off or not, in kind or not: the certainties of each year, surest first."""


def _slots(rows: list[Contribution], sure: Mapping[str, str | None]) -> Slots:
    slots: Slots = {}
    for row in sorted(rows, key=lambda row: (_rank(sure[row.id]), row.id)):
        words = slots.setdefault(_place(row), {})
        if row.year and (sure[row.id] or "") not in words.setdefault(row.year, []):
            words[row.year].append(sure[row.id] or "")
    return slots


class _Table:
    """The contributions of a pool laid out in lines, with what rolls them forward."""

    def __init__(self, plan: Plan, pool_id: str) -> None:
        rows = [row for row in plan.contributions.values() if row.pool_id == pool_id]
        streams = stream_certainties(plan)
        sure = {row.id: _certainty(plan, streams, row) for row in rows}
        slots = _slots(rows, sure)
        self._plan = plan
        self._members = [m for m in plan.pool_members.values() if m.pool_id == pool_id]
        self.places = [
            (*place, slot)
            for place in sorted(slots)
            for slot in range(max([len(w) for w in slots[place].values()] or [1]))
        ]
        lines = tuple(
            Line(pool_id=pool_id, partner_id=partner or None, stream_id=stream or None)
            for partner, stream, *_ in self.places
        )
        self.found: Lines = blank(lines, plan.years, tuple(place[3] for place in self.places))
        self.change_p, self.planned_p, self.extra_p, self.effect_p = (
            np.zeros_like(self.found.amount_p) for _ in range(4)
        )
        self.certainty: dict[tuple[int, int], str | None] = {}
        self.rank = np.full_like(self.found.amount_p, len(CERTAINTIES))
        row_of = {place: n for n, place in enumerate(self.places)}
        column_of = {year: n for n, year in enumerate(plan.years)}
        for row in rows:
            if row.year is not None:
                slot = slots[_place(row)][row.year].index(sure[row.id] or "")
                self._put(row_of[*_place(row), slot], column_of, row, sure[row.id])
        self.stands, self.known = self.found.stands, self.found.known
        self.taken = self._taken()
        self.elsewhere = self._elsewhere()

    def _elsewhere(self) -> Mask:
        """Return where a line holds nothing because the stream's money is on another line.

        That is so where another line of the same partner and stream has a record for the year,
        and, where none has, on all but the first: what is not known is not known once.
        """
        firsts = [
            n == 0 or self.places[n - 1][:2] != place[:2] for n, place in enumerate(self.places)
        ]
        others = ~np.array(firsts, dtype=np.bool_).reshape(-1, 1)
        return ~self.stands & (others | self.taken)

    def _taken(self) -> Mask:
        """Return where any line of the same partner and stream has a record for the year."""
        rows_of: dict[tuple[str, str], list[int]] = {}
        for n, (partner, stream, *_) in enumerate(self.places):
            rows_of.setdefault((partner, stream), []).append(n)
        marks = np.zeros(self.stands.shape, dtype=np.bool_)
        for rows in rows_of.values():
            marks[rows] = self.stands[rows].any(axis=0)
        return marks

    def _put(
        self, line: int, column_of: Mapping[FinancialYear, int], row: Contribution, sure: str | None
    ) -> None:
        joins = row.amount_p is None and row.full_year_p is None and _has_effect(row)
        if row.year is not None and row.year in column_of:
            place = (line, column_of[row.year])
            effect_p = (row.full_year_effect_p or 0) - (row.client_income_p or 0)
            for array, more_p in (
                (self.change_p, row.adjustment_p), (self.planned_p, row.planned_change_p),
                (self.effect_p, effect_p),
            ):  # fmt: skip
                if more_p:
                    array[place] += more_p
            if joins:
                self.extra_p[place] += effect_p
            elif row.net_of_income is False:
                self.extra_p[place] -= row.client_income_p or 0
        if joins:
            return
        for piece in pieces_of_contribution(self._plan, row, self._members):
            if piece.year in column_of:
                column = column_of[piece.year]
                put(self.found, line, column, piece)
                self.certainty[line, column] = sure
                self.rank[line, column] = _rank(sure)


def _has_effect(row: Contribution) -> bool:
    effects = (
        row.adjustment_p, row.planned_change_p, row.full_year_effect_p, row.client_income_p,
    )  # fmt: skip
    return any(effect is not None for effect in effects)


def _rank(certainty: str | None) -> int:
    return CERTAINTIES.index(certainty) if certainty in CERTAINTIES else len(CERTAINTIES)


def _place(row: Contribution) -> tuple[str, str, bool, bool]:
    return (row.partner_id or "", row.stream_id or "", row.is_recurrent is False, bool(row.in_kind))


def _rolled(seen: View, table: _Table, choices: LineChoices) -> Projection:
    """Return the amounts before client income, where they are known, and which were rolled."""
    found, elsewhere = table.found, table.elsewhere
    if not seen.rolls_contributions:
        nothing = np.zeros(table.known.shape, dtype=np.bool_)
        return Projection(found.amount_p, table.known, nothing, found.base_p, found.lasts)
    once = np.array([place[2] for place in table.places], dtype=np.bool_).reshape(-1, 1)
    came = np.logical_or.accumulate(table.known, axis=1)
    # A second line is rolled forward too, but not into a year for which the stream has a record.
    taken = np.zeros_like(elsewhere) if seen.rolls_all else elsewhere & table.taken
    stands = standing(found, rolls_all=seen.rolls_all) | taken
    stands = np.where(once, table.stands | came, stands)
    nil = ((once & came) | taken) & ~table.stands
    return project(
        found.amount_p,
        table.known | nil,
        stands,
        rates_of(choices, len(found.years)),
        additive=seen.additive,
        changes=Changes(table.change_p, table.planned_p),
        base_p=found.base_p,
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """Puts single lines together from the arrays."""

    table: _Table
    choices: LineChoices
    done: Projection
    amount_p: Pence
    known: Mask
    unknown: NDArray[np.int64]

    def line(self, row: int) -> ContributionLine:
        table, columns = self.table, range(len(self.table.found.years))
        partner, stream, one_off, in_kind, _ = table.places[row]
        origins = tuple(self._origins(row))
        effects = np.where(self.done.projected[row], table.effect_p[row], table.extra_p[row])
        return ContributionLine(
            partner_id=partner or None,
            stream_id=stream or None,
            one_off=one_off,
            amounts_p=tuple(
                int(self.amount_p[row, n]) if self.known[row, n] else None for n in columns
            ),
            certainty=tuple(
                "assumed" if origins[n] == "rolled" else table.certainty.get((row, n))
                for n in columns
            ),
            origins=origins,
            unknown=tuple(self.unknown[row].tolist()),
            rates=self.choices[row],
            changes_p=tuple(table.change_p[row].tolist()),
            extras_p=tuple(effects.tolist()),
            planned_p=tuple(table.planned_p[row].tolist()),
            bases_p=tuple(self.done.base_p[row].tolist()),
            in_kind=in_kind,
        )

    def _origins(self, row: int) -> Iterator[str]:
        table = self.table
        came = np.logical_or.accumulate(table.known[row])
        for column in range(len(table.found.years)):
            stands = table.stands[row, column]
            if self.done.projected[row, column]:
                yield "rolled"
            elif not self.known[row, column] or (stands and not table.known[row, column]):
                yield "not_known"
            elif stands:
                yield _MADE.get(int(table.found.made[row, column]), "recorded")
            else:
                yield "one_off" if table.places[row][2] and came[column] else "elsewhere"


_MADE = {PART_YEAR: "part_year", SCHOOL_YEAR: "school_year"}
