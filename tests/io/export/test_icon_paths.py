"""Icons as moves, lines and curves."""

from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner import paths
from commissionplanner.io.export.icon_paths import icon_path, path_steps

NAMES = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_read_and_stays_within_its_square(name):
    steps = icon_path(name)
    assert steps
    assert all(-1 <= value <= 25 for _, where in steps for value in where)


def test_relative_and_absolute_steps_come_to_the_same_places():
    relative = list(path_steps("m1 2h3v4l-1-1c1 0 2 1 2 2z"))
    absolute = list(path_steps("M1,2 H4 V6 L3,5 C4,5 5,6 5,7 Z"))
    assert relative == absolute


def test_after_closing_the_pen_is_back_at_the_start():
    assert list(path_steps("M5 5h2v2zl1 1"))[-1] == ("l", (6.0, 6.0))


def test_flags_of_an_arc_may_stand_without_gaps():
    assert list(path_steps("M0 0a5 5 0 1110 0")) == list(path_steps("M0 0a5 5 0 1 1 10 0"))


@given(st.floats(1, 20), st.booleans(), st.booleans())
def test_an_arc_of_a_circle_keeps_its_radius(radius, large, sweep):
    text = f"M0 0A{radius} {radius} 0 {large:d} {sweep:d} {radius} {radius}"
    steps = list(path_steps(text))[1:]
    middles = [(radius, 0.0), (0.0, radius)]
    ends = [where[-2:] for _, where in steps]
    middle = middles[0] if large == sweep else middles[1]
    off = [hypot(x - middle[0], y - middle[1]) - radius for x, y in ends]
    assert max(map(abs, off)) < 1e-6 * radius
    assert ends[-1] == pytest.approx((radius, radius))


def test_a_command_that_is_not_read_is_named():
    with pytest.raises(ValueError, match="command T"):
        list(path_steps("M0 0T1 1"))
