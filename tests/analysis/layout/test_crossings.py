"""Crossings counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.layout.crossings import crossings, means, ranks

links = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=14)


@given(links)
def test_crossings_are_those_a_person_would_count(pairs):
    counted = sum(
        (a - c) * (b - d) < 0 for n, (a, b) in enumerate(pairs) for c, d in pairs[n + 1 :]
    )
    left, right = (np.array([p[at] for p in pairs], dtype=float) for at in (0, 1))
    assert crossings(left, right) == counted


def test_a_place_is_the_weighted_mean_of_what_it_is_linked_to():
    found = means(
        np.array([0, 0]), np.array([1, 2]), np.array([1.0, 3.0]), np.array([9.0, 0.0, 4.0]),
        np.array([9.0, 9.0, 9.0]),
    )  # fmt: skip
    assert found.tolist() == [3.0, 9.0, 9.0]


def test_ranks_are_by_the_first_key_then_the_next():
    assert ranks((np.array([1.0, 0.0, 1.0]), np.array([2.0, 0.0, 1.0]))).tolist() == [2, 0, 1]
