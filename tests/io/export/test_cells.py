"""Cells: text stays text, long text goes on, names are safe, the same book has the same bytes."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissionplanner.io.export.cells import (
    LONGEST_TEXT,
    MORE,
    Book,
    Furniture,
    at,
    column_letter,
    grouped,
    money_width,
    safe_sheet_name,
    split_long,
)

FURNITURE = Furniture(
    "A & B", "OFFICIAL", "Draft", "ab" * 32, "As at 1 June 2026", date(2026, 6, 1)
)


def made(write, name="One"):
    book = Book(FURNITURE)
    write(book.sheet(name))
    return openpyxl.load_workbook(BytesIO(book.bytes()))


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(A1)", "+1", "-1+2", "@SUM(1)", "\t=1", "https://example.org", "mailto:a@b.c",
             "001", "1e5", "TRUE"]
)  # fmt: skip
def test_no_text_becomes_a_formula_link_or_number(text):
    cell = made(lambda sheet: sheet.text(0, 0, text)).active["A1"]
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_a_negative_amount_stays_a_number():
    cell = made(lambda sheet: sheet.money(0, 0, -150)).active["A1"]
    assert (cell.data_type, cell.value) == ("n", -1.5)


def test_an_amount_not_known_is_words_that_no_sum_counts():
    assert made(lambda sheet: sheet.money(0, 0, None)).active["A1"].value == "Not known"


def test_control_characters_and_lone_surrogates_are_marked():
    cell = made(lambda sheet: sheet.text(0, 0, "a\x07b\ud800c")).active["A1"]
    assert cell.value == "a\ufffdb\ufffdc"


def long_then_short(sheet):
    sheet.widths([10, 10, 10])
    sheet.texts(0, 0, ["x" * 40_000, "next", "last"])


def test_text_too_long_for_a_cell_goes_on_at_the_end_of_the_row_and_says_so():
    sheet = made(long_then_short).active
    first, second = sheet["A1"].value, sheet["D1"].value
    assert (sheet["B1"].value, sheet["C1"].value) == ("next", "last")
    assert first.endswith(MORE)
    assert len(first) == LONGEST_TEXT
    assert first.removesuffix(MORE) + second == "x" * 40_000


@given(st.text(st.sampled_from("ab😀"), max_size=120_000))
def test_nothing_is_lost_when_text_is_split(text):
    parts = split_long(text)
    assert all(len(part.encode("utf-16-le")) // 2 <= LONGEST_TEXT for part in parts)
    assert "".join(part.removesuffix(MORE) for part in parts) == text


def test_a_date_before_spreadsheets_have_dates_is_written_out():
    assert made(lambda sheet: sheet.day(0, 0, date(1850, 3, 1))).active["A1"].value == "1850-03-01"


def test_what_stood_in_place_of_a_date_is_shown():
    assert made(lambda sheet: sheet.day(0, 0, None, "TBC")).active["A1"].value == "TBC"


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8))
def test_sheet_names_are_safe_and_unlike_each_other(names):
    taken: set[str] = set()
    for name in names:
        safe = safe_sheet_name(name, taken)
        assert 0 < len(safe) <= 31
        assert not set(safe) & set("[]:*?/\\")
        assert safe.casefold() not in taken
        assert safe.casefold() != "history"
        assert not safe.startswith("'")
        taken.add(safe.casefold())


def test_a_formula_keeps_its_value_for_readers_that_do_not_calculate():
    book = Book(FURNITURE)
    sheet = book.sheet("One")
    sheet.amount(0, 0, "=1+1.5", 250)
    content = book.bytes()
    assert openpyxl.load_workbook(BytesIO(content)).active["A1"].value == "=1+1.5"
    assert openpyxl.load_workbook(BytesIO(content), data_only=True).active["A1"].value == 2.5


def test_pages_are_a4_landscape_fit_to_width_with_marking_title_state_and_digest():
    sheet = made(lambda sheet: sheet.text(0, 0, "x")).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many as it takes; one across is the default
    head = sheet.oddHeader
    assert "OFFICIAL" in head.left.text
    assert "A && B" in head.center.text or "A & B" in head.center.text
    assert "Draft" in head.right.text
    assert grouped("ab" * 32) in sheet.oddFooter.left.text


def test_the_same_content_gives_the_same_bytes():
    one, other = Book(FURNITURE), Book(FURNITURE)
    for book in (one, other):
        book.sheet("One").text(0, 0, "x")
    assert one.bytes() == other.bytes()


def test_references():
    assert [column_letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert (at(0, 2), at(9, 27, fixed=True)) == ("C1", "$AB$10")


def test_columns_are_wide_enough_for_the_largest_amount():
    assert money_width([4 * 10**12]) > len("-£40,000,000,000.00")
