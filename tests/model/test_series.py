"""Rows of amounts that betray a slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.model.series import is_slip, is_thousandfold, may_hold_slip, runs_on

AMOUNTS = st.integers(100_000, 110_000)


@pytest.mark.parametrize(("one", "other"), [(100, 950), (1_000, 100), (7, 700), (100, 1_050)])
def test_a_digit_too_many_is_a_slip(one, other):
    assert is_slip(one, other)


@pytest.mark.parametrize(("one", "other"), [(100, 949), (0, 0), (-10, 100), (100, 1_000_00)])
def test_other_jumps_are_none(one, other):
    assert not is_slip(one, other)


def test_thousands_beside_pounds_are_seen_both_ways_round():
    assert is_thousandfold(1_250, 1_250_000)
    assert is_thousandfold(1_250_000, -1_250)
    assert not is_thousandfold(1_250, 125_000)
    assert not is_thousandfold(0, 1_000)


@given(st.lists(AMOUNTS, min_size=3, max_size=12))
def test_sums_of_like_amounts_run_on_and_the_amounts_do_not(amounts):
    sums = [sum(amounts[: n + 1]) for n in range(len(amounts))]
    assert runs_on(sums)
    assert not runs_on(amounts)


def test_amounts_that_lie_near_each_other_hold_no_slip():
    assert may_hold_slip([100, 950])
    assert not may_hold_slip([100, 949, 0, -5])
    assert not may_hold_slip([])
