"""The head of a column of an import: what it becomes, how sure that is, and why."""

from dataclasses import dataclass
from typing import Final

from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.targets import targets_for
from commissionplanner.io.mapping.staged import Staged
from commissionplanner.model.fields import Kind

CERTAIN: Final = 0.9
LIKELY: Final = 0.7
_NUMBERS: Final = (Kind.MONEY, Kind.DAY, Kind.COUNT, Kind.QUANTITY, Kind.RATE)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column.

    Attributes:
        key: Of the field it becomes, with its year where it has one; "" where it is left out.
        sure: A key of `widgets.steps.SURE`.
        why: Why it was taken so, in words.
    """

    letter: str
    heading: str
    key: str
    field: str
    sure: str
    why: str
    is_number: bool


def head_of(staged: Staged, guess: ColumnGuess) -> Head:
    """Return the head of the column that a guess is about."""
    table = staged.sheet.table
    target = targets_for(staged.kind).get(guess.key or "")
    label = target.label if target else ""
    key = guess.key or ""
    more = guess.year or guess.measure
    if target is not None and more:
        key, label = f"{key}@{more}", f"{label} {more}"
    return Head(
        letter=table.letters[guess.place],
        heading=" ".join(table.headings[guess.place].rpartition(" · ")[2].split()),
        key=key,
        field=label,
        sure=sureness(guess),
        why=guess.why,
        is_number=target is not None and target.spec.kind in _NUMBERS,
    )


def sureness(guess: ColumnGuess) -> str:
    """Return how sure a guess is: a key of `widgets.steps.SURE`."""
    if guess.key is None:
        return "left_out"
    if guess.confidence >= CERTAIN:
        return "certain"
    return "likely" if guess.confidence >= LIKELY else "check"
