"""Lengths of contracts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.mapping.values.terms import read_term


@pytest.mark.parametrize(
    ("text", "months"),
    [("12 months", 12), ("1 yr", 12), ("3 years", 36), ("up to 24 months", 24), ("18", 18),
     ("two years", 24), ("1 year 6 months", 18), (36, 36), (12.0, 12), ("52 weeks", 12)],
)  # fmt: skip
def test_a_term_is_read_in_months(text, months):
    assert read_term(text).months == months


@pytest.mark.parametrize(
    ("text", "months", "options", "option_months"),
    [("1+1", 12, "1+1", 12), ("2+1+1", 24, "2+1+1", 24), ("3 + 2", 36, "3+2", 24),
     ("24+12 months", 24, "24+12", 12), ("3+1+1 years", 36, "3+1+1", 24)],
)  # fmt: skip
def test_options_are_kept_apart_from_the_first_term(text, months, options, option_months):
    found = read_term(text)
    assert (found.months, found.options, found.option_months) == (months, options, option_months)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("rolling", "rolling"), ("Evergreen", "rolling"), ("implied extension", "rolling"),
     ("ongoing", "open_ended"), ("Open-ended", "open_ended")],
)  # fmt: skip
def test_a_term_without_a_last_day_says_what_it_is(text, kind):
    assert read_term(text).kind == kind


@pytest.mark.parametrize(
    "text", ["out of contract", "see schedule", "0", "9999999", "1 or 2 years"]
)
def test_what_is_no_length_is_a_problem(text):
    found = read_term(text)
    assert found.months is None
    assert text in found.problem


def test_a_blank_cell_is_no_term_and_no_problem():
    assert read_term(None) == read_term("  ")
    assert read_term(None).problem == ""


def test_a_bare_number_counts_years_where_the_heading_does():
    assert read_term("3", unit="years").months == 36


@given(st.text(max_size=30))
def test_no_text_stops_the_reading(text):
    found = read_term(text)
    assert found.months is None or 0 < found.months <= 1_200


@pytest.mark.parametrize(
    ("text", "months", "option_months"),
    [("3 years with option to extend for 2 years", 36, 24), ("2 years plus an option of a further 12 months", 24, 12),
     ("5 years (3+2)", 36, 24)],
)  # fmt: skip
def test_options_are_read_from_words(text, months, option_months):
    found = read_term(text)
    assert (found.months, found.option_months) == (months, option_months)


@pytest.mark.parametrize("text", ["out of contract", "5 years (3+1)"])
def test_words_that_do_not_say_a_term_are_kept_and_never_guessed(text):
    found = read_term(text)
    assert found.months is None
    assert found.problem


def test_a_very_long_text_is_no_term():
    assert read_term("(1+" * 10_000).problem
