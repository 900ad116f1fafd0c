"""Pounds read, written, rounded and split."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.model.money import (
    MoneyError,
    format_pounds,
    format_ppm,
    format_short,
    parse_pounds,
    round_ratio,
    split,
    times_ppm,
)

amounts = st.integers(-(4 * 10**12), 4 * 10**12)


@pytest.mark.parametrize(
    ("text", "pence"),
    [
        ("£1,234.50", 123_450),
        ("(1,234)", -123_400),
        ("1,234-", -123_400),
        ("\u22125", -500),
        ("-£5", -500),
        ("£-5", -500),
        ("£1.2m", 120_000_000),
        ("300 k", 30_000_000),
        ("5 CR", -500),
        ("1.005", 101),
        ("£\u00a01 234.00", 123_400),
        (".5", 50),
        ("0", 0),
        ("£1.5bn", 150_000_000_000),
        ("'1,234.50", 123_450),
        ("\u2019-5", -500),
    ],
)
def test_pounds_are_read_in_every_form_people_write(text, pence):
    assert parse_pounds(text) == pence


@pytest.mark.parametrize("text", ["", "TBC", "n/a", "-", "1,23", "1.2.3", "NaN", "inf", "1e5", "£"])
def test_what_is_no_amount_is_refused_and_quoted(text):
    with pytest.raises(MoneyError, match="is not an amount"):
        parse_pounds(text)


def test_more_than_forty_billion_is_refused():
    with pytest.raises(MoneyError, match="£40 billion"):
        parse_pounds("£41bn")


@given(amounts)
def test_what_is_written_in_full_is_read_back(pence):
    assert parse_pounds(format_pounds(pence)) == pence


@pytest.mark.parametrize(
    ("pence", "unit", "words"),
    [
        (3_970_000_000, "", "£39.7m"),
        (74_000_000, "", "£740k"),
        (74_000_000, "m", "0.74"),
        (-750_000_000, "", "\u2212£7.5m"),
        (214_000_000, "£", "2,140,000"),
        (50, "£", "1"),
        (0, "m", "0.0"),
    ],
)
def test_short_figures_keep_to_the_house_style(pence, unit, words):
    assert format_short(pence, unit) == words


def test_a_rate_is_written_without_a_space():
    assert format_ppm(121_000) == "12.1%"
    assert format_ppm(-23_500, 2) == "\u22122.35%"


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**9))
def test_rounding_is_to_the_nearest_with_halves_away_from_zero(numerator, denominator):
    exact, rounded = Fraction(numerator, denominator), round_ratio(numerator, denominator)
    assert abs(exact - rounded) <= Fraction(1, 2)
    if abs(exact - rounded) == Fraction(1, 2):
        assert abs(rounded) > abs(exact)


def test_half_a_penny_goes_away_from_zero():
    assert times_ppm(20, 25_000) == 1
    assert times_ppm(-20, 25_000) == -1


@given(amounts, st.lists(st.integers(0, 10**12), min_size=1, max_size=9).filter(any))
def test_the_parts_of_a_split_make_the_whole_and_none_is_a_penny_out(total, weights):
    parts = split(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


def test_left_over_pence_go_to_the_largest_remainder_and_ties_to_the_first():
    assert split(100, [1, 1, 1]) == (34, 33, 33)
    assert split(-100, [1, 1, 1]) == (-34, -33, -33)


def test_nothing_can_be_split_by_nothing():
    assert split(0, [0, 0]) == (0, 0)
    with pytest.raises(ValueError, match="nothing to split by"):
        split(1, [0, 0])


def test_a_very_long_text_is_no_amount_and_is_quoted_in_part():
    with pytest.raises(MoneyError) as problem:
        parse_pounds("1" * 900_000)
    assert len(str(problem.value)) < 200


@pytest.mark.parametrize("text", ["999999999999999999990b", "99999999999999999999m", "9" * 24])
def test_an_amount_of_more_digits_than_can_be_rounded_is_beyond_the_most(text):
    with pytest.raises(MoneyError, match="beyond £40 billion"):
        parse_pounds(text)
