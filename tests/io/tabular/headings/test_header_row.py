"""Headings in two rows: bands above, headings beneath, and how far a band reaches."""

from commissionplanner.io.tabular.cells import ErrorCell
from commissionplanner.io.tabular.headings.header_row import (
    HeadingRows,
    find_headings,
    heading_texts,
)

BANDS = [
    ["Ref", "Contract", "Period", None, "Value", None],
    [None, None, "Start", "End", "Annual", "Total"],
    ["C1", "Meals", "01/04/2024", "31/03/2026", 100, 200],
    ["C2", "Beds", "01/04/2024", "31/03/2026", 300, 600],
]


def test_headings_beneath_a_spread_heading_are_part_of_the_headings():
    found = find_headings(BANDS)
    assert (found.first, found.last) == (0, 1)
    assert heading_texts(BANDS, found, 6)[2:] == [
        "Period · Start", "Period · End", "Value · Annual", "Value · Total"]  # fmt: skip


def test_a_first_record_of_words_is_not_a_row_of_headings():
    rows = [
        ["Ref", "Contract", "Supplier", None],
        ["C1", "Meals", None, "a note"],
        ["C2", "Beds", "B", None],
    ]
    found = find_headings(rows)
    assert (found.first, found.last) == (0, 0)


def test_a_merged_band_reaches_no_further_than_its_cells():
    rows = [[None, "Value", None, None], ["Ref", "Annual", "Total", "Supplier"]]
    texts = heading_texts(rows, HeadingRows(0, 1, 1.0), 4, [((0, 1), (0, 2))])
    assert texts == ["Ref", "Value · Annual", "Value · Total", "Supplier"]


def test_ages_beside_words_are_headings():
    rows = [
        ["Code", "Name", "All ages", "0", "1", "2", "3"],
        ["E1", "Bury", 9, 2, 2, 2, 3],
        ["E2", "York", 8, 2, 1, 2, 3],
    ]
    assert find_headings(rows).main == 0
    assert find_headings([["C1", "Meals", "A Ltd", "4", "1", "2", "3"], *rows[1:]]) is None


def test_a_heading_repeated_over_different_ones_is_a_band():
    rows = [
        ["Service", "2025/26", "2025/26", "2026/27", "2026/27"],
        [None, "Budget", "Actual", "Budget", "Actual"],
        ["Meals", 1, 2, 3, 4],
        ["Beds", 5, 6, 7, 8],
    ]
    found = find_headings(rows)
    assert heading_texts(rows, found, 5)[1:3] == ["2025/26 · Budget", "2025/26 · Actual"]
    rows[1] = [None, "Budget", "Budget", "Budget", "Budget"]
    assert find_headings(rows).last == 0


def test_years_over_one_heading_each_are_bands_and_a_total_beyond_is_of_none_of_them():
    rows = [
        [None, None, "2025/26", "2026/27", None],
        ["Body", "Stream", "Budget (£)", "Budget (£)", "Total"],
        ["Acorn", "Grant", 1, 2, 3],
        ["Birch", "Levy", 4, 5, 9],
    ]
    found = find_headings(rows)
    assert (found.first, found.last) == (0, 1)
    expected = ["Body", "Stream", "2025/26 · Budget (£)", "2026/27 · Budget (£)", "Total"]
    assert heading_texts(rows, found, 5) == expected
    rows[:2] = ["Body", "Stream", "2025/26", "2026/27", ""], ["Elm", "Gift", "TBC", "nil", "Asked"]
    assert find_headings(rows).last == 0, "a first record of which nothing is known"


def test_headings_whose_words_go_on_in_the_next_row_are_one():
    rows = [
        ["Contract", None, "Supplier", "Contract start", "Contract end", "Total"],
        ["reference", "Title", "name", "date", "date", "value"],
        ["C1", "Meals", "A", "01/04/2024", "31/03/2026", 100],
        ["C2", "Beds", "B", "01/04/2024", "31/03/2026", 300],
    ]
    found = find_headings(rows)
    assert heading_texts(rows, found, 6)[:4] == [
        "Contract · reference", "Title", "Supplier · name", "Contract start · date"]  # fmt: skip
    rows[0] = ["of", None, "what", "is", "listed", "below"]
    assert find_headings(rows).first == find_headings(rows).last


def test_a_band_that_says_nothing_is_no_part_of_a_heading():
    rows = [["Details", None, "Dates", None], ["Title", "Value", "Start", "End"]]
    found = HeadingRows(0, 1, 1.0)
    assert heading_texts(rows, found, 4) == ["Title", "Value", "Dates · Start", "Dates · End"]
    rows = [["Details", None, "Further information", None], ["Title", "Value", "Title", "Value"]]
    assert heading_texts(rows, found, 4)[2] == "Further information · Title"


def test_a_heading_that_shows_an_error_hides_no_headings():
    rows = [["Ref", ErrorCell("#REF!"), "Annual value"], ["A1", "Acorn", 5.0], ["A2", "Beech", 6.0]]
    assert find_headings(rows).main == 0


NAMED = [["columns", "apar_name", "amount", "acc_desc"], [None, "Supplier", "Invoice value", "Account"],
         ["DETAIL", "Civica", "504.00", "Equipment"], ["DETAIL", "Npower", "1,730.85", "Electricity"]]  # fmt: skip


def test_names_for_readers_below_those_of_a_system_are_the_headings():
    found = find_headings(NAMED)
    assert (found.first, found.last) == (1, 1)


def test_a_first_record_below_names_of_a_system_is_kept():
    for amount in ("12.00", "TBC", "504.00"):
        rows = [NAMED[0], ["DETAIL", "Supplier", amount, "Account"], *NAMED[2:]]
        assert find_headings(rows).last == 0


def test_a_row_of_other_names_over_columns_of_figures_goes_on_with_the_headings():
    rows = [[None, None, "A", "B", "C"], [None, None, "Groningen", "Friesland", "Drenthe"]]
    rows += [[n, f"Line {n}", n * 10.0, n * 20.0, n * 30.0] for n in range(1, 5)]
    found = find_headings(rows)
    assert (found.first, found.last) == (0, 1)
    rows[1] = [None, None, "TBC", "TBC", "TBC"]
    assert find_headings(rows).last == find_headings(rows).first


BOOK = [
    [None, "2023/24", "2024/25", "2024/25", "2025/26"],
    [None, "Outturn", "Original Budget", "Forecast Outturn", "Indicative"],
    [None, "£000", "£000", "£000", "£000"],
    ["Fostering", 1200, 1300, 1350, 1400],
    ["Adoption", 400, 410, 420, 430],
]


def test_what_years_measure_and_in_which_unit_are_headings():
    found = find_headings(BOOK)
    assert (found.first, found.last) == (0, 2)
    assert heading_texts(BOOK, found, 5)[2] == "2024/25 · Original Budget · £000"


def test_a_first_record_without_amounts_below_years_is_no_heading():
    rows = [BOOK[0], ["Fostering", "TBC", "TBC", "TBC", "TBC"], *BOOK[3:]]
    found = find_headings(rows)
    assert (found.first, found.last) == (0, 0)


def test_what_stands_over_years_alone_belongs_to_their_headings():
    rows = [
        ["Table 3: Prevention Grant", None, None, None],
        [None, None, "Final allocation (£)", "Provisional allocation (£)"],
        ["ONS code", "Local authority", "2024-25", "2025-26"],
        *([f"E0600000{n}", f"Town {n}", n * 1000, n * 1100] for n in range(1, 6)),
    ]
    found = find_headings(rows)
    assert (found.first, found.last) == (1, 2)
    assert heading_texts(rows, found, 4)[3] == "Provisional allocation (£) · 2025-26"
