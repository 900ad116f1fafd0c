"""Things along a line."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.layout.spacing import spaced, within

places = st.lists(st.floats(-1000, 1000), min_size=1, max_size=12)


@given(places, st.floats(0, 50))
def test_each_is_far_enough_from_the_one_before(wanted, apart):
    found = spaced(wanted, [apart] * len(wanted))
    gaps = [b - a for a, b in pairwise(found)]
    assert min(gaps, default=apart) >= apart - 1e-6


def test_what_has_room_stays_where_it_would_be():
    assert spaced([0.0, 30.0, 70.0], [10.0] * 3) == [0.0, 30.0, 70.0]


def test_what_is_too_near_gives_way_to_both_sides():
    assert spaced([10.0, 10.0], [0.0, 4.0]) == [8.0, 12.0]


def test_what_counts_more_moves_less():
    assert spaced([10.0, 10.0], [0.0, 4.0], [3.0, 1.0]) == pytest.approx([9.0, 13.0])


@given(places)
def test_all_lie_between_the_ends_where_there_is_room(wanted):
    apart = [1.0] * len(wanted)
    found = within(spaced(wanted, apart), apart, 0.0, 20.0)
    assert min(found) >= -1e-9
    assert max(found) <= 20.0 + 1e-9
