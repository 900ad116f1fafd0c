"""Another kind of file than the likeliest, where no heading of the table is one of its key columns."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from commissionplanner.io.mapping.columns.guessing import guess_columns
from commissionplanner.io.mapping.columns.settling import KEY_FIELDS
from commissionplanner.io.mapping.kinds.likeliest import KindGuess
from commissionplanner.io.mapping.values.contents import Look

_KEYS: Final = {**KEY_FIELDS, "agreements": ("name", "party_ids")}
_ENOUGH: Final = 2
"""So many key columns of another kind at least are known."""
_BY_HEADING: Final = 0.7
_DOUBTED: Final = 0.45
_SURE: Final = 0.8


def with_known_columns(
    guess: KindGuess, headings: Sequence[str], looks: Sequence[Look]
) -> KindGuess:
    """Return the kind of most key columns, in doubt, where no heading is one of the one guessed.

    Args:
        guess: By the headings.
        headings: One a column.
        looks: One a column.
    """
    if guess.confidence >= _SURE or _known(guess.kind, headings, looks):
        return guess
    counts = {kind: _known(kind, headings, looks) for kind in KEY_FIELDS}
    best = max(counts, key=counts.__getitem__)
    if counts[best] < _ENOUGH:
        return guess
    why = f"No heading is of a key column of {guess.kind}, and {counts[best]} are key columns of {best}."
    return replace(guess, kind=best, confidence=_DOUBTED, why=why, rival=guess.kind)


def _known(kind: str, headings: Sequence[str], looks: Sequence[Look]) -> int:
    keys = _KEYS.get(kind, ())
    guesses = guess_columns(kind, headings, looks)
    return len({g.key for g in guesses if g.key in keys and g.confidence >= _BY_HEADING})
