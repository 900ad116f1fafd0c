"""Bar 10: 20,000 names against 20,000, beside difflib on a part of them, scaled."""

import difflib
import random

import pytest

from commissionplanner.io.mapping.names.likeness import nearest

pytestmark = pytest.mark.slow
COUNT, PART, LEAST = 20_000, 150, 0.85
WORDS = (
    "North South East West Vale Moor Care Trust Health Family Youth Support Homes Advice".split()
)


def test_matching_many_names(bench, table):
    chance = random.Random(1)
    stems = ["".join(chance.choices("abcdefghilmnoprstu", k=8)) for _ in range(COUNT)]
    held = [f"{stem.title()} {' '.join(chance.sample(WORDS, 2))} Ltd" for stem in stems]
    new = [f"{name[:3]}{name[4:-4]} Limited" for name in held]
    ours = bench[0](lambda: nearest(new, held, LEAST), 1)
    theirs = bench[0](
        lambda: [
            difflib.SequenceMatcher(None, a, b).ratio() for a in new[:PART] for b in held[:PART]
        ],
        1,
    )
    table(
        10,
        "20,000 × 20,000 names, against difflib scaled",
        ours,
        theirs * (COUNT / PART) ** 2,
        1e-3,
    )
    found = nearest(new[:2_000], held, LEAST)
    missed = sum(
        found.get(n, ("",))[0] != h for n, h in zip(new[:2_000], held[:2_000], strict=True)
    )
    table(10, "planted duplicates missed, of those planted", missed, 2_000, 0.10)
