"""Words kept apart."""

from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.analysis.layout.clear import Clear
from tests.map_plans import overlapping_boxes

sizes = st.floats(1, 300)
places = st.floats(-500, 500)


@given(st.lists(st.tuples(places, places, sizes, sizes), max_size=30))
def test_what_is_taken_never_overlaps(boxes):
    clear = Clear()
    assert not overlapping_boxes([box for box in boxes if clear.take(box)], 1e-9)


def test_the_first_that_is_asked_for_stands():
    clear = Clear()
    assert clear.take((0, 0, 10, 10))
    assert not clear.take((5, 5, 10, 10))
    assert clear.take((10, 0, 10, 10))
