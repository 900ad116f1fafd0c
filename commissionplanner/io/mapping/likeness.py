"""Names that are nearly the same, found among many: all with all, or by the words they share."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from commissionplanner.io.mapping.names import nearness, plain_name

_ALL_WITH_ALL: Final = 4_000_000
"""Up to so many pairs every name is compared with every other; beyond, those that share a word."""

_COMMON_PAIR: Final = 2_500
_COMMON: Final = 800
"""The beginning or end of a word (of two words together) that more names share tells nothing."""


def nearest(new: Sequence[str], held: Sequence[str], least: float) -> dict[str, tuple[str, float]]:
    """Return the nearest name held, and how near, of each new one that has one near enough.

    Args:
        new: Names looked for.
        held: Names known.
        least: How near is near enough, 0 to 1 (see `names.nearness`).
    """
    found: dict[str, tuple[str, float]] = {}
    for one, other in _candidates(new, held, least):
        score = nearness(new[one], held[other])
        if score >= least and score > found.get(new[one], ("", 0.0))[1]:
            found[new[one]] = (held[other], score)
    return found


def alike(names: Sequence[str], least: float) -> list[tuple[str, str, float]]:
    """Return the pairs of different names that are near enough, nearest first."""
    found = {}
    digits = [re.findall(r"\d+", plain_name(name)) for name in names]
    for one, other in _candidates(names, names, least):
        if one < other and digits[one] == digits[other] and (one, other) not in found:
            found[(one, other)] = round(nearness(names[one], names[other]), 2)
    pairs = [(names[a], names[b], score) for (a, b), score in found.items() if score >= least]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _candidates(
    one: Sequence[str], other: Sequence[str], least: float
) -> Iterable[tuple[int, int]]:
    """Yield places of names whose letters are near enough; some more than once."""
    plain_one = [plain_name(name) for name in one]
    plain_other = plain_one if other is one else [plain_name(name) for name in other]
    if len(one) * len(other) <= _ALL_WITH_ALL:
        yield from _near(plain_one, range(len(one)), plain_other, range(len(other)), least)
        return
    blocks_one = _blocks(plain_one)
    blocks_other = blocks_one if other is one else _blocks(plain_other)
    for key, places in blocks_one.items():
        if key in blocks_other:
            yield from _near(plain_one, places, plain_other, blocks_other[key], least)


def _near(
    one: Sequence[str],
    places_one: Sequence[int],
    other: Sequence[str],
    places_other: Sequence[int],
    least: float,
) -> Iterable[tuple[int, int]]:
    import numpy as np
    from rapidfuzz import fuzz, process

    wanted = [other[place] for place in places_other]
    for start in range(0, len(places_one), 1_000):
        part = places_one[start : start + 1_000]
        scores = process.cdist(
            [one[place] for place in part],
            wanted,
            scorer=fuzz.ratio,
            score_cutoff=least * 100,
            dtype=np.uint8,
        )
        for first, second in np.argwhere(scores):
            yield part[int(first)], places_other[int(second)]


def _blocks(names: Sequence[str]) -> dict[str, list[int]]:
    """Return the places of names by beginnings and ends of their telling words and of the whole."""
    starts: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        for start in {word[:4] for word in name.split() if len(word) > 2}:
            starts.setdefault(start, []).append(place)
    blocks = {
        key: places
        for key, places in starts.items()
        if len(places) <= (_COMMON_PAIR if key[-1] == "+" else _COMMON)
    }
    for place, name in enumerate(names):
        for key in (f"<{name[:7]}", f">{name[-9:]}"):
            blocks.setdefault(key, []).append(place)
    return {
        key: places for key, places in blocks.items() if len(places) <= _COMMON or key[0] == "<"
    }
