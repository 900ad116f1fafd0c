"""Days that are written as months, quarters or years, and the order that a whole file proves."""

from datetime import date

import pytest

from commissionplanner.io.tabular.dates import (
    find_orders,
    is_half_turned,
    read_date,
    turned_back,
    unproved,
)
from commissionplanner.io.tabular.year_first import year_order


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Q1 2025/26", date(2025, 4, 1), date(2025, 6, 30)),
        ("Quarter 4, 2025-26", date(2026, 1, 1), date(2026, 3, 31)),
        ("2025/26 Q2", date(2025, 7, 1), date(2025, 9, 30)),
        ("H2 25/26", date(2025, 10, 1), date(2026, 3, 31)),
        ("FY26", date(2025, 4, 1), date(2026, 3, 31)),
        ("2025/26", date(2025, 4, 1), date(2026, 3, 31)),
        ("Mar-26", date(2026, 3, 1), date(2026, 3, 31)),
        ("March 2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("03/2026", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
    ],
)
def test_a_period_is_its_first_or_its_last_day_and_that_is_said(text, first, last):
    assert read_date(text).value == first
    ends = read_date(text, month_ends=True)
    assert ends.value == last
    assert "names no day" in ends.problem


def test_the_end_of_a_month_is_its_last_day_in_any_column():
    assert read_date("end of March 2026").value == date(2026, 3, 31)


@pytest.mark.parametrize("text", ["Q5 2025/26", "Q3 2026", "13/2026", "H3 2025/26", "12/25"])
def test_a_period_that_cannot_be_told_is_a_problem(text):
    assert read_date(text).value is None


def test_a_date_hidden_by_a_narrow_column_says_how_to_get_it_back():
    reading = read_date("########")
    assert (reading.value, reading.code) == (None, "hidden_value")
    assert "Widen the column" in reading.problem


def test_a_column_that_proves_nothing_is_read_as_those_that_do():
    columns = {0: ["04/25/2026", "01/02/2026"], 1: ["03/04/2027"], 2: ["2026-01-02"]}
    assert find_orders(columns) == {0: "mdy", 1: "mdy", 2: "mdy"}


def test_no_column_is_turned_round_where_any_proves_the_day_first():
    columns = {0: ["04/25/2026"], 1: ["25/04/2027"], 2: ["03/04/2027"]}
    assert find_orders(columns) == {0: "mixed", 1: "dmy", 2: "dmy"}
    assert find_orders({0: ["04/25/2026"]}, [["25/04/2026"]]) == {0: "mixed"}


HALF = [date(2026, 4, 5), date(2026, 7, 6), date(2026, 1, 12), "25/04/2026", "13/05/2026"]


def test_dates_that_another_program_has_half_turned_round_are_noticed():
    assert is_half_turned(HALF)
    of_may = [date(2026, 1, 5), date(2026, 7, 5), date(2026, 12, 5), "25/05/2026", "13/05/2026"]
    assert is_half_turned(of_may), "a list of one month"
    assert is_half_turned([*of_may, date(2026, 5, 5)])
    assert [turned_back(cell) for cell in HALF[:2]] == [date(2026, 5, 4), date(2026, 6, 7)]


@pytest.mark.parametrize(
    "more",
    [date(2026, 4, 25), "04/05/2026"],
    ids=["a real date over twelve", "a text that could be either"],
)
def test_dates_of_every_day_are_not_half_turned(more):
    assert not is_half_turned([*HALF, more])
    assert not is_half_turned([date(2026, 4, 1)] * 9 + ["25/04/2026", "26/04/2026"])


@pytest.mark.parametrize("text", ["5000²", "4500①", "²", "1²/04/2025", "½"])
def test_a_sign_that_is_called_a_digit_and_is_none_makes_no_date(text):
    assert read_date(text).value is None


def test_a_day_after_the_year_is_read_so_where_the_column_proves_it():
    assert year_order(["2026-31-01", "2026-04-05", None]) == "ydm"
    assert year_order(["2026-31-01", "2026-01-31"]) == "ydm_mixed"
    assert year_order(["2026-01-31", "2026-04-05", "31/01/2026", 5]) == ""
    assert read_date("2026-04-05", "ydm").value == date(2026, 5, 4)
    assert read_date("2026-01-31", "ydm").value == date(2026, 1, 31)
    assert read_date("2026-31-01").value is None


def test_where_some_have_the_day_after_the_year_each_that_could_be_either_is_named():
    assert read_date("2026-31-01", "ydm_mixed").value == date(2026, 1, 31)
    reading = read_date("2026-04-05", "ydm_mixed")
    assert reading.value == date(2026, 4, 5)
    assert reading.code == "mixed_dates"


def test_firsts_of_months_of_several_years_prove_the_day_first():
    openings = ["01-09-1998", "01-04-2011", "01-01-2016", "01-09-2019"]
    assert unproved({0: openings}) == {}
    one_year = ["01-09-2025", "01-04-2025", "01-05-2025"]  # payments of one January, perhaps
    assert unproved({0: one_year}) == {0: "01-09-2025"}
    assert unproved({0: [*openings, "02-03-2020"]}) == {0: "01-09-1998"}


@pytest.mark.parametrize("text", ["Jan-18-13", "January-18-2013", "Jan 18, 2013", "Jan/18/2013"])
def test_a_month_in_words_before_its_day_is_read(text):
    assert read_date(text).value == date(2013, 1, 18)


@pytest.mark.parametrize("text", ["Jan 18 13", "Jan 18 10:30", "Jan-18-"])
def test_a_month_in_words_before_what_may_be_a_time_is_no_date(text):
    assert read_date(text).value is None
