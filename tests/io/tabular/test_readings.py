"""What single cells are read as: a value, or a problem, and never nought for want of one."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.tabular.cells import ErrorCell
from commissionplanner.io.tabular.dates import find_order, is_day_first, read_date
from commissionplanner.io.tabular.readings import (
    read_amount,
    read_code,
    read_money,
    read_number,
    read_percent_ppm,
    read_text,
    read_year,
    read_yes_no,
)


@pytest.mark.parametrize(
    ("cell", "pence"),
    [
        ("£1,234.50", 123450),
        ("(1,234)", -123400),
        ("1,234-", -123400),
        ("\u22125", -500),
        ("£1.2m", 120000000),
        ("300 k", 30000000),
        ("1\u00a0234.56", 123456),
        (1234.1, 123410),
        (0.1 + 0.2, 30),
        (1.005, 101),
        (-1.005, -101),
        (7, 700),
    ],
)
def test_amounts_are_read_to_the_penny(cell, pence):
    assert read_money(cell).value == pence
    assert read_money(cell).problem == ""


@pytest.mark.parametrize(
    "cell",
    [
        *("TBC", "n/a", "-", "nil", "#REF!", True, date(2026, 4, 1), "NaN", "1E400", float("nan")),
        *(
            float("inf"),
            5e10,
            "50bn",
            ErrorCell("#REF!"),
            "12 apples",
            "1.234,56",
            "1,5",
            "1,23,456",
        ),
    ],
)
def test_what_is_no_amount_is_a_problem_and_never_nought(cell):
    reading = read_money(cell)
    assert reading.value is None
    assert reading.problem


@pytest.mark.parametrize("cell", [None, "", "   ", "\u00a0"])
def test_a_blank_cell_is_no_value_and_no_problem(cell):
    for read in (read_money, read_number, read_date, read_yes_no, read_year, read_text):
        assert (read(cell).value, read(cell).problem) == (None, "")


@given(st.integers(-(10**12), 10**12))
def test_amounts_written_in_every_way_read_the_same(pence):
    plain = f"{abs(pence) // 100}.{abs(pence) % 100:02d}"
    grouped = f"£{abs(pence) // 100:,}.{abs(pence) % 100:02d}"
    ways = [plain, grouped] if pence >= 0 else [f"-{plain}", f"({grouped})", f"{grouped}-"]
    assert {read_money(way).value for way in ways} == {pence}
    assert {read_amount(way).value for way in ways} == {Decimal(pence) / 100}


@given(st.decimals(-1_000_000, 1_000_000, places=2))
def test_a_binary_number_is_the_decimal_one_sees(number):
    assert read_money(float(number)).value == int(number * 100)
    assert read_number(float(number)).value == number


@pytest.mark.parametrize(
    ("cell", "text"), [("00123", "00123"), (4711.0, "4711"), (" A1 ", "A1"), (0.5, "0.5")]
)
def test_codes_keep_their_noughts_and_get_no_point(cell, text):
    assert read_code(cell).value == text


def test_a_number_of_more_than_fifteen_digits_is_a_damaged_code():
    assert read_code(1234567890123456789.0).code == "long_code"


@pytest.mark.parametrize(
    ("cell", "ppm"), [("60%", 600_000), (60, 600_000), (0.6, 600_000), ("2.35 %", 23_500)]
)
def test_percentages_are_parts_per_million(cell, ppm):
    assert read_percent_ppm(cell).value == ppm


def test_a_fraction_shown_as_a_percentage_may_be_over_one():
    assert read_percent_ppm(1.5, shown_as_percent=True).value == 1_500_000


@pytest.mark.parametrize(
    ("cell", "answer"), [("Yes", True), ("n", False), (True, True), (0.0, False)]
)
def test_yes_and_no(cell, answer):
    assert read_yes_no(cell).value is answer


@pytest.mark.parametrize(
    "cell",
    [
        *("2026-04-01", "01/04/2026", "1.4.26", "1 April 2026", "1st Apr 26", "20260401"),
        *("Wednesday 1 April 2026", "April 1, 2026", 20260401, "2026-04-01T00:00:00Z"),
        *(
            "01-Apr-2026 ",
            "01/04/2026 00:00",
            date(2026, 4, 1),
            datetime.fromisoformat("2026-04-01"),
        ),
    ],
)
def test_days_are_read_day_first(cell):
    assert read_date(cell).value == date(2026, 4, 1)
    assert read_date(cell).problem == ""


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("31/02/2026", "impossible_date"),
        ("13/13/2026", "impossible_date"),
        ("01/04/0026", "impossible_date"),
        ("TBC", "unusable"),
        ("ongoing", "unusable"),
        (True, "unusable"),
        (12.0, "unusable"),
    ],
)
def test_what_is_no_day_is_a_problem(cell, code):
    assert (read_date(cell).value, read_date(cell).code) == (None, code)


def test_a_month_alone_is_its_first_or_last_day_and_said():
    assert read_date("Mar-26").value == date(2026, 3, 1)
    assert read_date("Mar-26", month_ends=True).value == date(2026, 3, 31)
    assert read_date("Mar-26").code == "month_only"


def test_the_day_number_of_a_spreadsheet_is_read_and_said():
    assert read_date(46113.0).value == date(2026, 4, 1)
    assert read_date(46113.0).code == "serial_date"


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["01/04/2026", "31/03/2027"], "dmy"),
        (["04/01/2026", "03/31/2027"], "mdy"),
        (["13/04/2026", "03/31/2027"], "mixed"),
        (["01/02/2026"], "dmy"),
    ],
)
def test_a_column_proves_which_comes_first(cells, order):
    assert find_order(cells) == order


def test_a_month_first_among_day_first_is_left_empty():
    assert read_date("03/31/2027", "mixed").value is None


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_reads_back_from_every_form(day):
    forms = [
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d %B %Y}",
        f"{day:%d-%b-%Y}",
        f"{day:%Y%m%d}",
    ]
    assert {read_date(form).value for form in forms} == {day}


def test_financial_years_are_read():
    assert str(read_year("2026-27").value) == "2026/27"
    assert read_year("2026").problem


def test_a_day_over_twelve_proves_that_a_file_is_day_first():
    assert is_day_first(["01/04/2026", "31/03/2027"])
    assert not is_day_first(["01/04/2026", "04/13/2026", None, 5])


@pytest.mark.parametrize("text", ["(-500)", "-500 CR", "--5", "(500", "500)", "CR 5 CR"])
def test_what_is_negative_twice_or_by_half_is_no_amount(text):
    assert read_money(text).value is None


@pytest.mark.parametrize(
    ("text", "pence"), [("£(500)", -50_000), ("CR 5", -500), ("+5", 500), ("5.00 GBP", 500)]
)
def test_amounts_marked_in_rarer_ways_are_read(text, pence):
    assert read_money(text).value == pence


def test_one_in_a_column_of_percentages_is_one_percent():
    assert read_percent_ppm("1", of_100=True).value == 10_000
    assert read_percent_ppm("60 per cent").value == 600_000


def test_a_code_that_a_spreadsheet_has_shortened_is_said():
    assert read_code("1.23457E+14").code == "shortened_code"
    assert read_code("1.2E+05").value == "1.2E+05"
    assert [read_code(text).problem for text in ("3E+A", "12E+05", "E+12")] == [""] * 3


def test_digits_that_were_lost_in_a_column_of_words_are_said():
    assert read_text(12345678901234567.0).code == "long_code"
