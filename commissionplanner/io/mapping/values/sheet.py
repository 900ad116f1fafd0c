"""A table with its columns read as fields: what the builders of records work on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.persons.finding import PersonColumn
from commissionplanner.io.mapping.persons.veil import Veil
from commissionplanner.io.mapping.values.convert import Converted, scaled_pence
from commissionplanner.io.tabular.cells import Cell, cell_text, is_blank
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind
from commissionplanner.model.personal import masked
from commissionplanner.model.years import FinancialYear

_WORTH: Final = ("amount_p", "total_value_p", "annual_value_p")
_PLAIN: Final = frozenset(Kind) - {Kind.REF, Kind.REFS}


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row of the file that does not come in, and why.

    Attributes:
        is_held: Whether the user holds it for later.
        is_faulty: Whether something is the matter with it, so that it may be put right; a total
            or a heading of a group is not faulty.
    """

    row: int
    reason: str
    is_held: bool = False
    is_faulty: bool = False

    def as_dict(self) -> dict[str, object]:
        """Return it as `--json` prints it."""
        return {"row": self.row, "reason": self.reason}


@dataclass(slots=True)
class Sheet:
    """A table, what its columns are, and their values.

    Attributes:
        kind: Of the file.
        table: As read.
        guesses: One a column, corrected by the user.
        single: Columns by key of the field they are.
        yearly: Columns that hold the amounts of one year each.
        kept: Positions in the table of the rows that come in.
        left_out: Rows that do not.
        carried: Position of the row whose name or reference a row takes, where its own is blank.
        carried_keys: The fields so carried; none named means all.
        profile: Name of the profile it is read by; "" for none.
        persons: Columns that tell of persons; what they hold is never shown.
        veil: Keeps what they hold out of every message.
        joint: Positions of rows whose suppliers are further ones of a row's contract, by its position.
        memo: Positions of rows whose amounts are said to be in other rows as well.
        scales: What one stands for in the amounts of a column, in pounds, by its place.
        with_pence: Places of the columns of pounds whose pence stand in the column beside them.
        spread: Places of the columns of amounts of which one merged over rows is that of each.
        commas: Places of the columns of amounts whose decimal point is a comma.
        shifted: By how many columns the cells of a row seem to be shifted, by its position.
        was: What stood in the file in cells that were changed by hand, by place and position.
        unfilled: Places of columns that the user says are not to be filled down.
        totals: Positions of rows that add up others.
        year_one: The year that "Year 1" in its cells means; None where none says so.
        years: The years that its template is of, the first first; none where it has no template.
    """

    kind: str
    table: Table
    guesses: Sequence[ColumnGuess]
    single: dict[str, Converted] = field(default_factory=dict)
    yearly: list[tuple[ColumnGuess, Converted]] = field(default_factory=list)
    kept: list[int] = field(default_factory=list)
    left_out: list[LeftOutRow] = field(default_factory=list)
    carried: dict[int, int] = field(default_factory=dict)
    carried_keys: frozenset[str] = frozenset()
    joint: dict[int, tuple[int, ...]] = field(default_factory=dict)
    memo: set[int] = field(default_factory=set)
    totals: frozenset[int] = frozenset()
    years: tuple[FinancialYear, ...] = ()
    persons: tuple[PersonColumn, ...] = ()
    veil: Veil = field(default_factory=Veil)
    profile: str = ""
    places: Mapping[str, int] = field(default_factory=dict)
    scales: dict[int, int] = field(default_factory=dict)
    commas: set[int] = field(default_factory=set)
    spread: set[int] = field(default_factory=set)
    with_pence: set[int] = field(default_factory=set)
    shifted: Mapping[int, int] = field(default_factory=dict)
    was: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    unfilled: frozenset[int] = frozenset()
    year_one: FinancialYear | None = None

    def leave_out(
        self, reasons: Mapping[int, str], *, is_held: bool = False, is_faulty: bool = False
    ) -> None:
        """Take rows out of those that come in, with the reason of each by its position."""
        self.left_out += [
            LeftOutRow(self.row(position), reason, is_held=is_held, is_faulty=is_faulty)
            for position, reason in reasons.items()
        ]
        self.left_out.sort(key=lambda out: out.row)
        self.kept = [position for position in self.kept if position not in reasons]

    def has(self, key: str) -> bool:
        """Whether a column is this field."""
        return key in self.single

    def value(self, key: str, position: int) -> Any:
        """Return what a row holds for a field; None where nothing is known or no column is it."""
        column = self.single.get(key)
        return None if column is None else column.values[position]

    def carried_value(self, key: str, position: int) -> Any:
        """Return a row's value, or that of the row above that it belongs to."""
        own = self.value(key, position)
        above = self.carried.get(position)
        if self.carried_keys and key not in self.carried_keys:
            return own
        return self.value(key, above) if own is None and above is not None else own

    def text(self, key: str, position: int) -> str:
        """Return the text of a row's cell for a field, to be kept; "" where no column is it.

        What marks a person is masked; a column of persons comes in for a stated reason only.
        """
        place = self.places.get(key)
        if place is None:
            return ""
        text = cell_text(self.table.columns[place][position])
        return masked(text) if place in self.veil.places else self.veil.value(text)

    def cell_text(self, place: int, position: int) -> str:
        """Return the text of a cell by its place, to be shown: that of a person as dots."""
        return self.veil.cell(place, cell_text(self.table.columns[place][position]))

    def first_text(self, position: int) -> str:
        """Return the first text that a row shows, but of persons; "" for a blank one."""
        shown = (c for place, c in enumerate(self.table.columns) if place not in self.veil.places)
        cells = (column[position] for column in shown)
        return next((cell_text(cell) for cell in cells if not is_blank(cell)), "")

    def pence(self, cell: Cell, place: int) -> int | None:
        """Return what a cell of a column of money is worth, as the column is read; None for no amount."""
        return scaled_pence(cell, self.scales.get(place, 1), comma=place in self.commas)

    def money_keys(self) -> tuple[str, ...]:
        """Return the fields of a row's worth that columns are, the main one first."""
        return tuple(key for key in _WORTH if self.has(key))

    def amounts(self, position: int) -> list[int | None]:
        """Return what a row is worth: an amount for each year column, then each single one."""
        amounts = [column.values[position] for _, column in self.yearly]
        return amounts + [self.value(key, position) for key in self.money_keys()]

    def first_amount(self, position: int) -> int | None:
        """Return the first known amount of a row, in pence; None where none is known."""
        return next((amount for amount in self.amounts(position) if amount is not None), None)

    def row(self, position: int) -> int:
        """Return the number in the file of a row."""
        return self.table.rows[position]

    def plain_columns(self, table: str) -> list[tuple[str, Converted]]:
        """Return the columns whose values go into records of a table as they are."""
        return [
            (key, column)
            for key, column in self.single.items()
            if column.target.table == table and "." not in key and column.target.spec.kind in _PLAIN
        ]

    def found_at(
        self, columns: Sequence[tuple[str, Converted]], position: int
    ) -> tuple[tuple[str, str], ...]:
        """Return what stood in a row where no value could be read, by field."""
        return tuple(
            (key, self.text(key, position))
            for key, column in columns
            if position in column.problems
        )


def plain_values(columns: Sequence[tuple[str, Converted]], position: int) -> dict[str, Any]:
    """Return the known values of a row, by field."""
    return {key: value for key, column in columns if (value := column.values[position]) is not None}
