"""One line of a pool's costs as recorded and worked out, and after one of its costs changed.

In plain lists: of a single line, ten numbers are sooner worked out than ten arrays are made.
"""

from collections.abc import Sequence
from operator import sub
from typing import NamedTuple

from commissionplanner.budget.pieces import Piece
from commissionplanner.budget.projection import Factors, carried_on


class Placed(NamedTuple):
    """A piece of a record, the number of its year, and 1 to put it in or −1 to take it out."""

    piece: Piece
    year: int
    times: int


class Recorded(NamedTuple):
    """What is recorded of a line; lists are by year, and never changed once it is made.

    Attributes:
        amount_p: Pence; 0 where not known.
        base_p: Of them, pence that go on into the next year.
        n_known: How many known amounts a cell holds.
        n_lasting: How many of them go on.
        unknown: How many are not known.
        running: Whether the service is in being.
    """

    amount_p: list[int]
    base_p: list[int]
    n_known: list[int]
    n_lasting: list[int]
    unknown: list[int]
    running: list[bool]

    def exchanged(self, pieces: Sequence[Placed]) -> "Recorded":
        """Return the same with pieces of records put in or taken out."""
        amount_p, base_p, n_known, n_lasting, unknown = (
            self.amount_p[:], self.base_p[:], self.n_known[:], self.n_lasting[:], self.unknown[:],
        )  # fmt: skip
        for piece, n, times in pieces:
            if piece.amount_p is None:
                unknown[n] += times
                continue
            amount_p[n] += times * piece.amount_p
            base_p[n] += times * piece.base_p
            n_known[n] += times
            n_lasting[n] += times * piece.lasts
        return Recorded(amount_p, base_p, n_known, n_lasting, unknown, self.running)

    def stands(self, n: int) -> bool:
        """Whether something is recorded in a year, or the service is not in being."""
        return self.n_known[n] > 0 or self.unknown[n] > 0 or not self.running[n]

    def has_record(self, n: int) -> bool:
        """Whether anything is recorded in a year, known or not."""
        return self.n_known[n] > 0 or self.unknown[n] > 0

    def first_known(self) -> int:
        """Return the first year in which something is known and the service runs."""
        pairs = enumerate(zip(self.n_known, self.running, strict=True))
        return next((n for n, (count, runs) in pairs if count and runs), len(self.running))


class Done(NamedTuple):
    """What a line comes to by year.

    Attributes:
        amount_p: Pence; 0 where not known.
        known: Where there is an amount.
        projected: Where it was worked out from the year before.
        base_p: What goes on into the next year.
        lasts: Whether anything does.
    """

    amount_p: list[int]
    known: list[bool]
    projected: list[bool]
    base_p: list[int]
    lasts: list[bool]


class RowState(NamedTuple):
    """One line as recorded, and what it comes to."""

    recorded: Recorded
    done: Done

    def gaps(self) -> list[int]:
        """Return how many amounts are not known, by year."""
        _, known, projected, *_ = self.done
        return [
            int(not there) if worked or not there else count
            for there, worked, count in zip(known, projected, self.recorded.unknown, strict=True)
        ]


class RowChange(NamedTuple):
    """What a line has become, and what sums over lines move by, by year.

    Attributes:
        after: The line as it is.
        amount_p: Pence more than before.
        n_known: Known amounts more; none where the same are known.
        n_unknown: Amounts not known more; none where it is the same.
    """

    after: "RowState | Regrown"
    amount_p: Sequence[int]
    n_known: Sequence[int]
    n_unknown: Sequence[int]


def change_of(before: RowState, after: RowState) -> RowChange:
    """Return the step from one state of a line to another."""
    was, now = before.done, after.done
    same_known = was.known == now.known
    same_gaps = same_known and was.projected == now.projected
    if same_gaps and before.recorded.unknown == after.recorded.unknown:
        gaps = list[int]()
    else:
        gaps = list(map(sub, after.gaps(), before.gaps()))
    known = [] if same_known else list(map(sub, now.known, was.known))
    return RowChange(after, list(map(sub, now.amount_p, was.amount_p)), known, gaps)


class Stretch(NamedTuple):
    """A year recorded otherwise, and the first year after it that does not follow from it."""

    year: int
    end: int


def stretches(recorded: Recorded, years: Sequence[int]) -> list[Stretch]:
    """Return how far what is recorded of some years goes on, in plans that stand where recorded."""
    _, _, n_known, _, unknown, running = recorded
    n_years, found = len(running), list[Stretch]()
    for year in years:
        end = year + 1
        while end < n_years and running[end] and not (n_known[end] or unknown[end]):
            end += 1  # as `stands` says, in one run: a typed figure waits for it
        found.append(Stretch(year, end))
    return found


def is_alike(before: Recorded, after: Recorded, years: Sequence[int]) -> bool:
    """Whether in these years there are known amounts as before, and as many of each sort."""
    return all(
        before.n_known[n] == after.n_known[n] > 0
        and before.n_lasting[n] == after.n_lasting[n]
        and before.unknown[n] == after.unknown[n]
        for n in years
    )


class Regrown(NamedTuple):
    """A line of which other amounts are recorded, and as much is known as before.

    Attributes:
        recorded: The line as recorded now.
        amount_p: Pence by year it comes to; 0 where not known.
        grown: Where its amounts were worked out again, each from the year before.
    """

    recorded: Recorded
    amount_p: list[int]
    grown: Sequence[slice]

    def state(self, before: Done) -> RowState:
        """Return all of it, with what it came to before."""
        _, known, projected, bases, lasts = before
        bases = bases[:]
        for years in self.grown:
            bases[years.start - 1] = self.recorded.base_p[years.start - 1]
            bases[years] = self.amount_p[years]
        return RowState(self.recorded, Done(self.amount_p, known, projected, bases, lasts))


def regrown(
    recorded: Recorded,
    before_p: Sequence[int],
    factors: Sequence[Factors | None],
    moved: Sequence[Stretch],
) -> RowChange:
    """Return what a line becomes by records that are alike: what `carried` gives, sooner.

    Args:
        recorded: The line as recorded now.
        before_p: Pence by year it came to.
        factors: What an amount is multiplied by into each year; None where not known.
        moved: The years recorded otherwise, and how far each goes on.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    amounts, spans = [*before_p], list[slice]()
    for n, end in moved:
        grown = carried_on(recorded.base_p[n], factors[n + 1 : end])
        years = slice(n + 1, n + 1 + len(grown))
        amounts[n], amounts[years] = recorded.amount_p[n], grown
        spans.append(years)
    more_p = list(map(sub, amounts, before_p))
    return RowChange(Regrown(recorded, amounts, spans), more_p, (), ())


def carried(
    recorded: Recorded, before: Done, factors: Sequence[Factors | None], moved: Sequence[Stretch],
    *, rolls_all: bool,
) -> Done:  # fmt: skip
    """Return what a line comes to now that some years are recorded otherwise.

    Args:
        recorded: The line as recorded now.
        before: What it came to.
        factors: What an amount is multiplied by into each year; None where not known.
        moved: The years recorded otherwise, and how far each goes on.
        rolls_all: Whether only the first known year stands.

    Raises:
        OverflowError: an amount grows beyond £40 billion.
    """
    amounts, known, projected, bases, lasts = before
    done = Done(amounts[:], known[:], projected[:], bases[:], lasts[:])
    if rolls_all:
        stands_to = recorded.first_known()
        for n, runs in enumerate(recorded.running):
            if n <= stands_to or not runs:
                _stand(recorded, done, n)
            else:
                _grow(recorded, done, factors, range(n, n + 1))
        return done
    for n, end in moved:
        here = recorded.stands(n)
        if here:
            _stand(recorded, done, n)
        _grow(recorded, done, factors, range(n + here, end))
    return done


def _stand(recorded: Recorded, done: Done, n: int) -> None:
    """Put what is recorded of a year."""
    done.known[n] = recorded.n_known[n] > 0 or not recorded.running[n]
    done.projected[n] = False
    done.amount_p[n] = recorded.amount_p[n] if done.known[n] else 0
    done.base_p[n], done.lasts[n] = recorded.base_p[n], recorded.n_lasting[n] > 0


def _grow(recorded: Recorded, done: Done, factors: Sequence[Factors | None], years: range) -> None:
    """Work years out, each from the one before; not known where that or the rates are not."""
    amounts, known, projected, bases, lasts = done
    start, end = years.start, years.stop
    grows = start > 0 and known[start - 1]
    grown = carried_on(bases[start - 1], factors[start:end]) if grows else []
    to = start + len(grown)
    amounts[start:to] = bases[start:to] = grown
    known[start:to] = projected[start:to] = [True] * len(grown)
    lasts[start:to] = [lasts[start - 1]] * len(grown)
    for n in range(to, end):
        amounts[n], known[n], projected[n] = 0, False, False
        bases[n], lasts[n] = recorded.base_p[n], recorded.n_lasting[n] > 0
