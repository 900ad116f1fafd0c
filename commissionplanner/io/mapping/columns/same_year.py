"""Several columns of amounts of one year: gross, income and net, or a budget and its revision. Asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from commissionplanner.io.mapping.asking import Asker
from commissionplanner.io.mapping.columns.line_columns import agree, amounts_of
from commissionplanner.io.mapping.fields.guesses import ColumnGuess
from commissionplanner.io.mapping.fields.headings import without_year
from commissionplanner.io.tabular.table import Table

ALL: Final = "all"
_FEWEST_ADDED: Final = 3
_WORTH: Final = (
    (re.compile(r"\b(?:updated|revised|latest|current|restated)\b"), 3),
    (re.compile(r"\btotal\b"), 2),
    (re.compile(r"\b(?:gross|expenditure|approved)\b"), 1),
    (
        re.compile(r"\b(?:original|previous|previously|income|recharges?|draft|proposed|prior)\b"),
        -2,
    ),
    (re.compile(r"\bnet\b"), 0),
)
"""Words of headings that are the same money seen otherwise, and how likely each is the amount meant."""


def settle_same_year(table: Table, guesses: list[ColumnGuess], asker: Asker) -> list[ColumnGuess]:
    """Ask which of several columns of one year is the amount, so that no pound counts twice.

    By default one is taken where their headings show that they are the same money (gross and
    net, original and revised) or one makes the others, and all where they do not (one a partner).
    """
    several = _groups(guesses)
    if not several:
        return guesses
    labels = list(dict.fromkeys(_label(table, guess) for group in several for guess in group))
    if len(labels) < 2:
        return guesses
    wholes = (whole for group in several if (whole := _sum_of(table, group)) is not None)
    if any(_same_money(label) for label in labels):
        default = max(labels, key=_worth)
    else:
        default = next((_label(table, whole) for whole in wholes), ALL)
    names = ", ".join(f"“{table.names[guess.place]}”" for guess in several[0])
    text = f"{names} are amounts of one year. Which of them is meant? Adding them all may count money twice."
    taken = asker.ask("same_year", text, (*labels, ALL), default)
    if taken == ALL:
        return guesses
    kept = {_one(table, group, taken).place for group in several}
    gone = {guess.place for group in several for guess in group} - kept
    return [_left_out(guess) if guess.place in gone else guess for guess in guesses]


def _groups(guesses: Sequence[ColumnGuess]) -> list[list[ColumnGuess]]:
    """Return the amounts of each year and measure of which there are several.

    Amounts of no measure belong to the only one that their year has: "Net budget" stands beside
    "Gross" and "Income".
    """
    years: dict[object, dict[str | None, list[ColumnGuess]]] = {}
    for guess in guesses:
        is_one = not (guess.period or guess.line or guess.payer)
        if guess.key == "amount_p" and guess.year is not None and is_one:
            years.setdefault(guess.year, {}).setdefault(guess.measure, []).append(guess)
    groups: list[list[ColumnGuess]] = []
    for measures in years.values():
        joined = [sorted(chain(*measures.values()), key=lambda guess: guess.place)]
        groups += joined if None in measures and len(measures) == 2 else measures.values()
    return [group for group in groups if len(group) > 1]


def _sum_of(table: Table, group: Sequence[ColumnGuess]) -> ColumnGuess | None:
    """Return the amount of a year that all others of it make, in nearly every row; None for none."""
    if len(group) < _FEWEST_ADDED:
        return None
    columns = {guess.place: amounts_of(table, guess.place) for guess in group}
    for guess in reversed(group):
        others = [columns[other.place] for other in group if other is not guess]
        if agree(columns[guess.place], [sum(row) for row in zip(*others, strict=True)]):
            return guess
    return None


def _label(table: Table, guess: ColumnGuess) -> str:
    return without_year(table.headings[guess.place]) or "amount"


def _same_money(label: str) -> bool:
    return any(pattern.search(label) for pattern, _ in _WORTH)


def _worth(label: str) -> int:
    return sum(worth for pattern, worth in _WORTH if pattern.search(label))


def _one(table: Table, group: Sequence[ColumnGuess], taken: str) -> ColumnGuess:
    same = [guess for guess in group if _label(table, guess) == taken]
    return same[0] if same else max(group, key=lambda guess: _worth(_label(table, guess)))


def _left_out(guess: ColumnGuess) -> ColumnGuess:
    why = "Another column of the same year is taken for the amount."
    return replace(
        guess, key=None, year=None, measure=None, certainty=None, confidence=0.7, why=why,
        rival="amount_p",
    )  # fmt: skip
