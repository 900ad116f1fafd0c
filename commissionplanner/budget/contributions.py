"""Money into a pool by partner, stream and year, how sure it is, and how it rolls forward.

    recurrent(t)    = (recurrent(t−1) + change(t)) × rates
    contribution(t) = recurrent(t) + full-year effect(t) − client income(t)

One-off money is in lines of its own: it is not in next year's base. Source of the formula:
clause 9.3 of a published section 75 agreement (lawinsider.com, contributions to the pooled fund).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from commissionplanner.budget.arrays import Lines, blank, put, rates_of, standing
from commissionplanner.budget.projection import Mask, Pence, project
from commissionplanner.budget.scenarios import Assumptions, Line, LineRates, View, rate_choices
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
            year is on another line), "not_known".
        unknown: By year, how many amounts are not known.
        rates: The rates into each year; used where the origin is "rolled".
        changes_p: By year, the recurrent change added before the rates.
        extras_p: By year, full-year effect less client income, added after them.
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


def contribution_lines(
    seen: View, pool_id: str, assumptions: Assumptions
) -> tuple[ContributionLine, ...]:
    """Return the money into a pool, by partner, stream, one-off or not.

    Where a partner gives from one stream in one year with two certainties, each has its line.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    rows = [row for row in seen.plan.contributions.values() if row.pool_id == pool_id]
    table = _Table(seen.plan, pool_id, rows)
    choices = rate_choices(assumptions, table.found.lines, table.found.years)
    amount_p, known, rolled = _rolled(seen, table, choices)
    return tuple(
        _line(table, row, amount_p, known, rolled, choices[row]) for row in range(len(table.places))
    )


Slots = dict[tuple[str, str, bool], dict[FinancialYear, list[str]]]
"""By partner, stream and one-off or not: the certainties of each year, surest first."""


def _slots(rows: list[Contribution], sure: Mapping[str, str | None]) -> Slots:
    slots: Slots = {}
    for row in sorted(rows, key=lambda row: (_rank(sure[row.id]), row.id)):
        words = slots.setdefault(_place(row), {})
        if row.year and (sure[row.id] or "") not in words.setdefault(row.year, []):
            words[row.year].append(sure[row.id] or "")
    return slots


class _Table:
    """The contributions of a pool laid out in lines, with what rolls them forward."""

    def __init__(self, plan: Plan, pool_id: str, rows: list[Contribution]) -> None:
        streams = stream_certainties(plan)
        sure = {row.id: _certainty(plan, streams, row) for row in rows}
        slots = _slots(rows, sure)
        self.places = [
            (*place, slot)
            for place in sorted(slots)
            for slot in range(max([len(w) for w in slots[place].values()] or [1]))
        ]
        lines = tuple(
            Line(pool_id=pool_id, partner_id=partner or None, stream_id=stream or None)
            for partner, stream, *_ in self.places
        )
        self.found: Lines = blank(lines, plan.years)
        self.change_p: Pence = np.zeros_like(self.found.amount_p)
        self.extra_p: Pence = np.zeros_like(self.found.amount_p)
        self.certainty: dict[tuple[int, int], str | None] = {}
        row_of = {place: n for n, place in enumerate(self.places)}
        column_of = {year: n for n, year in enumerate(plan.years)}
        for row in rows:
            if row.year in column_of:
                slot = slots[_place(row)][row.year].index(sure[row.id] or "")
                self._put(row_of[*_place(row), slot], column_of[row.year], row, sure[row.id])
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
        return ~self.found.stands & (others | self.taken)

    def _taken(self) -> Mask:
        """Return where any line of the same partner and stream has a record for the year."""
        rows_of: dict[tuple[str, str], list[int]] = {}
        for n, (partner, stream, *_) in enumerate(self.places):
            rows_of.setdefault((partner, stream), []).append(n)
        marks = np.zeros(self.found.stands.shape, dtype=np.bool_)
        for rows in rows_of.values():
            marks[rows] = self.found.stands[rows].any(axis=0)
        return marks

    def _put(self, line: int, column: int, row: Contribution, sure: str | None) -> None:
        effects = (row.adjustment_p, row.full_year_effect_p, row.client_income_p)
        if row.amount_p is None and any(effect is not None for effect in effects):
            self.change_p[line, column] += row.adjustment_p or 0
            self.extra_p[line, column] += row.full_year_effect_p or 0
            self.extra_p[line, column] -= row.client_income_p or 0
            return
        put(self.found, line, column, row.amount_p)
        self.certainty[line, column] = sure
        if row.net_of_income is False:
            self.extra_p[line, column] -= row.client_income_p or 0


def _rank(certainty: str | None) -> int:
    return CERTAINTIES.index(certainty) if certainty in CERTAINTIES else len(CERTAINTIES)


def _place(row: Contribution) -> tuple[str, str, bool]:
    return (row.partner_id or "", row.stream_id or "", row.is_recurrent is False)


def _rolled(
    seen: View, table: _Table, choices: tuple[LineRates, ...]
) -> tuple[Pence, Mask, set[tuple[int, int]]]:
    """Return the amounts, where they are known, and which cells were rolled forward."""
    found, elsewhere = table.found, table.elsewhere
    if not seen.rolls_contributions:
        known = found.known | elsewhere
        return np.where(found.known, found.amount_p + table.extra_p, 0), known, set()
    once = np.array([place[2] for place in table.places], dtype=np.bool_).reshape(-1, 1)
    came = np.logical_or.accumulate(found.known, axis=1)
    # A second line is rolled forward too, but not into a year for which the stream has a record.
    taken = np.zeros_like(elsewhere) if seen.rolls_all else elsewhere & table.taken
    stands = standing(found, rolls_all=seen.rolls_all) | taken
    stands = np.where(once, found.stands | came, stands)
    nil = ((once & came) | taken) & ~found.stands
    done = project(
        found.amount_p,
        found.known | nil,
        stands,
        rates_of(choices, len(found.years)),
        additive=seen.additive,
        change_p=table.change_p,
    )
    cells = {(int(row), int(column)) for row, column in np.argwhere(done.projected)}
    extra_p = np.where(done.known & ~nil, table.extra_p, 0)
    return done.amount_p + extra_p, done.known | elsewhere, cells


def _line(
    table: _Table,
    row: int,
    amount_p: Pence,
    known: Mask,
    rolled: set[tuple[int, int]],
    rates: LineRates,
) -> ContributionLine:
    partner, stream, one_off, _ = table.places[row]
    columns = range(len(table.found.years))
    origins = tuple(_origins(table, row, known, rolled))
    return ContributionLine(
        partner_id=partner or None,
        stream_id=stream or None,
        one_off=one_off,
        amounts_p=tuple(int(amount_p[row, n]) if known[row, n] else None for n in columns),
        certainty=tuple(
            "assumed" if origins[n] == "rolled" else table.certainty.get((row, n)) for n in columns
        ),
        origins=origins,
        unknown=tuple(
            int(table.found.unknown[row, n]) if origins[n] == "recorded" else int(not known[row, n])
            for n in columns
        ),
        rates=rates,
        changes_p=tuple(int(table.change_p[row, n]) for n in columns),
        extras_p=tuple(int(table.extra_p[row, n]) for n in columns),
    )


def _origins(
    table: _Table,
    row: int,
    known: Mask,
    rolled: set[tuple[int, int]],
) -> Iterator[str]:
    came = np.logical_or.accumulate(table.found.known[row])
    for column in range(len(table.found.years)):
        if (row, column) in rolled:
            yield "rolled"
        elif not known[row, column] or (
            table.found.stands[row, column] and not table.found.known[row, column]
        ):
            yield "not_known"
        elif table.found.stands[row, column]:
            yield "recorded"
        else:
            yield "one_off" if table.places[row][2] and came[column] else "elsewhere"
