"""Rows of units and of what years measure, below headings."""

import pytest

from commissionplanner.io.tabular.headings.unit_rows import are_measures, are_units

YEARS = ["Service", "2024/25", "2025/26"]
ROWS = [["Portage", 100, 200], ["Play", 300, 400]]


@pytest.mark.parametrize(
    "said",
    [
        ["Outturn", "Original budget"],
        ["Out-turn", "Forecast at Q3"],
        ["Latest forecast (£m)", "Budget to the end of P7"],
        ["Actual £'000", "Plan (net)"],
        ["Final", "Indicative"],
    ],
)
def test_what_years_measure_is_a_row_of_headings(said):
    assert are_measures(YEARS, [None, *said], ROWS)


@pytest.mark.parametrize(
    "said",
    [["Health visiting", "Budget"], ["n/a", "TBC"], ["To date", "Outturn"], ["Budget", "Budget"]],
)
def test_other_words_below_years_are_none(said):
    assert not are_measures(YEARS, [None, *said], ROWS)


def test_a_long_text_of_such_words_is_told_at_once():
    """Their order was once sought by trying, which a text of 90 signs kept busy for seconds."""
    said = "budget" + (" ." * 600 + "to") * 60 + "zz"
    assert not are_measures(YEARS, [None, said, said + "!"], ROWS)


def test_units_alone_make_a_row_of_units():
    assert are_units([None, "£000", "£000"])
    assert not are_units([None, "3 months", None])


def test_a_unit_of_money_may_say_what_is_measured_in_it():
    assert are_units([None, "(£)", "(£) indicative", "£000 budget"])
    assert not are_units(["Play", "£ shop", "£000 budget"])
    assert not are_units(["Play", "budget", "£"])
