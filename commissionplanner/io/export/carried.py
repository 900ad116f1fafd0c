"""What goes on from year to year in cells of its own, where it is not the amount to the left.

    goes on(t) = (goes on(t−1) + recurrent change(t)) × rates + planned change(t)
    amount(t)  = goes on(t) + full-year effect(t) − client income(t)

A line whose amounts simply grow has no such cells: each is worked out from the one before it.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field

from commissionplanner.budget.rates import LineRates
from commissionplanner.io.export.cells import Sheet, at
from commissionplanner.io.export.plan_of_cells import (
    FIRST_YEAR_COLUMN,
    Input,
    PoolCells,
    growth_formula,
)

GOES_ON = "Goes on into the next year"
_BEFORE = "Recurrent change, before the rates"
_AFTER = "Planned change, after the rates"
_EFFECT = "Full-year effect less client income"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of money as it is written: amounts and what carries them, by year.

    Attributes:
        place: What it is, by which it is found under another scenario.
        labels: What stands in its first two cells.
        amounts_p: Pence; None where not known.
        worked: Whether the amount is worked out from the year before.
        bases_p: Pence that go on into the next year.
        rates: The rates into each year.
        changes_p: Recurrent change that joins before the rates; empty for none.
        planned_p: Planned change that joins after them; empty for none.
        extras_p: What joins the amount alone; empty for none.
    """

    place: Hashable
    labels: tuple[str, str]
    amounts_p: Sequence[int | None]
    worked: Sequence[bool]
    bases_p: Sequence[int]
    rates: LineRates
    changes_p: Sequence[int] = ()
    planned_p: Sequence[int] = ()
    extras_p: Sequence[int] = ()

    def joins(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Return what joins the years that are worked out, kind by kind, where anything does."""
        kinds = ((_BEFORE, self.changes_p), (_AFTER, self.planned_p), (_EFFECT, self.extras_p))
        found = (
            (name, tuple(p if self.worked[n] else 0 for n, p in enumerate(amounts)))
            for name, amounts in kinds
        )
        return tuple((name, amounts) for name, amounts in found if any(amounts))

    @property
    def is_plain(self) -> bool:
        """Whether every amount that is worked out only grows from the one to its left."""
        same = all(
            self.bases_p[n - 1] == self.amounts_p[n - 1]
            for n, worked in enumerate(self.worked)
            if worked
        )
        return same and not self.joins()


@dataclass(slots=True)
class CarriedLines:
    """Writes the amounts of lines, and once all rows are known what they are carried by."""

    sheet: Sheet
    assumptions: Sheet
    cells: PoolCells
    _later: list[tuple[int, Line]] = field(default_factory=list)

    def amounts(self, row: int, line: Line) -> None:
        """Write a line's amounts; those with workings of their own are written with these."""
        plain = line.is_plain
        if not plain:
            self._later.append((row, line))
        for n, amount_p in enumerate(line.amounts_p):
            column = FIRST_YEAR_COLUMN + n
            if not line.worked[n]:
                self._input(row, column, ("amount", line.place, n), amount_p)
            elif plain:
                formula = "=" + self._grown(at(row, column - 1), line, n)
                self.sheet.amount(row, column, formula, amount_p, "money_worked")

    def _input(self, row: int, column: int, what: Input, amount_p: int | None) -> None:
        """Write an amount as recorded; where both scenarios have it, it refers to the first."""
        same = self.cells.same_in_main(what, amount_p)
        if same:
            self.sheet.amount(row, column, f"={same}", amount_p)
            return
        self.sheet.money(row, column, amount_p, "money_input")
        if amount_p is not None:
            self.cells.inputs[what] = (amount_p, f"{self.sheet.prefix}{at(row, column)}")

    def workings(self, row: int, head: Callable[[int, str], None]) -> int:
        """Write what lines are carried by, below them; return the next row.

        Args:
            row: Where there is room.
            head: Writes a title and the years in two rows.
        """
        if not self._later:
            return row
        head(row, "What goes on from year to year")
        row += 2
        for own, line in self._later:
            row = self._line(row, own, line)
        self._later.clear()
        return row + 1

    def _grown(self, start: str, line: Line, n: int) -> str:
        rates = self.cells.rate_cells(self.assumptions, line.rates, n)
        return growth_formula(start, rates, additive=self.cells.budget.seen.additive)

    def _line(self, row: int, own: int, line: Line) -> int:
        first, second = line.labels
        joins = line.joins()
        at_row = {name: row + n for n, (name, _) in enumerate(joins, 1)}
        for name, amounts in joins:
            self._label(at_row[name], first, second, name)
            for n, amount_p in enumerate(amounts):
                self._input(at_row[name], FIRST_YEAR_COLUMN + n, (name, line.place, n), amount_p)
        self._label(row, first, second, GOES_ON)
        for n in range(len(line.amounts_p)):
            self._year(row, own, line, n, at_row)
        return row + 1 + len(joins)

    def _label(self, row: int, first: str, second: str, name: str) -> None:
        self.sheet.texts(row, 0, (first, f"{second}: {name}" if second else name))

    def _year(self, row: int, own: int, line: Line, n: int, at_row: dict[str, int]) -> None:
        column = FIRST_YEAR_COLUMN + n
        amount_p, base_p = line.amounts_p[n], line.bases_p[n]
        if not line.worked[n]:
            if amount_p is not None and base_p == amount_p:
                self.sheet.amount(row, column, f"={at(own, column)}", base_p)
            else:
                base = None if amount_p is None else base_p
                self._input(row, column, (GOES_ON, line.place, n), base)
            return

        def joined(name: str) -> str:
            return f"+{at(at_row[name], column)}" if name in at_row else ""

        start = at(row, column - 1) + joined(_BEFORE)
        grown = self._grown(f"({start})" if _BEFORE in at_row else start, line, n)
        after = joined(_AFTER)
        formula = f"=ROUND({grown}{after},2)" if after else f"={grown}"
        self.sheet.amount(row, column, formula, base_p, "money_worked")
        effect = joined(_EFFECT)
        formula = f"=ROUND({at(row, column)}{effect},2)" if effect else f"={at(row, column)}"
        self.sheet.amount(own, column, formula, amount_p, "money_worked")
