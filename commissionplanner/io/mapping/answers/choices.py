"""What the user chooses of an import, and which column that makes which field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from commissionplanner.io.mapping.answers.corrections import ColumnFix, Replacement
from commissionplanner.io.mapping.asking import AnswerError
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import measure_in, squashed, year_in
from commissionplanner.io.mapping.fields.targets import KINDS, targets_for
from commissionplanner.io.tabular.shape import Shape
from commissionplanner.io.tabular.table import Table
from commissionplanner.model.fields import Kind
from commissionplanner.model.years import FinancialYear, YearError

AUTO: Final = "auto"
UNITS: Final[Mapping[str, int]] = {"pounds": 1, "thousands": 1_000, "millions": 1_000_000}
"""What one may stand for in amounts, in pounds."""
_MEASURES: Final = ("budget", "forecast", "actual")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user has settled; everything else is guessed.

    Attributes:
        sheet: Name of the sheet; None for the best one.
        header_row: Row of the headings, from 1; None to find it.
        kind: One of `targets.KINDS`, or "auto".
        columns: Field by column, the column a letter or a heading; None leaves it out. A field
            of amounts may carry its year or measure, as "amount_p@2026/27" or "amount_p@actual".
        answers: Choice by id of question.
        profile: Name of the profile of the plan to read by; "" for none named.
        cells: What was typed in place of single cells, by their names: "E8"; "" empties one.
        rows_out: Numbers in the file of rows to leave out.
        rows_in: Numbers of rows to bring in although they look like totals, notes or headings.
        total_rows: Numbers of rows that are totals: left out, and compared with the sum.
        heading_rows: How many rows of headings there are from `header_row` on; 0 for none, None
            to find out.
        first_row, last_row: The first and the last row of data; None to find them.
        table: Which of the tables of the sheet, as `Table.tables` numbers them; None for the best.
        filled: By column (letter or heading), whether blank cells take what stands above them.
            A column not named is filled where its cells are merged, or as the question says.
        group_rows: By number of a row, whether it is a heading of the rows below it, or a record.
        units: By column, "" for all: what one stands for in its amounts, one of `UNITS`.
        rows_held: Numbers in the file of rows to keep in the plan for later.
        accepts: By the id of a difference from the plan, whether it is to be made; those not named
            are, but for what is gone and what was typed by hand.
        continues: Id of the import whose held rows these are; "" for a file of its own.
        replacements: Texts put in the place of others, in the order in which that was asked.
        fixes: How a column is to be read, by its letter.
    """

    sheet: str | None = None
    header_row: int | None = None
    kind: str = AUTO
    columns: Mapping[str, str | None] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    profile: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    rows_out: frozenset[int] = frozenset()
    rows_held: frozenset[int] = frozenset()
    continues: str = ""
    accepts: Mapping[str, bool] = field(default_factory=dict)
    rows_in: frozenset[int] = frozenset()
    total_rows: frozenset[int] = frozenset()
    heading_rows: int | None = None
    first_row: int | None = None
    last_row: int | None = None
    table: int | None = None
    filled: Mapping[str, bool] = field(default_factory=dict)
    group_rows: Mapping[int, bool] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    replacements: tuple[Replacement, ...] = ()
    fixes: Mapping[str, ColumnFix] = field(default_factory=dict)

    @property
    def shape(self) -> Shape:
        """What they say of where the table is; the answer to the question "table" included."""
        answered = self.answers.get("table", "")
        table = int(answered) if self.table is None and answered.isdecimal() else self.table
        group_rows = {row for row, is_heading in self.group_rows.items() if not is_heading}
        return Shape(
            self.header_row, self.heading_rows, self.first_row, self.last_row, table,
            self.rows_in | group_rows,
        )  # fmt: skip


def check_kind(kind: str) -> None:
    """Say where a kind is none that can be imported.

    Raises:
        AnswerError: so it is.
    """
    if kind != AUTO and kind not in KINDS:
        raise AnswerError(f"“{kind}” is no kind of file. Choose one of: {', '.join(KINDS)}, auto.")


def corrected(
    kind: str,
    table: Table,
    guesses: Sequence[ColumnGuess],
    columns: Mapping[str, str | None],
    why: str,
) -> list[ColumnGuess]:
    """Return the guesses with the fields that the user (or a profile) gives to columns.

    A field given to one column is taken from the column that had it.

    Raises:
        AnswerError: there is no such column or field.
    """
    result = list(guesses)
    for column, wanted in columns.items():
        place = place_of(table, column)
        if wanted is None:
            result[place] = ColumnGuess(place, None, 1.0, why)
            continue
        guess = _given(kind, table, place, wanted, why)
        if _slot(guess) == _slot(result[place]):
            continue
        for other, held in enumerate(result):
            if other != place and _slot(held) == _slot(guess):
                result[other] = ColumnGuess(
                    other, None, 1.0, "Its field was given to another column."
                )
        result[place] = guess
    return result


def _slot(guess: ColumnGuess) -> tuple[str | None, FinancialYear | None, str | None]:
    """Return what only one column can be: a field, of amounts with their year and measure."""
    return guess.key, guess.year, guess.measure


def _given(kind: str, table: Table, place: int, wanted: str, why: str) -> ColumnGuess:
    key, _, year_text = wanted.partition("@")
    target = targets_for(kind).get(key)
    if target is None:
        raise AnswerError(
            f"Files of {kind} have no field “{key}”. Fields are: {', '.join(targets_for(kind))}."
        )
    year: FinancialYear | None = None
    measure: str | None = None
    if year_text in _MEASURES:
        measure = year_text
    elif year_text:
        try:
            year = FinancialYear.parse(year_text)
        except YearError as error:
            raise AnswerError(str(error)) from error
    elif target.spec.kind is Kind.MONEY and kind in ("services", "funding"):
        year = year_in(table.headings[place])
    if year is not None:
        measure = measure_in(table.headings[place])
    return ColumnGuess(place, key, 1.0, why, year, measure)


def place_of(table: Table, column: str) -> int:
    """Return the place of a column named by its letter, heading or unique name.

    Raises:
        AnswerError: there is none.
    """
    wanted = column.strip()
    for names in (table.headings, table.names):
        if wanted in names:
            return names.index(wanted)
    if wanted.upper() in table.letters:
        return table.letters.index(wanted.upper())
    plain = [squashed(heading) for heading in table.headings]
    if squashed(wanted) and squashed(wanted) in plain:
        return plain.index(squashed(wanted))
    raise AnswerError(f"There is no column “{wanted}”. Columns are: {', '.join(table.names)}.")


def as_mapping(table: Table, guesses: Sequence[ColumnGuess]) -> dict[str, Any]:
    """Return the field of each column by its unique name, as a profile keeps it."""
    return {table.names[guess.place]: _written(guess) for guess in guesses}


def _written(guess: ColumnGuess) -> str | None:
    if guess.key is None:
        return None
    more = str(guess.year) if guess.year else guess.measure
    return f"{guess.key}@{more}" if more else guess.key
