"""Names that are nearly the same, found among many: all with all, or by the words they share."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Final

from commissionplanner.io.mapping.names.variants import nearness, plain_name

_ALL_WITH_ALL: Final = 4_000_000
"""Up to so many pairs every name is compared with every other; beyond, those that share a word."""

_COMMON_PAIR: Final = 2_500
_COMMON: Final = 800
"""The beginning or end of a word (of two words together) that more names share tells nothing."""

_CHUNK: Final = 1_000
"""So many names are compared at once; of a longer list in order, with their neighbours only."""
_LONGEST: Final = 200
_LONG: Final = 3 * _CHUNK

_MOST: Final = 12
"""Of the names whose letters are near, the nearest so many of each name are looked at closely."""


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
    """Return the pairs of different names that are near enough, nearest first.

    Where very many names are alike, as "Home 1 of the North" and a thousand more, each is
    paired with the nearest ones only, so that the time does not grow with their square.
    """
    found = {}
    for first, second in _candidates(names, names, least):
        pair = (min(first, second), max(first, second))
        if first != second and pair not in found:
            found[pair] = round(nearness(names[first], names[second]), 2)
    pairs = [(names[a], names[b], score) for (a, b), score in found.items() if score >= least]
    return sorted(pairs, key=lambda pair: (-pair[2], pair[0], pair[1]))


def _candidates(
    one: Sequence[str], other: Sequence[str], least: float
) -> Iterable[tuple[int, int]]:
    """Yield places of names whose numbers agree and whose letters are near; some more than once."""
    plain_one = [plain_name(name) for name in one]
    plain_other = plain_one if other is one else [plain_name(name) for name in other]
    numbered_one = _by_numbers(plain_one)
    numbered_other = numbered_one if other is one else _by_numbers(plain_other)
    for numbers, places in numbered_one.items():
        wanted = numbered_other.get(numbers, [])
        if wanted is places and len(places) == 1:
            continue
        if len(places) * len(wanted) <= _ALL_WITH_ALL:
            yield from _near(plain_one, places, plain_other, wanted, least)
            continue
        blocks_one = _blocks(plain_one, places)
        blocks_other = blocks_one if wanted is places else _blocks(plain_other, wanted)
        for key, block in blocks_one.items():
            if key in blocks_other:
                yield from _near(plain_one, block, plain_other, blocks_other[key], least)


def _by_numbers(names: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Return the places of names by the numbers in them: names that differ in one are not alike.

    A text too long for a name is like no other.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    for place, name in enumerate(names):
        if len(name) > _LONGEST:
            continue
        found.setdefault(tuple(re.findall(r"\d+", name)), []).append(place)
    return found


def _near(
    one: Sequence[str],
    places_one: Sequence[int],
    other: Sequence[str],
    places_other: Sequence[int],
    least: float,
) -> Iterable[tuple[int, int]]:
    """Yield pairs of places whose letters are near; of each first one at most the nearest few."""
    if not places_other:
        return
    long = len(places_other) > _LONG
    first = sorted(places_one, key=one.__getitem__) if long else places_one
    wanted = sorted(places_other, key=other.__getitem__) if long else places_other
    texts = [other[place] for place in wanted]
    for start in range(0, len(first), _CHUNK):
        part = first[start : start + _CHUNK]
        low, high = 0, len(wanted)
        if long:
            low = max(bisect_left(texts, one[part[0]]) - _CHUNK, 0)
            high = bisect_right(texts, one[part[-1]]) + _CHUNK
        yield from _nearest_few(
            [one[p] for p in part], part, texts[low:high], wanted[low:high], least
        )


def _nearest_few(
    names: Sequence[str],
    places: Sequence[int],
    texts: Sequence[str],
    wanted: Sequence[int],
    least: float,
) -> Iterable[tuple[int, int]]:
    import numpy as np
    from rapidfuzz import fuzz, process

    scores = process.cdist(
        names, texts, scorer=fuzz.ratio, score_cutoff=least * 100, dtype=np.uint8
    )
    if len(texts) > _MOST + 1:
        kept = np.argpartition(scores, -(_MOST + 1), axis=1)[:, -(_MOST + 1) :]
        few = np.zeros_like(scores)
        np.put_along_axis(few, kept, np.take_along_axis(scores, kept, axis=1), axis=1)
        scores = few
    for first, second in np.argwhere(scores):
        yield places[int(first)], wanted[int(second)]


def _blocks(names: Sequence[str], among: Sequence[int]) -> dict[str, list[int]]:
    """Return the places of names by beginnings and ends of their telling words and of the whole."""
    starts: dict[str, list[int]] = {}
    for place in among:
        for start in {word[:4] for word in names[place].split() if len(word) > 2}:
            starts.setdefault(start, []).append(place)
    blocks = {
        key: places
        for key, places in starts.items()
        if len(places) <= (_COMMON_PAIR if key[-1] == "+" else _COMMON)
    }
    for place in among:
        name = names[place]
        for key in (f"<{name[:7]}", f">{name[-9:]}"):
            blocks.setdefault(key, []).append(place)
    return {
        key: places for key, places in blocks.items() if len(places) <= _COMMON or key[0] == "<"
    }
