"""What one column is taken for, how sure that is, and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from commissionplanner.model.years import FinancialYear


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column is taken for.

    Attributes:
        place: Of the column in the table, from 0.
        key: Key of the target; None where the column is left out.
        year: The financial year whose amounts it holds, where its heading names one.
        measure: Budget, forecast or actual, where its heading says so.
        confidence: 0 to 1.
        why: In words, for the user.
        rival: Key of the target that it could be as well, which another column was given.
        certainty: Confirmed, indicative or assumed, where its heading says so.
        period: The part of a year whose amounts it holds, such as "Q1"; "" for none.
        line: The service whose costs it holds, where lines of spending stand across; "" for none.
        line_code: The code of that line in its statement; "" for none.
        payer: The partner whose contributions it holds, as its heading names it; "" for none.
    """

    place: int
    key: str | None
    confidence: float
    why: str
    year: FinancialYear | None = None
    measure: str | None = None
    rival: str | None = None
    certainty: str | None = None
    period: str = ""
    line: str = ""
    line_code: str = ""
    payer: str = ""

    @property
    def is_series(self) -> bool:
        """Whether it is one of several columns of amounts: of years, measures, parts of a year, lines, partners."""
        return bool(self.year or self.measure or self.period or self.line or self.payer)


def first_of(guesses: Iterable[ColumnGuess], key: str) -> ColumnGuess | None:
    """Return the first guess of a field; None where no column is taken for it."""
    return next((guess for guess in guesses if guess.key == key), None)


class Taken(dict[int, ColumnGuess]):
    """What the columns of a table that are settled so far are taken for, by place.

    Attributes:
        said: Fields that no column may be given, as headings of others say them.
    """

    def __init__(
        self, guesses: Mapping[int, ColumnGuess] | None = None, said: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(guesses or {})
        self.said = said

    @property
    def fields(self) -> frozenset[str]:
        """The fields that are spoken for."""
        return self.said.union(guess.key for guess in self.values() if guess.key)

    def of(self, key: str) -> ColumnGuess | None:
        """Return the first column taken for a field; None where no column is."""
        return first_of(self.values(), key)

    def take(
        self, place: int, key: str | None, confidence: float, why: str, rival: str | None = None
    ) -> None:
        """Take a column for a field, or for none, whatever it was taken for before."""
        self[place] = ColumnGuess(place, key, confidence, why, rival=rival)

    def pass_on(
        self, held: ColumnGuess, place: int, confidence: float, why: str, gone: str
    ) -> None:
        """Take another column for the field of one held, which is left out.

        Args:
            held: The column that was taken for it.
            place: Of that which is taken now.
            confidence: How sure that is.
            why: Why that one.
            gone: Why no longer the one held.
        """
        self.take(held.place, None, 0.7, gone)
        self.take(place, held.key, confidence, why)
