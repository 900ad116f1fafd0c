"""Amounts carried forward, against sums done by hand and by exact fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.budget.projection import YearRates, project
from commissionplanner.model.money import CEILING_P, PPM, times_ppm


def forward(amount_p, rates, *, additive=False):
    """Carry one line through years, each with its (uplift, growth, efficiency)."""
    n = len(rates) + 1
    columns = [np.array([[0, *column]], np.int64) for column in zip(*rates, strict=True)] or [
        np.zeros((1, 1), np.int64)
    ] * 3
    first = np.array([[True] + [False] * (n - 1)])
    amounts = np.array([[amount_p] + [0] * (n - 1)], np.int64)
    known = YearRates(*columns, np.ones((1, n), np.bool_))
    return project(amounts, first, first, known, additive=additive)


def test_the_two_methods_differ_as_the_clause_says():
    # DOMAIN: £1m at 3.9 %, 2 %, 2 %: £1,038,584.40 compound, £1,039,000.00 additive.
    rates = [(39_000, 20_000, 20_000)]
    assert forward(100_000_000, rates).amount_p.tolist()[0][1] == 103_858_440
    assert forward(100_000_000, rates, additive=True).amount_p.tolist()[0][1] == 103_900_000


def test_half_pennies_go_up_after_each_factor():
    # 20p at 2.5 % is 20.5p. In binary floats 20 * 1.025 falls short of it.
    assert forward(20, [(25_000, 0, 0)]).amount_p.tolist() == [[20, 21]]
    assert forward(-20, [(25_000, 0, 0)]).amount_p.tolist() == [[-20, -21]]


rate = st.integers(-300_000, 300_000)


@given(st.integers(-(10**9), 10**9), st.lists(st.tuples(rate, rate, rate), max_size=6))
def test_every_cell_follows_from_its_left_neighbour(amount, rates):
    cells = forward(amount, rates).amount_p.tolist()[0]
    for before, after, (uplift, growth, saving) in zip(cells, cells[1:], rates, strict=False):
        step = times_ppm(times_ppm(before, PPM + uplift), PPM + growth)
        assert after == times_ppm(step, PPM - saving)
        assert abs(Fraction(step * (PPM - saving), PPM) - after) <= Fraction(1, 2)


@given(st.integers(-(10**9), 10**9), st.lists(st.tuples(rate, rate, rate), max_size=6))
def test_the_additive_method_rounds_once_a_year(amount, rates):
    cells = forward(amount, [(a // 3, b // 3, c // 3) for a, b, c in rates], additive=True)
    found = cells.amount_p.tolist()[0]
    for before, after, (a, b, c) in zip(found, found[1:], rates, strict=False):
        assert after == times_ppm(before, PPM + a // 3 + b // 3 - c // 3)


def test_growth_beyond_the_ceiling_is_refused_not_wrapped_round():
    with pytest.raises(OverflowError, match="£40 billion"):
        forward(CEILING_P, [(PPM, 0, 0), (PPM, 0, 0)])


def test_a_rate_beyond_a_hundred_per_cent_is_refused():
    with pytest.raises(OverflowError, match="100%"):
        forward(1, [(PPM + 1, 0, 0)])


def test_after_a_year_not_known_later_ones_are_not_known():
    amounts = np.array([[500, 0, 0]], np.int64)
    known = np.array([[True, False, False]])
    stands = np.array([[True, True, False]])
    none = np.zeros((1, 3), np.int64)
    done = project(
        amounts, known, stands, YearRates(none, none, none, ~np.zeros((1, 3), bool)), additive=False
    )
    assert done.known.tolist() == [[True, False, False]]
